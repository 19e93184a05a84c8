"""The languages of many texts by how they open: what `languages.clear_language` says of each, worked out at once."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache
from itertools import accumulate
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchtui.text.languages import (
    CLEAR,
    LANE_BYTES,
    LATIN,
    OPENING,
    SCORE_BITS,
    SHARE_OF,
    votes,
    without_typography,
)
from searchtui.text.pieces import HashTable, Numbers, PieceHash, pieces
from searchtui.text.tokens import without_separators

_DIGITS: Final = (ord("0"), ord("9"))


def clear_languages(texts: Sequence[str]) -> list[str | None]:
    """The language of each text that is in ASCII, if its opening leaves no doubt of it."""
    encoded = [_opening(text) for text in texts]
    data = np.frombuffer(b" ".join([b"", *encoded, b""]), np.uint8)
    starts, ends = pieces(data)
    bounds = np.searchsorted(starts, list(accumulate([len(each) + 1 for each in encoded], initial=0)))
    known = _common_words().codes(data, starts, ends)
    sums = _summed(_common_words().votes[known[known >= 0]], np.searchsorted(np.flatnonzero(known >= 0), bounds))
    words = np.diff(bounds) - np.diff(np.concatenate(([0], np.cumsum(_are_digits(data, starts, ends))))[bounds])
    return [None if number < 0 else LATIN[number] for number in _decided(sums, words).tolist()]


def _opening(text: str) -> bytes:
    opening = without_typography(text[:OPENING])
    return without_separators(opening.lower()) if len(text) >= OPENING and opening.isascii() else b""


def _decided(sums: Numbers, words: Numbers) -> Numbers:
    """The place of the language of each text in `LATIN`, -1 where there are doubts."""
    texts = np.arange(words.size)
    scores = sums & ((1 << SCORE_BITS) - 1)
    best = scores.argmax(axis=1)
    score, found = scores[texts, best], sums[texts, best] >> SCORE_BITS
    scores[texts, best] = 0
    share = CLEAR.share * np.array([SHARE_OF.get(language, 1.0) for language in LATIN])[best]
    is_clear = (score > 0) & (found >= share * words) & (score >= CLEAR.lead * scores.max(axis=1))
    return np.where(is_clear & (words >= CLEAR.words), best, -1)


def _summed(rows: Numbers, bounds: Numbers) -> Numbers:
    """The sums of the rows that lie between one bound and the next."""
    sums = np.zeros((bounds.size - 1, rows.shape[1]), np.int64)
    filled = np.flatnonzero(np.diff(bounds))
    if filled.size:
        sums[filled] = np.add.reduceat(rows, bounds[filled], axis=0)
    return sums


def _are_digits(data: NDArray[np.uint8], starts: Numbers, ends: Numbers) -> NDArray[np.bool_]:
    first, last = _DIGITS
    others = np.concatenate(([0], np.cumsum((data < first) | (data > last))))
    return np.equal(others[starts], others[ends])


class _CommonWords:
    """The common words of all languages by their hashes; `votes` has a row for each, a column for each of `LATIN`."""

    def __init__(self) -> None:
        words = sorted(votes())
        self.votes: Numbers = np.array(
            [
                np.frombuffer(votes()[word].to_bytes(LANE_BYTES * len(LATIN), "little"), "<u8").astype(np.int64)
                for word in words
            ]
        )
        self._hash = PieceHash()
        joined = np.frombuffer(b" ".join([b"", *words, b""]), np.uint8)
        hashes = self._hash.of(joined, *pieces(joined))
        order = np.argsort(hashes)
        self._table = HashTable()
        self._table.add(hashes[order], order, 0)

    def codes(self, data: NDArray[np.uint8], starts: Numbers, ends: Numbers) -> Numbers:
        """For each piece the number of its word, negative where it is no common one."""
        return self._table.find(self._hash.of(data, starts, ends))


_common_words = cache(_CommonWords)
