"""What a query asks of the articles of one language, given that its stop words are not searched for there."""

from __future__ import annotations

from collections.abc import Iterable

from searchtui.query.nodes import And, Boost, Fuzzy, Near, Node, Not, Or, Phrase, Prefix, Wildcard, Word
from searchtui.text.stopwords import stop_words
from searchtui.text.tokens import tokens


def by_language(node: Node, languages: Iterable[str | None]) -> dict[Node, list[str | None]]:
    """The query as it is meant for each language, with the languages that share a meaning.

    A bare word that is a stop word of a language is left out for its articles while other words remain; if none
    does, it is searched as written.
    """
    words = _bare_words(node)
    meanings: dict[Node, list[str | None]] = {}
    for lang in languages:
        stops = words & stop_words(lang)
        meanings.setdefault(_for_language(node, stops) if stops else node, []).append(lang)
    return meanings


def folded_words(text: str) -> tuple[str, ...]:
    """The words of a text, folded."""
    return tuple(token.word for token in tokens(text))


def searches_text(node: Node) -> bool:
    """Whether a word, phrase or pattern must be found for `node` to match."""
    match node:
        case Word() | Phrase() | Prefix() | Wildcard() | Fuzzy() | Near():
            return True
        case And(children) | Or(children):
            return any(map(searches_text, children))
        case Boost(child):
            return searches_text(child)
        case _:
            return False


def _bare_words(node: Node) -> frozenset[str]:
    match node:
        case Word(text):
            return frozenset(folded_words(text))
        case And(children) | Or(children):
            return frozenset().union(*map(_bare_words, children))
        case Not(child) | Boost(child):
            return _bare_words(child)
        case _:
            return frozenset()


def _for_language(node: Node, stops: frozenset[str]) -> Node:
    left = _without_stops(node, stops)
    if left is None or (searches_text(node) and not searches_text(left)):
        return _as_written(node, stops)
    return left


def _is_stop(word: Word, stops: frozenset[str]) -> bool:
    words = folded_words(word.text)
    return len(words) == 1 and words[0] in stops


def _without_stops(node: Node, stops: frozenset[str]) -> Node | None:
    match node:
        case Word() if _is_stop(node, stops):
            return None
        case And(children) | Or(children):
            left = tuple(child for each in children if (child := _without_stops(each, stops)) is not None)
            return None if not left else left[0] if len(left) == 1 else type(node)(left)
        case Not(child):
            inner = _without_stops(child, stops)
            return None if inner is None else Not(inner)
        case Boost(child, factor):
            inner = _without_stops(child, stops)
            return None if inner is None else Boost(inner, factor)
        case _:
            return node


def _as_written(node: Node, stops: frozenset[str]) -> Node:
    match node:
        case Word() if _is_stop(node, stops):
            return Phrase(folded_words(node.text), scope=node.scope)
        case And(children) | Or(children):
            return type(node)(tuple(_as_written(child, stops) for child in children))
        case Not(child):
            return Not(_as_written(child, stops))
        case Boost(child, factor):
            return Boost(_as_written(child, stops), factor)
        case _:
            return node
