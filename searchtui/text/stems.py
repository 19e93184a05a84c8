"""The stem that all forms of a word share, by NLTK's Snowball stemmers (Martin Porter's Snowball project)."""

from __future__ import annotations

import threading
from collections.abc import Callable
from typing import Final

from searchtui.text.snowball import snowball_stemmer

_SNOWBALL_NAMES: Final = {
    "ar": "arabic",
    "da": "danish",
    "de": "german",
    "en": "english",
    "es": "spanish",
    "fi": "finnish",
    "fr": "french",
    "hu": "hungarian",
    "it": "italian",
    "nb": "norwegian",
    "nl": "dutch",
    "nn": "norwegian",
    "no": "norwegian",
    "pt": "portuguese",
    "ro": "romanian",
    "ru": "russian",
    "sv": "swedish",
}

STEMMED_LANGUAGES: Final = frozenset(_SNOWBALL_NAMES)
"""ISO 639-1 codes of the languages that `stem` knows."""

LONGEST_STEMMED: Final = 40
"""Longer words are no words of a language but identifiers and noise; they are their own stem."""

_ENGLISH_ENDINGS: Final = (
    *("s", "ed", "ing", "y", "e", "ll", "al", "er", "ator", "li", "ogi", "enci", "anci", "iti", "ion", "ism", "ful"),
    *("ant", "ent", "ic"),
)
"""What Snowball's English stemmer looks for at the end of a word, in all of its steps: others it leaves as they are."""


def stem(word: str, lang: str | None) -> str:
    """The stem of a folded word in language `lang` (ISO 639-1); the word itself where that language is not known.

    Words are stemmed without their accents on both sides, the article's and the query's, so "élections" and
    "elections" meet. Safe from several threads.
    """
    if lang not in _SNOWBALL_NAMES or len(word) > LONGEST_STEMMED:
        return word
    stems = _CACHES.get(lang)
    if stems is None:
        stems = _CACHES.setdefault(lang, _StemCache(_SNOWBALL_NAMES[lang]))
    return stems[word]


class _StemCache(dict[str, str]):
    """Stems already worked out in one language. Emptied when full, which keeps memory bounded."""

    LIMIT: Final = 200_000

    def __init__(self, name: str) -> None:
        super().__init__()
        self._name = name
        self._stem: Callable[[str], str] | None = None

    def __missing__(self, word: str) -> str:
        stemmed = word if self._is_stem(word) else self._stemmed(word)
        if len(self) >= self.LIMIT:
            self.clear()
        self[word] = stemmed
        return stemmed

    def _is_stem(self, word: str) -> bool:
        """Whether a word is known to be its own stem: most names are, and to work that out takes long."""
        return self._name == "english" and word.isascii() and word.isalnum() and not word.endswith(_ENGLISH_ENDINGS)

    def _stemmed(self, word: str) -> str:
        with _LOCK:
            if self._stem is None:
                self._stem = snowball_stemmer(self._name)
            return self._stem(word) or word


_LOCK: Final = threading.Lock()
"""Held while a word is stemmed: stemmers keep their state in attributes, and are loaded once."""

_CACHES: Final[dict[str, _StemCache]] = {}
