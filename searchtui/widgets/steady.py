"""Scrolling without laying out the screen."""

from __future__ import annotations

from textual.geometry import Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView


class SteadyView(ScrollView):
    """A view whose place on the screen does not depend on how much there is in it to scroll through.

    Textual lays the whole screen out whenever that changes, which at every key takes as long as a search. Here only the
    scrollbar follows; the screen is laid out where that comes or goes.
    """

    virtual_size = Reactive(Size(0, 0))

    def watch_virtual_size(self, virtual_size: Size) -> None:
        """Fit the scrollbar to what there is now."""
        self._scroll_update(virtual_size)
