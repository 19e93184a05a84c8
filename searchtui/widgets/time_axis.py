"""A time axis in steps of days, weeks, months, quarters or years."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from functools import cached_property


class Step(Enum):
    """How much time one column stands for, the least first."""

    DAY = "day"
    WEEK = "week"
    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"


STEPS = list(Step)


def begin(day: dt.date, step: Step) -> dt.date:
    """The first day of the step that `day` lies in; weeks begin on Monday."""
    match step:
        case Step.DAY:
            return day
        case Step.WEEK:
            return dt.date.fromordinal(max(1, day.toordinal() - day.weekday()))
        case Step.MONTH:
            return day.replace(day=1)
        case Step.QUARTER:
            return day.replace(month=(day.month - 1) // 3 * 3 + 1, day=1)
        case Step.YEAR:
            return day.replace(month=1, day=1)


def ordinal(day: dt.date, step: Step) -> int:
    """The number of the step that `day` lies in; the next step has the next number."""
    match step:
        case Step.DAY:
            return day.toordinal()
        case Step.WEEK:
            return (day.toordinal() - 1) // 7
        case Step.MONTH:
            return day.year * 12 + day.month - 1
        case Step.QUARTER:
            return day.year * 4 + (day.month - 1) // 3
        case Step.YEAR:
            return day.year


@dataclass(frozen=True)
class Axis:
    """The steps from the one `first` lies in to the one `last` lies in."""

    first: dt.date
    last: dt.date
    step: Step

    @cached_property
    def columns(self) -> int:
        """How many steps there are."""
        return ordinal(self.last, self.step) - ordinal(self.first, self.step) + 1

    def column_of(self, day: dt.date) -> int:
        """The column of a day."""
        return ordinal(day, self.step) - ordinal(self.first, self.step)

    def days_of(self, column: int) -> tuple[dt.date, dt.date]:
        """The first and the last day of a column."""
        number = ordinal(self.first, self.step) + column
        if number >= ordinal(dt.date.max, self.step):
            return _first_day(number, self.step), dt.date.max
        return _first_day(number, self.step), _first_day(number + 1, self.step) - dt.timedelta(days=1)

    def label_of(self, column: int) -> str:
        """A column as people write it: "22 Feb 2023", "20–26 Feb 2023", "Feb 2023", "Q1 2023", "2023"."""
        first, last = self.days_of(column)
        match self.step:
            case Step.DAY:
                return _day(first)
            case Step.WEEK:
                return span(first, last)
            case Step.MONTH:
                return f"{calendar.month_abbr[first.month]} {first.year}"
            case Step.QUARTER:
                return f"Q{(first.month - 1) // 3 + 1} {first.year}"
            case Step.YEAR:
                return str(first.year)

    def tick_of(self, column: int) -> str:
        """What stands over a column where a longer time begins, short; empty elsewhere."""
        first, last = self.days_of(column)
        match self.step:
            case Step.DAY:
                return f"{first.day} {calendar.month_abbr[first.month]}" if first.day in (1, 15) else ""
            case Step.WEEK:
                return f"{calendar.month_abbr[last.month]} {last.year}" if last.day <= 7 else ""
            case Step.MONTH | Step.QUARTER:
                return str(first.year) if first.month == 1 else ""
            case Step.YEAR:
                return str(first.year) if first.year % 5 == 0 else ""

    def lead_of(self, column: int) -> str:
        """What stands over the first column in view where nothing longer begins there."""
        first, _ = self.days_of(column)
        month = f"{calendar.month_abbr[first.month]} " if self.step in {Step.DAY, Step.WEEK} else ""
        return f"{month}{first.year}"


def fitting(first: dt.date, last: dt.date, columns: int) -> Step:
    """The shortest step with which all time from `first` to `last` fits into so many columns; else a year."""
    return next((step for step in STEPS if Axis(first, last, step).columns <= columns), Step.YEAR)


def heading(axis: Axis, start: int, columns: int, width: int = 1) -> str:
    """Labels over `columns` columns of `width` cells from number `start` on, where there is room for them."""
    cells = [" "] * (columns * width)
    free = 0
    ticks = (column for column in range(columns) if start + column < axis.columns and axis.tick_of(start + column))
    lead = axis.lead_of(start) if start < axis.columns else ""
    if len(lead) < next(ticks, columns) * width:
        cells[: len(lead)] = lead
        free = len(lead) + 1
    for column in range(columns):
        tick = axis.tick_of(start + column) if start + column < axis.columns else ""
        cell = column * width
        if tick and cell >= free and cell + len(tick) <= len(cells):
            cells[cell : cell + len(tick)] = tick
            free = cell + len(tick) + 1
    return "".join(cells)


BARS = " ▁▂▃▄▅▆▇█"


def bars(counts: Sequence[int], most: int, width: int = 1) -> str:
    """A bar a count, as high as its share of `most`, `width` cells wide with the gap after it; any article is seen."""
    heights = (BARS[0] if not count else BARS[max(1, round(8 * count / most))] for count in counts)
    return "".join((height * max(1, width - 1)).ljust(width) for height in heights)


def _first_day(number: int, step: Step) -> dt.date:
    match step:
        case Step.DAY:
            return dt.date.fromordinal(number)
        case Step.WEEK:
            return dt.date.fromordinal(number * 7 + 1)
        case Step.MONTH:
            return dt.date(number // 12, number % 12 + 1, 1)
        case Step.QUARTER:
            return dt.date(number // 4, number % 4 * 3 + 1, 1)
        case Step.YEAR:
            return dt.date(number, 1, 1)


def span(first: dt.date, last: dt.date) -> str:
    """Days from one to another, month and year said once where they are the same."""
    if first == last:
        return _day(last)
    if first.year != last.year:
        return f"{_day(first)} – {_day(last)}"
    if first.month != last.month:
        return f"{first.day} {calendar.month_abbr[first.month]} – {_day(last)}"
    return f"{first.day}–{_day(last)}"


def _day(day: dt.date) -> str:
    return f"{day.day} {calendar.month_abbr[day.month]} {day.year}"
