"""Counts by day made into periods of a chart: years, months or days, those without articles included."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import Enum

from searchtui.query.nodes import DateRange

Days = Iterable[tuple[str | None, int]]
"""("YYYY-MM-DD", count) pairs; None stands for undated."""


class Unit(Enum):
    """How long a period is."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"


@dataclass(frozen=True, slots=True)
class Period:
    """A calendar year, month or day: its first and its last day, and how many articles it has."""

    first: dt.date
    last: dt.date
    count: int

    @property
    def range(self) -> DateRange:
        """The period as a condition."""
        return DateRange(self.first, self.last)


def periods(days: Days, unit: Unit) -> list[Period]:
    """All periods from the first with articles to the last."""
    counts: dict[dt.date, int] = {}
    for day, count in days:
        if day is not None:
            first = _first(dt.date.fromisoformat(day), unit)
            counts[first] = counts.get(first, 0) + count
    if not counts:
        return []
    return [Period(first, last, counts.get(first, 0)) for first, last in _calendar(min(counts), max(counts), unit)]


def undated(days: Days) -> int:
    """How many articles have no date."""
    return sum(count for day, count in days if day is None)


def name(period: Period, unit: Unit) -> str:
    """A period as people write it: "2023", "Feb 2023", "Wed 22 Feb 2023"."""
    first = period.first
    match unit:
        case Unit.YEAR:
            return str(first.year)
        case Unit.MONTH:
            return f"{calendar.month_abbr[first.month]} {first.year}"
        case Unit.DAY:
            return f"{calendar.day_abbr[first.weekday()]} {first.day} {calendar.month_abbr[first.month]} {first.year}"


def short_name(period: Period, unit: Unit) -> str:
    """What stands below the period's bar: the year where one begins, "Feb", the day of the month."""
    first = period.first
    match unit:
        case Unit.YEAR:
            return str(first.year)
        case Unit.MONTH:
            return str(first.year) if first.month == 1 else calendar.month_abbr[first.month]
        case Unit.DAY:
            return calendar.month_abbr[first.month] if first.day == 1 else str(first.day)


def begins_group(period: Period, unit: Unit) -> bool:
    """Whether a longer period begins with it, which is then what stands below its bar."""
    first = period.first
    match unit:
        case Unit.YEAR:
            return first.year % 10 == 0
        case Unit.MONTH:
            return first.month == 1
        case Unit.DAY:
            return first.day == 1


def _first(day: dt.date, unit: Unit) -> dt.date:
    match unit:
        case Unit.YEAR:
            return day.replace(month=1, day=1)
        case Unit.MONTH:
            return day.replace(day=1)
        case Unit.DAY:
            return day


def _calendar(first: dt.date, last: dt.date, unit: Unit) -> Iterator[tuple[dt.date, dt.date]]:
    """The periods from the one that begins at `first` to the one that begins at `last`."""
    match unit:
        case Unit.YEAR:
            for year in range(first.year, last.year + 1):
                yield dt.date(year, 1, 1), dt.date(year, 12, 31)
        case Unit.MONTH:
            for number in range(first.year * 12 + first.month - 1, last.year * 12 + last.month):
                year, month = divmod(number, 12)
                start = dt.date(year, month + 1, 1)
                yield start, start.replace(day=calendar.monthrange(year, month + 1)[1])
        case Unit.DAY:
            for number in range(first.toordinal(), last.toordinal() + 1):
                day = dt.date.fromordinal(number)
                yield day, day
