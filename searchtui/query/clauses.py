"""The clauses of a typed query, each with its place in the text, so that one can be taken out or another put in.

What the user typed stays as typed; only the clause that is changed is written anew.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import pairwise

from searchtui.query.lex import Lexeme, Notes, Sign, lexemes
from searchtui.query.nodes import And, Everything, Node, Or
from searchtui.query.parse import parse
from searchtui.query.show import show
from searchtui.query.walk import conjuncts

_FIELD_BEFORE = re.compile(r"[^\W\d_]+:\Z")
_JOINING = frozenset({Sign.NEAR, Sign.ADJ})
_GLUE = _JOINING | {Sign.NOT}


@dataclass(frozen=True, slots=True)
class Clause:
    """A condition that all hits meet: what it means, and the offsets of its text in the query."""

    start: int
    end: int
    node: Node


def clauses(text: str, *, today: dt.date) -> tuple[Clause, ...]:
    """The conditions of a query in the order typed; a query of alternatives is one clause, an empty one none.

    Raises `QueryError` as `parse` does.
    """
    whole = parse(text, today=today).node
    if isinstance(whole, Everything):
        return ()
    found = _located(text, whole, today)
    first = len(text) - len(text.lstrip())
    return (Clause(first, len(text.rstrip()), whole),) if found is None else found


def tidied(text: str, *, today: dt.date) -> str:
    """`text`, or where a part of it is left out or read otherwise than it would be alone, its canonical text."""
    whole = parse(text, today=today).node
    return show(whole) if _located(text, whole, today) is None else text


def _located(text: str, whole: Node, today: dt.date) -> tuple[Clause, ...] | None:
    """The clauses of a query that means `whole`; None if they are not what it means."""
    parts: list[Clause] = []
    if isinstance(whole, Or):
        parts.append(Clause(len(text) - len(text.lstrip()), len(text.rstrip()), whole))
    else:
        for start, end in _spans(text):
            node = parse(text[start:end], today=today).node
            if not isinstance(node, Everything):
                parts.append(Clause(start, end, node))
    return tuple(parts) if joined(tuple(part.node for part in parts)) == whole else None


def without(text: str, dropped: Callable[[Node], bool], *, today: dt.date) -> str:
    """`text` without the clauses whose meaning is to be `dropped`. Raises `QueryError` as `parse` does."""
    found = clauses(text, today=today)
    kept = [clause for clause in found if not dropped(clause.node)]
    return text if len(kept) == len(found) else " ".join(text[clause.start : clause.end] for clause in kept)


def with_clauses(text: str, added: tuple[Node, ...], *, today: dt.date) -> str:
    """`text` with further conditions behind it; alternatives are put in brackets first, so that these hold for all.

    Raises `QueryError` as `parse` does.
    """
    typed = text.strip()
    if not added:
        return typed
    node = parse(typed, today=today).node
    alternatives = isinstance(node, Or)
    behind = " ".join(_bracketed(each) for each in added)
    written = f"{f'({typed})' if alternatives and _has_bare_or(typed) else typed} {behind}".strip()
    if parse(written, today=today).node == joined((node, *added)):
        return written
    # What is typed ends in something unfinished, such as OR or a lone quote, that would take hold of what is added.
    return f"{_bracketed(node)} {behind}".strip()


def joined(nodes: tuple[Node, ...]) -> Node:
    """All of these conditions as one node."""
    flat = tuple(each for node in nodes for each in conjuncts(node) if not isinstance(each, Everything))
    return Everything() if not flat else flat[0] if len(flat) == 1 else And(flat)


def _bracketed(node: Node) -> str:
    return f"({show(node)})" if isinstance(node, Or) else show(node)


def _has_bare_or(text: str) -> bool:
    depth = 0
    for lexeme in lexemes(text, Notes()):
        depth += (lexeme.sign is Sign.OPEN) - (lexeme.sign is Sign.CLOSE)
        if not depth and lexeme.sign is Sign.OR:
            return True
    return False


def _spans(text: str) -> Iterator[tuple[int, int]]:
    """Where the parts of a query begin and end that stand beside one another outside brackets."""
    bounds: list[tuple[int, bool]] = []  # an operator ends the part before it and belongs to none
    depth = 0
    glued = False
    for lexeme in lexemes(text, Notes()):
        if lexeme.sign is Sign.CLOSE:
            depth -= 1
        elif not depth:
            if lexeme.sign in {Sign.AND, Sign.OR}:
                bounds.append((lexeme.start, False))
            elif not glued and lexeme.sign not in _JOINING:
                bounds.append((_begin(lexeme, text), True))
            glued = lexeme.sign in _GLUE
        depth += lexeme.sign is Sign.OPEN
    for (start, begins), (end, _) in pairwise([*bounds, (len(text), False)]):
        if begins:
            yield start, start + len(text[start:end].rstrip())


def _begin(lexeme: Lexeme, text: str) -> int:
    """Where the text of a word, phrase, sign or bracket begins, its field name and its quote included."""
    start = lexeme.start - (lexeme.sign is Sign.PHRASE)
    field = _FIELD_BEFORE.search(text[:start]) if lexeme.field else None
    return field.start() if field else start
