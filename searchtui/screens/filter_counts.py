"""The counts of the filter panel, each facet's without its own filter, so that further values can be chosen."""

from __future__ import annotations

import datetime as dt

from searchtui.engines.protocol import Cancelled, Facets
from searchtui.library import Library
from searchtui.query.clauses import clauses, tidied
from searchtui.query.facets import Facet, chosen, filters_only, without_facet
from searchtui.query.nodes import Node
from searchtui.widgets.filter_rows import Counts, FacetCounts, FilterCounts


def today() -> dt.date:
    """The day from which words such as "yesterday" count."""
    return dt.datetime.now().astimezone().date()


def filter_counts(library: Library, query: str, *, fold: bool, of_all: bool, cancelled: Cancelled) -> FilterCounts:
    """Count what `query` finds; with `of_all` also all articles that its filters by other facets let through.

    The errors are those of `Library.search`.
    """
    day = today()
    typed = tidied(query, today=day)
    found = clauses(typed, today=day)
    known: dict[Node, Facets] = {}

    def facets(node: Node) -> Facets:
        if node not in known:
            known[node] = library.facets(node, fold=fold, cancelled=cancelled)
        return known[node]

    def counted(facet: Facet) -> FacetCounts:
        everything = _counts(facets(filters_only(found, facet)), facet) if of_all else None
        hits = _counts(facets(without_facet(found, facet)), facet)
        return FacetCounts(hits, everything, chosen(typed, facet, today=day))

    return FilterCounts(counted(Facet.OUTLET), counted(Facet.DATE), counted(Facet.LANGUAGE))


def _counts(facets: Facets, facet: Facet) -> Counts:
    match facet:
        case Facet.OUTLET:
            return facets.outlets
        case Facet.DATE:
            return facets.days
        case _:
            return facets.languages
