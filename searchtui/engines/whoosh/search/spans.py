"""Where phrases and neighbouring words stand, for all documents at once.

A place is a key (see `postings`): document number and position in one whole number, so that comparing keys compares
places, and places in different documents are further apart than any distance asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.codec.postings import POSITION_BITS, Documents, Keys
from searchtui.engines.whoosh.search.matched import is_in

_KEY_BITS: Final = 63


@dataclass(frozen=True, slots=True)
class Spans:
    """Occurrences of a part of the query, from first to last word, ordered by first and then last; none twice."""

    first: Keys
    last: Keys

    @property
    def documents(self) -> Documents:
        """The document of each occurrence."""
        return self.first >> POSITION_BITS

    def of_documents(self, first: int, last: int) -> Spans:
        """The occurrences in documents from `first` to before `last`."""
        begin, end = np.searchsorted(self.first, [first << POSITION_BITS, last << POSITION_BITS])
        return Spans(self.first[begin:end], self.last[begin:end])

    def where(self, wanted: NDArray[np.bool_]) -> Spans:
        """The occurrences for which `wanted` is true."""
        return Spans(self.first[wanted], self.last[wanted])


def of_words(keys: Keys) -> Spans:
    """Each place as an occurrence of one word."""
    return Spans(keys, keys)


def union(several: Sequence[Spans]) -> Spans:
    """The occurrences of any of `several`."""
    if len(several) == 1:
        return several[0]
    none = np.empty(0, np.int64)
    first = np.concatenate([none, *(spans.first for spans in several)])
    last = np.concatenate([none, *(spans.last for spans in several)])
    return in_order(first, last)


def phrases(words: Sequence[Keys], slop: int = 0) -> Spans:
    """Occurrences of words in order, with at most `slop` further words between them in all.

    From every place of the first word the nearest following place of each next word is taken, which gives the
    shortest occurrence that begins there.
    """
    if not words or not all(keys.size for keys in words):
        none = np.empty(0, np.int64)
        return Spans(none, none)
    if slop == 0:
        rarest_first = sorted(range(len(words)), key=lambda index: words[index].size)
        starts = reduce(_among, (words[index] - index for index in rarest_first))
        return Spans(starts, starts + (len(words) - 1))
    first = last = words[0]
    for index, keys in enumerate(words[1:], start=1):
        after = np.searchsorted(keys, last, "right")
        there = after < keys.size
        first, last = first[there], keys[after[there]]
        close = last - first <= index + slop
        first, last = first[close], last[close]
    return Spans(first, last)


def near(left: Spans, right: Spans, distance: int, *, ordered: bool) -> Spans:
    """Pairs of a `left` and a `right` occurrence at most `distance` words apart, neighbours being at distance 1.

    The distance is that between the nearest ends; occurrences that overlap are no pair, so no word is near itself.
    With `ordered` the left one stands first. Every occurrence is paired with the nearest of the other side before
    and after it, so that whatever takes part in any pair is in one of these, however many pairs there are.
    """
    pairs = _one_after_another(left, right, distance)
    if not ordered:
        pairs += _one_after_another(right, left, distance)
    first, last = (np.concatenate(parts) for parts in zip(*pairs, strict=True))
    return in_order(first, last)


def _one_after_another(before: Spans, after: Spans, distance: int) -> list[tuple[Keys, Keys]]:
    """(first, last) of pairs in which the one of `before` ends at most `distance` words ahead of that of `after`."""
    firsts, lasts = before.first, before.last
    if (lasts[1:] < lasts[:-1]).any():
        order = np.lexsort((firsts, lasts))
        firsts, lasts = firsts[order], lasts[order]
    following = np.searchsorted(after.first, lasts, "right")
    there = following < after.first.size
    there[there] &= after.first[following[there]] - lasts[there] <= distance
    with_following = firsts[there], after.last[following[there]]
    preceding = np.searchsorted(lasts, after.first, "left") - 1
    there = preceding >= 0
    there[there] &= after.first[there] - lasts[preceding[there]] <= distance
    with_preceding = firsts[preceding[there]], after.last[there]
    return [with_following, with_preceding]


def _among(these: Keys, those: Keys) -> Keys:
    return these[is_in(these, those)]


def in_order(first: Keys, last: Keys) -> Spans:
    """Occurrences in order, none twice. Each is sorted as one number where it fits, in a third of the time."""
    if first.size:
        bits = int((last - first).max()).bit_length()
        if int(first.max()).bit_length() + bits < _KEY_BITS:
            packed = np.sort(first << bits | (last - first), kind="stable")
            first = packed >> bits
            last = first + (packed & ((1 << bits) - 1))
        else:
            order = np.lexsort((last, first))
            first, last = first[order], last[order]
        fresh = np.ones(first.size, np.bool_)
        fresh[1:] = (first[1:] != first[:-1]) | (last[1:] != last[:-1])
        first, last = first[fresh], last[fresh]
    return Spans(first, last)
