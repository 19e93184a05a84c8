"""Commands about the user's own work: stars, tags, notes, saved searches, and taking articles away."""

from __future__ import annotations

from searchtui.commands.command import Command, Focus, Situation


class _OfArticles(Command):
    @classmethod
    def applies(cls, situation: Situation) -> bool | None:
        """Needs an article, or some that were chosen."""
        return situation.article or bool(situation.chosen)


class ChooseFromHere(Command):
    """Choose results from here on, as far as you go: what you do next is done with all of them. Again ends it."""

    keys = "V"
    shown = "V"

    @classmethod
    def applies(cls, situation: Situation) -> bool | None:
        """Needs results."""
        return bool(situation.hits)


class ChooseAll(ChooseFromHere):
    """Choose all results: what you do next (star, tag, passages, export) is done with all of them. Again ends it."""

    keys = "A"
    shown = "A"


class Star(_OfArticles):
    """Star the article, or those chosen; if they are starred, take the stars away."""

    keys = "asterisk"
    shown = "*"
    footer = "star"


class Tag(_OfArticles):
    """Tag the article, or those chosen; tags there are already are completed, and a minus takes one away."""

    keys = "number_sign"
    shown = "#"


class WriteNote(_OfArticles):
    """Write a note on the passage at the match one stands at; on the whole article where there is no match."""

    keys = "i"
    shown = "i"


class KeepPassage(_OfArticles):
    """Keep the passage found, for reports, and go on to the next; of results chosen, the best passage of each."""

    keys = "p"
    shown = "p"


class MarkUnread(_OfArticles):
    """Mark the article, or those chosen, as not read; if they are not, as read."""

    keys = "R"
    shown = "R"


class SaveSearch(Command):
    """Save the query under a name; as saved:name it can be used in others, and new articles are counted."""

    keys = "S"
    shown = "S"


class ShowKept(Command):
    """Show what you keep: saved searches with what is new in them, stars, notes, tags."""

    keys = "M"
    shown = "M"
    footer = "kept"


class Export(_OfArticles):
    """Take articles away: this one, those chosen, or all results, as a report, table, JSON or references."""

    keys = "E"
    shown = "E"
    footer = "export"

    @classmethod
    def applies(cls, situation: Situation) -> bool | None:
        """Needs something to take."""
        return situation.focus is not Focus.SEARCH_BAR and bool(situation.hits)


class Undo(Command):
    """Undo your last change: a star, tag, note, saved search or fix, were it of thousands of articles."""

    keys = "u"
    shown = "u"


class Redo(Command):
    """Do again what was undone last."""

    keys = "U"
    shown = "U"


class LeaveKept(Command):
    """Leave the list of what you keep."""

    keys = "escape,q,backspace,M"
    shown = "esc q"
    footer = "back"
    in_palette = False


class OpenKept(Command):
    """Show the articles behind the line under the cursor."""

    keys = "enter"
    shown = "enter"
    footer = "show"
    in_palette = False


class ForgetSearch(Command):
    """Forget the saved search under the cursor; u brings it back."""

    keys = "d,delete"
    shown = "d del"
    footer = "forget"
    in_palette = False


ON_ARTICLES: tuple[type[Command], ...] = (
    Star, Tag, WriteNote, KeepPassage, MarkUnread, Export, Undo, Redo,
)  # fmt: skip
"""Those that every screen with an article of the results has."""

ON_RESULTS: tuple[type[Command], ...] = (ChooseFromHere, ChooseAll, SaveSearch, ShowKept)
KEEPING: tuple[type[Command], ...] = (*ON_ARTICLES, *ON_RESULTS, ForgetSearch, OpenKept, LeaveKept)
