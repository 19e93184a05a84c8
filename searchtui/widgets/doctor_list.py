"""Why a query finds so little: the hits of each of its parts, and numbered other queries that find more."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import set_cell_size
from textual import events
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from searchtui.results.printable import printable
from searchtui.widgets.content import cut, part_style, strip


@dataclass(frozen=True, slots=True)
class DoctorRow:
    """What a remedy does in words, and how many articles it finds."""

    words: str
    count: int


class DoctorList(Widget, can_focus=True, inherit_bindings=False):
    """A line about the parts, then a line a remedy, numbered from 1."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "doctor--parts", "doctor--number", "doctor--count", "doctor--cursor",
    }  # fmt: skip

    DEFAULT_CSS = """
    DoctorList {
        height: auto;
        display: none;
        border: round $border-blurred;
        border-title-color: $text-warning;
        border-subtitle-color: $text-muted;
        background: $background;
        &.-open { display: block; }
        &:focus { border: round $border; }
        .doctor--parts { color: $text-muted; }
        .doctor--number { color: $text-warning; text-style: bold; }
        .doctor--count { color: $text-muted; }
        .doctor--cursor { background: $primary-muted; text-style: bold; }
        &:ansi .doctor--cursor { background: ansi_default; text-style: reverse; }
    }
    """

    cursor = reactive(0)

    @dataclass
    class Taken(Message):
        """The user wants the remedy of this row."""

        row: int

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id)
        self._parts: Sequence[tuple[str, int]] = ()
        self._rows: Sequence[DoctorRow] = ()
        self.border_title = "What would find more"
        self.border_subtitle = "a number takes it"

    @property
    def rows(self) -> Sequence[DoctorRow]:
        """The remedies listed."""
        return self._rows

    @property
    def is_open(self) -> bool:
        """Whether it is shown."""
        return self.has_class("-open")

    def open(self, parts: Sequence[tuple[str, int]], rows: Sequence[DoctorRow]) -> None:
        """Show remedies."""
        self._parts, self._rows = parts, rows
        self.cursor = 0
        self.styles.height = len(rows) + 2 + (1 if parts else 0)
        self.add_class("-open")
        self.refresh()

    def close(self) -> None:
        """Show nothing."""
        self.remove_class("-open")

    def move(self, rows: int) -> None:
        """Move the cursor by rows."""
        self.cursor += rows

    def move_page(self, pages: int) -> None:
        """Move the cursor to the first or the last row."""
        self.move_to_end(last=pages > 0)

    def move_to_end(self, *, last: bool) -> None:
        """Move the cursor to the first row, or to the last."""
        self.cursor = len(self._rows) - 1 if last else 0

    def take(self, row: int) -> None:
        """Ask for the remedy of a row."""
        if 0 <= row < len(self._rows):
            self.post_message(self.Taken(row))

    def validate_cursor(self, row: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(row, len(self._rows) - 1))

    def on_key(self, event: events.Key) -> None:
        """Take the remedy with the number typed."""
        if event.character is not None and event.character in "123456789":
            event.stop()
            event.prevent_default()
            self.take(int(event.character) - 1)

    def on_click(self, event: events.Click) -> None:
        """Take the remedy under the pointer."""
        offset = event.get_content_offset(self)
        if offset is not None:
            self.take(offset.y - (1 if self._parts else 0))

    def render_line(self, y: int) -> Strip:
        """Draw the parts, or one remedy: its number, what it does, and what it finds."""
        width, base = self.size.width, self.rich_style
        if self._parts and not y:
            parts = " · ".join(f"{part} {count:,}" for part, count in self._parts)
            text = printable(f" alone: {parts}", one_line=True)
            return strip(cut(text, width), base + part_style(self, "doctor--parts")).adjust_cell_length(width, base)
        number = y - (1 if self._parts else 0)
        if number >= len(self._rows):
            return Strip.blank(width, base)
        row = self._rows[number]
        if self.has_focus and number == self.cursor:
            base += part_style(self, "doctor--cursor")
        count = f"{row.count:,}"
        words = printable(row.words, one_line=True)
        room = max(4, width - len(count) - 6)
        text = f" {number + 1} {set_cell_size(cut(words, room), room)}  {count} "
        end = len(text)
        marks = [
            (1, 2, part_style(self, "doctor--number")),
            (end - len(count) - 1, end, part_style(self, "doctor--count")),
        ]
        return strip(text, base, marks).adjust_cell_length(width, base)
