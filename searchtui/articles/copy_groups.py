"""The groups of copies as a reader of the index sees them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from typing import NamedTuple


class Place(NamedTuple):
    """Where an article with copies stands: the number of its group, and its rank in it, leads having 0."""

    group: int
    rank: int


class CopyGroups:
    """All groups of two or more copies, the id of each lead first. Immutable; `version` differs after every change."""

    def __init__(self, groups: Iterable[Sequence[str]] = (), version: int = 0) -> None:
        self.groups = tuple(tuple(group) for group in groups)
        self.version = version

    def of(self, article_id: str) -> tuple[str, ...]:
        """The group of an article, lead first; itself alone if it has no copies."""
        place = self.places.get(article_id)
        return (article_id,) if place is None else self.groups[place.group]

    def name(self, article_id: str) -> str | None:
        """The identifier of an article's group: its smallest article id, whoever leads. None if it has no copies."""
        place = self.places.get(article_id)
        return None if place is None else min(self.groups[place.group])

    @cached_property
    def places(self) -> Mapping[str, Place]:
        """Where each article stands that has copies."""
        return {
            article_id: Place(number, rank)
            for number, group in enumerate(self.groups)
            for rank, article_id in enumerate(group)
        }
