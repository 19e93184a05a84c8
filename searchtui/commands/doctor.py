"""Commands that help where a query finds little."""

from __future__ import annotations

from searchtui.commands.command import Command


class FindMore(Command):
    """Say why so little is found: the hits of each part of the query, and what would find more, with its hits.

    It comes by itself where there are fewer than four hits.
    """

    keys = "d"
    shown = "d"


class TakeRemedy(Command):
    """There: search by what is under the cursor; the digits 1 to 9 take a line at once."""

    keys = "enter"
    shown = "enter 1…9"
    footer = "search so"
    in_palette = False


DOCTOR: tuple[type[Command], ...] = (FindMore, TakeRemedy)
