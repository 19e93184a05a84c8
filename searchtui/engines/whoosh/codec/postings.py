"""A posting list: the documents that hold a term, with weight and positions, as arrays and as bytes.

Layout, little-endian: a header (magic, number of documents, number of positions, four widths), then the gaps between
document numbers, the weights, the position counts and the positions, each packed in its narrowest width. Weights that
are no small whole numbers are 32-bit floats (width 0); counts that are all 1, and weights that equal the counts, are
left out (width 15).
"""

from __future__ import annotations

import struct
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.codec.damage import DamagedFileError
from searchtui.engines.whoosh.codec.packing import Integers, pack, unpack, width_of

Documents = NDArray[np.int64]
Weights = NDArray[np.float32]
Keys = NDArray[np.int64]

POSITION_BITS: Final = 32
"""A place in the index is one number, its key: the document number shifted by this, plus the position."""

_MAGIC: Final = b"SPL1"
_HEADER: Final = struct.Struct("<4sIIBBBx")
_FLOATS: Final = 0
_OMITTED: Final = 15


@dataclass(frozen=True)
class PostingList:
    """One term's postings: ascending documents, and for each its weight and how many of `positions` are its own.

    `positions` run document after document, ascending within each; a field without positions has none.
    """

    documents: Documents
    weights: Weights
    counts: Integers
    positions: Integers

    @cached_property
    def keys(self) -> Keys:
        """All places of the term, ascending."""
        return (np.repeat(self.documents, self.counts) << POSITION_BITS) + self.positions

    def only(self, wanted: NDArray[np.bool_]) -> PostingList:
        """The postings of the documents for which `wanted`, an array as long as `documents`, is true."""
        if wanted.all():
            return self
        positions = self.positions[np.repeat(wanted, self.counts)] if self.positions.size else self.positions
        return PostingList(self.documents[wanted], self.weights[wanted], self.counts[wanted], positions)

    def moved(self, offset: int) -> PostingList:
        """The same postings for documents numbered from `offset`."""
        return PostingList(self.documents + offset, self.weights, self.counts, self.positions) if offset else self


EMPTY: Final = PostingList(np.empty(0, np.int64), np.empty(0, np.float32), np.empty(0, np.uint8), np.empty(0, np.uint8))


def joined(lists: list[PostingList]) -> PostingList:
    """One list of several whose documents follow one another."""
    if len(lists) == 1:
        return lists[0]
    if not lists:
        return EMPTY
    return PostingList(
        np.concatenate([one.documents for one in lists]),
        np.concatenate([one.weights for one in lists]),
        np.concatenate([one.counts for one in lists]),
        np.concatenate([one.positions for one in lists]),
    )


def to_bytes(postings: PostingList) -> bytes:
    """The posting list as it is stored."""
    documents, counts = postings.documents, postings.counts
    if len(documents) == 1:
        return _one_to_bytes(postings)
    gaps = documents.copy()
    gaps[1:] -= documents[:-1]
    gap_width, packed_gaps = pack(gaps)
    count_width, packed_counts = _OMITTED, b""
    if len(postings.positions) > len(documents):
        count_width, packed_counts = pack(counts)
    weight_width, packed_weights = _pack_weights(postings)
    position_width, packed_positions = pack(postings.positions)
    widths = gap_width | weight_width << 4, count_width, position_width
    header = _HEADER.pack(_MAGIC, len(documents), len(postings.positions), *widths)
    return b"".join((header, packed_gaps, packed_weights, packed_counts, packed_positions))


def from_bytes(data: bytes) -> PostingList:
    """Read a stored posting list. Raises `DamagedFileError` for data that is none."""
    if len(data) < _HEADER.size or data[:4] != _MAGIC:
        raise DamagedFileError("what should be a posting list is none")
    _, size, position_count, gap_and_weight, count_width, position_width = _HEADER.unpack_from(data)
    gap_width, weight_width = gap_and_weight & 15, gap_and_weight >> 4
    weights_at = _HEADER.size + size * gap_width
    counts_at = weights_at + size * {_OMITTED: 0, _FLOATS: 4}.get(weight_width, weight_width)
    positions_at = counts_at + size * (0 if count_width == _OMITTED else count_width)
    if len(data) != positions_at + position_count * position_width:
        raise DamagedFileError("a posting list has the wrong length")
    documents = np.cumsum(unpack(data, gap_width, size, _HEADER.size), dtype=np.int64)
    counts: Integers = np.ones(size, np.uint8) if position_count else np.zeros(size, np.uint8)
    if count_width != _OMITTED:
        counts = unpack(data, count_width, size, counts_at)
    weights = _unpack_weights(data, weight_width, size, weights_at, counts)
    return PostingList(documents, weights, counts, unpack(data, position_width, position_count, positions_at))


def _one_to_bytes(postings: PostingList) -> bytes:
    """A list of one document, which most lists are, in plain Python: a fifth of the time."""
    document, weight, count = int(postings.documents[0]), float(postings.weights[0]), len(postings.positions)
    gap_width = width_of(document)
    count_width = _OMITTED if count <= 1 else width_of(count)
    weight_width, packed_weight = _FLOATS, b""
    if weight == max(count, 1):
        weight_width = _OMITTED
    elif weight.is_integer():
        weight_width = width_of(int(weight))
        packed_weight = int(weight).to_bytes(weight_width, "little")
    else:
        packed_weight = struct.pack("<f", weight)
    position_width, packed_positions = pack(postings.positions)
    return b"".join(
        (
            _HEADER.pack(_MAGIC, 1, count, gap_width | weight_width << 4, count_width, position_width),
            document.to_bytes(gap_width, "little"),
            packed_weight,
            b"" if count_width == _OMITTED else count.to_bytes(count_width, "little"),
            packed_positions,
        )
    )


def _pack_weights(postings: PostingList) -> tuple[int, bytes]:
    weights = postings.weights
    if (weights == (postings.counts if postings.positions.size else 1)).all():
        return _OMITTED, b""
    whole = weights.astype(np.uint32)
    if (whole == weights).all():
        return pack(whole)
    return _FLOATS, weights.astype("<f4").tobytes()


def _unpack_weights(data: bytes, width: int, size: int, offset: int, counts: Integers) -> Weights:
    if width == _OMITTED:
        return np.maximum(counts, 1).astype(np.float32)
    if width == _FLOATS:
        return np.frombuffer(data, "<f4", size, offset).astype(np.float32)
    return unpack(data, width, size, offset).astype(np.float32)
