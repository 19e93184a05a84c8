"""Paragraphs and what they are to the blocks of an article, with paragraph breaks put back where a copy lost them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from searchtui.articles.article import Block, Part
from searchtui.articles.lines import Paragraph

_LOST_BREAK = re.compile(
    r"(?<=[^\W\d_A-Z.][^\W\d_A-Z.][.!?])"
    r"(?=[“\"‘«]?(?!(?:Com|Net|Org|Co|Js|Io|Info)\b)[A-ZÀ-ÖØ-ÞА-Я][^\s.@/]*[\s,’'-])"
    r"|(?<=[^\W\d_][.!?][”\"’»])(?=[A-ZÀ-ÖØ-ÞА-Я“«][^\s.@/]*[\s,’'-])"
)
"""Two sentences without a space between them. Abbreviations, initials and domains ("U.S.A", "Example.Com") are not."""


def blocks(text: str, paragraphs: Sequence[Paragraph], parts: Sequence[Part]) -> tuple[Block, ...]:
    """Return a block for each paragraph, two or more that touch where a body paragraph holds a lost break."""
    return tuple(_blocks(text, paragraphs, parts))


def _blocks(text: str, paragraphs: Sequence[Paragraph], parts: Sequence[Part]) -> Iterator[Block]:
    for paragraph, part in zip(paragraphs, parts, strict=True):
        start = paragraph.start
        if part is Part.BODY:
            for match in _LOST_BREAK.finditer(text, paragraph.start, paragraph.end):
                yield Block(start, match.start(), part)
                start = match.start()
        yield Block(start, paragraph.end, part)
