"""Which files a path pattern means, for the paths of all documents at once."""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.int64]
"""Ascending offsets into the joined paths."""

_END: Final = "\0"


class Paths:
    """Paths without regard to case, joined to one array of code points, with a mark behind each."""

    def __init__(self, paths: Iterable[str]) -> None:
        whole = "".join(_without_marks(path) + _END for path in paths)
        self._letters = _code_points(_folded(whole))
        self._counts = np.bincount(self._letters)
        self._ends: Places = np.flatnonzero(self._letters == ord(_END))
        self._starts: Places = np.concatenate([[0], self._ends + 1])[: self._ends.size]
        opens = np.concatenate([[True], (self._letters == ord("/")) | (self._letters == ord(_END))])
        self._tails: Places = np.flatnonzero(opens[:-1])

    def like(self, pattern: str, poll: Callable[[], None]) -> NDArray[np.bool_]:
        """Which paths fit `pattern`, in the order given.

        `*` stands for any run of characters and `?` for exactly one; such a pattern must fit the whole path or what
        follows one of its slashes. Without either a path need only contain it. `poll` is called now and then.
        """
        folded = _folded(_without_marks(pattern))
        stretches = folded.split("*")
        if len(stretches) > 1:
            found = self._fits(stretches, poll)
        elif "?" in folded:
            found = self._among(self._tails, folded) + len(folded)
            found = found[self._letters[found] == ord(_END)]
        else:
            found = self._everywhere(folded) if folded else self._starts
        fits = np.zeros(self._ends.size, np.bool_)
        fits[np.searchsorted(self._ends, found)] = True
        return fits

    def _fits(self, stretches: list[str], poll: Callable[[], None]) -> Places:
        """Places in the paths that fit what stands before, between and behind the stars of a pattern.

        Each stretch takes its first fit, which leaves the most room to those that follow.
        """
        first, *middle, last = stretches
        at = self._among(self._tails if first else self._starts, first) + len(first)
        for stretch in filter(None, middle):
            poll()
            places = self._everywhere(stretch)
            following = np.searchsorted(places, at)
            there = following < places.size
            there[there] = places[following[there]] < self._ends_of(at[there])
            at = places[following[there]] + len(stretch)
        rest = self._ends_of(at) - len(last)
        return self._among(rest[rest >= at], last)

    def _ends_of(self, at: Places) -> Places:
        return self._ends[np.searchsorted(self._ends, at)]

    def _everywhere(self, stretch: str) -> Places:
        """Where a stretch stands in any path, found by its rarest letter."""
        rarest = min(range(len(stretch)), key=lambda offset: self._count(stretch[offset]))
        return self._among(np.flatnonzero(self._is(self._letters, stretch[rarest])) - rarest, stretch)

    def _among(self, places: Places, stretch: str) -> Places:
        """Those of `places` where a stretch (characters and `?`) stands, none running beyond the end of its path."""
        places = places[(places >= 0) & (places + len(stretch) <= self._letters.size)]
        for offset, letter in enumerate(stretch):
            places = places[self._is(self._letters[places + offset], letter)]
        return places

    def _is(self, letters: NDArray[Any], letter: str) -> NDArray[np.bool_]:
        found: NDArray[np.bool_] = letters != ord(_END) if letter == "?" else letters == ord(letter)
        return found

    def _count(self, letter: str) -> int:
        if letter == "?":
            return self._letters.size
        return int(self._counts[ord(letter)]) if ord(letter) < self._counts.size else 0


def _without_marks(text: str) -> str:
    return text.replace(_END, "\N{REPLACEMENT CHARACTER}")


def _folded(text: str) -> str:
    return unicodedata.normalize("NFC", text.casefold())


def _code_points(text: str) -> NDArray[Any]:
    """The code points of a text, in one byte each where that is enough."""
    points = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), "<u4")
    return points.astype(np.min_scalar_type(int(points.max(initial=0))))
