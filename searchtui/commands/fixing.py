"""Commands about what is known of an article: its outlet and its date."""

from __future__ import annotations

from searchtui.commands.command import Command, Situation


class CheckFacts(Command):
    """Check outlets and dates: the list of articles with an unknown outlet or date, or an inferred one."""

    keys = "m,f6"
    shown = "m F6"


class FixFacts(Command):
    """Type the right outlet or date of the article shown; it stays through every reindex as "fixed by you"."""

    keys = "e"
    shown = "e"

    @classmethod
    def applies(cls, situation: Situation) -> bool | None:
        """Needs an article."""
        return situation.article


class UndoFix(Command):
    """Undo what you fixed of the article shown; where outlets and dates are checked, your last fix."""

    keys = "u"
    shown = "u"

    @classmethod
    def applies(cls, situation: Situation) -> bool | None:
        """Needs a fix."""
        return situation.fixed


class AcceptInferred(Command):
    """Where outlets and dates are checked: take what is inferred as right."""

    keys = "a"
    shown = "a"
    footer = "accept"

    @classmethod
    def applies(cls, situation: Situation) -> bool | None:
        """Needs something inferred."""
        return situation.inferred


class LeaveUnknown(Command):
    """Where outlets and dates are checked: note that nobody knows what is not known, and ask no more."""

    keys = "d"
    shown = "d"
    footer = "nobody knows"

    @classmethod
    def applies(cls, situation: Situation) -> bool | None:
        """Needs something unknown."""
        return situation.unknown


FIXING: tuple[type[Command], ...] = (CheckFacts, FixFacts, AcceptInferred, LeaveUnknown, UndoFix)
