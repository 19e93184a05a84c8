"""Lists of whole numbers as bytes: seven bits a byte, all first bytes of a list together, then all second ones.

Each number takes as many bytes as it needs, least significant bits first, the high bit saying that another one follows
(variable byte code: Thiel and Heaps, "Program design for retrospective searches on large data bases", 1972). Here the
bytes lie in planes: the first byte of every number of the list, then the second byte of those that have one, and so on.
A list of small numbers is thus an array of bytes as it stands, and a larger one costs a step for its few large numbers
only, where bytes in the usual order would have to be told apart one by one.

Positions are mostly larger than seven bits and smaller than eight. In a `wide` list the first byte is the number itself
up to 254, and 255 says that what it exceeds 255 by follows, in a list as above of all such numbers.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.codec.damage import DamagedFileError
from searchtui.engines.whoosh.codec.ragged import Starts, ranges, starts_of, sums

Bytes = NDArray[np.uint8]
Numbers = NDArray[Any]

_BITS: Final = 7
_MORE: Final = 1 << _BITS
_WIDE: Final = 0xFF
_LAST_SHIFT: Final = 28
"""Five bytes hold 32 bits."""


class Coded:
    """Lists of numbers (0 to 2³²-1) turned into bytes; `sizes` has the bytes that each list takes."""

    def __init__(self, values: Numbers, starts: Starts, *, wide: bool = False) -> None:
        self._planes: list[tuple[Bytes, NDArray[np.int64]]] = []
        self.sizes: NDArray[np.int64] = np.zeros(starts.size - 1, np.int64)
        counts = np.diff(starts)
        if wide:
            more = values >= _WIDE
            self._planes.append((np.minimum(values, _WIDE).astype(np.uint8), counts))
            self.sizes += counts
            values = values[more] - _WIDE
            counts = sums(more, starts)
            starts = starts_of(counts)
        while values.size:
            more = values >= _MORE
            large = np.flatnonzero(more)
            plane = values.astype(np.uint8)
            plane[large] |= _MORE
            self._planes.append((plane, counts))
            self.sizes += counts
            values = values[large] >> _BITS
            if large.size:
                counts = sums(more, starts)
                starts = starts_of(counts)

    def put(self, out: Bytes, at: NDArray[np.int64]) -> None:
        """Write list k to `out` from `at[k]` on."""
        for plane, counts in self._planes:
            out[ranges(at, counts)] = plane
            at = at + counts


def read(data: Bytes, at: int, count: int, *, wide: bool = False) -> tuple[Numbers, int]:
    """The list of `count` numbers that begins at `at`, in the narrowest type, and where it ends."""
    plane = _piece(data, at, count)
    at += count
    if wide:
        index = np.flatnonzero(plane == _WIDE)
        if not index.size:
            return plane, at
        values = plane.astype(np.uint32)
        rest, at = read(data, at, index.size)
        values[index] += rest
        return values, at
    if count == 0 or plane.max() < _MORE:
        return plane, at
    index = np.flatnonzero(plane >= _MORE)
    values = (plane & (_MORE - 1)).astype(np.uint32)
    shift = _BITS
    while index.size:
        if shift > _LAST_SHIFT:
            raise DamagedFileError("a number has too many bytes")
        plane = _piece(data, at, index.size)
        at += index.size
        values[index] |= (plane & (_MORE - 1)).astype(np.uint32) << np.uint32(shift)
        index = index[plane >= _MORE]
        shift += _BITS
    return values, at


def read_lists(
    data: Bytes, at: NDArray[np.int64], counts: NDArray[Any], *, wide: bool = False
) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
    """The lists of `counts[k]` numbers that begin at `at[k]`, one behind the other, and where each ends."""
    plane = data[ranges(at, counts)]
    if wide:
        exceeds, values = plane == _WIDE, plane.astype(np.uint32)
        rest, at = read_lists(data, at + counts, sums(exceeds, starts_of(counts)))
        values[exceeds] += rest
        return values, at
    values = (plane & (_MORE - 1)).astype(np.uint32)
    at = at + counts
    starts = starts_of(counts)
    index = more = np.flatnonzero(plane >= _MORE)
    shift = _BITS
    while index.size:
        if shift > _LAST_SHIFT:
            raise DamagedFileError("a number has too many bytes")
        counts = np.diff(np.searchsorted(more, starts))
        plane = data[ranges(at, counts)]
        values[index] |= (plane & (_MORE - 1)).astype(np.uint32) << np.uint32(shift)
        at = at + counts
        starts = starts_of(counts)
        more = np.flatnonzero(plane >= _MORE)
        index = index[more]
        shift += _BITS
    return values, at


def _piece(data: Bytes, at: int, count: int) -> Bytes:
    piece = data[at : at + count]
    if at < 0 or piece.size != count:
        raise DamagedFileError("a list of numbers is cut")
    return piece
