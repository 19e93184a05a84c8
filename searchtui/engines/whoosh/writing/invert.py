"""Turning occurrences of words, as they come in texts, into postings, as they are searched: by sorting numbers.

An occurrence is a term and a document, both as numbers, and perhaps a position. One key of 64 bits holds what it is
sorted by, so that numpy sorts a whole batch of articles at once and nothing is done in Python for a posting.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from searchtui.articles.searchable import BODY_POSITION
from searchtui.engines.whoosh.writing.run import FieldRun, Forms

Numbers = NDArray[np.integer[Any]]

_HALF: Final = np.int64(32)
_LOWER_HALF: Final = np.int64((1 << 32) - 1)


@dataclass(frozen=True, slots=True, eq=False)
class Occurrences:
    """The words of a field, document after document and in each by position: three arrays of one length."""

    terms: Numbers
    documents: Numbers
    positions: Numbers


def positioned(found: Occurrences, terms: Sequence[bytes]) -> FieldRun:
    """The postings of a field, its occurrences having numbers of `terms`, which are ascending and may not all occur.

    Equal terms stay in the order in which they come, since a key ends in the number of the occurrence.
    """
    keys = found.terms.astype(np.int64)
    keys <<= _HALF
    keys |= np.arange(keys.size)
    keys.sort()
    order = keys & _LOWER_HALF
    keys >>= _HALF
    documents = found.documents[order]
    firsts = np.flatnonzero(_begins(keys) | _begins(documents))
    used, starts = _grouped(keys[firsts])
    return FieldRun(
        terms=[terms[number] for number in used.tolist()],
        starts=starts,
        documents=documents[firsts].astype(np.int32),
        counts=np.diff(firsts, append=keys.size).astype(np.uint32),
        positions=found.positions[order].astype(np.uint32),
    )


def weighted(found: Occurrences, title_weight: float, terms: Sequence[bytes], forms: Forms) -> FieldRun:
    """The postings of a field of stems without their positions; all of `terms`, which are ascending, occur.

    A posting weighs the number of its occurrences, those before `BODY_POSITION` `title_weight` times. The documents of
    the occurrences need not ascend.
    """
    in_title = found.positions < BODY_POSITION
    keys = found.terms.astype(np.int64)
    keys <<= _HALF
    keys |= (found.documents.astype(np.int64) << 1) | in_title
    keys.sort()
    firsts = np.flatnonzero(_begins(keys >> 1))
    weights = np.diff(firsts, append=keys.size).astype(np.float32)
    if in_title.any():
        weights += np.float32(title_weight - 1) * np.add.reduceat(keys & 1, firsts)
    _, starts = _grouped(keys[firsts] >> _HALF)
    documents = (keys[firsts] & _LOWER_HALF) >> 1
    return FieldRun([*terms], starts, documents.astype(np.int32), weights.astype(np.float32), forms=forms)


def _begins(values: Numbers) -> NDArray[np.bool_]:
    """Where a value differs from the one before it."""
    begins = np.ones(values.size, np.bool_)
    np.not_equal(values[1:], values[:-1], out=begins[1:])
    return begins


def _grouped(values: Numbers) -> tuple[Numbers, NDArray[np.int64]]:
    """The distinct values of an ascending array, and where each begins, the end of the last included."""
    firsts = np.flatnonzero(_begins(values))
    return values[firsts], np.append(firsts, values.size).astype(np.int64)
