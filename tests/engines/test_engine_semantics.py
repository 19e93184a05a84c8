"""What each kind of query finds, one rule at a time."""

import datetime as dt
from collections.abc import Callable
from dataclasses import replace

import pytest

from searchtui.articles.article import Article, Evidence, Kind
from searchtui.engines.protocol import Engine, SearchRequest
from searchtui.errors import QueryError
from searchtui.query.nodes import (
    And,
    Boost,
    DateRange,
    DateUnknown,
    Everything,
    Fuzzy,
    KnownAs,
    LanguageIs,
    Near,
    Node,
    Not,
    Or,
    OutletIs,
    PathLike,
    Phrase,
    Prefix,
    Scope,
    Wildcard,
    Word,
)

Make = Callable[..., Article]
Add = Callable[..., None]
Found = Callable[..., list[str]]

A, B, THE = Word("alpha"), Word("beta"), Word("the")


@pytest.mark.parametrize("typed", ["Election", "elections", "ÉLECTIONS"])
def test_a_word_finds_all_its_forms(engine: Engine, typed: str, article: Make, add: Add, found: Found) -> None:
    add(engine, article("one", "An election."), article("many", "Elections!"), article("other", "An elector."))
    assert set(found(engine, Word(typed))) == {"one", "many"}


def test_a_word_takes_the_forms_of_each_article_s_language(
    engine: Engine, article: Make, add: Add, found: Found
) -> None:
    add(engine, article("de", "Die Häuser brennen.", lang="de"), article("en", "Hauser won.", lang="en"))
    assert found(engine, Word("Haus")) == ["de"]


def test_a_stop_word_is_left_out_where_it_is_one(engine: Engine, article: Make, add: Add, found: Found) -> None:
    add(
        engine,
        article("en", "Trees die alpha", lang="en"),
        article("en without", "alpha", lang="en"),
        article("de without", "alpha", lang="de"),
        article("unknown without", "alpha", lang=None),
    )
    assert set(found(engine, And((Word("die"), A)))) == {"en", "de without"}


def test_stop_words_alone_are_searched_as_written(engine: Engine, article: Make, add: Add, found: Found) -> None:
    add(engine, article("with", "the sea", outlet="Post"), article("without", "alpha", outlet="Post"))
    assert found(engine, THE) == ["with"]
    assert found(engine, And((THE, OutletIs("post")))) == ["with"]
    assert found(engine, Not(THE)) == ["without"]


def test_a_stop_word_that_is_excluded_excludes_nothing(engine: Engine, article: Make, add: Add, found: Found) -> None:
    add(engine, article("a", "the alpha"))
    assert found(engine, And((A, Not(THE)))) == ["a"]


def test_a_phrase_is_matched_as_written_stop_words_included(
    engine: Engine, article: Make, add: Add, found: Found
) -> None:
    add(
        engine,
        article("yes", "It is the Rock-Solid truth."),
        article("forms", "It is the rocks solid truth."),
        article("apart", "the rock is solid"),
        article("title", title="the rock solid"),
    )
    assert set(found(engine, Phrase(("the", "rock", "solid")))) == {"yes", "title"}


def test_a_phrase_does_not_run_from_title_to_body(engine: Engine, article: Make, add: Add, found: Found) -> None:
    add(engine, article("a", "beta", title="alpha"))
    assert found(engine, Phrase(("alpha", "beta"), slop=100)) == []
    assert found(engine, Near(A, B, 100)) == []


@pytest.mark.parametrize(("slop", "ids"), [(0, ["0"]), (1, ["0", "1"]), (2, ["0", "1", "2"])])
def test_slop_allows_so_many_further_words_in_all(
    engine: Engine, slop: int, ids: list[str], article: Make, add: Add, found: Found
) -> None:
    bodies = ["alpha beta gamma", "alpha x beta gamma", "alpha x beta x gamma", "alpha beta x x x gamma", "beta alpha"]
    add(engine, *(article(str(n), body) for n, body in enumerate(bodies)))
    assert sorted(found(engine, Phrase(("alpha", "beta", "gamma"), slop))) == ids


@pytest.mark.parametrize(
    ("node", "ids"),
    [
        (Near(A, B, 1), ["ab", "ba"]),
        (Near(A, B, 2), ["ab", "axb", "ba", "bxa"]),
        (Near(A, B, 1, ordered=True), ["ab"]),
        (Near(A, B, 2, ordered=True), ["ab", "axb"]),
        (Near(A, A, 5), []),
        (Near(Phrase(("alpha", "x")), B, 1), ["axb"]),
        (Near(Prefix("al"), Wildcard("b?ta"), 1), ["ab", "ba"]),
        (Near(Or((A, Word("x"))), B, 1), ["ab", "axb", "ba", "bxa"]),
        (Near(Near(A, Word("x"), 1), B, 1), ["axb", "bxa"]),
    ],
)
def test_near_and_adj_count_from_the_nearest_ends(
    engine: Engine, node: Node, ids: list[str], article: Make, add: Add, found: Found
) -> None:
    bodies = ["alpha beta", "beta alpha", "alpha x beta", "beta x alpha"]
    add(engine, *(article("".join(word[0] for word in body.split()), body) for body in bodies))
    assert sorted(found(engine, node)) == ids


def test_near_takes_a_stop_word_as_written(engine: Engine, article: Make, add: Add, found: Found) -> None:
    add(engine, article("near", "of the alpha"), article("far", "the one and only alpha"))
    assert found(engine, Near(THE, A, 1)) == ["near"]


def test_near_takes_no_filter(engine: Engine, article: Make, add: Add) -> None:
    add(engine, article("a", "alpha"))
    with pytest.raises(QueryError):
        engine.search(SearchRequest(Near(A, OutletIs("x"), 3)))


@pytest.mark.parametrize(
    ("node", "ids"),
    [
        (Prefix("multipol"), ["multipolar", "multipolarity"]),
        (Wildcard("m?ltipolar*"), ["multipolar", "multipolarity"]),
        (Wildcard("*polar"), ["bipolar", "multipolar"]),
        (Fuzzy("mutlipolar", 1), ["multipolar"]),
        (Fuzzy("mltipolr", 1), []),
        (Fuzzy("mltipolr", 2), ["multipolar"]),
        (Prefix("étud"), ["etude"]),
    ],
)
def test_patterns_look_at_words_as_written(
    engine: Engine, node: Node, ids: list[str], article: Make, add: Add, found: Found
) -> None:
    add(engine, *(article(word, word.upper()) for word in ("multipolar", "multipolarity", "bipolar")))
    add(engine, article("etude", title="Étude"))
    assert sorted(found(engine, node)) == ids


@pytest.mark.parametrize(
    ("node", "ids"),
    [
        (Word("story", Scope.RAW), ["body", "chrome", "title"]),
        (Phrase(("related", "stories"), scope=Scope.RAW), ["body", "chrome"]),
        (Phrase(("stories", "the"), scope=Scope.RAW), ["body", "chrome"]),
        (Phrase(("the", "share"), slop=100, scope=Scope.RAW), []),
        (Prefix("rela", Scope.RAW), ["body", "chrome", "title"]),
        (Wildcard("re?ated", Scope.RAW), ["body", "chrome", "title"]),
        (Fuzzy("realted", 1, Scope.RAW), ["body", "chrome", "title"]),
        (Near(Word("story", Scope.RAW), Word("share", Scope.RAW), 3), ["chrome"]),
        (Near(Word("story", Scope.RAW), Word("share"), 3), []),
        (And((Word("story", Scope.RAW), Word("share", Scope.RAW))), ["chrome"]),
        (Word("the", Scope.RAW), ["body", "chrome"]),
        (Word("story"), ["body", "title"]),
        (Phrase(("related", "stories")), ["body"]),
        (Prefix("shar"), []),
    ],
)
def test_raw_scope_looks_at_site_chrome_as_well(
    engine: Engine, node: Node, ids: list[str], article: Make, add: Add, found: Found
) -> None:
    add(
        engine,
        article("chrome", "At sea.", chrome="Share all related stories. The"),
        article("body", "Two related stories the sea told."),
        article("title", "At sea.", title="Story related"),
        article("none", "At sea."),
    )
    assert sorted(found(engine, node)) == ids


def test_completions_are_words_of_articles(engine: Engine, article: Make, add: Add) -> None:
    add(engine, article("a", "Shares fell.", chrome="Share this"))
    assert engine.complete("shar") == (("shares", 1),)


def test_title_scope_looks_at_the_title_alone(engine: Engine, article: Make, add: Add, found: Found) -> None:
    add(engine, article("title", "x", title="Elections held"), article("body", "Elections held"))
    nodes: list[Node] = [
        Word("election", Scope.TITLE),
        Phrase(("elections", "held"), 0, Scope.TITLE),
        Prefix("elec", Scope.TITLE),
        Wildcard("el*ns", Scope.TITLE),
        Fuzzy("electoins", 1, Scope.TITLE),
    ]
    assert [found(engine, node) for node in nodes] == [["title"]] * len(nodes)


def test_boolean_operators(engine: Engine, article: Make, add: Add, found: Found) -> None:
    add(engine, article("a", "alpha"), article("b", "beta"), article("ab", "alpha beta"), article("none", "x"))
    assert found(engine, And((A, B))) == ["ab"]
    assert set(found(engine, Or((A, B)))) == {"a", "b", "ab"}
    assert found(engine, And((A, Not(B)))) == ["a"]
    assert found(engine, And((Not(A), Not(B)))) == ["none"]
    assert found(engine, Everything()) == ["a", "ab", "b", "none"]


def test_a_boost_multiplies_the_score(engine: Engine, article: Make, add: Add) -> None:
    add(engine, article("a", "alpha"))
    plain, boosted = (engine.search(SearchRequest(node)).window[0].score for node in (A, Boost(A, 2.5)))
    assert boosted == pytest.approx(2.5 * plain)


@pytest.mark.parametrize(
    ("node", "ids"),
    [
        (OutletIs("press"), ["p"]),
        (OutletIs("press tv"), ["p"]),
        (OutletIs("tv press"), []),
        (OutletIs("pr*"), ["p"]),
        (OutletIs("harbour"), ["h"]),
        (OutletIs("arbo"), []),
        (OutletIs(None), ["n"]),
        (LanguageIs("DE"), ["h"]),
        (LanguageIs(None), ["n"]),
        (PathLike("2023/*"), ["p"]),
        (PathLike("HARBOUR"), ["h"]),
        (PathLike("*.txt"), ["h", "p", "n"]),
        (DateRange(dt.date(2023, 2, 22), dt.date(2023, 2, 22)), ["p"]),
        (DateRange(None, dt.date(2023, 12, 31)), ["p"]),
        (DateRange(dt.date(2023, 2, 23), None), ["h"]),
        (DateUnknown(), ["n"]),
        (Not(DateRange(None, None)), ["n"]),
    ],
)
def test_filters(engine: Engine, node: Node, ids: list[str], article: Make, add: Add, found: Found) -> None:
    add(
        engine,
        article("p", "x", outlet="Press TV", date=dt.date(2023, 2, 22), path="seeds/2023/p.txt"),
        article("h", "x", outlet="The Harbour Post", date=dt.date(2024, 1, 1), lang="de", path="Harbour/h.txt"),
        article("n", "x", lang=None, path="n.txt"),
    )
    assert found(engine, node) == ids


@pytest.mark.parametrize(
    ("node", "ids"),
    [
        (KnownAs("outlet", Kind.INFERRED), ["guessed"]),
        (KnownAs("date", Kind.INFERRED), []),
        (KnownAs("outlet", Kind.FIXED), []),
        (KnownAs("date", Kind.FIXED), ["fixed"]),
    ],
)
def test_articles_are_found_by_how_their_facts_are_known(
    engine: Engine, node: Node, ids: list[str], article: Make, add: Add, found: Found
) -> None:
    add(
        engine,
        replace(article("guessed", "x", outlet="DW"), outlet_evidence=Evidence(Kind.INFERRED)),
        replace(article("fixed", "x"), date_evidence=Evidence(Kind.FIXED)),
        article("plain", "x"),
    )
    assert found(engine, node) == ids


def test_the_equally_relevant_begin_with_the_newest(engine: Engine, article: Make, add: Add, found: Found) -> None:
    days = {"b": dt.date(2024, 1, 9), "c": dt.date(2024, 2, 1), "d": None, "a": dt.date(2024, 1, 9)}
    add(engine, *(article(id_, "x", date=day) for id_, day in days.items()))
    assert found(engine, Everything()) == ["c", "a", "b", "d"]


def test_an_outlet_is_found_by_another_of_its_names(engine: Engine, article: Make, add: Add, found: Found) -> None:
    add(engine, article("a", "x", outlet="DW"), article("b", "x", outlet="Harbour Post"))
    assert found(engine, OutletIs("deutsche welle")) == ["a"]


def test_an_outlet_is_found_by_its_whole_name(engine: Engine, article: Make, add: Add, found: Found) -> None:
    add(engine, article("a", "x", outlet="Quern Times"), article("b", "x", outlet="Times"), article("c", "x"))
    assert found(engine, OutletIs("times")) == ["a", "b"]
    assert found(engine, OutletIs("=times")) == ["b"]
    assert found(engine, OutletIs("=Quern times")) == ["a"]
    assert found(engine, OutletIs("=quern")) == []


def test_a_long_expansion_is_cut_and_says_so(engine: Engine, article: Make, add: Add) -> None:
    add(engine, article("a", " ".join(f"word{n}" for n in range(600))))
    hits = engine.search(SearchRequest(Prefix("word")))
    assert hits.total == 1
    assert hits.notes == ("word* stands for its 500 most frequent words.",)
