"""Counts over time: periods, units that fit, names under columns."""

from __future__ import annotations

import datetime as dt

import pytest

from searchtui.query.facets import Chosen
from searchtui.query.nodes import DateRange
from searchtui.widgets.counts_over_time import CountsOverTime, fitting_unit
from searchtui.widgets.filter_rows import FacetCounts, State
from searchtui.widgets.periods import Unit, name, periods

DAYS = (("2023-11-20", 2), ("2024-01-09", 1), ("2024-02-29", 4), (None, 3))


@pytest.mark.parametrize(
    ("unit", "names", "counts"),
    [
        (Unit.YEAR, ["2023", "2024"], [2, 5]),
        (Unit.MONTH, ["Nov 2023", "Dec 2023", "Jan 2024", "Feb 2024"], [2, 0, 1, 4]),
    ],
)
def test_periods_without_articles_are_there_too(unit: Unit, names: list[str], counts: list[int]) -> None:
    found = periods(DAYS, unit)
    assert [name(period, unit) for period in found] == names
    assert [period.count for period in found] == counts


def test_days_run_over_months() -> None:
    found = periods(DAYS, Unit.DAY)
    assert len(found) == 102
    assert (name(found[-1], Unit.DAY), found[-1].range) == (
        "Thu 29 Feb 2024",
        DateRange(dt.date(2024, 2, 29), dt.date(2024, 2, 29)),
    )


@pytest.mark.parametrize(
    ("days", "room", "unit"),
    [
        (DAYS, 20, Unit.MONTH),
        ((("2024-01-01", 1), ("2024-01-31", 1)), 20, Unit.DAY),
        ((("1990-01-01", 1), ("2024-01-31", 1)), 40, Unit.YEAR),
        ((), 20, Unit.MONTH),
    ],
)
def test_the_unit_at_which_all_fits(days: tuple[tuple[str | None, int], ...], room: int, unit: Unit) -> None:
    assert fitting_unit(FacetCounts(days), room) is unit


def test_shares_are_of_all_articles() -> None:
    found = CountsOverTime(FacetCounts(DAYS, (("2023-11-20", 4), ("2023-12-01", 1), ("2024-02-29", 8))), Unit.YEAR)
    assert [found.size(number, shares=True) for number in (0, 1)] == [0.4, 0.625]
    assert found.words(found.periods[1]) == "2024 5/8 62.5%"
    assert found.table() == [("2023", 2, 5), ("2024", 5, 8), ("undated", 3, 0)]


def test_a_period_is_included_that_a_part_of_is() -> None:
    week = DateRange(dt.date(2023, 12, 27), dt.date(2024, 1, 2))
    found = CountsOverTime(FacetCounts(DAYS, None, Chosen((week,))), Unit.MONTH)
    assert found.states == [State.NONE, State.INCLUDED, State.INCLUDED, State.NONE]
    assert found.first_included() == found.periods[1]


def test_names_stand_where_there_is_room() -> None:
    found = CountsOverTime(FacetCounts(DAYS), Unit.MONTH)
    assert found.labels(range(4), 2, 12) == (" Nov 2024   ", {0, 2})
    assert found.labels(range(4), 5, 24) == (" Nov  Dec  2024 Feb     ", {0, 1, 2, 3})
