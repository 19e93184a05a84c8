"""The help screen: every key, from the command classes, and the query language by example."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, VerticalScroll
from textual.widget import Widget
from textual.widgets import Static

from searchtui.commands.command import Focus
from searchtui.commands.keymap import shown_keys
from searchtui.commands.leaving import Dialog
from searchtui.commands.registry import GROUPS
from searchtui.screens.help_here import Here
from searchtui.widgets.content import content

QUERY_LANGUAGE: tuple[tuple[str, str], ...] = (
    ("russia china", "both words, in any form, in title or text"),
    ('"rock solid"', "these exact words in this order"),
    ("peace OR truce   -war   ( )", "either; without; grouping"),
    ("multipol*   m?ltipolar   multipolr~", "prefix; wildcard; with a spelling mistake"),
    ('talks NEAR/5 peace   "a b"~5', "at most 5 words apart"),
    ("title:word   outlet:dw   lang:en   path:2023/*", "one field"),
    ("date:2023-02   since:2023-02   until:yesterday   date:last-week", "dates; ranges include both ends"),
    ("date:2023-02..2023-04   date:>=2023-02", "from, to"),
    ("outlet:?   date:?   outlet:~   date:!", "not known; inferred; fixed by you"),
    ("word^2", "counts twice"),
)


class HelpScreen(Dialog[None]):
    """Keys and query language."""

    DEFAULT_CSS = """
    HelpScreen {
        align: center middle;
        VerticalScroll {
            width: 100; max-width: 96%; height: auto; max-height: 92%; padding: 1 2;
            border: round $border; border-title-color: $text; border-subtitle-color: $text-muted;
            background: $surface; scrollbar-size-vertical: 1;
        }
        .heading { text-style: bold; color: $text-primary; margin-top: 1; }
        .-first { margin-top: 0; }
        .about { color: $text-muted; margin-bottom: 1; }
        Grid { grid-size: 2; grid-rows: auto; height: auto; }
        .keys { grid-columns: 14 1fr; }
        .examples { grid-columns: 2fr 3fr; }
        .left { color: $text-warning; padding-right: 2; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,q,question_mark,f1", "close", "Close", id="close-help"),
        Binding("j", "down", "Down", show=False, id="help-down"),
        Binding("k", "up", "Up", show=False, id="help-up"),
    ]

    def __init__(self, here: Here | None = None) -> None:
        super().__init__()
        self._here = here

    def compose(self) -> ComposeResult:
        """Where the keyboard is and what can be done there, all commands by group, then the query language."""
        keys = getattr(self.app, "key_map", {})
        with VerticalScroll() as box:
            box.border_title = "Help"
            box.border_subtitle = "esc closes"
            if (here := self._here) is not None:
                yield Static(f"Here: {here.name}", classes="heading -first", markup=False)
                yield Static(here.about, classes="about", markup=False)
                if here.name == Focus.SEARCH_BAR.value:
                    yield from _table(QUERY_LANGUAGE, "examples")
                yield from _table([(shown_keys(command, keys), command.help()) for command in here.commands], "keys")
            for number, (heading, commands) in enumerate(GROUPS):
                first = not number and here is None
                yield Static(heading, classes="heading" + (" -first" if first else ""), markup=False)
                yield from _table([(shown_keys(command, keys), command.help()) for command in commands], "keys")
            yield Static("What can be typed", classes="heading", markup=False)
            yield from _table(QUERY_LANGUAGE, "examples")

    def action_close(self) -> None:
        """Close."""
        self.dismiss()

    def action_down(self) -> None:
        """Scroll down."""
        self.query_one(VerticalScroll).scroll_down(animate=False)

    def action_up(self) -> None:
        """Scroll up."""
        self.query_one(VerticalScroll).scroll_up(animate=False)


def _table(rows: Iterable[tuple[str, str]], kind: str) -> Iterator[Widget]:
    """Keys or examples at the left, their meaning at the right."""
    with Grid(classes=kind):
        for left, right in rows:
            yield Static(content(left), classes="left", markup=False)
            yield Static(content(right), markup=False)
