"""Which words of an article a term of the query stands for."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum

from searchtui.text.distance import within_edits
from searchtui.text.patterns import wildcard_regex
from searchtui.text.stems import stem
from searchtui.text.stopwords import stop_words
from searchtui.text.tokens import fold
from searchtui.text.wanted import WordAt, WordFinder

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
        self._written: dict[str, list[int]] = {}
        self._stems: dict[str, list[int]] = {}
        self._patterns: list[tuple[int, Term, re.Pattern[str] | None]] = []
        for number, term in enumerate(terms):
            if term.how is How.WRITTEN or (term.how is How.ANY_FORM and term.text in self.stops):
                self._written.setdefault(term.text, []).append(number)
            elif term.how is How.ANY_FORM:
                self._stems.setdefault(stem(term.text, self.lang), []).append(number)
            else:
                regex = wildcard_regex(term.text) if term.how is How.WILDCARD else None
                self._patterns.append((number, term, regex))
        self._beginnings = tuple({self._beginning(stemmed) for stemmed in self._stems})
        self._finder = WordFinder(self._all_beginnings())

    def matching(self, text: str, spans: Iterable[tuple[int, int]]) -> list[list[tuple[WordAt, tuple[int, ...]]]]:
        """For each stretch of `text` its words that match any term, in order, with the numbers of these terms."""
        return [
            [(word, numbers) for word in words if (numbers := self[word[0]])]
            for words in self._finder.words(text, spans)
        ]

    def __missing__(self, written: str) -> tuple[int, ...]:
        word = fold(written)
        matching = list(self._written.get(word, ()))
        if word.startswith(self._beginnings) and word not in self.stops:
            matching += self._stems.get(stem(word, self.lang), ())
        for number, term, regex in self._patterns:
            if regex is not None:
                fits = regex.match(word) is not None
            elif term.how is How.PREFIX:
                fits = word.startswith(term.text)
            else:
                fits = within_edits(word, term.text, term.edits)
            if fits:
                matching.append(number)
        if len(self) >= self.LIMIT:
            self.clear()
        self[written] = found = tuple(sorted(matching))
        return found

    def _beginning(self, stemmed: str) -> str:
        """What all words with this stem begin with."""
        if self.lang in _BEGINNING_CHANGES:
            return ""
        return stemmed[:1] if self.lang in _FIRST_LETTER_STAYS else stemmed[: max(1, len(stemmed) - _ENDING)]

    def _all_beginnings(self) -> set[str] | None:
        """What the words begin with that match any term; None where that may be anything."""
        found = {*self._beginnings, *self._written}
        for _, term, _ in self._patterns:
            found.add("" if term.how is How.FUZZY else _WILD.split(term.text, 1)[0])
        return None if "" in found else found


_WILD = re.compile(r"[*?]")
