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
from searchtui.articles.outlet_names import same_name
from searchtui.commands.leaving import Dialog
from searchtui.errors import SearchtuiError
from searchtui.index.fix_result import UNCHANGED, Unchanged
from searchtui.library import Library
from searchtui.screens.failures import explain
from searchtui.screens.fixing import IN_QUESTION
from searchtui.screens.library_client import FixWanted
from searchtui.widgets.content import content, cut
from searchtui.widgets.evidence import day, quoted, reason
from searchtui.widgets.name_list import NameList
from searchtui.widgets.search_bar import QueryInput
from searchtui.widgets.typed_day import typed_day

_NAMES = 6
"""Names of outlets offered at a time."""

_NAME_CELLS = 44
"""Cells of a name in the line that tells what enter does."""

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
        #enter { height: 1; color: $text-muted; }
        NameList { height: 6; min-height: 6; }
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
        self._names_for: str | None = None
        self._chosen = -1
        self._saving = False

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
                yield Static("", id="enter", markup=False)
                yield Static()
                yield NameList()
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
        self._complete()

    @on(Input.Changed, "#outlet")
    def _outlet_typed(self) -> None:
        self._chosen, self._saving = -1, False
        self._complete()

    @on(NamesFound)
    def _names_found(self, message: NamesFound) -> None:
        if message.typed != self._typed():
            return
        self._names, self._names_for = message.names, message.typed
        names = [name for name, _ in self._names]
        same = same_name(message.typed, names) if message.typed else None
        self._chosen = -1 if same is None else names.index(same)
        self._show_names()
        if self._saving:
            self._save()

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
        """Save, once it is known whether the name typed is a known one."""
        self._saving = self._names_for != self._typed() and self._chosen < 0
        if self._saving:
            return
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
        if self._box.has_focus and self._names:
            self._take((max(self._chosen, -1 if step > 0 else 0) + step) % len(self._names))

    @on(NameList.Picked)
    def _picked(self, message: NameList.Picked) -> None:
        self._box.focus()
        self._take(message.number)
        if message.twice:
            self._save()

    @property
    def _box(self) -> Input:
        """Where the outlet is typed."""
        return self.query_one("#outlet", Input)

    def _take(self, number: int) -> None:
        self._chosen = number
        with self.prevent(Input.Changed):
            self._box.value = self._names[number][0]
        self._box.cursor_position = len(self._box.value)
        self._show_names()

    def _typed(self) -> str:
        """What names are wanted for: nothing while the outlet is as it was."""
        typed = " ".join(self._box.value.split())
        return "" if typed == self._outlet else typed

    def _outlet_wanted(self) -> str | Unchanged | None:
        typed = " ".join(self._box.value.split())
        if typed == self._outlet:
            return UNCHANGED
        return (typed if self._chosen < 0 else self._names[self._chosen][0]) or None

    def _date_wanted(self) -> dt.date | Unchanged | None:
        typed = self.query_one("#date", Input).value.strip()
        if typed == self._date:
            return UNCHANGED
        return typed_day(typed, dt.datetime.now().astimezone().date()) if typed else None

    def _complete(self) -> None:
        typed = self._typed()

        def work() -> None:
            worker = get_current_worker()
            names: Sequence[tuple[str, int]] = ()
            try:
                names = self._library.outlet_names(typed, _NAMES)
            except Exception as error:  # noqa: BLE001 -- a thread's error would vanish; the name can be typed in full
                words, hint = explain(error, self._library.paths.user)
                self.notify(f"{words} {hint}".strip(), severity="warning", markup=False)
            if not worker.is_cancelled:
                self.post_message(NamesFound(typed, names))

        self.run_worker(work, thread=True, exclusive=True, group="names", exit_on_error=False)

    def _show_names(self) -> None:
        self.query_one(NameList).show(self._names, self._chosen)
        self.query_one("#enter", Static).update(content(self._what_enter_does()))

    def _what_enter_does(self) -> str:
        if self._chosen >= 0:
            return f'enter saves "{cut(self._names[self._chosen][0], _NAME_CELLS)}"'
        if self._typed():
            words = "A new name: enter saves it"
        else:
            words = "Nobody knows: enter saves that" if self._outlet and not self._box.value.strip() else ""
        if not self._names:
            return words
        return f"{words} · ↓ takes one of these:" if words else "↓ takes one of these:"

    def _tell_day(self, words: str, *, error: bool = False) -> None:
        line = self.query_one("#day", Static)
        line.set_class(error, "-error")
        line.update(content(words))


def _known(evidence: Evidence) -> str:
    """How a fact is known, and the words it was read from."""
    words = quoted(evidence)
    return f"{reason(evidence)}: {words}" if words else reason(evidence)
