"""Commands of the search bar that help with typing."""

from __future__ import annotations

from searchtui.commands.command import Command, Focus, Situation


class Complete(Command):
    """Complete what is being typed: fields, outlets, dates, languages, tags, indexed words with their articles.

    In the search bar tab does so, too, where there is something to complete; → takes the grey rest of a word.
    """

    keys = "ctrl+@,ctrl+space"
    shown = "ctrl+space"

    @classmethod
    def applies(cls, situation: Situation) -> bool | None:
        """Only where one types."""
        return situation.focus is Focus.SEARCH_BAR


class SearchHistory(Command):
    """List the queries asked before that have what is typed in them; in the empty search bar ↑ goes back to them."""

    keys = "ctrl+r"
    shown = "ctrl+r"


TYPING: tuple[type[Command], ...] = (Complete, SearchHistory)
