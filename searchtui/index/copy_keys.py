"""The keys of all fingerprints in memory, sorted, so that a batch finds by array arithmetic whom to compare with."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np
from numpy.typing import NDArray

from searchtui.articles.fingerprint import Lowest, keys

Packed = NDArray[np.uint64]
"""A key in the upper half, the number of the article that has it in the lower; ascending."""

Numbers = NDArray[np.int64]

_HALF = np.uint64(32)
_NUMBER = np.uint64((1 << 32) - 1)


def pack(numbers: Numbers, lowest: Lowest) -> Packed:
    """The keys of the articles with these numbers, given the lowest values of their fingerprints."""
    found, places = keys(lowest)
    return np.sort((found.astype(np.uint64) << _HALF) | numbers.astype(np.uint64)[places])


class CopyKeys:
    """The keys of every article: eight bytes each, some 120 bytes an article."""

    def __init__(self, packed: Packed) -> None:
        self.packed = packed

    def add(self, packed: Packed) -> None:
        """Add the keys of further articles."""
        self.packed = np.sort(np.concatenate((self.packed, packed)), kind="stable")  # a merge: both are in order

    def forget(self, numbers: Iterable[int]) -> None:
        """Forget the articles with these numbers."""
        owners = _owners(self.packed)
        self.packed = self.packed[~_among(owners, np.fromiter(numbers, np.int64))]

    def candidates(self, wanted: Packed, most: int) -> tuple[Numbers, Numbers]:
        """Pairs of different articles with an equal key, each once: two rows of numbers; and how many keys they share.

        `wanted` are keys that are in here too; of the articles with one of them the `most` first indexed are paired.
        """
        keys = wanted >> _HALF << _HALF
        first = np.searchsorted(self.packed, keys)
        counts = np.minimum(np.searchsorted(self.packed, keys | _NUMBER, "right") - first, most)
        starts = np.repeat(first - (np.cumsum(counts) - counts), counts)
        others = _owners(self.packed[starts + np.arange(starts.size)])
        owners = np.repeat(_owners(wanted), counts)
        # Two articles that both ask meet twice: the later one has the pair.
        smaller, larger = np.minimum(owners, others), np.maximum(owners, others)
        different = (smaller != larger) & ((owners > others) | ~_among(others, _owners(wanted)))
        found = np.sort((smaller << 32 | larger)[different])
        begins = np.flatnonzero(np.concatenate(([True], found[1:] != found[:-1]))[: found.size])
        pairs, shared = found[begins], np.diff(np.append(begins, found.size))
        return np.stack((pairs >> 32, pairs & ((1 << 32) - 1))), shared


def _among(numbers: Numbers, some: Numbers) -> NDArray[np.bool_]:
    """Which of the numbers are among some."""
    marked = np.zeros(int(numbers.max(initial=0)) + 1, np.bool_)
    marked[some[some < marked.size]] = True
    found: NDArray[np.bool_] = marked[numbers]
    return found


def _owners(packed: Packed) -> Numbers:
    return (packed & _NUMBER).astype(np.int64)
