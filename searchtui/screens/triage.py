"""The list of articles whose outlet or date is in doubt, to be settled one after another."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.widgets import Footer, Static

from searchtui.articles.article import Article, Kind
from searchtui.commands.command import Command, Focus, Situation, bindings
from searchtui.commands.fixing import AcceptInferred, FixFacts, LeaveUnknown, UndoFix
from searchtui.commands.moving import MOVING
from searchtui.commands.reading import Copy, OpenFile, ToggleSiteText
from searchtui.commands.searching import NextPane, PreviousPane
from searchtui.errors import ArticleNotFoundError
from searchtui.library import Library
from searchtui.results.page import ResultHit, Snippet
from searchtui.screens.article_actions import Movable
from searchtui.screens.failures import explain
from searchtui.screens.fixing import IN_QUESTION, FixingScreen, accepted, kinds, left_unknown
from searchtui.screens.library_client import (
    ArticleRead,
    FactsFixed,
    FixWanted,
    Found,
    LibraryClient,
    LibraryFailed,
    Wanted,
    WindowFetched,
)
from searchtui.widgets.article_view import ArticleView
from searchtui.widgets.content import content
from searchtui.widgets.evidence import reason
from searchtui.widgets.hit_windows import HitWindows, window_of
from searchtui.widgets.result_list import ResultList

IN_DOUBT = "(outlet:? -outlet:!) OR outlet:~ OR (date:? -date:!) OR date:~"
"""Finds what is to be settled: what is inferred, and what is unknown without the user having said that it stays so."""

COMMANDS: tuple[type[Command], ...] = (
    AcceptInferred, FixFacts, LeaveUnknown, UndoFix, ToggleSiteText, OpenFile, Copy, NextPane, PreviousPane, *MOVING,
)  # fmt: skip


class TriageScreen(FixingScreen[None]):
    """Outlets and dates to check at the left, the article beside them."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 -- typed by Textual

    DEFAULT_CSS = """
    TriageScreen {
        #open { height: 1; padding: 0 1; background: $surface; color: $text-muted; }
        #panes { height: 1fr; layout: horizontal; }
        ResultList { width: 2fr; height: 1fr; }
        ArticleView { width: 3fr; height: 1fr; }
    }
    TriageScreen.-narrow {
        #panes { layout: vertical; }
        ResultList { width: 1fr; height: 2fr; }
        ArticleView { width: 1fr; height: 3fr; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(COMMANDS),
        Binding("enter", "fix_facts", "fix", id="fix-selected"),
        Binding("escape,q,backspace", "leave", "back", id="leave-triage"),
    ]

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library
        self.client = LibraryClient(self, library)
        self._wanted = Wanted(IN_DOUBT)
        self._fixed: list[tuple[str, int]] = []
        """The articles fixed here, each with the row where it stood; the last one is undone first."""

    def compose(self) -> ComposeResult:
        """How much is open, the list, the article, the keys."""
        yield Static("", id="open", markup=False)
        with Container(id="panes"):
            yield ResultList(id="results")
            yield ArticleView(with_facts=True, id="article")
        yield Footer(show_command_palette=False)

    def on_mount(self) -> None:
        """Look for what is in doubt."""
        self.results.border_title = "To be checked"
        self.results.focus()
        self.client.search(self._wanted)

    @property
    def results(self) -> ResultList:
        """The list of articles."""
        return self.query_one(ResultList)

    def situation(self) -> Situation:
        """What decides which commands apply."""
        known = kinds(self.article)
        return Situation(
            focus=Focus.ARTICLE if self.article_view.has_focus else Focus.RESULTS,
            hits=self.results.hits.total,
            article=self.article is not None,
            inferred=Kind.INFERRED in known,
            unknown=Kind.UNKNOWN in known,
            fixed=bool(self._fixed),
        )

    def moved_by_keys(self) -> Movable:
        """The pane with the keyboard."""
        return self.article_view if self.article_view.has_focus else self.results

    @on(Found)
    def _found(self, message: Found) -> None:
        hits = HitWindows(message.page.total)
        hits.put(message.offset, [_asking(hit) for hit in message.page.hits])
        row = hits.row_of(message.keep_id) if message.keep_id else None
        self.results.show(
            hits,
            row=self.results.cursor if row is None else row,
            message="Every outlet and every date is stated, or settled by you.",
        )
        if not message.page.total:
            self.article_view.show_message("")
        self._tell_open()

    @on(ResultList.WindowWanted)
    def _fetch_window(self, message: ResultList.WindowWanted) -> None:
        self.client.fetch_window(self._wanted, message.offset)

    @on(WindowFetched)
    def _window_fetched(self, message: WindowFetched) -> None:
        self.results.hits.put(message.offset, [_asking(hit) for hit in message.page.hits])
        self.results.window_arrived(message.offset)

    @on(ResultList.Selected)
    def _selected(self, message: ResultList.Selected) -> None:
        self._tell_open()
        if message.hit is not None:
            self.client.read(message.hit.id, "")

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

    def fix(self, article: Article, wanted: FixWanted) -> None:
        """Have the facts of an article fixed, remembering it for undoing."""
        self._fixed.append((article.id, self.results.cursor))
        super().fix(article, wanted)

    def facts_fixed(self, message: FactsFixed) -> None:
        """Look anew: what is settled leaves the list, and so the next article comes up; what is undone returns."""
        ids = [each.before.id for each in message.result.articles]
        if message.result.waits:
            self.results.move(1)
        self.client.search(
            self._wanted,
            offset=window_of(self.results.cursor),
            keep_id=ids[0] if message.undone and ids else None,
        )

    def action_accept_inferred(self) -> None:
        """Take what is inferred as right."""
        if (article := self._selected_article()) is not None:
            self.fix(article, accepted(article))

    def action_leave_unknown(self) -> None:
        """Note that nobody knows what is not known."""
        if (article := self._selected_article()) is not None:
            self.fix(article, left_unknown(article))

    @on(ResultList.Opened)
    def action_fix_facts(self) -> None:
        """Ask for the right outlet and date."""
        if self._selected_article() is not None:
            super().action_fix_facts()

    def action_undo_fix(self) -> None:
        """Undo the last fix made here."""
        if self._fixed:
            article_id, row = self._fixed.pop()
            self.results.cursor = row
            self.client.undo_fix(article_id)

    def action_next_pane(self) -> None:
        """Go to the other pane."""
        (self.results if self.article_view.has_focus else self.article_view).focus()

    def action_previous_pane(self) -> None:
        """Go to the other pane."""
        self.action_next_pane()

    def action_leave(self) -> None:
        """Leave."""
        self.dismiss(None)

    def _selected_article(self) -> Article | None:
        """The article shown if it is the one selected: while the next is being read, a key must not fix the last."""
        article, selected = self.article, self.results.selected
        return article if article is not None and selected is not None and article.id == selected.id else None

    def _tell_open(self) -> None:
        total = self.results.hits.total
        self.results.border_subtitle = f"{self.results.cursor + 1:,} of {total:,}" if total else None
        done = f"   {len(self._fixed):,} settled, u undoes" if self._fixed else ""
        self.query_one("#open", Static).update(
            content(f"Outlet or date inferred or not known: {total:,} {'article' if total == 1 else 'articles'}{done}")
        )
        self.situation_changed()


def _asking(hit: ResultHit) -> ResultHit:
    """The hit with its file and what is in doubt in place of passages of its text."""
    facts = (("outlet", hit.outlet_evidence), ("date", hit.date_evidence))
    doubts = [f"{name} {reason(evidence)}" for name, evidence in facts if evidence.kind in IN_QUESTION]
    return replace(hit, snippets=(Snippet(f"{hit.path}: {', '.join(doubts)}", ()),))
