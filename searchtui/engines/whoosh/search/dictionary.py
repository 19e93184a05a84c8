"""The words of one field of one segment, searched where they lie: none becomes a Python string that does not fit."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.codec.fields import FieldReader
from searchtui.engines.whoosh.codec.ragged import ranges, starts_of
from searchtui.text.patterns import wildcard_regex

Numbers = NDArray[np.int64]
"""Numbers of words, ascending."""

Poll = Callable[[], None]
"""Called now and then; raises when the search is to stop."""

_POLL_EVERY: Final = 4096
_FEW: Final = 4096
"""So many words are looked at one by one; of more, those first that have the longest stretch of a pattern."""

_BITS: Final[NDArray[np.uint32]] = (1 << (np.arange(256) & 31)).astype(np.uint32)
"""One of 32 bits for each byte."""

_BEYOND_ASCII: Final = 0x80
_LEADING: Final = 0xC0
_CONTINUES: Final = 0x80


class Dictionary:
    """Distinct words in the order of their bytes, with the number of documents that have each."""

    def __init__(self, field: FieldReader) -> None:
        self.field = field
        self._terms = field.terms

    def with_prefix(self, prefix: str) -> Numbers:
        """The words that begin with `prefix`."""
        return np.arange(*self._terms.with_prefix(prefix.encode("utf-8", "surrogatepass")))

    def matching(self, pattern: str, poll: Poll) -> Numbers:
        """The words that match a wildcard pattern."""
        stretches = re.split(r"[*?]", pattern)
        first, last = self._terms.with_prefix(stretches[0].encode("utf-8", "surrogatepass"))
        likely = np.arange(first, last)
        if likely.size > _FEW and (longest := max(stretches[1:], key=len, default="")):
            likely = self._containing(longest.encode("utf-8", "surrogatepass"), first, last)
        matches = wildcard_regex(pattern).match
        found: list[int] = []
        for start in range(0, likely.size, _POLL_EVERY):
            poll()
            some = likely[start : start + _POLL_EVERY]
            found += [number for number, word in zip(some.tolist(), self.words(some), strict=True) if matches(word)]
        return np.array(found, np.int64)

    def with_letters_like(self, word: str, edits: int) -> tuple[Numbers, NDArray[np.int64]]:
        """Among others all words within `edits` edits of `word`, and how many letters each has.

        An edit takes away one kind of letter at most and brings one, so words that differ by more are passed over.
        """
        sets, lengths = self._letters
        own = _letter_sets(np.frombuffer(word.encode("utf-8", "surrogatepass"), np.uint8), np.zeros(1, np.int64))[0]
        near = np.bitwise_count(sets ^ own) <= 2 * edits
        near &= (lengths >= len(word) - edits) & (lengths <= len(word) + edits)
        numbers = np.flatnonzero(near)
        return numbers, lengths.take(numbers)

    def spelled(self, numbers: Numbers, length: int) -> NDArray[np.uint32]:
        """The letters, as code points, of words that all have `length` of them, a word a row."""
        starts = self._terms.offsets[numbers].astype(np.int64)
        rows = np.empty((numbers.size, length), np.uint32)
        in_bytes = self._terms.offsets[numbers + 1] - starts == length  # a byte a letter
        rows[in_bytes] = self._terms.data[starts[in_bytes, None] + np.arange(length)]
        if others := self.words(numbers[~in_bytes]):
            rows[~in_bytes] = np.array(others, dtype=f"U{length}").view(np.uint32).reshape(-1, length)
        return rows

    def words(self, numbers: Numbers) -> list[str]:
        """The words with these numbers."""
        if numbers.size and numbers[-1] - numbers[0] == numbers.size - 1:
            words = self._terms.between(int(numbers[0]), int(numbers[-1]) + 1)
        else:
            joined, offsets = memoryview(self._terms.data.data), self._terms.offsets
            ends = zip(offsets[numbers].tolist(), offsets[numbers + 1].tolist(), strict=True)
            words = [joined[start:end].tobytes() for start, end in ends]
        return [word.decode("utf-8", "surrogatepass") for word in words]

    def _containing(self, stretch: bytes, first: int, last: int) -> Numbers:
        """The words from number `first` to before `last` that have a stretch of bytes, and perhaps some others."""
        offsets = self._terms.offsets
        begin = int(offsets[first])
        joined = self._terms.data[begin : int(offsets[last])].tobytes()
        places = np.array([match.start() for match in re.finditer(re.escape(stretch), joined)], np.int64)
        return np.unique(np.searchsorted(offsets, places + begin, "right") - 1)

    @cached_property
    def _letters(self) -> tuple[NDArray[np.uint32], NDArray[np.int64]]:
        """The set of letters of each word, and how many letters it has."""
        offsets, data = self._terms.offsets.astype(np.int64), self._terms.data
        lengths = np.diff(offsets)
        sets: NDArray[np.uint32] = np.bitwise_or.reduceat(_BITS.take(data), offsets[:-1])
        beyond = np.unique(np.searchsorted(offsets, np.flatnonzero(data & _BEYOND_ASCII), "right") - 1)
        if beyond.size:
            own = data[ranges(offsets[beyond], lengths[beyond])]
            starts = starts_of(lengths[beyond])[:-1]
            sets[beyond] = _letter_sets(own, starts)
            lengths[beyond] = np.add.reduceat((own & _LEADING) != _CONTINUES, starts, dtype=np.int64)
        return sets, lengths


def _letter_sets(data: NDArray[np.uint8], starts: NDArray[np.int64]) -> NDArray[np.uint32]:
    """For each word in UTF-8 the set of its letters, as bits, several letters having the same one."""
    if not data.size:
        return np.zeros(starts.size, np.uint32)
    following = np.append(data[1:], np.uint8(0))
    folded = np.where((following & _LEADING) == _CONTINUES, data ^ following, data)
    bits = _BITS.take(folded)
    bits[(data & _LEADING) == _CONTINUES] = 0
    sets: NDArray[np.uint32] = np.bitwise_or.reduceat(bits, starts)
    return sets
