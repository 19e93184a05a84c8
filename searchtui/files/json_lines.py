"""Reader for JSON Lines: an article a line, read as a stream so that exports of any length fit in memory."""

from __future__ import annotations

import io
import json
from collections.abc import Iterator
from itertools import count

import orjson

from searchtui.errors import FileReadError
from searchtui.files.decode import SAMPLE, decode, sniff
from searchtui.files.document import BadRecord, RawDocument
from searchtui.files.parts import Lines, stretch
from searchtui.files.records import Records, reported
from searchtui.files.source import Source


def read(source: Source) -> Iterator[RawDocument | BadRecord]:
    """Yield a document for each line, and a report for each line that is none.

    Where the file breaks off, what came before stands and the break is reported as a bad record. Raises
    `FileReadError` where not one line could be read.
    """
    is_empty = True
    for found in _documents(source.name, _lines(_text_of(source), source.max_bytes)):
        is_empty = False
        yield found
    if is_empty:
        raise Lines(0, None, 1).nothing()


def read_part(source: Source, part: Lines) -> Iterator[RawDocument | BadRecord]:
    """Yield what `read` yields for the lines of a part, which may be none.

    Keys are kept apart within the part only. The bad lines of all parts are put together by `records.joined`.
    """
    text = io.TextIOWrapper(stretch(source.stream, part), "utf-8", "surrogateescape")
    yield from _documents(source.name, _lines(text, source.max_bytes, part.first_line))


def _documents(name: str, lines: Iterator[tuple[int, str | None]]) -> Iterator[RawDocument | BadRecord]:
    records = Records(name)
    return reported((_parse(line, number, records) for number, line in lines), "lines")


def _parse(line: str | None, number: int, records: Records) -> RawDocument | BadRecord:
    if line is None:
        return BadRecord(str(number), "The line is longer than the most that is read at once.")
    try:
        return records.document(_value(_repaired(line)), number)
    except FileReadError:
        return BadRecord(str(number), "It is no text.")
    except RecursionError:
        return BadRecord(str(number), "Its JSON is nested too deeply.")
    except ValueError as error:
        return BadRecord(str(number), f"It is no JSON: {error}.")


def _value(line: str) -> object:
    try:
        return orjson.loads(line)
    except orjson.JSONDecodeError:  # of lone surrogates, too, which json takes; it also says better what is wrong
        return json.loads(line)


def _text_of(source: Source) -> io.TextIOWrapper:
    stream = source.stream
    encoding, start = sniff(stream.peek(SAMPLE)[:SAMPLE])  # type: ignore[attr-defined]  # a BufferedReader, see open_source
    stream.read(start)
    if encoding is None or encoding == "utf-8":
        # Lines in another encoding come through as surrogates and are decoded one by one.
        return io.TextIOWrapper(stream, "utf-8", "surrogateescape")
    return io.TextIOWrapper(stream, encoding, "replace")


def _lines(text: io.TextIOWrapper, most: int, first: int = 1) -> Iterator[tuple[int, str | None]]:
    """Yield number and text of each line that is not blank; None for the text of a line above the cap `most`."""
    for number in count(first):
        line = text.readline(most)
        if not line:
            return
        if len(line) == most and not line.endswith("\n"):
            while (rest := text.readline(1 << 20)) and not rest.endswith("\n"):
                pass
            yield number, None
        elif not line.isspace():
            yield number, line


def _repaired(line: str) -> str:
    """The line as it is meant where it is not in UTF-8. Raises `FileReadError` for binary data."""
    if line.isascii():
        return line
    try:
        line.encode("utf-8")
    except UnicodeEncodeError:
        return decode(line.encode("utf-8", "surrogateescape"))
    return line
