"""Commands that move through results and text."""

from __future__ import annotations

from searchtui.commands.command import Command


class _Move(Command):
    in_palette = False


class MoveDown(_Move):
    """Go one result, or one line, down; from the search bar to the results."""

    keys = "down,j"
    shown = "↓ j"


class MoveUp(_Move):
    """Go one result, or one line, up; from the first result to the search bar."""

    keys = "up,k"
    shown = "↑ k"


class MovePageDown(_Move):
    """Go one page down."""

    keys = "pagedown,space,ctrl+d"
    shown = "pgdn space"


class MovePageUp(_Move):
    """Go one page up."""

    keys = "pageup,b,ctrl+u"
    shown = "pgup b"


class MoveToFirst(_Move):
    """Go to the first result, or the beginning of the text."""

    keys = "home,g"
    shown = "home g"


class MoveToLast(_Move):
    """Go to the last result, or the end of the text."""

    keys = "end,G"
    shown = "end G"


MOVING: tuple[type[Command], ...] = (MoveDown, MoveUp, MovePageDown, MovePageUp, MoveToFirst, MoveToLast)
