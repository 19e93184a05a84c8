"""Which words of an article are searched, and at which positions: the one answer for the index and the highlighter.

The highlighter asks for the stretches and looks for words in them (`text.wanted`); the index for their texts, to number
their words (`numbering`). Both get the same stretches in the same order. `title_tokens`, `body_tokens` and
`chrome_tokens` spell out the words that both must see: the n-th token and the n-th number are the same word.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from searchtui.articles.article import Article, Part
from searchtui.text.tokens import Token, tokens

BODY_POSITION = 1_000
"""Position of the body's first word. Title words count from 0, so no phrase runs from the title into the body."""

MAX_TITLE_WORDS = BODY_POSITION - 200
"""Title words beyond this are not searched; the distance kept to the body exceeds every NEAR distance."""

CHROME_GAP = 200
"""Positions left free before each stretch of site chrome, so that no phrase or pair of words runs into it."""

Span = tuple[int, int]
"""A stretch of `Article.text`: start and end (exclusive)."""


def title_span(article: Article) -> Span:
    """The stretch of the title that is searched."""
    title = article.title
    if len(title) <= MAX_TITLE_WORDS:
        return 0, len(title)
    words = title_tokens(article)
    return 0, words[-1].end if words else 0


def title_tokens(article: Article) -> list[Token]:
    """The words of the title, with offsets into `article.title`; the n-th has position n."""
    return tokens(article.title)[:MAX_TITLE_WORDS]


def body_tokens(article: Article) -> list[Token]:
    """The words of the body, with offsets into `article.text`; the n-th has position `BODY_POSITION + n`."""
    return _tokens(article, body_spans(article))


def chrome_tokens(article: Article) -> list[list[Token]]:
    """The words of site chrome with offsets into `article.text`, a list for each stretch of it.

    Their positions are those of `chrome_positions`.
    """
    return [_tokens(article, spans) for spans in chrome_spans(article)]


def chrome_positions(body_words: int, stretches: Iterable[int]) -> Iterator[int]:
    """The position of the first word of each stretch of site chrome; within a stretch positions run on.

    The first stretch, of `stretches[0]` words, begins `CHROME_GAP` positions behind the body's last word, each further
    one as far behind the one before it.
    """
    position = BODY_POSITION + body_words
    for words in stretches:
        position += CHROME_GAP
        yield position
        position += words


def body_text(article: Article) -> str:
    """A text with the words of `body_tokens`."""
    return _text_of(article, body_spans(article))


def chrome_texts(article: Article) -> list[str]:
    """For each stretch of site chrome a text with the words that `chrome_tokens` has for it."""
    return [_text_of(article, spans) for spans in chrome_spans(article)]


def body_spans(article: Article) -> list[Span]:
    """The blocks of the body."""
    body = Part.BODY
    return [(start, end) for start, end, part in article.blocks if part is body]


def chrome_spans(article: Article) -> list[list[Span]]:
    """The blocks of each stretch of site chrome: blocks of it that follow one another."""
    stretches: list[list[Span]] = []
    chrome, in_chrome = Part.CHROME, False
    for start, end, part in article.blocks:
        if part is chrome:
            if not in_chrome:
                stretches.append([])
            stretches[-1].append((start, end))
        in_chrome = part is chrome
    return stretches


def _tokens(article: Article, spans: Iterable[Span]) -> list[Token]:
    return [token for start, end in spans for token in tokens(article.text, start, end)]


def _text_of(article: Article, spans: Iterable[Span]) -> str:
    """The text of several spans, which may touch: a line break keeps their words apart."""
    text = article.text
    return "\n".join([text[start:end] for start, end in spans])
