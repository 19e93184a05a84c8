"""Words as numbers: a text becomes an array, and what is done once per distinct word is not done per occurrence.

Texts are cut into pieces at ASCII characters that no word holds; `tokens.chunk_words` says which words a piece has,
mostly one. A piece seen before is known again by its hash (`pieces`).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate, pairwise
from typing import Final

import numpy as np

from searchtui.text.pieces import UNKNOWN, Hashes, HashTable, Numbers, PieceHash, pieces
from searchtui.text.tokens import chunk_words, without_separators

NUMBER_BYTES: Final = 4
"""Bytes of a word's number."""

_LONGEST: Final = 64
"""Bytes of a longer piece, such as a sentence in Chinese, are looked at each time: it hardly comes again."""


class Vocabulary:
    """Numbers the distinct folded words of texts from 0, in the order in which they first come.

    `words[n]` is word number n. Not safe from several threads.
    """

    LIMIT: Final = 1 << 18

    def __init__(self) -> None:
        self.words: list[str] = []
        self._numbers: dict[str, int] = {}
        self._sequences: list[list[int]] = []
        self._table = HashTable()
        self._hash = PieceHash()

    def number(self, texts: Sequence[str]) -> list[bytes]:
        """The numbers of each text's words in order, `NUMBER_BYTES` each, little-endian."""
        encoded = [without_separators(text) for text in texts]
        joined = b" ".join([b"", *encoded, b""])
        data = np.frombuffer(joined, np.uint8)
        starts, ends = pieces(data)
        codes = self._codes(joined, starts, ends, self._hash.of(data, starts, ends))
        first_bytes = list(accumulate([len(each) + 1 for each in encoded], initial=0))
        numbers, bounds = self._spelled_out(codes, np.searchsorted(starts, first_bytes))
        packed = numbers.astype("<u4").tobytes()
        return [packed[start:end] for start, end in pairwise((bounds * NUMBER_BYTES).tolist())]

    @property
    def is_full(self) -> bool:
        """Whether it should give way to a new one, which bounds memory to some 60 MB."""
        return self._table.size + len(self.words) > self.LIMIT

    def _codes(self, joined: bytes, starts: Numbers, ends: Numbers, hashes: Hashes) -> Numbers:
        """For each piece the number of its word, or -1 - the place in `_sequences` of the numbers of several or none.

        The sequences of long pieces are only good until the next call.
        """
        del self._sequences[self._table.sequences :]
        codes = self._table.find(hashes)
        is_long = ends - starts > _LONGEST
        unknown = np.flatnonzero((codes == UNKNOWN) & ~is_long)
        distinct, first, which = np.unique(hashes[unknown], return_index=True, return_inverse=True)
        if distinct.size:
            learnt = np.empty(distinct.size, np.int64)
            for place in np.argsort(first).tolist():  # in the order of the texts
                piece = int(unknown[first[place]])
                learnt[place] = self._learn(joined[starts[piece] : ends[piece]])
            codes[unknown] = learnt[which]
            self._table.add(distinct, learnt, len(self._sequences))
        for piece in np.flatnonzero(is_long).tolist():
            codes[piece] = self._learn(joined[starts[piece] : ends[piece]])
        return codes

    def _learn(self, piece: bytes) -> int:
        """The code of a piece."""
        numbers = []
        for word in chunk_words(piece):
            number = self._numbers.setdefault(word, len(self.words))
            if number == len(self.words):
                self.words.append(word)
            numbers.append(number)
        if len(numbers) == 1:
            return numbers[0]
        self._sequences.append(numbers)
        return -len(self._sequences)

    def _spelled_out(self, codes: Numbers, bounds: Numbers) -> tuple[Numbers, Numbers]:
        """The numbers of all words, and where each text's begin, given where its pieces do."""
        several = np.flatnonzero(codes < 0)
        if not several.size:
            return codes, bounds
        sequences = [self._sequences[-1 - code] for code in codes[several].tolist()]
        counts = np.ones(codes.size, np.int64)
        counts[several] = [len(sequence) for sequence in sequences]
        numbers = np.repeat(codes, counts)
        numbers[numbers < 0] = [number for sequence in sequences for number in sequence]
        return numbers, np.concatenate(([0], np.cumsum(counts)))[bounds]
