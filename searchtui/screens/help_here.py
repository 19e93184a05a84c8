"""Help on what has the keyboard: what it is for, and the keys that mean something there now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from textual.binding import Binding
from textual.dom import DOMNode
from textual.screen import Screen

from searchtui.commands.command import Command, Focus
from searchtui.commands.registry import all_commands
from searchtui.screens.command_screen import CommandScreen
from searchtui.screens.main import MainScreen

_ABOUT_FOCUS = {
    Focus.SEARCH_BAR: "Type here: results follow every key. Below is what can be typed; ↓ goes to the results.",
    Focus.RESULTS: "The articles found, the best first. The selected one is shown beside the list.",
    Focus.ARTICLE: "The article, its matches marked. Above it is what is known of it, and how.",
    Focus.FILTERS: "Who wrote, when, in which language. What you choose here becomes part of the query.",
}

_ABOUT_SCREEN = {
    "TableScreen": "The results in lines, sorted by a column.",
    "TimelineScreen": "Who wrote when: each column is a day, a month or a year, each row an outlet.",
    "ConcordanceScreen": "Every match on a line of its own, in the words around it.",
    "ComparisonScreen": "How many articles of each outlet, month or language have each of the words.",
    "KeptScreen": "What you keep: enter shows the articles behind a line.",
    "TriageScreen": "Articles whose outlet or date nobody stated: accept what was inferred, or say it.",
    "CopiesScreen": "The articles with the same text, the earliest first.",
}

_OF_THE_MAIN_SCREEN = frozenset(each.id for each in MainScreen.BINDINGS if isinstance(each, Binding))


@dataclass(frozen=True, slots=True)
class Here:
    """Where the keyboard is, what one does there, and the commands that apply."""

    name: str
    about: str

    commands: tuple[type[Command], ...]
    """Those that mean something only here come first."""


def help_here(screen: Screen[Any]) -> Here | None:
    """What there is to say about the part of `screen` that has the keyboard; None where help has nothing to add."""
    if not isinstance(screen, CommandScreen):
        return None
    active = {each.binding.id: each.node for each in screen.active_bindings.values() if each.enabled}
    commands = [command for command in all_commands() if command.id() in active]
    commands.sort(key=lambda command: _means_something_elsewhere(command.id(), active[command.id()], screen))
    focus = screen.situation().focus
    kind = type(screen).__name__
    about = _ABOUT_SCREEN.get(kind, _ABOUT_FOCUS[focus])
    name = kind.removesuffix("Screen").lower() if kind in _ABOUT_SCREEN else focus.value
    return Here(name, about, tuple(commands))


def _means_something_elsewhere(command: str, node: DOMNode, screen: Screen[Any]) -> bool:
    """Whether a command that is bound at `node` is one of the app or of the main screen as a whole."""
    return node is screen.app or (node is screen and (isinstance(screen, MainScreen) or command in _OF_THE_MAIN_SCREEN))
