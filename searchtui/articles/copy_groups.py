"""Groups of copies as a reader of the index sees them, and folding search results under their leads."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

ALONE: Final = -1
"""Group number of an article that has no copies."""


@dataclass(frozen=True, slots=True)
class Places:
    """Where each of some documents stands: the number of its group (or `ALONE`) and its rank there, leads having 0."""

    groups: NDArray[np.int32]
    ranks: NDArray[np.int32]


class CopyGroups:
    """All groups of two or more copies, the ids of each lead first. Immutable; `version` differs after every change."""

    def __init__(self, groups: Iterable[Sequence[str]] = (), version: int = 0) -> None:
        self.groups = tuple(tuple(group) for group in groups)
        self.version = version

    def of(self, article_id: str) -> tuple[str, ...]:
        """The group of an article, lead first; itself alone if it has no copies."""
        place = self._places.get(article_id)
        return (article_id,) if place is None else self.groups[place[0]]

    def name(self, article_id: str) -> str:
        """The identifier of an article's group: its smallest article id, whoever leads. Its own id if it is alone."""
        return min(self.of(article_id))

    def places(self, ids: Sequence[str]) -> Places:
        """Where each of the documents with these ids stands."""
        found = np.full((len(ids), 2), (ALONE, 0), np.int32)
        numbers = {article_id: number for number, article_id in enumerate(ids) if article_id in self._places}
        for article_id, number in numbers.items():
            found[number] = self._places[article_id]
        return Places(found[:, 0], found[:, 1])

    @cached_property
    def _places(self) -> dict[str, tuple[int, int]]:
        return {
            article_id: (number, rank)
            for number, group in enumerate(self.groups)
            for rank, article_id in enumerate(group)
        }


@dataclass(frozen=True, slots=True)
class Folded:
    """Found documents with copies folded away.

    `kept` is true for those that stay: every document without copies and of each group the first found in its order,
    so the lead wherever it is found itself. `copies` says for each found document how many others of its group were
    found too.
    """

    kept: NDArray[np.bool_]
    copies: NDArray[np.int64]


def fold(places: Places, documents: NDArray[np.int64]) -> Folded:
    """Fold the copies among `documents`, numbers of which `places` knows each."""
    groups = places.groups[documents]
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
