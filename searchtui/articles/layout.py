"""Which paragraphs of a copied page are the article: the run of running text, cleaned of what the site put in it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from searchtui.articles.chrome import byline, is_breadcrumb, is_caption, is_chrome, is_relative_date
from searchtui.articles.dates import dateline, find_dates
from searchtui.articles.lines import Paragraph

_SHORT_LINE = -25.0
_NOTICE = -80.0
_MOST_FOR_ONE = 900.0
_LONGEST_SUBHEAD = 80


def body_run(paragraphs: Sequence[Paragraph]) -> tuple[int, int]:
    """Return the first paragraph of the body and the one after its last.

    Running text counts for its length and everything else against it; the run with the largest sum is the body, as
    in Kadane's algorithm. Where nothing reads as running text, everything below the first paragraph is the body.
    """
    repeated = _repeated(paragraphs)
    best, best_run, total, start = 0.0, (min(1, len(paragraphs) - 1), len(paragraphs)), 0.0, 0
    for index, paragraph in enumerate(paragraphs):
        if total <= 0:
            total, start = 0.0, index
        total += _score(paragraph, repeated=paragraph.text in repeated)
        if total > best:
            best, best_run = total, (start, index + 1)
    return best_run


def is_noise(paragraph: Paragraph) -> bool:
    """Tell whether a paragraph is a menu entry, a notice, a caption, a byline or a date line."""
    text = paragraph.text
    return (
        is_chrome(text)
        or is_caption(text)
        or is_relative_date(text)
        or is_breadcrumb(text)
        or (len(text) <= 400 and dateline(text) is not None)
        or byline(text) is not None
        or (len(text) <= 60 and bool(find_dates(text)))
        or not any(char.isalpha() for char in text[:400])
    )


def body_parts(paragraphs: Sequence[Paragraph], first: int, last: int) -> list[bool]:
    """Tell for each paragraph from `first` to before `last` whether it belongs to the article.

    Dropped are notices, captions and repeats, and short lines, except a lone one between two paragraphs of running
    text: that is a sub-head.
    """
    repeated = _repeated(paragraphs)
    seen: set[str] = set()
    noise = [is_noise(paragraph) for paragraph in paragraphs[first:last]]
    prose = [
        not noise[index] and (paragraph.is_prose or paragraph.is_sentence)
        for index, paragraph in enumerate(paragraphs[first:last])
    ]
    kept: list[bool] = []
    for index, paragraph in enumerate(paragraphs[first:last]):
        if prose[index]:
            keep = paragraph.text not in seen and (paragraph.text not in repeated or paragraph.size > 220)
        else:
            keep = (
                not noise[index]
                and paragraph.text not in repeated
                and paragraph.size <= _LONGEST_SUBHEAD
                and 0 < index < len(prose) - 1
                and prose[index - 1]
                and prose[index + 1]
            )
        seen.add(paragraph.text)
        kept.append(keep)
    return kept


def _score(paragraph: Paragraph, *, repeated: bool) -> float:
    if not paragraph.is_prose:
        return 0.0 if paragraph.is_sentence and not is_noise(paragraph) else _SHORT_LINE
    if repeated or is_chrome(paragraph.text):
        return _NOTICE
    return _SHORT_LINE if is_caption(paragraph.text) else min(float(paragraph.size), _MOST_FOR_ONE)


def _repeated(paragraphs: Sequence[Paragraph]) -> set[str]:
    counts = Counter(paragraph.text for paragraph in paragraphs if paragraph.size <= 600)
    return {text for text, count in counts.items() if count > 1}
