"""Marks and passages of articles for one query, remembered for those who page back or take back what they typed."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from searchtui.articles.article import Article
from searchtui.query.nodes import Node
from searchtui.results.highlight import Matcher, Matches
from searchtui.results.page import Snippet
from searchtui.results.snippets import snippets

Marked = tuple[Matches, tuple[Snippet, ...]]
"""Where a title matches, and the passages of the text that do."""

_QUERIES: Final = 8
"""Queries remembered."""


class Marker:
    """Marks articles for one query. Safe from several threads."""

    LIMIT: Final = 100
    """Articles remembered: a few pages, some hundred KB."""

    def __init__(self, node: Node) -> None:
        self._matcher = Matcher(node)
        self._known: dict[str, tuple[Article, Marked]] = {}

    def mark(self, article: Article) -> Marked:
        """The marks of an article."""
        known = self._known.get(article.id)
        if known is not None and known[0] is article:  # it may have been changed, or be that of another library
            return known[1]
        marked = self._matcher.title_matches(article), snippets(article, self._matcher.body_matches(article))
        if len(self._known) >= self.LIMIT:
            self._known = {}
        self._known[article.id] = article, marked
        return marked


@lru_cache(maxsize=_QUERIES)
def marker(node: Node) -> Marker:
    """What marks articles for a query: the same again for one of the last few."""
    return Marker(node)
