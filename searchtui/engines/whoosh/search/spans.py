"""Where phrases and neighbouring words stand, for all documents at once.

A place is a key (see `codec.postings`): document number and position in one whole number, so that comparing keys
compares places, and places in different documents are further apart than any distance asked for.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.codec.postings import POSITION_BITS, Keys
from searchtui.engines.whoosh.search.matched import Documents

_KEY_BITS: Final = 63
_MUCH_LONGER: Final = 8
"""From so many times the length on, bisection in the longer list is quicker than merging the two."""


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


NOWHERE: Final = of_words(np.empty(0, np.int64))


def merged(several: Sequence[Keys]) -> Spans:
    """The places of several words, no two of which share one."""
    several = [keys for keys in several if keys.size]
    if len(several) < 2:
        return of_words(several[0]) if several else NOWHERE
    return of_words(np.sort(np.concatenate(several), kind="stable"))  # a merge, as each of them is in order


def union(several: Sequence[Spans]) -> Spans:
    """The occurrences of any of `several`."""
    several = [spans for spans in several if spans.first.size]
    if len(several) < 2:
        return several[0] if several else NOWHERE
    return in_order(
        np.concatenate([spans.first for spans in several]), np.concatenate([spans.last for spans in several])
    )


def sloppy_phrases(words: Sequence[Keys], slop: int) -> Spans:
    """Occurrences of words in order, with at most `slop` further words between them in all.

    From every place of the first word the nearest following place of each next word is taken, which gives the
    shortest occurrence that begins there.
    """
    if not words or not all(keys.size for keys in words):
        return NOWHERE
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


def among(these: Keys, those: Keys) -> Keys:
    """The places that are in both; each has none twice."""
    fewer, more = sorted((these, those), key=lambda keys: keys.size)
    if not fewer.size:
        return fewer
    if more.size > _MUCH_LONGER * fewer.size:
        place = np.searchsorted(more, fewer)
        place[place == more.size] = 0
        found: Keys = fewer[more[place] == fewer]
        return found
    both = np.sort(np.concatenate((these, those)), kind="stable")
    twice: Keys = both[:-1][both[1:] == both[:-1]]
    return twice


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


def _one_after_another(before: Spans, after: Spans, distance: int) -> list[tuple[Keys, Keys]]:
    """(first, last) of pairs in which the one of `before` ends at most `distance` words ahead of that of `after`."""
    firsts, lasts = before.first, before.last
    if firsts is not lasts and (lasts[1:] < lasts[:-1]).any():
        order = np.lexsort((firsts, lasts))
        firsts, lasts = firsts[order], lasts[order]
    following, preceding = _interleaved(lasts, after.first)
    there = np.flatnonzero(following < after.first.size)
    following = following[there]
    close = after.first[following] - lasts[there] <= distance
    with_following = firsts[there[close]], after.last[following[close]]
    there = np.flatnonzero(preceding >= 0)
    preceding = preceding[there]
    close = after.first[there] - lasts[preceding] <= distance
    with_preceding = firsts[preceding[close]], after.last[there[close]]
    return [with_following, with_preceding]


def _interleaved(these: Keys, those: Keys) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """For each of `these` the place of the next greater among `those`, for each of `those` that of the next smaller
    among `these`; both ascending. Found by merging, as bisection takes a step for each doubling of the length.
    """
    fewer, more = sorted((these.size, those.size))
    if more > _MUCH_LONGER * fewer or (more and max(int(these[-1]), int(those[-1])) >> (_KEY_BITS - 1)):
        return np.searchsorted(those, these, "right"), np.searchsorted(these, those, "left") - 1
    both = np.sort(np.concatenate((those << 1, these << 1 | 1)), kind="stable")
    is_this = (both & 1).astype(np.bool_)
    before = np.cumsum(is_this)  # how many of these are before, or here
    at_these, at_those = np.flatnonzero(is_this), np.flatnonzero(~is_this)
    return at_these - np.arange(at_these.size), before[at_those] - 1
