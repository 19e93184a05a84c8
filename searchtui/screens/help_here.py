"""Help on what has the keyboard: what it is for, and the keys that mean something there now."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from textual.screen import Screen

from searchtui.commands.command import Command, Focus
from searchtui.commands.registry import all_commands
from searchtui.screens.command_screen import CommandScreen

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


@dataclass(frozen=True, slots=True)
class Here:
    """Where the keyboard is, what one does there, and the commands that apply."""

    name: str
    about: str
    commands: tuple[type[Command], ...]


def help_here(screen: Screen[Any]) -> Here | None:
    """What there is to say about the part of `screen` that has the keyboard; None where help has nothing to add."""
    if not isinstance(screen, CommandScreen):
        return None
    bound = {active.binding.id for active in screen.active_bindings.values() if active.enabled}
    commands = tuple(command for command in all_commands() if command.id() in bound)
    focus = screen.situation().focus
    kind = type(screen).__name__
    about = _ABOUT_SCREEN.get(kind, _ABOUT_FOCUS[focus])
    name = kind.removesuffix("Screen").lower() if kind in _ABOUT_SCREEN else focus.value
    return Here(name, about, commands)
