"""What is kept by document, as Whoosh's codec has it: stored fields, columns, lengths, vectors."""

from __future__ import annotations

import base64
import datetime as dt
import io
from collections import defaultdict
from collections.abc import Iterable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from whoosh.codec import base
from whoosh.columns import ColumnReader
from whoosh.filedb.structfile import StructFile
from whoosh.matching import ListMatcher

from searchtui.engines.whoosh.codec import plain_values
from searchtui.engines.whoosh.codec.blocks import BlocksWriter
from searchtui.engines.whoosh.codec.container import ContainerWriter
from searchtui.engines.whoosh.codec.documents import (
    DOCUMENTS_KIND,
    Content,
    DocumentFacts,
    DocumentsFile,
    TextColumn,
    write_facts,
)
from searchtui.engines.whoosh.codec.lengths import LENGTHS, length_bytes
from searchtui.engines.whoosh.codec.segment import DAY_COLUMN, DOCUMENTS_SUFFIX
from searchtui.engines.whoosh.codec.whoosh_files import buffer_of, column_file

_VECTORS: Final = "vectors"
_FIELDS: Final = "fields"
_MICROSECONDS_A_DAY: Final = 86_400_000_000
_NO_DATE: Final = 2**64 - 1
"""What Whoosh's column of dates has where there is none."""

DATE_FIELD: Final = "date"


class PerDocumentWriter(base.PerDocWriterWithColumns):  # type: ignore[misc] # Whoosh ships no type information
    """Gathers what is known of documents, stored fields apart, and writes it all on closing."""

    def __init__(self, storage: Any, segment: Any) -> None:
        super().__init__()
        self._file = storage.create_file(segment.make_filename(DOCUMENTS_SUFFIX))
        self._out = ContainerWriter(self._file, DOCUMENTS_KIND)
        self._blocks = BlocksWriter(self._out)
        self._columns: dict[str, io.BytesIO] = {}
        self._writers: dict[str, Any] = {}
        self._lengths: defaultdict[str, dict[int, int]] = defaultdict(dict)
        self._count = 0
        self._docnum = 0
        self._stored: dict[str, Any] = {}
        self._vectors: dict[str, list[tuple[Any, float, str]]] = {}
        self.is_closed = False

    def start_doc(self, docnum: int) -> None:
        """Begin the next document."""
        if docnum != self._count:
            raise ValueError(f"document {docnum} out of turn: {self._count} is next")
        self._docnum = docnum
        self._stored, self._vectors = {}, {}

    def add_field(self, fieldname: str, fieldobj: Any, value: Any, length: int | None) -> None:  # noqa: ARG002 (Whoosh's signature)
        """Note a field's stored value and its length."""
        if value is not None:
            self._stored[fieldname] = value
        if length:
            self._lengths[fieldname][self._docnum] = length

    def add_vector_items(self, fieldname: str, fieldobj: Any, items: Iterable[tuple[Any, float, bytes]]) -> None:  # noqa: ARG002 (Whoosh's signature)
        """Note the terms of one document's field."""
        found = [(text, weight, base64.b64encode(value or b"").decode()) for text, weight, value in items]
        if found:
            self._vectors[fieldname] = found

    def finish_doc(self) -> None:
        """End the document."""
        content = {_FIELDS: self._stored, _VECTORS: self._vectors} if self._vectors else {_FIELDS: self._stored}
        self._blocks.add([plain_values.to_bytes(content)])
        self._count += 1

    def cancel_doc(self) -> None:
        """Forget the document that was begun."""
        for lengths in self._lengths.values():
            lengths.pop(self._docnum, None)

    def close(self) -> None:
        """Write the file."""
        if self.is_closed:
            return
        self._blocks.end()
        for writer in self._writers.values():
            writer.finish(self._count)
        facts = DocumentFacts(self._count, content=Content.FIELDS)
        facts.raw = {name: file.getvalue() for name, file in self._columns.items()}
        facts.lengths = {name: self._length_bytes(by_number) for name, by_number in self._lengths.items()}
        facts.length_sums = {name: sum(by_number.values()) for name, by_number in self._lengths.items()}
        write_facts(self._out, facts)
        self._file.close()
        self.is_closed = True

    def _length_bytes(self, by_number: dict[int, int]) -> NDArray[np.uint8]:
        lengths = np.zeros(self._count, np.int64)
        lengths[list(by_number)] = list(by_number.values())
        return length_bytes(lengths)

    def _has_column(self, fieldname: str) -> bool:
        return fieldname in self._writers

    def _create_column(self, fieldname: str, column: Any) -> None:
        file = self._columns[fieldname] = io.BytesIO()
        self._writers[fieldname] = column.writer(StructFile(file))

    def _get_column(self, fieldname: str) -> Any:
        return self._writers[fieldname]


class PerDocumentReader(base.PerDocumentReader):  # type: ignore[misc] # Whoosh ships no type information
    """Reads what is known of documents."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._segment = segment
        self._storage = storage
        self._documents = DocumentsFile(buffer_of(storage, segment.make_filename(DOCUMENTS_SUFFIX)))

    def supports_columns(self) -> bool:
        """Columns are kept."""
        return True

    def doc_count(self) -> int:
        """The number of documents that are not deleted."""
        return self._documents.size - int(self._segment.deleted_count())

    def doc_count_all(self) -> int:
        """The number of documents, deleted ones included."""
        return self._documents.size

    def has_deletions(self) -> bool:
        """Whether any document is deleted."""
        return bool(self._segment.has_deletions())

    def is_deleted(self, docnum: int) -> bool:
        """Whether a document is deleted."""
        return bool(self._segment.is_deleted(docnum))

    def deleted_docs(self) -> set[int]:
        """The deleted documents."""
        found: set[int] = self._segment.deleted_docs()
        return found

    def has_column(self, fieldname: str) -> bool:
        """Whether there is a column for a field."""
        documents = self._documents
        if fieldname == DATE_FIELD and documents.content is Content.ARTICLES:
            return True
        return (
            fieldname in documents.raw_columns
            or documents.text(fieldname) is not None
            or self._added_column(fieldname) is not None
        )

    def column_reader(self, fieldname: str, column: Any) -> Any:
        """The column of a field."""
        documents = self._documents
        data = documents.raw(fieldname) if fieldname in documents.raw_columns else self._added_column(fieldname)
        if data is not None:
            return column.reader(column_file(data), 0, len(data), documents.size)
        text = documents.text(fieldname)
        if text is not None:
            return _TextReader(text, documents.size)
        return _DayReader(documents.numbers(DAY_COLUMN), documents.size)

    def lengths(self, fieldname: str) -> NDArray[np.float32]:
        """How many words each document has in a field, as precise as one byte can say."""
        return self._documents.lengths(fieldname)

    def doc_field_length(self, docnum: int, fieldname: str, default: int = 0) -> int:
        """How many words a document has in a field, `default` if none."""
        return int(LENGTHS[self._documents.length_bytes(fieldname)[docnum]]) or default

    def field_length(self, fieldname: str) -> int:
        """How many words all documents have in a field."""
        return self._documents.length_sums.get(fieldname, 0)

    def min_field_length(self, fieldname: str) -> int:
        """The least number of words any document has in a field."""
        return int(self.lengths(fieldname).min(initial=LENGTHS[-1])) if self._documents.size else 0

    def max_field_length(self, fieldname: str) -> int:
        """The greatest number of words any document has in a field."""
        return int(self.lengths(fieldname).max(initial=0))

    def has_vector(self, docnum: int, fieldname: str) -> bool:
        """Whether the terms of one document's field were kept."""
        return fieldname in self._content(docnum).get(_VECTORS, {})

    def vector(self, docnum: int, fieldname: str, format_: Any) -> ListMatcher:
        """The terms of one document's field."""
        found = self._content(docnum)[_VECTORS][fieldname]
        texts, weights, values = zip(*found, strict=True)
        return ListMatcher(list(texts), list(weights), [base64.b64decode(value) for value in values], format_)

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """The stored fields of a document."""
        fields: dict[str, Any] = self._content(docnum)[_FIELDS]
        return fields

    def _added_column(self, fieldname: str) -> bytes | None:
        """A column that Whoosh's `add_sortable` wrote for a field."""
        name = added_column(self._segment, fieldname)
        if self._documents.content is Content.ARTICLES or not self._storage.file_exists(name):
            return None
        return bytes(buffer_of(self._storage, name))

    def _content(self, docnum: int) -> dict[str, Any]:
        data = self._documents.stored(docnum)
        if self._documents.content is Content.FIELDS:
            content: dict[str, Any] = plain_values.from_bytes(data)
            return content
        from searchtui.articles.unpacking import to_values, unpack  # noqa: PLC0415 (only where they are asked for)

        return {_FIELDS: {"article": to_values(unpack(data))}}


class _TextReader(ColumnReader):  # type: ignore[misc] # Whoosh ships no type information
    """A fact that is a text as a column of bytes."""

    def __init__(self, column: TextColumn, size: int) -> None:
        self._column = column
        self._doccount = size

    def __getitem__(self, docnum: int) -> bytes:
        return self._column.value(docnum)


class _DayReader(ColumnReader):  # type: ignore[misc] # Whoosh ships no type information
    """Days as Whoosh's column of dates: microseconds since the first day, at midnight."""

    def __init__(self, days: NDArray[Any] | None, size: int) -> None:
        self._days = np.zeros(size, np.int32) if days is None else days
        self._doccount = size
        self._sign = 1

    def __getitem__(self, docnum: int) -> int:
        return moment(int(self._days[docnum]))

    def sort_key(self, docnum: int) -> int:
        """What documents are sorted by."""
        return self._sign * self[docnum]

    def set_reverse(self) -> None:
        """Sort the latest first."""
        self._sign = -1


def added_column(segment: Any, fieldname: str) -> str:
    """The name of the file of a column that is added to a segment which is there already."""
    name: str = segment.make_filename(f".{fieldname}.col")
    return name


def moment(day: int) -> int:
    """A day ordinal as the number that Whoosh's DATETIME field keeps, 0 being no date."""
    return (day - dt.date.min.toordinal()) * _MICROSECONDS_A_DAY if day else _NO_DATE
