"""What a chart over time shows: periods with their counts, which are included, and names where there is room."""

from __future__ import annotations

from collections.abc import Sequence

from searchtui.widgets.filter_rows import FacetCounts, State, state_of
from searchtui.widgets.periods import Period, Unit, begins_group, name, periods, short_name, undated

_LENGTHS = {Unit.YEAR: 4, Unit.MONTH: 7, Unit.DAY: 10}
"""Characters of an ISO day that name a period."""

_FEW_MONTHS = 12


class CountsOverTime:
    """The counts of a facet by day, summed by a unit of time."""

    def __init__(self, found: FacetCounts, unit: Unit) -> None:
        self.unit = unit
        self.undated = undated(found.counts)
        """Hits without a date."""

        self.undated_of = None if found.all_articles is None else undated(found.all_articles)
        """All articles without a date, if they were counted."""

        self.periods, self._of = _counted(found, unit)
        self.states = [state_of(period.range, found.chosen) for period in self.periods]
        """What the query does with each period."""

    def size(self, number: int, *, shares: bool) -> float:
        """How high the column of a period is: its hits, or with `shares` their part of all its articles."""
        period = self.periods[number]
        return self.share(period) if shares and self._of else period.count

    def share(self, period: Period) -> float:
        """The part of a period's articles that are hits; 0 to 1."""
        of = self._of.get(period)
        return period.count / of if of else 0.0

    def first_included(self) -> Period | None:
        """The first period that the query includes."""
        included = State.INCLUDED in self.states
        return self.periods[self.states.index(State.INCLUDED)] if included else None

    def reached(self, before: Period) -> int:
        """The number of the period that `before` lies in or begins with, else the last."""
        found = (number for number, period in enumerate(self.periods) if period.last >= before.first)
        return next(found, len(self.periods) - 1)

    def words(self, period: Period) -> str:
        """A period with its counts."""
        of = self._of.get(period)
        words = f"{name(period, self.unit)} {period.count:,}"
        return words if of is None else f"{words}/{of:,} {self.share(period):.1%}"

    def table(self) -> list[tuple[str, int, int | None]]:
        """The periods by their first days ("2023", "2023-02", "2023-02-22"), with hits and all articles."""
        length = _LENGTHS[self.unit]
        rows: list[tuple[str, int, int | None]] = [
            (str(period.first)[:length], period.count, self._of.get(period)) for period in self.periods
        ]
        return [*rows, *([("undated", self.undated, self.undated_of)] if self.undated or self.undated_of else [])]

    def labels(self, visible: Sequence[int], column: int, width: int) -> tuple[str, set[int]]:
        """A line of names under columns of `column` cells, and which columns are named.

        Periods that begin a longer one come before others.
        """
        text = [" "] * width
        named = set()
        names = [(number, short_name(self.periods[number], self.unit)) for number in visible]
        names.sort(key=lambda pair: (not begins_group(self.periods[pair[0]], self.unit), pair[0] != visible[0]))
        for number, words in names:
            start = min(1 + (number - visible[0]) * column, width - len(words))
            if start >= 0 and not "".join(text[max(0, start - 1) : start + len(words) + 1]).strip():
                text[start : start + len(words)] = words
                named.add(number)
        return "".join(text), named


def fitting_unit(found: FacetCounts, columns: int) -> Unit:
    """The unit at which all fits: months, or years if there are more than `columns` of them, or days of one month."""
    days = [day for day, _ in found.counts if day is not None]
    if not days:
        return Unit.MONTH
    first, last = min(days), max(days)
    months = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7]) + 1
    return Unit.DAY if months == 1 else Unit.MONTH if months <= max(_FEW_MONTHS, columns) else Unit.YEAR


def _counted(found: FacetCounts, unit: Unit) -> tuple[list[Period], dict[Period, int]]:
    """The periods of the hits, or of all articles if these were counted, and then how many of those each has."""
    hits = periods(found.counts, unit)
    if found.all_articles is None:
        return hits, {}
    counts = {period.first: period.count for period in hits}
    spans = periods(found.all_articles, unit)
    shown = [Period(each.first, each.last, counts.get(each.first, 0)) for each in spans]
    return shown, {period: each.count for period, each in zip(shown, spans, strict=True)}
