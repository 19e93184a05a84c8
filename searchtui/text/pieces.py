"""Pieces of many texts looked up at once: by hashes of 64 bits, in a third of the time that a dictionary takes.

The hash is a polynomial over the bytes with a base drawn anew for every use: nobody can write two pieces that are taken
for one, and by chance it happens once in some hundred million uses.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]

UNKNOWN: Final = np.iinfo(np.int32).min
"""The code of a piece that a table does not hold."""

WINDOW: Final = 1 << 18
"""Bytes hashed at a time: what is needed for them stays in the processor's cache."""

_SPACE: Final = 0x20
_LAST: Final = np.uint64((1 << 64) - 1)
_HALF: Final = np.uint64(32)
_MIXER: Final = np.uint64(0xBF58476D1CE4E5B9)
"""A multiplier of the finaliser of SplitMix64 (Steele, Lea and Flood 2014)."""


class HashTable:
    """Codes by hash: the hashes ascend, and an index of their upper bits tells where to look.

    `sequences` is the number of sequences that codes of the table refer to.
    """

    def __init__(self) -> None:
        self.sequences = 0
        self._hashes: Hashes = np.array([_LAST])  # the end, which no search runs past
        self._codes: Numbers = np.array([UNKNOWN], np.int64)
        self._index()

    @property
    def size(self) -> int:
        """How many hashes it holds."""
        return self._codes.size - 1

    def find(self, hashes: Hashes) -> Numbers:
        """The codes of hashes, `UNKNOWN` for those that it does not hold."""
        places = self._firsts[(hashes >> self._shift).astype(np.int64)]
        behind = np.flatnonzero(self._hashes[places] < hashes)
        while behind.size:
            places[behind] += 1
            behind = behind[self._hashes[places[behind]] < hashes[behind]]
        return np.where(self._hashes[places] == hashes, self._codes[places], UNKNOWN)

    def add(self, hashes: Hashes, codes: Numbers, sequences: int) -> None:
        """Add hashes, ascending and none of them held yet."""
        places = np.searchsorted(self._hashes, hashes)
        self._hashes = np.insert(self._hashes, places, hashes)
        self._codes = np.insert(self._codes, places, codes)
        self.sequences = sequences
        self._index()

    def _index(self) -> None:
        bits = self.size.bit_length() + 1  # at least two entries a hash: most are found at once
        self._shift = np.uint64(64 - bits)
        counts = np.bincount((self._hashes[:-1] >> self._shift).astype(np.int64), minlength=1 << bits)
        self._firsts: Numbers = np.cumsum(counts) - counts


class PieceHash:
    """Hashes pieces of bytes by the polynomial over them in a secret base, modulo 2⁶⁴.

    The polynomial of every beginning of the bytes is a running sum; the difference of two, divided by the power of the
    base at which it begins, is that of what lies between.
    """

    def __init__(self) -> None:
        base = secrets.randbits(64) & ~7 | 5  # such numbers have an inverse, and the most different powers
        self._powers = _powers(base)
        self._inverses = _powers(pow(base, -1, 1 << 64))

    def of(self, data: NDArray[np.uint8], starts: Numbers, ends: Numbers) -> Hashes:
        """The hash of each piece (0 for one longer than the window)."""
        hashes = np.zeros(starts.size, np.uint64)
        for first, last in _windows(starts, ends):
            begin, end = int(starts[first]), int(ends[last - 1])
            sums = np.zeros(end - begin + 1, np.uint64)
            np.cumsum(data[begin:end] * self._powers[: end - begin], out=sums[1:])
            own = starts[first:last] - begin
            hashes[first:last] = (sums[ends[first:last] - begin] - sums[own]) * self._inverses[own]
        hashes ^= hashes >> _HALF
        hashes *= _MIXER
        hashes ^= hashes >> _HALF
        return hashes


def _powers(base: int) -> Hashes:
    factors = np.full(WINDOW, base, np.uint64)
    factors[0] = 1
    return np.multiply.accumulate(factors)


def _windows(starts: Numbers, ends: Numbers) -> Iterator[tuple[int, int]]:
    """Runs of pieces, as the first and the one after the last, that lie in `WINDOW` bytes."""
    first = 0
    while first < starts.size:
        last = int(np.searchsorted(ends, starts[first] + WINDOW, "right"))
        if last > first:
            yield first, last
        first = max(last, first + 1)


def pieces(data: NDArray[np.uint8]) -> tuple[Numbers, Numbers]:
    """Where the runs of anything but spaces begin and end; the data begin and end with a space."""
    in_piece: NDArray[Any] = data != _SPACE
    edges = np.flatnonzero(in_piece[1:] != in_piece[:-1]) + 1
    return edges[::2], edges[1::2]
