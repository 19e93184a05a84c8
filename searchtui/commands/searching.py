"""Commands about the query and its results."""

from __future__ import annotations

from searchtui.commands.command import Command, Focus, Situation


class Search(Command):
    """Go to the search bar."""

    keys = "slash"
    shown = "/"
    footer = "search"

    @classmethod
    def applies(cls, situation: Situation) -> bool | None:
        """Not where one is already."""
        return situation.focus is not Focus.SEARCH_BAR


class GoToResults(Command):
    """Go to the results, from the search bar or another pane."""

    keys = "escape"
    shown = "esc"
    footer = "results"
    in_palette = False

    @classmethod
    def applies(cls, situation: Situation) -> bool | None:
        """Not where one is already."""
        return situation.focus is not Focus.RESULTS


class Read(Command):
    """Read the selected article on the whole screen."""

    keys = "enter"
    shown = "enter"
    footer = "read"

    @classmethod
    def applies(cls, situation: Situation) -> bool | None:
        """Needs something to read."""
        return bool(situation.hits)


class NextPane(Command):
    """Go on to the next pane: results, article, filters."""

    keys = "tab"
    shown = "tab"
    in_palette = False


class PreviousPane(Command):
    """Go back to the pane before."""

    keys = "shift+tab"
    shown = "shift+tab"
    in_palette = False


class Filter(Command):
    """Go to the filters: outlets, dates, languages, marks; each key more goes on to the next of them. There 0 lists the
    outlets that did not cover it.
    """

    keys = "f"
    shown = "f"
    footer = "filter"


class ChangeOrder(Command):
    """Sort by the next key: results by relevance, date, outlet, title; matches by the words before or after them."""

    keys = "s"
    shown = "s"
    footer = "sort"


class ShowCopies(Command):
    """Show the copies of the selected article, each with its outlet and date, and read them."""

    keys = "c"
    shown = "c"

    @classmethod
    def applies(cls, situation: Situation) -> bool | None:
        """Needs copies."""
        return situation.copies > 0


class FoldCopies(Command):
    """List every copy by itself, or fold the copies of a text under one of them again."""

    keys = "v"
    shown = "v"


class ClearSearch(Command):
    """Empty the search bar and start anew."""

    keys = "ctrl+l"
    shown = "ctrl+l"


SEARCHING: tuple[type[Command], ...] = (
    Search, GoToResults, Read, NextPane, PreviousPane, Filter, ChangeOrder, ShowCopies, FoldCopies,
    ClearSearch,
)  # fmt: skip
