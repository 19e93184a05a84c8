"""The articles of one batch: prepared, kept as runs while they fit in memory, then as segments that nobody sees yet."""

from __future__ import annotations

from itertools import count, repeat
from typing import Final

import numpy as np

from searchtui.articles.article import Article
from searchtui.engines.whoosh.codec.segment import Segment
from searchtui.engines.whoosh.codec.storage import AnyStorage
from searchtui.engines.whoosh.writing.preparer import ArticlePreparer
from searchtui.engines.whoosh.writing.run import Run
from searchtui.engines.whoosh.writing.segment_writer import ENOUGH_TO_PACK, new_numbers, write_segment
from searchtui.engines.whoosh.writing.sources import RunSource

RUN_BYTES: Final = 16 << 20
"""Articles added one by one are inverted once they take so much memory."""

HELD_BYTES: Final = 160 << 20
"""Runs that take more memory together are written to a segment before the batch is committed."""


class ArticleBatch:
    """Articles to add and to remove when the batch is committed; see `engines.protocol.Batch`."""

    def __init__(self, storage: AnyStorage, *, held_bytes: int = HELD_BYTES, dictionary: bytes = b"") -> None:
        """`dictionary` is what stored articles are packed with, if that is settled (see `write_segment`)."""
        self.segments: list[Segment] = []
        """Written so far, without what the batch replaced or removed since."""
        self.ids: set[str] = set()
        """Articles that no longer stand as committed before, whether new, replaced or removed."""
        self._storage = storage
        self._held_bytes = held_bytes
        self._dictionary = dictionary
        self._preparer = ArticlePreparer()
        self._preparing: set[str] = set()
        self._runs: list[RunSource] = []
        self._run_bytes = 0
        self._places: dict[str, tuple[int, int]] = {}  # in which run or (-1, -2, …) segment, and where there
        self._dropped: dict[int, list[int]] = {}  # documents of each segment that were replaced or removed since

    def add(self, article: Article) -> None:
        """Add an article, replacing any with the same id."""
        self._preparer.add(article)
        self._preparing.add(article.id)
        if self._preparer.size > RUN_BYTES:
            self._take()

    def add_prepared(self, prepared: bytes) -> None:
        """Add the articles of a run. Raises `ValueError` for other bytes."""
        run = Run.from_bytes(prepared)
        self._take()
        self._add_run(run, len(prepared))

    def remove(self, article_id: str) -> None:
        """Remove an article; nothing happens if there is none."""
        if article_id in self._preparing:
            self._take()
        self._drop(article_id)
        self.ids.add(article_id)

    def finish(self) -> list[Segment]:
        """The segments of all articles that still stand."""
        self._take()
        self._write()
        return [
            segment.without(np.array(self._dropped.get(number, ()), np.int64))
            for number, segment in enumerate(self.segments)
        ]

    def _take(self) -> None:
        if self._preparing:
            run = self._preparer.take_run()
            self._preparing = set()
            self._add_run(run, _size(run))

    def _add_run(self, run: Run, size: int) -> None:
        number = len(self._runs)
        for article_id in self._places.keys() & run.ids:
            self._drop(article_id)
        self._places.update(zip(run.ids, zip(repeat(number), count()), strict=False))
        self.ids.update(run.ids)
        self._runs.append(RunSource(run))
        self._run_bytes += size
        if self._run_bytes > self._held_bytes:
            self._write()

    def _drop(self, article_id: str) -> None:
        number, document = self._places.pop(article_id, (0, -1))
        if number < 0:
            self._dropped.setdefault(-1 - number, []).append(document)
        elif document >= 0:
            self._runs[number].live[document] = False

    def _write(self) -> None:
        """Write the runs that are held to a segment."""
        if any(run.live.any() for run in self._runs):
            numbers = new_numbers(self._runs)
            self.segments.append(write_segment(self._storage, self._runs, dictionary=self._packing_dictionary()))
            place = -len(self.segments)
            for article_id, (number, document) in self._places.items():
                if number >= 0:
                    self._places[article_id] = place, int(numbers[number][document])
        self._runs, self._run_bytes = [], 0

    def _packing_dictionary(self) -> bytes:
        return self._dictionary if sum(run.size for run in self._runs) >= ENOUGH_TO_PACK else b""


def _size(run: Run) -> int:
    """Roughly the bytes that a run takes."""
    fields = run.fields.values()
    return sum(map(len, run.stored)) + sum(8 * field.documents.size + 4 * field.positions.size for field in fields)
