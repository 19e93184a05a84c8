"""The counts of the filter panel, each facet's without its own filter, so that further values can be chosen."""

from __future__ import annotations

from searchtui.engines.protocol import Cancelled, Facets
from searchtui.errors import UsageError
from searchtui.library import Library
from searchtui.query.clauses import clauses, tidied
from searchtui.query.facets import Facet
from searchtui.query.filters import chosen, filters_only, unfiltered, without_facet
from searchtui.query.nodes import Everything, Mark, MarkedAs, Node, TaggedAs
from searchtui.screens.clock import today
from searchtui.widgets.filter_rows import Counts, FacetCounts, FilterCounts, Row, state_of

_MARKS = {Mark.STAR: "starred", Mark.NOTE: "with a note", Mark.READ: "read"}
_MOST_TAGS = 100
"""Tags counted, those that most articles have first."""


def filter_counts(library: Library, query: str, *, fold: bool, of_all: bool, cancelled: Cancelled) -> FilterCounts:
    """Count what `query` finds; with `of_all` also all articles that its filters by other facets let through,
    by all outlets of the library, those that have none of them last.

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
        if everything is not None and facet is Facet.OUTLET:
            there = {name for name, _ in everything}
            everything += tuple((name, 0) for name, _ in facets(Everything()).outlets if name not in there)
        hits = _counts(facets(without_facet(found, facet)), facet)
        return FacetCounts(hits, everything, chosen(typed, facet, today=day))

    words = unfiltered(typed, today=day)
    return FilterCounts(counted(Facet.OUTLET), counted(Facet.DATE), counted(Facet.LANGUAGE), words)


def mark_rows(library: Library, query: str, *, fold: bool, cancelled: Cancelled) -> tuple[Row, ...]:
    """Stars, notes, what was read and tags with the hits that have them; none where the user has marked nothing.

    The errors are those of `Library.search`.
    """
    work = library.work
    try:
        marked = {mark: work.marked(mark) for mark in (Mark.STAR, Mark.NOTE, Mark.READ)}
        tags = work.tags()[:_MOST_TAGS]
    except UsageError:  # the search says with its hits that the user's work cannot be read
        return ()
    if not tags and not any(marked.values()):
        return ()
    day = today()
    typed = tidied(query, today=day)
    node = without_facet(clauses(typed, today=day), Facet.MARK)
    now = chosen(typed, Facet.MARK, today=day)

    def row(value: Node, label: str, ids: frozenset[str]) -> Row:
        number = library.count(node, fold=fold, among=ids, cancelled=cancelled)
        return Row(value, label, number, None, state_of(value, now))

    rows = [row(MarkedAs(mark), _MARKS[mark], ids) for mark, ids in marked.items() if ids]
    if marked[Mark.READ]:
        unread = library.count(node, fold=fold, cancelled=cancelled) - rows[-1].count
        rows.append(Row(MarkedAs(Mark.UNREAD), "unread", unread, None, state_of(MarkedAs(Mark.UNREAD), now)))
    rows += [row(TaggedAs(tag), f"tag {tag}", work.tagged(tag)) for tag, _ in tags]
    return tuple(rows)


def _counts(facets: Facets, facet: Facet) -> Counts:
    match facet:
        case Facet.OUTLET:
            return facets.outlets
        case Facet.DATE:
            return facets.days
        case _:
            return facets.languages
