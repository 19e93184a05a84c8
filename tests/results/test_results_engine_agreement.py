"""What the engine finds is what is marked: an article is found by its words exactly where some of them are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.articles.article import Article
from searchtui.engines.protocol import SearchRequest
from searchtui.engines.registry import open_engine
from searchtui.query.nodes import And, Boost, Fuzzy, Near, Node, Or, Phrase, Prefix, Scope, Wildcard, Word
from searchtui.results.highlight import Matcher

Make = Callable[..., Article]

WORDS = st.sampled_from(("ferry", "Ferries", "pier", "the", "and", "die", "sank", "étude", "中国", "rock-solid"))
SCOPES = st.sampled_from(Scope)
LEAVES = (
    st.builds(Word, WORDS, SCOPES)
    | st.builds(Phrase, st.lists(WORDS, min_size=1, max_size=3).map(tuple), st.integers(0, 3), SCOPES)
    | st.builds(Prefix, st.sampled_from(("fe", "pie", "th", "et")), SCOPES)
    | st.builds(Wildcard, st.sampled_from(("*r*", "p?er", "s*k")), SCOPES)
    | st.builds(Fuzzy, st.sampled_from(("ferry", "sakn", "pier")), st.integers(1, 2), SCOPES)
)
NEARS = st.recursive(
    LEAVES,
    lambda inner: (
        st.builds(Near, inner, inner, st.integers(1, 5), st.booleans())
        | st.lists(inner, min_size=2, max_size=2).map(lambda children: Or(tuple(children)))
    ),
    max_leaves=4,
)
PARAGRAPH = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
BODY = st.lists(st.builds(str.__add__, st.sampled_from(("", "", "# ")), PARAGRAPH), max_size=3)
LIBRARY = st.lists(st.tuples(PARAGRAPH, BODY, st.sampled_from(("en", "de", "fr", "zh", None))), min_size=1, max_size=4)


def found_by_the_engine(articles: list[Article], node: Node) -> set[str]:
    engine = open_engine("whoosh", None)
    try:
        with engine.batch() as batch:
            for article in articles:
                batch.add(article)
        return {hit.id for hit in engine.search(SearchRequest(node, limit=len(articles))).window}
    finally:
        engine.close()


def marked(articles: list[Article], node: Node) -> set[str]:
    matcher = Matcher(node)
    return {found.id for found in articles if matcher.title_matches(found) or matcher.body_matches(found)}


def library(make: Make, drawn: list[tuple[str, list[str], str | None]]) -> list[Article]:
    return [
        replace(make(*body, title=title, lang=lang), id=f"{number:016x}", path=f"{number}.txt")
        for number, (title, body, lang) in enumerate(drawn)
    ]


@settings(max_examples=60, deadline=None)
@given(drawn=LIBRARY, node=NEARS)
def test_a_word_phrase_or_nearness_is_found_exactly_where_it_is_marked(
    article: Make, drawn: list[tuple[str, list[str], str | None]], node: Node
) -> None:
    articles = library(article, drawn)
    assert found_by_the_engine(articles, node) == marked(articles, node)


@settings(max_examples=40, deadline=None)
@given(drawn=LIBRARY, nodes=st.lists(NEARS, min_size=2, max_size=3))
def test_all_words_together_are_found_only_where_some_are_marked(
    article: Make, drawn: list[tuple[str, list[str], str | None]], nodes: list[Node]
) -> None:
    articles = library(article, drawn)
    conjunction = And((*nodes[1:], Boost(nodes[0], 2.0)))
    assert found_by_the_engine(articles, conjunction) <= marked(articles, conjunction)
