"""Finding the few words of a text that are asked for, at a tenth of the cost of looking at every word.

Most text is made of letters that are words by themselves and of characters that no word holds. In such a stretch a
regular expression jumps from one possible beginning of a wanted word to the next. Anything else (combining marks,
invisible joiners, scripts without spaces) is cut into words by `tokens`, so that the words found are always its words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from typing import Any, Final, Generic, NamedTuple, TypeVar

from searchtui.text.tokens import tokens

Meaning = TypeVar("Meaning")


class Found(NamedTuple, Generic[Meaning]):
    """A word that is wanted: its offsets into the text (the end exclusive), and what it stands for."""

    start: int
    end: int
    meaning: Meaning


class WordFinder:
    """Finds words of which is known that they begin with one of some prefixes when folded; None says nothing of them.

    What else begins so, or with a letter beyond ASCII, is looked at, too.
    """

    def __init__(self, prefixes: Iterable[str] | None) -> None:
        plain = None if prefixes is None else {_ascii_beginning(prefix) for prefix in prefixes} - {""}
        if plain is None:
            self._pattern: re.Pattern[str] | None = _PLAIN_WORD
        else:
            self._pattern = _beginning_with(plain) if plain else None
        self._finds_all = plain is None

    def find(
        self, text: str, spans: Iterable[tuple[int, int]], meanings: Mapping[str, Meaning]
    ) -> list[list[Found[Meaning]]]:
        """For each stretch of `text` its words, in order, that have a meaning which is not empty.

        `meanings` answers for any word, folded or as written.
        """
        is_ascii = text.isascii()
        is_plain = is_ascii or _ODD.search(text) is None
        found: list[list[Found[Meaning]]] = []
        for start, end in spans:
            cuts_a_word = start > 0 and text[start - 1].isalnum()
            if cuts_a_word or not (is_plain or _ODD.search(text, start, end) is None):
                every = tokens(text, start, end)
                found.append([Found(at, to, meaning) for word, at, to in every if (meaning := meanings[word])])
            elif self._finds_all and not any(map(meanings.__getitem__, set(_PLAIN_WORD.findall(text, start, end)))):
                found.append([])
            else:
                found.append(self._in_plain(text, start, end, meanings, is_ascii=is_ascii))
        return found

    def _in_plain(
        self, text: str, start: int, end: int, meanings: Mapping[str, Meaning], *, is_ascii: bool
    ) -> list[Found[Meaning]]:
        pattern = self._pattern
        words = pattern.finditer(text, start, end) if pattern else ()
        found = [Found(*word.span(), meaning) for word in words if (meaning := meanings[word[0]])]
        if is_ascii or self._finds_all:
            return found
        others = _BEYOND_ASCII.finditer(text, start, end)
        beyond = [Found(*word.span(), meaning) for word in others if (meaning := meanings[word[0]])]
        return sorted(found + beyond, key=_start_of) if beyond else found


def count_words(text: str, start: int, end: int) -> int:
    """How many words `text[start:end]` has."""
    if _ODD.search(text, start, end) is None:
        return len(_PLAIN_WORD.findall(text, start, end))
    return len(tokens(text, start, end))


def _ascii_beginning(prefix: str) -> str:
    return prefix if prefix.isascii() else prefix[: next(n for n, c in enumerate(prefix) if not c.isascii())]


def _beginning_with(prefixes: Iterable[str]) -> re.Pattern[str]:
    """A pattern of words that begin with one of these prefixes of ASCII letters and digits, in capitals or not.

    A letter beyond ASCII may fold to any letters, and to several: where one stands, the rest is not compared.
    """
    shortest = [prefix for prefix in prefixes if not any(prefix[:end] in prefixes for end in range(1, len(prefix)))]
    firsts = "".join(sorted({prefix[0] + prefix[0].upper() for prefix in shortest}))
    ahead = "|".join(_either_case(prefix) for prefix in sorted(shortest))
    # What comes first in the pattern is a set of characters, which `re` searches for without trying the rest.
    return re.compile(rf"[{firsts}](?<!{_PLAIN}.)(?<=(?=(?:{ahead})).){_PLAIN}*")


def _either_case(prefix: str) -> str:
    pattern = ""
    for letter in reversed(prefix[1:]):
        pattern = rf"(?:[{letter}{letter.upper()}]{pattern}|[^\x00-\x7f])"
    return f"[{prefix[0]}{prefix[0].upper()}]{pattern}"


def _start_of(word: Found[Any]) -> int:
    return word.start


def _separators_beyond_ascii() -> str:
    """The common characters beyond ASCII that no word holds."""
    ranges = ((0x80, 0xC0), (0xD7, 0xD8), (0xF7, 0xF8), (0x2000, 0x2070), (0x20A0, 0x20C0), (0x2190, 0x2200))
    signs = (chr(code) for first, end in ranges for code in range(first, end))
    return "".join(c for c in signs if not c.isalnum() and unicodedata.category(c) not in {"Mn", "Mc", "Me", "Cf"})


def _letters_beyond_ascii() -> str:
    """Letters that are words by themselves, as the inside of a character class."""
    ranges = ((0xC0, 0x250), (0x370, 0x530), (0x5D0, 0x5EB), (0x620, 0x6D4), (0x1E00, 0x2000))
    return "".join(chr(code) for first, end in ranges for code in range(first, end) if chr(code).isalnum())


_PLAIN: Final = r"[^\W_]"
_LETTERS: Final = _letters_beyond_ascii()
_PLAIN_WORD: Final = re.compile(rf"{_PLAIN}+")
_BEYOND_ASCII: Final = re.compile(rf"[{_LETTERS}](?<!{_PLAIN}.){_PLAIN}*")
_ODD: Final = re.compile(rf"[^\x00-\x7f{re.escape(_separators_beyond_ascii())}{_LETTERS}]")
"""A character that is neither a word by itself nor one that no word holds, so far as is known here."""
