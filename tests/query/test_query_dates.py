"""Dates as users write them."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.errors import QueryError
from searchtui.query.dates import date_range, period
from searchtui.query.nodes import DateRange

TODAY = dt.date(2023, 3, 1)  # a Wednesday


def days(text, today=TODAY):
    first, last = period(text, position=0, today=today)
    return f"{first}..{last}" if first != last else str(first)


@pytest.mark.parametrize(
    ("written", "means"),
    [
        ("2023", "2023-01-01..2023-12-31"),
        ("2023-02", "2023-02-01..2023-02-28"),
        ("2024-2", "2024-02-01..2024-02-29"),
        ("2023-02-22", "2023-02-22"),
        ("2023/02/22", "2023-02-22"),
        ("22.2.2023", "2023-02-22"),
        ("2023-q1", "2023-01-01..2023-03-31"),
        ("Q4-2023", "2023-10-01..2023-12-31"),
        ("2023-W08", "2023-02-20..2023-02-26"),
        ("feb-2023", "2023-02-01..2023-02-28"),
        ("February_2023", "2023-02-01..2023-02-28"),
        ("2023-sept", "2023-09-01..2023-09-30"),
        ("february", "2023-02-01..2023-02-28"),
        ("march", "2023-03-01..2023-03-31"),
        ("april", "2022-04-01..2022-04-30"),
        ("22-feb-2023", "2023-02-22"),
        ("feb 22, 2023", "2023-02-22"),
        ("today", "2023-03-01"),
        ("Yesterday", "2023-02-28"),
        ("tomorrow", "2023-03-02"),
        ("wednesday", "2023-03-01"),
        ("thursday", "2023-02-23"),
        ("this-week", "2023-02-27..2023-03-05"),
        ("last_week", "2023-02-20..2023-02-26"),
        ("this-month", "2023-03-01..2023-03-31"),
        ("last month", "2023-02-01..2023-02-28"),
        ("this-year", "2023-01-01..2023-12-31"),
        ("last-year", "2022-01-01..2022-12-31"),
        ("1d", "2023-03-01"),
        ("7d", "2023-02-23..2023-03-01"),
        ("last-7-days", "2023-02-23..2023-03-01"),
        ("past-2-weeks", "2023-02-16..2023-03-01"),
        ("1m", "2023-02-02..2023-03-01"),
        ("1y", "2022-03-02..2023-03-01"),
        ("3-days-ago", "2023-02-26"),
        ("2w-ago", "2023-02-15"),
    ],
)
def test_periods(written, means):
    assert days(written) == means


def test_last_month_in_january_is_in_the_year_before():
    assert days("last-month", dt.date(2023, 1, 15)) == "2022-12-01..2022-12-31"


def test_a_month_ago_on_the_31st_is_the_end_of_a_shorter_month():
    assert days("1m-ago", dt.date(2023, 3, 31)) == "2023-02-28"


@pytest.mark.parametrize(
    ("written", "first", "last"),
    [
        ("2023-02..2023-04", "2023-02-01", "2023-04-30"),
        ("2023-02...2023-04", "2023-02-01", "2023-04-30"),
        ("2023-02…2023-04", "2023-02-01", "2023-04-30"),
        ("..2023-04", None, "2023-04-30"),
        ("2023-02..", "2023-02-01", None),
        (">=2023-02", "2023-02-01", None),
        (">2023-02", "2023-03-01", None),
        ("<=2023-02", None, "2023-02-28"),
        ("<2023-02", None, "2023-01-31"),
        ("=2023-02", "2023-02-01", "2023-02-28"),
        ("monday..today", "2023-02-27", "2023-03-01"),
        ("*", None, None),
    ],
)
def test_ranges_include_both_ends(written, first, last):
    expected = DateRange(first and dt.date.fromisoformat(first), last and dt.date.fromisoformat(last))
    assert date_range(written, position=0, today=TODAY) == expected


@pytest.mark.parametrize(
    ("written", "position"),
    [
        ("2023-02-30", 10),
        ("2023-13", 10),
        ("0000", 10),
        ("2023-q5", 10),
        ("2023-w54", 10),
        ("31-feb-2023", 10),
        ("0d", 10),
        ("999999y", 10),
        (">9999", 10),
        ("<0001", 10),
        ("someday", 10),
        ("202", 10),
        ("", 10),
        ("..", 10),
        ("2023-04..2023-02", 10),
        ("2023..2023-02-30", 16),
        (">=2023-02-30", 12),
        ("2023-02/22", 10),
    ],
)
def test_what_is_no_date_is_an_error_where_it_stands(written, position):
    with pytest.raises(QueryError) as caught:
        date_range(written, position=10, today=TODAY)
    assert caught.value.position == position
    assert caught.value.hint


@given(st.text("0123456789-./<>=dwmyqago ", max_size=14) | st.text(max_size=10), st.dates())
def test_no_text_breaks_the_dates(text, today):
    try:
        found = date_range(text, position=0, today=today)
    except QueryError:
        return
    assert found.first is None or found.last is None or found.first <= found.last


@given(st.dates(dt.date(1000, 1, 1)), st.dates())
def test_an_iso_day_is_that_day_whatever_today_is(day, today):
    assert period(day.isoformat(), position=0, today=today) == (day, day)
