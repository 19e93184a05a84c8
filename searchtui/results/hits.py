"""From identifiers to hits that can be shown: facts, marks and passages of each article."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from searchtui.articles.article import Article
from searchtui.engines.protocol import Cancelled, Hits, SearchRequest
from searchtui.errors import SearchCancelledError
from searchtui.query.nodes import ParsedQuery
from searchtui.results.page import ResultHit

if TYPE_CHECKING:
    from searchtui.results.marks import Marked

Spans = tuple[tuple[int, int], ...]
"""(start, end) offsets, ascending and not overlapping."""


def result_hits(
    parsed: ParsedQuery,
    request: SearchRequest,
    hits: Hits,
    articles: Mapping[str, Article],
    cancelled: Cancelled,
    *,
    marked: bool,
) -> tuple[ResultHit, ...]:
    """The window of `hits` with titles and facts, and if `marked` with matches and snippets.

    An article removed meanwhile is left out. Raises `SearchCancelledError` soon after `cancelled()` turns true.
    """
    mark = _marker(parsed) if marked and hits.window else _no_marks
    shown = []
    for rank, hit in enumerate(hits.window, start=request.offset + 1):
        if cancelled():
            raise SearchCancelledError("The search was cancelled.")
        if (article := articles.get(hit.id)) is None:
            continue
        title_matches, passages = mark(article)
        shown.append(
            ResultHit(
                rank=rank,
                id=article.id,
                score=hit.score,
                title=article.title,
                title_matches=title_matches,
                outlet=article.outlet,
                outlet_evidence=article.outlet_evidence,
                date=article.date,
                date_evidence=article.date_evidence,
                lang=article.lang,
                path=article.path,
                record=article.record,
                snippets=passages,
                copies=hit.copies,
                group=request.copies.name(article.id),
            )
        )
    return tuple(shown)


def _marker(parsed: ParsedQuery) -> Callable[[Article], Marked]:
    from searchtui.results.marks import marker  # noqa: PLC0415 -- a count alone needs none

    return marker(parsed.node).mark


def _no_marks(article: Article) -> Marked:  # noqa: ARG001 -- a marker takes the article
    return (), ()
