"""The folders of an index. Each full build is a generation in a folder of its own; `current.json` names the one in use.

    index/current.json               {"format": 1, "generation": 2}, replaced atomically
    index/generation-2/origin.json   marks the folder as ours and says what it was built with
    index/generation-2/engine/       the engine's files
    index/generation-2/manifest.db   which files are in it (see `manifest`)
    index/generation-2/copies.*      which articles are copies of one another (see `copies`)
    index/reindex.lock               held by the one process that changes the index

The folder may hold other people's files: nothing is ever deleted here that does not carry our mark.
"""

from __future__ import annotations

import contextlib
import dataclasses
import json
import os
import re
from dataclasses import dataclass
from pathlib import Path

from searchtui.errors import IndexUnavailableError
from searchtui.index.copy_file import delete_copies
from searchtui.userdata.durable import sync_folder

FORMAT = 1
"""Version of this layout."""

CURRENT_FILE = "current.json"
ORIGIN_FILE = "origin.json"
LOCK_FILE = "reindex.lock"
MADE_BY = "searchtui"

Signature = tuple[int, int, int]
"""Inode, modification time (ns) and size of `current.json`: differs whenever the generation in use has changed."""


@dataclass(frozen=True, slots=True)
class Generation:
    """One build of the index."""

    number: int
    folder: Path

    @property
    def engine_folder(self) -> Path:
        """Where the engine keeps its files."""
        return self.folder / "engine"

    @property
    def manifest_file(self) -> Path:
        """Where the manifest lies."""
        return self.folder / "manifest.db"

    @property
    def lines_file(self) -> Path:
        """Where the record of lines that may recur lies."""
        return self.folder / "lines.db"

    @property
    def origin_file(self) -> Path:
        """Where the stamp of versions lies."""
        return self.folder / ORIGIN_FILE


@dataclass(frozen=True, slots=True)
class Stamp:
    """What an index was built with. An index with another stamp than ours is rebuilt.

    `outlets` is a digest of the outlets that the user named, "" if there were none.
    """

    program: str
    engine: str
    schema_version: int
    default_language: str
    outlets: str = ""


def current_signature(index: Path) -> Signature | None:
    """The signature of `current.json`; None if there is no such file."""
    try:
        stat = (index / CURRENT_FILE).stat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise _unreadable(index / CURRENT_FILE, error.strerror or str(error)) from error
    return stat.st_ino, stat.st_mtime_ns, stat.st_size


def current_generation(index: Path) -> Generation | None:
    """The generation in use, None if there is none. Raises `IndexUnavailableError` if `current.json` is damaged."""
    path = index / CURRENT_FILE
    try:
        content = json.loads(path.read_bytes())
        number = content["generation"]
        if content["format"] != FORMAT or type(number) is not int:
            raise _unreadable(path, "it was written by another version of searchtui")
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        raise _unreadable(path, error.strerror or str(error)) from error
    except (ValueError, TypeError, KeyError, RecursionError) as error:
        raise _unreadable(path, "it is damaged") from error
    generation = _generation(index, number)
    if not generation.folder.is_dir():
        raise _unreadable(generation.folder, "it is missing")
    return generation


def make_current(index: Path, generation: Generation) -> None:
    """Put `generation` in use, atomically and durably."""
    content = {"format": FORMAT, "generation": generation.number}
    _write_durably(index / CURRENT_FILE, content)


def new_generation(index: Path, stamp: Stamp) -> Generation:
    """Make the folder of a further generation, marked as ours. It is not in use yet."""
    taken = [int(match[1]) for entry in index.iterdir() if (match := re.fullmatch(r"generation-(\d{1,9})", entry.name))]
    generation = _generation(index, max(taken, default=0) + 1)
    generation.folder.mkdir()
    _write_durably(generation.origin_file, {"made_by": MADE_BY, **dataclasses.asdict(stamp)})
    return generation


def generations(index: Path) -> list[Generation]:
    """Every generation that carries our mark, oldest first."""
    found = []
    for entry in index.iterdir():
        match = re.fullmatch(r"generation-(\d{1,9})", entry.name)
        if match and not entry.is_symlink() and _origin(entry / ORIGIN_FILE).get("made_by") == MADE_BY:
            found.append(_generation(index, int(match[1])))
    return sorted(found, key=lambda generation: generation.number)


def stamp_of(generation: Generation) -> Stamp | None:
    """What `generation` was built with; None if that cannot be read."""
    origin = _origin(generation.origin_file)
    match origin:
        case {
            "program": str(program),
            "engine": str(engine),
            "schema_version": int(schema_version),
            "default_language": str(default_language),
        }:
            return Stamp(program, engine, schema_version, default_language, str(origin.get("outlets", "")))
    return None


def remove_generation(generation: Generation) -> None:
    """Delete a generation's files: the mark last, so that an interrupted removal is found and finished later.

    Files beside them that somebody else put there stay, and the folder with them.
    """
    import shutil  # noqa: PLC0415 -- a reader of an index removes none

    shutil.rmtree(generation.engine_folder, ignore_errors=True)
    for suffix in ("", "-wal", "-shm", "-journal"):
        for file in (generation.manifest_file, generation.lines_file):
            file.with_name(file.name + suffix).unlink(missing_ok=True)
    delete_copies(generation.folder)
    generation.origin_file.unlink(missing_ok=True)
    with contextlib.suppress(OSError):  # not empty: it holds a stranger's file
        generation.folder.rmdir()


def _generation(index: Path, number: int) -> Generation:
    return Generation(number, index / f"generation-{number}")


def _origin(path: Path) -> dict[str, object]:
    try:
        content = json.loads(path.read_bytes())
    except (OSError, ValueError, RecursionError):
        return {}
    return content if isinstance(content, dict) else {}


def _write_durably(path: Path, content: object) -> None:
    """Write JSON so that after a crash at any moment `path` holds either all of it or what it held before."""
    draft = path.with_name(path.name + ".new")
    with draft.open("w", encoding="utf-8") as file:
        json.dump(content, file)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)
    sync_folder(path.parent)


def _unreadable(path: Path, reason: str) -> IndexUnavailableError:
    return IndexUnavailableError(
        f"The index cannot be read: {path}: {reason}.", hint="Repair it with: searchtui reindex"
    )
