"""Postings of the same field from several places made one, by moving arrays."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.codec.postings import Inverted
from searchtui.engines.whoosh.codec.ragged import ranges, starts_of, sums

Numbers = NDArray[np.signedinteger[Any]]


def renumbered(inverted: Inverted, new_numbers: Numbers) -> Inverted:
    """The postings with document n now numbered `new_numbers[n]`, without those that get -1.

    Terms may be left empty.
    """
    documents = new_numbers[inverted.documents]
    kept = documents >= 0
    weights, counts, positions = inverted.weights, inverted.counts, inverted.positions
    if kept.all():
        return Inverted(inverted.terms, inverted.starts, documents, weights, counts, positions)
    if positions.size:
        positions = positions[np.repeat(kept, counts)]
    starts = starts_of(sums(kept, inverted.starts))
    fewer = counts[kept]
    return Inverted(
        inverted.terms, starts, documents[kept], fewer if weights is counts else weights[kept], fewer, positions
    )


def joined(parts: Sequence[Inverted]) -> Inverted:
    """The postings of all terms in any of `parts`, whose documents follow one another; terms without any are dropped.

    Every part's postings of a term go to their place behind those of the parts before it: a place is found by adding
    up how many each part has of each term, so nothing is sorted but the terms.
    """
    terms = sorted(set().union(*(part.terms for part in parts)))
    numbers = {term: number for number, term in enumerate(terms)}
    own = [np.fromiter(map(numbers.__getitem__, part.terms), np.int64, len(part.terms)) for part in parts]
    postings = _Places([part.starts for part in parts], own, len(terms))
    starts = postings.starts
    documents, weights = postings.gather([part.documents for part in parts], [part.weights for part in parts])
    if any(part.positions.size for part in parts):
        by_posting = [starts_of(part.counts)[part.starts] for part in parts]
        (positions,) = _Places(by_posting, own, len(terms)).gather([part.positions for part in parts])
        is_weight = all(part.weights is part.counts for part in parts)
        counts = weights if is_weight else postings.gather([part.counts for part in parts])[0]
    else:
        counts, positions = np.zeros(documents.size, np.uint8), np.empty(0, np.uint8)
    found = Inverted(terms, starts, documents, weights, counts, positions)
    filled = starts[1:] > starts[:-1]
    if filled.all():
        return found
    kept_terms = [terms[number] for number in np.flatnonzero(filled).tolist()]
    kept_starts = np.concatenate((starts[:1], starts[1:][filled]))
    return Inverted(kept_terms, kept_starts, found.documents, found.weights, found.counts, found.positions)


class _Places:
    """Where the lists of several parts go when they are put behind one another, term after term."""

    def __init__(self, starts: Sequence[Numbers], numbers: Sequence[Numbers], terms: int) -> None:
        sizes = np.zeros((terms, len(starts)), np.int64)
        for part, (own, places) in enumerate(zip(starts, numbers, strict=True)):
            sizes[places, part] = np.diff(own)
        ends = starts_of(sizes.ravel())
        self.starts: Numbers = ends[:: len(starts)].copy()
        self._lists = [
            (ends[places * len(starts) + part], np.diff(own))
            for part, (own, places) in enumerate(zip(starts, numbers, strict=True))
        ]

    def gather(self, *columns: Sequence[NDArray[Any]]) -> list[NDArray[Any]]:
        """The values of all parts, each list in its place: of several columns, each given part by part."""
        size = int(self.starts[-1])
        found = [np.empty(size, np.result_type(*values) if values else np.uint8) for values in columns]
        for part, (firsts, counts) in enumerate(self._lists):
            places = ranges(firsts, counts)
            for out, values in zip(found, columns, strict=True):
                out[places] = values[part]
        return found
