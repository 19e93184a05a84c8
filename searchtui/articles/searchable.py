"""Which words of an article are searched, and at which positions: the one answer for the index and the highlighter."""

from __future__ import annotations

from searchtui.articles.article import Article, Part
from searchtui.text.tokens import Token, tokens

BODY_POSITION = 1_000
"""Position of the body's first word. Title words count from 0, so no phrase runs from the title into the body."""

MAX_TITLE_WORDS = BODY_POSITION - 200
"""Title words beyond this are not searched; the distance kept to the body exceeds every NEAR distance."""

CHROME_GAP = 200
"""Positions left free before each stretch of site chrome, so that no phrase or pair of words runs into it."""


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


def chrome_tokens(article: Article) -> list[list[Token]]:
    """The words of site chrome with offsets into `article.text`, a list for each stretch of it.

    The first stretch begins `CHROME_GAP` positions behind the body's last word, each further one as far behind the one
    before it; within a stretch positions run on.
    """
    stretches: list[list[Token]] = []
    in_chrome = False
    for block in article.blocks:
        if block.part is Part.CHROME:
            if not in_chrome:
                stretches.append([])
            stretches[-1].extend(tokens(article.text, block.start, block.end))
        in_chrome = block.part is Part.CHROME
    return stretches
