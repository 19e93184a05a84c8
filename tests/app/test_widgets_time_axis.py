"""The time axis of the timeline."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.widgets.time_axis import STEPS, Axis, Step, bars, fitting, heading, span


@given(st.dates(), st.dates(), st.sampled_from(STEPS))
def test_every_day_lies_in_its_column(one: dt.date, other: dt.date, step: Step) -> None:
    first, last = min(one, other), max(one, other)
    axis = Axis(first, last, step)
    for day in (first, last):
        start, end = axis.days_of(axis.column_of(day))
        assert start <= day <= end
    assert axis.column_of(first) == 0
    assert axis.column_of(last) == axis.columns - 1


@given(st.dates(min_value=dt.date(1900, 1, 1), max_value=dt.date(2100, 1, 1)), st.sampled_from(STEPS))
def test_columns_follow_one_another_without_gaps(day: dt.date, step: Step) -> None:
    axis = Axis(day, day + dt.timedelta(days=1000), step)
    spans = [axis.days_of(column) for column in range(axis.columns)]
    assert all(after[0] - before[1] == dt.timedelta(days=1) for before, after in pairwise(spans))


@pytest.mark.parametrize(
    ("days", "columns", "step"),
    [
        (10, 60, Step.DAY),
        (200, 60, Step.WEEK),
        (1000, 60, Step.MONTH),
        (4000, 60, Step.QUARTER),
        (30000, 60, Step.YEAR),
    ],
)
def test_the_shortest_step_that_fits_is_taken(days: int, columns: int, step: Step) -> None:
    first = dt.date(2001, 1, 1)
    assert fitting(first, first + dt.timedelta(days=days), columns) is step


@pytest.mark.parametrize(
    ("step", "label"),
    [
        (Step.DAY, "22 Feb 2023"), (Step.WEEK, "20–26 Feb 2023"), (Step.MONTH, "Feb 2023"),
        (Step.QUARTER, "Q1 2023"), (Step.YEAR, "2023"),
    ],
)  # fmt: skip
def test_columns_have_names(step: Step, label: str) -> None:
    day = dt.date(2023, 2, 22)
    assert Axis(day, day, step).label_of(0) == label


@pytest.mark.parametrize(
    ("first", "last", "words"),
    [
        (dt.date(2023, 2, 20), dt.date(2023, 2, 20), "20 Feb 2023"),
        (dt.date(2023, 2, 27), dt.date(2023, 3, 5), "27 Feb – 5 Mar 2023"),
        (dt.date(2023, 12, 30), dt.date(2024, 1, 5), "30 Dec 2023 – 5 Jan 2024"),
    ],
)
def test_spans_say_month_and_year_once(first: dt.date, last: dt.date, words: str) -> None:
    assert span(first, last) == words


def test_years_stand_over_their_first_month() -> None:
    axis = Axis(dt.date(2022, 11, 1), dt.date(2024, 4, 1), Step.MONTH)
    assert heading(axis, 0, axis.columns) == "  2023        2024"
    assert heading(axis, 3, 12) == "2023".ljust(12)


def test_any_article_is_seen() -> None:
    assert bars([0, 1, 500, 1000], 1000) == " ▁▄█"
    assert bars([0, 1, 1000], 1000, width=3) == "   ▁▁ ██ "
