"""What marks, tags and saved searches in a query mean now: articles by their ids, and the queries that were saved."""

from __future__ import annotations

import difflib
from collections.abc import Callable, Mapping
from typing import Final, Protocol

from searchtui.errors import QueryError
from searchtui.query.nodes import (
    And,
    ArticleIds,
    Boost,
    Mark,
    MarkedAs,
    Node,
    Not,
    Or,
    SavedSearch,
    TaggedAs,
)
from searchtui.query.walk import conjuncts, leaves
from searchtui.userdata.searches import Saved, search_key

MOST_TERMS: Final = 128
"""Terms that a query may have once its saved searches are written out; each of them may have 32."""


class Work(Protocol):
    """What of the user's work a query can ask for."""

    def marked(self, mark: Mark) -> frozenset[str]:
        """The articles with a mark, which is not `Mark.UNREAD`."""

    def tagged(self, pattern: str) -> frozenset[str]:
        """The articles with a tag that `pattern` matches."""

    def saved(self) -> Mapping[str, Saved]:
        """The saved searches by `searches.search_key`."""


def understood(node: Node, work: Work, parse: Callable[[str], Node], *, save_as: str = "") -> Node:
    """`node` without anything that an engine does not know; `parse` reads a saved query, `save_as` is what it becomes.

    Raises `QueryError`, at the place in the query that was typed, where there is no such saved search, where one leads
    back to itself or cannot be read, and where all of them together have too many terms.
    """
    if not any(isinstance(leaf, MarkedAs | TaggedAs | SavedSearch) for leaf in leaves(node)):
        return node
    whole = _Understanding(work, parse, save_as).of(node)
    _check_terms(whole, next((leaf.position for leaf in leaves(node) if isinstance(leaf, SavedSearch)), None))
    return whole


def _check_terms(node: Node, position: int | None) -> None:
    if sum(1 for _ in leaves(node)) > MOST_TERMS:
        raise QueryError(
            f"The saved searches in this query have more than {MOST_TERMS} terms together.",
            hint="Use fewer of them at once.",
            position=position,
        )


class _Understanding:
    def __init__(self, work: Work, parse: Callable[[str], Node], save_as: str) -> None:
        self._work = work
        self._parse = parse
        self._within: list[tuple[str, int | None]] = [(search_key(save_as), None)] if save_as else []
        """The saved searches one is in, by their names, each with its place in the query that was typed."""

        self._known: dict[str, Node] = {}

    def of(self, node: Node) -> Node:  # noqa: PLR0911 -- one for each kind of node
        match node:
            case And(children=children):
                return And(tuple(part for child in children for part in conjuncts(self.of(child))))
            case Or(children=children):
                return Or(tuple(map(self.of, children)))
            case Not(child=child):
                inner = self.of(child)
                return inner.child if isinstance(inner, Not) else Not(inner)
            case Boost(child=child, factor=factor):
                return Boost(self.of(child), factor)
            case SavedSearch():
                return self._saved(node)
            case MarkedAs() | TaggedAs():
                return self._marked(node)
            case _:
                return node

    def _marked(self, node: MarkedAs | TaggedAs) -> Node:
        if isinstance(node, TaggedAs):
            tagged = ArticleIds(self._work.tagged(node.pattern or "*"))
            return Not(tagged) if node.pattern is None else tagged
        if node.mark is Mark.UNREAD:
            return Not(ArticleIds(self._work.marked(Mark.READ)))
        return ArticleIds(self._work.marked(node.mark))

    def _saved(self, node: SavedSearch) -> Node:
        key = search_key(node.name)
        position = self._within[0][1] if self._within else node.position
        names = [name for name, _ in self._within]
        if key in names:
            raise QueryError(
                f"The saved search “{node.name}” leads back to itself.",
                hint=f"It goes by {' → '.join([*names[names.index(key) :], key])}: change one of them.",
                position=position,
            )
        if key not in self._known:
            self._within.append((key, position))
            self._known[key] = self.of(self._read(node.name, key, position))
            _check_terms(self._known[key], position)
            self._within.pop()
        return self._known[key]

    def _read(self, name: str, key: str, position: int | None) -> Node:
        saved = self._work.saved()
        if key not in saved:
            near = difflib.get_close_matches(key, saved, n=1)
            raise QueryError(
                f"There is no saved search “{name}”.",
                hint=f"Did you mean saved:{saved[near[0]].name}?" if near else "Save a search under this name first.",
                position=position,
            )
        try:
            return self._parse(saved[key].query)
        except QueryError as error:
            raise QueryError(
                f"The saved search “{name}” cannot be read: {error.message}", hint=error.hint, position=position
            ) from error
