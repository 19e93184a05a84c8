"""A segment: what a commit knows of it, and its two files open for reading."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.codec import postings as lists
from searchtui.engines.whoosh.codec.container import Container, ContainerWriter
from searchtui.engines.whoosh.codec.damage import DamagedFileError
from searchtui.engines.whoosh.codec.documents import DocumentsFile, TextColumn
from searchtui.engines.whoosh.codec.fields import FieldReader, TermsFile
from searchtui.engines.whoosh.codec.postings import EMPTY, PostingList
from searchtui.engines.whoosh.codec.stem_places import with_places_of_forms
from searchtui.engines.whoosh.codec.storage import AnyStorage

INDEX_NAME: Final = "MAIN"
TERMS_SUFFIX: Final = ".trm"
DOCUMENTS_SUFFIX: Final = ".doc"

ID_COLUMN: Final = "id"
DAY_COLUMN: Final = "day"
"""The date of an article as proleptic Gregorian ordinal, 0 where it is not known."""

_ID: Final = re.compile(r"[0-9a-z]{16}")
_DELETIONS_KIND: Final = b"DELS"


@dataclass(frozen=True, slots=True, eq=False)
class Segment:
    """A segment of a commit. Its files never change; what is deleted lies in a file of its own, anew if it grows."""

    id: str
    size: int
    deleted: NDArray[np.bool_] | None = None
    """By document; None while nothing is deleted."""
    deletions_file: str | None = None
    """The file that `deleted` was read from; None while it has not been written."""

    @property
    def live_count(self) -> int:
        """How many documents are not deleted."""
        return self.size if self.deleted is None else self.size - int(np.count_nonzero(self.deleted))

    @property
    def live(self) -> NDArray[np.bool_]:
        """Which documents are not deleted."""
        return np.ones(self.size, np.bool_) if self.deleted is None else ~self.deleted

    @property
    def file_names(self) -> tuple[str, ...]:
        """Its files."""
        names = (file_name(self.id, DOCUMENTS_SUFFIX), file_name(self.id, TERMS_SUFFIX))
        return names if self.deletions_file is None else (*names, self.deletions_file)

    def without(self, documents: NDArray[Any]) -> Segment:
        """The segment with further documents deleted."""
        if not documents.size:
            return self
        deleted = np.zeros(self.size, np.bool_) if self.deleted is None else self.deleted.copy()
        deleted[documents] = True
        return replace(self, deleted=deleted, deletions_file=None)


def new_id() -> str:
    """An identifier for a new segment."""
    import secrets  # noqa: PLC0415 (only writing names segments)

    return secrets.token_hex(8)


def file_name(segment_id: str, suffix: str) -> str:
    """The name of a file of a segment."""
    return f"{INDEX_NAME}_{segment_id}{suffix}"


def write_deletions(storage: AnyStorage, segment: Segment, generation: int) -> Segment:
    """The segment with its deletions on the disk."""
    if segment.deleted is None or segment.deletions_file is not None:
        return segment
    name = file_name(segment.id, f".{generation}.del")
    with storage.create_file(name) as file:
        out = ContainerWriter(file, _DELETIONS_KIND)
        out.put("deleted", np.packbits(segment.deleted, bitorder="little"))
        out.finish({"documents": segment.size})
    return replace(segment, deletions_file=name)


def state_of(segment: Segment) -> dict[str, Any]:
    """The segment as the record of a commit has it."""
    return {"id": segment.id, "documents": segment.size, "deletions": segment.deletions_file}


def from_state(storage: AnyStorage, state: Any) -> Segment:
    """The segment of a commit again. Raises `DamagedFileError` for values that describe none."""
    if not isinstance(state, dict) or state.keys() != {"id", "documents", "deletions"}:
        raise DamagedFileError("a segment is described wrongly")
    id_, size, deletions = state["id"], state["documents"], state["deletions"]
    sound = isinstance(id_, str) and _ID.fullmatch(id_) and type(size) is int and 0 <= size < lists.MAX_DOCUMENTS
    if not sound:
        raise DamagedFileError("a segment is described wrongly")
    if deletions is None:
        return Segment(id_, size)
    if not isinstance(deletions, str) or not re.fullmatch(rf"{file_name(id_, '')}\.[0-9]+\.del", deletions):
        raise DamagedFileError("a segment is described wrongly")
    packed = Container(storage.buffer(deletions), _DELETIONS_KIND).array("deleted")
    if packed.size != (size + 7) // 8:
        raise DamagedFileError("the deletions of a segment are damaged")
    return Segment(id_, size, np.unpackbits(packed, count=size, bitorder="little").astype(np.bool_), deletions)


class SegmentReader:
    """The files of a segment. Document numbers count from 0; deleted documents are still there."""

    def __init__(self, storage: AnyStorage, segment_id: str) -> None:
        self.id = segment_id
        self.documents = DocumentsFile(storage.buffer(file_name(segment_id, DOCUMENTS_SUFFIX)))
        self.terms = TermsFile(storage.buffer(file_name(segment_id, TERMS_SUFFIX)))
        self.size = self.documents.size

    def field(self, name: str) -> FieldReader | None:
        """The terms of a field, None if no document has any."""
        return self.terms.field(name)

    def postings(self, fieldname: str, term: bytes) -> PostingList:
        """The postings of a term, empty if there are none. Stems have the positions of their written forms."""
        field = self.terms.field(fieldname)
        number = -1 if field is None else field.terms.find(term)
        if field is None or number < 0:
            return EMPTY
        found = field.at(number)
        if found.documents[-1] >= self.size:
            raise DamagedFileError(f"a posting list of field {fieldname} names documents that are not there")
        if field.forms is None:
            return found
        return with_places_of_forms(found, number, field.forms, self)

    def text(self, name: str) -> TextColumn | None:
        """A fact of the documents that is a text, None if no document has it."""
        return self.documents.text(name)

    def stored(self, number: int) -> bytes:
        """A stored document."""
        return self.documents.stored(number)
