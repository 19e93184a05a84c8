"""The list of hits, drawn line by line: as quick with a million hits as with ten."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.cache import LRUCache
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip

from searchtui.results.page import ResultHit
from searchtui.widgets.card import CardStyles, card
from searchtui.widgets.content import message_strip, part_style
from searchtui.widgets.hit_windows import WINDOW, HitWindows
from searchtui.widgets.steady import LineView

_CACHED_CARDS = 200

TALL = 5
"""Lines of a card where there is room."""


class ResultList(LineView, can_focus=True, inherit_bindings=False):
    """Shows the hits of an answer as cards of equal height and asks for windows of them as they come into view."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "card--title", "card--facts", "card--snippet", "card--match", "card--bar",
        "card--selected", "card--selected-blurred", "card--message",
    }  # fmt: skip

    DEFAULT_CSS = """
    ResultList {
        border: round $border-blurred;
        border-title-color: $text-muted;
        border-subtitle-color: $text-muted;
        background: $background;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        &:focus { border: round $border; border-title-color: $text; }
        .card--title { text-style: bold; color: $text; }
        .card--facts { color: $text-muted; }
        .card--snippet { color: $text 80%; }
        .card--match { color: $text-warning; text-style: bold underline; }
        .card--bar { color: $border; }
        .card--selected { background: $primary-muted; }
        .card--selected-blurred { background: $surface; }
        .card--message { color: $text-muted; }
        &:ansi {
            .card--facts { color: ansi_default; text-style: dim; }
            .card--snippet { color: ansi_default; }
            .card--match { color: ansi_yellow; text-style: bold underline; }
            .card--selected { background: ansi_default; }
            .card--selected-blurred { background: ansi_default; }
            .card--bar { color: ansi_blue; }
        }
    }
    """

    cursor = reactive(0, init=False)
    """The row of the selected hit."""

    @dataclass
    class WindowWanted(Message):
        """Rows from `offset` on came near and are not loaded."""

        offset: int

    @dataclass
    class Selected(Message):
        """The cursor stands on this row; `hit` is None while it is not loaded or where there are no hits."""

        row: int
        hit: ResultHit | None

    class Opened(Message):
        """The selected hit was clicked again."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id)
        self.card_height = TALL
        """Lines a card takes: fewer where the list is low and the hits are many."""
        self._hits = HitWindows()
        self._message = ""
        self._asked_for: int | None = None
        self._chosen_from: int | None = None
        self._all_chosen = False
        self._cards: LRUCache[tuple[int, int, int, bool, bool, bool], list[Strip]] = LRUCache(_CACHED_CARDS)
        self._styles: CardStyles | None = None

    @property
    def hits(self) -> HitWindows:
        """The hits shown."""
        return self._hits

    @property
    def selected(self) -> ResultHit | None:
        """The hit under the cursor, if loaded."""
        return self._hits.hit(self.cursor)

    @property
    def chosen(self) -> range:
        """The rows that were chosen to do something with; none at first."""
        if self._all_chosen:
            return range(self._hits.total)
        if self._chosen_from is None:
            return range(0)
        return range(min(self._chosen_from, self.cursor), max(self._chosen_from, self.cursor) + 1)

    def choose(self, *, every: bool = False, end: bool = False) -> None:
        """Choose from the cursor on, to wherever it goes, or `every` row; or `end` that."""
        self._all_chosen = every and not end
        self._chosen_from = None if end or every else self.cursor
        self._cards.clear()
        self.refresh()

    def update_hits(self, hits: Mapping[str, ResultHit]) -> None:
        """Draw hits anew of which something else is kept now."""
        if self._hits.update(hits):
            self._cards.clear()
            self.refresh()

    def show(self, hits: HitWindows, *, row: int = 0, message: str = "", same: bool = False) -> None:
        """Show another answer with the cursor on `row`, or `message` where it has no hits.

        With `same` it is an answer to the same search, and the rows chosen stay so if it has as many hits as before.
        """
        if not same or hits.total != self._hits.total:
            self._chosen_from, self._all_chosen = None, False
        self._hits, self._message, self._asked_for = hits, message, None
        self._cards.clear()
        self._measure()
        with self.prevent(self.Selected):
            self.cursor = max(0, min(row, hits.total - 1))
        self._scroll_to_cursor()
        self.refresh()
        self.post_message(self.Selected(self.cursor, self.selected))
        self._ask_ahead()

    def window_arrived(self, offset: int) -> None:
        """Draw hits that were put into `hits` since."""
        self._asked_for = None
        self._cards.clear()
        self._measure()
        self.refresh()
        if offset <= self.cursor and self.selected is not None:
            self.post_message(self.Selected(self.cursor, self.selected))
        self._ask_ahead()

    def move(self, rows: int) -> None:
        """Move the cursor by rows."""
        self.cursor = self.cursor + rows

    def move_page(self, pages: int) -> None:
        """Move the cursor by as many rows as are in view."""
        self.move(pages * max(1, self.size.height // self.card_height))

    def move_to_end(self, *, last: bool) -> None:
        """Move the cursor to the first hit, or to the last."""
        self.cursor = self._hits.total - 1 if last else 0

    def validate_cursor(self, row: int) -> int:
        """Keep the cursor on a hit."""
        return max(0, min(row, self._hits.total - 1))

    def watch_cursor(self) -> None:
        """Bring the cursor into view and tell."""
        self._scroll_to_cursor()
        self.refresh()
        self.post_message(self.Selected(self.cursor, self.selected))
        self._ask_ahead()

    def watch_has_focus(self, _has_focus: bool) -> None:  # noqa: FBT001 -- Textual's signature
        """Draw the cursor as focused or not."""
        super().watch_has_focus(_has_focus)
        self.refresh()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Fetch what the wheel brought near."""
        super().watch_scroll_y(old_value, new_value)
        self._ask_ahead()

    def on_resize(self, _event: events.Resize) -> None:
        """Fit the cards to the new size, the cursor staying in view."""
        self._measure()
        self._scroll_to_cursor()
        self._ask_ahead()

    def on_click(self, event: events.Click) -> None:
        """Select the hit under the pointer; open it if it was selected already."""
        offset = event.get_content_offset(self)
        if offset is None:
            return
        row = (offset.y + self.scroll_offset.y) // self.card_height
        if row >= self._hits.total:
            return
        if row == self.cursor and event.chain >= 2:
            self.post_message(self.Opened())
        self.cursor = row

    def notify_style_update(self) -> None:
        """Forget what was drawn in the old theme."""
        self._styles = None
        self._cards.clear()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some lines; a new size, of which an event tells later, counts already."""
        self._fit_cards()
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw line `y` of the window."""
        width, base = self._width, self._base
        if not self._hits.total:
            style = part_style(self, "card--message")
            return message_strip(self._message, y - min(2, self.size.height // 3), width, base + style)
        row, line = divmod(y + self.scroll_offset.y, self.card_height)
        if row >= self._hits.total:
            return Strip.blank(width, base)
        return self._card(row, width, base)[line]

    def _card(self, row: int, width: int, base: Style) -> list[Strip]:
        chosen = row in self.chosen
        key = (row, width, self.card_height, row == self.cursor, self.has_focus, chosen)
        drawn = self._cards.get(key)
        if drawn is None:
            styles = self._card_styles()
            selected = row == self.cursor
            if selected:
                name = "card--selected" if self.has_focus else "card--selected-blurred"
                base += part_style(self, name)
            hit, styles = self._hits.hit(row), styles._replace(base=base)
            drawn = card(hit, width, self.card_height, styles, selected=selected, chosen=chosen)
            self._cards[key] = drawn
        return drawn

    def _card_styles(self) -> CardStyles:
        if self._styles is None:
            names = ("bar", "title", "facts", "snippet", "match")
            parts = (part_style(self, f"card--{name}") for name in names)
            self._styles = CardStyles(self.rich_style, self.rich_style, *parts)
        return self._styles

    def _fit_cards(self) -> None:
        # A few hits keep their form, whatever comes to stand below them.
        height, few = self.size.height, self._hits.total * TALL <= self.size.height
        self.card_height = TALL if height >= 24 or few else 4 if height >= 12 else 3

    def _measure(self) -> None:
        self._fit_cards()
        self.virtual_size = Size(self.scrollable_content_region.width, self._hits.total * self.card_height)

    def _scroll_to_cursor(self) -> None:
        top = self.cursor * self.card_height
        height = self.scrollable_content_region.height
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False)
        elif top + self.card_height > self.scroll_offset.y + height:
            self.scroll_to(y=top + self.card_height - height, animate=False)

    def _ask_ahead(self) -> None:
        """Ask for the next window that is in view or beside it, one at a time."""
        if not self._hits.total or not self.size.height:
            return
        first = self.scroll_offset.y // self.card_height
        last = min(self._hits.total - 1, first + self.size.height // self.card_height)
        offset = self._hits.missing(first, last)
        if offset is not None and offset != self._asked_for:
            self._asked_for = offset
            if offset <= last and first < offset + WINDOW:
                self.post_message(self.WindowWanted(offset))
            else:  # what is in view is painted first
                self.call_after_refresh(self.post_message, self.WindowWanted(offset))
