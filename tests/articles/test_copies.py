"""What counts as a copy, and which copy leads."""

from __future__ import annotations

import datetime as dt

import numpy as np
import pytest

from searchtui.articles.copies import UNDATED, Claim, Pairs, day_of
from searchtui.articles.fingerprint import Overlap

DAY = day_of(dt.date(2024, 4, 16))


def shared(containment: float, resemblance: float, *, of: int) -> Overlap:
    """What a pair has in common by a sample that has so many shingles of the smaller text."""
    both = round(of * containment)
    return Overlap(np.array([both]), np.array([of]), np.array([round(both / resemblance)]))


def is_copy(
    containment: float, resemblance: float, *, sizes: tuple[int, int] = (300, 400), days: tuple[int, int] = (DAY, DAY)
) -> bool:
    pair = Pairs(np.array(sizes)[:, None], np.array(days)[:, None], np.array([5]))
    found = shared(containment, resemblance, of=1_000)
    return bool((pair.may_be_copies() & pair.are_copies(found))[0])


def test_a_wire_text_with_cuts_and_edits_is_a_copy() -> None:
    assert is_copy(0.86, 0.53)


def test_a_text_with_a_note_added_is_a_copy() -> None:
    assert is_copy(0.98, 0.85)


def test_a_report_that_shares_a_passage_is_none() -> None:
    assert not is_copy(0.5, 0.35)


def test_a_round_up_is_no_copy_of_its_items() -> None:
    assert not is_copy(1.0, 0.2, sizes=(150, 750))


def test_texts_of_very_different_length_are_not_even_compared() -> None:
    pair = Pairs(np.array([[100], [900]]), np.array([[DAY], [DAY]]), np.array([5]))

    assert not pair.may_be_copies()[0]


def test_a_passage_that_comes_back_much_later_makes_no_copy() -> None:
    assert not is_copy(0.86, 0.53, days=(DAY, DAY + 60))


def test_a_whole_text_that_comes_back_much_later_is_a_copy() -> None:
    assert is_copy(1.0, 0.98, days=(DAY, DAY + 60))


def test_with_a_day_unknown_more_must_be_shared() -> None:
    assert not is_copy(0.8, 0.53, days=(DAY, UNDATED))
    assert is_copy(0.92, 0.6, days=(DAY, UNDATED))


def test_a_whole_text_with_many_edits_is_a_copy_though_its_day_is_unknown() -> None:
    assert is_copy(0.82, 0.7, days=(UNDATED, UNDATED))


def test_a_weekly_report_is_no_copy_of_the_last() -> None:
    assert not is_copy(0.85, 0.7, days=(DAY, DAY + 7))


def test_set_phrases_do_not_make_briefs_copies() -> None:
    assert not is_copy(0.85, 0.7, sizes=(45, 50))


def test_a_stub_is_no_copy_of_an_article() -> None:
    assert not is_copy(1.0, 1.0, sizes=(20, 40))


@pytest.mark.parametrize(
    ("leader", "other"),
    [
        (Claim("b", DAY, False, 100), Claim("a", DAY + 1, True, 300)),
        (Claim("b", DAY, False, 100), Claim("a", UNDATED, True, 300)),
        (Claim("b", DAY, True, 100), Claim("a", DAY, False, 300)),
        (Claim("b", DAY, True, 300), Claim("a", DAY, True, 100)),
        (Claim("a", DAY, True, 300), Claim("b", DAY, True, 300)),
    ],
    ids=["earliest", "dated", "with outlet", "longest", "smallest id"],
)
def test_who_leads(leader: Claim, other: Claim) -> None:
    assert min(leader, other, key=lambda one: one.order) is leader
