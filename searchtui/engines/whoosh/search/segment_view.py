"""One segment, open for reading: its terms, its columns as arrays, its words. Segments never change, so views are kept
from snapshot to snapshot; what is deleted is the snapshot's affair.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.codec.postings import PostingList
from searchtui.engines.whoosh.codec.segment import DAY_COLUMN, ID_COLUMN, SegmentReader
from searchtui.engines.whoosh.codec.storage import AnyStorage
from searchtui.engines.whoosh.search.dictionary import Dictionary

UNDATED: Final = 0
"""Stands for an unknown date among day ordinals, which count from 1."""


class SegmentView:
    """A segment's contents, all files held open. Document numbers count from 0 within the segment."""

    def __init__(self, storage: AnyStorage, segment_id: str) -> None:
        self.reader = SegmentReader(storage, segment_id)
        self.id = segment_id
        self.size: int = self.reader.size
        self._dictionaries: dict[str, Dictionary | None] = {}

    def postings(self, fieldname: str, term: bytes) -> PostingList:
        """The postings of a term, deleted documents included."""
        return self.reader.postings(fieldname, term)

    def stored(self, number: int) -> bytes:
        """The article of a document, packed."""
        return self.reader.stored(number)

    def documents_of(self, article_id: str) -> NDArray[np.int64]:
        """The documents that hold an article, deleted ones included."""
        column = self.reader.text(ID_COLUMN)
        if column is None:
            return np.empty(0, np.int64)
        return column.documents(article_id.encode("utf-8", "surrogatepass"))

    def id_of(self, number: int) -> str:
        """The identifier of the article in a document."""
        column = self.reader.text(ID_COLUMN)
        return "" if column is None else column.value(number).decode("utf-8", "surrogatepass")

    def documents_among(self, ids: Iterable[str]) -> list[tuple[int, str]]:
        """The documents that hold any of these articles, deleted ones included, each with the article's identifier."""
        column = self.reader.text(ID_COLUMN)
        if column is None:
            return []
        wanted = {article_id.encode("utf-8", "surrogatepass"): article_id for article_id in ids}
        found = {ordinal: wanted[value] for ordinal, value in enumerate(column.values) if value in wanted}
        documents = np.flatnonzero(np.isin(column.ordinals, np.fromiter(found, np.int64, len(found))))
        return [(number, found[int(column.ordinals[number])]) for number in documents.tolist()]

    def paths(self) -> list[str]:
        """The articles' paths, read anew each time: a snapshot keeps them in its own way."""
        return self._texts("path")

    def fact(self, name: str) -> tuple[list[str], NDArray[np.int32]]:
        """The distinct values of a fact, and which of them each document has; "" where unknown."""
        column = self.reader.text(name)
        if column is None:
            return [""], np.zeros(self.size, np.int32)
        return [value.decode("utf-8", "surrogatepass") for value in column.values], column.ordinals.astype(np.int32)

    @cached_property
    def dates(self) -> NDArray[np.int32]:
        """The articles' dates as proleptic Gregorian ordinals, `UNDATED` where unknown."""
        days = self.reader.documents.numbers(DAY_COLUMN)
        return np.full(self.size, UNDATED, np.int32) if days is None else days

    @cached_property
    def lengths(self) -> NDArray[np.float32]:
        """How many words the field `text` of each document has."""
        return self.reader.documents.lengths("text")

    def dictionary(self, fieldname: str) -> Dictionary | None:
        """The words of a field, None if it has none."""
        if fieldname not in self._dictionaries:
            field = self.reader.field(fieldname)
            self._dictionaries[fieldname] = None if field is None else Dictionary(field)
        return self._dictionaries[fieldname]

    def _texts(self, name: str) -> list[str]:
        values, ordinals = self.fact(name)
        return [values[ordinal] for ordinal in ordinals.tolist()]
