"""Whoosh's query trees evaluated as arrays over one segment: the same documents and scores as its matchers give.

Each kind of query that is known here has a method, found by its exact type, as a subclass may match otherwise. Any
other is left to Whoosh's own matcher, that node alone. Where Whoosh scores in an unexpected way (a pattern by the sum
of its words if these are two, by 1 if they are more and the segment is small) so do we: the scores of one query over
one index do not depend on who evaluates it.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Any, Final

import numpy as np
from whoosh import query
from whoosh.query import spans as span_queries
from whoosh.query.qcore import QueryError, _NullQuery
from whoosh.scoring import BM25F

from searchtui.engines.whoosh.codec.postings import POSITION_BITS, PostingList
from searchtui.engines.whoosh.search import pairs
from searchtui.engines.whoosh.search.leaf import Leaf
from searchtui.engines.whoosh.search.matched import NOTHING, Documents, Matched, Scores, all_of, any_of, is_in, without
from searchtui.engines.whoosh.search.spans import NOWHERE, Spans, of_words, union
from searchtui.engines.whoosh.search.watch import Watch

_SMALL_SEGMENT: Final = 5000
"""Up to so many documents Whoosh gathers the clauses of an OR in an array, which changes how patterns are scored."""

_EVERY_PATTERN: Final = {query.Prefix: "", query.Wildcard: "*", query.Regex: ".*"}
_FURTHEST: Final = 1 << 31


@dataclass(frozen=True, slots=True)
class Context:
    """What the query around a node asks of it, as Whoosh's `SearchContext` has it: scores, and places of its words."""

    scored: bool = True
    spans: bool = False


class TreeSearch:
    """One search over one segment. Scores are those of the searcher's own weighting model."""

    def __init__(self, leaf: Leaf, watch: Watch) -> None:
        self._leaf = leaf
        self._searcher = leaf.searcher
        self._watch = watch

    def matching(self, node: Any, context: Context = Context()) -> Matched:
        """The live documents that match a query, ascending, with their scores."""
        self._watch.poll()
        evaluate = _EVALUATE.get(type(node))
        found = evaluate(self, node, context) if evaluate else None
        return self._scanned(node, context) if found is None else found

    def spans(self, node: Any) -> Spans:
        """Every place of what a query finds by its words."""
        self._watch.poll()
        locate = _LOCATE.get(type(node))
        found = locate(self, node) if locate else None
        return (
            self._leaf.scanned_spans(self._matcher(node, Context(spans=True)), self._watch.poll)
            if found is None
            else found
        )

    # A method below gives None where Whoosh's matcher has to do it.

    def term(self, node: Any, context: Context) -> Matched | None:  # noqa: ARG002 (Whoosh scores terms in any case)
        """BM25F of one term."""
        term = self._indexed(node.fieldname, node.text)
        if term is None:
            return NOTHING
        postings = self._leaf.postings(node.fieldname, term)
        weighting = self._searcher.weighting
        if postings is None or type(weighting) is not BM25F:
            return None
        scores: Scores = postings.weights.astype(np.float64)
        if self._searcher.schema[node.fieldname].scorable:
            scores = self._bm25f(node.fieldname, term, postings.documents, scores)
        return Matched(postings.documents, scores * node.boost)

    def all_of(self, node: Any, context: Context) -> Matched:
        """AND."""
        parts = [self.matching(child, context) for child in node.subqueries]
        return parts[0] if len(parts) == 1 else all_of(parts).times(node.boost) if parts else NOTHING

    def any_of(self, node: Any, context: Context) -> Matched | None:
        """OR, summed; over a small segment, or with very many clauses, as an array of those scored above 0."""
        children = node.subqueries
        if len(children) < 2:
            return self.matching(children[0], context) if children else NOTHING
        small = (
            self._searcher.doc_count_all() <= _SMALL_SEGMENT
            and len(children) != 2
            and not context.spans
            and not node.scale
        )
        gathered = small or len(children) >= query.Or.TOO_MANY_CLAUSES
        if node.matcher_type != query.Or.AUTO_MATCHER or (node.scale and not gathered):
            return None
        found = any_of([self.matching(child, context) for child in children])
        if gathered and not context.scored:
            return Matched(found.documents, np.ones(found.documents.size))
        found = found.times(node.boost)
        return found.where(found.scores > 0) if gathered else found

    def best_of(self, node: Any, context: Context) -> Matched:
        """The highest score of any clause; Whoosh takes that of a clause's next document where it lacks this one."""
        parts = [self.matching(child, context) for child in node.subqueries]
        if len(parts) < 2:
            return parts[0] if parts else NOTHING
        documents = any_of(parts).documents
        scores = np.zeros(self._leaf.size)
        for part in parts:
            scores[part.documents] = np.maximum(scores[part.documents], part.scores)
        return Matched(documents, scores[documents]).times(node.boost)

    def inverse(self, node: Any, context: Context) -> Matched:  # noqa: ARG002 (nothing of the context matters)
        """NOT: every other live document, each scored 1."""
        absent = self._leaf.live.copy()
        absent[self.matching(node.query, Context(scored=False)).documents] = False
        return _constant(np.flatnonzero(absent), 1.0)

    def and_not(self, node: Any, context: Context) -> Matched:
        """The first clause without the documents of the second."""
        return without(self.matching(node.a, context), self.matching(node.b, Context(scored=False)).documents)

    def require(self, node: Any, context: Context) -> Matched:
        """The first clause where the second is found as well."""
        found = self.matching(node.a, context)
        return found.where(is_in(found.documents, self.matching(node.b, Context(scored=False)).documents))

    def and_maybe(self, node: Any, context: Context) -> Matched:
        """The first clause, to whose scores the second adds."""
        found = self.matching(node.a, context)
        added = self.matching(node.b, context)
        return any_of([found, added.where(is_in(added.documents, found.documents))])

    def otherwise(self, node: Any, context: Context) -> Matched:
        """The first clause, or the second if a segment has nothing of the first."""
        found = self.matching(node.a, context)
        return found if found.documents.size else self.matching(node.b, context)

    def constant(self, node: Any, context: Context) -> Matched:
        """The documents of a query, all with one score unless the places of its words are needed."""
        found = self.matching(node.child, context)
        return found if context.spans else _constant(found.documents, node.score)

    def every(self, node: Any, context: Context) -> Matched:  # noqa: ARG002 (as above)
        """All live documents, or those with something in a field."""
        documents = np.flatnonzero(self._leaf.live) if node.fieldname is None else self._leaf.having(node.fieldname)
        return _constant(documents, node.boost)

    def pattern(self, node: Any, context: Context) -> Matched | None:
        """A prefix, wildcard, fuzzy term or range: an OR of the words it stands for in this segment."""
        return self.matching(self._expanded(node), replace(context, scored=context.scored and not node.constantscore))

    def numbers(self, node: Any, context: Context) -> Matched:
        """A range of numbers or dates, which Whoosh makes of ranges of terms."""
        return self.matching(node._compile_query(self._leaf.reader), context)  # noqa: SLF001 (it does no more itself)

    def phrase(self, node: Any, context: Context) -> Matched:
        """Words one after the other, scored by what each of them scores in the article."""
        near = self._as_near(node)
        return NOTHING if near is None else self.matching(near, context).times(node.boost)

    def near(self, node: Any, context: Context) -> Matched | None:
        """`SpanNear`, `SpanNear2` and `SpanFirst`: where the places fit, the scores of the clauses added."""
        places = self.spans(node) if _is_apart(node) else None
        if places is None:
            return None
        clauses = _clauses(node)
        found = all_of([self.matching(clause, context) for clause in clauses])
        return found.where(is_in(found.documents, np.unique(places.documents)))

    def sequence(self, node: Any, context: Context) -> Matched:
        """Clauses one after the other."""
        if len(node.subqueries) < 2:
            return self.all_of(node, context)
        tree = span_queries.make_binary_tree(
            span_queries.SpanNear, list(node.subqueries), slop=node.slop, ordered=node.ordered
        )
        return self.matching(tree, replace(context, spans=True)).times(node.boost)

    def term_spans(self, node: Any) -> Spans | None:
        """All places of a term."""
        term = self._indexed(node.fieldname, node.text)
        if term is None:
            return NOWHERE
        postings = self._leaf.postings(node.fieldname, term)
        return of_words(postings.keys) if postings and _has_places(postings) else None

    def union_spans(self, node: Any) -> Spans:
        """All places of all clauses."""
        return union([*map(self.spans, node.subqueries)])

    def pattern_spans(self, node: Any) -> Spans:
        """All places of the words a pattern stands for."""
        return self.spans(self._expanded(node))

    def phrase_spans(self, node: Any) -> Spans:
        """All places of a phrase."""
        near = self._as_near(node)
        return NOWHERE if near is None else self.spans(near)

    def near_spans(self, node: Any) -> Spans | None:
        """All places of two or more clauses near one another."""
        if not _is_apart(node):
            return None
        in_list = isinstance(node, span_queries.SpanNear2)
        found, *others = map(self.spans, node.qs if in_list else (node.a, node.b))
        slop = min(node.slop, _FURTHEST)
        for other in others:
            found = pairs.all_pairs(
                found, other, slop=slop, mindist=node.mindist, ordered=node.ordered, from_start=in_list
            )
        return found

    def first_spans(self, node: Any) -> Spans:
        """The places that end within the first words of a document."""
        found = self.spans(node.q)
        return found.where(found.last - (found.documents << POSITION_BITS) <= node.limit)

    def _as_near(self, node: Any) -> Any:
        """A phrase as `SpanNear2`, None if the segment lacks one of its words. Raises Whoosh's `QueryError`."""
        if node.fieldname not in self._searcher.schema:
            return None
        field = self._searcher.schema[node.fieldname]
        if not field.format or not field.format.supports("positions"):
            raise QueryError(f"Phrase search: {node.fieldname!r} field has no positions")
        words = [self._indexed(node.fieldname, word) for word in node.words]
        if not words or None in words:
            return None
        return query.SpanNear2([query.Term(node.fieldname, word) for word in words], slop=node.slop)

    def _expanded(self, node: Any) -> Any:
        if node.__dict__.get("text") == _EVERY_PATTERN.get(type(node), node):
            return query.Every(node.fieldname, boost=node.boost)
        terms = [query.Term(node.field(), word) for word in node._btexts(self._leaf.reader) if word]  # noqa: SLF001 (as above)
        return query.Or(terms, boost=node.boost)

    def _bm25f(self, fieldname: str, term: bytes, documents: Documents, weights: Scores) -> Scores:
        weighting, index = self._searcher.weighting, self._searcher.get_parent()
        b = weighting._field_B.get(fieldname, weighting.B)  # noqa: SLF001 (told nowhere else)
        norms = self._leaf.norms(fieldname, b, index.avg_field_length(fieldname) or 1)[documents]
        scores: Scores = index.idf(fieldname, term) * weights * (weighting.K1 + 1) / (weights + weighting.K1 * norms)
        return scores

    def _indexed(self, fieldname: str, text: Any) -> bytes | None:
        """A term as it is indexed, None where the field or the segment has none such."""
        if fieldname not in self._searcher.schema:
            return None
        try:
            term: bytes = self._searcher.schema[fieldname].to_bytes(text)
        except ValueError:  # no number, in a field of numbers
            return None
        return term if (fieldname, term) in self._leaf.reader else None

    def _matcher(self, node: Any, context: Context) -> Any:
        weighting = self._searcher.weighting if context.scored else None
        return node.matcher(self._searcher, self._searcher.context(needs_current=context.spans, weighting=weighting))

    def _scanned(self, node: Any, context: Context) -> Matched:
        return self._leaf.scanned(self._matcher(node, context), self._watch.poll)


def _nothing(search: TreeSearch, node: Any, context: Context) -> Matched:  # noqa: ARG001 (called as the others are)
    return NOTHING


def _constant(documents: Any, score: float) -> Matched:
    return Matched(documents, np.full(documents.size, float(score)))


def _has_places(postings: PostingList) -> bool:
    return bool(postings.positions.size) or not postings.documents.size


def _is_apart(node: Any) -> bool:
    """Whether the clauses of a span query have to stand apart: overlapping ones are left to Whoosh."""
    return isinstance(node, span_queries.SpanFirst) or node.mindist >= 1


def _clauses(node: Any) -> Sequence[Any]:
    match node:
        case span_queries.SpanFirst():
            return (node.q,)
        case span_queries.SpanNear2():
            return tuple(node.qs)
        case _:
            return node.a, node.b


_PATTERNS: Final = (query.Prefix, query.Wildcard, query.Regex, query.FuzzyTerm, query.Variations, query.TermRange)

_EVALUATE: Final[dict[type, Callable[[TreeSearch, Any, Context], Matched | None]]] = {
    _NullQuery: _nothing,
    query.Term: TreeSearch.term,
    query.And: TreeSearch.all_of,
    query.Or: TreeSearch.any_of,
    query.DisjunctionMax: TreeSearch.best_of,
    query.Not: TreeSearch.inverse,
    query.AndNot: TreeSearch.and_not,
    query.AndMaybe: TreeSearch.and_maybe,
    query.Require: TreeSearch.require,
    query.Otherwise: TreeSearch.otherwise,
    query.ConstantScoreQuery: TreeSearch.constant,
    query.Every: TreeSearch.every,
    **dict.fromkeys(_PATTERNS, TreeSearch.pattern),
    query.NumericRange: TreeSearch.numbers,
    query.DateRange: TreeSearch.numbers,
    query.Phrase: TreeSearch.phrase,
    query.Sequence: TreeSearch.sequence,
    **dict.fromkeys((query.SpanNear, query.SpanNear2, query.SpanFirst), TreeSearch.near),
}

_LOCATE: Final[dict[type, Callable[[TreeSearch, Any], Spans | None]]] = {
    query.Term: TreeSearch.term_spans,
    query.Or: TreeSearch.union_spans,
    **dict.fromkeys(_PATTERNS, TreeSearch.pattern_spans),
    query.Phrase: TreeSearch.phrase_spans,
    **dict.fromkeys((query.SpanNear, query.SpanNear2), TreeSearch.near_spans),
    query.SpanFirst: TreeSearch.first_spans,
}
