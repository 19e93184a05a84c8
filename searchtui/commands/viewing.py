"""Commands that show a result in other ways: as a table, as a timeline, as a concordance."""

from __future__ import annotations

from searchtui.commands.command import Command, Situation


class ShowTable(Command):
    """Show the results as a table, a line each; s or a click on a heading sorts it."""

    keys = "T"
    shown = "T"

    @classmethod
    def applies(cls, situation: Situation) -> bool | None:
        """Needs results."""
        return bool(situation.hits)


class ShowTimeline(ShowTable):
    """Show who wrote when: a row of bars for each outlet on one time axis; enter looks for what is under the cursor."""

    keys = "L"
    shown = "L"


class ShowConcordance(ShowTable):
    """Show every match on a line of its own, in the words around it; s sorts by the words before or after."""

    keys = "K"
    shown = "K"


class BackFromView(Command):
    """Go back to the list of results."""

    keys = "escape,q,backspace"
    shown = "esc q"
    footer = "back"


VIEWING: tuple[type[Command], ...] = (
    ShowTable, ShowTimeline, ShowConcordance, BackFromView,
)  # fmt: skip
