"""The list of articles whose outlet or date is in doubt, to be settled one after another."""

from __future__ import annotations

from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from searchtui.articles.article import Article
from searchtui.commands.command import Command, Situation, bindings
from searchtui.commands.fixing import AcceptInferred, FixFacts, LeaveUnknown, UndoFix
from searchtui.library import Library
from searchtui.results.page import ResultHit, Snippet
from searchtui.screens.fixing import IN_QUESTION, accepted, left_unknown
from searchtui.screens.library_client import FactsFixed, FixWanted, Found, Wanted, WindowFetched
from searchtui.screens.list_screen import ListScreen
from searchtui.text.counted import counted
from searchtui.widgets.evidence import reason
from searchtui.widgets.hit_windows import HitWindows, window_of
from searchtui.widgets.result_list import ResultList

IN_DOUBT = Wanted("(outlet:? -outlet:!) OR outlet:~ OR (date:? -date:!) OR date:~", fold=False)
"""Finds what is to be settled: what is inferred, and what is unknown without the user having said that it stays so."""

COMMANDS: tuple[type[Command], ...] = (AcceptInferred, FixFacts, LeaveUnknown, UndoFix)


class TriageScreen(ListScreen):
    """Outlets and dates to check."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings(COMMANDS),
        Binding("enter", "fix_facts", "fix", id="fix-selected"),
    ]

    def __init__(self, library: Library) -> None:
        super().__init__(library, IN_DOUBT)
        self._fixed: list[tuple[str, int]] = []
        """The articles fixed here, each with the row where it stood; the last one is undone first."""

    def on_mount(self) -> None:
        """Look for what is in doubt."""
        self.results.border_title = "To be checked"
        self.results.focus()
        self.client.search(self.wanted)

    def about(self) -> str:
        """How much is open."""
        total = self.results.hits.total
        done = f"   {len(self._fixed):,} settled, u undoes" if self._fixed else ""
        return f"Outlet or date inferred or not known: {counted(total, 'article')}{done}"

    def situation(self) -> Situation:
        """Any fix made here can be undone."""
        return replace(super().situation(), fixed=bool(self._fixed))

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
        self.tell()

    @on(ResultList.WindowWanted)
    def _fetch_window(self, message: ResultList.WindowWanted) -> None:
        self.client.fetch_window(self.wanted, message.offset)

    @on(WindowFetched)
    def _window_fetched(self, message: WindowFetched) -> None:
        self.results.hits.put(message.offset, [_asking(hit) for hit in message.page.hits])
        self.results.window_arrived(message.offset)

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
            self.wanted,
            offset=window_of(self.results.cursor),
            keep_id=ids[0] if message.undone and ids else None,
        )

    def action_accept_inferred(self) -> None:
        """Take what is inferred as right."""
        if (article := self.selected_article()) is not None:
            self.fix(article, accepted(article))

    def action_leave_unknown(self) -> None:
        """Note that nobody knows what is not known."""
        if (article := self.selected_article()) is not None:
            self.fix(article, left_unknown(article))

    @on(ResultList.Opened)
    def action_fix_facts(self) -> None:
        """Ask for the right outlet and date."""
        if self.selected_article() is not None:
            super().action_fix_facts()

    def action_undo_fix(self) -> None:
        """Undo the last fix made here."""
        if self._fixed:
            article_id, row = self._fixed.pop()
            self.results.cursor = row
            self.client.undo_fix(article_id)


def _asking(hit: ResultHit) -> ResultHit:
    """The hit with its file and what is in doubt in place of passages of its text."""
    facts = (("outlet", hit.outlet_evidence), ("date", hit.date_evidence))
    doubts = [f"{name} {reason(evidence)}" for name, evidence in facts if evidence.kind in IN_QUESTION]
    return replace(hit, snippets=(Snippet(f"{hit.path}: {', '.join(doubts)}", ()),), copies=0)
