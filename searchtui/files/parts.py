"""Cutting a large file of lines into parts, so that several processes can read one file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Final

from searchtui.errors import FileReadError
from searchtui.files.decode import SAMPLE, sniff
from searchtui.files.source import open_source

PART_BYTES: Final = 2_000_000
"""Size of a part, to the next line end before it: some thousand articles."""

_LINE_SUFFIXES: Final = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class Part:
    """The bytes `start` to `end` (exclusive) of a file, whole lines in UTF-8; without `end` all that follows `start`.

    `first_line` is the 1-based number of its first line in the file.
    """

    start: int
    end: int | None
    first_line: int


def parts(path: Path, size: int, part_bytes: int = PART_BYTES) -> Iterator[Part | None]:
    """Cut a file of `size` bytes at line ends, one part after the other as they are asked for.

    None stands for a file that is to be read in one piece: a small or compressed one, one of another format or
    encoding, and one that cannot be opened. Where lines do not end in a line feed, are longer than a part, or cannot
    be read, all that follows is one part: its reader will tell what is wrong.
    """
    name = str(path)
    if size < 2 * part_bytes or not name.lower().endswith(_LINE_SUFFIXES):
        yield None
        return
    try:
        with open_source(path, name, part_bytes) as source:
            yield from _parts(source.stream, part_bytes)
    except FileReadError:  # nothing has been read: what is read later is in the care of _parts
        yield None


def _parts(stream: BinaryIO, part_bytes: int) -> Iterator[Part | None]:
    encoding, start = sniff(stream.read(SAMPLE))
    if encoding not in {None, "utf-8"}:  # None: each line is decoded for itself
        yield None
        return
    line = 1
    while lines := _lines(stream, start, part_bytes):
        yield Part(start, start + len(lines), line)
        start += len(lines)
        line += lines.count(b"\n")
    yield Part(start, None, line)


def _lines(stream: BinaryIO, start: int, most: int) -> bytes:
    """The whole lines among the next `most` bytes; none where the file cannot be cut there, or ends."""
    try:
        stream.seek(start)
        data = stream.read(most)
    except (FileReadError, OSError):  # OSError: the seek of a disk that fails
        return b""
    lines = data[: data.rfind(b"\n") + 1]
    is_cut_elsewhere = lines.count(b"\r") != lines.count(b"\r\n")
    return b"" if len(data) < most or is_cut_elsewhere else lines


def stretch(stream: BinaryIO, part: Part) -> BinaryIO:
    """The bytes of a part, as a stream."""
    stream.seek(part.start)
    return stream if part.end is None else io.BufferedReader(_Stretch(stream, part.end - part.start), 1 << 18)


class _Stretch(io.RawIOBase):
    """The next bytes of a stream, so many at most."""

    def __init__(self, stream: BinaryIO, length: int) -> None:
        super().__init__()
        self._stream = stream
        self._left = length

    def readable(self) -> bool:
        return True

    def readinto(self, buffer: bytearray | memoryview, /) -> int:  # type: ignore[override]  # as in `source`
        data = self._stream.read(min(len(buffer), self._left))
        buffer[: len(data)] = data
        self._left -= len(data)
        return len(data)
