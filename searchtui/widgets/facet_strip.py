"""Which outlets and months the hits are from, as bars."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from searchtui.engines.protocol import Facets
from searchtui.results.printable import printable
from searchtui.widgets.content import part_style, strip
from searchtui.widgets.months import columns, month_span

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_HEIGHTS = " ▁▂▃▄▅▆▇█"
_BAR_WIDTH = 8


class OutletBars(ScrollView, can_focus=True, inherit_bindings=False):
    """Outlets with their number of hits; one can be chosen."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"facet--bar", "facet--count", "facet--selected"}

    DEFAULT_CSS = """
    OutletBars {
        width: 3fr;
        border: round $border-blurred;
        border-title-color: $text-muted;
        background: $background;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        &:focus { border: round $border; border-title-color: $text; }
        .facet--bar { color: $primary 80%; }
        .facet--count { color: $text-muted; }
        .facet--selected { background: $primary-muted; text-style: bold; }
        &:ansi .facet--selected { background: ansi_default; text-style: reverse; }
    }
    """

    cursor = reactive(0)

    @dataclass
    class Chosen(Message):
        """The user wants this outlet (None: unknown) in the query, or out of it."""

        outlet: str | None

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id)
        self._width = 0
        self.border_title = "Outlets"
        self._outlets: tuple[tuple[str | None, int], ...] = ()

    def show(self, outlets: tuple[tuple[str | None, int], ...]) -> None:
        """Show other counts."""
        self._outlets = outlets
        self.virtual_size = Size(self.scrollable_content_region.width, len(outlets))
        self.cursor = self.validate_cursor(self.cursor)
        self.refresh()

    def move(self, rows: int) -> None:
        """Move the cursor by rows."""
        self.cursor += rows

    def move_page(self, pages: int) -> None:
        """Move the cursor by as many rows as are in view."""
        self.move(pages * max(1, self.size.height))

    def move_to_end(self, *, last: bool) -> None:
        """Move the cursor to the first outlet, or to the last."""
        self.cursor = len(self._outlets) - 1 if last else 0

    def choose(self) -> None:
        """Choose the outlet under the cursor."""
        if self._outlets:
            self.post_message(self.Chosen(self._outlets[self.cursor][0]))

    def validate_cursor(self, row: int) -> int:
        """Keep the cursor on an outlet."""
        return max(0, min(row, len(self._outlets) - 1))

    def watch_cursor(self, row: int) -> None:
        """Bring the cursor into view."""
        height = self.scrollable_content_region.height
        if row < self.scroll_offset.y:
            self.scroll_to(y=row, animate=False)
        elif row >= self.scroll_offset.y + height:
            self.scroll_to(y=row - height + 1, animate=False)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Choose the outlet under the pointer."""
        offset = event.get_content_offset(self)
        if offset is not None and (row := offset.y + self.scroll_offset.y) < len(self._outlets):
            self.cursor = row
            self.choose()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some lines; the width is looked up once for all of them, which saves half the time."""
        self._width = self.scrollable_content_region.width
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw one outlet: name, bar, count."""
        width = self._width
        base = self.rich_style
        row = y + self.scroll_offset.y
        if row >= len(self._outlets):
            return Strip.blank(width, base)
        outlet, count = self._outlets[row]
        if row == self.cursor and self.has_focus:
            base += part_style(self, "facet--selected")
        counted = f"{count:,}".rjust(len(f"{self._outlets[0][1]:,}"))
        room = max(4, width - len(counted) - _BAR_WIDTH - 4)
        name = set_cell_size(_shortened(printable(outlet or "unknown", one_line=True), room), room)
        eighths = max(1, round(count / max(1, *(number for _, number in self._outlets)) * _BAR_WIDTH * 8))
        bar = "█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")
        text = f" {name} {bar.ljust(_BAR_WIDTH)} {counted} "
        after_name = 2 + len(name)
        after_bar = after_name + _BAR_WIDTH
        marks = [
            (after_name, after_bar, part_style(self, "facet--bar")),
            (after_bar, len(text), part_style(self, "facet--count")),
        ]
        return strip(text, base, marks).adjust_cell_length(width, base)


class MonthChart(Widget):
    """How many hits each month has, from the first to the last."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"months--bar", "months--label"}

    DEFAULT_CSS = """
    MonthChart {
        width: 2fr;
        height: 100%;
        border: round $border-blurred;
        border-title-color: $text-muted;
        border-subtitle-color: $text-muted;
        background: $background;
        .months--bar { color: $primary 80%; }
        .months--label { color: $text-muted; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id)
        self.border_title = "Months"
        self._months: tuple[tuple[str | None, int], ...] = ()

    def show(self, months: tuple[tuple[str | None, int], ...]) -> None:
        """Show other counts."""
        self._months = months
        undated = sum(count for month, count in months if month is None)
        self.border_subtitle = f"{undated:,} undated" if undated else None
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """Draw one line of the columns, or the labels under them."""
        width, height = self.size.width, self.size.height
        base = self.rich_style
        if y == height - 1:
            first, last = month_span(self._months)
            gap = max(1, width - len(first) - len(last) - 2)
            text = f" {first}{' ' * gap}{last}" if first != last else f" {first}"
            return strip(text, base + part_style(self, "months--label")).adjust_cell_length(width, base)
        counts = columns(self._months, width - 2)
        rows = height - 1
        most = max(counts, default=0)
        line = " "
        for count in counts:
            eighths = 0 if not count else max(1, round(count / most * rows * 8))
            line += _HEIGHTS[max(0, min(8, eighths - (rows - 1 - y) * 8))]
        return strip(line, base + part_style(self, "months--bar")).adjust_cell_length(width, base)


class FacetStrip(Horizontal):
    """Outlets and months side by side."""

    DEFAULT_CSS = "FacetStrip { height: 8; }"

    def compose(self) -> ComposeResult:
        """Outlets, months."""
        yield OutletBars(id="outlets")
        yield MonthChart(id="months")

    def show(self, facets: Facets) -> None:
        """Show other counts."""
        self.query_one(OutletBars).show(facets.outlets)
        self.query_one(MonthChart).show(facets.months)


def _shortened(text: str, cells: int) -> str:
    return text if cell_len(text) <= cells else set_cell_size(text, cells - 1) + "…"
