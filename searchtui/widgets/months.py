"""Counts by month made into columns of a chart."""

from __future__ import annotations

Months = tuple[tuple[str | None, int], ...]
"""("YYYY-MM", count) pairs in ascending order; None stands for undated."""


def month_span(months: Months) -> tuple[str, str]:
    """The first and the last month, empty where all is undated."""
    dated = [month for month, _ in months if month is not None]
    return (dated[0], dated[-1]) if dated else ("", "")


def columns(months: Months, width: int) -> list[int]:
    """Counts from the first month to the last, months without articles included.

    Where there are more months than `width` columns, each column sums as many months as needed; where there are
    fewer, each month is drawn up to three columns wide with an empty one after it.
    """
    counts = {_ordinal(month): count for month, count in months if month is not None}
    if not counts or width < 1:
        return []
    first, last = min(counts), max(counts)
    number = last - first + 1
    together = -(-number // width)
    sums = [
        sum(counts.get(month, 0) for month in range(start, min(start + together, last + 1)))
        for start in range(first, last + 1, together)
    ]
    room = width // len(sums)
    if room < 2:
        return sums
    return [column for count in sums for column in (*[count] * min(room - 1, 3), 0)]


def _ordinal(month: str) -> int:
    year, number = month.split("-")
    return int(year) * 12 + int(number) - 1
