"""The copies of one text among the results, the one that stands for all of them first."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from searchtui.commands.command import bindings
from searchtui.commands.fixing import FixFacts
from searchtui.commands.keeping import ON_ARTICLES
from searchtui.library import Library
from searchtui.results.page import ResultHit
from searchtui.screens import work_client
from searchtui.screens.keeping import KeepingScreen
from searchtui.screens.library_client import FactsFixed, Unfolded, Wanted
from searchtui.screens.list_screen import ListScreen
from searchtui.screens.work_client import Chosen, KeptRead
from searchtui.text.counted import counted
from searchtui.widgets.hit_windows import WINDOW, HitWindows
from searchtui.widgets.result_list import ResultList


class CopiesScreen(ListScreen, KeepingScreen[None]):
    """A group of copies, each to be read."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *bindings((FixFacts, *ON_ARTICLES)),
        Binding("enter", "read_copy", "read", id="read-copy"),
    ]

    def __init__(self, library: Library, wanted: Wanted, lead: ResultHit) -> None:
        super().__init__(library, wanted)
        self._lead = lead

    def on_mount(self) -> None:
        """Show the first, and ask for the others."""
        self.results.border_title = "Copies"
        self.results.focus()
        self.results.show(_listed([self._lead]))
        self.client.unfold(self.wanted, self._lead.id)

    def about(self) -> str:
        """How many there are, and among what."""
        total = self.results.hits.total
        among = f" found by {self.wanted.query.strip()}" if self.wanted.query.strip() else ""
        return f"{counted(total, 'copy', 'copies')} of one text{among}, the earliest first"

    @on(Unfolded)
    def _unfolded(self, message: Unfolded) -> None:
        self.results.show(_listed([self._lead, *message.hits]), row=self.results.cursor)
        self.tell()

    def facts_fixed(self, message: FactsFixed) -> None:  # noqa: ARG002 -- the article says what has changed
        """Show the article anew."""
        if (selected := self.results.selected) is not None:
            self.client.read(selected.id, self.wanted.query)

    def chosen(self) -> Chosen | None:
        """The copy selected."""
        selected = self.results.selected
        return None if selected is None else Chosen(self.wanted, ids=(selected.id,))

    def choices(self) -> list[tuple[str, Chosen]]:
        """The copy selected, or all of them."""
        chosen = self.chosen()
        every = Chosen(self.wanted, ids=tuple(hit.id for hit in self.results.hits.loaded()))
        return [] if chosen is None else [("all copies", every), ("this article", chosen)]

    def work_changed(self) -> None:
        """Show the list and the article anew."""
        work_client.read_kept(self.client, self.results.hits.loaded())
        if (selected := self.results.selected) is not None:
            self.client.read(selected.id, self.wanted.query)

    @on(KeptRead)
    def _kept_read(self, message: KeptRead) -> None:
        self.results.update_hits(message.hits)

    @on(ResultList.Opened)
    def action_read_copy(self) -> None:
        """Read the selected copy on the whole screen."""
        from searchtui.screens.reader import ReaderScreen  # noqa: PLC0415 -- the list can do without it

        def back(row: int | None) -> None:
            if row is not None:
                self.results.cursor = row

        results, chrome = self.results, self.article_view.chrome
        self.app.push_screen(ReaderScreen(self.library, self.wanted, results.hits, results.cursor, chrome=chrome), back)


def _listed(hits: Sequence[ResultHit]) -> HitWindows:
    """All of `hits`, loaded, numbered anew and without a count of copies, for they are listed here."""
    listed = HitWindows(len(hits))
    ranked = [replace(hit, rank=rank, copies=0) for rank, hit in enumerate(hits, start=1)]
    for offset in range(0, len(ranked), WINDOW):
        listed.put(offset, ranked[offset : offset + WINDOW])
    return listed
