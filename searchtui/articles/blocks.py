"""Paragraphs and what they are to the blocks of an article, with paragraph breaks put back where a copy lost them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from searchtui.articles.article import Block, Part
from searchtui.articles.lines import Paragraph, Span

_CAPITAL = "A-ZÀ-ÖØ-ÞА-Я"
_OPENING = f'“"‘«”’»{_CAPITAL}'
_MAY_FOLLOW = re.compile(f"[{_OPENING}]")
_LOST_BREAK = re.compile(
    # The rare character comes first, what stands before it is looked at afterwards: that is ten times as fast.
    rf"[.!?](?=[{_OPENING}])(?:(?<=[^\W\d_].)[”\"’»](?=[{_CAPITAL}“«][^\s.@/]*[\s,’'-])"
    r"|(?<=[^\W\d_A-Z.][^\W\d_A-Z.].)"
    rf"(?=[“\"‘«]?(?!(?:Com|Net|Org|Co|Js|Io|Info)\b)[{_CAPITAL}][^\s.@/]*[\s,’'-]))"
)
"""Two sentences without a space between them. Abbreviations, initials and domains ("U.S.A", "Example.Com") are not."""


def may_follow_lost_break(character: str) -> bool:
    """Whether a lost break may stand between a full stop and this character."""
    return _MAY_FOLLOW.match(character) is not None


def blocks(
    text: str, paragraphs: Sequence[Paragraph | Span], parts: Sequence[Part], *, may_lack_break: bool = True
) -> tuple[Block, ...]:
    """Return a block for each paragraph, two or more that touch where a body paragraph holds a lost break.

    There is none where no full stop comes right before a character that `may_follow_lost_break`.
    """
    if not may_lack_break or _LOST_BREAK.search(text) is None:
        new = tuple.__new__  # half the time of the named tuple's own constructor
        return tuple([new(Block, (place[0], place[1], part)) for place, part in zip(paragraphs, parts, strict=True)])
    return tuple(_blocks(text, paragraphs, parts))


def _blocks(text: str, paragraphs: Sequence[Paragraph | Span], parts: Sequence[Part]) -> Iterator[Block]:
    for paragraph, part in zip(paragraphs, parts, strict=True):
        start, end = paragraph[0], paragraph[1]
        if part is Part.BODY:
            for match in _LOST_BREAK.finditer(text, start, end):
                yield Block(start, match.end(), part)
                start = match.end()
        yield Block(start, end, part)
