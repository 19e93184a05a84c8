"""The settings with their values, one a line."""

from __future__ import annotations

from dataclasses import dataclass, replace

from rich.style import Style
from textual.strip import Strip

from searchtui.config import CHOICES, RANGES, Settings
from searchtui.results.printable import printable
from searchtui.widgets.content import cut, strip
from searchtui.widgets.row_list import RowList


@dataclass(frozen=True, slots=True)
class Setting:
    """A setting that can be changed here: its key in searchtui.toml, and what it does."""

    key: str
    does: str

    own_choices: tuple[str, ...] = ()
    """Values that the user has added."""

    @property
    def choices(self) -> tuple[str | bool, ...]:
        """The values it may have; none where any may be typed."""
        if isinstance(getattr(Settings(), self.key), bool):
            return (True, False)
        return tuple(dict.fromkeys((*CHOICES.get(self.key, ()), *self.own_choices)))

    @property
    def is_number(self) -> bool:
        """Whether it is a whole number."""
        return self.key in RANGES

    @property
    def hint(self) -> str:
        """What may be typed."""
        if self.is_number:
            return "{:,} to {:,}".format(*RANGES[self.key])
        return " ".join(map(_written, self.choices)) or "two letters, such as de"


SETTINGS = (
    Setting("theme", "colours at first; t tries others"),
    Setting("keymap", "keys to begin with; searchtui keys prints them"),
    Setting("text_width", "cells of a line of an article at most"),
    Setting("spacing", "room between lines and paragraphs"),
    Setting("watch", "new and changed files are picked up by themselves"),
    Setting("default_language", "of articles whose language cannot be told"),
    Setting("max_file_mb", "larger files are reported instead of read"),
    Setting("max_article_mb", "longer articles, in million characters, are reported instead"),
    Setting("max_file_seconds", "a file that takes longer is given up"),
    Setting("max_worker_mb", "memory of a process that reads files"),
    Setting("indexing_mb", "memory of a large reindex, about"),
)

_KEY_WIDTH = 18
_VALUE_WIDTH = 13


class SettingsList(RowList):
    """Key, value, what it does."""

    def __init__(self, settings: Settings, own_themes: tuple[str, ...]) -> None:
        super().__init__()
        self._settings = settings
        self._rows = [replace(each, own_choices=own_themes) if each.key == "theme" else each for each in SETTINGS]

    @property
    def selected(self) -> Setting:
        """The setting under the cursor."""
        return self._rows[self.cursor]

    def value(self) -> str | int | bool:
        """Its value."""
        value: str | int | bool = getattr(self._settings, self.selected.key)
        return value

    def show(self, settings: Settings) -> None:
        """Show other values."""
        self._settings = settings
        self.rows_changed()

    def count(self) -> int:
        """One row a setting."""
        return len(SETTINGS)

    def draw_heading(self, width: int, base: Style) -> Strip:
        """Names of the columns."""
        return strip(f" {'Setting':<{_KEY_WIDTH}} {'Value':<{_VALUE_WIDTH}} What it does", base).crop(0, width)

    def draw_row(self, row: int, width: int, base: Style) -> Strip:
        """A setting; what is not as searchtui has it is bold."""
        setting = SETTINGS[row]
        value = getattr(self._settings, setting.key)
        is_own = value != getattr(Settings(), setting.key)
        key = strip(f" {setting.key:<{_KEY_WIDTH}} ", base)
        style = base + self.style("row--match") if is_own else base
        shown = strip(printable(_written(value), one_line=True), style).adjust_cell_length(_VALUE_WIDTH, base)
        room = width - 2 - _KEY_WIDTH - _VALUE_WIDTH
        does = strip(cut(f" {setting.does}", max(1, room)), base + self.style("row--fact"))
        return Strip.join([key, shown, does]).crop(0, width)


def _written(value: str | int | bool) -> str:  # noqa: FBT001 -- a setting's value
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
