"""Words as numbers: a text becomes an array, and what is done once per distinct word is not done per occurrence.

Texts are cut into pieces at ASCII characters that no word holds; `tokens.chunk_words` says which words a piece has,
mostly one. A piece seen before is known again by a hash of 64 bits, so that numpy looks up all pieces of many texts at
once, which takes a third of the time of a Python dictionary. The hash is a polynomial over the bytes with a base drawn
anew for every vocabulary: nobody can write two pieces that are taken for one, and by chance it happens once in some
hundred million vocabularies.
"""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Sequence
from itertools import accumulate, pairwise
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from searchtui.text.tokens import chunk_words, without_separators

Hashes = NDArray[np.uint64]
Numbers = NDArray[np.int64]

NUMBER_BYTES: Final = 4
"""Bytes of a word's number."""

_LONGEST: Final = 64
"""Bytes of a longer piece, such as a sentence in Chinese, are looked at each time: it hardly comes again."""

_WINDOW: Final = 1 << 18
"""Bytes hashed at a time: what is needed for them stays in the processor's cache."""

_SPACE: Final = 0x20
_UNKNOWN: Final = np.iinfo(np.int32).min
_LAST: Final = np.uint64((1 << 64) - 1)
_HALF: Final = np.uint64(32)
_MIXER: Final = np.uint64(0xBF58476D1CE4E5B9)
"""A multiplier of the finaliser of SplitMix64 (Steele, Lea and Flood 2014)."""


class Vocabulary:
    """Numbers the distinct folded words of texts from 0, in the order in which they first come.

    `words[n]` is word number n. Not safe from several threads.
    """

    LIMIT: Final = 1 << 18

    def __init__(self) -> None:
        self.words: list[str] = []
        self._numbers: dict[str, int] = {}
        self._sequences: list[list[int]] = []
        self._table = _Table()
        self._hash = _Polynomial()

    def number(self, texts: Sequence[str]) -> list[bytes]:
        """The numbers of each text's words in order, `NUMBER_BYTES` each, little-endian."""
        encoded = [without_separators(text) for text in texts]
        joined = b" ".join([b"", *encoded, b""])
        data = np.frombuffer(joined, np.uint8)
        starts, ends = _pieces(data)
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
        unknown = np.flatnonzero((codes == _UNKNOWN) & ~is_long)
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


class _Table:
    """Codes by hash: the hashes ascend, and an index of their upper bits tells where to look.

    `sequences` is the number of sequences that codes of the table refer to.
    """

    def __init__(self) -> None:
        self.sequences = 0
        self._hashes: Hashes = np.array([_LAST])  # the end, which no search runs past
        self._codes: Numbers = np.array([_UNKNOWN], np.int64)
        self._index()

    @property
    def size(self) -> int:
        """How many hashes it holds."""
        return self._codes.size - 1

    def find(self, hashes: Hashes) -> Numbers:
        """The codes of hashes, `_UNKNOWN` for those that it does not hold."""
        places = self._firsts[(hashes >> self._shift).astype(np.int64)]
        behind = np.flatnonzero(self._hashes[places] < hashes)
        while behind.size:
            places[behind] += 1
            behind = behind[self._hashes[places[behind]] < hashes[behind]]
        return np.where(self._hashes[places] == hashes, self._codes[places], _UNKNOWN)

    def add(self, hashes: Hashes, codes: Numbers, sequences: int) -> None:
        """Add hashes, ascending and none of them held yet."""
        places = np.searchsorted(self._hashes, hashes)
        self._hashes = np.insert(self._hashes, places, hashes)
        self._codes = np.insert(self._codes, places, codes)
        self.sequences = sequences
        self._index()

    def _index(self) -> None:
        bits = self.size.bit_length() + 1  # at least two entries a hash: most are found at once
        self._shift = np.uint64(64 - bits)
        counts = np.bincount((self._hashes[:-1] >> self._shift).astype(np.int64), minlength=1 << bits)
        self._firsts: Numbers = np.cumsum(counts) - counts


class _Polynomial:
    """Hashes pieces of bytes by the polynomial over them in a secret base, modulo 2⁶⁴.

    The polynomial of every beginning of the bytes is a running sum; the difference of two, divided by the power of the
    base at which it begins, is that of what lies between.
    """

    def __init__(self) -> None:
        base = secrets.randbits(64) & ~7 | 5  # such numbers have an inverse, and the most different powers
        self._powers = _powers(base)
        self._inverses = _powers(pow(base, -1, 1 << 64))

    def of(self, data: NDArray[np.uint8], starts: Numbers, ends: Numbers) -> Hashes:
        """The hash of each piece (0 for one longer than the window)."""
        hashes = np.zeros(starts.size, np.uint64)
        for first, last in _windows(starts, ends):
            begin, end = int(starts[first]), int(ends[last - 1])
            sums = np.zeros(end - begin + 1, np.uint64)
            np.cumsum(data[begin:end] * self._powers[: end - begin], out=sums[1:])
            own = starts[first:last] - begin
            hashes[first:last] = (sums[ends[first:last] - begin] - sums[own]) * self._inverses[own]
        hashes ^= hashes >> _HALF
        hashes *= _MIXER
        hashes ^= hashes >> _HALF
        return hashes


def _powers(base: int) -> Hashes:
    factors = np.full(_WINDOW, base, np.uint64)
    factors[0] = 1
    return np.multiply.accumulate(factors)


def _windows(starts: Numbers, ends: Numbers) -> Iterator[tuple[int, int]]:
    """Runs of pieces, as the first and the one after the last, that lie in `_WINDOW` bytes."""
    first = 0
    while first < starts.size:
        last = int(np.searchsorted(ends, starts[first] + _WINDOW, "right"))
        if last > first:
            yield first, last
        first = max(last, first + 1)


def _pieces(data: NDArray[np.uint8]) -> tuple[Numbers, Numbers]:
    """Where the runs of anything but spaces begin and end; the data begin and end with a space."""
    in_piece: NDArray[Any] = data != _SPACE
    edges = np.flatnonzero(in_piece[1:] != in_piece[:-1]) + 1
    return edges[::2], edges[1::2]
