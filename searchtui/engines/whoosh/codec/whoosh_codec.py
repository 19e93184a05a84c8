"""Our Whoosh codec: the stock one's term index and columns, with posting lists and stored fields free of pickles.

A posting list is a few packed arrays (see `postings`) that are read with one `numpy` call each, where stock Whoosh
unpickles blocks of 128 postings and one more pickle for each position list. Stored fields are compressed JSON. Each
field with positions has a lexicon file: its terms in order and how many documents hold each.
"""

from __future__ import annotations

import json
from array import array
from collections.abc import Iterable, Iterator
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray
from whoosh import columns, formats
from whoosh.codec import whoosh3
from whoosh.matching import ListMatcher
from whoosh.util.numeric import byte_to_length

from searchtui.engines.whoosh.codec import postings as posting_lists
from searchtui.engines.whoosh.codec.postings import PostingList
from searchtui.engines.whoosh.codec.segment import Segment

LEXICON_EXTENSION: Final = "lex"
LENGTHS: Final[NDArray[np.float32]] = np.array([byte_to_length(byte) for byte in range(256)], np.float32)
"""The field length that each byte of a length column stands for."""


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


class _JsonColumn(columns.CompressedBytesColumn):  # type: ignore[misc] # Whoosh ships no type information
    """Values that JSON can express, compressed."""

    class Writer(columns.CompressedBytesColumn.Writer):  # type: ignore[misc] # as above
        def add(self, docnum: int, v: object) -> None:
            super().add(
                docnum, json.dumps(v, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
            )

        def add_raw(self, docnum: int, data: bytes) -> None:
            """Add what `Reader.raw` gave, unopened."""
            columns.VarBytesColumn.Writer.add(self, docnum, data)

    class Reader(columns.CompressedBytesColumn.Reader):  # type: ignore[misc] # as above
        def __getitem__(self, docnum: int) -> Any:
            data = super().__getitem__(docnum)
            return json.loads(data) if data else {}

        def raw(self, docnum: int) -> bytes:
            """A value as it is stored."""
            data: bytes = columns.VarBytesColumn.Reader.__getitem__(self, docnum)
            return data


STORED: Final = _JsonColumn()


class PerDocumentWriter(whoosh3.W3PerDocWriter):  # type: ignore[misc] # Whoosh ships no type information
    """Stored fields as JSON; documents of other segments are taken over as they are."""

    def add_length_byte(self, fieldname: str, byte: int) -> None:
        """Add the length of a field as the length column of another segment has it."""
        if byte:
            self.add_column_value(f"_{fieldname}_len", whoosh3.LENGTHS_COLUMN, byte)
            self._fieldlengths[fieldname] += byte_to_length(byte)

    def add_stored(self, data: bytes) -> None:
        """Add stored fields as another segment has them."""
        self._get_column("_stored").add_raw(self._docnum, data)

    def _create_column(self, fieldname: str, column: columns.Column) -> None:
        super()._create_column(fieldname, STORED if fieldname == "_stored" else column)


class PerDocumentReader(whoosh3.W3PerDocReader):  # type: ignore[misc] # Whoosh ships no type information
    """Stored fields as JSON, field lengths as an array."""

    def stored_fields(self, docnum: int) -> dict[str, Any]:
        """The stored fields of a document."""
        fields: dict[str, Any] = self._cached_reader("_stored", STORED)[docnum]
        return fields

    def lengths(self, fieldname: str) -> NDArray[np.float32]:
        """How many words each document has in a field, as precise as one byte can say."""
        return LENGTHS[self.length_bytes(fieldname)]

    def length_bytes(self, fieldname: str) -> NDArray[np.uint8]:
        """The bytes of the length column, one per document."""
        found = np.zeros(self.doc_count_all(), np.uint8)
        column = f"_{fieldname}_len"
        if self.has_column(column):
            file, start, length = self._get_column_file(column)
            stored = np.frombuffer(file.get(start, length), np.uint8)
            found[: len(stored)] = stored
        return found


class FieldWriter(whoosh3.W3FieldWriter):  # type: ignore[misc] # Whoosh ships no type information
    """Writes terms in order, each with its postings in one piece."""

    def __init__(self, codec: ArrayCodec, storage: Any, segment: Segment) -> None:
        super().__init__(codec, storage, segment)
        self._lexicon: list[bytes] = []
        self._frequencies = array("I")

    def add_postings(self, schema: Any, lengths: Any, items: Iterable[tuple[str, bytes, int, float, bytes]]) -> None:
        """Write sorted postings: (field, term, document, weight, encoded positions)."""
        for fieldname, in_field in groupby(items, key=itemgetter(0)):
            self.start_field(fieldname, schema[fieldname])
            length_bytes = lengths.length_bytes(fieldname)
            for term, of_term in groupby(in_field, key=itemgetter(1)):
                _, _, documents, weights, values = zip(*of_term, strict=True)
                self.write_term(term, _gathered(documents, weights, values), length_bytes)
            self.finish_field()

    def write_term(self, term: bytes, postings: PostingList, length_bytes: NDArray[np.uint8]) -> None:
        """Write the next term of the field that was started."""
        data = posting_lists.to_bytes(postings)
        documents, weights = postings.documents, postings.weights
        lengths = length_bytes[documents]
        information = whoosh3.W3TermInfo(
            weight=float(weights.sum()),
            df=len(documents),
            minlength=byte_to_length(int(lengths.min())),
            maxlength=byte_to_length(int(lengths.max())),
            maxweight=float(weights.max()),
            minid=int(documents[0]),
            maxid=int(documents[-1]),
        )
        information.set_extent(self._postfile.tell(), len(data))
        self._postfile.write(data)
        self._tindex.add(whoosh3.pack_ushort(self._fieldid) + term, information.to_bytes())
        self._lexicon.append(term)
        self._frequencies.append(len(postings.documents))

    def finish_field(self) -> None:
        """Write the lexicon of the field, if it is one of words."""
        if isinstance(self._format, PackedPositions):
            name = self._segment.make_filename(f".{self._fieldname}.{LEXICON_EXTENSION}")
            with self._storage.create_file(name) as file:
                file.write(len(self._lexicon).to_bytes(4, "little"))
                file.write(np.array(self._frequencies, "<u4").tobytes())
                file.write(b"\n".join(self._lexicon))
        self._lexicon = []
        self._frequencies = array("I")
        super().finish_field()


class TermsReader(whoosh3.W3TermsReader):  # type: ignore[misc] # Whoosh ships no type information
    """Reads posting lists as arrays."""

    def postings(self, fieldname: str, term: bytes) -> PostingList:
        """The postings of a term; empty if there are none. Raises `ValueError` if they are damaged."""
        found = self._tindex.get(self._keycoder(fieldname, term))
        return posting_lists.EMPTY if found is None else self.at(whoosh3.W3TermInfo.from_bytes(found))

    def at(self, information: whoosh3.W3TermInfo) -> PostingList:
        """The postings that a term's entry in the index points to."""
        offset, (length,) = information.extent()
        return posting_lists.from_bytes(self._postfile.get(offset, length))

    def field_terms(self, fieldname: str) -> Iterator[tuple[bytes, PostingList]]:
        """All terms of a field in order, with their postings."""
        for (name, term), information in self.items_from(fieldname, b""):
            if name != fieldname:
                return
            yield term, self.at(information)


class ArrayCodec(whoosh3.W3Codec):  # type: ignore[misc] # Whoosh ships no type information
    """The codec; see the module."""

    def per_document_writer(self, storage: Any, segment: Segment) -> PerDocumentWriter:
        """Open a writer for what is kept by document."""
        return PerDocumentWriter(self, storage, segment)

    def per_document_reader(self, storage: Any, segment: Segment) -> PerDocumentReader:
        """Open what is kept by document."""
        return PerDocumentReader(storage, segment)

    def field_writer(self, storage: Any, segment: Segment) -> FieldWriter:
        """Open a writer for terms."""
        return FieldWriter(self, storage, segment)

    def terms_reader(self, storage: Any, segment: Segment) -> TermsReader:
        """Open the terms."""
        name = segment.make_filename(self.TERMS_EXT)
        postings = segment.open_file(storage, self.POSTS_EXT)
        return TermsReader(self, storage.open_file(name), storage.file_length(name), postings)

    def postings_reader(
        self, dbfile: Any, terminfo: Any, format_: Any, term: Any = None, scorer: Any = None
    ) -> ListMatcher:
        """A matcher over one posting list, for plain Whoosh code; ours reads the arrays."""
        offset, (length,) = terminfo.extent()
        found = posting_lists.from_bytes(dbfile.get(offset, length))
        values = None
        if isinstance(format_, PackedPositions):
            ends = np.cumsum(found.counts)[:-1]
            values = [own.astype("<u4").tobytes() for own in np.split(found.positions, ends)]
        return ListMatcher(
            found.documents.tolist(),
            found.weights.tolist(),
            values,
            format_,
            scorer=scorer,
            term=term,
            terminfo=terminfo,
        )

    def new_segment(self, storage: Any, indexname: str) -> Segment:  # noqa: ARG002 (Whoosh's signature)
        """Name a new segment."""
        return Segment(None, indexname)


def _gathered(documents: tuple[int, ...], weights: tuple[float, ...], values: tuple[bytes, ...]) -> PostingList:
    positions = np.frombuffer(b"".join(values), "<u4")
    return PostingList(
        np.array(documents, np.int64),
        np.array(weights, np.float32),
        np.array([len(value) // 4 for value in values], np.uint32),
        positions,
    )
