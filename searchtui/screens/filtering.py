"""Filters of the main screen: the panel edits the text of the query, and shows what that text filters by."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on

from searchtui.errors import SearchtuiError
from searchtui.query.facets import Chosen
from searchtui.screens.clock import today
from searchtui.screens.filter_panel import CountsCopied, FilterPanel, ViewChanged
from searchtui.screens.library_client import Counted, MarksCounted, Wanted
from searchtui.screens.panes import Panes
from searchtui.text.counted import counted
from searchtui.widgets.facet_list import FilterWanted, How
from searchtui.widgets.result_list import ResultList

if TYPE_CHECKING:
    from searchtui.screens.comparison import Look


class Filtering(Panes):
    """The part of the main screen that filters."""

    wanted: Wanted

    def show_counts(self, message: Counted) -> None:
        """Show the counts of an answer, if it is to the query that stands."""
        if message.wanted == self.wanted:
            self.query_one(FilterPanel).show(message.counts, listed=self.query_one(ResultList).hits.total)

    @on(MarksCounted)
    def _marks_counted(self, message: MarksCounted) -> None:
        if message.wanted == self.wanted:
            self.query_one(FilterPanel).show_marks(message.rows)

    @on(FilterWanted)
    def _filter(self, message: FilterWanted) -> None:
        from searchtui.query import filters  # noqa: PLC0415 -- the first paint needs no grammar

        edits = {How.INCLUDE: filters.including, How.EXCLUDE: filters.excluding, How.ONLY: filters.only}
        query, day = self.wanted.query, today()
        try:
            if message.value is None:
                query = filters.choosing(query, message.facet, Chosen(), today=day)
            else:
                query = edits[message.how](query, message.facet, message.value, today=day)
            self.library.parse(query)
        except SearchtuiError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self.put_query(query)

    @on(ViewChanged)
    def _view_changed(self) -> None:
        self.client.of_all_articles = self.query_one(FilterPanel).of_all_articles
        self.client.count(self.wanted)

    def action_compare_words(self) -> None:
        """Compare the words of the query."""
        from searchtui.query.comparison import compared_in  # noqa: PLC0415 -- the first paint does without it
        from searchtui.screens.comparison import ComparisonScreen  # noqa: PLC0415

        try:
            compared = compared_in(self.wanted.query, today=today())
        except SearchtuiError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        self.app.push_screen(ComparisonScreen(self.library, self.wanted, compared), self._look_at)

    def _look_at(self, look: Look | None) -> None:
        from searchtui.query.filters import only  # noqa: PLC0415 -- the first paint needs no grammar

        if look is not None:
            self.put_query(only(look.query, look.facet, look.value, today=today()))

    @on(CountsCopied)
    def _counts_copied(self, message: CountsCopied) -> None:
        self.app.copy_to_clipboard(message.text)
        lines = message.text.count("\n") - 1
        self.notify(f"{counted(lines, 'count')} copied as CSV.", timeout=3, markup=False)
