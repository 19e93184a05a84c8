"""Neighbouring places as Whoosh's span queries pair them: every pair within the distance, not the nearest alone.

Whoosh builds one object per span and document; here all documents are paired at once. Places are keys (see
`codec.postings`), so that places in different documents are never near one another.
"""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.codec.postings import Keys
from searchtui.engines.whoosh.search.spans import Spans, in_order


def all_pairs(left: Spans, right: Spans, *, slop: int, mindist: int, ordered: bool, from_start: bool) -> Spans:
    """The spans from a `left` to a `right` one whose nearest ends are `mindist` (1 or more) to `slop` apart.

    With `ordered` the left one stands first. With `from_start`, a right one that stands before must also begin no more
    than `slop` ahead of the left one: so `SpanNear2` has it, `SpanNear` not.
    """
    first, last = _within(left, right, left.last + mindist, left.last + slop)
    parts = [(left.first[first], right.last[last])]
    if not ordered:
        longest = 0 if from_start or not right.first.size else int((right.last - right.first).max())
        first, last = _within(left, right, left.first - slop - longest, left.first - mindist)
        gap = left.first[first] - right.last[last]
        close = (gap >= mindist) & (gap <= slop)
        parts.append((right.first[last[close]], left.last[first[close]]))
    begins, ends = zip(*parts, strict=True)
    return in_order(np.concatenate(begins), np.concatenate(ends))


def _within(left: Spans, right: Spans, lowest: Keys, highest: Keys) -> tuple[NDArray[np.intp], NDArray[np.intp]]:
    """The places in `left` and `right` of all pairs in which the right one begins from `lowest` to `highest`."""
    begin = np.searchsorted(right.first, lowest, "left")
    counts = np.maximum(np.searchsorted(right.first, highest, "right") - begin, 0)
    lefts = np.repeat(np.arange(left.first.size), counts)
    steps = np.arange(lefts.size) - np.repeat(np.cumsum(counts) - counts, counts)
    return lefts, np.repeat(begin, counts) + steps
