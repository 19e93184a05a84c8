"""tantivy through its Python package: title and body in English stems, outlet and date as fast fields."""

from __future__ import annotations

import datetime as dt
import re
from pathlib import Path
from typing import Any, Final

import tantivy

from searchtui.engines.protocol import Sort
from searchtui.query.nodes import (
    And,
    DateRange,
    Everything,
    Fuzzy,
    Near,
    Node,
    Not,
    Or,
    OutletIs,
    Phrase,
    Prefix,
    Scope,
    Wildcard,
    Word,
)
from speed.peers.peer import LIMIT, Ask, CannotExpressError
from speed.question import Question
from speed.records import read_corpus

THREADS: Final = 2
HEAP: Final = 256_000_000
TITLE_WEIGHT: Final = 2.0
MONTH_DAYS: Final = "30d"
"""tantivy's histograms have no months."""


def schema() -> tantivy.Schema:
    """Identifier, title and body stored; title and body indexed with positions."""
    builder = tantivy.SchemaBuilder()
    builder.add_text_field("id", stored=True, tokenizer_name="raw", index_option="basic")
    builder.add_text_field("outlet", stored=True, tokenizer_name="raw", index_option="basic", fast=True)
    builder.add_date_field("date", stored=True, indexed=True, fast=True)
    builder.add_text_field("title", stored=True, tokenizer_name="en_stem")
    builder.add_text_field("body", stored=True, tokenizer_name="en_stem")
    return builder.build()


class Tantivy:
    """The peer that is nearest."""

    def build(self, corpus: Path, folder: Path) -> None:
        """Index with two threads; done when segments are merged as far as tantivy wants them."""
        writer = tantivy.Index(schema(), path=str(folder)).writer(HEAP, THREADS)
        for record in read_corpus(corpus):
            document = tantivy.Document()
            for name in ("id", "title", "body", "outlet"):
                if name in record:
                    document.add_text(name, record[name])
            if "date" in record:
                document.add_date("date", _moment(dt.date.fromisoformat(record["date"])))
            writer.add_document(document)
        writer.commit()
        writer.wait_merging_threads()

    def open(self, folder: Path) -> TantivySearcher:
        """Open the index."""
        return TantivySearcher(tantivy.Index.open(str(folder)))


class TantivySearcher:
    """An opened index."""

    def __init__(self, index: tantivy.Index) -> None:
        self._searcher = index.searcher()
        self._schema = index.schema
        self._stemmer = (
            tantivy.TextAnalyzerBuilder(tantivy.Tokenizer.simple())
            .filter(tantivy.Filter.remove_long(40))
            .filter(tantivy.Filter.lowercase())
            .filter(tantivy.Filter.stemmer("english"))
            .build()
        )

    def forget(self) -> None:
        """No answers are kept."""

    def prepare(self, question: Question) -> Ask:
        """Everything but languages and paths can be asked."""
        self._query(question.node)

        def ask() -> int:
            query = self._query(question.node)
            # The type stubs of the package do not know of `count`.
            found: Any = self._searcher.search(query, LIMIT, count=True, **_order(question.sort))
            if question.facets:
                self._searcher.aggregate(
                    query,
                    {
                        "outlet": {"terms": {"field": "outlet", "size": 1000}},
                        "month": {"date_histogram": {"field": "date", "fixed_interval": MONTH_DAYS}},
                    },
                )
            return int(found.count)

        return ask

    def _query(self, node: Node) -> tantivy.Query:
        match node:
            case And(children):
                return _boolean([(_occur(child), self._query(_inner(child))) for child in children])
            case Or(children):
                return _boolean([(tantivy.Occur.Should, self._query(child)) for child in children])
            case Not(child):
                return _boolean(
                    [(tantivy.Occur.Must, tantivy.Query.all_query()), (tantivy.Occur.MustNot, self._query(child))]
                )
            case Everything():
                return tantivy.Query.all_query()
            case OutletIs(str(name)):
                return tantivy.Query.term_query(self._schema, "outlet", self._outlet(name))
            case DateRange(first, last):
                ends = (None if first is None else _moment(first), None if last is None else _moment(last))
                return tantivy.Query.range_query(self._schema, "date", tantivy.FieldType.Date, *ends)
            case Word() | Phrase() | Prefix() | Wildcard() | Fuzzy():
                return self._in_fields(node)
            case Near(Word(left), Word(right), distance):
                # Sloppy phrases are tantivy's nearest: they are in order.
                return self._in_fields(Phrase((left, right), slop=distance - 1))
            case _:
                raise CannotExpressError(type(node).__name__)

    def _outlet(self, name: str) -> str:
        """The name as it is stored; queries are folded."""
        return " ".join(word.capitalize() for word in name.split())

    def _in_fields(self, node: Word | Phrase | Prefix | Wildcard | Fuzzy) -> tantivy.Query:
        title = tantivy.Query.boost_query(self._in_field(node, "title"), TITLE_WEIGHT)
        if node.scope is Scope.TITLE:
            return title
        return _boolean([(tantivy.Occur.Should, title), (tantivy.Occur.Should, self._in_field(node, "body"))])

    def _in_field(self, node: Word | Phrase | Prefix | Wildcard | Fuzzy, field: str) -> tantivy.Query:
        match node:
            case Word(text):
                return tantivy.Query.term_query(self._schema, field, self._stem(text))
            case Phrase(words, slop):
                return tantivy.Query.phrase_query(self._schema, field, [self._stem(word) for word in words], slop)
            case Prefix(text):
                return tantivy.Query.regex_query(self._schema, field, re.escape(text) + ".*")
            case Wildcard(pattern):
                return tantivy.Query.regex_query(self._schema, field, pattern.replace("*", ".*").replace("?", "."))
            case Fuzzy(text, edits):
                return tantivy.Query.fuzzy_term_query(self._schema, field, text, edits)

    def _stem(self, word: str) -> str:
        (stem,) = self._stemmer.analyze(word)
        return str(stem)


def _boolean(clauses: list[tuple[tantivy.Occur, tantivy.Query]]) -> tantivy.Query:
    return tantivy.Query.boolean_query(clauses)


def _occur(child: Node) -> tantivy.Occur:
    return tantivy.Occur.MustNot if isinstance(child, Not) else tantivy.Occur.Must


def _inner(child: Node) -> Node:
    return child.child if isinstance(child, Not) else child


def _order(sort: Sort) -> dict[str, Any]:
    match sort:
        case Sort.RELEVANCE:
            return {}
        case Sort.NEWEST:
            return {"order_by_field": "date", "order": tantivy.Order.Desc}
        case Sort.OLDEST:
            return {"order_by_field": "date", "order": tantivy.Order.Asc}
        case Sort.OUTLET:
            raise CannotExpressError("order by outlet")


def _moment(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min, tzinfo=dt.UTC)
