"""Who wrote when: the results by outlet and time."""

from __future__ import annotations

from textual import on

from searchtui.commands.command import Command, bindings
from searchtui.commands.filtering import NextPeriod, PreviousPeriod, ShowMissing, ZoomIn, ZoomOut
from searchtui.commands.moving import MOVING
from searchtui.commands.searching import Read, Search
from searchtui.commands.viewing import BackFromView
from searchtui.library import Library
from searchtui.screens.library_client import Wanted
from searchtui.screens.view_client import OutletDaysCounted, ask_outlet_days
from searchtui.screens.view_screen import ViewScreen
from searchtui.text.counted import counted
from searchtui.widgets.columns import fitting
from searchtui.widgets.kept_signs import STAR
from searchtui.widgets.row_list import RowList
from searchtui.widgets.time_axis import span
from searchtui.widgets.timeline import Spot, Timeline

COMMANDS: tuple[type[Command], ...] = (
    BackFromView, Read, ZoomIn, ZoomOut, ShowMissing, NextPeriod, PreviousPeriod, Search, *MOVING,
)  # fmt: skip


class TimelineScreen(ViewScreen[Spot]):
    """A row of bars for each outlet; dismissed with the outlet and time to look at, or None."""

    BINDINGS = bindings(COMMANDS)

    def __init__(self, library: Library, wanted: Wanted) -> None:
        super().__init__(library, wanted)
        self._counted: OutletDaysCounted | None = None
        self._with_silent = False

    def make_rows(self) -> Timeline:
        """The bars."""
        return Timeline()

    @property
    def timeline(self) -> Timeline:
        """The bars."""
        return self.query_one(Timeline)

    def on_mount(self) -> None:
        """Count."""
        self.timeline.focus()
        self.timeline.show((), message="Counting …")
        ask_outlet_days(self.client, self.wanted)
        self.tell()

    def about(self) -> str:
        """What is under the cursor, what a column is, and what else there is room for."""
        spot, row, axis = self.timeline.spot, self.timeline.row, self.timeline.axis
        number = self.timeline.count()
        outlets = counted(number, "outlet")
        undated = f"{row.undated:,} undated" if row is not None and row.undated else ""
        query = self.wanted.query
        if spot is None or axis is None:
            return _joined(outlets, undated, query)
        stars = f" ({STAR} {spot.stars:,})" if spot.stars else ""
        here = f"{spot.outlet or 'outlet ?'}: {spot.count:,} in {spot.label}{stars}"
        step, time = f"by {axis.step.value}", span(axis.first, axis.last)
        wordings = (
            _joined(here, outlets, undated, step, time, query),
            _joined(here, undated, step, time, query),
            _joined(here, undated, step, query),
            _joined(here, step, query),
            _joined(here, query),
        )
        return fitting(wordings, self.size.width - 2)

    def on_resize(self) -> None:
        """Say as much as there is room for now."""
        if self.query(Timeline):
            self.tell()

    @on(OutletDaysCounted)
    def _show(self, message: OutletDaysCounted) -> None:
        self._counted = message
        silent = message.outlets if self._with_silent else ()
        self.timeline.show(message.counted, silent, starred=message.starred, message="Nothing was found.")
        self.tell()

    def action_show_missing(self) -> None:
        """List the outlets without hits too, or leave them out again."""
        self._with_silent = not self._with_silent
        if self._counted is not None:
            self._show(self._counted)

    def action_zoom_in(self) -> None:
        """Less time a column."""
        self.timeline.zoom(1)
        self.tell()

    def action_zoom_out(self) -> None:
        """More time a column."""
        self.timeline.zoom(-1)
        self.tell()

    def action_next_period(self) -> None:
        """Go on in time."""
        self.timeline.move_column(1)

    def action_previous_period(self) -> None:
        """Go back in time."""
        self.timeline.move_column(-1)

    @on(RowList.Opened)
    def action_read(self) -> None:
        """Look for what is under the cursor."""
        if self.timeline.spot is not None:
            self.dismiss(self.timeline.spot)


def _joined(*words: str) -> str:
    return "   ".join(word for word in words if word)
