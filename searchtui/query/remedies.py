"""Other ways to ask for what a query found little of, each as text of its own: without a part, or less strictly."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass

from searchtui.errors import QueryError
from searchtui.query.clauses import Clause, clauses, tidied, without
from searchtui.query.facets import Facet, facet_of
from searchtui.query.nodes import Near, Node, Not, OutletIs, Phrase, Scope, Word
from searchtui.query.parse import parse
from searchtui.query.show import show
from searchtui.query.walk import leaves

_LOOSER = 5
"""Words allowed between those of a phrase."""


@dataclass(frozen=True, slots=True)
class Remedy:
    """Another query, and in words what it does otherwise."""

    words: str
    query: str


def parts(query: str, *, today: dt.date) -> tuple[Clause, ...]:
    """The conditions that are worth counting each by itself. Raises `QueryError` as `parse` does."""
    return clauses(tidied(query, today=today), today=today)


def remedies(query: str, *, today: dt.date) -> list[Remedy]:
    """What may find more than `query`, the gentlest changes first. Raises `QueryError` as `parse` does."""
    text = tidied(query, today=today)
    found = clauses(text, today=today)
    all_of_them = [
        *(remedy for clause in found for remedy in _less_strict(text, clause)),
        *_any_date(text, found, today),
        *_without_one(text, found),
        *_any_of(text, found),
    ]
    node = parse(text, today=today).node
    others = {each.query: each for each in reversed(all_of_them) if _means(each.query, today) not in {None, node}}
    return list(others.values())[::-1]


def respelled(query: str, right: Mapping[str, str], *, today: dt.date) -> Remedy | None:
    """`query` with the words that are keys of `right` spelled otherwise; None where it has none of them.

    Raises `QueryError` as `parse` does.
    """
    text = tidied(query, today=today)
    words: list[str] = []
    written: list[str] = []
    for clause in clauses(text, today=today):
        typed = text[clause.start : clause.end]
        for wrong in dict.fromkeys(_words(clause.node)):
            if wrong in right:
                typed = re.sub(rf"(?<!\w){re.escape(wrong)}(?!\w)", right[wrong].replace("\\", r"\\"), typed)
                words.append(right[wrong])
        written.append(typed)
    return Remedy(f"did you mean {' '.join(words)}?", " ".join(written)) if words else None


def with_other_outlets(query: str, near: Callable[[str], Iterable[str]], *, today: dt.date) -> Iterator[Remedy]:
    """`query` with an outlet that it names put right: `near` gives the names that may be meant by what was typed.

    Raises `QueryError` as `parse` does.
    """
    text = tidied(query, today=today)
    for clause in clauses(text, today=today):
        if isinstance(clause.node, OutletIs) and clause.node.name is not None:
            for name in near(clause.node.name):
                outlet = show(OutletIs(name))
                yield Remedy(f"did you mean {outlet}?", _with(text, clause, outlet))


def in_any_form(remedy: Remedy, *, today: dt.date) -> list[Remedy]:
    """What is less strict than a remedy. Raises `QueryError` as `parse` does."""
    found = clauses(remedy.query, today=today)
    looser = (each for clause in found for each in _less_strict(remedy.query, clause) if _is_phrase(clause.node))
    return [Remedy(f"{remedy.words} {each.words}", each.query) for each in looser]


def words_of(query: str, *, today: dt.date) -> list[str]:
    """The words of a query that articles must have, those of phrases among them. Raises `QueryError`."""
    return [word for clause in parts(query, today=today) for word in _words(clause.node)]


def _means(query: str, today: dt.date) -> Node | None:
    """What a query means; None for one beyond the limits."""
    try:
        return parse(query, today=today).node
    except QueryError:
        return None


def _is_phrase(node: Node) -> bool:
    return isinstance(node, Phrase) and len(node.words) > 1


def _words(node: Node) -> list[str]:
    if isinstance(node, Not):
        return []
    found: list[str] = []
    for leaf in leaves(node):
        if isinstance(leaf, Word):
            found.append(leaf.text)
        elif isinstance(leaf, Phrase):
            found.extend(leaf.words)
    return found


def _less_strict(text: str, clause: Clause) -> Iterator[Remedy]:
    """The same with one clause that finds more."""
    match clause.node:
        case Phrase(words=words, slop=slop, scope=scope):
            if len(words) > 1 and slop < _LOOSER:
                loose = show(Phrase(words, _LOOSER, scope))
                yield Remedy(f"up to {_LOOSER} words between: {loose}", _with(text, clause, loose))
            forms = " ".join(show(Word(word, scope)) for word in words)
            yield Remedy(f"in any form, anywhere: {forms}", _with(text, clause, forms))
        case Word(text=word, scope=Scope.TITLE):
            yield Remedy(f"not in the title only: {word}", _with(text, clause, show(Word(word))))
        case Word(text=word, scope=Scope.TEXT):
            yield Remedy(f"words that begin so: {word}*", _with(text, clause, f"{word}*"))
            raw = show(Word(word, Scope.RAW))
            yield Remedy(f"in the site's text around articles, too: {raw}", _with(text, clause, raw))
        case Near(left=left, right=right):
            both = f"{_bracketed(left)} {_bracketed(right)}"
            yield Remedy(f"anywhere in the article: {both}", _with(text, clause, both))


def _any_date(text: str, found: tuple[Clause, ...], today: dt.date) -> Iterator[Remedy]:
    if any(facet_of(clause.node) is Facet.DATE for clause in found):
        yield Remedy("any date", without(text, lambda node: facet_of(node) is Facet.DATE, today=today))


def _without_one(text: str, found: tuple[Clause, ...]) -> Iterator[Remedy]:
    if len(found) < 2:
        return
    for clause in found:
        others = (other for other in found if other is not clause)
        rest = " ".join(text[other.start : other.end] for other in others)
        yield Remedy(f"without {text[clause.start : clause.end]}", rest)


def _any_of(text: str, found: tuple[Clause, ...]) -> Iterator[Remedy]:
    """At least one of the words in place of all."""
    worded = [clause for clause in found if _words(clause.node)]
    if len(worded) < 2:
        return
    first = worded[0]
    either = " OR ".join(text[clause.start : clause.end] for clause in worded)
    kept = [f"({either})" if clause is first else text[clause.start : clause.end]
            for clause in found if clause is first or clause not in worded]  # fmt: skip
    yield Remedy(f"any of these: {either}", " ".join(kept))


def _with(text: str, clause: Clause, written: str) -> str:
    return f"{text[: clause.start]}{written}{text[clause.end :]}"


def _bracketed(node: Node) -> str:
    written = show(node)
    return f"({written})" if " OR " in written else written
