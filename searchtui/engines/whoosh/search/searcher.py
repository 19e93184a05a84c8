"""A Whoosh searcher that evaluates queries as arrays: plain `index.searcher().search(query)`, and quick.

What Whoosh offers besides (sorting by columns, groups, collapsing, filters, collectors of one's own) works as ever, by
its own matchers and collectors. A collector of this module that another one wraps is one of Whoosh's.
"""

from __future__ import annotations

from typing import Any, Final

from whoosh.collectors import TopCollector, UnlimitedCollector
from whoosh.searching import Searcher

from searchtui.engines.protocol import Cancelled, never
from searchtui.engines.whoosh.search.leaf import Leaf
from searchtui.engines.whoosh.search.matched import Matched, joined
from searchtui.engines.whoosh.search.order import first_in_order
from searchtui.engines.whoosh.search.tree import TreeSearch
from searchtui.engines.whoosh.search.watch import Watch

_OF_NO_MATTER: Final = frozenset(("optimize", "scored"))


class ArraySearcher(Searcher):  # type: ignore[misc] # Whoosh ships no type information
    """Whoosh's searcher; see the module. Over segments of another codec it is as slow as Whoosh's own."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self.leaf = Leaf(self)

    def collector(self, limit: int | None = 10, *, cancelled: Cancelled = never, **options: Any) -> Any:
        """Whoosh's collector for these options; one that evaluates arrays where only the best, or all, are asked for.

        A search with such a one raises `SearchCancelledError` soon after `cancelled()` turns true.
        """
        more_asked = any(value for name, value in options.items() if name not in _OF_NO_MATTER)
        bad = limit is not None and limit < 1
        if more_asked or bad or not options.get("scored", True) or self.weighting.use_final:
            return super().collector(limit, **options)
        watch = Watch(cancelled)
        return AllInArrays(watch) if limit is None or limit >= self.doc_count() else BestInArrays(limit, watch)

    def evaluate(self, query: Any, watch: Watch) -> Matched:
        """All live documents that match, with their scores, over all segments."""
        return joined(
            [
                TreeSearch(searcher.leaf, watch).matching(query).moved(offset)
                for searcher, offset in self.leaf_searchers()
            ]
        )


class BestInArrays(TopCollector):  # type: ignore[misc] # as above
    """The best documents and the number of all."""

    def __init__(self, limit: int, watch: Watch) -> None:
        super().__init__(limit)
        self._watch = watch
        self._found: Matched | None = None

    def run(self) -> None:
        """Evaluate the query."""
        try:
            self._found = found = self.top_searcher.evaluate(self.q, self._watch)
            best = first_in_order([lambda places: -found.scores.take(places)], found.scores.size, self.limit)
            self.items = list(zip(found.scores[best].tolist(), (-found.documents[best]).tolist(), strict=True))
            self.total = int(found.documents.size)
        finally:
            self.finish()

    def computes_count(self) -> bool:
        """Whether the number of all is known."""
        return self._found is not None or bool(super().computes_count())

    def count(self) -> int:
        """The number of documents that match."""
        return int(super().count()) if self._found is None else self.total

    def all_ids(self) -> Any:
        """The documents that match, ascending."""
        return super().all_ids() if self._found is None else iter(self._found.documents.tolist())


class AllInArrays(UnlimitedCollector):  # type: ignore[misc] # as above
    """All documents that match."""

    def __init__(self, watch: Watch) -> None:
        super().__init__()
        self._watch = watch

    def run(self) -> None:
        """Evaluate the query."""
        try:
            found = self.top_searcher.evaluate(self.q, self._watch)
            self.items = list(zip(found.scores.tolist(), found.documents.tolist(), strict=True))
            self.docset = set(found.documents.tolist())
        finally:
            self.finish()
