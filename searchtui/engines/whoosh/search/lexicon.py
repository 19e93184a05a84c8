"""The words of the index as written, and which of them a prefix, a wildcard or a misspelling stands for."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Callable, Iterable
from functools import cached_property
from itertools import chain
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.search.edits import words_within
from searchtui.text.patterns import wildcard_regex

_POLL_EVERY: Final = 4096
_LAST: Final = chr(0x10FFFF)

Poll = Callable[[], None]
"""Called now and then; raises when the search is to stop."""


class Lexicon:
    """Distinct words in order of their code points, with the number of documents that hold each.

    A document that has a word both in its title and its body counts twice: the numbers serve to tell frequent words
    from rare ones.
    """

    def __init__(self, parts: Iterable[tuple[list[str], NDArray[np.uint32]]]) -> None:
        lists = [(words, frequencies) for words, frequencies in parts if words]
        in_order = sorted(chain.from_iterable(words for words, _ in lists))  # quick, as each list is in order
        self._spelled: dict[int, tuple[NDArray[np.int64], NDArray[np.uint32]]] = {}
        self.words: list[str] = list(dict.fromkeys(in_order))
        self.frequencies: NDArray[np.int64] = np.zeros(len(self.words), np.int64)
        numbers = {word: number for number, word in enumerate(self.words)}
        for words, frequencies in lists:
            self.frequencies[np.fromiter(map(numbers.__getitem__, words), np.int64, len(words))] += frequencies

    def most_frequent(self, numbers: NDArray[np.int64], limit: int) -> list[str]:
        """Up to `limit` of the words with these numbers, most frequent first."""
        order = np.lexsort((numbers, -self.frequencies[numbers]))[:limit]
        return [self.words[number] for number in numbers[order].tolist()]

    def with_prefix(self, prefix: str) -> NDArray[np.int64]:
        """The numbers of the words that begin with `prefix`."""
        first, last = self._range(prefix)
        return np.arange(first, last)

    def matching(self, pattern: str, poll: Poll) -> NDArray[np.int64]:
        """The numbers of the words that match a wildcard pattern."""
        literal = re.split(r"[*?]", pattern, maxsplit=1)[0]
        matches = wildcard_regex(pattern).match
        first, last = self._range(literal)
        found: list[int] = []
        for start in range(first, last, _POLL_EVERY):
            poll()
            stop = min(start + _POLL_EVERY, last)
            found.extend(number for number in range(start, stop) if matches(self.words[number]))
        return np.array(found, np.int64)

    def similar(self, word: str, edits: int, poll: Poll) -> NDArray[np.int64]:
        """The numbers of the words within `edits` insertions, deletions, substitutions and swaps of `word`."""
        found = [np.empty(0, np.int64)]
        for length in range(max(1, len(word) - edits), len(word) + edits + 1):
            numbers, letters = self._by_length(length)
            for start in range(0, len(numbers), _POLL_EVERY):
                poll()
                close = words_within(letters[start : start + _POLL_EVERY], word, edits)
                found.append(numbers[start : start + _POLL_EVERY][close])
        return np.sort(np.concatenate(found))

    def _range(self, prefix: str) -> tuple[int, int]:
        return bisect_left(self.words, prefix), bisect_left(self.words, prefix + _LAST)

    @cached_property
    def _lengths(self) -> NDArray[np.int64]:
        return np.fromiter(map(len, self.words), np.int64, len(self.words))

    def _by_length(self, length: int) -> tuple[NDArray[np.int64], NDArray[np.uint32]]:
        """The numbers of all words of a length, and their letters as one row of code points each."""
        found = self._spelled.get(length)
        if found is None:
            numbers = np.flatnonzero(self._lengths == length)
            words = np.array([self.words[number] for number in numbers.tolist()], dtype=f"U{length}")
            found = self._spelled[length] = numbers, words.view(np.uint32).reshape(-1, length)
        return found
