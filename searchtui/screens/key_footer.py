"""The keys at the bottom of a screen: as many as there is room for, and always how to get help.

Drawn as one line: Textual's footer has a widget for each key, and to mount those takes longer than to open an article.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import NamedTuple

from rich.cells import cell_len
from rich.style import Style
from textual.binding import ActiveBinding
from textual.events import MouseDown, MouseMove
from textual.screen import Screen
from textual.strip import Strip
from textual.widget import Widget

from searchtui.commands.application import Help
from searchtui.widgets.content import part_style, strip

_KEY, _WORDS = "key-footer--key", "key-footer--words"
_DIM = Style(dim=True)


class Part(NamedTuple):
    """A key with its words, or one of a group of keys that share them."""

    key: str
    shown: str
    words: str
    help: str
    enabled: bool
    at_end: bool = False

    @property
    def text(self) -> str:
        """What is drawn, with room around."""
        return f" {self.shown} {self.words + ' ' if self.words else ''}"


class KeyFooter(Widget, can_focus=False):
    """The keys that mean something now; keys are left out rather than cut off."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {_KEY, _WORDS}  # noqa: RUF012 -- typed by Textual

    DEFAULT_CSS = """
    KeyFooter { dock: bottom; height: 1; color: $footer-foreground; background: $footer-background; }
    KeyFooter .key-footer--key { color: $footer-key-foreground; background: $footer-key-background; text-style: bold; }
    KeyFooter .key-footer--words {
        color: $footer-description-foreground; background: $footer-description-background;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._groups: list[tuple[Part, ...]] = []

    def on_mount(self) -> None:
        """Follow the commands that apply."""
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, screen: Screen[object]) -> None:
        if screen is self.screen:
            self.call_after_refresh(self._show_bindings)

    def _show_bindings(self) -> None:
        groups = list(self._grouped()) if self.is_attached else []
        if groups != self._groups:
            self._groups = groups
            self.refresh()

    def _grouped(self) -> Iterator[tuple[Part, ...]]:
        by_action: dict[str, ActiveBinding] = {}
        for active in self.screen.active_bindings.values():
            if active.binding.show:
                by_action.setdefault(active.binding.action, active)
        for group, members in groupby(by_action.values(), lambda active: active.binding.group):
            actives = list(members)
            if group is None or len(actives) == 1:
                yield from ((self._part(active, active.binding.description),) for active in actives)
            else:
                last = len(actives) - 1
                yield tuple(
                    self._part(active, group.description if number == last else "")
                    for number, active in enumerate(actives)
                )

    def _part(self, active: ActiveBinding, words: str) -> Part:
        binding = active.binding
        is_help = binding.action.rpartition(".")[2] == Help.action()
        tooltip = active.tooltip or binding.description
        return Part(binding.key, self.app.get_key_display(binding), words, tooltip, active.enabled, is_help)

    @property
    def parts(self) -> list[tuple[int, Part]]:
        """What there is room for, each with its first cell: whole groups, and help at the right end."""
        at_end = [part for group in self._groups for part in group if part.at_end]
        room = self.size.width - sum(cell_len(part.text) for part in at_end)
        placed, column = [], 0
        for group in self._groups:
            width = sum(cell_len(part.text) for part in group)
            if group[0].at_end:
                continue
            if column + width > room:
                break
            for part in group:
                placed.append((column, part))
                column += cell_len(part.text)
        column = max(0, room)
        for part in at_end:
            placed.append((column, part))
            column += cell_len(part.text)
        return placed

    def render_line(self, y: int) -> Strip:  # noqa: ARG002 -- there is but one
        """Draw the keys."""
        key_style, words_style = part_style(self, _KEY), part_style(self, _WORDS)
        text, marks = "", []
        for column, part in self.parts:
            text += " " * (column - cell_len(text))
            start, words = len(text), len(text) + len(part.shown) + 2
            text += part.text
            grey = Style() if part.enabled else _DIM
            marks += [(start, words, key_style + grey), (words, len(text), words_style + grey)]
        return strip(text, self.rich_style, marks).adjust_cell_length(self.size.width, self.rich_style)

    def _at(self, x: int) -> Part | None:
        return next((part for column, part in self.parts if column <= x < column + cell_len(part.text)), None)

    def on_mouse_move(self, event: MouseMove) -> None:
        """Say what the key under the mouse does."""
        part = self._at(event.x)
        self.tooltip = part.help if part is not None else None

    def on_mouse_down(self, event: MouseDown) -> None:
        """Press the key under the mouse."""
        part = self._at(event.x)
        if part is not None:
            if part.enabled:
                self.app.simulate_key(part.key)
            else:
                self.app.bell()
