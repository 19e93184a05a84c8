"""Folding found documents: one of each group of copies stays."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchtui.articles.copy_groups import CopyGroups
from searchtui.engines.whoosh.search.folding import ALONE, fold, places_of

GROUPS = CopyGroups([["c", "a", "b"], ["y", "x"]], version=3)
IDS = ["a", "b", "c", "lone", "x", "y"]


def folded(found: list[str]) -> list[tuple[str, int]]:
    """The articles that stay of those found, each with its number of copies."""
    documents = np.array([IDS.index(one) for one in found], np.int64)
    members = [(document, one) for document, one in enumerate(IDS) if one != "lone"]
    result = fold(places_of(len(IDS), members, GROUPS), documents)
    return [(one, int(copies)) for one, kept, copies in zip(found, result.kept, result.copies, strict=True) if kept]


def test_copies_are_folded_under_their_lead() -> None:
    assert folded(["a", "lone", "c", "b"]) == [("lone", 0), ("c", 2)]


def test_where_the_lead_is_not_found_the_next_of_its_order_stands_in() -> None:
    assert folded(["b", "a"]) == [("a", 1)]


def test_an_article_found_without_its_copies_stands_for_itself() -> None:
    assert folded(["x"]) == [("x", 0)]


def test_nothing_found_is_nothing_folded() -> None:
    assert folded([]) == []


@given(st.lists(st.sampled_from(IDS), unique=True))
def test_folding_hides_copies_only_and_counts_every_one(found: list[str]) -> None:
    stayed = folded(found)

    assert {GROUPS.of(one) for one, _ in stayed} == {GROUPS.of(one) for one in found}
    assert sum(1 + copies for _, copies in stayed) == len(found)


def test_articles_no_longer_there_do_not_disturb() -> None:
    places = places_of(3, [(0, "b"), (2, "x")], GROUPS)

    assert (places.groups.tolist(), places.ranks.tolist()) == ([0, ALONE, 1], [2, 0, 1])
