"""Which words of an article a term of the query stands for."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from searchtui.text.distance import within_edits
from searchtui.text.patterns import wildcard_regex
from searchtui.text.stems import stem
from searchtui.text.stopwords import stop_words
from searchtui.text.tokens import fold
from searchtui.text.wanted import Found, WordFinder

_BEGINNING_CHANGES = frozenset({"ar", "ru"})
"""Elsewhere a stem begins as its word does, which spares stemming most words; these lose prefixes or write ё as е."""

_FIRST_LETTER_STAYS = frozenset({"fi"})
"""In these languages only the first letter of a stem is sure to be that of its words: "ssiaa" gives "siaa"."""

_ENDING = 3
"""How many letters at a stem's end may differ from its words: "dying" gives "die", "implication" gives "impliqu"."""


class How(Enum):
    """How a term is compared with a word of an article."""

    ANY_FORM = "any form"
    WRITTEN = "as written"
    PREFIX = "prefix"
    WILDCARD = "wildcard"
    FUZZY = "fuzzy"


@dataclass(frozen=True, slots=True)
class Term:
    """A word or pattern of the query, folded; `edits` only counts for `How.FUZZY`."""

    how: How
    text: str
    edits: int = 0


class Vocabulary(dict[str, tuple[int, ...]]):
    """For each word of articles in `lang`: the numbers of the `terms` it matches, worked out when first asked.

    Words of an unknown language have no stems and no stop words: only the word itself is a form of it.
    In any form a stop word of the language matches nothing but itself, as the index holds no stems of stop words.
    """

    LIMIT = 200_000
    """Words remembered; beyond it they are forgotten and worked out again, so that memory stays bounded."""

    def __init__(self, terms: Sequence[Term], lang: str | None) -> None:
        super().__init__()
        self.lang = lang
        self.stops = stop_words(self.lang)
        self._written: dict[str, tuple[int, ...]] = {}
        self._stems: dict[str, tuple[int, ...]] = {}
        self._patterns: list[tuple[int, Callable[[str], object]]] = []
        beginnings = set()
        for number, term in enumerate(terms):
            if term.how is How.WRITTEN or (term.how is How.ANY_FORM and term.text in self.stops):
                self._written[term.text] = (*self._written.get(term.text, ()), number)
                beginnings.add(term.text)
            elif term.how is How.ANY_FORM:
                stemmed = stem(term.text, self.lang)
                self._stems[stemmed] = (*self._stems.get(stemmed, ()), number)
            else:
                self._patterns.append((number, _fits(term)))
                beginnings.add("" if term.how is How.FUZZY else _WILD.split(term.text, maxsplit=1)[0])
        self._beginnings = tuple({self._beginning(stemmed) for stemmed in self._stems})
        beginnings.update(self._beginnings)
        self._finder = WordFinder(None if "" in beginnings else beginnings)

    def matching(self, text: str, spans: Iterable[tuple[int, int]]) -> list[list[Found[tuple[int, ...]]]]:
        """For each stretch of `text` its words that match any term, in order, with the numbers of these terms."""
        return self._finder.find(text, spans, self)

    def __missing__(self, written: str) -> tuple[int, ...]:
        word = fold(written)
        matching = self._written.get(word, ())
        if word.startswith(self._beginnings) and word not in self.stops:
            matching += self._stems.get(stem(word, self.lang), ())
        matching += tuple(number for number, fits in self._patterns if fits(word))
        if len(self) >= self.LIMIT:
            self.clear()
        self[written] = found = tuple(sorted(matching)) if matching else ()
        return found

    def _beginning(self, stemmed: str) -> str:
        """What all words with this stem begin with."""
        if self.lang in _BEGINNING_CHANGES:
            return ""
        return stemmed[:1] if self.lang in _FIRST_LETTER_STAYS else stemmed[: max(1, len(stemmed) - _ENDING)]


def _fits(term: Term) -> Callable[[str], object]:
    """Whether a folded word fits a pattern."""
    if term.how is How.WILDCARD:
        return wildcard_regex(term.text).match
    if term.how is How.PREFIX:
        return lambda word: word.startswith(term.text)
    letters, length, edits = frozenset(term.text), len(term.text), term.edits

    def is_near(word: str) -> bool:
        # An edit changes the length by one at most, and takes one letter away: that rules out nearly all words.
        near = abs(len(word) - length) <= edits and len(letters.difference(word)) <= edits
        return near and within_edits(word, term.text, edits)

    return is_near


_WILD = re.compile(r"[*?]")
