"""Filters of the main screen: the panel edits the text of the query, and shows what that text filters by."""

from __future__ import annotations

from textual import on
from textual.widgets import Input

from searchtui.errors import SearchtuiError
from searchtui.query.facets import Chosen, choosing, excluding, including, only
from searchtui.screens.filter_counts import today
from searchtui.screens.filter_panel import CountsCopied, FilterPanel, ViewChanged
from searchtui.screens.library_client import Counted, MarksCounted, Wanted
from searchtui.screens.panes import Panes
from searchtui.widgets.facet_list import FilterWanted, How
from searchtui.widgets.search_bar import SearchBar

_EDITS = {How.INCLUDE: including, How.EXCLUDE: excluding, How.ONLY: only}


class Filtering(Panes):
    """The part of the main screen that filters."""

    wanted: Wanted

    def show_counts(self, message: Counted) -> None:
        """Show the counts of an answer, if it is to the query that stands."""
        if message.wanted == self.wanted:
            self.query_one(FilterPanel).show(message.counts)

    @on(MarksCounted)
    def _marks_counted(self, message: MarksCounted) -> None:
        if message.wanted == self.wanted:
            self.query_one(FilterPanel).show_marks(message.rows)

    @on(FilterWanted)
    def _filter(self, message: FilterWanted) -> None:
        query, day = self.wanted.query, today()
        try:
            if message.value is None:
                query = choosing(query, message.facet, Chosen(), today=day)
            else:
                query = _EDITS[message.how](query, message.facet, message.value, today=day)
            self.library.parse(query)
        except SearchtuiError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        box = self.query_one(SearchBar).query_one(Input)
        box.value = query
        box.cursor_position = len(query)

    @on(ViewChanged)
    def _view_changed(self) -> None:
        self.client.of_all_articles = self.query_one(FilterPanel).of_all_articles
        self.client.count(self.wanted)

    @on(CountsCopied)
    def _counts_copied(self, message: CountsCopied) -> None:
        self.app.copy_to_clipboard(message.text)
        lines = message.text.count("\n") - 1
        self.notify(f"{lines:,} counts were copied as CSV.", timeout=3, markup=False)
