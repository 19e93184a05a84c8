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
from searchtui.widgets.content import message_strip, part_style, strip
from searchtui.widgets.counts_over_time import CountsOverTime, fitting_unit
from searchtui.widgets.facet_list import FilterWanted, How
from searchtui.widgets.filter_rows import FacetCounts, State, state_of
from searchtui.widgets.periods import Period, Unit

_HEIGHTS = " ▁▂▃▄▅▆▇█"
_RIGHT_BUTTON = 3
_WIDEST = 6
"""Cells a column takes at most, the gap beside it included."""

_TICKED_BELOW = 4
"""Cells of a column below which its name is longer than it is wide, and a tick says which one is named."""

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
        self._columns = CountsOverTime(self._found, Unit.MONTH)
        self._chosen_unit = False
        self._shares = False
        self._message = ""
        self._first = 0
        self._tell()

    @property
    def unit(self) -> Unit:
        """How long the periods shown are."""
        return self._columns.unit

    @property
    def current(self) -> Period | None:
        """The period under the cursor."""
        periods = self._columns.periods
        return periods[self.cursor] if periods and not self.on_undated else None

    def show(self, found: FacetCounts, *, shares: bool = False, message: str = "no dates") -> None:
        """Show other counts, by day, or `message` if there are none.

        The cursor stays at its period; while not in use it goes to what is included.
        """
        chosen_otherwise = found.chosen != self._found.chosen
        self._found, self._shares, self._message = found, shares, message
        before = self.current
        self._count(self.unit if self._chosen_unit else fitting_unit(found, self._room))
        if chosen_otherwise and not self.has_focus:
            before = self._columns.first_included() or before
        self._go_to(before)

    def move(self, lines: int) -> None:
        """Go down to what has no date, or up from there."""
        self.on_undated = lines > 0 and bool(self._columns.undated)

    def move_page(self, pages: int) -> None:
        """Go on or back by as many periods as are in view."""
        self.step(pages * self._in_view)

    def move_to_end(self, *, last: bool) -> None:
        """Go to the first period, or to the last."""
        self.cursor = len(self._columns.periods) - 1 if last else 0

    def step(self, number: int) -> None:
        """Go on by periods, back if negative."""
        self.on_undated = False
        self.cursor += number

    def zoom(self, steps: int) -> None:
        """Show shorter periods if `steps` is positive, longer ones if negative, around the one under the cursor."""
        at = _UNITS.index(self.unit) + steps
        if not 0 <= at < len(_UNITS):
            return
        before = self.current
        self._chosen_unit = True
        self._count(_UNITS[at])
        self._go_to(before, at_edge=steps > 0)

    def table(self) -> list[tuple[str, int, int | None]]:
        """The periods shown, with hits and all articles."""
        return self._columns.table()

    def choose(self, how: How) -> None:
        """Ask for a filter by what is under the cursor."""
        value = self._value()
        if how is How.CLEAR or value is not None:
            self.post_message(FilterWanted(self.facet, how, None if how is How.CLEAR else value))

    def validate_cursor(self, column: int) -> int:
        """Keep the cursor on a period."""
        return max(0, min(column, len(self._columns.periods) - 1))

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
        if not self._chosen_unit and self.unit is not fitting_unit(self._found, self._room):
            self.show(self._found, shares=self._shares, message=self._message)
        self._scroll()

    def on_click(self, event: events.Click) -> None:
        """Include the period under the pointer, or let it go; the right button excludes, two clicks mean only it.

        A click on the border zooms out, one where nothing is only goes there.
        """
        offset = event.get_content_offset(self)
        if offset is None:
            self.zoom(-1)
            return
        self.on_undated = bool(self._columns.undated) and offset.y == self.size.height - 1
        if not self.on_undated and (not self._point(offset.x) or self._is_empty):
            return
        if event.button == _RIGHT_BUTTON:
            self.choose(How.EXCLUDE)
        else:
            self.choose(How.ONLY if event.chain >= 2 else How.INCLUDE)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Zoom in at the pointer, where there is something."""
        event.stop()
        offset = event.get_content_offset(self)
        if offset is not None and self._point(offset.x) and not self._is_empty:
            self.zoom(1)

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Zoom out."""
        event.stop()
        self.zoom(-1)

    def render_line(self, y: int) -> Strip:
        """Draw one line of the columns, the signs or the names below them, or the line of what has no date."""
        width, base = self.size.width, self.rich_style
        label = base + part_style(self, "dates--label")
        bottom = self.size.height - (1 if self._columns.undated else 0)
        if y >= bottom:
            return self._undated_line(base).adjust_cell_length(width, base)
        if not self._columns.periods:
            return message_strip(self._message, y, width, label)
        if y == bottom - 1:
            names, _ = self._columns.labels(self._visible(), self._column, width)
            return strip(names, label).adjust_cell_length(width, base)
        if y == bottom - 2:
            return self._signs(base).adjust_cell_length(width, base)
        return self._bars(y, bottom - 2, base).adjust_cell_length(width, base)

    def _bars(self, y: int, rows: int, base: Style) -> Strip:
        """Line `y` of columns that are `rows` lines high."""
        sizes = [self._columns.size(number, shares=self._shares) for number in range(len(self._columns.periods))]
        most = max(sizes)
        text = " "
        marks: list[tuple[int, int, Style]] = []
        for number in self._visible():
            eighths = max(1, round(sizes[number] / most * rows * 8)) if sizes[number] else 0
            block = _HEIGHTS[max(0, min(8, eighths - (rows - 1 - y) * 8))]
            marks.append((len(text), len(text) + self._column, self._style(number, "dates--bar")))
            text += (block * max(1, self._column - 1)).ljust(self._column)
        return strip(text, base, marks)

    def _signs(self, base: Style) -> Strip:
        """Under each column: where the cursor is, and whether the period is included or excluded."""
        text = " "
        marks: list[tuple[int, int, Style]] = []
        _, named = self._columns.labels(self._visible(), self._column, self.size.width)
        ticked = named if self._column < _TICKED_BELOW else set()
        for number in self._visible():
            here = self.has_focus and number == self.cursor and not self.on_undated
            state = self._columns.states[number]
            tick = state is State.NONE and number in ticked
            sign = "▲" if here else "╵" if tick else state.value
            marks.append((len(text), len(text) + self._column, self._style(number, "dates--label")))
            text += (sign * (1 if here or tick else max(1, self._column - 1))).ljust(self._column)
        return strip(text, base, marks)

    def _style(self, number: int, otherwise: str) -> Style:
        if self.has_focus and number == self.cursor and not self.on_undated:
            return part_style(self, "dates--cursor")
        states = {State.INCLUDED: "dates--included", State.EXCLUDED: "dates--excluded"}
        return part_style(self, states.get(self._columns.states[number], otherwise))

    def _undated_line(self, base: Style) -> Strip:
        state = state_of(DateUnknown(), self._found.chosen)
        of = self._columns.undated_of
        text = f"{state.value} undated {self._columns.undated:,}{'' if of is None else f'/{of:,}'}"
        if self.on_undated and self.has_focus:
            return strip(text, base + part_style(self, "dates--cursor"))
        return strip(text, base + part_style(self, "dates--label"))

    def _value(self) -> Node | None:
        if self.on_undated:
            return DateUnknown()
        return self.current.range if self.current is not None else None

    def _count(self, unit: Unit) -> None:
        self._columns = CountsOverTime(self._found, unit)
        self.cursor = self.validate_cursor(self.cursor)
        self.on_undated = self.on_undated and bool(self._columns.undated)

    def _go_to(self, before: Period | None, *, at_edge: bool = False) -> None:
        """Put the cursor on the period that `before` lies in or begins with; with `at_edge`, that first in view."""
        self.cursor = self.validate_cursor(self.cursor) if before is None else self._columns.reached(before)
        if at_edge:
            self._first = self.cursor
        self._scroll()
        self._tell()
        self.refresh()

    @property
    def _room(self) -> int:
        return max(1, self.size.width - 2)

    @property
    def _column(self) -> int:
        """Cells a column takes, the gap beside it included where there is room for one."""
        return max(1, min(self._room // max(1, len(self._columns.periods)), _WIDEST))

    @property
    def _in_view(self) -> int:
        return max(1, self._room // self._column)

    def _visible(self) -> range:
        return range(self._first, min(self._first + self._in_view, len(self._columns.periods)))

    def _scroll(self) -> None:
        number = self._in_view
        first = max(min(self._first, self.cursor), self.cursor - number + 1)
        self._first = max(0, min(first, len(self._columns.periods) - number))

    def _point(self, x: int) -> bool:
        """Put the cursor on the period in cell `x`; whether there is one."""
        number = self._first + (x - 1) // self._column
        if x < 1 or number not in self._visible():
            return False
        self.on_undated = False
        self.cursor = number
        return True

    @property
    def _is_empty(self) -> bool:
        """Whether the period under the cursor has nothing that could be shown or let go."""
        period = self.current
        return period is not None and not period.count and self._columns.states[self.cursor] is State.NONE

    def _tell(self) -> None:
        self.border_title = {Unit.YEAR: "Years", Unit.MONTH: "Months", Unit.DAY: "Days"}[self.unit]
        self.border_subtitle = self._words()

    def _words(self) -> str | None:
        """What is under the cursor."""
        if self.on_undated:
            return f"undated {self._columns.undated:,}"
        if (period := self.current) is None:
            return None
        return self._columns.words(period)
