"""Commands about the query and its results."""

from __future__ import annotations

from searchtui.commands.command import Command, Situation


class Search(Command):
    """Go to the search bar."""

    keys = "slash,ctrl+f"
    shown = "/"
    footer = "search"
    footer_key = "/"


class LeaveSearchBar(Command):
    """Go from the search bar to the results; from an article, back to them."""

    keys = "escape"
    shown = "esc"
    in_palette = False


class Read(Command):
    """Read the selected article on the whole screen; on an outlet, filter by it; in the search bar, go to the results."""

    keys = "enter"
    shown = "enter"
    footer = "read"

    @classmethod
    def applies(cls, situation: Situation) -> bool | None:
        """Needs something to read."""
        return bool(situation.hits)


class NextPane(Command):
    """Go on to the next pane: results, article, outlets."""

    keys = "tab"
    shown = "tab"
    in_palette = False


class PreviousPane(Command):
    """Go back to the pane before."""

    keys = "shift+tab"
    shown = "shift+tab"
    in_palette = False


class ChooseOutlet(Command):
    """Go to the outlets of the results; enter there adds an outlet to the query, or takes it out again."""

    keys = "f"
    shown = "f"
    footer = "filter"

    @classmethod
    def applies(cls, situation: Situation) -> bool | None:
        """Needs results."""
        return bool(situation.hits)


class ChangeOrder(Command):
    """Sort the results by the next key: relevance, newest, oldest, outlet."""

    keys = "s"
    shown = "s"
    footer = "sort"


class ClearSearch(Command):
    """Empty the search bar and start anew."""

    keys = "ctrl+l"
    shown = "ctrl+l"


SEARCHING: tuple[type[Command], ...] = (
    Search, LeaveSearchBar, Read, NextPane, PreviousPane, ChooseOutlet, ChangeOrder, ClearSearch,
)  # fmt: skip
