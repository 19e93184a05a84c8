"""What every engine promises about copies: folded under one article, counted, and found again."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable

import pytest

from searchtui.articles.article import Article
from searchtui.articles.copy_groups import CopyGroups
from searchtui.engines.protocol import Engine, Hits, SearchRequest, Sort
from searchtui.query.nodes import And, Node, Word

Make = Callable[..., Article]
Add = Callable[..., None]

COPIES = CopyGroups([["wire", "cut", "noted"], ["second", "first"]], version=1)


@pytest.fixture
def filled(engine: Engine, article: Make, add: Add) -> Engine:
    """Three copies of a wire text, two of another, and an article without copies."""
    may, june = dt.date(2024, 5, 1), dt.date(2024, 6, 1)
    add(
        engine,
        article("wire", "ferry sank off the coast", outlet="A Post", date=may),
        article("cut", "ferry sank", outlet="B Post", date=june),
        article("noted", "ferry sank off the coast correction", outlet="A Post"),
        article("first", "ferry sails again today", outlet="B Post", date=may),
        article("second", "ferry sails again", outlet="C Post", date=june),
        article("lone", "the ferry waits in a harbour that is closed", outlet="A Post", date=june),
    )
    return engine


def folded(engine: Engine, node: Node, **options: object) -> Hits:
    return engine.search(SearchRequest(node, copies=COPIES, fold=True, **options))  # type: ignore[arg-type]


def listed(hits: Hits) -> list[tuple[str, int]]:
    return [(hit.id, hit.copies) for hit in hits.window]


def test_copies_are_folded_under_their_lead(filled: Engine) -> None:
    assert sorted(listed(folded(filled, Word("ferry")))) == [("lone", 0), ("second", 1), ("wire", 2)]


def test_the_count_is_given_with_and_without_copies(filled: Engine) -> None:
    hits = folded(filled, Word("ferry"))
    assert (hits.total, hits.total_with_copies) == (3, 6)


def test_unfolded_each_article_is_listed_with_the_number_of_its_copies(filled: Engine) -> None:
    hits = filled.search(SearchRequest(Word("ferry"), copies=COPIES))
    assert sorted(listed(hits)) == [
        ("cut", 2), ("first", 1), ("lone", 0), ("noted", 2), ("second", 1), ("wire", 2)
    ]  # fmt: skip
    assert (hits.total, hits.total_with_copies) == (6, None)


def test_where_the_lead_is_not_found_the_next_stands_in(filled: Engine) -> None:
    assert listed(folded(filled, Word("correction"))) == [("noted", 0)]
    assert listed(folded(filled, And((Word("ferry"), Word("today"))))) == [("first", 0)]


@pytest.mark.parametrize(
    ("sort", "order"),
    [
        (Sort.RELEVANCE, ["second", "wire", "lone"]),
        (Sort.NEWEST, ["second", "lone", "wire"]),
        (Sort.OLDEST, ["wire", "second", "lone"]),
        (Sort.OUTLET, ["wire", "lone", "second"]),
    ],
)
def test_folded_hits_are_ordered_by_what_is_shown(filled: Engine, sort: Sort, order: list[str]) -> None:
    assert [hit.id for hit in folded(filled, Word("ferry"), sort=sort).window] == order


@pytest.mark.parametrize("sort", list(Sort))
def test_windows_cut_the_folded_order_without_changing_it(filled: Engine, sort: Sort) -> None:
    windows = [folded(filled, Word("ferry"), sort=sort, limit=1, offset=offset) for offset in range(4)]
    assert [hit for window in windows for hit in window.window] == list(folded(filled, Word("ferry"), sort=sort).window)


def test_facets_count_what_is_listed(filled: Engine) -> None:
    assert filled.facets(Word("ferry")).outlets == (("A Post", 3), ("B Post", 2), ("C Post", 1))
    assert filled.facets(Word("ferry"), folded=COPIES).outlets == (("A Post", 2), ("C Post", 1))
    assert filled.facets(Word("ferry"), folded=COPIES).months == (("2024-05", 1), ("2024-06", 2))


def test_outlets_and_days_count_what_is_listed(filled: Engine) -> None:
    counts = [
        sum(each.count for each in filled.outlet_days(Word("ferry"), folded=copies))
        for copies in (COPIES, CopyGroups())
    ]
    assert counts == [3, 6]


def test_a_relaxed_answer_is_folded_too(filled: Engine) -> None:
    node = And((Word("ferry"), Word("sank"), Word("submarine")))
    hits = folded(filled, node, relax=True)
    assert (listed(hits), hits.relaxed) == ([("wire", 2)], True)


def test_hits_may_be_asked_for_among_some_articles(filled: Engine) -> None:
    request = SearchRequest(Word("coast"), copies=COPIES, among=frozenset(["wire", "cut", "noted", "gone"]))
    hits = filled.search(request)
    assert ({hit.id for hit in hits.window}, hits.total) == ({"wire", "noted"}, 2)


def test_groups_that_change_are_followed(filled: Engine) -> None:
    folded(filled, Word("ferry"))
    changed = CopyGroups([["cut", "wire"]], version=2)
    hits = filled.search(SearchRequest(Word("sank"), copies=changed, fold=True))
    assert sorted(listed(hits)) == [("cut", 1), ("noted", 0)]


def test_groups_that_name_articles_not_there_do_no_harm(filled: Engine) -> None:
    strange = CopyGroups([["gone", "lone"], ["never", "was"]], version=3)
    hits = filled.search(SearchRequest(Word("harbour"), copies=strange, fold=True))
    assert listed(hits) == [("lone", 0)]


def test_an_article_that_is_replaced_keeps_its_place(filled: Engine, article: Make, add: Add) -> None:
    add(filled, article("cut", "ferry sank at noon"))
    assert sorted(listed(folded(filled, Word("sank")))) == [("wire", 2)]
