"""The results as a table."""

from __future__ import annotations

from dataclasses import replace

from textual import on

from searchtui.commands.command import Situation, bindings
from searchtui.commands.keeping import Export, MarkUnread, Redo, Star, Tag, Undo, WriteNote
from searchtui.engines.protocol import Sort
from searchtui.library import Library
from searchtui.screens import work_client
from searchtui.screens.library_client import Found, Wanted, WindowFetched
from searchtui.screens.marking import MarkingScreen
from searchtui.screens.view_screen import COMMANDS, ViewScreen
from searchtui.screens.work_client import Chosen, KeptRead
from searchtui.userdata.kept import NOTHING_KEPT, Kept
from searchtui.widgets.hit_table import HitTable
from searchtui.widgets.hit_windows import HitWindows
from searchtui.widgets.row_list import RowList


class TableScreen(ViewScreen[int], MarkingScreen[int]):
    """A line for each hit; dismissed with the row one has come to, or None if the order is another now."""

    BINDINGS = bindings((*COMMANDS, Star, Tag, WriteNote, MarkUnread, Export, Undo, Redo))
    FORM = "csv"

    def __init__(self, library: Library, wanted: Wanted, hits: HitWindows, row: int) -> None:
        super().__init__(library, wanted)
        self._hits = hits.copy()
        self._row = row
        self._first_order = wanted.sort

    def make_rows(self) -> HitTable:
        """The table."""
        return HitTable()

    @property
    def table(self) -> HitTable:
        """The table."""
        return self.query_one(HitTable)

    def on_mount(self) -> None:
        """Begin with the hits of the list."""
        self.table.focus()
        self.table.show(self._hits, self.wanted.sort, row=self._row)
        self.tell()

    def on_screen_resume(self) -> None:
        """Catch up with what was read and kept in the reader."""
        self.work_changed()

    def situation(self) -> Situation:
        """An article is selected, once it is loaded."""
        return replace(super().situation(), article=self.table.selected is not None)

    def chosen(self) -> Chosen | None:
        """The article selected."""
        selected = self.table.selected
        return None if selected is None else Chosen(self.wanted, ids=(selected.id,))

    def choices(self) -> list[tuple[str, Chosen]]:
        """All results, the article selected."""
        every = ("all results", Chosen(self.wanted, rows=range(self.table.count())))
        return [every] if (chosen := self.chosen()) is None else [every, ("this article", chosen)]

    @property
    def kept(self) -> Kept:
        """What is kept of the article selected."""
        return NOTHING_KEPT if self.table.selected is None else self.table.selected.kept

    def work_changed(self) -> None:
        """Look again at what is kept of the rows."""
        work_client.read_kept(self.client, self.table.hits.loaded())

    @on(KeptRead)
    def _kept_read(self, message: KeptRead) -> None:
        if self.table.hits.update(message.hits):
            self.table.hits_changed()

    def action_write_note(self) -> None:
        """Ask for a note on the whole article."""
        if (selected := self.table.selected) is not None:
            before = next((note for note in selected.kept.notes if note.passage is None), None)
            self.ask_for_note(selected.id, None, before)

    def about(self) -> str:
        """How many, in which order, of what."""
        total = self.table.count()
        return f"{self.table.cursor + 1:,} of {total:,} by {self.wanted.sort.value}   {self.wanted.query}"

    @on(Found)
    def _found(self, message: Found) -> None:
        if message.wanted == self.wanted:
            hits = HitWindows(message.page.total)
            hits.put(message.offset, message.page.hits)
            self.table.show(hits, self.wanted.sort)
            self.tell()

    @on(HitTable.WindowWanted)
    def _fetch(self, message: HitTable.WindowWanted) -> None:
        self.client.fetch_window(self.wanted, message.offset)

    @on(WindowFetched)
    def _fetched(self, message: WindowFetched) -> None:
        if message.wanted == self.wanted:
            self.table.hits.put(message.offset, message.page.hits)
            self.table.window_arrived()

    @on(HitTable.SortWanted)
    def _sort(self, message: HitTable.SortWanted) -> None:
        self._sort_by(message.sort)

    def action_change_order(self) -> None:
        """Sort by the next order."""
        orders = list(Sort)
        self._sort_by(orders[(orders.index(self.wanted.sort) + 1) % len(orders)])

    def _sort_by(self, sort: Sort) -> None:
        self.wanted = replace(self.wanted, sort=sort)
        self.client.search(self.wanted)

    @on(RowList.Opened)
    def action_read(self) -> None:
        """Read the selected article."""
        from searchtui.screens.reader import ReaderScreen  # noqa: PLC0415 -- a table can do without it

        if self.table.selected is None:
            return
        hits, row = self.table.hits, self.table.cursor

        def back(read_last: int | None) -> None:
            if read_last is not None:
                self.table.cursor = read_last

        self.app.push_screen(ReaderScreen(self.library, self.wanted, hits, row, chrome=True), back)

    def action_back_from_view(self) -> None:
        """Leave."""
        self.dismiss(self.table.cursor if self.wanted.sort is self._first_order else None)
