"""What the record of copies keeps of an article."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

import numpy as np

from searchtui.articles.article import Article
from searchtui.articles.copies import Claim, day_of
from searchtui.articles.fingerprint import Fingerprint
from searchtui.articles.fingerprinting import Fingerprinter
from searchtui.articles.numbering import numbered_words
from searchtui.text.vocabulary import Vocabulary


class CopyRow(NamedTuple):
    """An article's claim to lead (see `articles.copies.Claim`) and its fingerprint, values as little-endian bytes."""

    article_id: str
    day: int
    has_outlet: bool
    size: int
    values: bytes

    @property
    def fingerprint(self) -> Fingerprint:
        """The fingerprint again."""
        return Fingerprint(self.size, np.frombuffer(self.values, "<u2"))

    @property
    def claim(self) -> Claim:
        """What decides who leads."""
        return Claim(self.article_id, self.day, self.has_outlet, self.size)


def copy_rows(articles: Iterable[Article]) -> list[CopyRow]:
    """The rows of some articles, in order."""
    some = list(articles)
    vocabulary = Vocabulary()
    taken = Fingerprinter(vocabulary).take(numbered_words(some, vocabulary))
    return [copy_row(article, fingerprint) for article, fingerprint in zip(some, taken, strict=True)]


def copy_row(article: Article, taken: Fingerprint) -> CopyRow:
    """The row of an article whose fingerprint has been taken."""
    values = taken.values.astype("<u2", copy=False).tobytes()
    return CopyRow(article.id, day_of(article.date), article.outlet is not None, taken.size, values)
