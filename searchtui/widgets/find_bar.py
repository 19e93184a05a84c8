"""The line at the bottom of the reader in which to type what is to be found in the article."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.message import Message
from textual.widgets import Input, Static

from searchtui.widgets.content import content
from searchtui.widgets.search_bar import QueryInput


class FindInput(QueryInput):
    """The box; enter keeps what was found, escape gives it up, up and down go through it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down,ctrl+n", "step(1)", "next", id="find-next"),
        Binding("up", "step(-1)", "before", id="find-previous"),
        Binding("escape", "leave", "end", id="find-end"),
    ]

    class Stepped(Message):
        """Another of the places found is wanted: the next, or the one before (`step` is -1)."""

        def __init__(self, step: int) -> None:
            super().__init__()
            self.step = step

    class Left(Message):
        """The user gives up."""

    def action_step(self, step: int) -> None:
        """Ask for another place."""
        self.post_message(self.Stepped(step))

    def action_leave(self) -> None:
        """Give up."""
        self.post_message(self.Left())


class FindBar(Horizontal):
    """The box, and which of how many places one stands at. Hidden until it is used."""

    DEFAULT_CSS = """
    FindBar {
        height: 1; background: $panel; display: none;
        &.-open { display: block; }
        #find-prompt { width: auto; padding: 0 1; color: $text-warning; text-style: bold; }
        Input { width: 1fr; border: none; height: 1; padding: 0; background: $panel; }
        Input:focus { background-tint: $foreground 0%; }
        #found { width: auto; padding: 0 1 0 2; color: $text-muted; }
    }
    """

    def compose(self) -> ComposeResult:
        """Prompt, box, count."""
        yield Static("find", id="find-prompt", markup=False)
        yield FindInput(placeholder="words of this article, as you remember them", compact=True)
        yield Static("", id="found", markup=False)

    @property
    def is_open(self) -> bool:
        """Whether something is being looked for."""
        return self.has_class("-open")

    @property
    def input(self) -> Input:
        """The box."""
        return self.query_one(Input)

    def open(self) -> None:
        """Show the bar, with what was looked for last ready to be typed over."""
        self.add_class("-open")
        self.input.focus()
        self.input.action_select_all()

    def close(self) -> None:
        """Hide the bar."""
        self.remove_class("-open")

    def tell(self, current: int, total: int) -> None:
        """Say where one stands: number `current`, from 1, of `total` places."""
        words = f"{current} of {total}" if total else "not in this article" if self.input.value.strip() else ""
        self.query_one("#found", Static).update(content(words))
