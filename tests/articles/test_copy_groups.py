"""Groups of copies as seen by a reader, and folding results."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchtui.articles.copy_groups import ALONE, CopyGroups, fold

GROUPS = CopyGroups([["c", "a", "b"], ["y", "x"]], version=3)
IDS = ["a", "b", "c", "lone", "x", "y"]


def folded(found: list[str]) -> list[tuple[str, int]]:
    """The articles that stay of those found, each with its number of copies."""
    documents = np.array([IDS.index(one) for one in found], np.int64)
    result = fold(GROUPS.places(IDS), documents)
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

    assert {GROUPS.name(one) for one, _ in stayed} == {GROUPS.name(one) for one in found}
    assert sum(1 + copies for _, copies in stayed) == len(found)


def test_a_group_is_named_by_its_smallest_id_whoever_leads() -> None:
    assert {GROUPS.name(one) for one in "abc"} == {"a"}


def test_an_article_without_copies_is_a_group_of_one() -> None:
    assert GROUPS.of("lone") == ("lone",)
    assert GROUPS.places(["lone"]).groups.tolist() == [ALONE]


def test_articles_no_longer_there_do_not_disturb() -> None:
    places = GROUPS.places(["b", "x"])

    assert places.ranks.tolist() == [2, 1]
