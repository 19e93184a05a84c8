"""Documents found, with their scores, as arrays.

Lists of about the same length are compared by way of a table with a place for each document, which costs a nanosecond
a document; a short list is looked up in a long one by bisection. The documents of a list are distinct and ascending,
so numbers scattered into a table never meet.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Documents = NDArray[np.integer[Any]]
Scores = NDArray[np.floating[Any]]

_MUCH_LONGER: Final = 16
"""From so many times the length on, bisection in the longer list is quicker than a table of it."""


@dataclass(frozen=True, slots=True)
class Matched:
    """Ascending documents, none twice, and the score of each."""

    documents: Documents
    scores: Scores

    def where(self, wanted: NDArray[np.bool_]) -> Matched:
        """Those for which `wanted`, an array as long as the documents, is true."""
        places = np.flatnonzero(wanted)
        return self if places.size == wanted.size else Matched(self.documents.take(places), self.scores.take(places))

    def times(self, factor: float) -> Matched:
        """The same documents, their scores multiplied."""
        return self if factor == 1 else Matched(self.documents, self.scores * factor)

    def moved(self, offset: int) -> Matched:
        """The same for documents numbered from `offset`."""
        return Matched(self.documents + offset, self.scores) if offset else self


@dataclass(frozen=True, slots=True)
class FoundText:
    """What a word, phrase, pattern or pair found, and what the reader should know about it."""

    matched: Matched
    notes: tuple[str, ...]


def unscored(documents: Documents) -> Matched:
    """Documents that were not found by words."""
    return Matched(documents, np.zeros(documents.size, np.float32))


NOTHING: Final = unscored(np.empty(0, np.int32))


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
    parts = [part for part in parts if part.documents.size]
    if len(parts) < 2:
        return parts[0] if parts else NOTHING
    size = 1 + max(int(part.documents[-1]) for part in parts)
    scores = np.zeros(size, np.result_type(*(part.scores for part in parts)))
    found = np.zeros(size, np.bool_)
    for part in parts:
        places = part.documents.astype(np.intp, copy=False)
        np.add.at(scores, places, part.scores)  # far quicker than `+=`, which takes the values out first
        found[places] = True
    documents = np.flatnonzero(found)
    return Matched(documents, scores.take(documents))


def without(matched: Matched, excluded: Documents) -> Matched:
    """The documents that are not in `excluded`, ascending as well."""
    return matched.where(~is_in(matched.documents, excluded)) if excluded.size else matched


def is_in(values: Documents, others: Documents) -> NDArray[np.bool_]:
    """Which of `values` are in `others`; both ascending documents."""
    if not others.size or not values.size:
        return np.zeros(values.size, np.bool_)
    if others.size > _MUCH_LONGER * values.size:
        found: NDArray[np.bool_] = others.take(_places_in(values, others)) == values
        return found
    table = np.zeros(1 + max(int(values[-1]), int(others[-1])), np.bool_)
    table[others.astype(np.intp, copy=False)] = True
    return table.take(values)


def _both(fewer: Matched, more: Matched) -> Matched:
    if not fewer.documents.size:
        return NOTHING
    if more.documents.size > _MUCH_LONGER * fewer.documents.size:
        places = _places_in(fewer.documents, more.documents)
        found = np.flatnonzero(more.documents.take(places) == fewer.documents)
        added = more.scores.take(places.take(found))
    else:
        table = np.full(1 + max(int(fewer.documents[-1]), int(more.documents[-1])), np.nan, more.scores.dtype)
        table[more.documents.astype(np.intp, copy=False)] = more.scores
        added = table.take(fewer.documents)
        found = np.flatnonzero(added == added)  # noqa: PLR0124 (what is absent is no number, which equals nothing)
        added = added.take(found)
    return Matched(fewer.documents.take(found), fewer.scores.take(found) + added)


def _places_in(values: Documents, others: Documents) -> NDArray[np.intp]:
    places = np.searchsorted(others, values.astype(others.dtype, copy=False))
    places[places == others.size] = 0
    return places
