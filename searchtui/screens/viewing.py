"""From the main screen to other ways of looking at its result, and back."""

from __future__ import annotations

from typing import TYPE_CHECKING

from searchtui.errors import SearchtuiError
from searchtui.query.facets import Facet
from searchtui.query.nodes import DateRange, OutletIs
from searchtui.screens.clock import today
from searchtui.screens.filtering import Filtering
from searchtui.screens.library_client import Wanted
from searchtui.widgets.result_list import ResultList
from searchtui.widgets.search_bar import SearchBar

if TYPE_CHECKING:  # the first paint does without it
    from searchtui.widgets.timeline import Spot


class Viewing(Filtering):
    """The part of the main screen that shows its result as table, timeline and concordance."""

    answered: Wanted | None

    def action_show_table(self) -> None:
        """Show the hits as a table."""
        from searchtui.screens.table import TableScreen  # noqa: PLC0415 -- the first paint does without it

        results = self.query_one(ResultList)
        if self.answered is not None:
            self.app.push_screen(TableScreen(self.library, self.answered, results.hits, results.cursor), self._select)

    def action_show_timeline(self) -> None:
        """Show the hits by outlet and time."""
        from searchtui.screens.timeline import TimelineScreen  # noqa: PLC0415 -- the first paint does without it

        if self.answered is not None:
            self.app.push_screen(TimelineScreen(self.library, self.answered), self._look_for)

    def action_show_concordance(self) -> None:
        """Show every match in its context."""
        from searchtui.screens.concordance import ConcordanceScreen  # noqa: PLC0415 -- the first paint does without it

        if self.answered is not None:
            self.app.push_screen(ConcordanceScreen(self.library, self.answered))

    def _select(self, row: int | None) -> None:
        if row is not None:
            self.query_one(ResultList).cursor = row

    def _look_for(self, spot: Spot | None) -> None:
        """Filter by the outlet and the time that were chosen on the timeline."""
        from searchtui.query.filters import only  # noqa: PLC0415 -- the first paint needs no grammar

        if spot is None:
            return
        day = today()
        try:
            query = only(self.wanted.query, Facet.OUTLET, OutletIs(spot.outlet), today=day)
            query = only(query, Facet.DATE, DateRange(spot.first, spot.last), today=day)
        except SearchtuiError as error:
            self.notify(str(error), severity="error", markup=False)
            return
        box = self.query_one(SearchBar).input
        box.value = query
        box.cursor_position = len(query)
