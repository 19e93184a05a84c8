"""Which stretches of a page's visible text are the article: trafilatura's answer, found again in that text."""

from __future__ import annotations

import logging
import re
from collections.abc import Sequence
from functools import cache

import numpy as np
from lxml import html
from numpy.typing import NDArray

from searchtui.files.webpage.render import without_invisible

_WORD = re.compile(r"[^\W_]+")
_SHORT = 25
"""Letters and digits below which a paragraph is looked for only near the one before: it may stand anywhere."""

_LAST_OF_TABLE = 0xFFFF
_NEAR = 2_000
_EDGE = 40
_SLACK = 400
_MARKERS = re.compile(r"\A(?:[-*•]|\d{1,3}[.)])\s+|\s*\|\s*")


def main_paragraphs(root: html.HtmlElement) -> list[str]:
    """Return the article's paragraphs as trafilatura finds them; none where it finds nothing."""
    # Imported here: it takes 150 ms, and only web pages need it.
    import trafilatura  # noqa: PLC0415

    logging.getLogger("trafilatura").setLevel(logging.CRITICAL + 1)
    try:
        found = trafilatura.bare_extraction(root)
    except RecursionError:
        return []
    text = without_invisible(getattr(found, "text", None) or "")
    return [line.strip() for line in text.split("\n") if line.strip()]


def located(paragraphs: Sequence[str], text: str) -> tuple[list[tuple[int, int]], list[str]]:
    """Return where paragraphs stand in a text, as ascending spans that do not overlap, and those that do not.

    Only letters and digits are compared, so that white space, links and punctuation may differ. A paragraph is looked
    for after the one before it, then anywhere; one that differs in its middle is found by its beginning and end.
    """
    page = _Words(text)
    taken: list[tuple[int, int]] = []
    missing: list[str] = []
    place = 0
    for paragraph in paragraphs:
        key = "".join(_WORD.findall(_MARKERS.sub(" ", paragraph)))
        if not key:
            continue
        span = page.find(key, place)
        if span is None:
            missing.append(paragraph)
            continue
        taken.append(page.characters(*span))
        place = span[1]
    return _merged(taken), missing


class _Words:
    """A text as its letters and digits only, with the way back to where they stand."""

    def __init__(self, text: str) -> None:
        codes = np.frombuffer(text.encode("utf-32-le", "surrogatepass"), np.uint32)
        is_letter = _is_letter()[np.minimum(codes, _LAST_OF_TABLE)]
        for place in np.flatnonzero(codes > _LAST_OF_TABLE).tolist():
            is_letter[place] = text[place].isalnum()
        self._places = np.flatnonzero(is_letter)
        self._begins_word = np.append(np.diff(self._places, prepend=-2) > 1, True)
        self.letters = codes[is_letter].tobytes().decode("utf-32-le", "surrogatepass")

    def find(self, key: str, place: int) -> tuple[int, int] | None:
        """Return the first and the one after the last letter of where `key` stands."""
        if len(key) < _SHORT:
            return self._whole_words(key, place, place + _NEAR)
        for start, end in ((place, len(self.letters)), (0, place + len(key))):
            found = self._whole_words(key, start, end)
            if found is not None:
                return found
        return self._by_edges(key, place) or self._by_edges(key, 0)

    def _whole_words(self, key: str, start: int, end: int) -> tuple[int, int] | None:
        found = self.letters.find(key, start, end)
        for _ in range(50):
            if found < 0 or (self._begins_word[found] and self._begins_word[found + len(key)]):
                break
            found = self.letters.find(key, found + 1, end)
        return None if found < 0 else (found, found + len(key))

    def _by_edges(self, key: str, place: int) -> tuple[int, int] | None:
        """Find a paragraph of which something in the middle was left out or added."""
        if len(key) < 2 * _EDGE:
            return None
        start = self.letters.find(key[:_EDGE], place)
        if start < 0:
            return None
        end = self.letters.find(key[-_EDGE:], start + _EDGE, start + 2 * len(key) + _SLACK)
        return None if end < 0 else (start, end + _EDGE)

    def characters(self, start: int, end: int) -> tuple[int, int]:
        """Return the characters of the text that the letters `start` to `end` stand in."""
        return int(self._places[start]), int(self._places[end - 1]) + 1


@cache
def _is_letter() -> NDArray[np.bool_]:
    """For each character of Unicode's first plane whether it is a letter or a digit."""
    return np.array([chr(code).isalnum() for code in range(_LAST_OF_TABLE + 1)])


def _merged(spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Return spans in ascending order, what several of them cover counted once."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(spans):
        begin = max(start, found[-1][1]) if found else start
        if begin < end:
            found.append((begin, end))
    return found
