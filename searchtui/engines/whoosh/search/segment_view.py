"""One segment, open for reading: its terms, its columns as arrays, its words. Segments never change, so views are kept
from snapshot to snapshot; what is deleted is the snapshot's affair.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.codec.commits import AnyStorage
from searchtui.engines.whoosh.codec.damage import DamagedFileError
from searchtui.engines.whoosh.codec.postings import PostingList
from searchtui.engines.whoosh.codec.segment import Segment
from searchtui.engines.whoosh.codec.storage import HeldFiles
from searchtui.engines.whoosh.codec.whoosh_codec import LEXICON_EXTENSION
from searchtui.engines.whoosh.schema import SCHEMA

UNDATED: Final = 0
"""Stands for an unknown date among day ordinals, which count from 1."""

_MICROSECONDS_A_DAY: Final = np.uint64(86_400_000_000)
_NO_DATE: Final = np.uint64(2**64 - 1)


class SegmentView:
    """A segment's contents, all files held open. Document numbers count from 0 within the segment."""

    def __init__(self, storage: AnyStorage, segment: Segment, names: Iterable[str]) -> None:
        codec = segment.codec()
        self._files = HeldFiles(storage, names)
        self.size: int = segment.doc_count_all()
        self.segment = segment
        self.terms = codec.terms_reader(self._files, segment)
        self._documents = codec.per_document_reader(self._files, segment)

    def postings(self, fieldname: str, term: bytes) -> PostingList:
        """The postings of a term, deleted documents included."""
        found: PostingList = self.terms.postings(fieldname, term)
        return found

    def stored(self, number: int) -> dict[str, Any]:
        """The stored article of a document, as plain values."""
        values: dict[str, Any] = self._documents.stored_fields(number)["article"]
        return values

    @cached_property
    def ids(self) -> list[str]:
        """The articles' identifiers."""
        return self._texts("id")

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
        days = np.full(self.size, UNDATED, np.int32)
        if self._documents.has_column("date"):
            file = self._files.open_file(self._documents_column("date"))
            stored = np.frombuffer(file.data, ">u8").astype(np.uint64)
            known = stored != _NO_DATE
            days[: len(stored)][known] = (stored[known] // _MICROSECONDS_A_DAY).astype(np.int32) + 1
        return days

    @cached_property
    def lengths(self) -> NDArray[np.float32]:
        """How many words the field `text` of each document has."""
        lengths: NDArray[np.float32] = self._documents.lengths("text")
        return lengths

    def lexicon(self, fieldname: str) -> tuple[list[str], NDArray[np.uint32]]:
        """The words of a field in order of their code points, and the number of documents that hold each."""
        name = self.segment.make_filename(f".{fieldname}.{LEXICON_EXTENSION}")
        if not self._files.file_exists(name):
            return [], np.empty(0, np.uint32)
        data = bytes(self._files.open_file(name).data)
        count = int.from_bytes(data[:4], "little")
        words = data[4 + 4 * count :].decode("utf-8").split("\n") if count else []
        frequencies = np.frombuffer(data, "<u4", count, 4)
        if len(words) != count:
            raise DamagedFileError(f"the lexicon {name} is damaged")
        return words, frequencies

    def _texts(self, fieldname: str) -> list[str]:
        if not self._documents.has_column(fieldname):
            return [""] * self.size
        column = self._documents.column_reader(fieldname, SCHEMA[fieldname].column_type)
        return [value.decode("utf-8") for value in column]

    def _documents_column(self, fieldname: str) -> str:
        name: str = self.segment.codec().column_filename(self.segment, fieldname)
        return name
