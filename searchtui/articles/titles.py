"""Which line above the body is the headline: the one whose words recur in the body."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from searchtui.articles.chrome import byline, is_breadcrumb, is_caption, is_chrome, is_relative_date
from searchtui.articles.dates import find_dates
from searchtui.articles.lines import Paragraph

LOOK_BACK = 110
"""Paragraphs above the body among which the headline is looked for."""

_BODY_LOOKED_AT = 20_000
_STEM = 6
_LETTERS = re.compile(r"[^\W\d_]{3,}")
_CJK_PAIR = re.compile(r"(?=([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]{2}))")
_LONGEST = 250
_ENOUGH = 0.5
_ONE_HEAD = 16
_NEARLY = 0.6
_INTO_BODY = 8


@dataclass(frozen=True, slots=True)
class FoundTitle:
    """The paragraph that is the headline, and the rule that found it."""

    index: int
    rule: str


def find_title(paragraphs: Sequence[Paragraph], first: int, last: int) -> FoundTitle | None:
    """Return the headline of the body that runs from `first` to before `last`, or None where no line looks like one."""
    recurring = body_words(paragraphs, first, last)
    top = max(0, first - LOOK_BACK)
    times = Counter(paragraph.text for paragraph in paragraphs[top:first])
    scores: dict[int, float] = {}
    for index in range(top, min(first + _INTO_BODY, last, len(paragraphs))):
        paragraph = paragraphs[index]
        if index >= first and (_ends_flat(paragraph.text) or paragraph.size > 160):
            continue
        score = _score(paragraph, recurring, distance=abs(first - index), times=times[paragraph.text], first=index == 0)
        scores[index] = score * (0.7 if index > first else 1.0)
    best = max(scores, key=scores.__getitem__, default=None)
    if best is None or scores[best] < _ENOUGH:
        return None
    # What stands under a headline repeats its words: the standfirst, captions, the first line of a summary.
    earlier = (i for i in scores if best - _ONE_HEAD <= i < best and scores[i] >= _NEARLY * scores[best])
    best = next(earlier, best)
    # Video players and share buttons repeat the headline with words of their own after it.
    whole = paragraphs[best].text
    shorter = (i for i in scores if i < best and len(paragraphs[i].text) >= 20 and whole.startswith(paragraphs[i].text))
    return FoundTitle(next(shorter, best), "words recur in the body")


def body_words(paragraphs: Sequence[Paragraph], first: int, last: int) -> Counter[str]:
    """Count the beginnings of the words in the body, so that inflected forms count as one."""
    counts: Counter[str] = Counter()
    length = 0
    for paragraph in paragraphs[first:last]:
        if paragraph.is_prose or paragraph.is_sentence:
            counts.update(_beginnings(paragraph.text[:_BODY_LOOKED_AT]))
            length += paragraph.size
            if length > _BODY_LOOKED_AT:
                break
    return counts


def _beginnings(text: str) -> list[str]:
    words = [word[:_STEM].casefold() for word in _LETTERS.findall(text)]
    return words if text.isascii() else words + _CJK_PAIR.findall(text)


def _score(paragraph: Paragraph, recurring: Counter[str], *, distance: int, times: int, first: bool) -> float:
    text = paragraph.text
    if paragraph.size < 8 or len(text) > _LONGEST or _is_no_title(text):
        return 0.0
    words = set(_beginnings(text))
    if not words:
        return 0.0
    shared = sum(math.sqrt(min(recurring[word], 3)) * (1.0 if len(word) > 3 else 0.4) for word in words)
    score = shared / math.pow(len(words), 0.6)
    if paragraph.words < 4:
        score *= 0.5
    if _ends_flat(text):
        score *= 0.55
    if text.endswith((",", ":", ";")):
        score *= 0.5
    if times > 1:
        score *= 1.25
    if first:
        score *= 1.15
    return score * (1.0 - 0.008 * min(distance, LOOK_BACK))


def _ends_flat(text: str) -> bool:
    """Tell whether a line ends in a full stop, as headlines do not."""
    return text.rstrip("\"'”’»").endswith((".", "。")) and not text.endswith("...")


def _is_no_title(text: str) -> bool:
    return (
        is_chrome(text)
        or is_caption(text)
        or is_relative_date(text)
        or is_breadcrumb(text)
        or byline(text) is not None
        or "://" in text
        or (len(text) <= 70 and bool(find_dates(text)))
    )
