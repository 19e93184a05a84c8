"""Groups of copies as seen by a reader."""

from __future__ import annotations

from searchtui.articles.copy_groups import CopyGroups

GROUPS = CopyGroups([["c", "a", "b"], ["y", "x"]], version=3)


def test_the_group_of_an_article_has_its_lead_first() -> None:
    assert GROUPS.of("b") == ("c", "a", "b")


def test_a_group_is_named_by_its_smallest_id_whoever_leads() -> None:
    assert {GROUPS.name(one) for one in "abc"} == {"a"}


def test_an_article_without_copies_is_alone() -> None:
    assert (GROUPS.of("lone"), GROUPS.name("lone")) == (("lone",), None)


def test_the_place_of_an_article_is_its_group_and_its_rank_there() -> None:
    assert GROUPS.places["x"] == (1, 1)
