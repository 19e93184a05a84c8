"""The grammar of the query language: typed text to nodes.

    query   = or
    or      = and { "OR" and }
    and     = not { [ "AND" ] not }
    not     = { "NOT" | "-" } near
    near    = primary { ("NEAR/n" | "ADJ/n") primary }
    primary = word | phrase | [ field ] "(" or ")" [ "^n" ]

Every text is a query. What breaks the grammar is searched as words or, where it holds none, left out, always with a
note. Only limits, impossible dates and numbers out of range are errors.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from searchtui.errors import QueryError
from searchtui.query.lex import Lexeme, Notes, Sign, lexemes
from searchtui.query.nodes import (
    And,
    Boost,
    Everything,
    Fuzzy,
    Near,
    Node,
    Not,
    Or,
    ParsedQuery,
    Phrase,
    Prefix,
    Wildcard,
    Word,
)
from searchtui.query.show import show
from searchtui.query.terms import boosted, term
from searchtui.query.walk import leaves
from searchtui.text.tokens import tokens

MAX_LENGTH: Final = 500
MAX_TERMS: Final = 32


def parse(text: str, *, today: dt.date) -> ParsedQuery:
    """Understand a typed query; words such as "yesterday" count from `today`.

    Takes time proportional to the length of `text`. Raises `QueryError`, with a position, for a query longer than
    `MAX_LENGTH` characters, of more than `MAX_TERMS` terms or brackets nested too deeply, for dates that do not exist
    and numbers out of range.
    """
    if len(text) > MAX_LENGTH:
        raise QueryError(
            f"The query is longer than {MAX_LENGTH} characters.",
            hint="Search for its most telling words.",
            position=MAX_LENGTH,
        )
    notes = Notes()
    node = _Parser(lexemes(text, notes), today, notes).parse()
    if isinstance(node, Everything) and text.strip():
        notes.add("there is no word to search for: every article is shown")
    return ParsedQuery(text, node, show(node), notes.all())


class _Parser:
    """Recursive descent over the lexemes of one query. Every rule returns None for nothing searchable."""

    _BINARY = frozenset({Sign.AND, Sign.OR, Sign.NEAR, Sign.ADJ})

    def __init__(self, found: list[Lexeme], today: dt.date, notes: Notes) -> None:
        self._lexemes = found
        self._today = today
        self._notes = notes
        self._at = 0
        self._terms = 0
        self._idle: list[Lexeme] = []

    def parse(self) -> Node:
        node = self._or("")
        alone = next((idle for idle in self._idle if _words_of(idle)), None) if node is None else None
        for idle in self._idle:
            if idle is not alone:
                self._notes.add(f"{idle.text} has nothing to work on and is left out", idle.start)
        if alone is not None:
            self._notes.add(f"{alone.text} stands alone and is searched as text", alone.start)
            return _all_of([Word(word.lower()) for word in _words_of(alone)])
        return node or Everything()

    def _peek(self) -> Sign | None:
        return self._lexemes[self._at].sign if self._at < len(self._lexemes) else None

    def _next(self) -> Lexeme:
        self._at += 1
        return self._lexemes[self._at - 1]

    def _or(self, field: str) -> Node | None:
        parts: list[Node] = []
        joining: Lexeme | None = None
        while True:
            part = self._and(field)
            if part is not None:
                parts.append(part)
            elif joining is not None:
                self._idle.append(joining)
            if self._peek() is not Sign.OR:
                return _any_of(parts)
            joining = self._next()
            if not parts:
                self._idle.append(joining)
                joining = None

    def _and(self, field: str) -> Node | None:
        parts: list[Node] = []
        joining: Lexeme | None = None
        while self._peek() not in {None, Sign.OR, Sign.CLOSE}:
            if self._peek() is Sign.AND:
                operator = self._next()
                if joining is not None or not parts:
                    self._idle.append(operator)
                else:
                    joining = operator
            elif (part := self._not(field)) is not None:
                parts.append(part)
                joining = None
        if joining is not None:
            self._idle.append(joining)
        return _all_of(parts) if parts else None

    def _not(self, field: str) -> Node | None:
        signs: list[Lexeme] = []
        while self._peek() is Sign.NOT:
            signs.append(self._next())
        node = self._near(field)
        if node is None:
            self._idle.extend(signs)
            return None
        return node if len(signs) % 2 == 0 else _negation(node)

    def _near(self, field: str) -> Node | None:
        left = self._primary(field)
        while self._peek() in {Sign.NEAR, Sign.ADJ}:
            operator = self._next()
            right = self._primary(field)
            if left is None or right is None:
                self._idle.append(operator)
                left = left or right
            else:
                left = self._joined(left, operator, right)
        return left

    def _joined(self, left: Node, operator: Lexeme, right: Node) -> Node:
        left_side, right_side = _side(left), _side(right)
        if left_side is None or right_side is None:
            self._notes.add(f"{operator.text} joins words and phrases only and is read as AND", operator.start)
            return _all_of([left, right])
        if (left_side, right_side) != (left, right):
            self._notes.add(f"^ means nothing beside {operator.text} and is left out", operator.start)
        return Near(left_side, right_side, operator.distance, ordered=operator.sign is Sign.ADJ)

    def _primary(self, field: str) -> Node | None:
        match self._peek():
            case Sign.WORD | Sign.PHRASE:
                return self._term(self._next(), field)
            case Sign.OPEN:
                opened = self._next()
                node = self._or(opened.field or field)
                closed = self._next()
                if node is None:
                    self._notes.add("there is nothing to search for between the brackets", opened.start)
                    return None
                return boosted(node, closed.suffix, closed.suffix_start)
            case _:
                return None

    def _term(self, lexeme: Lexeme, field: str) -> Node | None:
        if lexeme.field and not lexeme.text and lexeme.sign is Sign.WORD:
            self._idle.append(Lexeme(Sign.WORD, f"{lexeme.field}:", lexeme.start))
            return None
        node = term(lexeme, lexeme.field or field, today=self._today, notes=self._notes)
        if node is not None:
            self._terms += sum(1 for _ in leaves(node))
            if self._terms > MAX_TERMS:
                raise QueryError(
                    f"The query has more than {MAX_TERMS} terms.",
                    hint="Search for its most telling words, or for a phrase in quotes, which counts as one.",
                    position=lexeme.start,
                )
        return node


def _words_of(lexeme: Lexeme) -> list[str]:
    return [lexeme.text[token.start : token.end] for token in tokens(lexeme.text)]


def _all_of(parts: list[Node]) -> Node:
    flat = [child for part in parts for child in (part.children if isinstance(part, And) else (part,))]
    return flat[0] if len(flat) == 1 else And(tuple(flat))


def _any_of(parts: list[Node]) -> Node | None:
    flat = [child for part in parts for child in (part.children if isinstance(part, Or) else (part,))]
    if not flat:
        return None
    return flat[0] if len(flat) == 1 else Or(tuple(flat))


def _negation(node: Node) -> Node:
    return node.child if isinstance(node, Not) else Not(node)


def _side(node: Node) -> Node | None:
    """`node` as a side of NEAR, without boosts; None if it cannot be one."""
    match node:
        case Word() | Phrase() | Prefix() | Wildcard() | Fuzzy() | Near():
            return node
        case Boost(child=child):
            return _side(child)
        case Or(children=children):
            sides = [side for child in children if (side := _side(child)) is not None]
            return _any_of(sides) if len(sides) == len(children) else None
        case _:
            return None
