"""Walk a folder and list the files that hold articles, with the stamps that tell whether they changed."""

from __future__ import annotations

import os
import stat
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from searchtui.files.readers import READERS, supported

_PLAIN_SUFFIXES = tuple(READERS)
"""How most names of articles end. Who asks for these first need not take every name of a large folder to pieces."""


class FoundFile(NamedTuple):
    """A file to read: `path` relative to the folder walked, with "/"; `size` in bytes, `mtime_ns` since the epoch."""

    path: str
    size: int
    mtime_ns: int


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A file or folder that cannot be read, for a reason written for the user. `path` is always printable."""

    path: str
    reason: str


def find_files(root: Path) -> Iterator[FoundFile | Unreadable]:
    """Yield the supported files below `root`, depth first, by name within each folder.

    Hidden files and folders are passed over, and so are files of formats no reader knows. Links to files are
    followed, links to folders are not, so no loop and no way out of the library exists. What has the name of an
    article but cannot be read as one (a pipe, a broken link, a name that is not UTF-8) is reported. Nothing is opened
    but folders, and nothing is raised: a folder that cannot be listed is itself reported.
    """
    folders: list[Iterator[os.DirEntry[str] | Unreadable]] = [_list(os.fspath(root), ".")]
    below: list[str] = [""]
    while folders:
        entry = next(folders[-1], None)
        if entry is None:
            folders.pop()
            below.pop()
        elif isinstance(entry, Unreadable):
            yield entry
        elif entry.is_dir(follow_symlinks=False):
            path = below[-1] + entry.name
            if _printable(path):
                folders.append(_list(entry.path, path))
                below.append(path + "/")
            else:
                yield Unreadable(_shown(path), _BAD_NAME.format("folder"))
        elif entry.name.endswith(_PLAIN_SUFFIXES) or supported(entry.name):
            yield _look_at(entry, below[-1] + entry.name)


_BAD_NAME = "The name of this {} is not valid UTF-8 or holds control characters. Rename it to have it indexed."


def _list(folder: str, shown: str) -> Iterator[os.DirEntry[str] | Unreadable]:
    """Yield the entries of one folder that are not hidden, by name; or why it cannot be listed."""
    try:
        with os.scandir(folder) as listing:
            entries = [entry for entry in listing if not entry.name.startswith(".")]
    except OSError as error:
        yield Unreadable(shown, f"This folder cannot be listed: {error.strerror or error}.")
        return
    entries.sort(key=lambda entry: entry.name)
    yield from entries


def _look_at(entry: os.DirEntry[str], path: str) -> FoundFile | Unreadable:
    """Return the stamps of a directory entry, following a link, or say why it is no file to read."""
    if not _printable(path):
        return Unreadable(_shown(path), _BAD_NAME.format("file"))
    try:
        status = entry.stat()
    except FileNotFoundError:
        reason = "This link leads nowhere." if entry.is_symlink() else "The file vanished while the folder was listed."
        return Unreadable(path, reason)
    except OSError as error:
        return Unreadable(path, f"The file cannot be looked at: {error.strerror or error}.")
    if stat.S_ISREG(status.st_mode):
        return FoundFile(path, status.st_size, status.st_mtime_ns)
    if stat.S_ISDIR(status.st_mode):
        return Unreadable(path, "This is a link to a folder; such links are not followed.")
    return Unreadable(path, "This is no file but a pipe, a socket or a device.")


def _printable(path: str) -> bool:
    """Tell whether a path can be stored and shown: no undecodable bytes, no control characters."""
    return path.isprintable() or not any(unicodedata.category(char) in {"Cc", "Cs"} for char in path)


def _shown(path: str) -> str:
    """Return a path with each byte or character that cannot be shown as a backslash escape."""
    text = path.encode("utf-8", "surrogateescape").decode("utf-8", "backslashreplace")
    return "".join(f"\\x{ord(char):02x}" if unicodedata.category(char) == "Cc" else char for char in text)
