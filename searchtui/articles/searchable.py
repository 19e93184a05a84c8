"""Which words of an article are searched, and at which positions: the one answer for the index and the highlighter."""

from __future__ import annotations

from searchtui.articles.article import Article, Part
from searchtui.text.tokens import Token, tokens

BODY_POSITION = 1_000
"""Position of the body's first word. Title words count from 0, so no phrase runs from the title into the body."""

MAX_TITLE_WORDS = BODY_POSITION - 200
"""Title words beyond this are not searched; the distance kept to the body exceeds every NEAR distance."""


def title_tokens(article: Article) -> list[Token]:
    """The words of the title, with offsets into `article.title`; the n-th has position n."""
    return tokens(article.title)[:MAX_TITLE_WORDS]


def body_tokens(article: Article) -> list[Token]:
    """The words of the body, with offsets into `article.text`; the n-th has position `BODY_POSITION + n`."""
    found: list[Token] = []
    for block in article.blocks:
        if block.part is Part.BODY:
            found.extend(tokens(article.text, block.start, block.end))
    return found
