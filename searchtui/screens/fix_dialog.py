"""Asking for the outlet and the date of an article, with the names of outlets completed."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Grid, Vertical
from textual.message import Message
from textual.widgets import Input, Static
from textual.worker import get_current_worker

from searchtui.articles.article import Article, Evidence
from searchtui.commands.leaving import Dialog
from searchtui.errors import SearchtuiError
from searchtui.index.fix_result import UNCHANGED, Unchanged
from searchtui.library import Library
from searchtui.screens.failures import explain
from searchtui.screens.fixing import IN_QUESTION
from searchtui.screens.library_client import FixWanted
from searchtui.widgets.content import content
from searchtui.widgets.evidence import day, quoted, reason
from searchtui.widgets.search_bar import QueryInput
from searchtui.widgets.typed_day import typed_day

_NAMES = 6
"""Names of outlets offered at a time."""

_WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass
class NamesFound(Message):
    """Names of outlets that fit what was typed, each with its number of articles."""

    typed: str
    names: Sequence[tuple[str, int]]


class FixDialog(Dialog[FixWanted | None]):
    """Asks for what is right; its answer is what differs from before, or None."""

    DEFAULT_CSS = """
    FixDialog {
        align: center middle;
        Vertical {
            width: 76; max-width: 96%; height: auto; padding: 1 2;
            border: round $border; border-title-color: $text; border-subtitle-color: $text-muted; background: $surface;
        }
        #title { text-style: bold; height: auto; max-height: 2; margin-bottom: 1; }
        Grid { grid-size: 2; grid-columns: 8 1fr; grid-rows: auto; height: auto; }
        Input { border: none; height: 1; padding: 0 1; background: $boost; }
        Input:focus { background-tint: $foreground 8%; }
        .label, .note { color: $text-muted; }
        .note { height: auto; max-height: 2; }
        #names { height: 7; min-height: 7; color: $text-muted; }
        #day { height: 2; color: $text-muted; }
        .-error { color: $text-error; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="cancel-fix"),
        Binding("down", "next_name(1)", "Next name", id="next-name", show=False),
        Binding("up", "next_name(-1)", "Name before", id="previous-name", show=False),
    ]

    def __init__(self, library: Library, article: Article) -> None:
        super().__init__()
        self._library = library
        self._article = article
        self._outlet = " ".join((article.outlet or "").split())
        self._date = "" if article.date is None else day(article.date)
        self._names: Sequence[tuple[str, int]] = ()
        self._chosen = -1

    def compose(self) -> ComposeResult:
        """The article, the two facts each with its evidence, what fits the name typed, the day understood."""
        article = self._article
        with Vertical() as box:
            box.border_title = "Outlet and date"
            box.border_subtitle = "enter saves · tab other field · empty: nobody knows · esc cancels"
            yield Static(content(article.title or "(no title)"), id="title", markup=False)
            with Grid():
                yield Static("Outlet", classes="label", markup=False)
                yield QueryInput(self._outlet, placeholder="not known", id="outlet", compact=True)
                yield Static()
                yield Static(content(_known(article.outlet_evidence)), classes="note", markup=False)
                yield Static()
                yield Static("", id="names", markup=False)
                yield Static("Date", classes="label", markup=False)
                yield QueryInput(self._date, placeholder="not known", id="date", compact=True)
                yield Static()
                yield Static(content(_known(article.date_evidence)), classes="note", markup=False)
                yield Static()
                yield Static("", id="day", markup=False)

    def on_mount(self) -> None:
        """Begin with what is in doubt."""
        certain = self._article.outlet_evidence.kind not in IN_QUESTION
        at_date = certain and self._article.date_evidence.kind in IN_QUESTION
        self.query_one("#date" if at_date else "#outlet", Input).focus()
        self._complete("")

    @on(Input.Changed, "#outlet")
    def _outlet_typed(self, message: Input.Changed) -> None:
        self._complete("" if message.value == self._outlet else message.value)

    @on(NamesFound)
    def _names_found(self, message: NamesFound) -> None:
        self._names, self._chosen = message.names, -1
        self._show_names(message.typed)

    @on(Input.Changed, "#date")
    def _date_typed(self) -> None:
        try:
            date = self._date_wanted()
        except SearchtuiError as error:
            self._tell_day(error.hint)
        else:
            self._tell_day(f"{_WEEKDAYS[date.weekday()]}, {day(date)}" if isinstance(date, dt.date) else "")

    @on(Input.Submitted)
    def _save(self) -> None:
        try:
            wanted = FixWanted(self._outlet_wanted(), self._date_wanted())
        except SearchtuiError as error:
            self._tell_day(f"{error.message} {error.hint}", error=True)
            self.query_one("#date", Input).focus()
            return
        self.dismiss(None if wanted == FixWanted() else wanted)

    def action_cancel(self) -> None:
        """Change nothing."""
        self.dismiss(None)

    def action_next_name(self, step: int) -> None:
        """Put the next name that fits into the box."""
        box = self.query_one("#outlet", Input)
        if box.has_focus and self._names:
            self._chosen = (max(self._chosen, -1 if step > 0 else 0) + step) % len(self._names)
            with self.prevent(Input.Changed):
                box.value = self._names[self._chosen][0]
            box.cursor_position = len(box.value)
            self._show_names(box.value)

    def _outlet_wanted(self) -> str | Unchanged | None:
        typed = " ".join(self.query_one("#outlet", Input).value.split())
        if typed == self._outlet:
            return UNCHANGED
        return next((name for name, _ in self._names if name.casefold() == typed.casefold()), typed) or None

    def _date_wanted(self) -> dt.date | Unchanged | None:
        typed = self.query_one("#date", Input).value.strip()
        if typed == self._date:
            return UNCHANGED
        return typed_day(typed, dt.datetime.now().astimezone().date()) if typed else None

    def _complete(self, typed: str) -> None:
        def work() -> None:
            worker = get_current_worker()
            try:
                names = self._library.outlet_names(typed, _NAMES)
            except Exception as error:  # noqa: BLE001 -- a thread's error would vanish; the name can be typed in full
                words, hint = explain(error, self._library.paths.user)
                self.notify(f"{words} {hint}".strip(), severity="warning", markup=False)
            else:
                if not worker.is_cancelled:
                    self.post_message(NamesFound(typed, names))

        self.run_worker(work, thread=True, exclusive=True, group="names", exit_on_error=False)

    def _show_names(self, typed: str) -> None:
        if typed.strip() and not self._names:
            self.query_one("#names", Static).update("A new name.")
            return
        lines = [
            f"{'▌' if number == self._chosen else ' '} {name}" + (f"   {held:,} articles" if held else "")
            for number, (name, held) in enumerate(self._names)
        ]
        shown = content("↓ takes one of these:", "$text-muted")
        for number, line in enumerate(lines):
            shown += "\n" + content(line, "$text bold" if number == self._chosen else "$text")
        self.query_one("#names", Static).update(shown if lines else "")

    def _tell_day(self, words: str, *, error: bool = False) -> None:
        line = self.query_one("#day", Static)
        line.set_class(error, "-error")
        line.update(content(words))


def _known(evidence: Evidence) -> str:
    """How a fact is known, and the words it was read from."""
    words = quoted(evidence)
    return f"{reason(evidence)}: {words}" if words else reason(evidence)
