"""How many articles each year, month or day has, as columns among which one zooms, includes and excludes."""

from __future__ import annotations

from typing import ClassVar

from rich.style import Style
from textual import events
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from searchtui.query.facets import Facet
from searchtui.query.nodes import DateUnknown, Node
from searchtui.widgets.content import part_style, strip
from searchtui.widgets.facet_list import FilterWanted, How
from searchtui.widgets.filter_rows import FacetCounts, State, state_of
from searchtui.widgets.periods import Period, Unit, begins_group, name, periods, short_name, undated

_HEIGHTS = " ▁▂▃▄▅▆▇█"
_RIGHT_BUTTON = 3
_WIDEST = 6
"""Cells a column takes at most, the gap beside it included."""

_UNITS = list(Unit)


class DateChart(Widget, can_focus=True, inherit_bindings=False):
    """Columns over time, and a line for what has no date."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "dates--bar", "dates--label", "dates--cursor", "dates--included", "dates--excluded",
    }  # fmt: skip

    DEFAULT_CSS = """
    DateChart {
        border: round $border-blurred;
        border-title-color: $text-muted;
        border-subtitle-color: $text-muted;
        background: $background;
        &:focus { border: round $border; border-title-color: $text; border-subtitle-color: $text; }
        .dates--bar { color: $primary 80%; }
        .dates--label { color: $text-muted; }
        .dates--cursor { color: $text-warning; text-style: bold; }
        .dates--included { color: $text-success; text-style: bold; }
        .dates--excluded { color: $text-error; text-style: bold; }
    }
    """

    facet = Facet.DATE
    cursor = reactive(0)
    on_undated = reactive(False)
    """The cursor stands on the line of what has no date."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id)
        self._found = FacetCounts()
        self._periods: list[Period] = []
        self._states: list[State] = []
        self._of: dict[Period, int] = {}
        self._undated = 0
        self._unit = Unit.MONTH
        self._chosen_unit = False
        self._shares = False
        self._first = 0
        self._tell()

    @property
    def unit(self) -> Unit:
        """How long the periods shown are."""
        return self._unit

    @property
    def current(self) -> Period | None:
        """The period under the cursor."""
        return self._periods[self.cursor] if self._periods and not self.on_undated else None

    def show(self, found: FacetCounts, *, shares: bool = False) -> None:
        """Show other counts, by day. The cursor stays at its period; while not in use it goes to what is included."""
        chosen_otherwise = found.chosen != self._found.chosen
        self._found, self._shares = found, shares
        if not self._chosen_unit:
            self._unit = self._fitting()
        before = self.current
        self._count()
        if chosen_otherwise and not self.has_focus and State.INCLUDED in self._states:
            before = self._periods[self._states.index(State.INCLUDED)]
        self._go_to(before)

    def move(self, lines: int) -> None:
        """Go down to what has no date, or up from there."""
        self.on_undated = lines > 0 and bool(self._undated)

    def move_page(self, pages: int) -> None:
        """Go on or back by as many periods as are in view."""
        self.step(pages * self._in_view)

    def move_to_end(self, *, last: bool) -> None:
        """Go to the first period, or to the last."""
        self.cursor = len(self._periods) - 1 if last else 0

    def step(self, number: int) -> None:
        """Go on by periods, back if negative."""
        self.on_undated = False
        self.cursor += number

    def zoom(self, steps: int) -> None:
        """Show shorter periods if `steps` is positive, longer ones if negative, around the one under the cursor."""
        at = _UNITS.index(self._unit) + steps
        if not 0 <= at < len(_UNITS):
            return
        before = self.current
        self._unit, self._chosen_unit = _UNITS[at], True
        self._count()
        self._go_to(before, at_edge=steps > 0)

    def table(self) -> list[tuple[str, int, int | None]]:
        """The periods shown by their first days ("2023", "2023-02", "2023-02-22"), with hits and all articles."""
        length = {Unit.YEAR: 4, Unit.MONTH: 7, Unit.DAY: 10}[self._unit]
        of = None if self._found.all_articles is None else undated(self._found.all_articles)
        dated = [(str(each.first)[:length], each.count, self._of.get(each)) for each in self._periods]
        return [*dated, *([("undated", self._undated, of)] if self._undated or of else [])]

    def choose(self, how: How) -> None:
        """Ask for a filter by what is under the cursor."""
        value = self._value()
        if how is How.CLEAR or value is not None:
            self.post_message(FilterWanted(self.facet, how, None if how is How.CLEAR else value))

    def validate_cursor(self, column: int) -> int:
        """Keep the cursor on a period."""
        return max(0, min(column, len(self._periods) - 1))

    def watch_cursor(self) -> None:
        """Bring the cursor into view."""
        self._scroll()
        self._tell()
        self.refresh()

    def watch_on_undated(self) -> None:
        """Tell where the cursor is."""
        self._tell()

    def watch_has_focus(self, _has_focus: bool) -> None:  # noqa: FBT001 -- Textual's signature
        """Draw the cursor as focused or not."""
        super().watch_has_focus(_has_focus)
        self.refresh()

    def on_resize(self) -> None:
        """Show as much as fits."""
        if not self._chosen_unit and self._unit is not self._fitting():
            self.show(self._found, shares=self._shares)
        self._scroll()

    def on_click(self, event: events.Click) -> None:
        """Include the period under the pointer, or let it go; the right button excludes, two clicks mean only it.

        A click on the border zooms out.
        """
        offset = event.get_content_offset(self)
        if offset is None:
            self.zoom(-1)
            return
        self.on_undated = bool(self._undated) and offset.y == self.size.height - 1
        if not self.on_undated and not self._point(offset.x):
            return
        if event.button == _RIGHT_BUTTON:
            self.choose(How.EXCLUDE)
        else:
            self.choose(How.ONLY if event.chain >= 2 else How.INCLUDE)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Zoom in at the pointer."""
        event.stop()
        offset = event.get_content_offset(self)
        if offset is not None and self._point(offset.x):
            self.zoom(1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Zoom out."""
        event.stop()
        self.zoom(-1)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the columns, the signs or the names below them, or the line of what has no date."""
        width, base = self.size.width, self.rich_style
        label = base + part_style(self, "dates--label")
        bottom = self.size.height - (1 if self._undated else 0)
        if y >= bottom:
            return self._undated_line(base).adjust_cell_length(width, base)
        if not self._periods:
            return strip(" no dates" if not y else "", label).adjust_cell_length(width, base)
        if y == bottom - 1:
            return strip(self._labels(width), label).adjust_cell_length(width, base)
        if y == bottom - 2:
            return self._signs(base).adjust_cell_length(width, base)
        return self._bars(y, bottom - 2, base).adjust_cell_length(width, base)

    def _bars(self, y: int, rows: int, base: Style) -> Strip:
        """Line `y` of columns that are `rows` lines high."""
        most = max(map(self._length, self._periods))
        text = " "
        marks: list[tuple[int, int, Style]] = []
        for number in self._visible():
            size = self._length(self._periods[number])
            eighths = max(1, round(size / most * rows * 8)) if size else 0
            block = _HEIGHTS[max(0, min(8, eighths - (rows - 1 - y) * 8))]
            marks.append((len(text), len(text) + self._column, self._style(number, "dates--bar")))
            text += (block * max(1, self._column - 1)).ljust(self._column)
        return strip(text, base, marks)

    def _signs(self, base: Style) -> Strip:
        """Under each column: where the cursor is, and whether the period is included or excluded."""
        text = " "
        marks: list[tuple[int, int, Style]] = []
        for number in self._visible():
            here = self.has_focus and number == self.cursor and not self.on_undated
            sign = "▲" if here else self._states[number].value
            marks.append((len(text), len(text) + self._column, self._style(number, "dates--label")))
            text += (sign * (1 if here else max(1, self._column - 1))).ljust(self._column)
        return strip(text, base, marks)

    def _style(self, number: int, otherwise: str) -> Style:
        if self.has_focus and number == self.cursor and not self.on_undated:
            return part_style(self, "dates--cursor")
        states = {State.INCLUDED: "dates--included", State.EXCLUDED: "dates--excluded"}
        return part_style(self, states.get(self._states[number], otherwise))

    def _labels(self, width: int) -> str:
        """Names of periods where there is room, those that begin a longer period before others."""
        text = [" "] * width
        visible = self._visible()
        names = [(number, short_name(self._periods[number], self._unit)) for number in visible]
        names.sort(key=lambda pair: (not begins_group(self._periods[pair[0]], self._unit), pair[0] != visible.start))
        for number, words in names:
            start = min(1 + (number - self._first) * self._column, width - len(words))
            if start >= 0 and not "".join(text[max(0, start - 1) : start + len(words) + 1]).strip():
                text[start : start + len(words)] = words
        return "".join(text)

    def _undated_line(self, base: Style) -> Strip:
        state = state_of(DateUnknown(), self._found.chosen)
        of = undated(self._found.all_articles) if self._found.all_articles is not None else None
        text = f"{state.value} undated {self._undated:,}{'' if of is None else f'/{of:,}'}"
        if self.on_undated and self.has_focus:
            return strip(text, base + part_style(self, "dates--cursor"))
        return strip(text, base + part_style(self, "dates--label"))

    def _value(self) -> Node | None:
        if self.on_undated:
            return DateUnknown()
        return self.current.range if self.current is not None else None

    def _count(self) -> None:
        """Count by the unit shown, and look which periods are included."""
        days = self._found.counts
        everything = self._found.all_articles
        counted = {(each.first, each.last): each.count for each in periods(days, self._unit)}
        self._undated = undated(days)
        if everything is None:
            self._periods, self._of = periods(days, self._unit), {}
        else:
            spans = periods(everything, self._unit)
            self._periods = [Period(each.first, each.last, counted.get((each.first, each.last), 0)) for each in spans]
            self._of = {period: each.count for period, each in zip(self._periods, spans, strict=True)}
        self._states = [state_of(period.range, self._found.chosen) for period in self._periods]
        self.on_undated = self.on_undated and bool(self._undated)

    def _go_to(self, before: Period | None, *, at_edge: bool = False) -> None:
        """Put the cursor on the period that `before` lies in or begins with; with `at_edge`, that first in view."""
        if before is not None:
            reached = (number for number, each in enumerate(self._periods) if each.last >= before.first)
            self.cursor = next(reached, len(self._periods) - 1)
        else:
            self.cursor = self.validate_cursor(self.cursor)
        if at_edge:
            self._first = self.cursor
        self._scroll()
        self._tell()
        self.refresh()

    def _fitting(self) -> Unit:
        """The unit at which all fits: months, or years if these are too many, or days if there is one month."""
        days = [day for day, _ in self._found.counts if day is not None]
        if not days:
            return Unit.MONTH
        first, last = min(days), max(days)
        months = (int(last[:4]) - int(first[:4])) * 12 + int(last[5:7]) - int(first[5:7]) + 1
        return Unit.DAY if months == 1 else Unit.MONTH if months <= max(12, self._room) else Unit.YEAR

    def _length(self, period: Period) -> float:
        if self._shares and self._of:
            return period.count / self._of[period] if self._of[period] else 0.0
        return period.count

    @property
    def _room(self) -> int:
        return max(1, self.size.width - 2)

    @property
    def _column(self) -> int:
        """Cells a column takes, the gap beside it included where there is room for one."""
        return max(1, min(self._room // max(1, len(self._periods)), _WIDEST))

    @property
    def _in_view(self) -> int:
        return max(1, self._room // self._column)

    def _visible(self) -> range:
        return range(self._first, min(self._first + self._in_view, len(self._periods)))

    def _scroll(self) -> None:
        number = self._in_view
        first = max(min(self._first, self.cursor), self.cursor - number + 1)
        self._first = max(0, min(first, len(self._periods) - number))

    def _point(self, x: int) -> bool:
        """Put the cursor on the period in cell `x`; whether there is one."""
        number = self._first + (x - 1) // self._column
        if x < 1 or number not in self._visible():
            return False
        self.on_undated = False
        self.cursor = number
        return True

    def _tell(self) -> None:
        self.border_title = {Unit.YEAR: "Years", Unit.MONTH: "Months", Unit.DAY: "Days"}[self._unit]
        self.border_subtitle = self._words()

    def _words(self) -> str | None:
        """What is under the cursor."""
        if self.on_undated:
            return f"undated {self._undated:,}"
        if (period := self.current) is None:
            return None
        words = f"{name(period, self._unit)} {period.count:,}"
        of = self._of.get(period)
        return words if of is None else f"{words}/{of:,} {period.count / of if of else 0:.1%}"
