"""A text's lines as marked stretches: headline, article and the rest."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from searchtui.files.document import Role, Stretch

_LETTER = re.compile(r"[^\W_]")
_NOT_LETTERS = re.compile(r"[\W_]+")


def laid_out(text: str, body: Sequence[tuple[int, int]], title: tuple[int, int] | None) -> tuple[Stretch, ...]:
    """Return stretches that cover all printed text in order.

    `body` are ascending spans that do not overlap. A line with nothing but punctuation besides its span belongs to the
    article as a whole, another is cut into what does and what does not.
    """
    found: list[Stretch] = []
    place = 0
    for start, end in _lines(text):
        while place < len(body) and body[place][1] <= start:
            place += 1
        if title is not None and title[0] <= start and end <= title[1]:
            found.append(Stretch(start, end, Role.TITLE))
        else:
            found.extend(_cut(text, start, end, body, place))
    return tuple(found)


def line_of_title(text: str, title: str, headings: Sequence[tuple[int, int]], before: int) -> tuple[int, int] | None:
    """Return the line or heading that is the headline: a heading first, else the last equal line above the article."""
    wanted = folded(title)
    if not wanted:
        return None
    for span in headings:
        if folded(text[span[0] : span[1]]) == wanted:
            return span
    equal = [
        span
        for span in _lines(text)
        if span[1] - span[0] < 3 * len(title) + 20 and folded(text[slice(*span)]) == wanted
    ]
    return next((span for span in reversed(equal) if span[0] <= before), equal[0] if equal else None)


def folded(text: str) -> str:
    """Return a headline reduced to what two ways of writing it share."""
    return _NOT_LETTERS.sub("", text).casefold()


def _lines(text: str) -> Iterator[tuple[int, int]]:
    offset = 0
    for line in text.split("\n"):
        bare = line.strip()
        if bare:
            start = offset + line.index(bare[0])
            yield start, start + len(bare)
        offset += len(line) + 1


def _cut(text: str, start: int, end: int, body: Sequence[tuple[int, int]], place: int) -> Iterator[Stretch]:
    """Yield the parts of one line."""
    cursor = start
    while place < len(body) and body[place][0] < end:
        first, last = max(cursor, body[place][0]), min(end, body[place][1])
        place += 1
        limit = min(end, body[place][0]) if place < len(body) else end
        first = _clinging(text, first, cursor, -1)
        last = _clinging(text, last, limit, 1)
        if not _LETTER.search(text, cursor, first):
            first = cursor
        if not _LETTER.search(text, last, limit):
            last = limit
        yield from _stretch(text, cursor, first, Role.CHROME)
        yield from _stretch(text, first, last, Role.BODY)
        cursor = last
    yield from _stretch(text, cursor, end, Role.CHROME)


def _clinging(text: str, place: int, limit: int, step: int) -> int:
    """Move an edge over punctuation that touches it, up to `limit`."""
    while place != limit:
        char = text[place if step > 0 else place - 1]
        if char.isspace() or char.isalnum():
            break
        place += step
    return place


def _stretch(text: str, start: int, end: int, role: Role) -> Iterator[Stretch]:
    piece = text[start:end]
    bare = piece.strip()
    if bare:
        first = start + piece.index(bare[0])
        yield Stretch(first, first + len(bare), role)
