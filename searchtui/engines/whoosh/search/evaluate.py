"""A query's meaning worked out over a snapshot: which articles match it, and how well."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from searchtui.config import UserOutlet
from searchtui.engines.whoosh.search.filters import in_range, mask_of
from searchtui.engines.whoosh.search.languages import by_language, searches_text
from searchtui.engines.whoosh.search.matched import Matched, all_of, any_of, unscored, without
from searchtui.engines.whoosh.search.snapshot import Snapshot
from searchtui.engines.whoosh.search.text_search import TextSearch
from searchtui.engines.whoosh.search.watch import Watch
from searchtui.query.nodes import (
    And,
    Boost,
    DateRange,
    Everything,
    FilterNode,
    Fuzzy,
    Near,
    Node,
    Not,
    Or,
    Phrase,
    Prefix,
    Wildcard,
    Word,
)
from searchtui.query.walk import conjuncts

Condition = FilterNode | Everything


@dataclass(frozen=True, slots=True)
class Evaluated:
    """All that a query found; the rest as in `protocol.Hits`."""

    matched: Matched
    undated_hidden: int = 0
    notes: tuple[str, ...] = ()
    relaxed: bool = False

    @property
    def total(self) -> int:
        """How many articles match."""
        return int(self.matched.documents.size)


def evaluate(
    node: Node, snapshot: Snapshot, watch: Watch, *, relax: bool, outlets: tuple[UserOutlet, ...] = ()
) -> Evaluated:
    """Find all articles that match `node`; with `relax`, those that match most of it if none does.

    `outlets` are the user's own, whose aliases name them too.
    """
    evaluation = _Evaluation(snapshot, watch, outlets)
    ranges = [part for part in conjuncts(node) if isinstance(part, DateRange)]
    rest = [part for part in conjuncts(node) if not isinstance(part, DateRange)]
    meanings = by_language(_conjunction(rest), snapshot.present_languages)
    anytime = evaluation.for_languages(meanings, evaluation.matching)
    matched = _dated(anytime, ranges, snapshot)
    undated = np.count_nonzero(~snapshot.dated.take(anytime.documents)) if ranges else 0
    found = Evaluated(matched, int(undated), tuple(evaluation.text.notes))
    if relax and not found.total and not undated:
        return _nearest(evaluation, meanings, ranges, found)
    return found


class _Evaluation:
    """One query over one snapshot; each word is looked up once, however many meanings the query has."""

    def __init__(self, snapshot: Snapshot, watch: Watch, outlets: tuple[UserOutlet, ...]) -> None:
        self.text = TextSearch(snapshot, watch)
        self.snapshot = snapshot
        self._watch = watch
        self._outlets = outlets

    def matching(self, node: Node) -> Matched:
        """The articles that match, their scores summed over the words that they were found by."""
        self._watch.poll()
        match node:
            case Word() | Phrase() | Prefix() | Wildcard() | Fuzzy() | Near():
                return self.text.find(node)
            case And(children):
                return self._all_of(children)
            case Or(children):
                return any_of([self.matching(child) for child in children])
            case Not():
                return self._all_of([node])
            case Boost(child, factor):
                return self.matching(child).times(factor)
            case _:
                return self._all_of([node])

    def for_languages(
        self, meanings: Mapping[Node, Sequence[str | None]], search: Callable[[Node], Matched]
    ) -> Matched:
        """What `search` finds by each meaning of a query, in the articles of the languages that give it that one."""
        if len(meanings) == 1:
            return search(next(iter(meanings)))
        found = []
        for meaning, languages in meanings.items():
            concerned = self.snapshot.languages.where(lang or "" for lang in languages)
            matched = search(meaning)
            found.append(matched.where(concerned.take(matched.documents)))
        return any_of(found)

    def _all_of(self, children: Sequence[Node]) -> Matched:
        """A conjunction: what is searched for first, then conditions and exclusions on what that found."""
        required = [self.matching(child) for child in children if not isinstance(child, Not | Condition)]
        conditions = [self._mask(child) for child in children if isinstance(child, Condition)]
        if required:
            matched = all_of(required)
            for met in conditions:
                matched = matched.where(met.take(matched.documents))
        elif conditions:
            matched = unscored(np.flatnonzero(np.logical_and.reduce(conditions)))
        else:
            matched = unscored(self.snapshot.documents)
        for child in children:
            if isinstance(child, Not) and matched.documents.size:
                matched = self._without(matched, child.child)
        return matched

    def _without(self, matched: Matched, child: Node) -> Matched:
        if isinstance(child, Condition):
            return matched.where(~self._mask(child).take(matched.documents))
        return without(matched, self.matching(child).documents)

    def _mask(self, node: Condition) -> NDArray[np.bool_]:
        return mask_of(node, self.snapshot, self._watch, self._outlets)


def _nearest(
    evaluation: _Evaluation,
    meanings: Mapping[Node, Sequence[str | None]],
    ranges: Sequence[DateRange],
    strict: Evaluated,
) -> Evaluated:
    """The articles that match most of the clauses of a conjunction, and everything else that it demands."""
    asked = max((len(_clauses(meaning)) for meaning in meanings), default=0)
    if asked < 2:
        return strict

    def matching_some(meaning: Node) -> Matched:
        clauses = _clauses(meaning)
        some = any_of([*map(evaluation.matching, clauses)])
        demands = [part for part in conjuncts(meaning) if part not in clauses]
        return all_of([some, evaluation.matching(_conjunction(demands))])

    def clause_counts(meaning: Node) -> Matched:
        return any_of([_counting_one(evaluation.matching(clause)) for clause in _clauses(meaning)])

    some = _dated(evaluation.for_languages(meanings, matching_some), ranges, evaluation.snapshot)
    if not some.documents.size:
        return strict
    counted = evaluation.for_languages(meanings, clause_counts)
    counts = counted.scores[np.searchsorted(counted.documents, some.documents)]
    most = int(counts.max())
    note = f"No article has all {asked}; shown are those with {most} of them."
    return replace(strict, matched=some.where(counts == most), notes=(*strict.notes, note), relaxed=True)


def _clauses(meaning: Node) -> list[Node]:
    """The parts of a conjunction that search the text."""
    return [part for part in conjuncts(meaning) if searches_text(part)]


def _conjunction(parts: Sequence[Node]) -> Node:
    return Everything() if not parts else parts[0] if len(parts) == 1 else And(tuple(parts))


def _counting_one(matched: Matched) -> Matched:
    return Matched(matched.documents, np.ones(matched.documents.size, np.float32))


def _dated(matched: Matched, ranges: Sequence[DateRange], snapshot: Snapshot) -> Matched:
    for range_ in ranges:
        matched = in_range(matched, range_, snapshot)
    return matched
