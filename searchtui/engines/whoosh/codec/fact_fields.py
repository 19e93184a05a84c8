"""Facts of articles as terms with postings, for plain Whoosh code that asks for `outlet:…` or a range of dates."""

from __future__ import annotations

import datetime as dt
from functools import cached_property
from typing import Any, Final, Protocol

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.codec.documents import DocumentsFile, TextColumn
from searchtui.engines.whoosh.codec.postings import PostingList, posting_list
from searchtui.engines.whoosh.codec.ragged import starts_of
from searchtui.engines.whoosh.codec.segment import DAY_COLUMN
from searchtui.engines.whoosh.codec.terms import SortedBytes

DATE_FIELD: Final = "date"


class FactField(Protocol):
    """A fact of articles as a field without positions."""

    forms: None

    @property
    def terms(self) -> SortedBytes:
        """The terms."""

    def at(self, number: int) -> PostingList:
        """The postings of a term by its number."""


class TextField:
    """A fact that is a text: each value but the empty one is a term."""

    forms: None = None

    def __init__(self, column: TextColumn) -> None:
        values = column.values
        self._column = column
        first = 1 if len(values) and not values[0] else 0  # the empty value stands before all others
        self.terms = SortedBytes(values.data, values.offsets[first:])

    def at(self, number: int) -> PostingList:
        """The postings of a term by its number."""
        return _unweighted(self._column.documents(self.terms[number]))


class DateField:
    """Dates as Whoosh's DATETIME field has them: a term for each day, and for stretches of time of several sizes."""

    forms: None = None

    def __init__(self, days: NDArray[Any]) -> None:
        self._days = days

    @cached_property
    def _days_by_term(self) -> dict[bytes, list[int]]:
        from whoosh import fields  # noqa: PLC0415 (only where dates are asked for)

        field = fields.DATETIME()
        found: dict[bytes, list[int]] = {}
        for day in np.unique(self._days[self._days > 0]).tolist():
            for term, *_ in field.index(dt.datetime.fromordinal(day)):
                found.setdefault(term, []).append(day)
        return found

    @cached_property
    def terms(self) -> SortedBytes:
        """The terms."""
        strings = sorted(self._days_by_term)
        offsets = starts_of(np.fromiter(map(len, strings), np.int64, len(strings)))
        return SortedBytes(np.frombuffer(b"".join(strings), np.uint8), offsets)

    def at(self, number: int) -> PostingList:
        """The postings of a term by its number."""
        days = self._days_by_term[self.terms[number]]
        return _unweighted(np.flatnonzero(np.isin(self._days, days)))


def fact_fields(documents: DocumentsFile) -> dict[str, FactField]:
    """The facts of a segment of articles as fields."""
    found: dict[str, FactField] = {}
    for name in documents.text_columns:
        column = documents.text(name)
        if column is not None:
            found[name] = TextField(column)
    days = documents.numbers(DAY_COLUMN)
    if days is not None:
        found[DATE_FIELD] = DateField(days)
    return found


def _unweighted(documents: Any) -> PostingList:
    ones = np.ones(documents.size, np.float32)
    return posting_list(documents, ones, np.zeros(documents.size, np.uint8), np.empty(0, np.uint8))
