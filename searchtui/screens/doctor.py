"""The doctor of the main screen: where little or nothing is found, it says why and offers what finds more."""

from __future__ import annotations

from textual import on
from textual.timer import Timer

from searchtui.commands.command import bindings
from searchtui.commands.doctor import TakeRemedy
from searchtui.screens.doctor_client import Diagnosed, Offer, diagnose
from searchtui.screens.library_client import Found, Wanted
from searchtui.screens.panes import Panes
from searchtui.widgets.doctor_list import DoctorList, DoctorRow
from searchtui.widgets.result_list import ResultList
from searchtui.widgets.search_bar import SearchBar

FEW = 3
"""With so many hits or fewer, what would find more is shown without being asked for."""

_PAUSE = 0.3
"""Seconds without a key after which the doctor comes by itself: while one types most words are not whole yet."""


class RemedyList(DoctorList):
    """The doctor's offers."""

    BINDINGS = bindings((TakeRemedy,))

    def action_take_remedy(self) -> None:
        """Search by the remedy under the cursor."""
        self.take(self.cursor)


class Doctor(Panes):
    """The part of the main screen that helps where little is found."""

    wanted: Wanted
    answered: Wanted | None
    _offers: list[Offer]
    _total = 0
    """Articles that have all that is wanted, those that stand in for them not counted."""

    _soon: Timer | None = None
    _sought = False
    """The user has asked for help, so the keyboard goes there."""

    @property
    def doctor(self) -> RemedyList:
        """The list of offers."""
        return self.query_one(RemedyList)

    @on(Found)
    def _answer_examined(self, message: Found) -> None:
        if message.wanted != self.wanted:
            return
        self._total = 0 if message.page.relaxed else message.page.total
        self._put_off()
        if self._total <= FEW and message.wanted.query.strip():
            self._soon = self.set_timer(_PAUSE, self._diagnose)
        else:
            self.close_doctor()

    def action_find_more(self) -> None:
        """Ask for what would find more."""
        self._sought = True
        if self.doctor.is_open:
            self._go_to_doctor()
        elif self.answered == self.wanted:
            self._put_off()
            self._diagnose()

    def close_doctor(self) -> None:
        """Show no offers."""
        self._sought = False
        if self.doctor.is_open:
            focused = self.doctor.has_focus
            self.doctor.close()
            if focused:
                self.use_pane("results")

    @on(Diagnosed)
    def _diagnosed(self, message: Diagnosed) -> None:
        if message.wanted != self.wanted:
            return
        self._offers = message.offers
        sought, self._sought = self._sought, False
        if not message.offers:
            self.close_doctor()
            if sought:
                self.notify("Nothing near this query finds more.", timeout=4, markup=False)
            return
        parts = message.parts if len(message.parts) > 1 else []
        self.doctor.open(parts, [DoctorRow(offer.words, offer.count) for offer in message.offers])
        if sought or (not self._total and self.query_one(ResultList).has_focus):
            self.call_after_refresh(self._go_to_doctor)

    @on(DoctorList.Taken)
    async def _remedy_taken(self, message: DoctorList.Taken) -> None:
        offer = self._offers[message.row]
        self.close_doctor()
        super().use_pane("results")
        if offer.wanted.query == self.wanted.query:
            await self.run_action("fold_copies")
        else:
            self.put_query(offer.wanted.query)

    def use_pane(self, name: str) -> None:
        """Go to the offers where there are no results to go to."""
        nothing = name == "results" and self.doctor.is_open and not self.query_one(ResultList).hits.total
        super().use_pane("doctor" if nothing else name)

    def action_move_up(self) -> None:
        """From the first offer go to the search bar."""
        if self.doctor.has_focus and self.doctor.cursor == 0:
            self.set_focus(self.query_one(SearchBar).input)
        else:
            super().action_move_up()

    def _go_to_doctor(self) -> None:
        if self.doctor.is_open:
            self.use_pane("doctor")

    def _diagnose(self) -> None:
        diagnose(self.client, self.wanted, self._total)

    def _put_off(self) -> None:
        if self._soon is not None:
            self._soon.stop()
            self._soon = None
