"""A saved text as paragraphs: its lines with hard wraps undone, each with where it stands and what it looks like."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise

MAX_LINES = 50_000
"""Texts of more lines than this are no copied pages; their lines are taken in stretches, to bound time and memory."""

STRETCH = 4_000
"""Characters of such a stretch, about."""

_WIDEST_WRAP = 110
_NARROWEST_WRAP = 40
_ENOUGH_GOING_ON = 5
_NEARLY_ALL = 0.9
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_SENTENCE_END = re.compile(r"(?:[.!?…。！？؟।;:](?:[^\w\s]|_)*(?:\s[^\w\s]+)?|; (?:and|or|und|et|ou|y|o|e))\Z")


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph, heading, menu entry or caption: characters `start` to `end` of the text it was taken from.

    `text` is what stands there with hard wraps as spaces, `line` the 1-based line it begins on, `gap` whether a blank
    line stands before it. `size` is its length in characters, those of scripts without spaces counting 2.5.
    """

    start: int
    end: int
    text: str
    line: int
    gap: bool
    size: int
    words: int
    ends_sentence: bool

    @property
    def is_prose(self) -> bool:
        """Whether it reads as running text: a long line, or a line of some length that ends as a sentence does."""
        return self.size >= 220 or (self.size >= 70 and self.words >= 10 and self.ends_sentence)

    @property
    def is_sentence(self) -> bool:
        """Whether it may be a short paragraph of running text."""
        return self.words >= 4 and self.ends_sentence


def paragraphs(text: str) -> list[Paragraph]:
    """Split `text` into paragraphs; together they cover all its printed characters, in order."""
    if text.count("\n") > MAX_LINES:
        return _stretches(text)
    groups = _groups(text)
    indented = _begins_paragraphs_by_indent(text, groups)
    width = 0 if indented else _wrap_width(text, groups)
    found: list[Paragraph] = []
    for group in groups:
        start, end, number = group[0]
        gap = True
        for nearer, further in pairwise(group):
            if not (indented or (width and _wraps(text, nearer, further, width))):
                found.append(_paragraph(text, start, end, number, gap=gap))
                start, _, number = further
                gap = False
            end = further[1]
        found.append(_paragraph(text, start, end, number, gap=gap))
    return found


_Line = tuple[int, int, int]


def _stretches(text: str) -> list[Paragraph]:
    """Cut a text of very many lines at line ends into pieces of about `STRETCH` characters."""
    found: list[Paragraph] = []
    start, line = 0, 1
    while start < len(text):
        end = text.rfind("\n", start, start + STRETCH) + 1 or min(start + STRETCH, len(text))
        piece = text[start:end]
        bare = piece.strip()
        if bare:
            first = start + piece.index(bare[0])
            found.append(_paragraph(text, first, first + len(bare), line, gap=True))
        line += piece.count("\n")
        start = end
    return found


def paragraph_at(text: str, start: int, end: int, line: int) -> Paragraph:
    """Return the paragraph of the characters `start` to `end`, which begin on `line`."""
    return _paragraph(text, start, end, line, gap=True)


def _paragraph(text: str, start: int, end: int, line: int, *, gap: bool) -> Paragraph:
    content = text[start:end].replace("\n", " ")
    size, words = len(content), content.count(" ") + 1
    if not content.isascii():
        dense = len(_CJK.findall(content))
        size += dense * 3 // 2
        words += dense // 2
    return Paragraph(start, end, content, line, gap, size, words, bool(_SENTENCE_END.search(content[-8:])))


def _groups(text: str) -> list[list[_Line]]:
    """Return lines as (start, end, number) without surrounding space, a new list after each blank or indented one."""
    groups: list[list[_Line]] = []
    offset, fresh, last_indent = 0, True, 0
    for number, line in enumerate(text.split("\n"), start=1):
        bare = line.strip()
        if bare:
            indent = line.index(bare[0])
            if fresh or indent > last_indent + 1:
                groups.append([])
            groups[-1].append((offset + indent, offset + indent + len(bare), number))
            last_indent = indent
        fresh = not bare
        offset += len(line) + 1
    return groups


def _begins_paragraphs_by_indent(text: str, groups: list[list[_Line]]) -> bool:
    """Tell whether paragraphs are set off by indents alone, as wire services do, and their lines are wrapped.

    Then every line but a paragraph's last is of some length; those of tables and lists are not.
    """
    if len(groups) < 2 or _BLANK_LINE.search(text.strip()):
        return False
    lengths = [end - start for group in groups for start, end, _ in group[:-1]]
    long_enough = sum(_NARROWEST_WRAP - 10 <= length <= _WIDEST_WRAP for length in lengths)
    return long_enough >= 2 and long_enough >= _NEARLY_ALL * len(lengths)


def _wrap_width(text: str, groups: list[list[_Line]]) -> int:
    """Return the column at which the text was wrapped, 0 where its lines end for other reasons.

    In wrapped text, no line but a paragraph's last has room for the next line's first word, and lines mostly go on in
    small letters.
    """
    going_on = [
        pair
        for group in groups
        for pair in pairwise(group)
        if text[pair[1][0]].islower() and text[pair[0][0]].isalnum()
    ]
    width = max((end - start for (start, end, _), _ in going_on), default=0)
    if len(going_on) >= _ENOUGH_GOING_ON and _NARROWEST_WRAP <= width <= _WIDEST_WRAP:
        fitting = sum(_wraps(text, nearer, further, width) for nearer, further in going_on)
        if fitting >= _NEARLY_ALL * len(going_on):
            return width
    width = joins = small = 0
    for group in groups:
        widest = max(end - start for start, end, _ in group)
        if len(group) < 3 or not _NARROWEST_WRAP <= widest <= _WIDEST_WRAP:
            continue
        if all(_wraps(text, nearer, further, widest) for nearer, further in pairwise(group)):
            width = max(width, widest)
            joins += len(group) - 1
            small += sum(not text[start].isupper() for start, _, _ in group[1:])
    return width if small * 2 >= joins >= 3 else 0


def _wraps(text: str, nearer: _Line, further: _Line, width: int) -> bool:
    """Tell whether the line `nearer` ended because the first word of `further` did not fit."""
    length = nearer[1] - nearer[0]
    space = text.find(" ", further[0], min(further[1], further[0] + width))
    word = (space if space >= 0 else further[1]) - further[0]
    if _CJK.match(text, further[0]):
        word = 1
    return length <= width < length + 1 + word
