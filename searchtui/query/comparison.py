"""Words to be compared: from the query that is being looked at, and from what is typed, separated by commas."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from searchtui.query.clauses import clauses, tidied
from searchtui.query.facets import facet_of
from searchtui.query.lex import QUOTES
from searchtui.query.nodes import KnownAs, Not, Or, OutletIs, PathLike
from searchtui.query.show import show

MOST_PARTS = 4
"""Queries compared at most."""

_SEPARATOR = re.compile(r"\s*,\s*|\s+vs\.?\s+", re.IGNORECASE)
_FILTERS = (KnownAs, OutletIs, PathLike)


@dataclass(frozen=True, slots=True)
class Compared:
    """The queries compared, and the filters within which all of them are counted, each as text of a query."""

    parts: tuple[str, ...]
    within: str


def compared_in(query: str, *, today: dt.date) -> Compared:
    """The words of a query, each to be compared with the others, within its filters. Raises `QueryError` as `parse`."""
    text = tidied(query, today=today)
    parts: list[str] = []
    within: list[str] = []
    for clause in clauses(text, today=today):
        typed = text[clause.start : clause.end]
        inner = clause.node.child if isinstance(clause.node, Not) else clause.node
        if facet_of(clause.node) is not None or isinstance(inner, _FILTERS) or isinstance(clause.node, Not):
            within.append(typed)
        elif isinstance(clause.node, Or):
            parts.extend(show(child) for child in clause.node.children)
        else:
            parts.extend(parts_of(typed))
    return Compared(tuple(parts[:MOST_PARTS]), " ".join(within))


def parts_of(typed: str) -> tuple[str, ...]:
    """What is typed, divided at commas and at "vs", but for those in phrases and in brackets; `MOST_PARTS` at most."""
    parts: list[str] = []
    start = 0
    for separator in _SEPARATOR.finditer(typed):
        before = typed[start : separator.start()]
        quotes = sum(before.count(mark) for mark in QUOTES)
        if quotes % 2 == 0 and before.count("(") <= before.count(")"):
            parts.append(before)
            start = separator.end()
    parts.append(typed[start:])
    return tuple(part.strip() for part in parts if part.strip())[:MOST_PARTS]
