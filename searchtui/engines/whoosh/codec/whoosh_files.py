"""The files of a segment in any storage that Whoosh knows."""

from __future__ import annotations

import mmap
from typing import Any

from whoosh.filedb.structfile import BufferFile

from searchtui.engines.whoosh.codec.container import Buffer


def buffer_of(storage: Any, name: str) -> Buffer:
    """The content of a file in our storage, or in one of Whoosh's.

    Raises `FileNotFoundError`, or Whoosh's `NameError`.
    """
    if hasattr(storage, "buffer"):
        data: Buffer = storage.buffer(name)
        return data
    file = storage.open_file(name)
    try:
        if file.is_real and storage.file_length(name):
            return mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ)
        return bytes(file.get(0, storage.file_length(name)))
    finally:
        file.close()


def column_file(data: bytes) -> BufferFile:
    """A column in Whoosh's form as the file that its readers expect."""
    return BufferFile(data)
