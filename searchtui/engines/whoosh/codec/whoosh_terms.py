"""The terms of a segment, as Whoosh's codec has them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray
from whoosh.codec import base
from whoosh.reading import TermInfo, TermNotFound

from searchtui.engines.whoosh.codec.damage import DamagedFileError
from searchtui.engines.whoosh.codec.documents import Content, DocumentsFile
from searchtui.engines.whoosh.codec.fact_fields import FactField, fact_fields
from searchtui.engines.whoosh.codec.fields import FieldReader, TermsFile
from searchtui.engines.whoosh.codec.lengths import LENGTHS
from searchtui.engines.whoosh.codec.postings import EMPTY, PostingList
from searchtui.engines.whoosh.codec.segment import DOCUMENTS_SUFFIX, TERMS_SUFFIX
from searchtui.engines.whoosh.codec.stem_places import with_places_of_forms
from searchtui.engines.whoosh.codec.whoosh_files import buffer_of
from searchtui.engines.whoosh.codec.whoosh_matcher import PostingMatcher

Term = tuple[str, bytes]


class TermsReader(base.TermsReader):  # type: ignore[misc] # Whoosh ships no type information
    """Reads terms and postings; in a segment of articles their facts are fields too."""

    def __init__(self, storage: Any, segment: Any) -> None:
        self._file = TermsFile(buffer_of(storage, segment.make_filename(TERMS_SUFFIX)))
        self._documents: DocumentsFile | None = None
        self._facts: dict[str, FactField] = {}
        if self._file.content is Content.ARTICLES:
            self._documents = DocumentsFile(buffer_of(storage, segment.make_filename(DOCUMENTS_SUFFIX)))
            self._facts = fact_fields(self._documents)

    def postings(self, fieldname: str, term: bytes) -> PostingList:
        """The postings of a term; empty if there are none. Raises `ValueError` if they are damaged."""
        field = self._field(fieldname)
        number = -1 if field is None else field.terms.find(term)
        if field is None or number < 0:
            return EMPTY
        found = field.at(number)
        beyond = self._documents is not None and found.documents.size and found.documents[-1] >= self._documents.size
        if beyond:
            raise DamagedFileError(f"a posting list of field {fieldname} names documents that are not there")
        if field.forms is not None:
            found = with_places_of_forms(found, number, field.forms, self)
        return found

    def text(self, name: str) -> Any:
        """A fact of the documents that is a text."""
        return None if self._documents is None else self._documents.text(name)

    def __contains__(self, term: Term) -> bool:
        field = self._field(term[0])
        return field is not None and field.terms.find(term[1]) >= 0

    def indexed_field_names(self) -> list[str]:
        """The fields that have terms."""
        return sorted({*self._file.names, *(name for name, field in self._facts.items() if len(field.terms))})

    def cursor(self, fieldname: str, fieldobj: Any) -> Any:
        """A cursor over the terms of a field."""
        field = self._field(fieldname)
        return base.EmptyCursor() if field is None else _Cursor(self, fieldname, fieldobj, field.terms)

    def terms(self) -> Iterator[Term]:
        """All terms in order."""
        for name in self.indexed_field_names():
            yield from self.terms_from(name, b"", further=False)

    def terms_from(self, fieldname: str, prefix: bytes, *, further: bool = True) -> Iterator[Term]:
        """The terms of a field from `prefix` on, then those of the fields after it."""
        field = self._field(fieldname)
        if field is not None:
            yield from ((fieldname, field.terms[place]) for place in range(field.terms.place(prefix), len(field.terms)))
        if further:
            for name in self.indexed_field_names():
                if name > fieldname:
                    yield from self.terms_from(name, b"", further=False)

    def items(self) -> Iterator[tuple[Term, TermInfo]]:
        """All terms in order with what is known of each."""
        return ((term, self.term_info(*term)) for term in self.terms())

    def items_from(self, fieldname: str, prefix: bytes) -> Iterator[tuple[Term, TermInfo]]:
        """The same from a term on."""
        return ((term, self.term_info(*term)) for term in self.terms_from(fieldname, prefix))

    def term_info(self, fieldname: str, text: bytes) -> TermInfo:
        """What is known of a term. Raises `TermNotFound`."""
        found = self.postings(fieldname, text)
        if not found.documents.size:
            raise TermNotFound(f"No term {fieldname}:{text!r}")
        shortest, longest = self._lengths(fieldname, text, found.documents)
        return TermInfo(
            weight=float(found.weights.sum()),
            df=int(found.documents.size),
            minlength=shortest,
            maxlength=longest,
            maxweight=float(found.weights.max()),
            minid=int(found.documents[0]),
            maxid=int(found.documents[-1]),
        )

    def frequency(self, fieldname: str, text: bytes) -> float:
        """What all postings of a term weigh together; 0 if there are none."""
        return float(self.postings(fieldname, text).weights.sum())

    def doc_frequency(self, fieldname: str, text: bytes) -> int:
        """The number of documents that have a term."""
        return int(self.postings(fieldname, text).documents.size)

    def matcher(self, fieldname: str, text: bytes, format_: Any, scorer: Any = None) -> PostingMatcher:
        """A matcher over the postings of a term. Raises `TermNotFound`."""
        information = self.term_info(fieldname, text)
        found = self.postings(fieldname, text)
        return PostingMatcher(
            found.documents.tolist(),
            found.weights.tolist(),
            self._values(fieldname, text, found, format_),
            format_,
            scorer=scorer,
            term=(fieldname, text),
            terminfo=information,
        )

    def _field(self, name: str) -> FieldReader | FactField | None:
        return self._file.field(name) or self._facts.get(name)

    def _lengths(self, fieldname: str, text: bytes, documents: NDArray[np.int64]) -> tuple[int, int]:
        """The least and the greatest length that the field has in any of these documents."""
        if self._documents is not None:
            lengths = self._documents.lengths(fieldname)[documents]
            return int(lengths.min()), int(lengths.max())
        field = self._file.field(fieldname)
        shortest, longest = self._file.array(f"{fieldname}.shortest"), self._file.array(f"{fieldname}.longest")
        if field is None or shortest is None or longest is None:
            return 0, 0
        number = field.terms.find(text)
        return int(LENGTHS[shortest[number]]), int(LENGTHS[longest[number]])

    def _values(self, fieldname: str, text: bytes, found: PostingList, format_: Any) -> Sequence[bytes]:
        stored = self._file.field(fieldname)
        if stored is not None and (stored.layout.positions or stored.forms is not None):
            ends = np.cumsum(found.counts)[:-1]
            return _Encoded(np.split(found.positions, ends), format_.encode)
        data, starts = self._file.array(f"{fieldname}.values"), self._file.array(f"{fieldname}.values.starts")
        if data is None or starts is None or stored is None:
            return [b""] * found.documents.size
        first = int(stored.frequencies[: stored.terms.find(text)].sum())
        edges = starts[first : first + found.documents.size + 1].tolist()
        return [data[begin:end].tobytes() for begin, end in pairwise(edges)]


class _Encoded(Sequence[bytes]):
    """Positions in the form that a Whoosh format gives them, made when they are asked for."""

    def __init__(self, positions: list[NDArray[Any]], encode: Callable[[list[int]], bytes]) -> None:
        self._positions = positions
        self._encode = encode

    def __len__(self) -> int:
        return len(self._positions)

    def __getitem__(self, number: Any) -> Any:
        return self._encode(self._positions[number].tolist())


class _Cursor(base.FieldCursor):  # type: ignore[misc] # Whoosh ships no type information
    """A place among the terms of a field."""

    def __init__(self, reader: TermsReader, fieldname: str, fieldobj: Any, terms: Any) -> None:
        self._reader = reader
        self._fieldname = fieldname
        self._fieldobj = fieldobj
        self._terms = terms
        self._place = 0

    def first(self) -> str | None:
        """Go to the first term."""
        self._place = 0
        return self.text()

    def find(self, string: bytes | str) -> str | None:
        """Go to the first term that is not before `string`."""
        term = string if isinstance(string, bytes) else self._fieldobj.to_bytes(string)
        self._place = self._terms.place(term)
        return self.text()

    def next(self) -> str | None:
        """Go to the next term."""
        self._place += 1
        return self.text()

    def text(self) -> str | None:
        """The term, None behind the last one."""
        return self._fieldobj.from_bytes(self._terms[self._place]) if self.is_valid() else None

    def term_info(self) -> TermInfo | None:
        """What is known of the term."""
        return self._reader.term_info(self._fieldname, self._terms[self._place]) if self.is_valid() else None

    def is_valid(self) -> bool:
        """Whether it stands on a term."""
        return self._place < len(self._terms)
