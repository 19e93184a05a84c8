"""Nodes written out in the query language: the shortest text that reads well and parses to the same nodes."""

from __future__ import annotations

import datetime as dt
import re
from enum import IntEnum
from itertools import pairwise
from typing import Final

from searchtui.articles.article import Kind
from searchtui.query.dates import month
from searchtui.query.lex import OPERATOR_WORDS, QUOTE_FAMILIES, QUOTES
from searchtui.query.nodes import (
    And,
    ArticleIds,
    Boost,
    DateRange,
    DateUnknown,
    Fuzzy,
    KnownAs,
    LanguageIs,
    MarkedAs,
    Near,
    Node,
    Not,
    Or,
    OutletIs,
    PathLike,
    Phrase,
    Prefix,
    SavedSearch,
    Scope,
    TaggedAs,
    Wildcard,
    Word,
)
from searchtui.query.walk import TextLeaf
from searchtui.text.tokens import is_unspaced

_SCOPES: Final = {Scope.TEXT: "", Scope.TITLE: "title:", Scope.RAW: "raw:"}
_QUOTATION: Final = tuple(zip(('""', "“”", "«»"), QUOTE_FAMILIES, strict=True))


class _Binds(IntEnum):
    """How tightly the parts of an expression hold together, loosest first."""

    OR = 0
    AND = 1
    NOT = 2
    NEAR = 3
    TERM = 4


def show(node: Node) -> str:
    """The canonical text of `node`: `parse(show(node)).node == node` for every node that `parse` gives.

    Only a query close to the limits of length and nesting may have a canonical text beyond them.
    """
    return _shown(node)[0]


def _shown(node: Node) -> tuple[str, _Binds]:
    match node:
        case Or(children=children):
            return " OR ".join(_within(child, _Binds.AND) for child in children), _Binds.OR
        case And(children=children):
            return " ".join(_within(child, _Binds.NOT) for child in children), _Binds.AND
        case Not(child=child):
            return f"-{_within(child, _Binds.TERM)}", _Binds.NOT
        case Near(left=left, right=right, distance=distance, ordered=ordered):
            operator = f"{'ADJ' if ordered else 'NEAR'}/{distance}"
            return f"{_within(left, _Binds.NEAR)} {operator} {_within(right, _Binds.TERM)}", _Binds.NEAR
        case Boost(child=child, factor=factor):
            boostable = isinstance(child, Word | Phrase | Prefix | Wildcard | Fuzzy)
            text = _term(child) if boostable else f"({show(child)})"
            return f"{text}^{repr(float(factor)).removesuffix('.0')}", _Binds.TERM
        case _:
            return _term(node), _Binds.TERM


def _within(node: Node, binds: _Binds) -> str:
    """`node` as part of an expression that holds together as tightly as `binds`."""
    text, own = _shown(node)
    return text if own >= binds else f"({text})"


def _term(node: Node) -> str:
    """A node without children."""
    match node:
        case Word() | Phrase() | Prefix() | Wildcard() | Fuzzy():
            return _SCOPES[node.scope] + _text_term(node)
        case OutletIs(name=name):
            return f"outlet:{'?' if name is None else _quoted(name)}"
        case LanguageIs(code=code):
            return f"lang:{code or '?'}"
        case PathLike(pattern=pattern):
            return f"path:{_quoted(pattern)}"
        case DateRange(first=first, last=last):
            return _dates(first, last)
        case _:
            return _sign(node) or _work(node)


def _work(node: Node) -> str:
    """A node about the user's own work; nothing for any other. Of articles by their ids only the number is told."""
    match node:
        case MarkedAs(mark=mark):
            return f"mark:{mark.value}"
        case TaggedAs(pattern=pattern):
            return f"tag:{'?' if pattern is None else _quoted(pattern)}"
        case SavedSearch(name=name):
            return f"saved:{_quoted(name)}"
        case ArticleIds(ids=ids):
            return f"[{len(ids):,} articles]"
        case _:
            return ""


def _sign(node: Node) -> str:
    """A node that is written as a field with a lone sign; nothing for any other."""
    match node:
        case KnownAs(fact=fact, kind=kind):
            return f"{fact}:{'!' if kind is Kind.FIXED else '~'}"
        case DateUnknown():
            return "date:?"
        case _:
            return ""


def _text_term(node: TextLeaf) -> str:
    match node:
        case Word(text=text):
            return text.lower() if text in OPERATOR_WORDS and node.scope is Scope.TEXT else text
        case Phrase(words=words, slop=slop):
            return f'"{_spelled(words)}"' + (f"~{slop}" if slop else "")
        case Prefix(text=text):
            return f"{text}*"
        case Wildcard(pattern=pattern):
            return pattern
        case Fuzzy(text=text, edits=edits):
            return f"{text}~" if edits == 1 else f"{text}~{edits}"


def _spelled(words: tuple[str, ...]) -> str:
    """The words with spaces between them, but for scripts that are written without."""
    text = words[0]
    for before, word in pairwise(words):
        text += word if is_unspaced(before) and is_unspaced(word) else f" {word}"
    return text


def _quoted(value: str) -> str:
    """A field's value, in quotes that do not occur in it if it needs any."""
    if value and not re.search(rf"[\s\x00-\x1f()~^{QUOTES}]", value):
        return value
    marks = next(marks for marks, family in _QUOTATION if not any(mark in value for mark in family))
    return f"{marks[0]}{value}{marks[1]}"


def _dates(first: dt.date | None, last: dt.date | None) -> str:
    if first is None or last is None:
        if first is not None:
            return f"since:{_from(first)}"
        return f"until:{_to(last)}" if last is not None else "date:*"
    if first == last:
        return f"date:{first}"
    start, end = _from(first), _to(last)
    if len(start) != len(end):
        start, end = str(first), str(last)
    return f"date:{start}" if start == end else f"date:{start}..{end}"


def _from(day: dt.date) -> str:
    """The shortest period that begins on `day`."""
    if day.day > 1:
        return str(day)
    return f"{day.year:04}-{day.month:02}" if day.month > 1 else f"{day.year:04}"


def _to(day: dt.date) -> str:
    """The shortest period that ends on `day`."""
    if (day.month, day.day) == (12, 31):
        return f"{day.year:04}"
    return f"{day.year:04}-{day.month:02}" if day == month(day.year, day.month)[1] else str(day)
