"""What a command is: one thing the user can do, described once for keys, footer, palette, help and README."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum
from typing import ClassVar

from textual.binding import Binding


class Focus(Enum):
    """Which part of a screen has the keyboard."""

    SEARCH_BAR = "search bar"
    RESULTS = "results"
    ARTICLE = "article"
    FILTERS = "filters"


@dataclass(frozen=True, slots=True)
class Situation:
    """What a screen knows that decides which commands apply."""

    focus: Focus = Focus.RESULTS
    """Where the keyboard is."""

    hits: int = 0
    """Hits of the answer shown."""

    article: bool = False
    """An article is shown."""

    copies: int = 0
    """Copies folded under the selected hit."""

    matches: int = 0
    """Matches marked in it."""

    inferred: bool = False
    """Its outlet or its date is inferred."""

    unknown: bool = False
    """Its outlet or its date is not known, and the user has not said that nobody knows."""

    fixed: bool = False
    """There is a fix of the user's that can be undone."""

    chosen: int = 0
    """Results chosen to do something with."""

    reindexing: bool = False
    """The index is being brought up to date."""


class Command:
    """One user action. The docstring of a subclass is its tooltip, its help line and what the palette says of it.

    The class name gives the rest: `NextMatch` is called "Next match", has the binding id "next-match", and runs the
    screen's (or the app's) `action_next_match`.
    """

    keys: ClassVar[str] = ""
    """Textual key names, separated by commas; the first is the one shown."""

    shown: ClassVar[str] = ""
    """How the keys are written for people, such as "↓ j"."""

    footer: ClassVar[str] = ""
    """Words for the footer; a command without is not in the footer."""

    in_palette: ClassVar[bool] = True
    """Moving the cursor by a line makes no sense from a palette."""

    group: ClassVar[Binding.Group | None] = None
    """Commands shown together in the footer."""

    @classmethod
    def applies(cls, situation: Situation) -> bool | None:  # noqa: ARG003 -- subclasses look at it
        """Whether the command can be given now; None shows it greyed out."""
        return True

    @classmethod
    def words(cls) -> list[str]:
        """The words of the name, in small letters."""
        return re.sub(r"(?<!^)(?=[A-Z])", " ", cls.__name__).lower().split()

    @classmethod
    def title(cls) -> str:
        """The name as the palette shows it."""
        return " ".join(cls.words()).capitalize()

    @classmethod
    def id(cls) -> str:
        """The binding's id, by which a key map addresses it."""
        return "-".join(cls.words())

    @classmethod
    def action(cls) -> str:
        """The action it runs, without "action_"."""
        return "_".join(cls.words())

    @classmethod
    def help(cls) -> str:
        """What it does, in one sentence."""
        return " ".join((cls.__doc__ or "").split())

    @classmethod
    def binding(cls) -> Binding:
        """The command as a binding."""
        return Binding(
            cls.keys,
            cls.action(),
            cls.footer or cls.title(),
            show=bool(cls.footer),
            tooltip=cls.help(),
            id=cls.id(),
            group=cls.group,
        )


def bindings(commands: Iterable[type[Command]]) -> list[Binding | tuple[str, str] | tuple[str, str, str]]:
    """The bindings of `commands`, for a screen's or the app's `BINDINGS`."""
    return [command.binding() for command in commands]
