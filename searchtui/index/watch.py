"""Watching the folder of articles: which files and folders have changed, told once they have stopped changing."""

from __future__ import annotations

import os
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Final

from searchtui.config import LibraryPaths
from searchtui.errors import SearchtuiError
from searchtui.files.find import find_files
from searchtui.files.readers import supported

QUIET_SECONDS: Final = 1.0
"""What is still being written is left alone until size and time of change have stayed the same for so long."""

LOOK_SECONDS: Final = 0.25
"""Time between looks at what has not settled, and at whether to stop."""

POLL_SECONDS: Final = 5.0
"""Time between two walks through the folder where the system cannot tell of changes."""

MOST_PLACES: Final = 200
"""Above so many changed files and folders at once the whole folder is told instead."""

Told = Callable[[str], None]
"""Takes a sentence for the user."""


def watch(paths: LibraryPaths, stop: Event, told: Told, *, holds_articles: bool = True) -> Iterator[frozenset[Path]]:
    """Yield files and folders that have changed, appeared or gone, once they are settled; until `stop` is set.

    The folder of articles itself stands for "all of it": it is yielded at first, when a great many files change, and
    when it comes back after it was gone. An empty folder that takes its place, as when a disk is unmounted, is not
    taken for deleted articles: it is waited for. That the folder is gone is not told where it never was there and the
    index holds no articles (`holds_articles`). Raises `SearchtuiError` where folders cannot be watched at all.
    """
    known: tuple[int, int] | None = None
    waits = False
    while not stop.is_set():
        identity = _identity(paths.seeds)
        if identity is None or (known not in (None, identity) and _is_empty(paths.seeds)):
            if not waits and (known or holds_articles):
                told(f"The folder of articles {paths.seeds} is gone. Its articles stay in the index; it is waited for.")
            waits = True
            stop.wait(QUIET_SECONDS)
            continue
        known, waits = identity, False
        yield from _watch_folder(paths, identity, stop, told)


def _watch_folder(paths: LibraryPaths, identity: tuple[int, int], stop: Event, told: Told) -> Iterator[frozenset[Path]]:
    """Watch the folder for as long as it is the same one."""
    settling: dict[Path, _Look] = {}
    is_first = True
    for changed in _events(paths.seeds, stop, told):
        if _identity(paths.seeds) != identity:
            return
        if is_first:  # nothing that happens from now on is missed
            is_first = False
            yield frozenset({paths.seeds})
        for path in changed:
            if _matters(paths, path):
                settling.setdefault(path, _Look.at(path))
        settled = _settled(settling)
        if settled:
            yield frozenset({paths.seeds}) if len(settled) > MOST_PLACES else frozenset(settled)


def _events(seeds: Path, stop: Event, told: Told) -> Iterator[Iterable[Path]]:
    """What has just changed, several times a second though it may be nothing."""
    try:
        import watchfiles  # noqa: PLC0415 -- only watching needs it
    except ImportError as error:
        raise SearchtuiError(
            f"The folder of articles cannot be watched: {error}.", hint="Run searchtui reindex from time to time."
        ) from error
    for polls in (False, True):
        try:
            for changes in watchfiles.watch(
                seeds,
                watch_filter=None,
                stop_event=stop,
                rust_timeout=round(LOOK_SECONDS * 1000),
                yield_on_timeout=True,
                ignore_permission_denied=True,
                force_polling=polls or None,
                poll_delay_ms=round(POLL_SECONDS * 1000),
            ):
                yield [Path(path) for _, path in changes]
            return
        except (OSError, RuntimeError) as error:  # watchfiles' own errors are of the latter kind
            if not seeds.is_dir():
                return
            if polls:
                raise SearchtuiError(
                    f"The folder of articles cannot be watched: {error}.",
                    hint="Run searchtui reindex from time to time.",
                ) from error
            told(
                f"The system does not tell of changes ({error}), so the folder is looked through every "
                f"{POLL_SECONDS:.0f} seconds. On Linux a larger fs.inotify.max_user_watches helps."
            )


@dataclass(frozen=True, slots=True)
class _Look:
    """What a file or folder looked like, and when (seconds of the monotonic clock)."""

    stamp: object
    seconds: float

    @classmethod
    def at(cls, path: Path) -> _Look:
        """How `path` looks now."""
        return cls(_stamp(path), time.monotonic())


def _settled(settling: dict[Path, _Look]) -> set[Path]:
    """Take out what looks as it did `QUIET_SECONDS` ago."""
    settled = set()
    for path, before in list(settling.items()):
        if time.monotonic() - before.seconds < QUIET_SECONDS:
            continue
        settling[path] = now = _Look.at(path)
        if now.stamp == before.stamp:
            del settling[path]
            settled.add(path)
    return settled


def _stamp(path: Path) -> object:
    """Size and time of change of a file, or of all files in a folder; None if there is none."""
    if path.is_dir():
        return tuple(find_files(path))
    with suppress(OSError):
        status = path.stat()
        return status.st_size, status.st_mtime_ns
    return None


def _matters(paths: LibraryPaths, path: Path) -> bool:
    """Whether a change there can concern articles. What is gone may have been a folder of them, whatever its name."""
    if path == paths.seeds or not path.is_relative_to(paths.seeds) or path.is_relative_to(paths.index):
        return False
    if any(part.startswith(".") for part in path.relative_to(paths.seeds).parts):
        return False
    return supported(path.name) or path.is_dir() or not path.exists()


def _identity(folder: Path) -> tuple[int, int] | None:
    """Device and inode of a folder; None where there is none."""
    try:
        status = folder.stat()
    except OSError:
        return None
    return (status.st_dev, status.st_ino) if folder.is_dir() else None


def _is_empty(folder: Path) -> bool:
    try:
        with os.scandir(folder) as entries:
            return next(entries, None) is None
    except OSError:
        return True
