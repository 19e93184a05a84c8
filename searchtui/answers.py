"""What a library answers: queries as they are meant, their hits, counts and contexts, and what is new among them."""

from __future__ import annotations

import contextlib
import datetime as dt
import time
from collections.abc import Sequence
from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING

from searchtui.articles.article import Article
from searchtui.config import LibraryPaths
from searchtui.engines.protocol import (
    NO_COPIES,
    Cancelled,
    Engine,
    Facets,
    Hits,
    OutletDay,
    SearchRequest,
    Sort,
    never,
)
from searchtui.errors import QueryError, SearchCancelledError, UsageError
from searchtui.index.reader import IndexReader
from searchtui.query.nodes import Node, ParsedQuery, WorkNode
from searchtui.query.walk import leaves
from searchtui.results.concordance import Occurrence
from searchtui.results.hits import result_hits
from searchtui.results.page import ResultHit, ResultPage
from searchtui.userdata.kept import NOTHING_KEPT

if TYPE_CHECKING:
    from searchtui.keeping.news import News
    from searchtui.keeping.work import UserWork

EVERY = 1 << 31
"""More hits than there are."""


class Answers:
    """The part of a library that is asked queries. Safe to use from several threads."""

    def __init__(self, index: IndexReader, paths: LibraryPaths) -> None:
        self._index = index
        self.paths = paths

    @cached_property
    def work(self) -> UserWork:
        """The user's own work: stars, tags, notes, saved searches."""
        from searchtui.keeping.work import UserWork  # noqa: PLC0415 -- who keeps nothing need not wait for it

        return UserWork(self.paths, self._index)

    def parse(self, query: str) -> ParsedQuery:
        """What `query` means today. Raises `QueryError`."""
        from searchtui.query.parse import parse  # noqa: PLC0415 -- opening a library needs no grammar

        return parse(query, today=dt.datetime.now().astimezone().date())

    def understand(self, query: str, *, save_as: str = "") -> ParsedQuery:
        """The same with marks, tags and saved searches turned into what they stand for now, as it is searched for.

        Raises `QueryError`, also for a saved search that there is none of or that leads back to itself, or would once
        the query is saved as `save_as`.
        """
        parsed = self.parse(query)
        node = self.meaning(parsed.node, save_as=save_as)
        return parsed if node is parsed.node else replace(parsed, node=node)

    def meaning(self, query: str | Node, *, save_as: str = "") -> Node:
        """What is searched for: of a query as typed, or of what one was parsed to. Raises as `understand`."""
        if isinstance(query, str):
            return self.understand(query, save_as=save_as).node
        if not any(isinstance(leaf, WorkNode) for leaf in leaves(query)):
            return query
        from searchtui.keeping.understood import understood  # noqa: PLC0415 -- as above

        return understood(query, self.work, lambda saved: self.parse(saved).node, save_as=save_as)

    def search(
        self,
        query: str,
        *,
        limit: int = 20,
        offset: int = 0,
        sort: Sort = Sort.RELEVANCE,
        facets: bool = False,
        relax: bool = True,
        snippets: bool = True,
        fold: bool = False,
        cancelled: Cancelled = never,
    ) -> ResultPage:
        """The `limit` hits from `offset` for `query`, marked and with snippets unless these are not wanted, and
        `facets` over all of them if these are.

        With `relax`, a query whose words no article has all together is answered with those that have most of them,
        and a note says so. With `fold`, of articles that are copies of one another only the first is listed and
        counted; `unfold` gives the others. Raises `QueryError`, `IndexUnavailableError`, and `SearchCancelledError`
        soon after `cancelled()` turns true.
        """
        started = time.perf_counter()
        parsed = self.understand(query)
        copies = self._index.copies()
        request = SearchRequest(
            parsed.node, sort=sort, limit=limit, offset=offset, relax=relax, copies=copies, fold=fold
        )

        def answer(engine: Engine) -> tuple[Hits, dict[str, Article], Facets | None]:
            hits = engine.search(request, cancelled)
            articles = engine.articles(hit.id for hit in hits.window)
            if not facets:
                return hits, articles, None
            return hits, articles, engine.facets(parsed.node, cancelled, folded=copies if fold else NO_COPIES)

        hits, articles, counted = self._index.read(answer)
        shown = result_hits(parsed, request, hits, articles, cancelled, marked=snippets)
        notes = [*parsed.notes, *hits.notes]
        try:
            shown = self.with_work(shown)
        except UsageError as error:  # a query that asks for no marks is answered without them
            notes.append(str(error))
        return ResultPage(
            query=query,
            parsed=parsed.canonical,
            total=hits.total,
            took_ms=(time.perf_counter() - started) * 1000,
            undated_hidden=hits.undated_hidden,
            notes=tuple(notes),
            hits=shown,
            facets=counted,
            relaxed=hits.relaxed,
            total_with_copies=hits.total_with_copies,
        )

    def count(
        self,
        query: str | Node,
        *,
        fold: bool = False,
        among: frozenset[str] | None = None,
        cancelled: Cancelled = never,
    ) -> int:
        """How many articles match a query, or what one was parsed to; with `among`, how many of these articles.

        The errors are those of `search`.
        """
        node = self.meaning(query)
        request = SearchRequest(node, limit=0, copies=self._index.copies(), fold=fold, among=among)
        return self._index.read(lambda engine: engine.search(request, cancelled)).total

    def facets(self, query: str | Node, *, fold: bool = False, cancelled: Cancelled = never) -> Facets:
        """Counts by outlet, date and language over all articles that match; the errors are those of `search`."""
        node = self.meaning(query)
        folded = self._index.copies() if fold else NO_COPIES
        return self._index.read(lambda engine: engine.facets(node, cancelled, folded=folded))

    def outlet_days(
        self, query: str | Node, *, fold: bool = False, cancelled: Cancelled = never
    ) -> tuple[OutletDay, ...]:
        """Counts by outlet and day together over all articles that match; the errors are those of `search`."""
        node = self.meaning(query)
        folded = self._index.copies() if fold else NO_COPIES
        return self._index.read(lambda engine: engine.outlet_days(node, cancelled, folded=folded))

    def concordance(
        self, query: str, *, articles: int, offset: int = 0, fold: bool = False, cancelled: Cancelled = never
    ) -> list[Occurrence]:
        """Every match in `articles` hits from `offset`, in its context, in the order of relevance.

        The errors are those of `search`.
        """
        from searchtui.results.concordance import occurrences  # noqa: PLC0415 -- opening a library quotes nothing
        from searchtui.results.highlight import Matcher  # noqa: PLC0415

        node = self.meaning(query)
        request = SearchRequest(node, limit=articles, offset=offset, copies=self._index.copies(), fold=fold)

        def answer(engine: Engine) -> list[Article]:
            hits = engine.search(request, cancelled).window
            found = engine.articles(hit.id for hit in hits)
            return [found[hit.id] for hit in hits if hit.id in found]

        matcher = Matcher(node)
        lines: list[Occurrence] = []
        for article in self._index.read(answer):
            if cancelled():
                raise SearchCancelledError("The search was cancelled.")
            lines.extend(occurrences(article, matcher.title_matches(article), matcher.body_matches(article)))
        return lines

    def unfold(
        self, query: str, article_id: str, *, relax: bool = True, cancelled: Cancelled = never
    ) -> tuple[ResultHit, ...]:
        """The copies that a search with `fold` counts under its hit `article_id`: those that `query` finds too.

        They come in the order in which they would stand for each other, the earliest first. `relax` is as in the
        search, and so are the errors.
        """
        parsed = self.understand(query)
        copies = self._index.copies()
        group = copies.of(article_id)
        request = SearchRequest(parsed.node, limit=len(group), relax=relax, copies=copies, among=frozenset(group))

        def answer(engine: Engine) -> tuple[Hits, dict[str, Article]]:
            return engine.search(request, cancelled), engine.articles(group)

        hits, articles = self._index.read(answer)
        others = (hit for hit in hits.window if hit.id != article_id)
        hits = replace(hits, window=tuple(sorted(others, key=lambda hit: group.index(hit.id))))
        return self.with_work(result_hits(parsed, request, hits, articles, cancelled, marked=True))

    def with_work(self, hits: Sequence[ResultHit]) -> tuple[ResultHit, ...]:
        """The hits with what the user keeps of them now."""
        kept = self.work.kept(hit.id for hit in hits) if self.paths.user.exists() else {}
        return tuple(
            hit if hit.kept == (now := kept.get(hit.id, NOTHING_KEPT)) else replace(hit, kept=now) for hit in hits
        )

    def hits(
        self, query: str, ids: Sequence[str], *, relax: bool = False, cancelled: Cancelled = never
    ) -> tuple[ResultHit, ...]:
        """These articles as hits of `query`, in this order, ranks from 1; what `query` does not find is left out.

        `relax` is as in `search`.
        """
        parsed, place = self.understand(query), {article_id: number for number, article_id in enumerate(ids)}
        request = SearchRequest(
            parsed.node, limit=len(place), relax=relax, copies=self._index.copies(), among=frozenset(place)
        )

        def answer(engine: Engine) -> tuple[Hits, dict[str, Article]]:
            return engine.search(request, cancelled), engine.articles(place)

        found, articles = self._index.read(answer)
        found = replace(found, window=tuple(sorted(found.window, key=lambda hit: place[hit.id])))
        return self.with_work(result_hits(parsed, request, found, articles, cancelled, marked=True))

    def ids(
        self,
        query: str,
        *,
        sort: Sort = Sort.RELEVANCE,
        fold: bool = False,
        relax: bool = False,
        cancelled: Cancelled = never,
    ) -> tuple[str, ...]:
        """The identifiers of all articles that a search with the same options finds, in its order. So are errors."""
        request = SearchRequest(
            self.meaning(query), sort=sort, limit=EVERY, relax=relax, copies=self._index.copies(), fold=fold
        )
        return tuple(hit.id for hit in self._index.read(lambda engine: engine.search(request, cancelled)).window)

    def all_news(self, *, cancelled: Cancelled = never) -> tuple[News, ...]:
        """The news of all saved searches; those left out that cannot be answered (`news` says why)."""
        found = []
        for saved in self.work.saved().values():
            with contextlib.suppress(QueryError):
                found.append(self.news(saved.name, cancelled=cancelled))
        return tuple(found)

    def news(self, name: str, *, seen: bool = False, cancelled: Cancelled = never) -> News:
        """What the saved search `name` finds, and what of that is new since it was last looked at; with `seen`, that is
        now. An article that was only moved is not new. Raises as `search`.
        """
        from searchtui.keeping.news import news_of  # noqa: PLC0415 -- as above

        saved = self.work.search_named(name)
        return news_of(self.work, saved, self.ids(saved.query, sort=Sort.NEWEST, cancelled=cancelled), seen=seen)
