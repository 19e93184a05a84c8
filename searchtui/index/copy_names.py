"""Which number an article has in the record of copies, for all of them in twelve bytes each."""

from __future__ import annotations

from collections.abc import Collection, Iterable

import numpy as np
from numpy.typing import NDArray

Numbers = NDArray[np.int64]


class Names:
    """Numbers by the hashes of identifiers, which are of this process: one may be another's, if hardly ever."""

    def __init__(self) -> None:
        self._hashes: Numbers = np.empty(0, np.int64)
        self._numbers = np.empty(0, np.uint32)

    def add(self, ids: Collection[str], numbers: Numbers) -> None:
        """Note articles with their numbers."""
        hashes = np.concatenate((self._hashes, _hashes(ids)))
        order = np.argsort(hashes, kind="stable")  # a merge, where all but a few are in order
        self._hashes = hashes[order]
        self._numbers = np.concatenate((self._numbers, numbers.astype(np.uint32)))[order]

    def numbers(self, ids: Collection[str]) -> list[int]:
        """The numbers that these articles may have, if they are known."""
        wanted = _hashes(ids)
        first = np.searchsorted(self._hashes, wanted)
        last = np.searchsorted(self._hashes, wanted, "right")
        known = np.flatnonzero(last > first)
        return [
            int(number)
            for begin, end in zip(first[known].tolist(), last[known].tolist(), strict=True)
            for number in self._numbers[begin:end]
        ]

    def forget(self, numbers: Iterable[int]) -> None:
        """Forget the articles with these numbers."""
        kept = ~np.isin(self._numbers, np.fromiter(numbers, np.uint32))
        self._hashes, self._numbers = self._hashes[kept], self._numbers[kept]


def _hashes(ids: Collection[str]) -> Numbers:
    return np.fromiter(map(hash, ids), np.int64, len(ids))
