"""Whoosh as it comes: its own codec, writer, English stems and matchers."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any, Final

from whoosh import fields, index, query
from whoosh.analysis import StemmingAnalyzer
from whoosh.query.spans import SpanNear

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

MEMORY_MB: Final = 256
TITLE_WEIGHT: Final = 2.0
TEXTS: Final = ("id", "title", "body", "outlet")
STEMS: Final = StemmingAnalyzer(stoplist=None, minsize=1)


class StockWhoosh:
    """What searchtui's engine is built on."""

    def build(self, corpus: Path, folder: Path) -> None:
        """Index with its one-process writer."""
        schema = fields.Schema(
            id=fields.ID(stored=True, unique=True),
            outlet=fields.ID(stored=True, sortable=True),
            date=fields.DATETIME(stored=True, sortable=True),
            title=fields.TEXT(STEMS, stored=True, field_boost=TITLE_WEIGHT),
            body=fields.TEXT(STEMS, stored=True),
        )
        writer = index.create_in(folder, schema).writer(limitmb=MEMORY_MB)
        for record in read_corpus(corpus):
            values: dict[str, Any] = {name: record[name] for name in TEXTS if name in record}
            if "date" in record:
                values["date"] = dt.datetime.fromisoformat(record["date"])
            writer.add_document(**values)
        writer.commit()

    def open(self, folder: Path) -> WhooshSearcher:
        """Open the index."""
        return WhooshSearcher(index.open_dir(folder).searcher())


class WhooshSearcher:
    """An opened index."""

    def __init__(self, searcher: Any) -> None:
        self._searcher = searcher

    def forget(self) -> None:
        """No answers are kept."""

    def prepare(self, question: Question) -> Ask:
        """Everything but languages and paths can be asked."""
        _query(question.node)

        def ask() -> int:
            # It cannot group by a date that some articles lack.
            options: dict[str, Any] = {"groupedby": "outlet"} if question.facets else {}
            if question.sort is not Sort.RELEVANCE:
                options |= {"sortedby": "date", "reverse": question.sort is Sort.NEWEST}
            return len(self._searcher.search(_query(question.node), limit=LIMIT, **options))

        return ask


def _query(node: Node) -> query.Query:
    match node:
        case And(children):
            return query.And([_query(child) for child in children])
        case Or(children):
            return query.Or([_query(child) for child in children])
        case Not(child):
            return query.Not(_query(child))
        case Everything():
            return query.Every()
        case OutletIs(str(name)):
            return query.Term("outlet", " ".join(word.capitalize() for word in name.split()))
        case DateRange(first, last):
            ends = [None if day is None else dt.datetime.combine(day, dt.time.min) for day in (first, last)]
            return query.DateRange("date", *ends)
        case Near(Word(left), Word(right), distance, ordered):
            # Stock Whoosh cannot say how many spans to expect, so its Or takes none: only bodies are looked at.
            pair = (query.Term("body", _stem(left)), query.Term("body", _stem(right)))
            return SpanNear(*pair, slop=distance, ordered=ordered)
        case Word() | Phrase() | Prefix() | Wildcard() | Fuzzy():
            names = ["title"] if node.scope is Scope.TITLE else ["title", "body"]
            return query.Or([_in_field(node, name) for name in names])
        case _:
            raise CannotExpressError(type(node).__name__)


def _in_field(node: Word | Phrase | Prefix | Wildcard | Fuzzy, name: str) -> query.Query:
    match node:
        case Word(text):
            return query.Term(name, _stem(text))
        case Phrase(words, slop):
            return query.Phrase(name, [_stem(word) for word in words], slop=slop + 1)
        case Prefix(text):
            return query.Prefix(name, text)
        case Wildcard(pattern):
            return query.Wildcard(name, pattern)
        case Fuzzy(text, edits):
            return query.FuzzyTerm(name, text, maxdist=edits)


def _stem(word: str) -> str:
    return str(next(iter(STEMS(word))).text)
