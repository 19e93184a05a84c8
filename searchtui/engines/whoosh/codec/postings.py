"""A posting list: the documents that hold a term, each with its weight and the positions where the term stands.

As bytes, a list is up to three lists of numbers as `vbyte` writes them, one behind the other:

1. the gap from one document to the next, twice, plus one where the document's count is not 1 (as Lucene does it);
2. those counts;
3. the positions, as a `wide` list: for each document the first, less the field's `base`, then the gaps.

What is counted is positions, or in a field without positions the weight, where all weights are whole numbers. Weights
that are neither follow the counts as 32-bit floats.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from enum import Enum
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.codec import vbyte
from searchtui.engines.whoosh.codec.damage import DamagedFileError
from searchtui.engines.whoosh.codec.ragged import Starts, gaps, ranges, running_sums, starts_of, sums
from searchtui.engines.whoosh.codec.vbyte import Bytes

Documents = NDArray[np.int64]
Weights = NDArray[np.float32]
Keys = NDArray[np.int64]
Integers = NDArray[np.integer[Any]]

POSITION_BITS: Final = 32
"""A place in the index is one number, its key: the document number shifted by this, plus the position."""

MAX_DOCUMENTS: Final = 1 << 31
"""A segment has fewer documents."""

_FLOAT_BYTES: Final = 4


@dataclass(frozen=True, slots=True)
class Places:
    """How many positions each document of a posting list has, and all of them, document after document, ascending."""

    counts: Integers
    positions: Integers


class PostingList:
    """One term's postings: ascending documents and the weight of each; where the term stands is read when asked for."""

    def __init__(self, documents: Documents, weights: Weights, places: Callable[[], Places]) -> None:
        self.documents = documents
        self.weights = weights
        self._read_places = places

    @cached_property
    def places(self) -> Places:
        """The positions; none in a field without."""
        return self._read_places()

    @property
    def counts(self) -> Integers:
        """How many of `positions` each document has."""
        return self.places.counts

    @property
    def positions(self) -> Integers:
        """Where the term stands, document after document."""
        return self.places.positions

    @cached_property
    def keys(self) -> Keys:
        """All places of the term, ascending."""
        return (np.repeat(self.documents, self.counts) << POSITION_BITS) + self.positions

    def only(self, wanted: NDArray[np.bool_]) -> PostingList:
        """The postings of the documents for which `wanted`, an array as long as `documents`, is true."""
        if wanted.all():
            return self

        def places() -> Places:
            found = self.places
            kept = found.positions[np.repeat(wanted, found.counts)] if found.positions.size else found.positions
            return Places(found.counts[wanted], kept)

        return PostingList(self.documents[wanted], self.weights[wanted], places)

    def moved(self, offset: int) -> PostingList:
        """The same postings for documents numbered from `offset`."""
        return PostingList(self.documents + offset, self.weights, lambda: self.places) if offset else self


def posting_list(documents: Documents, weights: Weights, counts: Integers, positions: Integers) -> PostingList:
    """A posting list of arrays that are at hand."""
    return PostingList(documents, weights, lambda: Places(counts, positions))


EMPTY: Final = posting_list(
    np.empty(0, np.int64), np.empty(0, np.float32), np.empty(0, np.uint8), np.empty(0, np.uint8)
)


def joined(lists: list[PostingList]) -> PostingList:
    """One list of several whose documents follow one another."""
    if len(lists) == 1:
        return lists[0]
    if not lists:
        return EMPTY

    def places() -> Places:
        return Places(np.concatenate([one.counts for one in lists]), np.concatenate([one.positions for one in lists]))

    return PostingList(
        np.concatenate([one.documents for one in lists]), np.concatenate([one.weights for one in lists]), places
    )


class Weighing(Enum):
    """What the postings of a field weigh: their counts of positions, whole numbers, or any 32-bit floats."""

    COUNTS = "counts"
    WHOLE = "whole"
    FLOATS = "floats"


@dataclass(frozen=True, slots=True)
class Layout:
    """How the postings of a field are written; `base` is at most the smallest position."""

    weighing: Weighing
    positions: bool
    base: int = 0

    def __post_init__(self) -> None:
        if self.weighing is (Weighing.WHOLE if self.positions else Weighing.COUNTS):
            raise ValueError("a field counts its positions or, without any, its weights")


@dataclass(frozen=True, slots=True, eq=False)
class Inverted:
    """The postings of some terms of a field, which are ascending and distinct.

    Those of `terms[i]` are `starts[i]` to `starts[i + 1]` in the arrays; `positions` run posting after posting. In a
    field without positions all counts are zero. Where weights are the counts, both may be one array.
    """

    terms: list[bytes]
    starts: Starts
    documents: Integers
    weights: NDArray[Any]
    counts: Integers
    positions: Integers


def encoded(inverted: Inverted, layout: Layout) -> tuple[Bytes, NDArray[np.int64]]:
    """The posting lists as bytes, one behind the other, and the size of each."""
    starts, counts = inverted.starts, inverted.counts
    counted = counts if layout.positions else _whole(inverted.weights, layout)
    several = counted != 1
    doubled = gaps(inverted.documents, starts)
    doubled <<= 1
    doubled |= several
    extra_starts = starts_of(sums(several, starts))
    parts = [vbyte.Coded(doubled, starts), vbyte.Coded(counted[several], extra_starts)]
    floats = np.diff(starts) * (_FLOAT_BYTES if layout.weighing is Weighing.FLOATS else 0)
    if layout.positions:
        by_posting = starts_of(counts)
        first = gaps(inverted.positions, by_posting)
        first[by_posting[:-1][counts > 0]] -= layout.base
        parts.append(vbyte.Coded(first, by_posting[starts], wide=True))
    sizes = floats + sum((part.sizes for part in parts), np.zeros(starts.size - 1, np.int64))
    out = np.empty(int(sizes.sum()), np.uint8)
    at = starts_of(sizes)[:-1]
    for number, part in enumerate(parts):
        part.put(out, at)
        at = at + part.sizes
        if number == 1 and layout.weighing is Weighing.FLOATS:
            out[ranges(at, floats)] = np.ascontiguousarray(inverted.weights, "<f4").view(np.uint8)
            at = at + floats
    return out, sizes


def decoded(data: Bytes, at: int, size: int, layout: Layout) -> PostingList:
    """The posting list of `size` documents that begins at `at`. Raises `DamagedFileError` for what is none."""
    doubled, at = vbyte.read(data, at, size)
    several = (doubled & 1).view(np.bool_) if doubled.dtype == np.uint8 else (doubled & 1).astype(np.bool_)
    documents = np.cumsum(doubled >> 1, dtype=np.int64)
    extra, at = vbyte.read(data, at, int(np.count_nonzero(several)))
    counts = np.ones(size, extra.dtype)
    counts[several] = extra
    if layout.weighing is Weighing.FLOATS:
        stored = data[at : at + size * _FLOAT_BYTES]
        if stored.size != size * _FLOAT_BYTES:
            raise DamagedFileError("a list of weights is cut")
        weights = np.frombuffer(stored.tobytes(), "<f4").astype(np.float32, copy=False)
        at += size * _FLOAT_BYTES
    else:
        weights = counts.astype(np.float32)

    def places() -> Places:
        if not layout.positions:
            return Places(np.zeros(size, np.uint8), np.empty(0, np.uint8))
        starts = starts_of(counts)
        stored, _ = vbyte.read(data, at, int(starts[-1]), wide=True)
        return Places(counts, _positions(stored, starts, layout.base))

    return PostingList(documents, weights, places)


def decoded_lists(
    data: Bytes,
    at: NDArray[np.int64],
    terms: list[bytes],
    sizes: NDArray[Any],
    layout: Layout,
    *,
    positions: bool = True,
) -> Inverted:
    """The posting lists of `sizes[k]` documents that begin at `at[k]`, for each of `terms`.

    Without `positions` these are not read, and all counts are zero.
    """
    starts = starts_of(sizes)
    doubled, at = vbyte.read_lists(data, at, sizes)
    several = (doubled & 1).astype(np.bool_)
    documents = running_sums(doubled >> 1, starts)
    extra, at = vbyte.read_lists(data, at, sums(several, starts))
    counts = np.ones(documents.size, np.uint32)
    counts[several] = extra
    weights = counts.astype(np.float32)
    if layout.weighing is Weighing.FLOATS:
        bytes_ = np.asarray(sizes, np.int64) * _FLOAT_BYTES
        weights = data[ranges(at, bytes_)].view("<f4").astype(np.float32, copy=False)
        at = at + bytes_
    if not (layout.positions and positions):
        return Inverted(terms, starts, documents, weights, np.zeros(documents.size, np.uint32), np.empty(0, np.uint32))
    by_posting = starts_of(counts)
    stored, _ = vbyte.read_lists(data, at, np.diff(by_posting[starts]), wide=True)
    return Inverted(terms, starts, documents, weights, counts, _positions(stored, by_posting, layout.base))


def _whole(weights: Weights, layout: Layout) -> Integers:
    return np.ones(weights.size, np.uint32) if layout.weighing is Weighing.FLOATS else weights.astype(np.uint32)


def _positions(stored: Integers, starts: Starts, base: int) -> NDArray[np.uint32]:
    return (running_sums(stored, starts) + base).astype(np.uint32)
