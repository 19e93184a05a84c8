"""Which pane of the main screen has the keyboard, and which are shown where there is room for one only."""

from __future__ import annotations

from textual.events import DescendantFocus
from textual.widget import Widget
from textual.widgets import Input

from searchtui.commands.command import Focus
from searchtui.screens.filter_panel import DATES, LANGUAGES, MARKS, OUTLETS, DateColumns, FilterPanel, ValueList
from searchtui.screens.fixing import FixingScreen
from searchtui.widgets.article_view import ArticleView
from searchtui.widgets.doctor_list import DoctorList
from searchtui.widgets.search_bar import SearchBar

_PANES = {
    "results": "-on-results",
    "doctor": "-on-results",
    "article": "-on-article",
    **dict.fromkeys((OUTLETS, DATES, LANGUAGES, MARKS), "-on-filters"),
}
"""The panes by id, and the class the screen has while the pane is the one in use."""

FIRST_PANE = _PANES["results"]
"""The class to begin with."""


class Panes(FixingScreen[None]):
    """The part of the main screen that lays out results, article and filters."""

    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (100, "-wide")]  # noqa: RUF012 -- typed by Textual
    VERTICAL_BREAKPOINTS = [(0, "-low"), (30, "-high")]  # noqa: RUF012 -- typed by Textual

    DEFAULT_CSS = """
    Panes #panes { height: 1fr; }
    Panes #left { width: 2fr; }
    Panes #results { height: 1fr; }
    Panes #article { width: 3fr; height: 1fr; }
    Panes FilterPanel.-in-use { height: 2fr; }
    Panes.-low FilterPanel, Panes.-narrow FilterPanel { display: none; }
    Panes.-low.-on-filters FilterPanel, Panes.-narrow.-on-filters FilterPanel { display: block; height: 1fr; }
    Panes.-low.-on-filters #results, Panes.-narrow.-on-filters #results { display: none; }
    Panes.-low.-on-filters #doctor, Panes.-narrow.-on-filters #doctor { display: none; }
    Panes.-narrow FilterPanel #outlets, Panes.-narrow FilterPanel #times { width: 1fr; }
    Panes.-high StatusLine #notes { display: block; min-height: 1; }
    Panes.-wide.-high FilterPanel #others { layout: vertical; min-height: 8; }
    Panes.-wide.-high FilterPanel #languages, Panes.-wide.-high FilterPanel #marks { width: 100%; height: 1fr; }
    Panes.-narrow #left { width: 1fr; }
    Panes.-narrow #article { width: 1fr; display: none; }
    Panes.-narrow.-on-article #article { display: block; }
    Panes.-narrow.-on-article #left { display: none; }
    """

    def focus_place(self) -> Focus:
        """Where the keyboard is."""
        match self.focused:
            case Input():
                return Focus.SEARCH_BAR
            case ArticleView():
                return Focus.ARTICLE
            case ValueList() | DateColumns():
                return Focus.FILTERS
            case _:
                return Focus.RESULTS

    def on_descendant_focus(self, event: DescendantFocus) -> None:
        """Show the pane that has the keyboard, where there is room for one only."""
        self._show_pane(event.widget)
        self.situation_changed()

    def action_go_to_results(self) -> None:
        """Go to the results."""
        self.use_pane("results")

    def action_filter(self) -> None:
        """Go to the filters, and on to the next of them."""
        panes = self.query_one(FilterPanel).panes()
        here = self.focused.id if self.focused is not None else None
        self.use_pane(panes[(panes.index(here) + 1) % len(panes)] if here in panes else panes[0])

    def action_next_pane(self) -> None:
        """Go on to the next pane."""
        self._step_pane(1)

    def action_previous_pane(self) -> None:
        """Go back a pane."""
        self._step_pane(-1)

    def _step_pane(self, step: int) -> None:
        doctor = ["doctor"] if self.query_one(DoctorList).is_open else []
        names = ["results", *doctor, "article", *self.query_one(FilterPanel).panes()]
        here = self.focused.id if self.focused is not None else None
        self.use_pane(names[(names.index(here) + step) % len(names)] if here in names else names[0])

    def _pane(self, name: str) -> Widget:
        return self.query_one(f"#{name}")

    def use_pane(self, name: str) -> None:
        """Show a pane and give it the keyboard: at once where it is in view, so that the next key goes there.

        Filters that keys have gone to take more room; under a mouse they stay where they are.
        """
        pane = self._pane(name)
        self._show_pane(pane)
        self.query_one(FilterPanel).set_class(_PANES[name] == _PANES[OUTLETS], "-in-use")
        if pane.focusable:
            self.set_focus(pane)
        else:
            pane.focus()

    def put_query(self, query: str) -> None:
        """Have the search bar hold this query, with its cursor at the end."""
        box = self.query_one(SearchBar).input
        box.value = query
        box.cursor_position = len(query)

    def _show_pane(self, widget: Widget) -> None:
        """Show the pane that `widget` is; where it is the search bar, the results, for typing changes those."""
        shown = _PANES.get("results" if isinstance(widget, Input) else widget.id or "")
        if shown is not None:
            for style_class in set(_PANES.values()):
                self.set_class(style_class == shown, style_class)
            if shown != _PANES[OUTLETS]:
                self.query_one(FilterPanel).remove_class("-in-use")
