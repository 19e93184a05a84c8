"""Commands about comparing words."""

from __future__ import annotations

from searchtui.commands.command import Command


class CompareWords(Command):
    """Compare how often each outlet has the words of the query: articles and shares, side by side."""

    keys = "C"
    shown = "C"


class CompareBy(Command):
    """In a comparison: by outlet, by month, by language."""

    keys = "tab"
    shown = "tab"
    footer = "outlet, month …"
    in_palette = False


class EditWords(Command):
    """In a comparison: change the words, which commas separate."""

    keys = "slash"
    shown = "/"
    footer = "words"


class CopyComparison(Command):
    """In a comparison: copy it as CSV, for a spreadsheet."""

    keys = "y"
    shown = "y"
    footer = "copy"


COMPARING: tuple[type[Command], ...] = (CompareWords, CompareBy, EditWords, CopyComparison)
