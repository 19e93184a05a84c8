"""Reading every byte of an index, to say what is wrong with it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

import numpy as np

from searchtui.articles.unpacking import unpack
from searchtui.engines.whoosh.codec.commits import Commit
from searchtui.engines.whoosh.codec.damage import DAMAGE
from searchtui.engines.whoosh.codec.postings import Inverted
from searchtui.engines.whoosh.codec.segment import ID_COLUMN, SegmentReader
from searchtui.engines.whoosh.codec.storage import AnyStorage

_TERMS_AT_ONCE: Final = 1 << 12


def problems(storage: AnyStorage, commit: Commit) -> Iterator[str]:
    """One sentence for each thing that is wrong; none for a sound index."""
    for name in commit.changed(storage):
        yield f"The file {name} is not what was written: it is missing, cut or changed."
    ids: list[bytes] = []
    for segment in commit.segments:
        try:
            reader = SegmentReader(storage, segment.id)
            column = reader.text(ID_COLUMN)
            ids += [] if column is None else [column.value(number) for number in np.flatnonzero(segment.live).tolist()]
        except DAMAGE as error:
            yield f"Segment {segment.id} cannot be opened ({error})."
            continue
        yield from _unreadable(reader)
    if len(ids) != len(set(ids)):
        yield "An article is in the index twice."


def _unreadable(reader: SegmentReader) -> Iterator[str]:
    for number in range(reader.size):
        try:
            unpack(reader.stored(number))
        except DAMAGE as error:
            yield f"Article {number + 1} of segment {reader.id} cannot be read ({error})."
    for name in reader.terms.names:
        yield from _bad_postings(reader, name)


def _bad_postings(reader: SegmentReader, fieldname: str) -> Iterator[str]:
    try:
        field = reader.field(fieldname)
        if field is None:
            return
        for first in range(0, len(field.terms), _TERMS_AT_ONCE):
            found = field.between(first, min(first + _TERMS_AT_ONCE, len(field.terms)))
            for number in _senseless(found, reader.size):
                term = found.terms[number].decode("utf-8", "replace")
                yield f"The postings of “{term}” in field {fieldname} of segment {reader.id} make no sense."
    except DAMAGE as error:
        yield f"The terms of field {fieldname} in segment {reader.id} cannot be read ({error})."


def _senseless(found: Inverted, size: int) -> list[int]:
    """The numbers of terms with documents that do not ascend, or that are not in the segment."""
    wrong = (found.documents < 0) | (found.documents >= size)
    wrong[1:] |= found.documents[1:] <= found.documents[:-1]
    first = found.starts[:-1]
    wrong[first] = (found.documents[first] < 0) | (found.documents[first] >= size)
    terms = np.searchsorted(found.starts, np.flatnonzero(wrong), "right") - 1
    return sorted(set(terms.tolist()))
