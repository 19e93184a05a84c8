"""Commands of the filter panel: they are about the value under the cursor there."""

from __future__ import annotations

from searchtui.commands.command import Command


class IncludeValue(Command):
    """Include the value under the cursor of a filter, as one of several; again lets it go."""

    keys = "space"
    shown = "space"
    footer = "include"


class ExcludeValue(Command):
    """Exclude the value under the cursor of a filter; again lets it in."""

    keys = "minus"
    shown = "-"
    footer = "exclude"


class OnlyThisValue(Command):
    """Show only what has the value under the cursor of a filter; again shows all."""

    keys = "enter"
    shown = "enter"
    footer = "only this"


class ClearFilter(Command):
    """Take the filter where the keyboard is out of the query."""

    keys = "backspace,delete"
    shown = "del"


class ShowShares(Command):
    """Count as a share: which part of all articles of an outlet, month or language are hits; or absolute again."""

    keys = "percent_sign"
    shown = "%"
    footer = "share"


class ShowMissing(Command):
    """List also the outlets that did not cover it, then these alone, then only those with hits."""

    keys = "0"
    shown = "0"
    footer = "who has none"


class FindValue(Command):
    """Find an outlet in the filter by the beginning of a word of its name."""

    keys = "ctrl+f"
    shown = "ctrl+f"


class CopyCounts(Command):
    """Copy the counts of a filter as CSV, for a spreadsheet."""

    keys = "y"
    shown = "y"


class ZoomIn(Command):
    """Show the months of the year, or the days of the month, under the cursor of the dates."""

    keys = "z"
    shown = "z"
    footer = "zoom in"


class ZoomOut(Command):
    """Show the dates by month, or by year."""

    keys = "Z"
    shown = "Z"
    footer = "out"


class NextPeriod(Command):
    """Go to the next year, month or day of the dates."""

    keys = "right,l"
    shown = "→ l"
    in_palette = False


class PreviousPeriod(Command):
    """Go to the year, month or day of the dates before."""

    keys = "left,h"
    shown = "← h"
    in_palette = False


CHOOSING: tuple[type[Command], ...] = (
    IncludeValue, ExcludeValue, OnlyThisValue, ClearFilter, ShowShares, ShowMissing, CopyCounts,
)  # fmt: skip
ZOOMING: tuple[type[Command], ...] = (ZoomIn, ZoomOut, NextPeriod, PreviousPeriod)
FILTERING: tuple[type[Command], ...] = (*CHOOSING, FindValue, *ZOOMING)
