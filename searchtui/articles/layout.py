"""Which paragraphs of a copied page are the article: the run of running text, cleaned of what the site put in it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from searchtui.articles.chrome import Look, is_biography
from searchtui.articles.credits import credited_agency
from searchtui.articles.lines import Paragraph
from searchtui.articles.wording import heads_afterwards, is_last_line

_SHORT_LINE = -25.0
_DATE_LINE = -60.0
_NOTICE = -60.0
_END = -200.0
_OVER = -1500.0
_MOST_FOR_ONE = 600.0
_ALONE = 0.15
_BETWEEN_LINES = 0.3
_BODY_BEFORE_BIOGRAPHY = 1200.0
_OPENING = 80
_LONGEST_SUBHEAD = 80
_LAST_LOOKED_AT = 3


_LETTER_OR_DIGIT = re.compile(r"[^\W_]")
_TEASER_LINES = (Look.LINE, Look.DATED, Look.BYLINE)


class Run(NamedTuple):
    """The paragraphs from `first` to before `last`; `weight` is about the characters of running text among them."""

    first: int
    last: int
    weight: float


def body_run(paragraphs: Sequence[Paragraph], looks: Sequence[Look]) -> Run:
    """Return the run of paragraphs that is the body.

    Running text counts for its length and everything else against it; the run with the largest sum is the body, as
    in Kadane's algorithm. Text that stands alone among short lines is a teaser and counts less. Where nothing reads
    as running text, everything below the first paragraph is the body.
    """
    repeated = _repeated(paragraphs, 1)
    openings: set[str] = set()
    weights = _weights(paragraphs, looks)
    best, total, start = Run(min(1, len(paragraphs) - 1), len(paragraphs), 0.0), 0.0, 0
    for index, paragraph in enumerate(paragraphs):
        if total <= 0:
            total, start = 0.0, index
        is_repeat = paragraph.text in repeated or (paragraph.size >= _OPENING and paragraph.text[:_OPENING] in openings)
        score = _score(paragraph, looks[index], repeated=is_repeat)
        if looks[index].is_text and total > _BODY_BEFORE_BIOGRAPHY and is_biography(paragraph.text):
            score = _END
        total += score * weights[index] if score > 0 else score
        openings.add(paragraph.text[:_OPENING])
        if total > best.weight:
            best = Run(start, index + 1, total)
    return best


def body_parts(paragraphs: Sequence[Paragraph], looks: Sequence[Look], first: int, last: int) -> list[bool]:
    """Tell for each paragraph from `first` to before `last` whether it belongs to the article.

    Dropped are notices, captions, repeats and the author's biography at the end, and short lines, except a lone one
    between two paragraphs of running text: that is a sub-head.
    """
    repeated = _repeated(paragraphs, 1)
    often = _repeated(paragraphs, 2)
    seen: set[str] = set()
    openings: set[str] = set()
    kept: list[bool] = []
    for index in range(first, last):
        paragraph = paragraphs[index]
        if looks[index].is_text:
            opening = paragraph.text[:_OPENING]
            keep = paragraph.text not in seen and (paragraph.text not in repeated or paragraph.size > 220)
            keep = keep and not (len(opening) == _OPENING and opening in openings)
            openings.add(opening)
        else:
            keep = looks[index] is Look.LINE and first < index < last - 1
            keep = keep and paragraph.size <= _LONGEST_SUBHEAD and paragraph.text not in often
            keep = keep and looks[index - 1].is_text and looks[index + 1].is_text
        seen.add(paragraph.text)
        kept.append(keep)
    for index in range(len(kept) - 1, max(0, len(kept) - 1 - _LAST_LOOKED_AT), -1):
        text = paragraphs[first + index].text
        if kept[index] and not is_biography(text) and not text.endswith(":"):
            break
        kept[index] = False
    return kept


def _score(paragraph: Paragraph, look: Look, *, repeated: bool) -> float:
    """Return how much a paragraph speaks for the body, in characters of running text."""
    if look is Look.PROSE:
        return _NOTICE if repeated else min(float(paragraph.size), _MOST_FOR_ONE)
    if look is Look.SENTENCE:
        return 0.0
    if look is Look.DATED:
        return _DATE_LINE
    if is_last_line(paragraph.text) or credited_agency(paragraph.text):
        return _OVER
    if heads_afterwards(paragraph.text):
        return _END
    return _NOTICE if look is Look.CHROME and paragraph.is_prose else _SHORT_LINE


def _weights(paragraphs: Sequence[Paragraph], looks: Sequence[Look]) -> list[float]:
    """Return for each paragraph how much it counts by its neighbours; lone bullets and rules are no neighbours."""
    solid = [index for index, paragraph in enumerate(paragraphs) if _LETTER_OR_DIGIT.search(paragraph.text)]
    solid_looks = [looks[index] for index in solid]
    weights = [1.0] * len(paragraphs)
    for place, index in enumerate(solid):
        if looks[index] is Look.PROSE:
            weights[index] = _weight(solid_looks, place)
    return weights


def _weight(looks: Sequence[Look], index: int) -> float:
    """Return how much a paragraph counts by its neighbours: little in a list of teasers, each with its lines."""
    before, after = looks[max(0, index - 2) : index], looks[index + 1 : index + 3]
    if not len(before) == len(after) == 2:
        return 1.0
    if not any(look.is_text or look is Look.CHROME for look in (*before, *after)):
        return _ALONE
    return _BETWEEN_LINES if before[-1] in _TEASER_LINES and after[0] in _TEASER_LINES else 1.0


def _repeated(paragraphs: Sequence[Paragraph], times: int) -> set[str]:
    """Return the texts that stand more than `times` times on the page."""
    counts = Counter(paragraph.text for paragraph in paragraphs if paragraph.size <= 600)
    return {text for text, count in counts.items() if count > times}
