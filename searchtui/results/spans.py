"""Where phrases and neighbouring words stand, worked out on word positions alone.

A position counts the words of a text from 0. Lists of positions and of spans are ascending.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from itertools import zip_longest
from typing import NamedTuple

Range = tuple[int, int]
"""First and last position, both included."""


class Span(NamedTuple):
    """One occurrence of a part of the query, from its `first` to its `last` word.

    `marks` are the stretches in it to be marked: all of a word or phrase, but only the two sides of words that stand
    near each other.
    """

    first: int
    last: int
    marks: tuple[Range, ...]


def word_spans(positions: Iterable[int]) -> list[Span]:
    """Each position as an occurrence of one word."""
    return [Span(position, position, ((position, position),)) for position in positions]


def phrase_spans(positions: Sequence[Sequence[int]], slop: int = 0) -> list[Span]:
    """Occurrences of words in order, with at most `slop` further words between them in all.

    `positions` holds the positions of each word of the phrase. From every place of the first word the nearest
    following place of each next word is taken, which gives the shortest occurrence that begins there. As the first
    word moves on, so do all others, so that every list is walked once.
    """
    if not positions or not all(positions):
        return []
    extra_words = len(positions) - 1 + slop
    cursors = [0] * len(positions)
    found: list[Span] = []
    for first in positions[0]:
        last = first
        for word in range(1, len(positions)):
            places, cursor = positions[word], cursors[word]
            while cursor < len(places) and places[cursor] <= last:
                cursor += 1
            cursors[word] = cursor
            if cursor == len(places):
                return found
            last = places[cursor]
            if last - first > extra_words:
                break
        else:
            found.append(Span(first, last, ((first, last),)))
    return found


def near_spans(left: Sequence[Span], right: Sequence[Span], distance: int, *, ordered: bool) -> list[Span]:
    """Pairs of a `left` and a `right` occurrence at most `distance` words apart, neighbours being at distance 1.

    The distance is that between the nearest ends; occurrences that overlap are no pair, so no word is near itself.
    With `ordered` the left one stands first. Every occurrence is paired with the nearest of the other side before and
    after it, so that whatever takes part in any pair is in one of these, however many pairs there are.
    """
    pairs = _one_after_another(left, right, distance)
    if not ordered:
        pairs += _one_after_another(right, left, distance)
    spans = {Span(before.first, after.last, before.marks + after.marks) for before, after in pairs}
    return sorted(spans)


def _one_after_another(before: Sequence[Span], after: Sequence[Span], distance: int) -> list[tuple[Span, Span]]:
    """Pairs in which the one of `before` ends at most `distance` words ahead of the beginning of that of `after`."""
    by_last = sorted(before, key=lambda span: span.last)
    by_first = sorted(after, key=lambda span: span.first)
    lasts = [span.last for span in by_last]
    firsts = [span.first for span in by_first]
    pairs: list[tuple[Span, Span]] = []
    for span in by_last:
        index = bisect_right(firsts, span.last)
        if index < len(firsts) and firsts[index] - span.last <= distance:
            pairs.append((span, by_first[index]))
    for span in by_first:
        index = bisect_left(lasts, span.first) - 1
        if index >= 0 and span.first - lasts[index] <= distance:
            pairs.append((by_last[index], span))
    return pairs


def tightest(spans: Sequence[Span]) -> list[Span]:
    """The occurrences of one phrase that hold no other of it: in "a x a b" only the last two words are marked."""
    return [span for span, following in zip_longest(spans, spans[1:]) if not following or span.last != following.last]
