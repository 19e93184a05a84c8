"""Sharing the cells of a line among columns."""

from __future__ import annotations

import pytest

from searchtui.widgets.columns import fitting, longest, shares


@pytest.mark.parametrize(
    ("wanted", "room", "given"),
    [
        ([10, 20], 40, [10, 20]),
        ([10, 20], 24, [10, 14]),
        ([30, 20], 24, [12, 12]),
        ([5, 30, 30], 25, [5, 10, 10]),
        ([5, 5], 0, [0, 0]),
        ([5, 5], -3, [0, 0]),
        ([], 9, []),
    ],
)
def test_columns_have_what_they_want_or_shrink_evenly(wanted: list[int], room: int, given: list[int]) -> None:
    assert shares(wanted, room) == given


def test_texts_are_measured_in_cells_as_they_are_shown() -> None:
    assert longest(["Quern Times", "港報"]) == 11
    assert longest(["港報"]) == 4
    assert longest([]) == 0


def test_the_fullest_wording_that_fits_is_taken() -> None:
    texts = ["2 hits in May 2023", "2 in May 2023", "2"]
    assert [fitting(texts, cells) for cells in (40, 13, 5, 0)] == [texts[0], texts[1], "2", "2"]
