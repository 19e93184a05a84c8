"""Words of a text: where they stand, and the folded form in which they are compared.

A word is a run of letters, digits and the marks that belong to them (vowel signs, harakat, accents); everything else
separates, apostrophes, hyphens and underscores included. Scripts written without spaces (Chinese, Japanese, Thai, Lao,
Khmer, Burmese) give one word per character, so that any run of characters can be found as a phrase. Korean is written
with spaces and stays word by word. Invisible joiners such as the soft hyphen do not split a word.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache
from typing import Final, NamedTuple


class Token(NamedTuple):
    """A word of a text: `word` is folded, `start` and `end` (exclusive) are offsets into the text given."""

    word: str
    start: int
    end: int


def tokens(text: str, start: int = 0, end: int | None = None) -> list[Token]:
    """The words of `text[start:end]` in order, without overlaps; offsets count from the beginning of `text`."""
    stop = len(text) if end is None else end
    pattern = _ASCII_WORD if text.isascii() else _word()
    new = tuple.__new__  # half the time of the named tuple's own constructor, which is most of the work here
    return [new(Token, (_FOLDED[m[0]], m.start(), m.end())) for m in pattern.finditer(text, start, stop)]


def chunks(text: str) -> list[bytes]:
    """The text in UTF-8, cut at every ASCII character that no word holds: `chunk_words` of each are its words.

    In most writing nearly every chunk is one word, and found a few times faster than by a regular expression.
    """
    return without_separators(text).split()


def without_separators(text: str) -> bytes:
    """The text in UTF-8 with a space for every ASCII character that no word holds."""
    return text.encode("utf-8", "surrogatepass").translate(_WITHOUT_ASCII_SEPARATORS)


def chunk_words(chunk: bytes) -> list[str]:
    """The words of a chunk, folded: one, unless it holds dashes, curly quotes or a script written without spaces."""
    if chunk.isascii():
        return [chunk.decode("ascii").lower()]
    return [token.word for token in tokens(chunk.decode("utf-8", "surrogatepass"))]


def fold(word: str) -> str:
    """The form in which words are compared: compatibility forms, case and (on Latin and Greek letters) accents undone.

    Unicode NFKC case folding first, so that ß is ss and ﬁ is fi; letters with a stroke or joined letters that Unicode
    does not take apart (ø, ł, æ) become their plain letters; soft hyphens and other invisible joiners vanish.
    Idempotent.
    """
    if word.isascii():
        return word.lower()
    folded = _fold_once(word)
    while (again := _fold_once(folded)) != folded:  # a few compatibility forms take a second round to settle
        folded = again
    return folded


def is_word(text: str) -> bool:
    """Whether `text` is exactly one word, from its first to its last character."""
    return _word().fullmatch(text) is not None


def is_unspaced(word: str) -> bool:
    """Whether `word` begins with a character of a script that is written without spaces, a word to itself."""
    return not word.isascii() and _unspaced_start().match(word) is not None


def _fold_once(word: str) -> str:
    apart = unicodedata.normalize("NFKD", unicodedata.normalize("NFKC", word).casefold())
    bare = _ACCENTS.sub("", apart.translate(_PLAIN_LETTERS))
    return unicodedata.normalize("NFC", bare)


_MARK_BLOCKS: Final = (
    (0x0300, 0x1E00),
    (0x2CE0, 0x2E00),
    (0x3020, 0x30A0),
    (0xA660, 0xAC00),
    (0xFB1E, 0xFB1F),
    (0xFE00, 0xFE30),
    (0x10000, 0x12000),
    (0x16A00, 0x17000),
    (0x1BC00, 0x1BD00),
    (0x1CF00, 0x1D300),
    (0x1DA00, 0x1EC00),
    (0xE0100, 0xE01F0),
)
"""Where Unicode keeps combining marks, so that importing this module does not look at a million characters."""


def _mark_ranges() -> str:
    """The combining marks of words, which are no word characters to Python, as the inside of a character class."""
    marks = [c for first, end in _MARK_BLOCKS for c in map(chr, range(first, end)) if unicodedata.category(c)[0] == "M"]
    ranges: list[list[str]] = []
    for mark in marks:
        if ranges and ord(mark) == ord(ranges[-1][1]) + 1:
            ranges[-1][1] = mark
        else:
            ranges.append([mark, mark])
    return "".join(f"{first}-{last}" for first, last in ranges) + _HALF_WIDTH_VOICING


_HALF_WIDTH_VOICING: Final = "\uff9e\uff9f"
"""Half-width kana write their voicing as a letter of its own, which folds into the kana before it."""

_UNSPACED: Final = (
    "\u2f00-\u2fd5\u3005-\u3007\u3021-\u3029\u3031-\u3035\u3038-\u303c\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff"  # Han
    "\U00020000-\U0003ffff"  # Han, later additions
    "\u3041-\u3096\u309d-\u309f\u30a1-\u30fa\u30fc-\u30ff\u31f0-\u31ff\uff66-\uff9d\U0001aff0-\U0001b16f"  # kana
    "\u0e01-\u0e30\u0e32\u0e33\u0e40-\u0e46\u0e50-\u0e59"  # Thai
    "\u0e81-\u0eb0\u0eb2\u0eb3\u0ebd-\u0ec6\u0ed0-\u0edf"  # Lao
    "\u1000-\u102a\u103f-\u1049\u1050-\u1055"  # Burmese
    "\u1780-\u17b3\u17d7\u17dc\u17e0-\u17e9"  # Khmer
)

_JOINERS: Final = "\u00ad\u200c\u200d\u2060"
_LETTERS: Final = rf"[^\W_{_UNSPACED}{_HALF_WIDTH_VOICING}]"
_WITHOUT_ASCII_SEPARATORS: Final = bytes(c if c >= 0x80 or chr(c).isalnum() else 0x20 for c in range(256))
_ASCII_WORD: Final = re.compile(r"[0-9A-Za-z]+")


@cache
def _word() -> re.Pattern[str]:
    """A word of any script. Made when first wanted: it takes 10 ms, and the first paint has ASCII words only."""
    marks = _mark_ranges()
    return re.compile(
        r"[0-9A-Za-z]++(?![^\x00-\x7f])"  # the usual word, twice as fast as the general one below
        rf"|{_LETTERS}+(?:[{marks}]+{_LETTERS}*|[{_JOINERS}]+{_LETTERS}+[{marks}]*)*"
        rf"|[{_UNSPACED}][{marks}]*"
    )


@cache
def _unspaced_start() -> re.Pattern[str]:
    return re.compile(f"[{_UNSPACED}]")


# An accent counts as one only on a Latin or Greek letter: й and ё, or a voiced kana, are letters of their own.
_ACCENTS: Final = re.compile(
    r"(?<=[a-z\u00df-\u02b8\u0370-\u03ff\u1d00-\u1dbf\u2c60-\u2c7f\ua720-\ua7ff\uab30-\uab6f])"
    r"[\u0300-\u036f\u1ab0-\u1aff\u1dc0-\u1dff]+"
    rf"|[{_JOINERS}\ufe00-\ufe0f\U000e0100-\U000e01ef]+"
)
_PLAIN_LETTERS: Final = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "ħ": "h", "ŧ": "t", "ı": "i", "æ": "ae", "œ": "oe", "þ": "th", "ŋ": "n"}
)


class _FoldCache(dict[str, str]):
    """Folded forms of words already seen. Emptied when full: the words of a news text come back at once."""

    LIMIT: Final = 200_000
    LONGEST: Final = 64

    def __missing__(self, word: str) -> str:
        folded = fold(word)
        if len(word) <= self.LONGEST:
            if len(self) >= self.LIMIT:
                self.clear()
            self[word] = folded
        return folded


_FOLDED: Final = _FoldCache()
