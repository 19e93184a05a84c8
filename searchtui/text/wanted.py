"""Finding the few words of a text that are asked for, at a tenth of the cost of looking at every word.

Most text is made of letters that are words by themselves and of characters that no word holds. In such a stretch a
regular expression jumps from one possible beginning of a wanted word to the next. Anything else (combining marks,
invisible joiners, scripts without spaces) is cut into words by `tokens`, so that the words found are always its words.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Final

from searchtui.text.tokens import tokens

WordAt = tuple[str, int, int]
"""A word as written or folded, and its offsets into the text (the end exclusive)."""


class WordFinder:
    """Finds the words that, folded, begin with one of some prefixes; without any, all words.

    Words that begin with a letter beyond ASCII are always found, and some others: who asks compares what is found.
    """

    def __init__(self, prefixes: Iterable[str] | None) -> None:
        plain = None if prefixes is None else {_ascii_beginning(prefix) for prefix in prefixes} - {""}
        if plain is None:
            self._pattern: re.Pattern[str] | None = _PLAIN_WORD
        else:
            self._pattern = _beginning_with(plain) if plain else None
        self._finds_all = plain is None

    def words(self, text: str, spans: Iterable[tuple[int, int]]) -> list[list[WordAt]]:
        """For each stretch of `text` the words found in it, in order."""
        is_ascii = text.isascii()
        is_plain = is_ascii or _ODD.search(text) is None
        found = []
        for start, end in spans:
            cuts_a_word = start > 0 and text[start - 1].isalnum()
            if cuts_a_word or not (is_plain or _ODD.search(text, start, end) is None):
                found.append([(token.word, token.start, token.end) for token in tokens(text, start, end)])
                continue
            words = [(m[0], *m.span()) for m in self._pattern.finditer(text, start, end)] if self._pattern else []
            if not (is_ascii or self._finds_all):
                others = [(m[0], *m.span()) for m in _BEYOND_ASCII.finditer(text, start, end)]
                words = sorted(words + others, key=_start_of) if words and others else words or others
            found.append(words)
        return found


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


def _start_of(word: WordAt) -> int:
    return word[1]


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
