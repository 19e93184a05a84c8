"""Where index files live: written so that a power cut loses no commit, read so that nothing in them is ever run."""

from __future__ import annotations

import io
import mmap
import os
import pickle
import sys
from array import array
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from threading import Lock
from typing import Any, Final

from whoosh.filedb.filestore import FileStorage, RamStorage
from whoosh.filedb.structfile import StructFile

_MAPPED_FROM: Final = 1 << 20
"""Smaller files are read at once: a mapping holds a file descriptor, of which a process has some hundred."""


class _PlainUnpickler(pickle.Unpickler):
    """Builds plain values only: a pickle runs code solely through the callables that it finds by name."""

    def find_class(self, module: str, name: str) -> type:
        raise pickle.UnpicklingError(f"the index names {module}.{name}, which it has no business with")


class IndexFile(StructFile):  # type: ignore[misc] # Whoosh ships no type information
    """A file of the index, open for reading. The `get` methods may be used from several threads at the same time."""

    def __init__(self, data: bytes | mmap.mmap, name: str) -> None:
        super().__init__(data if isinstance(data, mmap.mmap) else io.BytesIO(data), name=name)
        self.is_real = False
        self.data = data

    def get(self, position: int, length: int) -> bytes:
        """The bytes from `position`, fewer than `length` at the end of the file."""
        return self.data[position : position + length]

    def get_array(self, position: int, typecode: str, length: int) -> array[Any]:
        """Big-endian numbers from `position`."""
        numbers = array(typecode)
        numbers.frombytes(self.get(position, length * numbers.itemsize))
        if sys.byteorder == "little":
            numbers.byteswap()
        return numbers

    def read_pickle(self) -> Any:
        """Read a pickled value of Python's own simple types. Raises `pickle.UnpicklingError` for any other."""
        return _PlainUnpickler(self.file).load()

    def close(self) -> None:
        """Mark as closed; the data goes with its last user, who may be another thread in mid-search."""
        self.is_closed = True


class HeldFiles:
    """Files opened together, which stay readable when a commit removes them; a storage to Whoosh's readers."""

    def __init__(self, storage: DurableStorage | MemoryStorage, names: Iterable[str]) -> None:
        self._data = {name: storage.open_file(name).data for name in names}

    def open_file(self, name: str, **_: Any) -> IndexFile:
        """One of the files, from its beginning."""
        return IndexFile(self._data[name], name)

    def file_exists(self, name: str) -> bool:
        """Whether it is one of the files."""
        return name in self._data

    def file_length(self, name: str) -> int:
        """Its size in bytes."""
        return len(self._data[name])


class _DurableFile(StructFile):  # type: ignore[misc] # Whoosh ships no type information
    """A file being written, on the disk once it is closed."""

    def close(self) -> None:
        if not self.is_closed:
            self.file.flush()
            os.fsync(self.file.fileno())
        super().close()


class _ScratchStorage(FileStorage):  # type: ignore[misc] # Whoosh ships no type information
    """A folder of files that no commit needs; those being written are in `unfinished` of the storage it serves."""

    def __init__(self, path: str, unfinished: set[StructFile]) -> None:
        super().__init__(path)
        self._unfinished = unfinished

    def create_file(self, name: str, excl: bool = False, mode: str = "wb", **options: Any) -> StructFile:  # noqa: FBT001, FBT002 (Whoosh's signature)
        file = super().create_file(name, excl=excl, mode=mode, onclose=self._unfinished.discard, **options)
        self._unfinished.add(file)
        return file


class DurableStorage(FileStorage):  # type: ignore[misc] # Whoosh ships no type information
    """A folder of index files."""

    def __init__(self, path: str) -> None:
        super().__init__(path)
        self._unfinished: set[StructFile] = set()

    def create_file(self, name: str, excl: bool = False, mode: str = "wb", **options: Any) -> StructFile:  # noqa: FBT001, FBT002 (Whoosh's signature)
        """Create a file that reaches the disk when it is closed."""
        raw = super().create_file(name, excl=excl, mode=mode).raw_file()
        file = _DurableFile(raw, name=name, onclose=self._unfinished.discard, **options)
        self._unfinished.add(file)
        return file

    def abandon_unfinished(self) -> None:
        """Close the files that a writer which failed has left open, whatever they lack: they are to be removed."""
        for file in tuple(self._unfinished):
            with suppress(OSError):  # the disk is full, perhaps; the file is closed all the same
                file.raw_file().close()
        self._unfinished.clear()

    def open_file(self, name: str, **_: Any) -> IndexFile:
        """Open a file for reading. Raises `FileNotFoundError`."""
        with Path(self.folder, name).open("rb") as file:
            if os.fstat(file.fileno()).st_size < _MAPPED_FROM:
                return IndexFile(file.read(), name)
            return IndexFile(mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ), name)

    def rename_file(self, oldname: str, newname: str, safe: bool = False) -> None:  # noqa: ARG002, FBT001, FBT002 (Whoosh's signature)
        """Put a finished file in its place in one step that survives a power cut."""
        os.replace(Path(self.folder, oldname), Path(self.folder, newname))  # noqa: PTH105 (two plain strings)
        self.sync_folder()

    def temp_storage(self, name: str | None = None) -> FileStorage:
        """A folder for the sorting runs of the one writer; what a killed writer left there is removed."""
        temporary = _ScratchStorage(str(Path(self.folder, name or "writing.tmp")), self._unfinished).create()
        temporary.clean(ignore=True)
        return temporary

    def sync_folder(self) -> None:
        """Make renames and removals in the folder last."""
        if os.name == "nt":
            return  # Windows cannot open a folder, and keeps its entries in a journal of its own
        folder = os.open(self.folder, os.O_RDONLY)
        try:
            os.fsync(folder)
        finally:
            os.close(folder)


class MemoryStorage(RamStorage):  # type: ignore[misc] # Whoosh ships no type information
    """Index files in memory."""

    def open_file(self, name: str, **_: Any) -> IndexFile:
        """Open a file for reading. Raises `FileNotFoundError`."""
        try:
            return IndexFile(bytes(self.files[name]), name)
        except KeyError:
            raise FileNotFoundError(name) from None

    def abandon_unfinished(self) -> None:
        """Nothing to do: a file is only there once it is closed."""

    def temp_storage(self, name: str | None = None) -> RamStorage:  # noqa: ARG002 (Whoosh's signature)
        """Memory too: Whoosh's own choice is a fixed name in the shared temporary folder."""
        return RamStorage()

    def lock(self, name: str) -> _MemoryLock:
        """The lock of that name, which tells a second writer at once, as the one on disk does."""
        lock: _MemoryLock = self.locks.setdefault(name, _MemoryLock())
        return lock


class _MemoryLock:
    """Whoosh asks a lock for `acquire()` and means: without waiting."""

    def __init__(self) -> None:
        self._lock = Lock()

    def acquire(self) -> bool:
        """Take the lock if it is free."""
        return self._lock.acquire(blocking=False)

    def release(self) -> None:
        """Free the lock."""
        self._lock.release()


def write_whole(storage: DurableStorage | MemoryStorage, name: str, data: bytes) -> None:
    """Write a file under another name and put it in its place once it is complete."""
    unfinished = f"{name}.new"
    with storage.create_file(unfinished) as file:
        file.write(data)
    storage.rename_file(unfinished, name)
