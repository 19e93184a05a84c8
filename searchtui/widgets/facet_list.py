"""A list of values with their counts and bars, in which values are included and excluded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar

from rich.cells import set_cell_size
from textual import events
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from searchtui.query.facets import Facet
from searchtui.query.nodes import Node
from searchtui.results.printable import printable
from searchtui.text.tokens import fold
from searchtui.widgets.content import content, cut, message_strip, part_style, strip
from searchtui.widgets.filter_rows import Row, State, unmistakable
from searchtui.widgets.steady import LineView

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_BAR_WIDTH, _SHORTEST_BAR = 8, 2
"""Cells of the longest bar, and where names need the room."""

_LEAST_FOR_BARS = 26
"""Cells below which there is no room for bars and for tenths of a per cent."""

_RIGHT_BUTTON = 3


class How(Enum):
    """What is to be done with a value of a facet, or with all of the facet's filters."""

    INCLUDE = "include"
    EXCLUDE = "exclude"
    ONLY = "only"
    CLEAR = "clear"


@dataclass
class FilterWanted(Message):
    """The user wants a filter in the query, or out of it; `value` is None where all of the facet's go."""

    facet: Facet
    how: How
    value: Node | None


class FacetList(LineView, can_focus=True, inherit_bindings=False):
    """The values of one facet, a line each."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "facet--bar", "facet--count", "facet--cursor", "facet--included", "facet--excluded", "facet--message",
    }  # fmt: skip

    DEFAULT_CSS = """
    FacetList {
        border: round $border-blurred;
        border-title-color: $text-muted;
        border-subtitle-color: $text-muted;
        background: $background;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        &:focus { border: round $border; border-title-color: $text; }
        .facet--bar { color: $primary 80%; }
        .facet--count { color: $text-muted; }
        .facet--included { color: $text-success; text-style: bold; }
        .facet--excluded { color: $text-error; text-style: strike; }
        .facet--cursor { background: $primary-muted; text-style: bold; }
        .facet--message { color: $text-muted; }
        &:ansi .facet--cursor { background: ansi_default; text-style: reverse; }
    }
    """

    cursor = reactive(0)

    def __init__(
        self,
        facet: Facet,
        title: str,
        *,
        id: str | None = None,  # noqa: A002 -- Textual's name
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.facet = facet
        self._title = title
        self._note = ""
        self._all: Sequence[Row] = ()
        self._rows: Sequence[Row] = ()
        self._message = ""
        self._shares = False
        self._most = 0.0
        self._count_width = 0
        self._bar_width = _BAR_WIDTH
        self._typed: str | None = None
        self._typing = False
        self._tell()

    @property
    def rows(self) -> Sequence[Row]:
        """The rows listed, in order."""
        return self._rows

    @property
    def current(self) -> Row | None:
        """The row under the cursor."""
        return self._rows[self.cursor] if self._rows else None

    @property
    def typing(self) -> bool:
        """Whether keys are typed to find a value."""
        return self._typing

    def show(self, rows: Sequence[Row], *, shares: bool = False, note: str = "", message: str = "") -> None:
        """Show other rows, the cursor staying at its value; `note` stands behind the title, `message` where none are.

        With `shares`, each row says what part of its articles are hits.
        """
        self._all, self._shares, self._note, self._message = rows, shares, note, message
        self._list()

    def find(self) -> None:
        """Take the keys typed from now on as the beginning of a word of the value looked for."""
        self._typed, self._typing = self._typed or "", True
        self._list()

    def stop_typing(self, *, forget: bool) -> None:
        """Let keys be commands again; with `forget`, list all values."""
        self._typing = False
        if forget:
            self._typed = None
        self._list()

    def move(self, rows: int) -> None:
        """Move the cursor by rows."""
        self.cursor += rows

    def move_page(self, pages: int) -> None:
        """Move the cursor by as many rows as are in view."""
        self.move(pages * max(1, self.scrollable_content_region.height))

    def move_to_end(self, *, last: bool) -> None:
        """Move the cursor to the first row, or to the last."""
        self.cursor = len(self._rows) - 1 if last else 0

    def choose(self, how: How) -> None:
        """Ask for a filter by the value under the cursor."""
        if how is How.CLEAR:
            self.post_message(FilterWanted(self.facet, how, None))
        elif self.current is not None:
            self.post_message(FilterWanted(self.facet, how, unmistakable(self.current, self._all)))

    def validate_cursor(self, row: int) -> int:
        """Keep the cursor on a row."""
        return max(0, min(row, len(self._rows) - 1))

    def watch_cursor(self, row: int) -> None:
        """Bring the cursor into view."""
        self._reveal(row)
        self._tell()
        self.refresh()

    def watch_has_focus(self, _has_focus: bool) -> None:  # noqa: FBT001 -- Textual's signature
        """Draw the cursor as focused or not; keys are commands again once one has left."""
        super().watch_has_focus(_has_focus)
        if not _has_focus and self._typing:
            self.stop_typing(forget=False)
        self.refresh()

    def on_resize(self, _event: events.Resize) -> None:
        """Keep the cursor in view."""
        self._list()
        self._reveal(self.cursor)

    def check_consume_key(self, key: str, character: str | None) -> bool:  # noqa: ARG002 -- Textual's signature
        """While a value is looked for, letters are typed."""
        return self._typing and character is not None and character.isprintable()

    def on_key(self, event: events.Key) -> None:
        """Type into what is looked for, or leave that."""
        if not self._typing:
            return
        if event.key == "backspace":
            self._typed = (self._typed or "")[:-1]
        elif event.key == "escape":
            self.stop_typing(forget=True)
        elif event.character is not None and event.character.isprintable():
            self._typed = (self._typed or "") + event.character
        else:
            if event.key in {"down", "up", "tab", "enter"}:
                self.stop_typing(forget=False)
            return
        event.stop()
        event.prevent_default()
        self._list()

    def on_click(self, event: events.Click) -> None:
        """Include the value under the pointer, or let it go; the right button excludes, two clicks mean only it."""
        offset = event.get_content_offset(self)
        if offset is None or (row := offset.y + self.scroll_offset.y) >= len(self._rows):
            return
        self.cursor = row
        if event.button == _RIGHT_BUTTON:
            self.choose(How.EXCLUDE)
        else:
            self.choose(How.ONLY if event.chain >= 2 else How.INCLUDE)

    def render_line(self, y: int) -> Strip:
        """Draw one value: whether it is included, its name, bar and count."""
        width, base = self._width, self._base
        number = y + self.scroll_offset.y
        if not self._rows:
            return message_strip(self._message, y, width, base + part_style(self, "facet--message"))
        if number >= len(self._rows):
            return Strip.blank(width, base)
        row = self._rows[number]
        if number == self.cursor and self.has_focus:
            base += part_style(self, "facet--cursor")
        counted = self._counted(row).rjust(self._count_width)
        bar = self._bar(row) if width >= _LEAST_FOR_BARS else ""
        room = max(4, width - len(counted) - len(bar) - 4)
        label = set_cell_size(cut(printable(row.label, one_line=True), room), room)
        text = f"{row.state.value} {label} {bar}{counted} "
        ends = [2 + len(label), 3 + len(label) + len(bar), len(text)]
        state = {State.INCLUDED: "facet--included", State.EXCLUDED: "facet--excluded"}.get(row.state)
        marks = [(0, ends[0], part_style(self, state))] if state else []
        marks += [
            (ends[0], ends[1], part_style(self, "facet--bar")),
            (ends[1], ends[2], part_style(self, "facet--count")),
        ]
        return strip(text, base, marks).adjust_cell_length(width, base)

    def _counted(self, row: Row) -> str:
        if row.of is None:
            return f"{row.count:,}"
        of = f"{row.count:,}/{row.of:,}"
        digits = 1 if self.size.width >= _LEAST_FOR_BARS else 0
        return f"{row.share:.{digits}%} {of}" if self._shares else of

    def _bar(self, row: Row) -> str:
        size = self._length(row)
        eighths = max(1, round(size / self._most * self._bar_width * 8)) if size else 0
        bar = "█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")
        return bar.ljust(self._bar_width + 1)

    def _length(self, row: Row) -> float:
        return row.share if self._shares else row.count

    def _list(self) -> None:
        """List the rows that fit what is typed, the cursor staying at its value."""
        before = self.current
        wanted = fold(self._typed or "").split()
        self._rows = [row for row in self._all if _fits(row.label, wanted)] if wanted else self._all
        self._most = max(map(self._length, self._rows), default=0)
        self._count_width = max((len(self._counted(row)) for row in self._rows), default=0)
        longest = max((len(row.label) for row in self._rows), default=0)
        spare = self.scrollable_content_region.width - self._count_width - 5 - longest
        self._bar_width = max(_SHORTEST_BAR, min(_BAR_WIDTH, spare))
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._rows))
        places = (number for number, row in enumerate(self._rows) if before is not None and row.label == before.label)
        self.cursor = next(places, 0 if self._typing else self.validate_cursor(self.cursor))
        self._tell()
        self.refresh()

    def _tell(self) -> None:
        found = f" · {self._typed}" if self._typed else ""
        end = "" if not self._typing else "▏" if found else " · type a name ▏"
        self.border_title = content(f"{self._title}{self._note}{found}{end}")
        many = len(self._rows) > max(1, self.scrollable_content_region.height)
        self.border_subtitle = f"{self.cursor + 1:,} of {len(self._rows):,}" if many else None

    def _reveal(self, row: int) -> None:
        height = self.scrollable_content_region.height
        if row < self.scroll_offset.y:
            self.scroll_to(y=row, animate=False)
        elif row >= self.scroll_offset.y + height:
            self.scroll_to(y=row - height + 1, animate=False)


def _fits(label: str, wanted: list[str]) -> bool:
    """Whether each of the words looked for begins a word of the label."""
    words = fold(label).split()
    return all(any(word.startswith(begun) for word in words) for begun in wanted)
