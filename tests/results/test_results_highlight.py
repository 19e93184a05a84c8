"""What is marked in an article, query by query."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.articles.article import Article, Part
from searchtui.query.nodes import (
    And,
    Boost,
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
from searchtui.results.highlight import Matcher

Make = Callable[..., Article]


def marked(node: Node, found: Article) -> list[str]:
    return [found.text[start:end] for start, end in Matcher(node).body_matches(found)]


def marked_in_title(node: Node, found: Article) -> list[str]:
    return [found.title[start:end] for start, end in Matcher(node).title_matches(found)]


def test_a_word_is_marked_in_every_form(article: Make) -> None:
    assert marked(Word("harbour"), article("The harbours of Velm. A Harbour's mole.")) == ["harbours", "Harbour"]


def test_forms_are_those_of_the_articles_language(article: Make) -> None:
    german = article("Die Fähren liegen im Hafen, eine Fähre fehlt.", lang="de")
    assert marked(Word("Fähre"), german) == ["Fähren", "Fähre"]


def test_in_an_article_of_unknown_language_words_are_matched_as_written(article: Make) -> None:
    assert marked(Word("ferry"), article("A ferry of two ferries.", lang=None)) == ["ferry"]


def test_a_language_without_stemmer_is_matched_as_written(article: Make) -> None:
    assert marked(Word("vapur"), article("Vapurlar ve vapur.", lang="tr")) == ["vapur"]


def test_accents_and_case_make_no_difference(article: Make) -> None:
    assert marked(Word("etude"), article("Une Étude, deux études.", lang="fr")) == ["Étude", "études"]


def test_stop_words_are_left_out_beside_other_words(article: Make) -> None:
    assert marked(And((Word("the"), Word("mole"))), article("The mole and the pier.")) == ["mole"]


def test_a_query_of_stop_words_marks_them(article: Make) -> None:
    assert marked(And((Word("the"), Word("and"))), article("The mole and the pier.")) == ["The", "and", "the"]


def test_a_stop_word_of_one_language_is_a_word_of_another(article: Make) -> None:
    query = And((Word("die"), Word("mole")))
    assert marked(query, article("Die Mole.", lang="de")) == ["Mole"]
    assert marked(query, article("They die at the mole.")) == ["die", "mole"]


def test_a_phrase_is_one_match_with_its_stop_words(article: Make) -> None:
    assert marked(Phrase(("solid", "as", "a", "rock")), article("“Solid as a rock”, he said.")) == ["Solid as a rock"]


def test_a_phrase_is_matched_as_written(article: Make) -> None:
    assert marked(Phrase(("rock", "solid")), article("A rock-solid pier, rocks solid.")) == ["rock-solid"]


def test_a_phrase_runs_on_over_a_hard_wrap(article: Make) -> None:
    assert marked(Phrase(("rock", "solid")), article("It stands rock\nsolid.")) == ["rock\nsolid"]


def test_a_phrase_may_run_over_a_paragraph_break(article: Make) -> None:
    assert marked(Phrase(("last", "ferry", "sank")), article("The last ferry", "sank.")) == ["last ferry\n\nsank"]


def test_a_lost_paragraph_break_parts_words(article: Make) -> None:
    assert marked(Word("announced"), article("It was announced.", "The ferry sank.", between="")) == ["announced"]


def test_site_chrome_is_never_marked(article: Make) -> None:
    broken = article("The last", "# Read more: last ferry", "ferry sank.")
    assert marked(Phrase(("last", "ferry")), broken) == ["last", "ferry"]


@pytest.mark.parametrize(
    ("node", "marks"),
    [
        (Word("ferry", Scope.RAW), ["ferry", "Ferries", "ferry"]),
        (Prefix("shar", Scope.RAW), ["Share"]),
        (Phrase(("share", "ferry"), slop=9, scope=Scope.RAW), []),
        (Phrase(("more", "ferries"), scope=Scope.RAW), ["more: Ferries"]),
        (Phrase(("ferry", "sank"), scope=Scope.RAW), ["ferry sank"]),
        (And((Word("share", Scope.RAW), Word("ferry"))), ["Share", "ferry", "ferry"]),
        (Near(Word("ferry"), Word("read", Scope.RAW), 9), []),
        (Word("the", Scope.RAW), ["The"]),
    ],
)
def test_site_chrome_is_marked_where_it_is_searched(node: Node, marks: list[str], article: Make) -> None:
    found = article("# Share", "The last ferry", "# Read more: Ferries", "ferry sank.")
    assert marked(node, found) == marks


def test_with_slop_the_tightest_occurrence_is_marked(article: Make) -> None:
    assert marked(Phrase(("mole", "pier"), slop=3), article("mole old mole and pier")) == ["mole and pier"]


def test_chinese_is_found_as_runs_of_characters(article: Make) -> None:
    assert marked(Word("中国"), article("他说中国经济很强，中国人。", lang="zh")) == ["中国", "中国"]


def test_prefixes_wildcards_and_misspellings_are_compared_with_words_as_written(article: Make) -> None:
    text = article("Multipolar, multipolarity, unipolar; a mulitpolar world.")
    assert marked(Prefix("MULTIPOL"), text) == ["Multipolar", "multipolarity"]
    assert marked(Wildcard("*polar"), text) == ["Multipolar", "unipolar", "mulitpolar"]
    assert marked(Fuzzy("multipolar", 1), text) == ["Multipolar", "mulitpolar"]


def test_near_marks_both_words_where_they_meet(article: Make) -> None:
    text = article("Wang met Yi. For an hour then Wang spoke without a pause and Yi did not.")
    assert marked(Near(Word("wang"), Word("yi"), 2), text) == ["Wang", "Yi"]
    assert Matcher(Near(Word("wang"), Word("yi"), 2)).body_matches(text) == ((0, 4), (9, 11))


def test_near_in_order_wants_the_left_word_first(article: Make) -> None:
    text = article("yi wang")
    assert marked(Near(Word("wang"), Word("yi"), 3, ordered=True), text) == []
    assert marked(Near(Word("yi"), Word("wang"), 3, ordered=True), text) == ["yi", "wang"]


def test_near_may_have_a_choice_or_a_nearness_on_its_side(article: Make) -> None:
    text = article("mole and pier by the ferry, far from any other old pier")
    node = Near(Near(Word("mole"), Or((Word("pier"), Word("quay"))), 2), Word("ferry"), 3)
    assert marked(node, text) == ["mole", "pier", "ferry"]


def test_a_stop_word_beside_near_counts_as_written(article: Make) -> None:
    assert marked(Near(Word("the"), Word("mole"), 1), article("the pier, the mole")) == ["the", "mole"]


def test_title_only_words_are_marked_in_the_title_alone(article: Make) -> None:
    found = article("The ferry sank.", title="Ferry lost")
    assert marked(Word("ferry", Scope.TITLE), found) == []
    assert marked_in_title(Word("ferry", Scope.TITLE), found) == ["Ferry"]


def test_other_words_are_marked_in_title_and_body(article: Make) -> None:
    found = article("The ferry sank.", title="Ferry lost")
    assert (marked(Word("ferry"), found), marked_in_title(Word("ferry"), found)) == (["ferry"], ["Ferry"])


def test_no_phrase_runs_from_the_title_into_the_body(article: Make) -> None:
    found = article("Lost at sea.", title="Ferry")
    assert (marked(Phrase(("ferry", "lost")), found), marked_in_title(Phrase(("ferry", "lost")), found)) == ([], [])


@pytest.mark.parametrize(
    "node",
    [Everything(), Not(Word("ferry")), OutletIs("ferry"), DateRange(dt.date(2023, 1, 1), None), Word("…"), Phrase(())],
)
def test_what_asks_for_no_words_marks_none(node: Node, article: Make) -> None:
    assert marked(node, article("The ferry sank.")) == []


def test_all_sides_of_and_or_and_boost_are_marked(article: Make) -> None:
    node = And((Or((Word("ferry"), Word("boat"))), Boost(Word("sink"), 2.0), Not(Word("captain"))))
    assert marked(node, article("The ferry sinks, the captain and a boat.")) == ["ferry", "sinks", "boat"]


def test_a_word_inside_a_marked_phrase_is_no_match_of_its_own(article: Make) -> None:
    node = Or((Word("rock"), Phrase(("rock", "solid"))))
    assert marked(node, article("A rock-solid rock.")) == ["rock-solid", "rock"]


VOCABULARY = ("ferry", "ferries", "pier", "the", "and", "sank", "Étude", "中国")
WORDS = st.sampled_from(VOCABULARY)
SCOPES = st.sampled_from([Scope.TEXT, Scope.TITLE])
TEXT_NODES = st.recursive(
    st.builds(Word, WORDS, SCOPES)
    | st.builds(Phrase, st.lists(WORDS, min_size=1, max_size=3).map(tuple), st.integers(0, 3), SCOPES)
    | st.builds(Prefix, st.sampled_from(("fe", "pie", "th", "et")), SCOPES)
    | st.builds(Wildcard, st.sampled_from(("*r*", "p?er", "s*k")), SCOPES)
    | st.builds(Fuzzy, WORDS, st.integers(1, 2), SCOPES),
    lambda inner: st.builds(Near, inner, inner, st.integers(1, 5), st.booleans()),
    max_leaves=4,
)
NODES = st.recursive(
    TEXT_NODES,
    lambda inner: (
        st.builds(And, st.lists(inner, min_size=2, max_size=3).map(tuple))
        | st.builds(Or, st.lists(inner, min_size=2, max_size=3).map(tuple))
        | st.builds(Boost, inner, st.just(2.0))
    ),
    max_leaves=5,
)
PARAGRAPHS = st.lists(WORDS, min_size=1, max_size=8).map(" ".join)
BODIES = st.lists(
    st.builds(lambda chrome, text: chrome + text, st.sampled_from(("", "", "# ")), PARAGRAPHS), max_size=4
)
LANGUAGES = st.sampled_from(("en", "fr", "zh", None))


@given(node=NODES, body=BODIES, lang=LANGUAGES)
def test_matches_are_ascending_apart_and_within_the_body(
    article: Make, node: Node, body: list[str], lang: str | None
) -> None:
    found = article(*body, lang=lang)
    matches = Matcher(node).body_matches(found)
    assert all(start < end for start, end in matches)
    assert all(one[1] <= other[0] for one, other in pairwise(matches))
    chrome = [block for block in found.blocks if block.part is not Part.BODY]
    assert not [match for match in matches for block in chrome if match[0] < block.end and block.start < match[1]]


@given(node=NODES, body=BODIES, lang=LANGUAGES)
def test_a_match_begins_and_ends_with_a_word(article: Make, node: Node, body: list[str], lang: str | None) -> None:
    found = article(*body, lang=lang)
    for start, end in Matcher(node).body_matches(found):
        assert found.text[start].isalnum()
        assert found.text[end - 1].isalnum()
        assert not found.text[:start][-1:].isascii() or not found.text[:start][-1:].isalnum()


@given(node=NODES, body=BODIES, langs=st.tuples(LANGUAGES, LANGUAGES))
def test_one_matcher_serves_articles_of_any_language(
    article: Make, node: Node, body: list[str], langs: tuple[str | None, str | None]
) -> None:
    first, second = (article(*body, lang=lang) for lang in langs)
    matcher = Matcher(node)
    matcher.body_matches(first)
    assert matcher.body_matches(second) == Matcher(node).body_matches(second)


@given(
    st.lists(st.lists(st.sampled_from(["mole", "pier", "x", "an-y", "longwordindeed" * 3]), max_size=30), max_size=4)
)
def test_words_near_each_other_are_those_few_enough_words_apart(article: Make, paragraphs: list[list[str]]) -> None:
    found = article(*map(" ".join, paragraphs))
    words = " ".join(map(" ".join, paragraphs)).replace("-", " ").split()
    places = {word: [place for place, other in enumerate(words) if other == word] for word in ("mole", "pier")}
    pairs = [(mole, pier) for mole in places["mole"] for pier in places["pier"] if abs(mole - pier) <= 3]
    expected = [words[place] for place in sorted({place for pair in pairs for place in pair})]
    assert marked(Near(Word("mole"), Word("pier"), 3, ordered=False), found) == expected
