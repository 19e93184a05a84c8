"""Open a file for a reader: regular files only, `.gz` unpacked on the way, every way of failing told the same way."""

from __future__ import annotations

import gzip
import io
import os
import stat
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from searchtui.errors import FileReadError

MAX_EXPANSION = 200
"""A compressed file growing beyond `max_bytes` and by more than this factor is taken for a decompression bomb.

Text shrinks 3 to 20 times under gzip, a file of one repeated byte about 1,000 times.
"""


_AT_ONCE = 1 << 16
"""Files up to this size are read when they are opened: a stream that reads piece by piece takes longer to set up."""


@dataclass(frozen=True, slots=True)
class Source:
    """What a reader is given: the bytes of one file (unpacked), the name to show for it, and the cap in bytes."""

    name: str
    stream: BinaryIO
    max_bytes: int

    def read_all(self) -> bytes:
        """Return the whole content, for formats that cannot be read piece by piece.

        Raises `FileReadError` where it is longer than `max_bytes`.
        """
        data = self.stream.read(self.max_bytes + 1)
        if len(data) > self.max_bytes:
            raise FileReadError(
                f"The file holds more than {self.max_bytes / 2**20:,.0f} MiB, the most that is read of one file.",
                hint="Split it, save it as JSON Lines, or raise the limit in searchtui.toml.",
            )
        return data


@contextmanager
def open_source(path: Path, name: str, max_bytes: int) -> Iterator[Source]:
    """Open `path` for reading, unpacking it if its name ends in `.gz`.

    Raises `FileReadError` for what is no regular file or cannot be opened; reading from the stream raises it too,
    for a damaged or endless archive and for a disk that fails.
    """
    try:
        # Without O_NONBLOCK, opening a pipe that took the file's place would wait for ever.
        descriptor = os.open(path, os.O_RDONLY | getattr(os, "O_NONBLOCK", 0) | getattr(os, "O_BINARY", 0))
    except (OSError, ValueError) as error:
        reason = error.strerror if isinstance(error, OSError) and error.strerror else str(error)
        raise FileReadError(f"The file cannot be opened: {reason}.") from error
    status = os.fstat(descriptor)
    if not stat.S_ISREG(status.st_mode):
        os.close(descriptor)
        raise FileReadError("This is no file but a folder, a pipe, a socket or a device.")
    packed = name.lower().endswith(".gz")
    with os.fdopen(descriptor, "rb") as plain:
        if not packed and status.st_size <= _AT_ONCE and (content := _content(descriptor)) is not None:
            yield Source(name, _Content(content), max_bytes)
            return
        raw: BinaryIO = gzip.GzipFile(fileobj=plain, mode="rb") if packed else plain  # type: ignore[assignment]  # GzipFile reads bytes as any binary file does
        guarded = _Guarded(raw, max(max_bytes, status.st_size * MAX_EXPANSION) if packed else None)
        yield Source(name, io.BufferedReader(guarded, 1 << 18), max_bytes)


class _Content(io.BytesIO):
    """The content of a small file, which can be looked at ahead as a `BufferedReader` can."""

    def peek(self, size: int = 0, /) -> bytes:  # noqa: ARG002 -- as `BufferedReader.peek` has it
        """What comes next, all of it whatever `size` is."""
        here = self.tell()
        coming = self.read()
        self.seek(here)
        return coming


def _content(descriptor: int) -> bytes | None:
    """All that a small file holds; None where it has grown since, and is to be read from its beginning."""
    data = b""
    try:
        while len(data) <= _AT_ONCE and (piece := os.read(descriptor, _AT_ONCE + 1)):
            data += piece
        if len(data) > _AT_ONCE:
            os.lseek(descriptor, 0, os.SEEK_SET)
            return None
    except OSError as error:
        raise FileReadError(f"Reading failed: {error.strerror or error}.") from error
    return data


def guarded(stream: BinaryIO, limit: int) -> BinaryIO:
    """Return a stream that reads at most `limit` bytes of another and tells every failure as `FileReadError`."""
    return io.BufferedReader(_Guarded(stream, limit), 1 << 18)


class _Guarded(io.RawIOBase):
    """A stream that tells every failure to read as `FileReadError` and stops an archive that grows without end."""

    def __init__(self, stream: BinaryIO, limit: int | None) -> None:
        super().__init__()
        self._stream = stream
        self._limit = limit
        self._read = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return self._limit is None

    def seek(self, offset: int, whence: int = io.SEEK_SET, /) -> int:
        return self._stream.seek(offset, whence)

    def tell(self) -> int:
        return self._stream.tell()

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]  # typeshed wants its private Buffer type
        try:
            data = self._stream.read(len(buffer))
        except EOFError as error:
            raise FileReadError(
                "The compressed file is cut short.", hint="Copy or download it again; it may still have been growing."
            ) from error
        except (gzip.BadGzipFile, zlib.error) as error:
            raise FileReadError(
                f"The compressed file is damaged or no gzip file: {error}.",
                hint="Unpack it by hand to see what is in it.",
            ) from error
        except OSError as error:
            raise FileReadError(f"Reading failed: {error.strerror or error}.") from error
        self._read += len(data)
        if self._limit is not None and self._read > self._limit:
            raise FileReadError(
                f"The compressed file unpacks to more than {self._limit / 2**20:,.0f} MiB, which looks like an attack.",
                hint="Unpack it by hand if you trust it.",
            )
        buffer[: len(data)] = data
        return len(data)
