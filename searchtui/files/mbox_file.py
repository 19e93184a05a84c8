"""Reader for mailboxes (mbox): a message at a time, so that archives of any length fit in memory."""

from __future__ import annotations

import re
from collections.abc import Iterator

from searchtui.errors import FileReadError
from searchtui.files.document import BadRecord, RawDocument
from searchtui.files.mail.message import message_document, parse_message
from searchtui.files.mail.parts import header
from searchtui.files.records import MAX_BAD, unique_key
from searchtui.files.source import Source

_FROM_LINE = re.compile(rb"From \S*.*\d{4}|From \S+@\S+|From -")
_QUOTED = re.compile(rb"(?m)^>(>*From )")
_LONGEST_LINE = 1 << 20


def read(source: Source) -> Iterator[RawDocument | BadRecord]:
    """Yield a document for each message, its key being its Message-ID, and a report for each that cannot be read.

    Raises `FileReadError` where the file is no mailbox: it does not begin with a "From " line.
    """
    keys: set[str] = set()
    bad = 0
    for number, data in enumerate(_messages(source), start=1):
        found = _document(data, source.name, number, keys)
        bad += isinstance(found, BadRecord)
        if isinstance(found, RawDocument) or bad <= MAX_BAD:
            yield found
    if bad > MAX_BAD:
        yield BadRecord("more", f"{bad - MAX_BAD:,} more messages could not be read.")


def _document(data: bytes | None, name: str, number: int, keys: set[str]) -> RawDocument | BadRecord:
    if data is None:
        return BadRecord(str(number), "The message is longer than the most that is read at once.")
    try:
        key = header(parse_message(data), "Message-ID").strip("<> ")[:200] or str(number)
        return message_document(data, name, unique_key(key, keys))
    except FileReadError as error:
        return BadRecord(str(number), error.message)


def _messages(source: Source) -> Iterator[bytes | None]:
    """Yield the bytes of each message; None for one above the cap."""
    stream = source.stream
    first = stream.readline(_LONGEST_LINE)
    while first and first.isspace():
        first = stream.readline(_LONGEST_LINE)
    if not first:
        raise FileReadError("The file is empty.", hint="Export the mailbox again.")
    if not first.startswith(b"From "):
        raise FileReadError(
            'The file is no mailbox: it does not begin with a "From " line.', hint="Save a single message as .eml."
        )
    lines: list[bytes] = []
    size, blank = 0, False
    while line := stream.readline(_LONGEST_LINE):
        if blank and line.startswith(b"From ") and _FROM_LINE.match(line):
            yield _joined(lines, size, source.max_bytes)
            lines, size, blank = [], 0, False
            continue
        blank = not line.strip()
        size += len(line)
        if size <= source.max_bytes:
            lines.append(line)
    yield _joined(lines, size, source.max_bytes)


def _joined(lines: list[bytes], size: int, most: int) -> bytes | None:
    return None if size > most else _QUOTED.sub(rb"\1", b"".join(lines))
