"""Commands about the article shown."""

from __future__ import annotations

from textual.binding import Binding

from searchtui.commands.command import Command, Situation

_MATCHES = Binding.Group("match", compact=True)
_ARTICLES = Binding.Group("article", compact=True)


class _OfArticle(Command):
    @classmethod
    def applies(cls, situation: Situation) -> bool | None:
        """Needs an article."""
        return situation.article


class NextMatch(_OfArticle):
    """Go to the next match; after an article's last, to the next article's first."""

    keys = "n"
    shown = "n"
    footer = "match"
    group = _MATCHES

    @classmethod
    def applies(cls, situation: Situation) -> bool | None:
        """Needs a match to go to."""
        return bool(situation.matches)


class PreviousMatch(NextMatch):
    """Go to the match before; before an article's first, to the last of the article before."""

    keys = "N"
    shown = "N"


class FindInArticle(_OfArticle):
    """Find words in this article as one remembers them: line breaks, hyphens, accents and quotes do not matter."""

    keys = "ctrl+f"
    shown = "ctrl+f"


class ListLinks(_OfArticle):
    """List the web addresses in the article, numbered, and copy one; searchtui opens none."""

    keys = "f"
    shown = "f"


class NextParagraph(_OfArticle):
    """Go to the beginning of the next paragraph."""

    keys = "right_curly_bracket"
    shown = "}"


class PreviousParagraph(_OfArticle):
    """Go to the beginning of the paragraph before."""

    keys = "left_curly_bracket"
    shown = "{"


class WidenText(_OfArticle):
    """Make the lines of the text longer."""

    keys = "plus"
    shown = "+"


class NarrowText(_OfArticle):
    """Make the lines of the text shorter."""

    keys = "minus"
    shown = "-"


class ChangeSpacing(_OfArticle):
    """Change the room between lines and paragraphs: normal, wide, compact."""

    keys = "equals_sign"
    shown = "="


class PreviousArticle(Command):
    """Go to the article before this one in the results."""

    keys = "left_square_bracket,left,h"
    shown = "[ ← h"
    footer = "article"
    group = _ARTICLES

    @classmethod
    def applies(cls, situation: Situation) -> bool | None:
        """Needs another article to go to."""
        return situation.hits > 1


class NextArticle(PreviousArticle):
    """Go to the next article of the results."""

    keys = "right_square_bracket,right,l"
    shown = "] → l"


class ToggleSiteText(_OfArticle):
    """Show or hide the site's text around the article: menus, captions, teasers (shown dimmed, never searched)."""

    keys = "x"
    shown = "x"


class OpenFile(_OfArticle):
    """Open the article's file in $VISUAL, $EDITOR or the pager; a record of a larger file is opened as a copy."""

    keys = "o"
    shown = "o"
    footer = "open"


class Copy(_OfArticle):
    """Copy the article: then t for its text, p for its path, c for a citation."""

    keys = "y"
    shown = "y"
    footer = "copy"


class CopyArticleText(_OfArticle):
    """Copy the text of the article."""

    keys = "t"
    shown = "y t"


class CopyPath(_OfArticle):
    """Copy the path of the article's file."""

    keys = "p"
    shown = "y p"


class CopyCitation(_OfArticle):
    """Copy a citation, which says what of it is inferred."""

    keys = "c"
    shown = "y c"


class BackToResults(Command):
    """Leave the article and go back to the results."""

    keys = "q,escape,enter,backspace"
    shown = "q esc"
    footer = "back"


READING: tuple[type[Command], ...] = (
    NextMatch, PreviousMatch, PreviousArticle, NextArticle, FindInArticle, ListLinks, NextParagraph,
    PreviousParagraph, WidenText, NarrowText, ChangeSpacing, ToggleSiteText, OpenFile, Copy,
    CopyArticleText, CopyPath, CopyCitation, BackToResults,
)  # fmt: skip
