"""The settings of the library, to be looked at and changed; each change is written at once."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.widgets import Input, Static

from searchtui.config import own_themes
from searchtui.errors import SearchtuiError
from searchtui.library import Library
from searchtui.screens.row_dialog import RowDialog
from searchtui.widgets.content import content
from searchtui.widgets.row_list import RowList
from searchtui.widgets.search_bar import QueryInput
from searchtui.widgets.settings_list import SETTINGS, SettingsList


class SettingsScreen(RowDialog[None]):
    """A line a setting; left and right change it, enter does or asks for a value."""

    DEFAULT_CSS = """
    SettingsScreen {
        align: center middle;
        Vertical {
            width: 100; max-width: 96%; height: auto; max-height: 92%; padding: 0 1;
            border: round $border; border-title-color: $text; border-subtitle-color: $text-muted;
            background: $surface;
        }
        SettingsList { height: 12; max-height: 1fr; background: $surface; margin: 1 0; }
        #value { display: none; border: none; height: 1; padding: 0 1; margin-bottom: 1; background: $panel; }
        #value.-open { display: block; }
        #told { height: auto; min-height: 1; padding: 0 1; color: $text-muted; }
        #told.-error { color: $text-error; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *RowDialog.BINDINGS,
        Binding("enter,space", "change", "change", id="change-value"),
        Binding("right,l", "next_value", "next", id="next-value"),
        Binding("left,h", "previous_value", "before", id="previous-value"),
        Binding("escape,q,comma", "leave", "back", id="leave-settings"),
    ]

    def __init__(self, library: Library) -> None:
        super().__init__()
        self._library = library

    def compose(self) -> ComposeResult:
        """The settings, a box for values that are typed, what went wrong."""
        with Vertical() as box:
            box.border_title = f"Settings · {self._library.paths.root / 'searchtui.toml'}"
            box.border_subtitle = "← → change   enter changes   esc back"
            yield SettingsList(self._library.settings, own_themes(self._library.paths.root))
            yield QueryInput(id="value", compact=True)
            yield Static("", id="told", markup=False)

    def on_mount(self) -> None:
        """Begin at the first."""
        self.list.styles.height = len(SETTINGS) + 1
        self.list.focus()
        self._tell()

    @property
    def list(self) -> SettingsList:
        """The settings."""
        return self.query_one(SettingsList)

    @property
    def box(self) -> Input:
        """Where a value is typed."""
        return self.query_one("#value", Input)

    @on(RowList.Moved)
    def _moved(self) -> None:
        self._close_box()
        self._tell()

    @on(RowList.Opened)
    def action_change(self) -> None:
        """Take the next value, or ask for one."""
        setting = self.list.selected
        if setting.choices:
            self._step(1)
            return
        self.box.value = str(self.list.value())
        self.box.add_class("-open")
        self.box.focus()
        self.box.action_select_all()

    def action_next_value(self) -> None:
        """Take the next value."""
        self._step(1)

    def action_previous_value(self) -> None:
        """Take the value before."""
        self._step(-1)

    @on(Input.Submitted, "#value")
    def _typed(self, message: Input.Submitted) -> None:
        typed = message.value.strip()
        setting = self.list.selected
        if self._change(int(typed) if setting.is_number and typed.isdecimal() else typed):
            self._close_box()

    def action_leave(self) -> None:
        """Leave the box, or the settings."""
        if self.box.has_class("-open"):
            self._close_box()
        else:
            self.dismiss(None)

    def _step(self, step: int) -> None:
        choices = self.list.selected.choices
        if choices:
            self._change(choices[(choices.index(self.list.value()) + step) % len(choices)])

    def _change(self, value: str | int | bool) -> bool:  # noqa: FBT001 -- a setting's value
        try:
            self._library.change_setting(self.list.selected.key, value)
        except SearchtuiError as error:
            self._tell(f"{error} {error.hint}".strip())
            return False
        self.list.show(self._library.settings)
        self._tell()
        return True

    def _close_box(self) -> None:
        if self.box.has_class("-open"):
            self.box.remove_class("-open")
            self.list.focus()
            self._tell()

    def _tell(self, wrong: str = "") -> None:
        told = self.query_one("#told", Static)
        told.set_class(bool(wrong), "-error")
        setting = self.list.selected
        told.update(content(wrong or f"{setting.does}: {setting.hint}"))
