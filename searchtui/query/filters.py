"""Filters by facet in the text of a query: what it filters by, and its text with other such filters.

A filter is a clause of the query's own text: `outlet:dw`, `-outlet:dw`, `(outlet:dw OR outlet:bbc)`. Whoever edits the
text edits the filter, and the other way round.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable

from searchtui.query.clauses import Clause, clauses, joined, tidied, with_clauses, without
from searchtui.query.facets import Chosen, Facet, covers, cut_out, facet_of, same
from searchtui.query.nodes import DateRange, Node, Not, Or


def chosen(text: str, facet: Facet, *, today: dt.date) -> Chosen:
    """What a query filters by `facet`. Raises `QueryError` as `parse` does."""
    return _chosen(clauses(tidied(text, today=today), today=today), facet)


def including(text: str, facet: Facet, value: Node, *, today: dt.date) -> str:
    """`text` with `value` among the alternatives included, or if it is there already, without it."""
    now = chosen(text, facet, today=today)
    if covers(now.included, value) and not covers(now.excluded, value):
        included = _less(now.included, value)
    else:
        included = (*now.included, value)
    return choosing(text, facet, Chosen(included, _less(now.excluded, value)), today=today)


def excluding(text: str, facet: Facet, value: Node, *, today: dt.date) -> str:
    """`text` with `value` excluded, or if it is so already, not excluded any more."""
    now = chosen(text, facet, today=today)
    if covers(now.excluded, value):
        return choosing(text, facet, Chosen(now.included, _less(now.excluded, value)), today=today)
    included = tuple(node for node in now.included if not same(node, value))
    return choosing(text, facet, Chosen(included, (*now.excluded, value)), today=today)


def only(text: str, facet: Facet, value: Node, *, today: dt.date) -> str:
    """`text` with `value` as its only filter by `facet`; if it is that already, with none."""
    alone = Chosen((value,))
    now = chosen(text, facet, today=today)
    return choosing(text, facet, Chosen() if now == alone else alone, today=today)


def choosing(text: str, facet: Facet, wanted: Chosen, *, today: dt.date) -> str:
    """`text` with the filters `wanted` in place of those it has by `facet`. Raises `QueryError` as `parse` does."""
    rest = without(tidied(text, today=today), lambda node: facet_of(node) is facet, today=today)
    included = _merged(wanted.included)
    new: list[Node] = []
    if included:
        new.append(included[0] if len(included) == 1 else Or(included))
    new += [Not(node) for node in _merged(wanted.excluded)]
    return with_clauses(rest, tuple(new), today=today)


def without_facet(found: Iterable[Clause], facet: Facet) -> Node:
    """The query but for its filters by `facet`: what that facet's values are counted over."""
    return joined(tuple(clause.node for clause in found if facet_of(clause.node) is not facet))


def unfiltered(text: str, *, today: dt.date) -> str:
    """`text` without any filter: its words alone."""
    return without(tidied(text, today=today), lambda node: facet_of(node) is not None, today=today).strip()


def filters_only(found: Iterable[Clause], facet: Facet) -> Node:
    """The query's filters by other facets alone, without its words: what shares of all articles are shares of."""
    return joined(tuple(clause.node for clause in found if facet_of(clause.node) not in {None, facet}))


def _chosen(found: Iterable[Clause], facet: Facet) -> Chosen:
    included: list[tuple[Node, ...]] = []
    excluded: list[Node] = []
    for clause in found:
        if facet_of(clause.node) is not facet:
            continue
        match clause.node:
            case Not(child=Or(children=children)):
                excluded.extend(children)
            case Not(child=child):
                excluded.append(child)
            case Or(children=children):
                included.append(children)
            case node:
                included.append((node,))
    return Chosen(_both(included), tuple(excluded))


def _both(groups: list[tuple[Node, ...]]) -> tuple[Node, ...]:
    """The alternatives of all groups; date ranges that hold together (since, until) as what they share."""
    if len(groups) > 1 and all(len(group) == 1 and isinstance(group[0], DateRange) for group in groups):
        ranges = [group[0] for group in groups if isinstance(group[0], DateRange)]
        firsts = [each.first for each in ranges if each.first is not None]
        lasts = [each.last for each in ranges if each.last is not None]
        first, last = max(firsts, default=None), min(lasts, default=None)
        if first is None or last is None or first <= last:
            return (DateRange(first, last),)
    return tuple(dict.fromkeys(node for group in groups for node in group))


def _less(nodes: tuple[Node, ...], value: Node) -> tuple[Node, ...]:
    """`nodes` without `value`; a period is cut out of ranges that reach beyond it."""
    if not isinstance(value, DateRange):
        return tuple(node for node in nodes if not same(node, value))
    kept: list[Node] = []
    for node in nodes:
        kept.extend(cut_out(node, value) if isinstance(node, DateRange) else [node])
    return tuple(kept)


def _merged(nodes: tuple[Node, ...]) -> tuple[Node, ...]:
    """Each once, and date ranges that touch or overlap as one; ranges come first and in order."""
    ranges = sorted((node for node in nodes if isinstance(node, DateRange)), key=lambda each: each.first or dt.date.min)
    merged: list[DateRange] = []
    for each in ranges:
        before = merged[-1] if merged else None
        if before is not None and (before.last is None or _touches(before.last, each.first)):
            last = None if before.last is None or each.last is None else max(before.last, each.last)
            merged[-1] = DateRange(before.first, last)
        else:
            merged.append(each)
    others = dict.fromkeys(node for node in nodes if not isinstance(node, DateRange))
    return (*merged, *others)


def _touches(last: dt.date, first: dt.date | None) -> bool:
    return first is None or first.toordinal() <= last.toordinal() + 1
