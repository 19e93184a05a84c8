"""A passage of an article, quoted so that it is found again where the text around it, or its place, has changed."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import takewhile
from typing import Any, Final

from searchtui.userdata.lines import Values, number_of, text_of

LONGEST_QUOTE: Final = 5_000
CONTEXT: Final = 40
"""Characters kept of what stands before and behind a passage."""

MOST_PLACES: Final = 1_000
"""Places of the same words that are compared; a text that has more of them is no prose."""


@dataclass(frozen=True, slots=True)
class Passage:
    """The words `quote` that stood from `start` to `end` of an article's text, between `before` and `after`.

    White space in the three texts is single spaces.
    """

    quote: str
    start: int
    end: int
    before: str = ""
    after: str = ""


def passage_at(text: str, start: int, end: int) -> Passage:
    """The passage from `start` to `end` of `text`, white space around it left out, cut at `LONGEST_QUOTE`."""
    end = min(end, start + LONGEST_QUOTE)
    quote = text[start:end]
    end -= len(quote) - len(quote.rstrip())
    start += len(quote) - len(quote.lstrip())
    return Passage(
        _spaced(text[start:end]),
        start,
        end,
        _spaced(text[max(0, start - CONTEXT) : start]),
        _spaced(text[end : end + CONTEXT]),
    )


def find_passage(text: str, passage: Passage) -> tuple[int, int] | None:
    """Where the passage stands in `text` now; None if its words are not there.

    Of several places with these words it is the one with most of the same text around it, then the nearest to where it
    was. White space makes no difference.
    """
    if passage_at(text, passage.start, passage.end) == passage:
        return passage.start, passage.end
    best: tuple[tuple[int, int], tuple[int, int]] | None = None
    for start, end in _places(text, passage.quote):
        worth = _same_around(text, start, end, passage), -abs(start - passage.start)
        if best is None or worth > best[0]:
            best = worth, (start, end)
    return None if best is None else best[1]


def passage_values(passage: Passage) -> dict[str, Any]:
    """The fields of a line with a passage."""
    return {
        "quote": passage.quote,
        "start": passage.start,
        "end": passage.end,
        "before": passage.before,
        "after": passage.after,
    }


def passage_of(values: Values) -> Passage | None:
    """The passage in a line that `check_passage` has accepted; None if it has none."""
    if "quote" not in values:
        return None
    return Passage(
        values["quote"], values.get("start", 0), values.get("end", 0), values.get("before", ""), values.get("after", "")
    )


def check_passage(values: Values) -> None:
    """Raise `ValueError`, saying what is wrong, if a line has a passage that is none. Only the quote is needed."""
    if "quote" not in values:
        return
    text_of(values, "quote")
    for name in ("start", "end"):
        if name in values:
            number_of(values, name)
    for name in ("before", "after"):
        if not isinstance(values.get(name, ""), str):
            raise ValueError(f'its "{name}" is no text')  # noqa: TRY004 -- a damaged line is a wrong value, whatever it holds


def _places(text: str, quote: str) -> Iterator[tuple[int, int]]:
    words = quote.split()
    if not words:
        return
    pattern = re.compile(r"\s+".join(map(re.escape, words)))
    for number, found in enumerate(pattern.finditer(text)):
        if number == MOST_PLACES:
            return
        yield found.span()


def _same_around(text: str, start: int, end: int, passage: Passage) -> int:
    """How many characters before and behind are the same as they were."""
    before, after = _spaced(text[max(0, start - 2 * CONTEXT) : start]), _spaced(text[end : end + 2 * CONTEXT])
    return _same_beginning(before[::-1], passage.before[::-1]) + _same_beginning(after, passage.after)


def _same_beginning(first: str, second: str) -> int:
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], zip(first, second, strict=False)))


def _spaced(text: str) -> str:
    return " ".join(text.split())
