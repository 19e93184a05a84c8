"""Dates written out in many languages, and those that are too vague to count."""

from __future__ import annotations

import datetime as dt
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.articles.dates import dateline, find_dates, iso_day, yearless_date

DAY = dt.date(2023, 2, 22)


def days(text: str, *, day_first: bool = False) -> list[dt.date]:
    return [found.day for found in find_dates(text, day_first=day_first)]


@pytest.mark.parametrize(
    "text",
    [
        "2023-02-22", "2023/02/22", "2023.2.22", "2023-02-22T17:12+0000", "22.02.2023", "22.2.2023, 17:12 Uhr",
        "22/02/2023",
        "22-02-2023", "02/22/2023", "22 February 2023", "22nd Feb. 2023", "February 22, 2023", "Feb 22 2023",
        "Wed 22 Feb 2023 12.42 CET", "22. Februar 2023", "22 février 2023", "le 22 févr. 2023",
        "22 de febrero de 2023",
        "22 febbraio 2023", "22 de fevereiro de 2023", "22 februari 2023", "22. feb. 2023", "22. helmikuuta 2023",
        "22 февраля 2023", "2023. február 22.", "22 februarie 2023", "22 lutego 2023",
        "22 Şubat 2023", "22 فبراير 2023",
        "2023年2月22日", "2023년 2월 22일", "Madrid-22/02/2023 20:00",
    ],
)  # fmt: skip
def test_a_full_date_is_read(text: str) -> None:
    assert days(text) == [DAY]


@pytest.mark.parametrize(
    "text",
    [
        "03/04/2024", "Wednesday", "26 minutes ago", "February 2023", "22 February", "May we march on 3 fronts", "2023",
        "30 February 2023", "13/13/2023", "1 Nisanyan 2023", "version 10.2.2023.4", "8 января, 17:46",
    ],
)  # fmt: skip
def test_what_is_vague_or_impossible_is_no_date(text: str) -> None:
    assert days(text) == []


def test_slashes_are_day_and_month_where_that_is_the_custom() -> None:
    assert days("03/04/2024", day_first=True) == [dt.date(2024, 4, 3)]


def test_equal_day_and_month_are_not_ambiguous() -> None:
    assert days("04/04/2024") == [dt.date(2024, 4, 4)]


def test_dates_come_in_order_with_their_place() -> None:
    text = "Published 3 March 2024, updated 5 March 2024"
    assert [text[found.start : found.end] for found in find_dates(text)] == ["3 March 2024", "5 March 2024"]


@pytest.mark.parametrize(
    "text", ["2023-02-22T23:30:00-08:00", "Wed, 22 Feb 2023 17:12:00 GMT", "20230222", "20230222T171200Z"]
)
def test_data_files_days_are_those_of_their_own_offset(text: str) -> None:
    assert iso_day(text) == DAY


def test_a_dateline_names_what_stands_after_the_date() -> None:
    match = dateline("The river rose and... 22.02.2023, Example Times")
    assert match is not None
    assert match["name"] == "Example Times"


@given(st.dates(min_value=dt.date(1800, 1, 1), max_value=dt.date(2099, 12, 31)))
def test_every_day_is_read_back(day: dt.date) -> None:
    forms = [
        day.isoformat(),
        f"{day.day}.{day.month}.{day.year}",
        f"{day.day} {day:%B} {day.year}",
        f"{day:%b} {day.day}, {day.year}",
    ]
    assert all(days(form) == [day] for form in forms)


@given(st.text(alphabet="0123456789 ./-,年月日JanuaryMay\n", max_size=80))
def test_no_text_breaks_the_search_for_dates(text: str) -> None:
    found = find_dates(text)
    assert all(nearer.end <= further.start for nearer, further in pairwise(found))


@pytest.mark.parametrize(
    "text",
    [
        "22/Feb/2023",
        "22.fev.2023 às 14h20",
        "2023. 2. 22. 14:20",
        "2023. febr. 22.",
        "22. 2. 2023",
        "22.02.23, 14:20 Uhr",
        "22. února 2023",
        "22 Φεβρουαρίου 2023",
        "22 בפברואר 2023",
        "22 شباط 2023",
        "February 22,2023",
    ],
)
def test_dates_of_more_languages_and_habits(text: str) -> None:
    assert days(text) == [DAY]


def test_one_name_is_two_months_in_two_languages() -> None:
    assert days("5 listopada 2024 i 5. listopada 2024.") == [dt.date(2024, 11, 5), dt.date(2024, 10, 5)]


@pytest.mark.parametrize("text", ["22 February, 17:46", "22. februar 17:46", "Feb 22, 17:46", "22 февраля, 17:46"])
def test_a_day_without_a_year_is_read_where_a_clock_stands_by(text: str) -> None:
    found = yearless_date(text, 2023)
    assert found is not None
    assert found.day == DAY


@pytest.mark.parametrize(
    "text", ["On 22 February the river rose.", "22 February", "4 goals, 17:46", "30 February, 17:46"]
)
def test_other_days_without_a_year_are_not(text: str) -> None:
    assert yearless_date(text, 2023) is None
