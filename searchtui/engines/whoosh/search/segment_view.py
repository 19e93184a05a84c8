"""One segment, open for reading: its terms, its columns as arrays, its words. Segments never change, so views are kept
from snapshot to snapshot; what is deleted is the snapshot's affair.
"""

from __future__ import annotations

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

    @cached_property
    def ids(self) -> list[str]:
        """The articles' identifiers."""
        return self._texts(ID_COLUMN)

    def paths(self) -> list[str]:
        """The articles' paths, read anew each time: a snapshot keeps them in its own way."""
        return self._texts("path")

    @cached_property
    def outlets(self) -> list[str]:
        """The articles' outlets, empty where unknown."""
        return self._texts("outlet")

    @cached_property
    def languages(self) -> list[str]:
        """The articles' languages, empty where unknown."""
        return self._texts("lang")

    @cached_property
    def known(self) -> list[str]:
        """How the articles' outlets and dates are known: "stated inferred"."""
        return self._texts("known")

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
        column = self.reader.text(name)
        if column is None:
            return [""] * self.size
        values = [value.decode("utf-8") for value in column.values]
        return [values[ordinal] for ordinal in column.ordinals.tolist()]
