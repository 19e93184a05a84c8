"""The results as a table."""

from __future__ import annotations

from dataclasses import replace

from textual import on

from searchtui.commands.command import bindings
from searchtui.commands.keeping import Export
from searchtui.engines.protocol import Sort
from searchtui.library import Library
from searchtui.screens.exporting import ExportingScreen
from searchtui.screens.library_client import Found, Wanted, WindowFetched
from searchtui.screens.view_screen import COMMANDS, ViewScreen
from searchtui.screens.work_client import Chosen
from searchtui.widgets.hit_table import HitTable
from searchtui.widgets.hit_windows import HitWindows
from searchtui.widgets.row_list import RowList


class TableScreen(ViewScreen[int], ExportingScreen[int]):
    """A line for each hit; dismissed with the row one has come to, or None if the order is another now."""

    BINDINGS = bindings((*COMMANDS, Export))
    FORM = "csv"

    def __init__(self, library: Library, wanted: Wanted, hits: HitWindows, row: int) -> None:
        super().__init__(library, wanted)
        self._hits = hits
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

    def choices(self) -> list[tuple[str, Chosen]]:
        """All results."""
        return [("all results", Chosen(self.wanted, rows=range(self.table.count())))]

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
