"""The ordinary wording of news sites, from a data file: what a line says that is no part of an article."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from enum import Enum
from functools import cache, lru_cache
from importlib.resources import files
from typing import Final

_BEFORE = re.compile(r"\A[\W\d_]+")
_FIRST_WORD = re.compile(r"[\W\d_]*([^\W\d_]+)")
_LAST_ASCII = "\x7f"
_LONGEST_WORD = 24
"""Longer first words than this are no words that lines of sites begin with."""

_LETTERS_BEHIND = 2
_LOOKED_AT = 200
_LONGEST_SHORT = 120
LONGEST_NOTICE: Final = 600
"""Characters of the longest line that is compared."""

OPENING_CHARACTERS: Final = 6


class Section(Enum):
    """The sections of `chrome.txt`."""

    SHORT = "short"
    NOTICE = "notice"
    END = "end"
    OVER = "over"


_OF_SITES: Final = (Section.SHORT, Section.NOTICE)


class _Phrases:
    """Phrases of one section, compared without going through them all."""

    def __init__(self) -> None:
        self._whole: set[str] = set()
        self._openings: dict[str, tuple[str, ...]] = {}
        self.first_words: set[str] = set()
        self.first_letters: tuple[str, ...] = ()
        self.rests: list[tuple[str, str]] = []
        """Of each phrase the first word, and the letters behind it and a space; "" where anything may follow."""

    def add(self, line: str) -> None:
        phrase = line.removesuffix("*").strip()
        self._whole.add(phrase)
        if line.endswith("*"):
            self._openings[phrase[:2]] = (*self._openings.get(phrase[:2], ()), phrase)
        first = _FIRST_WORD.match(phrase)
        word = first[1] if first else ""
        self.first_words.add(word)
        before, _, rest = phrase.partition(word) if word else ("", "", "")
        if before or len(rest) <= _LETTERS_BEHIND:
            self.rests.append((word, ""))
        elif rest[0] == " ":
            self.rests.append((word, rest[1 : 1 + _LETTERS_BEHIND]))
        if line.endswith("*") and word == phrase and not word.isascii():  # it may go on within the word
            self.first_letters += (word,)

    def all(self) -> frozenset[str]:
        return frozenset(self._whole)

    def match(self, line: str) -> bool:
        if line in self._whole:
            return True
        openings = self._openings.get(line[:2], ())
        return line.startswith(openings) and any(
            line.startswith(phrase) and not (phrase[-1].isascii() and line[len(phrase) : len(phrase) + 1].isalnum())
            for phrase in openings
        )


_Openings = tuple[frozenset[str], tuple[str, ...]]
"""First words of phrases, and those of them that may be but the beginning of a word."""


def is_site_wording(text: str) -> bool:
    """Tell whether a line is a menu entry, a button, a heading of links or the opening of a notice."""
    return bool(site_wording(text, ((0, len(text)),)))


def site_openings() -> frozenset[str]:
    """How the lines begin that `site_wording` knows: up to `OPENING_CHARACTERS` of each, in small letters.

    A line of ASCII that begins with a letter, with none of these and without white space but single spaces, is none.
    """
    phrases = _phrases()
    openings = {phrase[:OPENING_CHARACTERS] for section in _OF_SITES for phrase in phrases[section].all()}
    return frozenset(filter(str.isascii, openings))


def site_wording(text: str, places: Sequence[tuple[int, ...]], among: Iterable[int] | None = None) -> list[int]:
    """Return which of the lines (start, end, ...) of a text are the wording of a site, counting from 0.

    `among` names those that may be, if that is known. Hardly any line begins with a word that such lines begin with,
    so that is looked at first.
    """
    for_short, for_long = _openings_of_site()
    found: list[int] = []
    for number in range(len(places)) if among is None else among:
        start, end = places[number][0], places[number][1]
        if end - start > LONGEST_NOTICE:
            continue
        word = text[start : start + _LONGEST_WORD].partition(" ")[0].lower()
        if not word.isalpha() or len(word) >= end - start:
            match = _FIRST_WORD.match(text, start, min(end, start + _LOOKED_AT))
            word = match[1].lower() if match is not None else ""
        words, letters = for_short if end - start <= _LONGEST_SHORT else for_long
        is_known = word in words or (word > _LAST_ASCII and word.startswith(letters))
        if is_known and _may_go_on(word, text, start) and _is_site_wording(text[start:end]):
            found.append(number)
    return found


def _may_go_on(word: str, text: str, start: int) -> bool:
    """Tell whether some phrase goes on as a line does that begins at `start` with its first word.

    Looked at are the letters behind a space, where they are plain: hardly any line passes, and comparing takes long.
    """
    end = start + len(word)
    following = text[end + 1 : end + 1 + _LETTERS_BEHIND]
    if text[end : end + 1] != " " or not following.isalnum() or not text[start : end + 1 + _LETTERS_BEHIND].isascii():
        return True
    if len(following) < _LETTERS_BEHIND or text[start:end].lower() != word:
        return True
    allowed = _following().get(word, set())
    return "" in allowed or following.lower() in allowed


def _is_site_wording(text: str) -> bool:
    line, phrases = _bare(text), _phrases()
    is_short = len(text) <= _LONGEST_SHORT
    return (is_short and phrases[Section.SHORT].match(line)) or phrases[Section.NOTICE].match(line)


def heads_afterwards(text: str) -> bool:
    """Tell whether a line heads what follows an article: comments, topics, more stories."""
    return _is_of(Section.END, text)


def is_last_line(text: str) -> bool:
    """Tell whether a line closes an article for good, as a notice of rights does."""
    return _is_of(Section.OVER, text)


def _is_of(section: Section, text: str) -> bool:
    return len(text) <= _LONGEST_SHORT and _phrases()[section].match(_bare(text))


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    """Return a line in small letters without what is no letter before it and neither letter nor digit behind it."""
    line = " ".join(text[:_LOOKED_AT].split()).lower()
    if not line[:1].isalpha():
        line = _BEFORE.sub("", line)
    end = len(line)
    while end and not line[end - 1].isalnum():
        end -= 1
    return line[:end]


@cache
def _openings_of_site() -> tuple[_Openings, _Openings]:
    """How lines begin that `is_site_wording` knows: short ones, and longer ones."""
    short, notice = _phrases()[Section.SHORT], _phrases()[Section.NOTICE]
    return (
        (frozenset(short.first_words | notice.first_words), short.first_letters + notice.first_letters),
        (frozenset(notice.first_words), notice.first_letters),
    )


@cache
def _following() -> dict[str, set[str]]:
    """For the first word of each phrase the letters after the space behind it; "" where anything may follow."""
    found: dict[str, set[str]] = {}
    for section in _OF_SITES:
        for word, rest in _phrases()[section].rests:
            found.setdefault(word, set()).add(rest)
    return found


@cache
def _phrases() -> dict[Section, _Phrases]:
    """Read `chrome.txt` once."""
    found = {section: _Phrases() for section in Section}
    section = Section.SHORT
    for line in files("searchtui.articles").joinpath("chrome.txt").read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            section = Section(line.strip("[]"))
        elif line and not line.startswith("#"):
            found[section].add(line)
    return found
