"""What is said when articles are fixed, and what comes of it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from searchtui.articles.article import Article


class Unchanged(Enum):
    """Says of a fact that it is not to be fixed, as None says that it is not known."""

    UNCHANGED = "unchanged"


UNCHANGED = Unchanged.UNCHANGED


@dataclass(frozen=True, slots=True)
class FixedArticle:
    """An article before and after it was fixed; `after` is None while only a reindex can tell."""

    before: Article
    after: Article | None


@dataclass(frozen=True, slots=True)
class FixResult:
    """What fixing or undoing did. The fixes are on record; `waits` says why the index has not got them yet, if so."""

    articles: tuple[FixedArticle, ...]
    waits: str = ""
