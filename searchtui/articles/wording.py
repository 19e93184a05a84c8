"""The ordinary wording of news sites, from a data file: what a line says that is no part of an article."""

from __future__ import annotations

import re
from enum import Enum
from functools import cache, lru_cache
from importlib.resources import files

_EDGES = re.compile(r"^[\W\d_]+|[\W_]+$")
_LONGEST_SHORT = 120
_LONGEST_NOTICE = 600


class Section(Enum):
    """The sections of `chrome.txt`."""

    SHORT = "short"
    NOTICE = "notice"
    END = "end"
    OVER = "over"


class _Phrases:
    """Phrases of one section, compared without going through them all."""

    def __init__(self) -> None:
        self._whole: set[str] = set()
        self._openings: dict[str, list[str]] = {}

    def add(self, line: str) -> None:
        phrase = line.removesuffix("*").strip()
        self._whole.add(phrase)
        if line.endswith("*"):
            self._openings.setdefault(phrase[:2], []).append(phrase)

    def match(self, line: str) -> bool:
        if line in self._whole:
            return True
        return any(
            line.startswith(phrase) and not (phrase[-1].isascii() and line[len(phrase) : len(phrase) + 1].isalnum())
            for phrase in self._openings.get(line[:2], ())
        )


def is_site_wording(text: str) -> bool:
    """Tell whether a line is a menu entry, a button, a heading of links or the opening of a notice."""
    if len(text) > _LONGEST_NOTICE:
        return False
    line = _bare(text)
    if len(text) <= _LONGEST_SHORT and _phrases()[Section.SHORT].match(line):
        return True
    return _phrases()[Section.NOTICE].match(line)


def heads_afterwards(text: str) -> bool:
    """Tell whether a line heads what follows an article: comments, topics, more stories."""
    return len(text) <= _LONGEST_SHORT and _phrases()[Section.END].match(_bare(text))


def is_last_line(text: str) -> bool:
    """Tell whether a line closes an article for good, as a notice of rights does."""
    return len(text) <= _LONGEST_SHORT and _phrases()[Section.OVER].match(_bare(text))


@lru_cache(maxsize=4096)
def _bare(text: str) -> str:
    return _EDGES.sub("", " ".join(text[:200].split())).lower()


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
