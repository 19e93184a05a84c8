"""Another way to look at a result: a line about it, rows, the keys. What table, timeline and concordance share."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.screen import ScreenResultType
from textual.widgets import Static

from searchtui.commands.command import Command, Situation
from searchtui.commands.moving import MOVING
from searchtui.commands.searching import ChangeOrder, Read, Search
from searchtui.commands.viewing import BackFromView
from searchtui.library import Library
from searchtui.screens.command_screen import CommandScreen, Movable
from searchtui.screens.failures import explain
from searchtui.screens.key_footer import KeyFooter
from searchtui.screens.library_client import LibraryClient, LibraryFailed, Wanted
from searchtui.widgets.content import content
from searchtui.widgets.row_list import RowList

COMMANDS: tuple[type[Command], ...] = (BackFromView, Read, ChangeOrder, Search, *MOVING)


class ViewScreen(CommandScreen[ScreenResultType]):
    """Shows the result of a search in rows."""

    DEFAULT_CSS = """
    ViewScreen {
        #about {
            height: 1; padding: 0 1; background: $surface; color: $text-muted;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        RowList { height: 1fr; }
    }
    """

    def __init__(self, library: Library, wanted: Wanted) -> None:
        super().__init__()
        self.library = library
        self.client = LibraryClient(self, library)
        self.wanted = wanted

    def compose(self) -> ComposeResult:
        """What it is about, the rows, the keys."""
        yield Static("", id="about", markup=False)
        yield self.make_rows()
        yield KeyFooter()

    def make_rows(self) -> RowList:
        """The widget with the rows."""
        raise NotImplementedError

    def about(self) -> str:
        """What is shown, in one line."""
        raise NotImplementedError

    @property
    def rows(self) -> RowList:
        """The widget with the rows."""
        return self.query_one(RowList)

    def tell(self) -> None:
        """Say anew what is shown."""
        self.query_one("#about", Static).update(content(self.about()))
        self.situation_changed()

    def situation(self) -> Situation:
        """What decides which commands apply."""
        return Situation(hits=self.rows.count())

    def moved_by_keys(self) -> Movable:
        """The rows."""
        return self.rows

    @on(LibraryFailed)
    def _failed(self, message: LibraryFailed) -> None:
        words, hint = explain(message.error, self.library.paths.user)
        self.notify(f"{words} {hint}".strip(), severity="error", markup=False)

    @on(RowList.Moved)
    def _moved(self) -> None:
        self.tell()

    def action_back_from_view(self) -> None:
        """Leave."""
        self.dismiss(None)
