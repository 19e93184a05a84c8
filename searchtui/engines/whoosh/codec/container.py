"""A file of named arrays: a header that vouches for the rest, the arrays, and a directory of them.

| bytes | what |
|---|---|
| 0-7 | `STSEGMNT` |
| 8-11 | version of the layout |
| 12-15 | what kind of file it is |
| 16-23 | length of the whole file |
| 24-31, 32-35, 36-39 | where the directory begins, its length, its CRC-32 |
| 40-55 | BLAKE2b digest of all that follows the header |
| 56-59 | zero |
| 60-63 | CRC-32 of the header so far |

Everything is little-endian. The directory is JSON: `{"arrays": {name: [type, offset, count]}, "facts": {…}}`. On
opening, header and directory are checked, which is cheap; the digest is for `verify`. Arrays are mapped, not copied.
"""

from __future__ import annotations

import hashlib
import json
import mmap
import struct
import zlib
from collections.abc import Mapping
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.codec.damage import DamagedFileError

FORMAT_VERSION: Final = 1
HEADER_BYTES: Final = 64

Buffer = bytes | mmap.mmap

_MAGIC: Final = b"STSEGMNT"
_HEADER: Final = struct.Struct("<8sI4sQQII16sI")
_CRC: Final = struct.Struct("<I")
_ALIGNMENT: Final = 8
_TYPES: Final = frozenset(("|u1", "<u2", "<u4", "<u8", "<i4", "<i8", "<f4"))


class Output(Protocol):
    """A binary file open for writing."""

    def write(self, data: Any, /) -> Any:
        """Write bytes at the current position."""

    def seek(self, offset: int, /) -> Any:
        """Go to a position."""


class ContainerWriter:
    """Writes arrays one after the other; the file is complete once `finish` returns."""

    def __init__(self, file: Output, kind: bytes) -> None:
        self._file = file
        self._kind = kind
        self._arrays: dict[str, tuple[str, int, int]] = {}
        self._digest = hashlib.blake2b(digest_size=16)
        self._end = HEADER_BYTES
        self._begun: tuple[str, str, int] | None = None
        file.write(bytes(HEADER_BYTES))

    def put(self, name: str, values: NDArray[Any]) -> None:
        """Write a whole array."""
        self.begin(name, values.dtype.newbyteorder("<").str)
        self.append(values)
        self.end()

    def begin(self, name: str, kind: str) -> None:
        """Begin an array that is written in pieces."""
        if kind not in _TYPES:
            raise TypeError(f"no array of a segment has the type {kind}")
        self._write(bytes(-self._end % _ALIGNMENT))
        self._begun = name, kind, self._end

    def append(self, values: NDArray[Any] | bytes) -> None:
        """Write a piece of the array that was begun."""
        if isinstance(values, bytes):
            self._write(values)
        elif self._begun is not None:
            self._write(np.ascontiguousarray(values, self._begun[1]).data)

    def end(self) -> int:
        """End the array that was begun; returns how many values it has."""
        if self._begun is None:
            raise ValueError("no array was begun")
        name, kind, offset = self._begun
        count = (self._end - offset) // np.dtype(kind).itemsize
        self._arrays[name] = kind, offset, count
        self._begun = None
        return count

    def finish(self, facts: Mapping[str, Any]) -> None:
        """Write the directory, with `facts` (anything that JSON can express), and the header."""
        directory = json.dumps({"arrays": self._arrays, "facts": facts}, separators=(",", ":")).encode()
        begin = self._end
        self._write(directory)
        header = _HEADER.pack(
            _MAGIC,
            FORMAT_VERSION,
            self._kind,
            self._end,
            begin,
            len(directory),
            zlib.crc32(directory),
            self._digest.digest(),
            0,
        )
        self._file.seek(0)
        self._file.write(header + _CRC.pack(zlib.crc32(header)))

    def _write(self, data: bytes | memoryview) -> None:
        self._file.write(data)
        self._digest.update(data)
        self._end += len(data) if isinstance(data, bytes) else data.nbytes


class Container:
    """The arrays of a file. Raises `DamagedFileError` for a file that is none, or cut, or of another kind."""

    def __init__(self, data: Buffer, kind: bytes) -> None:
        begin, length, crc = _checked_header(data, kind)
        directory = data[begin : begin + length]
        if zlib.crc32(directory) != crc:
            raise DamagedFileError("the directory of a file is changed")
        content: Any = json.loads(directory)
        self.facts: dict[str, Any] = content["facts"]
        self._data = data
        self._arrays: dict[str, tuple[str, int, int]] = content["arrays"]

    def __contains__(self, name: str) -> bool:
        return name in self._arrays

    def named(self, group: str, last: str = "") -> list[str]:
        """The names `b` of the arrays "group.b" (or "group.b.last"), in order."""
        tail = f".{last}" if last else ""
        names = (name[len(group) + 1 :] for name in self._arrays if name.startswith(f"{group}."))
        return sorted(name.removesuffix(tail) for name in names if name.endswith(tail))

    def array(self, name: str) -> NDArray[Any]:
        """One of the arrays, looking into the file. Raises `DamagedFileError` if there is none of that name."""
        place = self._arrays.get(name)
        if place is None:
            raise DamagedFileError(f"a file lacks its array {name}")
        kind, offset, count = place
        if kind not in _TYPES:
            raise DamagedFileError(f"no array of a segment has the type {kind}")
        return np.frombuffer(self._data, kind, count, offset)


def is_whole(data: Buffer) -> bool:
    """Whether every byte is what was written."""
    try:
        _checked_header(data, None)
    except DamagedFileError:
        return False
    digest = hashlib.blake2b(memoryview(data)[HEADER_BYTES:], digest_size=16)
    return bool(digest.digest() == _HEADER.unpack_from(data)[7])


def _checked_header(data: Buffer, kind: bytes | None) -> tuple[int, int, int]:
    """Where the directory begins, its length and its checksum."""
    if len(data) < HEADER_BYTES or data[: len(_MAGIC)] != _MAGIC:
        raise DamagedFileError("what should be a file of the index is none")
    _, version, found, length, begin, size, crc, _, _ = _HEADER.unpack_from(data)
    if zlib.crc32(data[: _HEADER.size]) != _CRC.unpack_from(data, _HEADER.size)[0]:
        raise DamagedFileError("the header of a file is changed")
    if version != FORMAT_VERSION or length != len(data) or (kind is not None and found != kind):
        raise DamagedFileError("a file is cut, or not the one that should be here")
    return begin, size, crc
