"""Dates in words and numbers: "2023", "2023-02", "february-2023", "last-week", "7d", ranges and comparisons.

Every way to write a date means a period, from its first to its last day; nothing here looks at the clock.
"""

from __future__ import annotations

import calendar
import datetime as dt
import re
from collections.abc import Callable
from typing import Final

from searchtui.errors import QueryError
from searchtui.query.nodes import DateRange

Period = tuple[dt.date, dt.date]
"""The first and the last day of a stretch of time."""

_HINT: Final = "Write 2023, 2023-02, 2023-02-22, feb-2023, today, yesterday, last-week or 30d; ranges as A..B."

_MONTHS: Final = {
    name.lower(): number
    for names in (
        "January February March April May June July August September October November December",
        "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec",
    )
    for number, name in enumerate(names.split(), start=1)
} | {"sept": 9}
_WEEKDAYS: Final = {
    name: number
    for names in ("monday tuesday wednesday thursday friday saturday sunday", "mon tue wed thu fri sat sun")
    for number, name in enumerate(names.split())
}
_DAYS: Final = {"today": 0, "yesterday": -1, "tomorrow": 1}
_RANGE: Final = re.compile(r"\.{2,3}|…")


def date_range(text: str, *, position: int, today: dt.date) -> DateRange:
    """The days that `date:text` asks for: a period, a range of two, or a comparison; `*` is any date.

    `position` is the offset of `text` in the query. Raises `QueryError` for what is no date, for a date that does not
    exist and for a range that ends before it begins.
    """
    if text == "*":
        return DateRange(None, None)
    if comparison := re.match(r"([<>]=?|=)", text):
        sign = comparison[0]
        found = period(text[len(sign) :], position=position + len(sign), today=today)
        return _compared(sign, found, position)
    ends = _RANGE.search(text)
    if ends is None:
        return DateRange(*period(text, position=position, today=today))
    before, after = text[: ends.start()], text[ends.end() :]
    if not before and not after:
        raise _no_date(text, position)
    first = period(before, position=position, today=today)[0] if before else None
    last = period(after, position=position + ends.end(), today=today)[1] if after else None
    if first is not None and last is not None and first > last:
        raise QueryError(f"The dates {text} run backwards.", hint="Write the earlier one first.", position=position)
    return DateRange(first, last)


def since(text: str, *, position: int, today: dt.date) -> DateRange:
    """From the first day of the period `text` on. Raises `QueryError` as `date_range` does."""
    return DateRange(period(text, position=position, today=today)[0], None)


def until(text: str, *, position: int, today: dt.date) -> DateRange:
    """Up to the last day of the period `text`. Raises `QueryError` as `date_range` does."""
    return DateRange(None, period(text, position=position, today=today)[1])


def after(text: str, *, position: int, today: dt.date) -> DateRange:
    """Later than the whole period `text`. Raises `QueryError` as `date_range` does."""
    return _compared(">", period(text, position=position, today=today), position)


def before(text: str, *, position: int, today: dt.date) -> DateRange:
    """Earlier than the whole period `text`. Raises `QueryError` as `date_range` does."""
    return _compared("<", period(text, position=position, today=today), position)


def period(text: str, *, position: int, today: dt.date) -> Period:
    """The period that `text` names. Hyphens, underscores and spaces between words are the same.

    Raises `QueryError` at `position` for what is no date and for a date that does not exist.
    """
    spelled = re.sub(r"[\s_-]+", "-", text.strip().lower())
    for pattern, meaning in _FORMS:
        if match := pattern.fullmatch(spelled):
            try:
                return meaning(match, today)
            except (ValueError, OverflowError):
                raise QueryError(f"There is no date {text}.", hint=_HINT, position=position) from None
    raise _no_date(text, position)


def is_period(text: str, *, today: dt.date) -> bool:
    """Whether `text` names a period."""
    try:
        period(text, position=0, today=today)
    except QueryError:
        return False
    return True


def _no_date(text: str, position: int) -> QueryError:
    return QueryError(f"“{text}” is not a date." if text else "A date is missing.", hint=_HINT, position=position)


def _compared(sign: str, found: Period, position: int) -> DateRange:
    first, last = found
    try:
        match sign:
            case ">=":
                return DateRange(first, None)
            case "<=":
                return DateRange(None, last)
            case ">":
                return DateRange(last + dt.timedelta(days=1), None)
            case "<":
                return DateRange(None, first - dt.timedelta(days=1))
            case _:
                return DateRange(first, last)
    except OverflowError:
        raise QueryError("There is no such date.", hint=_HINT, position=position) from None


def month(year: int, number: int) -> Period:
    """A calendar month. Raises `ValueError` if there is none."""
    first = dt.date(year, number, 1)
    return first, first.replace(day=calendar.monthrange(year, number)[1])


def _months_before(day: dt.date, months: int) -> dt.date:
    """The same day `months` earlier, or the last day of that month if it is shorter."""
    year, number = divmod(day.year * 12 + day.month - 1 - months, 12)
    return day.replace(day=1).replace(
        year=year, month=number + 1, day=min(day.day, calendar.monthrange(year, number + 1)[1])
    )


def _day(match: re.Match[str], _: dt.date) -> Period:
    day = dt.date(int(match["y"]), int(match["m"]), int(match["d"]))
    return day, day


def _month(match: re.Match[str], _: dt.date) -> Period:
    return month(int(match["y"]), int(match["m"]))


def _year(match: re.Match[str], _: dt.date) -> Period:
    year = int(match["y"])
    return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _quarter(match: re.Match[str], _: dt.date) -> Period:
    year, quarter = int(match["y"]), int(match["q"])
    return dt.date(year, quarter * 3 - 2, 1), month(year, quarter * 3)[1]


def _iso_week(match: re.Match[str], _: dt.date) -> Period:
    monday = dt.date.fromisocalendar(int(match["y"]), int(match["w"]), 1)
    return monday, monday + dt.timedelta(days=6)


def _named_day(match: re.Match[str], _: dt.date) -> Period:
    day = dt.date(int(match["y"]), _MONTHS[match["month"]], int(match["d"]))
    return day, day


def _named_month(match: re.Match[str], today: dt.date) -> Period:
    """A month by name; without a year the latest one that has begun."""
    number = _MONTHS[match["month"]]
    return month(int(match["y"]) if match["y"] else today.year - (number > today.month), number)


def _weekday(match: re.Match[str], today: dt.date) -> Period:
    """The latest such weekday, today included."""
    day = today - dt.timedelta(days=(today.weekday() - _WEEKDAYS[match["weekday"]]) % 7)
    return day, day


def _near_day(match: re.Match[str], today: dt.date) -> Period:
    day = today + dt.timedelta(days=_DAYS[match[0]])
    return day, day


def _calendar_unit(match: re.Match[str], today: dt.date) -> Period:
    """This or last week (from Monday), month or year."""
    back = 1 if match["which"] == "last" else 0
    match match["unit"]:
        case "week":
            monday = today - dt.timedelta(days=today.weekday() + 7 * back)
            return monday, monday + dt.timedelta(days=6)
        case "month":
            start = _months_before(today.replace(day=1), back)
            return month(start.year, start.month)
        case _:
            year = today.year - back
            return dt.date(year, 1, 1), dt.date(year, 12, 31)


def _earlier(today: dt.date, count: int, unit: str) -> dt.date:
    match unit[0]:
        case "d":
            return today - dt.timedelta(days=count)
        case "w":
            return today - dt.timedelta(weeks=count)
        case "m":
            return _months_before(today, count)
        case _:
            return _months_before(today, 12 * count)


def _last_n(match: re.Match[str], today: dt.date) -> Period:
    """The last n days, weeks, months or years up to and with today: 7d are seven days."""
    count = int(match["n"])
    if count < 1:
        raise ValueError("no days at all")
    return _earlier(today, count, match["unit"]) + dt.timedelta(days=1), today


def _ago(match: re.Match[str], today: dt.date) -> Period:
    day = _earlier(today, int(match["n"]), match["unit"])
    return day, day


_YEAR: Final = r"(?P<y>[0-9]{4})"
_MONTH_NAME: Final = f"(?P<month>{'|'.join(_MONTHS)})"
_COUNT: Final = r"(?P<n>[0-9]{1,6})-?(?P<unit>d|days?|w|weeks?|m|months?|y|years?)"
_FORMS: Final[list[tuple[re.Pattern[str], Callable[[re.Match[str], dt.date], Period]]]] = [
    (re.compile(pattern), meaning)
    for pattern, meaning in (
        (_YEAR, _year),
        (rf"{_YEAR}[-/](?P<m>[0-9]{{1,2}})", _month),
        (rf"{_YEAR}(?P<s>[-/])(?P<m>[0-9]{{1,2}})(?P=s)(?P<d>[0-9]{{1,2}})", _day),
        (rf"(?P<d>[0-9]{{1,2}})\.(?P<m>[0-9]{{1,2}})\.{_YEAR}", _day),
        (rf"{_YEAR}-?q(?P<q>[0-9])", _quarter),
        (rf"q(?P<q>[0-9])-{_YEAR}", _quarter),
        (rf"{_YEAR}-?w(?P<w>[0-9]{{1,2}})", _iso_week),
        (rf"{_MONTH_NAME}(?:-{_YEAR})?", _named_month),
        (rf"{_YEAR}-{_MONTH_NAME}", _named_month),
        (rf"(?P<d>[0-9]{{1,2}})-{_MONTH_NAME}-{_YEAR}", _named_day),
        (rf"{_MONTH_NAME}-(?P<d>[0-9]{{1,2}}),?-{_YEAR}", _named_day),
        (rf"(?P<weekday>{'|'.join(_WEEKDAYS)})", _weekday),
        ("|".join(_DAYS), _near_day),
        (r"(?P<which>this|last)-(?P<unit>week|month|year)", _calendar_unit),
        (rf"(?:last-|past-)?{_COUNT}", _last_n),
        (rf"{_COUNT}-ago", _ago),
    )
]
