"""Finding what a reader remembers of a text: line breaks, hyphens, accents, case, quotes and dashes never matter."""

from __future__ import annotations

import re
import unicodedata
from typing import Final

from searchtui.text.tokens import fold

_QUOTES: Final = {**dict.fromkeys("‘’‚‛′ʼ`´", "'"), **dict.fromkeys("“”„‟″«»", '"')}
_DASHES: Final = dict.fromkeys("‐‑‒–—―−", "-")

_INSIDE: Final = "[\u0300-\u036f\u00ad\u200b-\u200d\u2060]*"
"""Accents written apart and invisible characters, which may stand after any character of a word."""

_HYPHENATED: Final = r"(?:-[^\S\n]*\n\s*)?"
"""A word may be divided at the end of a line."""


def find_loosely(text: str, wanted: str) -> list[tuple[int, int]]:
    """Where `wanted` stands in `text`, as (start, end) offsets, ascending and not overlapping; none for an empty wish.

    Any white space stands for any other, line breaks included; a word divided by a hyphen at the end of a line is
    whole; case, accents on Latin and Greek letters, and the kinds of quotes and dashes do not matter.
    """
    words = _level(unicodedata.normalize("NFC", wanted)).split()
    if not words:
        return []
    pattern = re.compile(r"\s+".join(map(_word_pattern, words)))
    return [match.span() for match in pattern.finditer(_level(text))]


def _word_pattern(word: str) -> str:
    """A regular expression for one word: between its letters, what may divide them."""
    pieces: list[str] = []
    for before, character in zip(" " + word, word, strict=False):
        if before.isalnum() and character.isalnum():
            pieces.append(_HYPHENATED)
        elif before == "-":
            pieces.append(r"\s*")
        pieces.append(re.escape(character) + _INSIDE)
    return "".join(pieces)


def _level(text: str) -> str:
    """`text` with each character replaced by its plain form, one for one, so that offsets stay."""
    return text.translate(_PLAIN)


class _PlainForms(dict[int, str]):
    """The plain form of a character by its code point: one character, itself where there is no other of length one."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        plain = _QUOTES.get(character) or _DASHES.get(character) or fold(character)
        self[code] = plain = plain if len(plain) == 1 else character
        return plain


_PLAIN: Final = _PlainForms()
