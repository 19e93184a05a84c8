"""Folding copies: of each group of copies that a query finds, one document stands for all."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchtui.articles.copy_groups import CopyGroups
from searchtui.engines.whoosh.search.matched import Documents

ALONE: Final = -1
"""Group number of a document that has no copies."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where each document of a snapshot stands: the number of its group (or `ALONE`) and its rank there."""

    groups: NDArray[np.int32]
    ranks: NDArray[np.int32]


def places_of(size: int, members: Iterable[tuple[int, str]], copies: CopyGroups) -> Places:
    """The places of `size` documents, of which `members` are the numbers and identifiers of those with copies."""
    places = all_alone(size)
    for document, article_id in members:
        places.groups[document], places.ranks[document] = copies.places[article_id]
    return places


def all_alone(count: int) -> Places:
    """The places of `count` documents without copies."""
    return Places(np.full(count, ALONE, np.int32), np.zeros(count, np.int32))


@dataclass(frozen=True, slots=True)
class Folded:
    """Found documents with copies folded away.

    `kept` is true for those that stay: every document without copies, and of each group the first found in its order,
    so the lead wherever it is found itself. `copies` says for each found document how many others of its group were
    found too.
    """

    kept: NDArray[np.bool_]
    copies: NDArray[np.int64]


def fold(places: Places, documents: Documents) -> Folded:
    """Fold the copies among `documents`."""
    groups = places.groups.take(documents)
    kept = np.ones(documents.size, np.bool_)
    copies = np.zeros(documents.size, np.int64)
    grouped = np.flatnonzero(groups != ALONE)
    if grouped.size:
        found = groups[grouped]
        order = np.lexsort((places.ranks[documents[grouped]], found))
        repeated = np.concatenate(([False], found[order][1:] == found[order][:-1]))
        kept[grouped[order[repeated]]] = False
        copies[grouped] = np.bincount(found)[found] - 1
    return Folded(kept, copies)
