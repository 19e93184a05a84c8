"""Which paragraphs of a copied page are the article: the run of running text, cleaned of what the site put in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from searchtui.articles.chrome import Look, is_biography
from searchtui.articles.credits import credited_agency
from searchtui.articles.lines import Paragraph
from searchtui.articles.wording import heads_afterwards, is_last_line

_SHORT_LINE = -25.0
_NOTICE = -60.0
_END = -200.0
_OVER = -600.0
_MOST_FOR_ONE = 600.0
_ALONE = 0.15
_LONGEST_SUBHEAD = 80
_LAST_LOOKED_AT = 3


def body_run(paragraphs: Sequence[Paragraph], looks: Sequence[Look]) -> tuple[int, int]:
    """Return the first paragraph of the body and the one after its last.

    Running text counts for its length and everything else against it; the run with the largest sum is the body, as
    in Kadane's algorithm. Text that stands alone among short lines is a teaser and counts less. Where nothing reads
    as running text, everything below the first paragraph is the body.
    """
    repeated = _repeated(paragraphs, 1)
    best, best_run, total, start = 0.0, (min(1, len(paragraphs) - 1), len(paragraphs)), 0.0, 0
    for index, paragraph in enumerate(paragraphs):
        if total <= 0:
            total, start = 0.0, index
        score = _score(paragraph, looks[index], repeated=paragraph.text in repeated)
        total += score * _ALONE if score > 0 and _stands_alone(looks, index) else score
        if total > best:
            best, best_run = total, (start, index + 1)
    return best_run


def body_parts(paragraphs: Sequence[Paragraph], looks: Sequence[Look], first: int, last: int) -> list[bool]:
    """Tell for each paragraph from `first` to before `last` whether it belongs to the article.

    Dropped are notices, captions, repeats and the author's biography at the end, and short lines, except a lone one
    between two paragraphs of running text: that is a sub-head.
    """
    repeated = _repeated(paragraphs, 1)
    often = _repeated(paragraphs, 2)
    seen: set[str] = set()
    kept: list[bool] = []
    for index in range(first, last):
        paragraph = paragraphs[index]
        if looks[index].is_text:
            keep = paragraph.text not in seen and (paragraph.text not in repeated or paragraph.size > 220)
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
    if is_last_line(paragraph.text) or credited_agency(paragraph.text):
        return _OVER
    if heads_afterwards(paragraph.text):
        return _END
    return _NOTICE if look is Look.CHROME and paragraph.is_prose else _SHORT_LINE


def _stands_alone(looks: Sequence[Look], index: int) -> bool:
    """Tell whether two lines that are no text stand on both sides of a paragraph."""
    before, after = looks[max(0, index - 2) : index], looks[index + 1 : index + 3]
    return len(before) == len(after) == 2 and not any(look.is_text or look is Look.CHROME for look in (*before, *after))


def _repeated(paragraphs: Sequence[Paragraph], times: int) -> set[str]:
    """Return the texts that stand more than `times` times on the page."""
    counts = Counter(paragraph.text for paragraph in paragraphs if paragraph.size <= 600)
    return {text for text, count in counts.items() if count > times}
