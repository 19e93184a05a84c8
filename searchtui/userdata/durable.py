"""Writing files of the user's that outlive a crash and a full disk, one process at a time."""

from __future__ import annotations

import contextlib
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final

from searchtui.errors import IndexBusyError, UsageError

LOCK_FILE: Final = "work.lock"
LONGEST_WAIT: Final = 10.0
"""Seconds to wait for another process that writes here, which takes it milliseconds."""


@contextlib.contextmanager
def sole_writer(folder: Path) -> Iterator[None]:
    """Nobody else writes the user's work while the block runs. Raises `IndexBusyError`, and as `told` does."""
    from filelock import FileLock, Timeout  # noqa: PLC0415 -- reading needs no lock, and it takes long to import

    with told(folder):
        folder.mkdir(parents=True, exist_ok=True)
        lock = FileLock(folder / LOCK_FILE, timeout=LONGEST_WAIT)
        try:
            lock.acquire()
        except Timeout as error:
            raise IndexBusyError(f"Another process is writing in {folder}.", hint="Try again in a moment.") from error
    try:
        yield
    finally:
        lock.release()


@contextlib.contextmanager
def told(path: Path) -> Iterator[None]:
    """What goes wrong with writing `path` becomes a `UsageError` that says so."""
    try:
        yield
    except OSError as error:
        raise UsageError(
            f"Your work cannot be written: {path}: {error.strerror or error}.",
            hint="Make room or allow writing there. What was kept before is still there.",
        ) from error


def add_to_file(path: Path, data: bytes) -> None:
    """Add whole lines at the end of a file, all of them or none, on the disk when this returns. Raises `OSError`."""
    path = Path(os.path.realpath(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    is_new = not path.exists()
    with path.open("ab+", buffering=0) as file:
        size = file.seek(0, os.SEEK_END)
        if size:
            file.seek(size - 1)
            data = data if file.read(1) == b"\n" else b"\n" + data
        try:
            written = 0
            while written < len(data):
                written += file.write(data[written:]) or 0
            os.fsync(file.fileno())
        except OSError:
            with contextlib.suppress(OSError):  # the error that matters is raised below
                file.truncate(size)
            raise
    if is_new:
        sync_folder(path.parent)


def replace_file(path: Path, content: bytes) -> None:
    """Put `content` in place of a file, after a crash at any moment either is there. Raises `OSError`.

    A linked file stays a link, and its mode stays what it was.
    """
    path = Path(os.path.realpath(path))
    path.parent.mkdir(parents=True, exist_ok=True)
    draft = path.with_name(f"{path.name}.{os.getpid()}.new")
    try:
        with draft.open("wb") as file:
            file.write(content)
            file.flush()
            os.fsync(file.fileno())
        if path.exists():
            shutil.copymode(path, draft)
        draft.replace(path)
    except BaseException:
        with contextlib.suppress(OSError):  # what went wrong first is what counts
            draft.unlink(missing_ok=True)
        raise
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Have the names in a folder outlast a power cut."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
