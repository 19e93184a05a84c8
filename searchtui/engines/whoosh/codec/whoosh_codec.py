"""The segment format as a Whoosh codec, so that plain Whoosh code reads our index and may write its own with it.

Whoosh's documented extension point is `whoosh.codec.base`. Segments of our own index are read only: their articles and
facts are shown as the fields of our schema. Segments that Whoosh's `SegmentWriter` writes, of any schema, have the same
files, with the stored fields as JSON and columns in Whoosh's own form.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import numpy as np
from whoosh import formats
from whoosh.codec import base

from searchtui.engines.whoosh.codec.segment import Segment
from searchtui.engines.whoosh.codec.whoosh_documents import PerDocumentReader, PerDocumentWriter, added_column
from searchtui.engines.whoosh.codec.whoosh_field_writer import FieldWriter
from searchtui.engines.whoosh.codec.whoosh_terms import TermsReader


class PackedPositions(formats.Positions):  # type: ignore[misc] # Whoosh ships no type information
    """Positions as 32-bit little-endian numbers, where stock Whoosh has a pickle."""

    def encode(self, poslist: Iterable[int]) -> bytes:
        """The positions as they are handed to the codec."""
        return np.fromiter(poslist, "<u4").tobytes()

    def decode_positions(self, valuestring: bytes) -> list[int]:
        """The positions of one posting."""
        positions: list[int] = np.frombuffer(valuestring, "<u4").tolist()
        return positions

    def decode_frequency(self, valuestring: bytes) -> int:
        """How many positions a posting has."""
        return len(valuestring) // 4


class WhooshSegment(base.Segment):  # type: ignore[misc] # Whoosh ships no type information
    """A segment as Whoosh's index knows it."""

    def __init__(self, indexname: str, segment: Segment | None = None) -> None:
        super().__init__(indexname)
        self._size = 0
        self._deleted: set[int] = set()
        if segment is not None:
            self.segid = segment.id
            self._size = segment.size
            if segment.deleted is not None:
                self._deleted = set(np.flatnonzero(segment.deleted).tolist())

    def codec(self, **_: Any) -> ArrayCodec:
        """Our codec: which one reads a segment is never for a file to say."""
        return ArrayCodec()

    def doc_count_all(self) -> int:
        """The number of documents, deleted ones included."""
        return self._size

    def set_doc_count(self, doccount: int) -> None:
        """Set the number of documents."""
        self._size = doccount

    def deleted_count(self) -> int:
        """The number of deleted documents."""
        return len(self._deleted)

    def deleted_docs(self) -> set[int]:
        """The deleted documents."""
        return self._deleted

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        return docnum in self._deleted

    def delete_document(self, docnum: int, delete: bool = True) -> None:  # noqa: FBT001, FBT002 (Whoosh's signature)
        """Delete a document, or restore it."""
        if not 0 <= docnum < self._size:
            raise IndexError(f"No document {docnum} in segment {self.segid}")
        if delete:
            self._deleted.add(docnum)
        else:
            self._deleted.discard(docnum)


class ArrayCodec(base.Codec):  # type: ignore[misc] # Whoosh ships no type information
    """The codec; see the module."""

    def per_document_writer(self, storage: Any, segment: WhooshSegment) -> PerDocumentWriter:
        """Open a writer for what is kept by document."""
        return PerDocumentWriter(storage, segment)

    def per_document_reader(self, storage: Any, segment: WhooshSegment) -> PerDocumentReader:
        """Open what is kept by document."""
        return PerDocumentReader(storage, segment)

    def field_writer(self, storage: Any, segment: WhooshSegment) -> FieldWriter:
        """Open a writer for terms."""
        return FieldWriter(storage, segment)

    def terms_reader(self, storage: Any, segment: WhooshSegment) -> TermsReader:
        """Open the terms."""
        return TermsReader(storage, segment)

    def new_segment(self, storage: Any, indexname: str) -> WhooshSegment:  # noqa: ARG002 (Whoosh's signature)
        """Name a new segment."""
        return WhooshSegment(indexname)

    @staticmethod
    def column_filename(segment: WhooshSegment, fieldname: str) -> str:
        """The file that Whoosh's `add_sortable` writes for a column added later."""
        return added_column(segment, fieldname)

    def supports_columns(self) -> bool:
        """Columns are kept."""
        return True
