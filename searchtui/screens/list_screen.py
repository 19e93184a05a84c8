"""A list of articles with the selected one beside it: what the screens with a list of their own have in common."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import Static

from searchtui.articles.article import Article, Kind
from searchtui.commands.command import Command, Focus, Situation, bindings
from searchtui.commands.moving import MOVING
from searchtui.commands.reading import Copy, NextMatch, OpenFile, PreviousMatch, ToggleSiteText
from searchtui.commands.searching import NextPane, PreviousPane, Search
from searchtui.errors import ArticleNotFoundError
from searchtui.library import Library
from searchtui.screens.command_screen import Movable
from searchtui.screens.failures import explain
from searchtui.screens.fixing import FixingScreen, kinds
from searchtui.screens.key_footer import KeyFooter
from searchtui.screens.library_client import ArticleRead, LibraryClient, LibraryFailed, Wanted
from searchtui.widgets.article_view import ArticleView
from searchtui.widgets.content import content
from searchtui.widgets.result_list import ResultList

COMMANDS: tuple[type[Command], ...] = (
    NextMatch, PreviousMatch, ToggleSiteText, OpenFile, Copy, NextPane, PreviousPane, Search, *MOVING,
)  # fmt: skip


class ListScreen(FixingScreen[None]):
    """A line about the list, the list, the article, the keys."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 -- typed by Textual

    DEFAULT_CSS = """
    ListScreen {
        #about {
            height: 1; padding: 0 1; background: $surface; color: $text-muted;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        #panes { height: 1fr; layout: horizontal; }
        ResultList { width: 2fr; height: 1fr; }
        ArticleView { width: 3fr; height: 1fr; }
    }
    ListScreen.-narrow {
        #panes { layout: vertical; }
        ResultList { width: 1fr; height: 2fr; }
        ArticleView { width: 1fr; height: 3fr; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(COMMANDS),
        Binding("escape,q,backspace", "leave", "back", id="leave-list"),
    ]

    def __init__(self, library: Library, wanted: Wanted) -> None:
        super().__init__()
        self.library = library
        self.client = LibraryClient(self, library)
        self.wanted = wanted

    def compose(self) -> ComposeResult:
        """What the list is about, the list, the article, the keys."""
        yield Static("", id="about", markup=False)
        with Container(id="panes"):
            yield ResultList(id="results")
            yield ArticleView(with_facts=True, id="article")
        yield KeyFooter()

    @property
    def results(self) -> ResultList:
        """The list of articles."""
        return self.query_one(ResultList)

    def about(self) -> str:
        """What the list is about."""
        raise NotImplementedError

    def tell(self) -> None:
        """Say what the list is about and where in it one is."""
        total = self.results.hits.total
        self.results.border_subtitle = f"{self.results.cursor + 1:,} of {total:,}" if total else None
        self.query_one("#about", Static).update(content(self.about()))
        self.situation_changed()

    def situation(self) -> Situation:
        """What decides which commands apply."""
        document, known = self.article_view.document, kinds(self.article)
        return Situation(
            focus=Focus.ARTICLE if self.article_view.has_focus else Focus.RESULTS,
            hits=self.results.hits.total,
            article=document is not None,
            matches=len(document.matches) if document else 0,
            inferred=Kind.INFERRED in known,
            unknown=Kind.UNKNOWN in known,
            fixed=Kind.FIXED in known,
        )

    def moved_by_keys(self) -> Movable:
        """The pane with the keyboard."""
        return self.article_view if self.article_view.has_focus else self.results

    def selected_article(self) -> Article | None:
        """The article shown if it is the one selected: while the next is being read, no key must meet the last."""
        article, selected = self.article, self.results.selected
        return article if article is not None and selected is not None and article.id == selected.id else None

    @on(ResultList.Selected)
    def _selected(self, message: ResultList.Selected) -> None:
        self.tell()
        if message.hit is not None:
            self.client.read(message.hit.id, self.wanted.query)

    @on(ArticleRead)
    def _article_read(self, message: ArticleRead) -> None:
        selected = self.results.selected
        if selected is not None and selected.id == message.document.article.id:
            self.article_view.show(message.document)
            self.situation_changed()

    @on(LibraryFailed)
    def _failed(self, message: LibraryFailed) -> None:
        words, hint = explain(message.error, self.library.paths.user)
        if isinstance(message.error, ArticleNotFoundError):
            words, hint = "This article is no longer in the index.", "Its file was removed or changed."
        self.article_view.show_message(f"{words} {hint}".strip())
        self.situation_changed()

    def action_next_pane(self) -> None:
        """Go to the other pane."""
        (self.results if self.article_view.has_focus else self.article_view).focus()

    def action_previous_pane(self) -> None:
        """Go to the other pane."""
        self.action_next_pane()

    def action_leave(self) -> None:
        """Leave."""
        self.dismiss(None)
