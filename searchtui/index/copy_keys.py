"""The keys of all fingerprints in memory, sorted, so that a batch finds by array arithmetic whom to compare with."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np
from numpy.typing import NDArray

from searchtui.articles.fingerprint import KEY_VALUES, Values, keys_of_joined
from searchtui.index.copy_row import CopyRow

Packed = NDArray[np.uint64]
"""A key in the upper half, the number of the article that has it in the lower; ascending."""

Numbers = NDArray[np.int64]

_HALF = np.uint64(32)
_NUMBER = np.uint64((1 << 32) - 1)


def pack(rows: Mapping[int, CopyRow]) -> Packed:
    """The keys of some articles, each with its article's number."""
    lowest = [row.values[: 2 * KEY_VALUES] for row in rows.values()]
    counts = np.fromiter(map(len, lowest), np.int64, len(lowest)) // 2
    return pack_joined(np.fromiter(rows, np.int64, len(rows)), np.frombuffer(b"".join(lowest), "<u2"), counts)


def pack_joined(numbers: Numbers, lowest: Values, counts: Numbers) -> Packed:
    """The same from the lowest values of their fingerprints, one behind the other, so many (`counts`) of each."""
    found, places = keys_of_joined(lowest, counts)
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
        self.packed = self.packed[~self._marked(numbers)[_owners(self.packed)]]

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
        different = (smaller != larger) & ((owners > others) | ~self._marked(_owners(wanted))[others])
        found = np.sort((smaller << 32 | larger)[different])
        begins = np.flatnonzero(np.concatenate(([True], found[1:] != found[:-1]))[: found.size])
        pairs, shared = found[begins], np.diff(np.append(begins, found.size))
        return np.stack((pairs >> 32, pairs & ((1 << 32) - 1))), shared

    def _marked(self, numbers: Iterable[int] | Numbers) -> NDArray[np.bool_]:
        """Truth by number of article, up to the highest there is."""
        marked = np.zeros(int(_owners(self.packed).max(initial=0)) + 1, np.bool_)
        some = np.fromiter(numbers, np.int64)
        marked[some[some < marked.size]] = True
        return marked


def _owners(packed: Packed) -> Numbers:
    return (packed & _NUMBER).astype(np.int64)
