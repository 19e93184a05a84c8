"""Reader for tables of articles (CSV, TSV): a row an article, read as a stream, columns named as exporters do."""

from __future__ import annotations

import csv
import io
import sys
from collections import deque
from collections.abc import Iterator

from searchtui.errors import FileReadError
from searchtui.files.decode import SAMPLE, decode, sniff
from searchtui.files.document import BadRecord, RawDocument
from searchtui.files.fields import declared
from searchtui.files.records import Records, reported
from searchtui.files.source import Source

_DELIMITERS = ",;\t|"
_MOST_RETRIES = 20
_UNCLOSED = "A quotation mark in it is never closed, or the row is longer than the most that is read at once."


def read(source: Source) -> Iterator[RawDocument | BadRecord]:
    """Yield a document for each row, and a report for each row that is no article.

    The first row names the columns; the delimiter is the one that splits it best. A quotation mark that is never
    closed costs its own row only: the lines after it are read again. Raises `FileReadError` where no column has a
    name that is known for a title or a text.
    """
    # A field may be as long as the cap allows; the module's own limit is 128 KiB.
    csv.field_size_limit(min(sys.maxsize, 2 * source.max_bytes))
    rows = _Rows(source)
    names = _names(rows)
    records = Records(source.name)
    yield from reported((_document(names, row, number, records) for number, row in enumerate(rows, start=1)), "rows")


def _document(names: list[str], row: list[str] | None, number: int, records: Records) -> RawDocument | BadRecord:
    if row is None:
        return BadRecord(str(number), _UNCLOSED)
    return records.document(dict(zip(names, row, strict=False)), number)


def _names(rows: _Rows) -> list[str]:
    names = [name.strip() for name in next(rows, None) or []]
    if declared(dict.fromkeys(names, "x")) is None:
        raise FileReadError(
            "No column of the table is named as titles or texts are.",
            hint='The first row should name the columns, for instance "title", "text", "source", "date", "url".',
        )
    return names


class _Rows:
    """Iterates over the rows of a table that hold something; None for a row that cannot be told from the next."""

    def __init__(self, source: Source) -> None:
        self._most = source.max_bytes
        self._lines = _decoded_lines(source)
        self._again: deque[str] = deque()
        self._taken: list[str] = []
        self._size = self._retries = 0
        self._ended = False
        first = next(self._lines, "")
        self._again.append(first)
        self._delimiter = (
            max(_DELIMITERS, key=first.count) if not source.name.lower().endswith((".tsv", ".tsv.gz")) else "\t"
        )
        self._reader = csv.reader(self._feed(), delimiter=self._delimiter)

    def __iter__(self) -> _Rows:
        return self

    def __next__(self) -> list[str] | None:
        while True:
            self._taken.clear()
            self._size, self._ended = 0, False
            try:
                row = next(self._reader)
            except csv.Error:
                self._ended = True
                row = []
            # The parser asks for a line beyond the last only where a quotation mark is still open.
            if self._ended and self._taken:
                self._give_up()
                return None
            if any(cell.strip() for cell in row):
                return row

    def _feed(self) -> Iterator[str]:
        """Yield lines to the table's parser, and no more to a row that grows beyond the cap."""
        while self._size <= self._most:
            line = self._again.popleft() if self._again else next(self._lines, None)
            if line is None:
                break
            self._taken.append(line)
            self._size += len(line)
            yield line
        self._ended = True

    def _give_up(self) -> None:
        """Let a row go, and have the lines after its first read again as rows of their own."""
        self._retries += 1
        if self._retries > _MOST_RETRIES:
            raise FileReadError("Too many rows have a quotation mark that is never closed.")
        self._again.extendleft(reversed(self._taken[1:]))
        self._reader = csv.reader(self._feed(), delimiter=self._delimiter)


def _decoded_lines(source: Source) -> Iterator[str]:
    """Yield the lines of the file, decoded; a line above the cap in pieces of that length."""
    stream = source.stream
    encoding, start = sniff(stream.peek(SAMPLE)[:SAMPLE])  # type: ignore[attr-defined]  # a BufferedReader, see open_source
    stream.read(start)
    errors = "surrogateescape" if encoding in {None, "utf-8"} else "replace"
    text = io.TextIOWrapper(stream, encoding or "utf-8", errors, newline="")
    while line := text.readline(source.max_bytes):
        if not line.isascii() and any("\udc80" <= char <= "\udcff" for char in line):
            line = decode(line.encode("utf-8", "surrogateescape"))
        yield line.replace("\0", "")
