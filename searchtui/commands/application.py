"""Commands about the program as a whole."""

from __future__ import annotations

from searchtui.commands.command import Command, Situation


class Help(Command):
    """Show all keys and the query language."""

    keys = "question_mark,f1"
    shown = "? F1"
    footer = "help"


class CommandPalette(Command):
    """Find any of these commands by its name, and run it."""

    keys = "ctrl+p"
    shown = "ctrl+p"
    in_palette = False


class UpdateIndex(Command):
    """Read what is new or changed in the library's folder now."""

    keys = "f5"
    shown = "F5"

    @classmethod
    def applies(cls, situation: Situation) -> bool | None:
        """Not while that is going on."""
        return None if situation.reindexing else True


class WatchFolder(Command):
    """Pick up new and changed files by themselves, as at first, or only on request."""

    keys = "w"
    shown = "w"


class LookAgain(Command):
    """Look again for articles, on the screen shown while there are none."""

    keys = "r"
    shown = "r"
    footer = "look again"
    in_palette = False


class ChangeTheme(Command):
    """Choose colours: dark, light, high contrast, the terminal's own, and more."""

    keys = "t"
    shown = "t"


class ChangeSettings(Command):
    """Change the settings of this library; they are kept in its searchtui.toml."""

    keys = "comma"
    shown = ","


class ShowTour(Command):
    """Show the tour of five steps, or its next step; after the last it ends."""

    keys = "f2"
    shown = "F2"


class Quit(Command):
    """Leave searchtui."""

    keys = "q"
    shown = "q ctrl+q"
    footer = "quit"


APPLICATION: tuple[type[Command], ...] = (
    Help, CommandPalette, UpdateIndex, WatchFolder, LookAgain, ChangeTheme, ChangeSettings, ShowTour, Quit,
)  # fmt: skip
