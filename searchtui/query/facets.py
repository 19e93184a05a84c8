"""Facets: what articles are counted and filtered by, and the conditions of a query that filter by each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from enum import Enum

from searchtui.query.nodes import (
    DateRange,
    DateUnknown,
    LanguageIs,
    MarkedAs,
    Node,
    Not,
    Or,
    OutletIs,
    TaggedAs,
)


class Facet(Enum):
    """What articles are counted and filtered by."""

    OUTLET = "outlet"
    DATE = "date"
    LANGUAGE = "language"
    MARK = "mark"


_NODES: dict[Facet, tuple[type, ...]] = {
    Facet.OUTLET: (OutletIs,),
    Facet.DATE: (DateRange, DateUnknown),
    Facet.LANGUAGE: (LanguageIs,),
    Facet.MARK: (MarkedAs, TaggedAs),
}


@dataclass(frozen=True, slots=True)
class Chosen:
    """What a query includes and excludes by one facet; `included` are alternatives."""

    included: tuple[Node, ...] = ()
    excluded: tuple[Node, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.included or self.excluded)


def facet_of(node: Node) -> Facet | None:
    """The facet that a clause filters by, if it does nothing else."""
    match node:
        case Not(child=child):
            return facet_of(child)
        case Or(children=children):
            facets = {facet_of(child) for child in children}
            plain = not any(isinstance(child, Not) for child in children)
            return facets.pop() if plain and len(facets) == 1 else None
        case _:
            return next((facet for facet, types in _NODES.items() if isinstance(node, types)), None)


def covers(nodes: tuple[Node, ...], value: Node) -> bool:
    """Whether one of the alternatives `nodes` takes in all of `value`."""
    return any(same(node, value) or _reaches(node, value) for node in nodes)


def same(node: Node, value: Node) -> bool:
    """Whether two conditions are one, the case of an outlet's name aside."""
    if isinstance(node, OutletIs) and isinstance(value, OutletIs) and node.name and value.name:
        return node.name.casefold() == value.name.casefold()
    return node == value


def _reaches(node: Node, value: Node) -> bool:
    return isinstance(node, DateRange) and isinstance(value, DateRange) and not cut_out(value, node)


def cut_out(node: DateRange, out: DateRange) -> list[Node]:
    """What is left of a range when the days `out` are taken from it."""
    day = dt.timedelta(days=1)
    if (out.first and node.last and node.last < out.first) or (out.last and node.first and node.first > out.last):
        return [node]
    left: list[Node] = []
    if out.first and (node.first is None or node.first < out.first):
        left.append(DateRange(node.first, out.first - day))
    if out.last and (node.last is None or node.last > out.last):
        left.append(DateRange(out.last + day, node.last))
    return left
