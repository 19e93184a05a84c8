"""A list of lines with a cursor, drawn line by line: as quick with a million rows as with ten."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from searchtui.widgets.content import message_strip, part_style
from searchtui.widgets.steady import LineView


class RowList(LineView, can_focus=True, inherit_bindings=False):
    """Rows of one line each under an optional line of headings. Subclasses say how many there are and draw them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "row--heading", "row--fact", "row--match", "row--selected", "row--selected-blurred", "row--message",
    }  # fmt: skip

    DEFAULT_CSS = """
    RowList {
        background: $background;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        .row--heading { color: $text-primary; text-style: bold; background: $surface; }
        .row--fact { color: $text-muted; }
        .row--match { color: $text-warning; text-style: bold underline; }
        .row--selected { background: $primary-muted; }
        .row--selected-blurred { background: $surface; }
        .row--message { color: $text-muted; }
        &:ansi {
            .row--heading { background: ansi_default; }
            .row--fact { color: ansi_default; text-style: dim; }
            .row--match { color: ansi_yellow; text-style: bold underline; }
            .row--selected { background: ansi_default; text-style: reverse; }
            .row--selected-blurred { background: ansi_default; text-style: underline; }
        }
    }
    """

    cursor = reactive(0, init=False)
    """The selected row."""

    HEADINGS: ClassVar[int] = 1
    """Lines above the rows that do not scroll: one, or none."""

    @dataclass
    class Moved(Message):
        """The cursor stands on another row."""

        row: int

    class Opened(Message):
        """The selected row was clicked again."""

    @dataclass
    class HeadingClicked(Message):
        """The line of headings was clicked in this cell."""

        column: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id)
        self._message = ""
        self._styles: dict[str, Style] = {}

    def count(self) -> int:
        """The number of rows."""
        raise NotImplementedError

    def draw_row(self, row: int, width: int, base: Style) -> Strip:
        """One row, `width` cells wide, on `base`."""
        raise NotImplementedError

    def draw_heading(self, width: int, base: Style) -> Strip:
        """The line of headings."""
        return Strip.blank(width, base)

    def rows_changed(self, *, row: int | None = None, message: str = "") -> None:
        """Draw other rows, with the cursor on `row` or where it was; `message` where there are none."""
        self._message = message
        self.virtual_size = Size(self.scrollable_content_region.width, self.count() + self.HEADINGS)
        self.cursor = self.validate_cursor(self.cursor if row is None else row)
        self._scroll_to_cursor()
        self.refresh()

    def style(self, name: str) -> Style:
        """The style of the component class `name`."""
        if name not in self._styles:
            self._styles[name] = part_style(self, name)
        return self._styles[name]

    def move(self, rows: int) -> None:
        """Move the cursor by rows."""
        self.cursor += rows

    def move_page(self, pages: int) -> None:
        """Move the cursor by as many rows as are in view."""
        self.move(pages * max(1, self._in_view() - 1))

    def move_to_end(self, *, last: bool) -> None:
        """Move the cursor to the first row, or to the last."""
        self.cursor = self.count() - 1 if last else 0

    def validate_cursor(self, row: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(row, self.count() - 1))

    def watch_cursor(self) -> None:
        """Bring the cursor into view and tell."""
        self._scroll_to_cursor()
        self.refresh()
        self.post_message(self.Moved(self.cursor))

    def watch_has_focus(self, _has_focus: bool) -> None:  # noqa: FBT001 -- Textual's signature
        """Draw the cursor as focused or not."""
        super().watch_has_focus(_has_focus)
        self.refresh()

    def on_resize(self, _event: events.Resize) -> None:
        """Keep the cursor in view."""
        self.virtual_size = Size(self.scrollable_content_region.width, self.count() + self.HEADINGS)
        self._scroll_to_cursor()

    def on_click(self, event: events.Click) -> None:
        """Select the row under the pointer; open it if it was selected already."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        if offset.y < self.HEADINGS:
            self.post_message(self.HeadingClicked(offset.x))
            return
        row = offset.y - self.HEADINGS + self.scroll_offset.y
        if row < self.count():
            if row == self.cursor and event.chain >= 2:
                self.post_message(self.Opened())
            self.cursor = row

    def notify_style_update(self) -> None:
        """Forget the styles of the old theme."""
        self._styles.clear()
        super().notify_style_update()

    def render_line(self, y: int) -> Strip:
        """Draw line `y` of the window."""
        width, base = self._width, self._base
        if not self.count():
            style = base + self.style("row--message")
            return message_strip(self._message, y - min(2, self.size.height // 3), width, style)
        if y < self.HEADINGS:
            heading = base + self.style("row--heading")
            return self.draw_heading(width, heading).adjust_cell_length(width, heading)
        row = y - self.HEADINGS + self.scroll_offset.y
        if row >= self.count():
            return Strip.blank(width, base)
        if row == self.cursor:
            base += self.style("row--selected" if self.has_focus else "row--selected-blurred")
        return self.draw_row(row, width, base).adjust_cell_length(width, base)

    def _in_view(self) -> int:
        return max(1, self.scrollable_content_region.height - self.HEADINGS)

    def _scroll_to_cursor(self) -> None:
        top, in_view = self.scroll_offset.y, self._in_view()
        if self.cursor < top:
            self.scroll_to(y=self.cursor, animate=False)
        elif self.cursor >= top + in_view:
            self.scroll_to(y=self.cursor - in_view + 1, animate=False)
