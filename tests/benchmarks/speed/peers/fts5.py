"""SQLite's FTS5: title and body in English stems, outlet and date in a table beside it, with indexes of their own."""

from __future__ import annotations

import sqlite3
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from searchtui.engines.protocol import Sort
from searchtui.query.nodes import And, DateRange, Near, Node, Not, Or, OutletIs, Phrase, Prefix, Scope, Word
from speed.peers.peer import LIMIT, Ask, CannotExpressError
from speed.question import Question
from speed.records import read_corpus

TABLES: Final = """
    create virtual table article using fts5(id unindexed, title, body, tokenize='porter unicode61');
    create table fact(rowid integer primary key, outlet text, date text);
    create index fact_outlet on fact(outlet);
    create index fact_date on fact(date);
"""
ORDERS: Final = {Sort.NEWEST: "date desc", Sort.OLDEST: "date is null, date", Sort.OUTLET: "outlet is null, outlet"}
TITLE_WEIGHT: Final = 2.0


class Fts5:
    """The peer that everybody has."""

    def build(self, corpus: Path, folder: Path) -> None:
        """Index in one transaction."""
        database = sqlite3.connect(folder / "articles.db")
        database.executescript(TABLES)
        with database:
            for number, record in enumerate(read_corpus(corpus), start=1):
                values = (number, record["id"], record["title"], record["body"])
                database.execute("insert into article(rowid, id, title, body) values (?, ?, ?, ?)", values)
                facts = (number, record.get("outlet"), record.get("date"))
                database.execute("insert into fact(rowid, outlet, date) values (?, ?, ?)", facts)
        database.close()

    def open(self, folder: Path) -> Fts5Searcher:
        """Open the database."""
        database = sqlite3.connect(folder / "articles.db")
        database.execute("insert into article(article, rank) values ('rank', ?)", (f"bm25(1.0, {TITLE_WEIGHT}, 1.0)",))
        database.commit()
        return Fts5Searcher(database)


@dataclass(slots=True)
class Statement:
    """The two halves of a question: an FTS5 expression, and conditions on facts with their values."""

    match: str = ""
    conditions: list[str] = field(default_factory=list)
    values: list[str] = field(default_factory=list)

    def source(self) -> str:
        """What to select from, and where."""
        conditions = [*(["article match ?"] if self.match else []), *self.conditions]
        tables = "article" if self.match else "fact"
        if self.match and self.conditions:
            tables = "article join fact on fact.rowid = article.rowid"
        return f"from {tables} where {' and '.join(conditions)}"

    def parameters(self) -> list[str]:
        """The values of `source`."""
        return [*([self.match] if self.match else []), *self.values]


class Fts5Searcher:
    """An opened database."""

    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def forget(self) -> None:
        """No answers are kept."""

    def prepare(self, question: Question) -> Ask:
        """Words, phrases, beginnings, nearness, facts; no wildcards, no spelling variants."""
        statement(question.node)
        return lambda: self._answer(question)

    def _answer(self, question: Question) -> int:
        asked = statement(question.node)
        source, parameters = asked.source(), asked.parameters()
        if question.sort in ORDERS and asked.match and not asked.conditions:
            ordered = source.replace("from article", "from article join fact on fact.rowid = article.rowid", 1)
            top = f"select article.rowid {ordered} order by {ORDERS[question.sort]} limit {LIMIT}"
        elif asked.match:
            top = f"select article.rowid, rank {source} order by rank limit {LIMIT}"
        else:
            top = f"select rowid {source} limit {LIMIT}"
        self._database.execute(top, parameters).fetchall()
        if question.facets:
            matching = f"select article.rowid {source}"
            for column in ("outlet", "substr(date, 1, 7)"):
                counted = f"select {column}, count(*) from fact where rowid in ({matching}) group by 1"
                self._database.execute(counted, parameters).fetchall()
        (total,) = self._database.execute(f"select count(*) {source}", parameters).fetchone()
        return int(total)


def statement(node: Node) -> Statement:
    """The question as SQL. Raises `CannotExpressError`."""
    asked = Statement()
    texts: list[str] = []
    excluded: list[str] = []
    for part in node.children if isinstance(node, And) else (node,):
        match part:
            case DateRange(first, last):
                for day, sign in ((first, ">="), (last, "<=")):
                    if day is not None:
                        asked.conditions.append(f"fact.date {sign} ?")
                        asked.values.append(day.isoformat())
            case OutletIs(str(name)):
                asked.conditions.append("fact.outlet = ? collate nocase")
                asked.values.append(name)
            case Not(child):
                excluded.append(_expression(child))
            case _:
                texts.append(_expression(part))
    if excluded and not texts:
        raise CannotExpressError("NOT alone")
    asked.match = " AND ".join(f"({text})" for text in texts)
    for text in excluded:
        asked.match = f"({asked.match}) NOT ({text})"
    return asked


def _expression(node: Node) -> str:
    match node:
        case And(children):
            return " AND ".join(f"({_expression(child)})" for child in children)
        case Or(children):
            return " OR ".join(f"({_expression(child)})" for child in children)
        case Word(text, scope):
            return _scoped(f'"{text}"', scope)
        case Phrase(words, 0, scope):
            return _scoped('"' + " ".join(words) + '"', scope)
        case Prefix(text, scope):
            return _scoped(f'"{text}"*', scope)
        case Near(Word(left), Word(right), distance, False):
            return f'NEAR("{left}" "{right}", {distance - 1})'
        case _:
            raise CannotExpressError(type(node).__name__)


def _scoped(expression: str, scope: Scope) -> str:
    return f"title : {expression}" if scope is Scope.TITLE else expression
