"""The hits of one answer, of which only some windows are in memory."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Mapping, Sequence
from dataclasses import replace

from searchtui.results.page import ResultHit

WINDOW = 10
"""Hits fetched at a time: a screen of cards, for the snippets of more would take longer than the search."""

CAPACITY = 200
"""Windows kept; the longest unused goes first, so that scrolling through a million hits needs no more memory."""


class HitWindows:
    """Hits by row (from 0) over the whole answer, loaded a window at a time."""

    def __init__(self, total: int = 0) -> None:
        self.total: int = total
        self._windows: OrderedDict[int, dict[int, ResultHit]] = OrderedDict()

    def put(self, offset: int, hits: Sequence[ResultHit]) -> None:
        """Keep the hits from row `offset` on, a multiple of `WINDOW`."""
        self._windows[offset] = {hit.rank - 1: hit for hit in hits}
        self._windows.move_to_end(offset)
        while len(self._windows) > CAPACITY:
            self._windows.popitem(last=False)

    def hit(self, row: int) -> ResultHit | None:
        """The hit of this row, or None if it is not loaded (or there is none)."""
        offset = window_of(row)
        window = self._windows.get(offset)
        if window is None:
            return None
        self._windows.move_to_end(offset)
        return window.get(row)

    def copy(self) -> HitWindows:
        """The same hits, for a list that changes by itself."""
        copied = HitWindows(self.total)
        copied._windows = OrderedDict((offset, dict(hits)) for offset, hits in self._windows.items())
        return copied

    def loaded(self) -> list[ResultHit]:
        """The hits in memory."""
        return [hit for hits in self._windows.values() for hit in hits.values()]

    def update(self, fresh: Mapping[str, ResultHit]) -> bool:
        """Take over what the user keeps of hits, by their ids; whether anything is different."""
        changed = False
        for hits in self._windows.values():
            for row, hit in hits.items():
                if hit.id in fresh and fresh[hit.id].kept != hit.kept:
                    hits[row] = replace(hit, kept=fresh[hit.id].kept)
                    changed = True
        return changed

    def row_of(self, article_id: str) -> int | None:
        """The row of this article if it is among the loaded ones."""
        for hits in self._windows.values():
            for row, hit in hits.items():
                if hit.id == article_id:
                    return row
        return None

    def missing(self, first: int, last: int) -> int | None:
        """The first window, of those holding rows `first` to `last` and their neighbours, that is not loaded."""
        if not self.total:
            return None
        beside = (window_of(last) + WINDOW, window_of(first) - WINDOW)
        wanted: list[int] = [*range(window_of(first), last + 1, WINDOW), *beside]
        for offset in wanted:
            if 0 <= offset < self.total and offset not in self._windows:
                return offset
        return None


def window_of(row: int) -> int:
    """The offset of the window that holds `row`."""
    return row // WINDOW * WINDOW
