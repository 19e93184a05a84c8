"""A small dialog that asks for one line of text."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Input, Static

from searchtui.commands.leaving import Dialog
from searchtui.errors import SearchtuiError
from searchtui.text.tokens import fold
from searchtui.widgets.content import content
from searchtui.widgets.name_list import NameList
from searchtui.widgets.search_bar import QueryInput

_OFFERED = 6
"""Names offered at a time."""


class Ask(Dialog[str | None]):
    """Asks for a line; its answer is what was typed, or None.

    `names` are completed in what stands behind the last comma. `check` raises `SearchtuiError` for what cannot be
    meant, which is told instead of answering. `left` is told what stood there where nothing is answered.
    """

    DEFAULT_CSS = """
    Ask {
        align: center middle;
        Vertical {
            width: 76; max-width: 96%; height: auto; max-height: 95%; padding: 1 2; overflow-y: auto;
            scrollbar-size-vertical: 1;
            border: round $border; border-title-color: $text; border-subtitle-color: $text-muted; background: $surface;
        }
        #about { height: auto; max-height: 6; margin-bottom: 1; color: $text-muted; }
        Input { border: none; height: 1; padding: 0 1; background: $boost; }
        Input:focus { background-tint: $foreground 8%; }
        NameList { margin-top: 1; }
        #wrong { display: none; height: auto; margin-top: 1; color: $text-error; }
        .-wrong #wrong { display: block; }
        .-wrong NameList { display: none; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "cancel", "Cancel", id="cancel-asking"),
        Binding("down,tab", "next_name(1)", "Next name", id="next-offered", show=False),
        Binding("up,shift+tab", "next_name(-1)", "Name before", id="previous-offered", show=False),
    ]

    def __init__(
        self,
        title: str,
        *,
        about: str = "",
        value: str = "",
        placeholder: str = "",
        names: Sequence[tuple[str, int]] = (),
        check: Callable[[str], object] = str,
        left: Callable[[str], None] | None = None,
    ) -> None:
        super().__init__()
        self._title, self._about, self._value, self._placeholder = title, about, value, placeholder
        self._names, self._check, self._left = names, check, left
        self._offered: list[tuple[str, int]] = []
        self._taken = -1

    def compose(self) -> ComposeResult:
        """What it is about, the box, what may be meant."""
        with Vertical() as box:
            box.border_title = self._title
            esc = "esc cancels" if self._left is None else "esc keeps the words for later"
            box.border_subtitle = f"enter saves{' · ↓ takes a name' if self._names else ''} · {esc}"
            if self._about:
                lines = [content(line) for line in self._about.split("\n")]
                yield Static(Content("\n").join(lines), id="about", markup=False)
            yield QueryInput(self._value, placeholder=self._placeholder, compact=True, select_on_focus=False)
            yield NameList()
            yield Static("", id="wrong", markup=False)

    def on_mount(self) -> None:
        """Begin to type behind what stands there."""
        box = self.query_one(Input)
        box.focus()
        box.cursor_position = len(box.value)
        self._offer()

    @on(Input.Changed)
    def _offer(self) -> None:
        """Offer the names that begin, in one of their words, as what is being typed."""
        begun = fold(self._part()[1])
        fitting = [pair for pair in self._names if not begun or _begins(pair[0], begun)]
        self._offered, self._taken = fitting[:_OFFERED], -1
        self._show_names()

    @on(Input.Submitted)
    def _answer(self, message: Input.Submitted) -> None:
        try:
            self._check(message.value)
        except SearchtuiError as error:
            self.query_one(Vertical).add_class("-wrong")
            self.query_one("#wrong", Static).update(content(f"{error.message} {error.hint}".strip()))
            return
        self.dismiss(message.value)

    def action_cancel(self) -> None:
        """Answer: nothing."""
        if self._left is not None and self.is_active:
            self._left(self.query_one(Input).value)
        self.dismiss(None)

    @on(NameList.Picked)
    async def _picked(self, message: NameList.Picked) -> None:
        self._take(message.number)
        if message.twice:
            await self.query_one(Input).action_submit()

    def action_next_name(self, step: int) -> None:
        """Put the next name that fits into the box."""
        if self._offered:
            self._take((max(self._taken, -1 if step > 0 else 0) + step) % len(self._offered))

    def _take(self, number: int) -> None:
        before, _ = self._part()
        self._taken = number
        box = self.query_one(Input)
        with self.prevent(Input.Changed):
            box.value = before + self._offered[self._taken][0]
        box.cursor_position = len(box.value)
        self._show_names()

    def _part(self) -> tuple[str, str]:
        """What stands before the name being typed, with its sign, and the name."""
        value = self.query_one(Input).value
        start = value.rfind(",") + 1
        start += len(value[start:]) - len(value[start:].lstrip(" -#"))
        return value[:start], value[start:]

    def _show_names(self) -> None:
        self.query_one(Vertical).remove_class("-wrong")
        self.query_one(NameList).show(self._offered, self._taken)


def _begins(name: str, begun: str) -> bool:
    folded = fold(name)
    return folded.startswith(begun) or f" {begun}" in folded
