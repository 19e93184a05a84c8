"""The words of the index as written, and which of them a prefix, a wildcard or a misspelling stands for."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.search.dictionary import Dictionary, Numbers, Poll
from searchtui.engines.whoosh.search.edits import words_within

_NO_NUMBERS: Final = np.empty(0, np.int64)
_POLL_EVERY: Final = 1 << 14


@dataclass(frozen=True, slots=True)
class Part:
    """The words of one field in one segment, whose documents are numbered from `offset`."""

    fieldname: str
    offset: int
    dictionary: Dictionary


@dataclass(frozen=True, slots=True)
class Expansion:
    """Words, most frequent first, and for each part of the lexicon the number of each word there, -1 where it is not.

    `fitting` is the number of words that would have fitted, of which these are the most frequent.
    """

    words: list[str]
    numbers: list[Numbers]
    fitting: int


class Lexicon:
    """The words of some fields of all segments.

    A document that has a word both in its title and its body counts twice: the frequencies serve to tell frequent
    words from rare ones.
    """

    def __init__(self, parts: Sequence[Part]) -> None:
        self.parts = tuple(parts)

    def with_prefix(self, prefix: str, limit: int) -> Expansion:
        """The most frequent words that begin with `prefix`."""
        return self._most_frequent([part.dictionary.with_prefix(prefix) for part in self.parts], limit)

    def matching(self, pattern: str, limit: int, poll: Poll) -> Expansion:
        """The most frequent words that match a wildcard pattern."""
        return self._most_frequent([part.dictionary.matching(pattern, poll) for part in self.parts], limit)

    def similar(self, word: str, edits: int, limit: int, poll: Poll) -> Expansion:
        """The most frequent words within `edits` insertions, deletions, substitutions and swaps of `word`."""
        likely = []
        for part in self.parts:
            poll()
            likely.append(part.dictionary.with_letters_like(word, edits))
        found: list[list[Numbers]] = [[] for _ in self.parts]
        for length in range(max(1, len(word) - edits), len(word) + edits + 1):
            numbers = [numbers[lengths == length] for numbers, lengths in likely]
            rows = [part.dictionary.spelled(each, length) for part, each in zip(self.parts, numbers, strict=True)]
            if not rows:
                break
            within = _within(np.concatenate(rows), word, edits, poll)
            begin = 0
            for kept, each in zip(found, numbers, strict=True):
                kept.append(each[within[begin : begin + each.size]])
                begin += each.size
        return self._most_frequent([np.sort(np.concatenate([_NO_NUMBERS, *kept])) for kept in found], limit)

    def _most_frequent(self, found: Sequence[Numbers], limit: int) -> Expansion:
        """Of the words found in each part the most frequent over all; of equally frequent ones the first in order."""
        spelled = [part.dictionary.words(numbers) for part, numbers in zip(self.parts, found, strict=True)]
        frequencies: dict[str, int] = {}
        for part, numbers, words in zip(self.parts, found, spelled, strict=True):
            for word, frequency in zip(words, part.dictionary.field.frequencies[numbers].tolist(), strict=True):
                frequencies[word] = frequencies.get(word, 0) + frequency
        chosen = sorted(frequencies, key=lambda word: (-frequencies[word], word))[:limit]
        places = [_places(chosen, *each) for each in zip(spelled, found, strict=True)]
        return Expansion(chosen, places, len(frequencies))


def _within(rows: NDArray[np.uint32], word: str, edits: int, poll: Poll) -> NDArray[np.bool_]:
    within = np.zeros(len(rows), np.bool_)
    for first in range(0, len(rows), _POLL_EVERY):
        poll()
        within[first : first + _POLL_EVERY] = words_within(rows[first : first + _POLL_EVERY], word, edits)
    return within


def _places(chosen: Sequence[str], words: Sequence[str], numbers: Numbers) -> Numbers:
    """The number of each chosen word in a part that has these words of these numbers, -1 where it is not among them."""
    known = dict(zip(words, numbers.tolist(), strict=True))
    return np.fromiter((known.get(word, -1) for word in chosen), np.int64, len(chosen))
