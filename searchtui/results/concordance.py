"""The concordance of a query: every match on a line of its own, in the words around it (keyword in context, KWIC)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Any

from searchtui.articles.article import Article, Part

CONTEXT = 120
"""Characters quoted on either side of a match, where the text has so many."""

_WORDS_COMPARED = 4
"""Words on a side that decide the order."""


class Order(Enum):
    """What lines are sorted by; those alike stay as they were found."""

    FOUND = "as found"
    LEFT = "by words before"
    RIGHT = "by words after"
    MATCH = "by match"
    OUTLET = "by outlet"
    DATE = "by date"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """A match in its context, on one line: line breaks read as spaces.

    `start` and `end` are offsets into the article's text, or with `in_title` into its title. `left` and `right` are at
    most `CONTEXT` characters of the same run of text: a title's context is the title, and site chrome is none.
    """

    article_id: str
    title: str
    outlet: str | None
    date: dt.date | None
    path: str
    record: str | None
    start: int
    end: int
    in_title: bool
    left: str
    match: str
    right: str


def occurrences(
    article: Article, title_matches: Sequence[tuple[int, int]], body_matches: Sequence[tuple[int, int]]
) -> Iterator[Occurrence]:
    """Each match of an article in its context, the title's first. The matches are ascending offsets."""
    for start, end in title_matches:
        yield _occurrence(article, article.title, start, end, (0, len(article.title)), in_title=True)
    runs = iter(_runs(article))
    run = next(runs, None)
    for start, end in body_matches:
        while run is not None and run[1] <= start:
            run = next(runs, None)
        around = run if run is not None and run[0] <= start else (start, end)
        yield _occurrence(article, article.text, start, end, around, in_title=False)


def in_order(lines: Iterable[Occurrence], order: Order) -> list[Occurrence]:
    """The lines sorted; unknown outlets and dates come last."""
    match order:
        case Order.FOUND:
            return list(lines)
        case Order.LEFT:
            return sorted(lines, key=lambda line: _words(line.left)[::-1][:_WORDS_COMPARED])
        case Order.RIGHT:
            return sorted(lines, key=lambda line: _words(line.right)[:_WORDS_COMPARED])
        case Order.MATCH:
            return sorted(lines, key=lambda line: (_words(line.match), _words(line.right)[:_WORDS_COMPARED]))
        case Order.OUTLET:
            return sorted(lines, key=lambda line: _known(line.outlet and line.outlet.casefold()))
        case Order.DATE:
            return sorted(lines, key=lambda line: _known(line.date))


def _known(value: Any) -> tuple[bool, Any]:
    return (value is None, value if value is not None else 0)


def _words(text: str) -> list[str]:
    from searchtui.text.tokens import tokens  # noqa: PLC0415 -- the library names the type of a line and sorts none

    return [token.word for token in tokens(text)]


def _runs(article: Article) -> Iterator[tuple[int, int]]:
    """Stretches of the text that one reads on: neighbouring blocks of the body, and of chrome each by itself."""
    first: int | None = None
    last = 0
    for block in article.blocks:
        if first is not None and block.part is not Part.BODY:
            yield first, last
            first = None
        if block.part is not Part.BODY:
            yield block.start, block.end
        else:
            first = block.start if first is None else first
            last = block.end
    if first is not None:
        yield first, last


def _occurrence(
    article: Article, text: str, start: int, end: int, around: tuple[int, int], *, in_title: bool
) -> Occurrence:
    first, last = max(around[0], start - CONTEXT), min(around[1], end + CONTEXT)
    return Occurrence(
        article_id=article.id,
        title=article.title,
        outlet=article.outlet,
        date=article.date,
        path=article.path,
        record=article.record,
        start=start,
        end=end,
        in_title=in_title,
        left=_one_line(text[first:start]).lstrip(),
        match=_one_line(text[start:end]),
        right=_one_line(text[end:last]).rstrip(),
    )


def _one_line(text: str) -> str:
    """`text` with each run of white space as one space."""
    shown = " ".join(text.split())
    before = " " if text[:1].isspace() else ""
    after = " " if text[-1:].isspace() and shown else ""
    return before + shown + after
