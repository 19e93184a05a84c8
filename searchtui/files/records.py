"""Records of a file of many articles: one document each, each with a key of its own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from searchtui.errors import FileReadError
from searchtui.files.document import BadRecord, RawDocument
from searchtui.files.fields import declared

MAX_BAD = 20
"""Bad records of a file that are reported one by one; those beyond are counted in one report."""

NOT_AN_ARTICLE = "It has neither a title nor a text under a name that is known."


class Records:
    """Turns the records of one file into documents and keeps their keys apart.

    A key is the record's own identifier or else its 1-based number; the second record with key "x" becomes "x#2".
    """

    def __init__(self, path: str) -> None:
        self._path = path
        self._keys: set[str] = set()

    def document(self, record: object, number: int) -> RawDocument | BadRecord:
        """Return the document of the record standing at `number`, or what is wrong with it."""
        if not isinstance(record, Mapping):
            return BadRecord(str(number), f"It is no object but {_kind(record)}.")
        found = declared(record)
        if found is None:
            return BadRecord(str(number), NOT_AN_ARTICLE)
        key = unique_key(found.key or str(number), self._keys)
        return RawDocument(self._path, key, found.text, found.fields, found.places, clean_body=True)


def reported(found: Iterable[RawDocument | BadRecord], what: str) -> Iterator[RawDocument | BadRecord]:
    """Pass on all documents, the first `MAX_BAD` reports, and at the end how many more of `what` are bad.

    Where reading breaks off with a `FileReadError`, the documents before stand and the break is reported; it is raised
    where there is none.
    """
    good = bad = 0
    try:
        for each in found:
            if isinstance(each, RawDocument):
                good += 1
            else:
                bad += 1
            if isinstance(each, RawDocument) or bad <= MAX_BAD:
                yield each
    except FileReadError as error:
        if not good:
            raise
        yield BadRecord("end", f"The rest of the file could not be read. {error.message}")
    if bad > MAX_BAD:
        yield more(bad - MAX_BAD, what)


def joined(bad: Iterable[BadRecord], what: str) -> list[BadRecord]:
    """The reports that `reported` gives for a whole file, from those it gave for each of its parts, in order."""
    reports = list(bad)
    single = [report for report in reports if not report.others]
    others = len(single[MAX_BAD:]) + sum(report.others for report in reports)
    return [*single[:MAX_BAD], *([more(others, what)] if others else ())]


def more(others: int, what: str) -> BadRecord:
    """The report of so many bad records beyond those that are told one by one."""
    return BadRecord("more", f"{others:,} more {what} could not be read.", others)


def unique_key(key: str, taken: set[str]) -> str:
    """Return `key`, or "key#2" and so on where it is taken, and take it."""
    unique, count = key, 1
    while unique in taken:
        count += 1
        unique = f"{key}#{count}"
    taken.add(unique)
    return unique


def _kind(value: object) -> str:
    names = {
        str: "a text",
        bool: "true or false",
        int: "a number",
        float: "a number",
        list: "a list",
        type(None): "null",
    }
    return names.get(type(value), "something else")
