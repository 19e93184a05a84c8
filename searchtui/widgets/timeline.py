"""A row of bars for each outlet, on one time axis: who wrote when, and who did not."""

from __future__ import annotations

import datetime as dt
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.reactive import reactive
from textual.strip import Strip

from searchtui.engines.protocol import OutletDay
from searchtui.results.printable import printable
from searchtui.widgets.columns import longest
from searchtui.widgets.content import cut, strip
from searchtui.widgets.kept_signs import STAR
from searchtui.widgets.row_list import RowList
from searchtui.widgets.time_axis import STEPS, Axis, bars, fitting, heading

_WIDEST = 5
"""Cells a column takes at most, where there is room."""

_LEAST_NAME, _COMMON_NAME, _MOST_NAME = 11, 24, 40
"""Cells of the names: at least, what most take, and at most."""

_UNKNOWN = "outlet ?"


@dataclass(frozen=True, slots=True)
class Row:
    """An outlet (None: unknown) with its articles by day, and how many have no date."""

    outlet: str | None
    days: dict[dt.date, int]
    undated: int

    @property
    def total(self) -> int:
        """All its articles."""
        return sum(self.days.values()) + self.undated


@dataclass(frozen=True, slots=True)
class Spot:
    """What the cursor stands on: an outlet in a span of days."""

    outlet: str | None
    first: dt.date
    last: dt.date
    label: str
    count: int
    stars: int = 0
    """Those of them that are starred."""


class Timeline(RowList):
    """Outlets with most articles first; the cursor is a cell: an outlet's articles of a day, a month or a year."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"timeline--bar", "timeline--cursor", "timeline--star"}

    DEFAULT_CSS = """
    Timeline {
        .timeline--bar { color: $primary; }
        .timeline--star { color: $text-warning; text-style: bold; }
        .timeline--cursor { color: $background; background: $warning; text-style: bold; }
        &:ansi .timeline--cursor { color: ansi_black; background: ansi_yellow; }
    }
    """

    column = reactive(0, init=False)
    """The column the cursor is in."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id)
        self._rows: list[Row] = []
        self._axis: Axis | None = None
        self._start = 0
        self._counts: list[dict[int, int]] = []
        self._starred: dict[str | None, Row] = {}
        self._stars: list[dict[int, int]] = []
        self._most = 1
        self._longest = _LEAST_NAME
        self._count_width = 1

    def count(self) -> int:
        """One row an outlet."""
        return len(self._rows)

    @property
    def axis(self) -> Axis | None:
        """The time axis; None where nothing is dated."""
        return self._axis

    @property
    def row(self) -> Row | None:
        """The row of the cursor."""
        return self._rows[self.cursor] if self._rows else None

    @property
    def spot(self) -> Spot | None:
        """What the cursor stands on; None where nothing is dated."""
        if self._axis is None or self.row is None:
            return None
        first, last = self._axis.days_of(self.column)
        return Spot(
            self.row.outlet,
            first,
            last,
            self._axis.label_of(self.column),
            self._counts[self.cursor].get(self.column, 0),
            self._stars[self.cursor].get(self.column, 0),
        )

    def show(
        self,
        counted: Iterable[OutletDay],
        outlets: Iterable[str | None] = (),
        *,
        starred: Iterable[OutletDay] = (),
        message: str = "",
    ) -> None:
        """Show other counts; `outlets` have a row even without articles, `starred` counts those with a star.

        The cursor stays at its outlet and time.
        """
        before, spot = self.row, self.spot
        self._starred = {row.outlet: row for row in _rows(starred, ())}
        self._rows = _rows(counted, outlets)
        self._longest = max(_LEAST_NAME, min(_MOST_NAME, longest(row.outlet or _UNKNOWN for row in self._rows)))
        self._count_width = max((len(f"{row.total:,}") for row in self._rows), default=1)
        days = [day for row in self._rows for day in row.days]
        self._axis = None
        if days:
            first, last = min(days), max(days)
            self._axis = Axis(first, last, fitting(first, last, self._room))
        self._axis_changed(spot.first if spot else None)
        names = [row.outlet for row in self._rows]
        row = names.index(before.outlet) if before is not None and before.outlet in names else 0
        self.rows_changed(row=row, message=message)

    def zoom(self, steps: int) -> None:
        """Give a column less time if `steps` is positive, more if negative."""
        if self._axis is None:
            return
        number = STEPS.index(self._axis.step) - steps
        if 0 <= number < len(STEPS):
            middle = self._axis.days_of(self.column)[0]
            self._axis = Axis(self._axis.first, self._axis.last, STEPS[number])
            self._axis_changed(middle)
            self.refresh()

    def move_column(self, columns: int) -> None:
        """Move the cursor in time."""
        self.column += columns

    def validate_column(self, column: int) -> int:
        """Keep the cursor on the axis."""
        return max(0, min(column, self._axis.columns - 1)) if self._axis else 0

    def watch_column(self) -> None:
        """Bring the column into view and tell."""
        self._scroll_to_column()
        self.refresh()
        self.post_message(self.Moved(self.cursor))

    def on_resize(self, event: events.Resize) -> None:
        """Keep the column in view."""
        super().on_resize(event)
        self._scroll_to_column()

    def on_click(self, event: events.Click) -> None:
        """Move the cursor to the cell under the pointer."""
        offset = event.get_content_offset(self)
        if offset is not None and offset.y >= self.HEADINGS and offset.x >= self._lead:
            before, self.column = self.column, self._start + (offset.x - self._lead) // self._cells
            if before != self.column:
                event.stop()
                self.cursor = offset.y - self.HEADINGS + self.scroll_offset.y
                return
        super().on_click(event)

    def draw_heading(self, width: int, base: Style) -> Strip:
        """Years and months over the bars."""
        labels = heading(self._axis, self._start, self._in_sight, self._cells) if self._axis else ""
        return strip(" " * self._lead + labels, base).adjust_cell_length(width, base)

    def draw_row(self, row: int, width: int, base: Style) -> Strip:
        """Name, total, bars."""
        shown = self._rows[row]
        room = self._lead - self._count_width - 3
        name = cut(printable(shown.outlet or _UNKNOWN, one_line=True), room)
        named = strip(f" {name}", base).adjust_cell_length(1 + room, base)
        total = strip(f" {shown.total:>{self._count_width},} ", base + self.style("row--fact"))
        shown_columns = range(self._start, min(self._start + self._in_sight, self._axis.columns if self._axis else 0))
        counts = [self._counts[row].get(column, 0) for column in shown_columns]
        drawn_bars, marks = self._with_stars(row, bars(counts, self._most, self._cells))
        if row == self.cursor and self.column in shown_columns:
            at = (self.column - self._start) * self._cells
            here = at, at + max(1, self._cells - 1), self.style("timeline--cursor")
            marks = sorted(
                [here, *(mark for mark in marks if mark[0] not in range(*here[:2]))], key=lambda mark: mark[0]
            )
        drawn = strip(drawn_bars, base + self.style("timeline--bar"), marks)
        return Strip.join([named, total, drawn]).adjust_cell_length(width, base)

    def _with_stars(self, row: int, drawn: str) -> tuple[str, list[tuple[int, int, Style]]]:
        """The bars of a row with a star in the last cell of each column that has starred articles, and its style."""
        cells, marks = list(drawn), []
        for column in sorted(self._stars[row]):
            at = (column - self._start + 1) * self._cells - 1
            if 0 <= at < len(cells):
                cells[at] = STAR
                marks.append((at, at + 1, self.style("timeline--star")))
        return "".join(cells), marks

    @property
    def _lead(self) -> int:
        """Cells before the bars."""
        width = self.scrollable_content_region.width
        most = max(width // 3, min(_COMMON_NAME, width // 2))
        return max(_LEAST_NAME, min(self._longest, most)) + self._count_width + 3

    @property
    def _room(self) -> int:
        """Cells for the columns."""
        return max(1, self.scrollable_content_region.width - self._lead)

    @property
    def _cells(self) -> int:
        """Cells a column takes, the gap after it included where there is room for one."""
        return max(1, min(_WIDEST, self._room // self._axis.columns)) if self._axis else 1

    @property
    def _in_sight(self) -> int:
        """Columns in view."""
        return max(1, self._room // self._cells)

    def _axis_changed(self, at: dt.date | None) -> None:
        """Count anew, the cursor staying at the day `at`, or at the end."""
        self._counts = [_by_column(row, self._axis) for row in self._rows]
        nothing = Row(None, {}, 0)
        self._stars = [_by_column(self._starred.get(row.outlet, nothing), self._axis) for row in self._rows]
        self._most = max((max(columns.values(), default=1) for columns in self._counts), default=1)
        if self._axis is not None:
            inside = at is not None and self._axis.first <= at <= self._axis.last
            latest = max(self._rows[0].days, default=self._axis.last) if self._rows else self._axis.last
            column = self._axis.column_of(at if inside and at is not None else latest)
            self.set_reactive(Timeline.column, column)
        self._scroll_to_column()

    def _scroll_to_column(self) -> None:
        last = (self._axis.columns if self._axis else 0) - self._in_sight
        start = max(min(self._start, self.column), self.column - self._in_sight + 1)
        self._start = max(0, min(start, last))


def _by_column(row: Row, axis: Axis | None) -> dict[int, int]:
    columns: dict[int, int] = defaultdict(int)
    if axis is not None:
        for day, count in row.days.items():
            columns[axis.column_of(day)] += count
    return columns


def _rows(counted: Iterable[OutletDay], outlets: Iterable[str | None]) -> list[Row]:
    """A row for each outlet, most articles first, then by name; unknown outlets last of those with as many."""
    days: dict[str | None, dict[dt.date, int]] = {outlet: {} for outlet in outlets}
    undated: dict[str | None, int] = defaultdict(int)
    for each in counted:
        of_outlet = days.setdefault(each.outlet, {})
        if each.day is None:
            undated[each.outlet] += each.count
        else:
            of_outlet[each.day] = of_outlet.get(each.day, 0) + each.count
    rows = [Row(outlet, of_outlet, undated[outlet]) for outlet, of_outlet in days.items()]
    return sorted(rows, key=lambda row: (-row.total, row.outlet is None, (row.outlet or "").casefold()))
