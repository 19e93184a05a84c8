"""Random libraries and random queries: the articles found are those that a plain reading of the rules finds."""

import datetime as dt
import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.articles.article import Article
from searchtui.articles.searchable import BODY_POSITION, CHROME_GAP, body_tokens, chrome_tokens, title_tokens
from searchtui.engines.protocol import SearchRequest, Sort
from searchtui.engines.registry import open_engine
from searchtui.query.nodes import (
    And,
    Boost,
    DateRange,
    DateUnknown,
    Everything,
    Fuzzy,
    LanguageIs,
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
from searchtui.text.distance import within_edits
from searchtui.text.patterns import wildcard_regex
from searchtui.text.stems import stem
from searchtui.text.stopwords import stop_words

Make = Callable[..., Article]
Span = tuple[int, int]

VOCABULARY = ("ferry", "ferries", "sank", "sink", "the", "die", "haus", "häuser", "中", "pier")
WORDS = st.sampled_from([word.replace("ä", "a") for word in VOCABULARY])
SCOPES = st.sampled_from(Scope)
DAYS = st.dates(dt.date(2024, 1, 1), dt.date(2024, 1, 5))

WORD = st.builds(Word, WORDS, SCOPES)
PHRASE = st.builds(Phrase, st.lists(WORDS, min_size=1, max_size=3).map(tuple), st.just(0), SCOPES)
PATTERN = (
    st.builds(Prefix, st.sampled_from(("f", "fer", "s")), SCOPES)
    | st.builds(Wildcard, st.sampled_from(("s?n*", "*er*", "d?e")), SCOPES)
    | st.builds(Fuzzy, st.sampled_from(("fery", "sakn", "peir")), st.integers(1, 2), SCOPES)
)
SIDE = WORD | PHRASE | PATTERN
SIDES = SIDE | st.lists(SIDE, min_size=2, max_size=2).map(lambda sides: Or(tuple(sides)))
TEXT = SIDE | st.builds(Near, SIDES, SIDES, st.integers(1, 4), st.booleans())
SLOPPY = st.builds(Phrase, st.lists(WORDS, min_size=2, max_size=3).map(tuple), st.integers(1, 3), SCOPES)
FILTER = (
    st.builds(DateRange, st.none() | DAYS, st.none() | DAYS)
    | st.builds(OutletIs, st.sampled_from(("post", "harbour post", "h*", None)))
    | st.builds(LanguageIs, st.sampled_from(("en", "de", None)))
    | st.sampled_from([DateUnknown(), Everything()])
)
QUERIES = st.recursive(
    TEXT | SLOPPY | FILTER,
    lambda inner: (
        st.builds(Not, inner)
        | st.builds(Boost, inner, st.sampled_from((0.5, 3.0)))
        | st.lists(inner, min_size=2, max_size=3).map(lambda parts: And(tuple(parts)))
        | st.lists(inner, min_size=2, max_size=3).map(lambda parts: Or(tuple(parts)))
    ),
    max_leaves=5,
)

TEXTS = st.lists(st.sampled_from(VOCABULARY), max_size=7).map(" ".join)
ARTICLES = st.fixed_dictionaries(
    {
        "id_": st.sampled_from("abcdef"),
        "title": TEXTS,
        "body": TEXTS,
        "chrome": TEXTS,
        "lang": st.sampled_from(("en", "de", None)),
        "outlet": st.sampled_from(("Harbour Post", "Post", None)),
        "date": st.none() | DAYS,
    }
)
BATCHES = st.lists(st.lists(ARTICLES, max_size=4), max_size=3)
REMOVED = st.sets(st.sampled_from("abcdef"), max_size=2)


@settings(max_examples=300, deadline=None)
@given(batches=BATCHES, removed=REMOVED, node=QUERIES, sort=st.sampled_from(Sort))
def test_found_is_what_the_rules_say(
    batches: list[list[dict[str, object]]], removed: set[str], node: Node, sort: Sort, article: Make
) -> None:
    engine = open_engine("whoosh", None)
    library: dict[str, Article] = {}
    for values in batches:
        with engine.batch() as batch:
            for each in values:
                made = article(**each)
                library[made.id] = made
                batch.add(made)
    with engine.batch() as batch:
        for id_ in removed:
            library.pop(id_, None)
            batch.remove(id_)

    answer = engine.search(SearchRequest(node, sort=sort, limit=100))
    hits, facets = answer.window, engine.facets(node)
    expected = [made for made in library.values() if Reading(made).matches_query(node)]

    assert {hit.id for hit in hits} == {made.id for made in expected}
    assert answer.total == len(expected)
    assert facets.outlets == most_first(made.outlet for made in expected)
    assert facets.languages == most_first(made.lang for made in expected)
    assert facets.days == in_turn(made.date and made.date.isoformat() for made in expected)
    assert facets.months == in_turn(made.date and made.date.isoformat()[:7] for made in expected)
    assert len(hits) == len({hit.id for hit in hits})
    assert all(math.isfinite(hit.score) and hit.score >= 0 for hit in hits)
    if sort is Sort.RELEVANCE:
        assert list(hits) == sorted(hits, key=lambda hit: (-hit.score, -ordinal(library[hit.id].date), hit.id))
    assert engine.verify() == []


def most_first(values: Iterable[str | None]) -> tuple[tuple[str | None, int], ...]:
    return tuple(sorted(Counter(values).items(), key=lambda pair: (-pair[1], pair[0] is None, pair[0] or "")))


def in_turn(values: Iterable[str | None]) -> tuple[tuple[str | None, int], ...]:
    return tuple(sorted(Counter(values).items(), key=lambda pair: (pair[0] is None, pair[0] or "")))


def ordinal(day: dt.date | None) -> int:
    return 0 if day is None else day.toordinal()


class Reading:
    """One article read by the letter of the rules, slowly."""

    def __init__(self, article: Article) -> None:
        self.article = article
        self.stops = stop_words(article.lang)
        title = [(position, token.word) for position, token in enumerate(title_tokens(article))]
        body = [(position, token.word) for position, token in enumerate(body_tokens(article), BODY_POSITION)]
        chrome: list[tuple[int, str]] = []
        self.parts = [range(BODY_POSITION), range(BODY_POSITION, BODY_POSITION + len(body))]
        for stretch in chrome_tokens(article):
            start = self.parts[-1].stop + CHROME_GAP
            self.parts.append(range(start, start + len(stretch)))
            chrome += [(position, token.word) for position, token in enumerate(stretch, start)]
        self.words = dict([*title, *body, *chrome])

    def matches_query(self, node: Node) -> bool:
        rest = self.without_stop_words(node)
        if rest is None or (wants_text(node) and not wants_text(rest)):
            return self.matches(node)
        return self.matches(rest)

    def without_stop_words(self, node: Node) -> Node | None:
        match node:
            case Word(text):
                return None if text in self.stops else node
            case And(children) | Or(children):
                kept = tuple(left for child in children if (left := self.without_stop_words(child)) is not None)
                return type(node)(kept) if kept else None
            case Not(child):
                rest = self.without_stop_words(child)
                return rest and Not(rest)
            case Boost(child, factor):
                rest = self.without_stop_words(child)
                return rest and Boost(rest, factor)
            case _:
                return node

    def matches(self, node: Node) -> bool:
        article = self.article
        match node:
            case And(children):
                return all(map(self.matches, children))
            case Or(children):
                return any(map(self.matches, children))
            case Not(child):
                return not self.matches(child)
            case Boost(child):
                return self.matches(child)
            case Everything():
                return True
            case DateUnknown():
                return article.date is None
            case DateRange(first, last):
                day = article.date
                return day is not None and (first or dt.date.min) <= day <= (last or dt.date.max)
            case OutletIs(name):
                return article.outlet is None if name is None else outlet_has(article.outlet, name)
            case LanguageIs(code):
                return article.lang == code
            case _:
                return any(self.spans(node))

    def spans(self, node: Node) -> Iterator[Span]:
        match node:
            case Near(left, right, distance, ordered):
                for one in self.spans(left):
                    for other in self.spans(right):
                        ahead = 1 <= other[0] - one[1] <= distance
                        behind = 1 <= one[0] - other[1] <= distance
                        if ahead or (behind and not ordered):
                            yield min(one[0], other[0]), max(one[1], other[1])
            case Or(children):
                for child in children:
                    yield from self.spans(child)
            case Phrase(texts, slop, scope):
                for places in combinations(sorted(self.in_scope(scope)), len(texts)):
                    same_part = any(places[0] in part and places[-1] in part for part in self.parts)
                    fits = all(self.words[place] == text for place, text in zip(places, texts, strict=True))
                    if fits and same_part and places[-1] - places[0] <= len(texts) - 1 + slop:
                        yield places[0], places[-1]
            case _:
                yield from ((place, place) for place in self.in_scope(node.scope) if self.fits(node, self.words[place]))

    def in_scope(self, scope: Scope) -> list[int]:
        parts = {Scope.TITLE: self.parts[:1], Scope.TEXT: self.parts[:2], Scope.RAW: self.parts}[scope]
        return [place for place in self.words if any(place in part for part in parts)]

    def fits(self, node: Node, word: str) -> bool:
        match node:
            case Word(text) if text in self.stops:
                return word == text
            case Word(text):
                return word not in self.stops and stem(word, self.article.lang) == stem(text, self.article.lang)
            case Prefix(text):
                return word.startswith(text)
            case Wildcard(pattern):
                return wildcard_regex(pattern).match(word) is not None
            case Fuzzy(text, edits):
                return within_edits(word, text, edits)
        raise AssertionError(node)


def wants_text(node: Node) -> bool:
    match node:
        case And(children) | Or(children):
            return any(map(wants_text, children))
        case Boost(child):
            return wants_text(child)
        case _:
            return isinstance(node, Word | Phrase | Prefix | Wildcard | Fuzzy | Near)


def outlet_has(outlet: str | None, name: str) -> bool:
    words = (outlet or "").lower().split()
    wanted = name.split()
    runs = (words[start : start + len(wanted)] for start in range(len(words) - len(wanted) + 1))
    return any(all(wildcard_regex(want).match(word) for want, word in zip(wanted, run, strict=True)) for run in runs)
