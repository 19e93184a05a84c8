"""Documents found, with their scores, as arrays."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.codec.postings import Documents

Scores = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class Matched:
    """Ascending documents, none twice, and the score of each."""

    documents: Documents
    scores: Scores

    def where(self, wanted: NDArray[np.bool_]) -> Matched:
        """Those for which `wanted`, an array as long as the documents, is true."""
        return Matched(self.documents[wanted], self.scores[wanted])

    def times(self, factor: float) -> Matched:
        """The same documents, their scores multiplied."""
        return self if factor == 1 else Matched(self.documents, self.scores * factor)

    def moved(self, offset: int) -> Matched:
        """The same for documents numbered from `offset`."""
        return Matched(self.documents + offset, self.scores) if offset else self


def unscored(documents: Documents) -> Matched:
    """Documents that were not found by words."""
    return Matched(documents, np.zeros(documents.size))


NOTHING: Final = unscored(np.empty(0, np.int64))


def joined(parts: Sequence[Matched]) -> Matched:
    """One of several whose documents follow one another."""
    if len(parts) < 2:
        return parts[0] if parts else NOTHING
    return Matched(np.concatenate([part.documents for part in parts]), np.concatenate([part.scores for part in parts]))


def all_of(parts: Sequence[Matched]) -> Matched:
    """Documents in every part, scores added."""
    return reduce(_both, sorted(parts, key=lambda part: part.documents.size))


def any_of(parts: Sequence[Matched]) -> Matched:
    """Documents in at least one part, scores added."""
    if len(parts) == 1:
        return parts[0]
    parts = [part for part in parts if part.documents.size]
    if not parts:
        return NOTHING
    size = 1 + max(int(part.documents[-1]) for part in parts)
    found, scores = np.zeros(size, np.bool_), np.zeros(size)
    for part in parts:
        found[part.documents] = True
        scores[part.documents] += part.scores
    documents = np.flatnonzero(found)
    return Matched(documents, scores[documents])


def without(matched: Matched, excluded: Documents) -> Matched:
    """The documents that are not in `excluded`, ascending as well."""
    return matched.where(~is_in(matched.documents, excluded))


def is_in(values: NDArray[np.int64], others: NDArray[np.int64]) -> NDArray[np.bool_]:
    """Which of `values` are in `others`; both ascending."""
    if not others.size:
        return np.zeros(values.size, np.bool_)
    place = np.searchsorted(others, values)
    place[place == others.size] = 0
    found: NDArray[np.bool_] = others[place] == values
    return found


def _both(fewer: Matched, more: Matched) -> Matched:
    if not fewer.documents.size:
        return NOTHING
    place = np.searchsorted(more.documents, fewer.documents)
    place[place == more.documents.size] = 0
    found = more.documents[place] == fewer.documents
    return Matched(fewer.documents[found], fewer.scores[found] + more.scores[place[found]])
