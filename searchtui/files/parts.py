"""Cutting a large file into parts, so that several processes can read one file."""

from __future__ import annotations

import io
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, ClassVar, Final

from searchtui.errors import FileReadError
from searchtui.files.decode import SAMPLE, sniff
from searchtui.files.source import open_source

PART_BYTES: Final = 2_000_000
"""Size of a part, to the next line end before it: some thousand articles."""

MOST_PARTS_OF_ARCHIVE: Final = 16
"""Each reads the archive's directory anew."""

_LINE_SUFFIXES: Final = (".jsonl", ".ndjson")


@dataclass(frozen=True, slots=True)
class Lines:
    """The bytes `start` to `end` (exclusive) of a file, whole lines in UTF-8; without `end` all that follows `start`.

    `first_line` is the 1-based number of its first line in the file.
    """

    start: int
    end: int | None
    first_line: int

    what: ClassVar = "lines"
    """What is counted where it is bad."""

    @property
    def is_last(self) -> bool:
        """Whether no other part follows."""
        return self.end is None

    def size(self, of_file: int) -> int:
        """About how many bytes it has, of a file with so many."""
        return max((of_file if self.end is None else self.end) - self.start, 0)

    def nothing(self) -> FileReadError:
        """What is wrong with a file none of whose parts holds anything."""
        return FileReadError("The file is empty: it holds no line.", hint="Export the articles again.")


@dataclass(frozen=True, slots=True)
class Members:
    """Every `of`-th member of an archive, from number `index` (which counts from 0) on."""

    index: int
    of: int

    what: ClassVar = "members"
    """What is counted where it is bad."""

    @property
    def is_last(self) -> bool:
        """Whether no other part follows."""
        return self.index + 1 == self.of

    def size(self, of_file: int) -> int:
        """About how many bytes it has, of a file with so many."""
        return of_file // self.of

    def nothing(self) -> FileReadError:
        """What is wrong with a file none of whose parts holds anything."""
        return FileReadError("The archive holds no file of a kind that is known.")


Part = Lines | Members


def parts(path: Path, size: int, part_bytes: int = PART_BYTES) -> Iterator[Part | None]:
    """Cut a file of `size` bytes, one part after the other as they are asked for: JSON Lines at line ends, zip archives
    by their members.

    None stands for a file that is to be read in one piece: a small or gzipped one, one of another format or encoding,
    and one that cannot be opened. Where lines do not end in a line feed, are longer than a part, or cannot be read,
    all that follows is one part: its reader will tell what is wrong.
    """
    name = str(path)
    suffix = path.suffix.lower()
    if size >= 2 * part_bytes and suffix == ".zip":
        number = min(size // part_bytes, MOST_PARTS_OF_ARCHIVE)
        yield from (Members(index, number) for index in range(number))
        return
    if size < 2 * part_bytes or suffix not in _LINE_SUFFIXES:
        yield None
        return
    try:
        with open_source(path, name, part_bytes) as source:
            yield from _parts(source.stream, part_bytes)
    except FileReadError:  # nothing has been read: what is read later is in the care of _parts
        yield None


def _parts(stream: BinaryIO, part_bytes: int) -> Iterator[Lines | None]:
    encoding, start = sniff(stream.read(SAMPLE))
    if encoding not in {None, "utf-8"}:  # None: each line is decoded for itself
        yield None
        return
    line = 1
    while lines := _lines(stream, start, part_bytes):
        yield Lines(start, start + len(lines), line)
        start += len(lines)
        line += lines.count(b"\n")
    yield Lines(start, None, line)


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


def stretch(stream: BinaryIO, part: Lines) -> BinaryIO:
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
