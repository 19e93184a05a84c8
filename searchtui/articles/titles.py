"""Which line above the body is the headline: the one whose words recur in the body."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from searchtui.articles.chrome import Look
from searchtui.articles.lines import Paragraph

LOOK_BACK = 110
"""Paragraphs above the body among which the headline is looked for."""

_BODY_LOOKED_AT = 20_000
_BEGINNING = re.compile(r"([^\W\d_]{3,6})[^\W\d_]*")
_ASCII_BEGINNING = re.compile(r"([a-z]{3,6})[a-z]*")
_CJK_PAIR = re.compile(r"(?=([\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]{2}))")
_LONGEST = 250
_ENOUGH = 0.5
_ONE_HEAD = 16
_NEARLY = 0.66
_INTO_BODY = 8
_MOST_ABOVE_TITLE = 500
_BULLETS = ("* ", "+ ", "- ", "• ", "o ", "· ", "▪ ", "– ")
_FEWEST_WORDS = 5
_SHORTEST_WITHIN = 20
_MOST_OF_IT = 0.6


@dataclass(frozen=True, slots=True)
class FoundTitle:
    """The paragraph that is the headline, and the rule that found it."""

    index: int
    rule: str
    score: float = 0.0


def find_title(paragraphs: Sequence[Paragraph], looks: Sequence[Look], first: int, last: int) -> FoundTitle | None:
    """Return the headline of the body that runs from `first` to before `last`, or None where no line looks like one."""
    recurring = body_words(paragraphs, looks, first, last)
    top = max(0, first - LOOK_BACK)
    times = Counter(paragraph.text for paragraph in paragraphs[top:first])
    scores: dict[int, float] = {}
    within = 0
    for index in range(top, min(first + _INTO_BODY, last, len(paragraphs))):
        within += paragraphs[index].size if index >= first and looks[index].is_text else 0
        if within - paragraphs[index].size > _MOST_ABOVE_TITLE:
            break
        if _may_be_title(paragraphs[index], looks[index], inside=index >= first):
            score = _score(
                paragraphs[index], recurring, distance=abs(first - index), times=times[paragraphs[index].text]
            )
            scores[index] = score * _place_factor(looks, index, first)
    best = max(scores, key=scores.__getitem__, default=None)
    if best is None or scores[best] < _ENOUGH:
        return None
    # What stands under a headline repeats its words: the standfirst, captions, the first line of a summary.
    above = (i for i in scores if best - _ONE_HEAD <= i < best and scores[i] >= _NEARLY * scores[best])
    best = next((i for i in above if paragraphs[i].words >= _FEWEST_WORDS), best)
    return FoundTitle(_barest(paragraphs, scores, best), "words recur in the body", scores[best])


def _place_factor(looks: Sequence[Look], index: int, first: int) -> float:
    """Return how much a line's place speaks for a headline: the very top, above a byline or a date, within the body."""
    factor = 1.15 if index == 0 else 1.0
    if index >= first > 0:
        factor *= 0.6 if looks[index] is Look.PROSE else 0.7 if index == first else 0.5
    if any(look in (Look.BYLINE, Look.DATED) for look in looks[index + 1 : index + 4]):
        factor *= 1.2
    return factor


def _barest(paragraphs: Sequence[Paragraph], scores: dict[int, float], best: int) -> int:
    """Return the place of the headline without the words that players, share buttons and breadcrumbs add to it.

    Of several equal lines the last is the headline itself; those above are links to it.
    """
    whole = paragraphs[best].text
    within = [i for i in scores if len(paragraphs[i].text) >= _SHORTEST_WITHIN and paragraphs[i].text in whole]
    within = [i for i in within if len(paragraphs[i].text) >= _MOST_OF_IT * len(whole)]
    shortest = min((len(paragraphs[i].text) for i in within), default=0)
    return max((i for i in within if len(paragraphs[i].text) == shortest), default=best)


def body_words(paragraphs: Sequence[Paragraph], looks: Sequence[Look], first: int, last: int) -> Counter[str]:
    """Count the beginnings of the words in the body, so that inflected forms count as one."""
    counts: Counter[str] = Counter()
    length = 0
    for paragraph, look in zip(paragraphs[first:last], looks[first:last], strict=True):
        if look.is_text:
            counts.update(_beginnings(paragraph.text[:_BODY_LOOKED_AT]))
            length += paragraph.size
            if length > _BODY_LOOKED_AT:
                break
    return counts


def _beginnings(text: str) -> list[str]:
    """Return of each word the first six letters, three at least; of scripts without spaces pairs of characters."""
    if text.isascii():
        return _ASCII_BEGINNING.findall(text.lower())
    return _BEGINNING.findall(text.casefold()) + _CJK_PAIR.findall(text)


def _may_be_title(paragraph: Paragraph, look: Look, *, inside: bool) -> bool:
    text = paragraph.text
    if (
        look not in (Look.LINE, Look.SENTENCE, Look.PROSE)
        or paragraph.size < 8
        or len(text) > _LONGEST
        or "://" in text
    ):
        return False
    return not (inside and (_ends_flat(text) or text.endswith((":", ";")) or paragraph.size > 160))


def _score(paragraph: Paragraph, recurring: Counter[str], *, distance: int, times: int) -> float:
    text = paragraph.text
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
    if text.startswith(_BULLETS):
        score *= 0.5
    return score * (1.0 - 0.008 * min(distance, LOOK_BACK))


def _ends_flat(text: str) -> bool:
    """Tell whether a line ends in a full stop, as headlines do not."""
    return text.rstrip("\"'”’»").endswith((".", "。")) and not text.endswith("...")
