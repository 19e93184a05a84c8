"""A saved text as paragraphs: its lines with hard wraps undone, each with where it stands and how it reads.

All of it is done for every text that is indexed, so the objects are tuples and the patterns are asked last.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple, overload

MAX_LINES = 50_000
"""Texts of more lines than this are no copied pages; their lines are taken in stretches, to bound time and memory."""

STRETCH = 4_000
"""Characters of such a stretch, about."""

WIDEST_WRAP = 110
NARROWEST_WRAP = 40
ENOUGH_GOING_ON = 5
NEARLY_ALL = 0.9
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af\u0e00-\u0e7f]")
_BLANK_LINE = re.compile(r"\n[^\S\n]*\n")
_SENTENCE_END = re.compile(r"(?:[.!?…。！？؟।;:](?:[^\w\s]|_)*(?:\s[^\w\s]+)?|; (?:and|or|und|et|ou|y|o|e))\Z")
_LONGEST_END = 8
_FULL_STOPS = (".", "!", "?", "…")
_LAST_ASCII = "\x7f"


Span = tuple[int, int, int, bool]
"""Where a paragraph stands: its first character and the one after its last, the 1-based line it begins on, and whether
a blank line stands before it.
"""


class Paragraph(NamedTuple):
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
    return [paragraph_at(text, span) for span in spans(text)]


class ParagraphsAt(Sequence[Paragraph]):
    """The paragraphs that stand at some spans of a text, each made when it is asked for: mostly few of them are."""

    def __init__(self, text: str, places: Sequence[Span]) -> None:
        self._text = text
        self._places = places

    def __len__(self) -> int:
        return len(self._places)

    @overload
    def __getitem__(self, index: int) -> Paragraph: ...
    @overload
    def __getitem__(self, index: slice) -> list[Paragraph]: ...
    def __getitem__(self, index: int | slice) -> Paragraph | list[Paragraph]:
        if isinstance(index, slice):
            return [paragraph_at(self._text, span) for span in self._places[index]]
        return paragraph_at(self._text, self._places[index])


def paragraph_at(text: str, span: Span) -> Paragraph:
    """Return the paragraph that stands at `span`."""
    start, end, line, gap = span
    content = text[start:end]
    if "\n" in content:
        content = content.replace("\n", " ")
    size, words = len(content), content.count(" ") + 1
    ends_sentence = _ends_sentence(content)
    if not content.isascii():
        dense = len(_CJK.findall(content))
        size += dense * 3 // 2
        words += dense // 2
    return Paragraph(start, end, content, line, gap, size, words, ends_sentence)


def spans(text: str) -> list[Span]:
    """Return where the paragraphs of a text stand: at its lines, with those joined that one was wrapped into."""
    if text.count("\n") > MAX_LINES:
        return _stretches(text)
    groups = _groups(text)
    if _begins_paragraphs_by_indent(text, groups):
        return [(starts[0], starts[-1] + len(lines[-1]), number, True) for number, starts, lines in groups]
    several = [lines for _, _, lines in groups if len(lines) > 1]
    above = [line for lines in several for line in lines[:-1]]
    below = [line for lines in several for line in lines[1:]]
    needed = _needed(above, below)
    width = _wrap_width(several, above, below, needed)
    ends = iter([not len(line) <= width < need for line, need in zip(above, needed, strict=True)])
    found: list[Span] = []
    for number, starts, lines in groups:
        first, last = 0, len(lines) - 1
        for place in range(last):
            if next(ends):
                found.append((starts[first], starts[place] + len(lines[place]), number + first, first == 0))
                first = place + 1
        found.append((starts[first], starts[last] + len(lines[last]), number + first, first == 0))
    return found


_Group = tuple[int, list[int], list[str]]
"""Lines that follow one another, without the white space around them: number of the first, offsets, contents."""


def _stretches(text: str) -> list[Span]:
    """Cut a text of very many lines at line ends into pieces of about `STRETCH` characters."""
    found: list[Span] = []
    start, line = 0, 1
    while start < len(text):
        end = text.rfind("\n", start, start + STRETCH) + 1 or min(start + STRETCH, len(text))
        piece = text[start:end]
        bare = piece.strip()
        if bare:
            first = start + piece.index(bare[0])
            found.append((first, first + len(bare), line, True))
        line += piece.count("\n")
        start = end
    return found


def is_dense(character: str) -> bool:
    """Whether a character is of a script without spaces between words."""
    return _CJK.match(character) is not None


def _ends_sentence(content: str) -> bool:
    last = content[-1:]
    if last in _FULL_STOPS:
        return True
    if last.isalnum() and ";" not in content[-_LONGEST_END:]:
        return False
    return _SENTENCE_END.search(content[-_LONGEST_END:]) is not None


def _groups(text: str) -> list[_Group]:
    """Return the lines that hold something, a new group after each blank one and each that is indented further."""
    groups: list[_Group] = []
    starts: list[int] = []
    lines: list[str] = []
    offset, fresh, last_indent = 0, True, 0
    for number, line in enumerate(text.split("\n"), start=1):
        bare = line.strip()
        if bare:
            indent = 0 if bare is line else line.index(bare[0])
            if fresh or indent > last_indent + 1:
                starts, lines, fresh = [offset + indent], [bare], False
                groups.append((number, starts, lines))
            else:
                starts.append(offset + indent)
                lines.append(bare)
            last_indent = indent
        else:
            fresh = True
        offset += len(line) + 1
    return groups


def _begins_paragraphs_by_indent(text: str, groups: list[_Group]) -> bool:
    """Tell whether paragraphs are set off by indents alone, as wire services do, and their lines are wrapped.

    Then every line but a paragraph's last is of some length; those of tables and lists are not.
    """
    if len(groups) < 2 or "\n\n" in text.strip() or _BLANK_LINE.search(text.strip()):
        return False
    lengths = [len(line) for _, _, lines in groups for line in lines[:-1]]
    long_enough = sum(NARROWEST_WRAP - 10 <= length <= WIDEST_WRAP for length in lengths)
    return long_enough >= 2 and long_enough >= NEARLY_ALL * len(lengths)


def _needed(above: list[str], below: list[str]) -> list[int]:
    """Return how wide a page must be for the first word of a line to have its place at the end of the line above."""
    words = [line.find(" ") for line in below]
    if words and min(words) < 0:
        words = [len(line) if word < 0 else word for word, line in zip(words, below, strict=True)]
    if max(below, default="") > _LAST_ASCII:  # by its first character
        words = [1 if _CJK.match(line) else word for word, line in zip(words, below, strict=True)]
    return [len(line) + 1 + word for line, word in zip(above, words, strict=True)]


def _wrap_width(groups: list[list[str]], above: list[str], below: list[str], needed: list[int]) -> int:
    """Return the column at which the text was wrapped, 0 where its lines end for other reasons.

    `groups` are the lines of each group of several; `needed` is of the n-th line `above` another of its group and that
    one, the n-th `below`. A line was wrapped where
    the first word of the next one did not fit. In wrapped text that is so of every line but a paragraph's last, and
    lines mostly go on in small letters.
    """
    going_on = [place for place, line in enumerate(below) if line[:1].islower() and above[place][:1].isalnum()]
    width = max([len(above[place]) for place in going_on], default=0)
    if len(going_on) >= ENOUGH_GOING_ON and NARROWEST_WRAP <= width <= WIDEST_WRAP:
        fitting = sum([width < needed[place] for place in going_on])
        if fitting >= NEARLY_ALL * len(going_on):
            return width
    width = joins = small = place = 0
    for lines in groups:
        begun, place = place, place + len(lines) - 1
        if place - begun < 2:
            continue
        widest = max(map(len, lines))
        if NARROWEST_WRAP <= widest <= WIDEST_WRAP and widest < min(needed[begun:place]):
            width = max(width, widest)
            joins += place - begun
            small += sum(not line[0].isupper() for line in lines[1:])
    return width if small * 2 >= joins >= 3 else 0
