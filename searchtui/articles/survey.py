"""The lines of many texts at once: what `lines.spans` and others find text by text, as arrays over all of them.

An article has some forty lines, and Python takes as long to look at a few of them as numpy takes for all. What is
found is what the functions named here find; a text for which that would take more than arrays gets no survey and is
left to them.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from itertools import pairwise
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchtui.articles.blocks import may_follow_lost_break
from searchtui.articles.lines import (
    ENOUGH_GOING_ON,
    MAX_LINES,
    NARROWEST_WRAP,
    NEARLY_ALL,
    WIDEST_WRAP,
    Span,
    is_dense,
)
from searchtui.articles.wording import LONGEST_NOTICE, OPENING_CHARACTERS, site_openings
from searchtui.text.openings import clear_languages

Numbers = NDArray[np.integer[Any]]
Flags = NDArray[np.bool_]

_BREAK: Final = ord("\n")
_SPACE: Final = ord(" ")
_STOPS: Final = tuple(map(ord, ".!?"))
_KNOWN: Final = 0x2200
"""Characters from here on are looked up one by one: those before are of Europe's scripts, or typography."""

_LAST_ASCII: Final = 0x7F
_SMALL: Final = np.uint32(0x20)
"""The bit by which small letters of ASCII differ from capitals."""

_FACTOR: Final = np.uint64(0x9E3779B97F4A7C15)
"""2⁶⁴ by the golden ratio: multiplying by it spreads keys well (Knuth, TAOCP 6.4)."""

_WORD: Final = (1 << 64) - 1
_KEY_BITS: Final = 16
_KEY_SHIFT: Final = np.uint64(64 - _KEY_BITS)

_MOST_SPACES: Final = 40
"""White space around a line beyond which its text is left to others."""

_IS_SPACE, _IS_SMALL, _IS_LARGE, _IS_ALNUM, _IS_DENSE, _AFTER_STOP = (1 << bit for bit in range(6))


class Survey(NamedTuple):
    """What is known of a text: its paragraphs (`lines.spans`), whether one of them may hold a lost break
    (`blocks.blocks`), which of them may be wording of a site (`wording.site_wording`), and the language if its opening
    leaves no doubt (`languages.clear_language`).
    """

    spans: list[Span]
    may_lack_break: bool
    may_be_site: list[int]
    language: str | None


@dataclass(frozen=True, slots=True, eq=False)
class _Lines:
    """All lines that hold something, text after text, as arrays of one length.

    `owners` are the numbers of their texts, `starts` and `ends` places in the joined characters without the white space
    around, `numbers` count the lines of a text from 1. A line `opens` a group as in `lines.spans`, and is `fresh` where
    a blank line or nothing stands before it. `looks` are the flags of its first character.
    """

    owners: Numbers
    starts: Numbers
    ends: Numbers
    numbers: Numbers
    fresh: Flags
    opens: Flags
    looks: NDArray[np.uint8]


def surveys(texts: Sequence[str]) -> list[Survey | None]:
    """A survey of each text, None for those that are better looked at alone. All of them are held as four bytes a
    character.
    """
    data = np.frombuffer("\n".join((*texts, "\n" * OPENING_CHARACTERS)).encode("utf-32-le", "surrogatepass"), np.uint32)
    bounds = np.cumsum([0, *(len(text) + 1 for text in texts)])
    lines, is_odd = _lines(data, bounds)
    needed = _needed(data, lines)
    starts, ends, firsts = _spans(lines, needed, _wrap_widths(lines, needed, len(texts)))
    owners = lines.owners[firsts]
    own = np.searchsorted(owners, np.arange(len(texts) + 1)).tolist()
    offsets = bounds[owners]
    spans = list(
        zip(
            (starts - offsets).tolist(),
            (ends - offsets).tolist(),
            lines.numbers[firsts].tolist(),
            lines.opens[firsts].tolist(),
            strict=True,
        )
    )
    sites = _may_be_site(data, starts, ends)
    of_sites = (sites - np.searchsorted(owners, owners[sites])).tolist()
    own_sites = np.searchsorted(owners[sites], np.arange(len(texts) + 1)).tolist()
    lacking = _may_lack_break(data, bounds)
    languages = clear_languages(texts)
    return [
        None if odd else Survey(spans[first:last], lacks, of_sites[first_site:last_site], language)
        for odd, lacks, (first, last), (first_site, last_site), language in zip(
            is_odd.tolist(), lacking.tolist(), pairwise(own), pairwise(own_sites), languages, strict=True
        )
    ]


def _lines(data: NDArray[np.uint32], bounds: Numbers) -> tuple[_Lines, Flags]:
    """The lines of the texts that begin at `bounds`, and which texts are better looked at alone."""
    count = bounds.size - 1
    breaks = np.flatnonzero(data[: bounds[-1]] == _BREAK)
    begins = np.concatenate(([0], breaks[:-1] + 1))[: breaks.size]
    firsts = np.searchsorted(begins, bounds)
    line_counts = np.diff(firsts)
    owners = np.repeat(np.arange(count), line_counts)
    starts, ends, unsettled = _stripped(data, begins, breaks)
    is_odd = line_counts > MAX_LINES
    is_odd[owners[unsettled]] = True
    filled = np.flatnonzero(starts < ends)
    numbers, owners, starts = filled - firsts[owners[filled]] + 1, owners[filled], starts[filled]
    indents = starts - begins[filled]
    fresh = np.ones(filled.size, np.bool_)
    fresh[1:] = (np.diff(filled) > 1) | (np.diff(owners) > 0)
    opens = fresh.copy()
    opens[1:] |= indents[1:] > indents[:-1] + 1
    blank_lines = np.bincount(owners[fresh], minlength=count) > 1
    is_odd |= ~blank_lines & (np.bincount(owners[opens], minlength=count) > 1)  # indents alone may begin paragraphs
    return _Lines(owners, starts, ends[filled], numbers, fresh, opens, _looks(data[starts])), is_odd


def _stripped(data: NDArray[np.uint32], starts: Numbers, ends: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """Where lines begin and end without the white space around them, and the places of those that have much of it."""
    starts, ends = starts.copy(), ends.copy()
    left = right = np.arange(starts.size)
    for _ in range(_MOST_SPACES):
        left = left[starts[left] < ends[left]]
        left = left[_looks(data[starts[left]]) & _IS_SPACE > 0]
        starts[left] += 1
        right = right[starts[right] < ends[right]]
        right = right[_looks(data[ends[right] - 1]) & _IS_SPACE > 0]
        ends[right] -= 1
        if not (left.size or right.size):
            break
    return starts, ends, np.concatenate((left, right))


def _wrap_widths(lines: _Lines, needed: Numbers, count: int) -> Numbers:
    """The column at which each text was wrapped, 0 where its lines end for other reasons: see `lines.spans`."""
    below = np.flatnonzero(~lines.opens)
    above, owners = below - 1, lines.owners[below]
    lengths = lines.ends - lines.starts
    going_on = np.flatnonzero((lines.looks[below] & _IS_SMALL > 0) & (lines.looks[above] & _IS_ALNUM > 0))
    width = np.zeros(count, np.int64)
    np.maximum.at(width, owners[going_on], lengths[above[going_on]])
    going = np.bincount(owners[going_on], minlength=count)
    fit = going_on[width[owners[going_on]] < needed[going_on]]
    fitting = np.bincount(owners[fit], minlength=count)
    is_settled = (going >= ENOUGH_GOING_ON) & _is_width(width) & (fitting >= NEARLY_ALL * going)
    return np.where(is_settled, width, _widths_of_groups(lines, needed, count))


def _widths_of_groups(lines: _Lines, needed: Numbers, count: int) -> Numbers:
    """The column at which each text was wrapped by those of its paragraphs that look wrapped, 0 if few do."""
    below = np.flatnonzero(~lines.opens)
    heads = np.flatnonzero(lines.opens)
    group = (np.cumsum(lines.opens) - 1)[below]
    joins = np.bincount(group, minlength=heads.size)
    widest = np.maximum.reduceat(lines.ends - lines.starts, heads) if heads.size else np.empty(0, np.int64)
    least = np.full(heads.size, np.iinfo(np.int64).max)
    np.minimum.at(least, group, needed)
    is_wrapped = (joins >= 2) & _is_width(widest) & (widest < least)
    wrapped, owners = np.flatnonzero(is_wrapped), lines.owners[heads]
    width = np.zeros(count, np.int64)
    np.maximum.at(width, owners[wrapped], widest[wrapped])
    all_joins = np.bincount(owners[wrapped], joins[wrapped], count)
    small = below[is_wrapped[group] & (lines.looks[below] & _IS_LARGE == 0)]
    small_ones = np.bincount(lines.owners[small], minlength=count)
    return np.where((small_ones * 2 >= all_joins) & (all_joins >= 3), width, 0)


def _is_width(width: Numbers) -> Flags:
    return (width >= NARROWEST_WRAP) & (width <= WIDEST_WRAP)


def _needed(data: NDArray[np.uint32], lines: _Lines) -> Numbers:
    """How wide a page must be for the first word of each line that opens no group to stand in the line above."""
    below = np.flatnonzero(~lines.opens)
    starts, ends = lines.starts[below], lines.ends[below]
    spaces = np.append(np.flatnonzero(data == _SPACE), data.size)
    word = np.minimum(spaces[np.searchsorted(spaces, starts)], ends) - starts
    word[lines.looks[below] & _IS_DENSE > 0] = 1
    needed: Numbers = (lines.ends - lines.starts)[below - 1] + 1 + word
    return needed


def _spans(lines: _Lines, needed: Numbers, width: Numbers) -> tuple[Numbers, Numbers, Numbers]:
    """The paragraphs: where they start and end, and which line each begins with."""
    below = np.flatnonzero(~lines.opens)
    lengths, room = (lines.ends - lines.starts)[below - 1], width[lines.owners[below]]
    begins = lines.opens.copy()
    begins[below] = ~((lengths <= room) & (room < needed))
    firsts = np.flatnonzero(begins)
    lasts = np.append(firsts[1:], lines.starts.size)[: firsts.size] - 1
    return lines.starts[firsts], lines.ends[lasts], firsts


def _may_be_site(data: NDArray[np.uint32], starts: Numbers, ends: Numbers) -> Numbers:
    """Which paragraphs may be wording of a site by how they begin (see `wording.site_openings`)."""
    known = _site_openings()
    key = np.zeros(starts.size, np.uint64)
    last = data[starts]
    may_be = ~_is_letter(last)
    for place in range(OPENING_CHARACTERS):
        characters = data[starts + place]
        may_be |= (characters >= _LAST_ASCII) | (characters < _SPACE) | (characters == _SPACE) & (last == _SPACE)
        key = (key * _FACTOR) ^ np.where(_is_letter(characters), characters | _SMALL, characters)
        last = characters
        may_be |= known[(key * _FACTOR >> _KEY_SHIFT).astype(np.int64)]
    return np.flatnonzero(may_be & (ends - starts <= LONGEST_NOTICE))


def _is_letter(characters: NDArray[np.uint32]) -> Flags:
    """Whether characters are letters of ASCII."""
    return ((characters | _SMALL) - np.uint32(ord("a"))) < 26


def _may_lack_break(data: NDArray[np.uint32], bounds: Numbers) -> Flags:
    """Which texts have a full stop behind a word, and right behind it what a lost break may stand before.

    The capitals of abbreviations such as "U.S." are no such words, and behind a quotation mark more must follow.
    """
    stop = data == _STOPS[0]
    for other in _STOPS[1:]:
        stop |= data == other
    places = np.flatnonzero(stop)
    places = places[_looks(data[places + 1]) & _AFTER_STOP > 0]
    before = data[np.maximum(places - 1, 0)]
    is_quoted = _looks(data[places + 1]) & _IS_LARGE == 0
    goes_on = np.where(is_quoted, _looks(data[places + 2]) & _AFTER_STOP > 0, (before < ord("A")) | (before > ord("Z")))
    found = places[(_looks(before) & _IS_ALNUM > 0) & goes_on]
    return np.bincount(np.searchsorted(bounds, found, "right") - 1, minlength=bounds.size - 1)[: bounds.size - 1] > 0


@cache
def _site_openings() -> Flags:
    """By a hash of characters whether some wording of sites may begin with them."""
    known = np.zeros(1 << _KEY_BITS, np.bool_)
    for opening in site_openings():
        key = 0
        for character in opening:
            key = (key * int(_FACTOR) & _WORD) ^ ord(character)
        known[(key * int(_FACTOR) & _WORD) >> int(_KEY_SHIFT)] = True
    return known


def _looks(characters: NDArray[np.uint32]) -> NDArray[np.uint8]:
    """The flags of characters."""
    found = _table()[np.minimum(characters, _KNOWN)]
    for place in np.flatnonzero(characters >= _KNOWN).tolist():
        found[place] = _look(int(characters[place]))
    return found


@cache
def _table() -> NDArray[np.uint8]:
    return np.array([*map(_look, range(_KNOWN)), 0], np.uint8)


@lru_cache(maxsize=20_000)
def _look(code: int) -> int:
    character = chr(code)
    return (
        _IS_SPACE * character.isspace()
        | _IS_SMALL * character.islower()
        | _IS_LARGE * character.isupper()
        | _IS_ALNUM * character.isalnum()
        | _IS_DENSE * is_dense(character)
        | _AFTER_STOP * may_follow_lost_break(character)
    )
