"""A small list under the search bar: what may be meant by what is being typed, or queries asked before."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from textual import events
from textual.geometry import Offset
from textual.message import Message
from textual.strip import Strip
from textual.widget import Widget

from searchtui.results.printable import printable
from searchtui.widgets.content import part_style, strip

_MOST_LINES = 10
_WIDEST = 72


@dataclass(frozen=True, slots=True)
class Suggestion:
    """A line of the list: what it says, the text it puts into the query, and what stands at its right.

    After one that is not `finished`, such as the name of a field, typing goes on without a space.
    """

    label: str
    text: str
    detail: str = ""
    finished: bool = True


class SuggestionList(Widget, can_focus=False):
    """Suggestions over the screen; it never has the keyboard, the search bar tells it where to go."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"suggestion--detail", "suggestion--cursor"}

    DEFAULT_CSS = """
    SuggestionList {
        overlay: screen;
        constrain: inside inside;
        display: none;
        background: $panel;
        .suggestion--detail { color: $text-muted; }
        .suggestion--cursor { background: $primary-muted; text-style: bold; }
        &:ansi .suggestion--cursor { background: ansi_default; text-style: reverse; }
    }
    """

    @dataclass
    class Taken(Message):
        """A suggestion was clicked."""

        suggestion: Suggestion

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id)
        self._suggestions: Sequence[Suggestion] = ()
        self._cursor: int | None = None
        self._first = 0

    @property
    def is_open(self) -> bool:
        """Whether it is shown."""
        return self.display

    @property
    def chosen(self) -> Suggestion | None:
        """The suggestion under the cursor, if one has gone to any."""
        return None if self._cursor is None else self._suggestions[self._cursor]

    @property
    def best(self) -> Suggestion | None:
        """The suggestion under the cursor, else the first."""
        return self.chosen or (self._suggestions[0] if self._suggestions else None)

    @property
    def at_end(self) -> bool:
        """Whether the cursor stands on the last suggestion."""
        return self._cursor == len(self._suggestions) - 1

    def open(self, suggestions: Sequence[Suggestion], column: int) -> None:
        """Show suggestions below cell `column` of the search bar; close where there are none."""
        self._suggestions, self._cursor, self._first = suggestions, None, 0
        if not suggestions:
            self.close()
            return
        widest = max(cell_len(each.label) + cell_len(each.detail) for each in suggestions) + 4
        self.styles.width = min(widest, _WIDEST, self.screen.size.width)
        self.styles.height = min(len(suggestions), _MOST_LINES, max(1, self.screen.size.height - 3))
        self.absolute_offset = Offset(max(0, column), 1)
        self.display = True
        self.refresh()

    def close(self) -> None:
        """Show nothing."""
        self._suggestions, self._cursor = (), None
        self.display = False

    def move(self, rows: int) -> None:
        """Go down by rows, up if negative; above the first there is none under the cursor."""
        at = -1 if self._cursor is None else self._cursor
        at = min(at + rows, len(self._suggestions) - 1)
        self._cursor = None if at < 0 else at
        lines = max(1, self.size.height)
        self._first = max(min(self._first, max(0, at)), at - lines + 1)
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """Take the suggestion under the pointer."""
        event.stop()
        row = event.y + self._first
        if row < len(self._suggestions):
            self.post_message(self.Taken(self._suggestions[row]))

    def render_line(self, y: int) -> Strip:
        """Draw one suggestion."""
        width, base = self.size.width, self.rich_style
        number = y + self._first
        if number >= len(self._suggestions):
            return Strip.blank(width, base)
        each = self._suggestions[number]
        if number == self._cursor:
            base += part_style(self, "suggestion--cursor")
        detail = printable(each.detail, one_line=True)
        room = max(4, width - cell_len(detail) - 4)
        label = printable(each.label, one_line=True)
        if cell_len(label) > room:
            label = set_cell_size(label, room - 1) + "…"
        text = f" {set_cell_size(label, room)}  {detail} "
        start = len(text) - len(detail) - 1
        marks = [(start, len(text), part_style(self, "suggestion--detail"))]
        return strip(text, base, marks).adjust_cell_length(width, base)
