"""The line to type in, with the number of hits at its right."""

from __future__ import annotations

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.events import Key
from textual.timer import Timer
from textual.widgets import Input, Static

from searchtui.results.printable import printable
from searchtui.widgets.content import content
from searchtui.widgets.steady import SteadyView

_SOON = 0.15
"""Seconds in which an answer comes as a rule."""


class QueryInput(Input, SteadyView):
    """A box that holds only what a terminal can show, whatever is pasted into it."""

    def on_key(self, event: Key) -> None:
        """A letter with alt is a command's key, not text."""
        if event.key.startswith("alt+"):
            event.prevent_default()

    def validate_value(self, value: str) -> str:
        """Replace control characters and the like."""
        return printable(value, one_line=True)


class SearchBar(Horizontal):
    """The query and how many hits it has."""

    DEFAULT_CSS = """
    SearchBar {
        height: 1;
        background: $surface;
        #prompt { width: 3; padding: 0 1; color: $text-primary; text-style: bold; }
        Input { width: 1fr; border: none; height: 1; padding: 0; background: $surface; }
        Input:focus { background-tint: $foreground 0%; }
        #total { width: 34; max-width: 45%; padding: 0 1 0 2; color: $text-muted; text-align: right; }
        #total { text-wrap: nowrap; }
        #total.-waiting { text-style: dim italic; }
        &:focus-within #prompt { color: $text-warning; }
    }
    """

    _waiting: Timer | None = None
    """Runs until the number is marked as that of the query before."""

    def compose(self) -> ComposeResult:
        """Prompt, input, total."""
        yield Static("/", id="prompt", markup=False)
        yield QueryInput(placeholder='words, "exact words", outlet:dw, since:2023-02 …', id="query", compact=True)
        yield Static("", id="total", markup=False)

    @property
    def input(self) -> Input:
        """The box itself."""
        return self.query_one(Input)

    def show_total(self, text: str) -> None:
        """Say how many hits there are; what stands behind a dot is left out where there is no room for it."""
        total = self.query_one("#total", Static)
        self._end_waiting()
        total.remove_class("-waiting")
        while 0 < total.content_size.width < cell_len(text) and " · " in text:
            text = text.rpartition(" · ")[0]
        total.update(content(text), layout=False)  # laying the screen out at every key would double its cost

    def show_waiting(self) -> None:
        """Mark the number as that of the query before, unless another one comes soon: styling takes a while."""
        self._end_waiting()
        self._waiting = self.set_timer(_SOON, self._mark_waiting)

    def _end_waiting(self) -> None:
        if self._waiting is not None:
            self._waiting.stop()
            self._waiting = None

    def _mark_waiting(self) -> None:
        self.query_one("#total", Static).add_class("-waiting")

    def cell_of(self, position: int) -> int:
        """The cell of the screen where the query's character `position` stands, scrolled or not."""
        column = cell_len(self.input.value[:position]) - round(self.input.scroll_x)
        return self.input.region.x + max(0, column)

    def column_of(self, position: int) -> int | None:
        """The cell of the query's character `position` in the box, None if it is scrolled away."""
        column = cell_len(self.input.value[:position]) - round(self.input.scroll_x)
        return column if 0 <= column <= self.input.size.width else None
