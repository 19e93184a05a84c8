"""Keeping segments few: which ones to merge, and merging them term by term as arrays."""

from __future__ import annotations

import heapq
from collections.abc import Iterator, Mapping, Sequence
from itertools import groupby
from operator import itemgetter
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.codec.commits import INDEX_NAME, AnyStorage
from searchtui.engines.whoosh.codec.postings import PostingList, joined
from searchtui.engines.whoosh.codec.segment import Segment
from searchtui.engines.whoosh.codec.whoosh_codec import STORED, ArrayCodec, PerDocumentReader, TermsReader
from searchtui.engines.whoosh.schema import SCHEMA

MOST_SEGMENTS: Final = 10
"""A search looks into every segment, so there are never more."""

MERGE_WIDTH: Final = 4
"""Segments of one tier that are merged when there are so many; a tier holds segments up to this many times larger."""

SMALLEST_TIER: Final = 256
"""Segments with fewer documents than this are all of one tier."""

_SPARSE: Final = 0.5
"""A segment with fewer live documents than this share of its own is rewritten."""


def segments_to_merge(segments: Sequence[Segment]) -> list[list[Segment]]:
    """Groups of segments to be merged now, each into one.

    Tiered: segments of about the same size are merged once there are `MERGE_WIDTH` of them, and where there are more
    than `MOST_SEGMENTS` in all, those of the lowest tier that has two. What is merged is of one tier, so an article is
    rewritten at most `MERGE_WIDTH` times before it rises to the next, a logarithmic number of times altogether, and a
    small batch never touches a large segment.
    """
    tiers: dict[int, list[Segment]] = {}
    groups = []
    for segment in segments:
        tiers.setdefault(_tier(_live(segment)), []).append(segment)
    for members in tiers.values():
        if len(members) >= MERGE_WIDTH:
            groups.append(members)
        else:
            groups.extend([segment] for segment in members if _live(segment) < _SPARSE * segment.doc_count_all())
    if not groups and len(segments) > MOST_SEGMENTS:
        groups.append(_cheapest(tiers))
    return groups


def _cheapest(tiers: Mapping[int, list[Segment]]) -> list[Segment]:
    """The lowest tier with more than one segment; where each has one only, the two smallest segments."""
    for tier in sorted(tiers):
        if len(tiers[tier]) > 1:
            return tiers[tier]
    return [segment for tier in sorted(tiers)[:2] for segment in tiers[tier]]


def merge_segments(storage: AnyStorage, segments: Sequence[Segment]) -> Segment:
    """Write one segment with the live documents of `segments`, in their order."""
    codec = ArrayCodec()
    merged = codec.new_segment(storage, INDEX_NAME)
    sources = [_Source(storage, segment) for segment in segments]
    documents = codec.per_document_writer(storage, merged)
    count = 0
    for source in sources:
        count = source.copy_documents(documents, count)
    documents.close()
    merged.set_doc_count(count)
    reader = codec.per_document_reader(storage, merged)
    terms = codec.field_writer(storage, merged)
    for fieldname in sorted({name for source in sources for name in source.terms.indexed_field_names()}):
        terms.start_field(fieldname, SCHEMA[fieldname])
        length_bytes = reader.length_bytes(fieldname)
        streams = [source.field_terms(fieldname) for source in sources]
        for term, found in groupby(heapq.merge(*streams, key=itemgetter(0)), key=itemgetter(0)):
            parts = [postings for _, postings in found if postings.documents.size]
            if parts:
                terms.write_term(term, joined(parts), length_bytes)
        terms.finish_field()
    terms.close()
    return merged


class _Source:
    """A segment being merged, and the number that each of its documents gets (-1 for deleted ones)."""

    def __init__(self, storage: AnyStorage, segment: Segment) -> None:
        self.terms: TermsReader = segment.codec().terms_reader(storage, segment)
        self._documents: PerDocumentReader = segment.codec().per_document_reader(storage, segment)
        self._live: NDArray[np.bool_] = np.ones(segment.doc_count_all(), np.bool_)
        self._live[list(segment.deleted_docs())] = False
        self._numbers: NDArray[np.int64] = np.empty(0, np.int64)

    def copy_documents(self, writer: Any, first: int) -> int:
        """Copy the live documents, numbered from `first`; returns the next free number."""
        self._numbers = np.where(self._live, first + np.cumsum(self._live) - 1, -1)
        lengths = {name: self._documents.length_bytes(name) for name in SCHEMA.scorable_names()}
        columns = {
            name: self._documents.column_reader(name, field.column_type)
            for name, field in SCHEMA.items()
            if field.column_type and self._documents.has_column(name)
        }
        stored = self._documents.column_reader("_stored", STORED)
        for number in np.flatnonzero(self._live).tolist():
            writer.start_doc(first)
            for name, column in columns.items():
                writer.add_column_value(name, SCHEMA[name].column_type, column[number])
            for name, bytes_ in lengths.items():
                writer.add_length_byte(name, int(bytes_[number]))
            writer.add_stored(stored.raw(number))
            writer.finish_doc()
            first += 1
        return first

    def field_terms(self, fieldname: str) -> Iterator[tuple[bytes, PostingList]]:
        """The terms of a field with their live postings under the new numbers."""
        everything = bool(self._live.all())
        for term, postings in self.terms.field_terms(fieldname):
            live = postings if everything else postings.only(self._live[postings.documents])
            yield term, PostingList(self._numbers[live.documents], live.weights, live.counts, live.positions)


def _live(segment: Segment) -> int:
    return int(segment.doc_count_all() - segment.deleted_count())


def _tier(documents: int) -> int:
    tier = 0
    while documents >= SMALLEST_TIER:
        documents //= MERGE_WIDTH
        tier += 1
    return tier
