"""Where index files live, written so that a power cut loses no commit: a folder, or memory."""

from __future__ import annotations

import io
import mmap
import os
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import BinaryIO, Final

from searchtui.engines.whoosh.codec.container import Buffer

_WRITTEN_AT_ONCE: Final = 1 << 18

_MAPPED_FROM: Final = 1 << 18
"""Smaller files are read at once: a mapping holds a file descriptor, of which a process has some hundred."""


class DurableStorage:
    """A folder of index files."""

    def __init__(self, path: str) -> None:
        self.folder = path
        self._unfinished: set[_DurableFile] = set()

    def list(self) -> list[str]:
        """The names of all files."""
        try:
            return sorted(file.name for file in Path(self.folder).iterdir())
        except FileNotFoundError:
            return []

    def buffer(self, name: str) -> Buffer:
        """The content of a file, which stays readable when the file is removed. Raises `FileNotFoundError`."""
        with Path(self.folder, name).open("rb") as file:
            if os.fstat(file.fileno()).st_size < _MAPPED_FROM:
                return file.read()
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)

    def file_length(self, name: str) -> int:
        """The size of a file in bytes, -1 if there is none."""
        try:
            return Path(self.folder, name).stat().st_size
        except FileNotFoundError:
            return -1

    def create_file(self, name: str) -> BinaryIO:
        """Create a file that is on the disk once it is closed."""
        file = _DurableFile(self, Path(self.folder, name))
        self._unfinished.add(file)
        return file

    def delete_file(self, name: str) -> None:
        """Remove a file."""
        Path(self.folder, name).unlink()

    def rename_file(self, oldname: str, newname: str) -> None:
        """Put a finished file in its place in one step that survives a power cut."""
        os.replace(Path(self.folder, oldname), Path(self.folder, newname))  # noqa: PTH105 (two plain strings)
        self.sync_folder()

    def abandon_unfinished(self) -> None:
        """Close the files that a writer which failed has left open, whatever they lack: they are to be removed."""
        for file in tuple(self._unfinished):
            file.abandon()

    def lock(self, name: str) -> IndexLock:
        """The lock of that name, which one process holds at a time; it is free again when the process ends."""
        return IndexLock(str(Path(self.folder, name)))

    def another(self) -> DurableStorage:
        """The same folder for another thread that writes to it."""
        return DurableStorage(self.folder)

    def sync_folder(self) -> None:
        """Make renames and removals in the folder last."""
        if os.name == "nt":
            return  # Windows cannot open a folder, and keeps its entries in a journal of its own
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)

    def close(self) -> None:
        """Do nothing: what `buffer` gave goes with its last user. Whoosh's readers call this."""

    def forget(self, file: _DurableFile) -> None:
        """A file that was created is closed."""
        self._unfinished.discard(file)


class _DurableFile(io.BufferedWriter):
    """A file being written, on the disk once it is closed."""

    def __init__(self, storage: DurableStorage, path: Path) -> None:
        super().__init__(io.FileIO(path, "wb"), _WRITTEN_AT_ONCE)
        self._storage = storage

    def close(self) -> None:
        if not self.closed:
            self.flush()
            os.fsync(self.fileno())
        super().close()
        self._storage.forget(self)

    def abandon(self) -> None:
        """Close the file without its data having to last."""
        with suppress(OSError):  # the disk is full, perhaps; the file is closed all the same
            self.raw.close()
        self._storage.forget(self)


class IndexLock:
    """A lock that is taken at once or not at all."""

    def __init__(self, path: str) -> None:
        from filelock import FileLock  # noqa: PLC0415 (searching needs no lock)

        self._lock = FileLock(path)

    def acquire(self) -> bool:
        """Take the lock if it is free."""
        from filelock import Timeout  # noqa: PLC0415 (as above)

        try:
            self._lock.acquire(timeout=0)
        except Timeout:
            return False
        return True

    def release(self) -> None:
        """Free the lock."""
        self._lock.release()


class MemoryStorage:
    """Index files in memory."""

    def __init__(self) -> None:
        self._files: dict[str, bytes] = {}
        self._locks: dict[str, _MemoryLock] = {}

    def list(self) -> list[str]:
        """The names of all files."""
        return sorted(self._files.copy())

    def buffer(self, name: str) -> Buffer:
        """The content of a file. Raises `FileNotFoundError`."""
        try:
            return self._files[name]
        except KeyError:
            raise FileNotFoundError(name) from None

    def file_length(self, name: str) -> int:
        """The size of a file in bytes, -1 if there is none."""
        data = self._files.get(name)
        return -1 if data is None else len(data)

    def create_file(self, name: str) -> BinaryIO:
        """Create a file that is there once it is closed."""
        return _MemoryFile(self._files, name)

    def delete_file(self, name: str) -> None:
        """Remove a file."""
        del self._files[name]

    def rename_file(self, oldname: str, newname: str) -> None:
        """Give a file another name."""
        self._files[newname] = self._files.pop(oldname)

    def abandon_unfinished(self) -> None:
        """Nothing to do: a file is only there once it is closed."""

    def lock(self, name: str) -> _MemoryLock:
        """The lock of that name, which one thread holds at a time."""
        return self._locks.setdefault(name, _MemoryLock())

    def another(self) -> MemoryStorage:
        """The same files for another thread that writes to them."""
        return self

    def close(self) -> None:
        """Do nothing, as for a folder."""


class _MemoryFile(io.BytesIO):
    def __init__(self, files: dict[str, bytes], name: str) -> None:
        super().__init__()
        self._files = files
        self._name = name

    def close(self) -> None:
        if not self.closed:
            self._files[self._name] = self.getvalue()
        super().close()


class _MemoryLock:
    """A lock that is taken at once or not at all."""

    def __init__(self) -> None:
        self._lock = Lock()

    def acquire(self) -> bool:
        """Take the lock if it is free."""
        return self._lock.acquire(blocking=False)

    def release(self) -> None:
        """Free the lock."""
        self._lock.release()


AnyStorage = DurableStorage | MemoryStorage
AnyLock = IndexLock | _MemoryLock


def write_whole(storage: AnyStorage, name: str, data: bytes) -> None:
    """Write a file under another name and put it in its place once it is complete."""
    unfinished = f"{name}.new"
    with storage.create_file(unfinished) as file:
        file.write(data)
    try:
        storage.rename_file(unfinished, name)
    except OSError:
        with suppress(OSError):  # it may not have been renamed, or not for good: as if it never was
            storage.delete_file(name)
        raise
