"""What every screen with commands has in common: which of them apply, and the keys that move."""

from __future__ import annotations

from typing import Any, Protocol

from textual.screen import ScreenResultType

from searchtui.commands.command import Situation
from searchtui.commands.leaving import LeftOnce
from searchtui.commands.registry import by_action

_COMMANDS = by_action()


class Movable(Protocol):
    """What the moving keys move: a list's cursor, or a text."""

    def move(self, lines: int, /) -> None:
        """Go down by lines or rows, up if negative."""

    def move_page(self, pages: int, /) -> None:
        """Go down by pages, up if negative."""

    def move_to_end(self, *, last: bool) -> None:
        """Go to the beginning, or to the end."""


class CommandScreen(LeftOnce[ScreenResultType]):
    """A screen whose keys, footer and palette entries are commands that apply or not."""

    _applying: tuple[bool | None, ...] = ()

    def situation(self) -> Situation:
        """What decides which commands apply."""
        raise NotImplementedError

    def situation_changed(self) -> None:
        """Have the footer drawn anew if other commands apply than before; drawing it takes longer than a search."""
        situation = self.situation()
        applying = tuple(command.applies(situation) for command in _COMMANDS.values())
        if applying != self._applying:
            self._applying = applying
            self.refresh_bindings()

    def moved_by_keys(self) -> Movable:
        """What the moving keys move now."""
        raise NotImplementedError

    def action_search(self) -> None:
        """Leave for the search bar of the main screen."""
        main: Any = self.app.screen_stack[0]
        main.action_search()
        self.dismiss(None)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a command applies now."""
        command = _COMMANDS.get(action)
        if command is None or not self.is_mounted:
            return super().check_action(action, parameters)
        return command.applies(self.situation())

    def action_move_down(self) -> None:
        """Go down one line."""
        self.moved_by_keys().move(1)

    def action_move_up(self) -> None:
        """Go up one line."""
        self.moved_by_keys().move(-1)

    def action_move_page_down(self) -> None:
        """Go down one page."""
        self.moved_by_keys().move_page(1)

    def action_move_page_up(self) -> None:
        """Go up one page."""
        self.moved_by_keys().move_page(-1)

    def action_move_to_first(self) -> None:
        """Go to the beginning."""
        self.moved_by_keys().move_to_end(last=False)

    def action_move_to_last(self) -> None:
        """Go to the end."""
        self.moved_by_keys().move_to_end(last=True)
