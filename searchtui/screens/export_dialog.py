"""Asking what to take away, in which format, and to which file."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Click
from textual.widgets import Input, Static

from searchtui.commands.leaving import Dialog
from searchtui.results.taking.formats import FORMATS
from searchtui.screens.work_client import Chosen
from searchtui.widgets.content import content
from searchtui.widgets.search_bar import QueryInput


@dataclass(frozen=True, slots=True)
class ExportWanted:
    """What is to be written, how, and where."""

    chosen: Chosen
    form: str
    path: Path


class ExportDialog(Dialog[ExportWanted | None]):
    """Offers some choices of articles and all formats; answers with what is wanted, or None.

    A note says why a choice that one might look for is not offered.
    """

    VERTICAL_BREAKPOINTS = [(0, "-low"), (24, "-high")]  # noqa: RUF012 -- typed by Textual

    DEFAULT_CSS = """
    ExportDialog {
        align: center middle;
        Vertical {
            width: 80; max-width: 96%; height: auto; max-height: 95%; padding: 1 2; overflow-y: auto;
            scrollbar-size-vertical: 1;
            border: round $border; border-title-color: $text; border-subtitle-color: $text-muted; background: $surface;
        }
        .label { color: $text-muted; }
        #what, #formats, #note { height: auto; margin-bottom: 1; }
        #note { color: $text-muted; }
        Input { border: none; height: 1; padding: 0 1; background: $boost; }
        Input:focus { background-tint: $foreground 8%; }
        &.-low Vertical { padding: 0 2; }
        &.-low #what, &.-low #formats, &.-low #note { margin-bottom: 0; }
        #problem { height: auto; color: $text-error; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="cancel-export"),
        Binding("tab", "next_what(1)", "Other articles", id="next-what", show=False),
        Binding("shift+tab", "next_what(-1)", "Other articles", id="previous-what", show=False),
        Binding("down", "next_format(1)", "Next format", id="next-format", show=False),
        Binding("up", "next_format(-1)", "Format before", id="previous-format", show=False),
    ]

    def __init__(
        self, choices: Sequence[tuple[str, Chosen]], folder: Path, query: str, *, form: str = "markdown", note: str = ""
    ) -> None:
        super().__init__()
        self._choices, self._folder = choices, folder
        self._what, self._format = 0, list(FORMATS).index(form)
        words = "-".join(re.findall(r"\w+", query)[:5]) or "articles"
        self._name = f"{words[:40]}-{dt.datetime.now().astimezone().date().isoformat()}"
        self._proposed = ""
        self._note = note

    def compose(self) -> ComposeResult:
        """What, how, where."""
        with Vertical() as box:
            box.border_title = "Export"
            box.border_subtitle = "enter writes · tab other articles · ↓ other format · esc cancels"
            yield Static("What", classes="label", markup=False)
            yield Static("", id="what", markup=False)
            if self._note:
                yield Static(content(self._note), id="note", markup=False)
            yield Static("As", classes="label", markup=False)
            yield Static("", id="formats", markup=False)
            yield Static("To the file", classes="label", markup=False)
            yield QueryInput("", compact=True)
            yield Static("", id="problem", markup=False)

    def on_mount(self) -> None:
        """Begin with the file, so that enter writes it."""
        self.query_one(Input).focus()
        self._show()

    @on(Input.Submitted)
    def _answer(self, message: Input.Submitted) -> None:
        path = Path(message.value.strip()).expanduser()
        path = path if path.is_absolute() else self._folder / path
        if problem := _problem(message.value, path):
            self.query_one("#problem", Static).update(content(problem))
            return
        form = list(FORMATS)[self._format]
        self.dismiss(ExportWanted(self._choices[self._what][1], form, path))

    def on_click(self, event: Click) -> None:
        """Choose the articles or the format under the pointer."""
        place = None if event.widget is None else event.get_content_offset(event.widget)
        if place is None or event.widget is None:
            return
        if event.widget.id == "what" and place.y < len(self._choices):
            self.action_next_what(place.y - self._what)
        elif event.widget.id == "formats" and place.y < len(FORMATS):
            self.action_next_format(place.y - self._format)

    def action_cancel(self) -> None:
        """Answer: nothing."""
        self.dismiss(None)

    def action_next_what(self, step: int) -> None:
        """Choose the next articles."""
        self._what = (self._what + step) % len(self._choices)
        self._show()

    def action_next_format(self, step: int) -> None:
        """Choose the next format."""
        self._format = (self._format + step) % len(FORMATS)
        self._show()

    def _show(self) -> None:
        what = [f"{words}: {chosen.count():,}" for words, chosen in self._choices]
        self.query_one("#what", Static).update(_list(what, self._what))
        formats = [f"{each.name:9} {each.words}" for each in FORMATS.values()]
        self.query_one("#formats", Static).update(_list(formats, self._format))
        self.query_one("#problem", Static).update("")
        box = self.query_one(Input)
        if box.value in ("", self._proposed):
            self._proposed = str(self._free_path())
            box.value = self._proposed
            box.cursor_position = len(box.value)

    def _free_path(self) -> Path:
        suffix = list(FORMATS.values())[self._format].suffix
        path, number = self._folder / f"{self._name}{suffix}", 1
        while path.exists():
            number += 1
            path = self._folder / f"{self._name}-{number}{suffix}"
        return path


def _problem(typed: str, path: Path) -> str:
    """Why there can be no such file; empty if there can."""
    if not typed.strip() or path.is_dir():
        return "Name a file."
    if path.exists():
        return "There is such a file already; name another."
    return "" if path.parent.is_dir() else f"There is no folder {path.parent}."


def _list(lines: Sequence[str], chosen: int) -> Content:
    shown = Content("")
    for number, line in enumerate(lines):
        sign, style = ("▌", "$text bold") if number == chosen else (" ", "$text-muted")
        shown += ("\n" if number else "") + content(f"{sign} {line}", style)
    return shown
