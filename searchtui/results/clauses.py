"""Cutting a sentence that is too long to show, at clauses where possible, else between words."""

from __future__ import annotations

import re
import unicodedata
from typing import NamedTuple

ELLIPSIS_BEFORE = "… "
ELLIPSIS_AFTER = " …"

_CLAUSE_BORDER = re.compile(r"[,;:،؛)]\s+|\s[—–-]\s+|—|[，；：、]")
_WORD_BORDER = re.compile(r"\s+")


class Excerpt(NamedTuple):
    """The characters `start` to `end` of a text, and whether the sentence goes on before and after them."""

    start: int
    end: int
    cut_before: bool = False
    cut_after: bool = False


def excerpt_around(text: str, sentence: Excerpt, place: tuple[int, int], width: int) -> Excerpt:
    """The part of a sentence around `place` that takes at most `width` characters, its ellipses included.

    It begins and ends at a clause border where one is in reach, else between words, and inside a word only where a
    text has no spaces. What is left of `width` is shared between both sides of the place. A place that is itself too
    long is cut at its end.
    """
    inner = max(width - len(ELLIPSIS_BEFORE) - len(ELLIPSIS_AFTER), 1)
    place_start, place_end = place[0], min(place[1], place[0] + inner)
    room = inner - (place_end - place_start)
    before = max(room // 2, room - (sentence.end - place_end))
    start, cut_before = sentence.start, sentence.cut_before
    if place_start - sentence.start > before:
        start, cut_before = _start_in(text, place_start - before, place_start), True
    end, cut_after = sentence.end, sentence.cut_after
    if sentence.end - start > inner:
        end, cut_after = _end_in(text, place_end, start + inner), True
    return Excerpt(start, end, cut_before, cut_after)


def _start_in(text: str, earliest: int, latest: int) -> int:
    """The first border from `earliest` to `latest` after which a clause, else a word, begins."""
    for border in (_CLAUSE_BORDER, _WORD_BORDER):
        found = border.search(text, earliest - 1, latest)  # a border may end just there
        if found:
            return found.end()
    while earliest < latest and unicodedata.category(text[earliest])[0] == "M":
        earliest += 1
    return earliest


def _end_in(text: str, earliest: int, latest: int) -> int:
    """The last border from `earliest` to `latest` at which a clause, else a word, ends.

    A clause that ends in the first half is passed over, as the reader would see too little.
    """
    halfway = (earliest + latest) // 2
    clause_ends = [border.end() for border in _CLAUSE_BORDER.finditer(text, halfway, latest)]
    if clause_ends:
        return _without_space_after(text, earliest, clause_ends[-1])
    if latest < len(text) and text[latest].isspace():
        return _without_space_after(text, earliest, latest)
    word_ends = [border.start() for border in _WORD_BORDER.finditer(text, earliest, latest)]
    if word_ends:
        return word_ends[-1]
    while latest > earliest and latest < len(text) and unicodedata.category(text[latest])[0] == "M":
        latest -= 1
    return latest


def _without_space_after(text: str, earliest: int, end: int) -> int:
    while end > earliest and text[end - 1].isspace():
        end -= 1
    return end
