"""Turning occurrences of words, as they come in texts, into postings, as they are searched: by sorting numbers.

An occurrence is a term, a document and a position, all as numbers. A whole batch of articles is sorted at once, so that
nothing is done in Python for a posting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.writing.run import FieldRun, Forms

Numbers = NDArray[np.integer[Any]]

_HALF_BITS: Final = 16
_HALF: Final = (1 << _HALF_BITS) - 1


@dataclass(frozen=True, slots=True, eq=False)
class Occurrences:
    """Words, document after document and in each by position, as arrays of one length.

    The terms are numbers of some list of terms (of 31 bits), the documents are numbered from 0.
    """

    terms: Numbers
    documents: Numbers
    positions: Numbers

    def at(self, places: Numbers) -> Occurrences:
        """Some of the occurrences."""
        return Occurrences(self.terms[places], self.documents[places], self.positions[places])

    def of_terms(self, terms: Numbers) -> Occurrences:
        """The same occurrences of other terms."""
        return Occurrences(terms, self.documents, self.positions)

    def lengths(self, documents: int) -> NDArray[np.uint32]:
        """How many of them each of so many documents has."""
        return np.bincount(self.documents, minlength=documents).astype(np.uint32)


def positioned(found: Occurrences, terms: Sequence[bytes]) -> FieldRun:
    """The postings of a field with their positions; `terms` are ascending, and some may not occur."""
    order = _stable_order(found.terms)
    in_order, documents = found.terms[order], found.documents[order]
    firsts = np.flatnonzero(_begins(in_order) | _begins(documents))
    used, starts = _grouped(in_order[firsts])
    return FieldRun(
        terms=[terms[number] for number in used.tolist()],
        starts=starts,
        documents=documents[firsts].astype(np.int32),
        counts=np.diff(firsts, append=order.size).astype(np.uint32),
        positions=found.positions[order].astype(np.uint32),
    )


def weighted(found: Occurrences, weights: NDArray[np.float32], terms: Sequence[bytes], forms: Forms) -> FieldRun:
    """The postings of a field of stems without positions; all of `terms`, which are ascending, occur.

    A posting weighs the sum of the weights of its occurrences.
    """
    order = _stable_order(found.terms)
    in_order, documents = found.terms[order], found.documents[order]
    firsts = np.flatnonzero(_begins(in_order) | _begins(documents))
    summed = np.add.reduceat(weights[order], firsts) if firsts.size else np.empty(0, np.float32)
    _, starts = _grouped(in_order[firsts])
    return FieldRun([*terms], starts, documents[firsts].astype(np.int32), summed, forms=forms)


def _stable_order(numbers: Numbers) -> NDArray[np.int64]:
    """The order that sorts the numbers (0 … 2³¹-1), equal ones staying as they come.

    Numpy sorts 16 bits by radix, several times faster than it compares longer numbers: the lower half, then the upper.
    """
    order = np.argsort((numbers & _HALF).astype(np.uint16), kind="stable")
    if numbers.size and numbers.max() > _HALF:
        order = order[np.argsort((numbers >> _HALF_BITS).astype(np.uint16)[order], kind="stable")]
    return order


def _begins(values: Numbers) -> NDArray[np.bool_]:
    """Where a value differs from the one before it."""
    begins = np.ones(values.size, np.bool_)
    np.not_equal(values[1:], values[:-1], out=begins[1:])
    return begins


def _grouped(values: Numbers) -> tuple[Numbers, NDArray[np.int64]]:
    """The distinct values of an ascending array, and where each begins, the end of the last included."""
    firsts = np.flatnonzero(_begins(values))
    return values[firsts], np.append(firsts, values.size).astype(np.int64)
