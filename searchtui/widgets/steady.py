"""Scrolling without laying out the screen, and what is drawn line by line without looking things up for each."""

from __future__ import annotations

from rich.style import Style
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.strip import Strip


class SteadyView(ScrollView):
    """A view whose place on the screen does not depend on how much there is in it to scroll through.

    Textual lays the whole screen out whenever that changes, which at every key takes as long as a search. Here only the
    scrollbar follows.
    """

    virtual_size = Reactive(Size(0, 0))

    def watch_virtual_size(self, virtual_size: Size) -> None:
        """Fit the scrollbar to what there is now."""
        self._scroll_update(virtual_size)


class LineView(SteadyView):
    """A steady view that draws lines of the same width on the same style, both looked up once for all of them.

    Its scrollbar is always there, not to be seen where all is in view: one that came and went would have the screen
    laid out, painted and the text wrapped anew at every other key.
    """

    DEFAULT_CSS = """
    LineView { overflow-y: scroll; scrollbar-background: transparent; }
    """

    _width = 0
    _base = Style.null()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some lines."""
        self._width, self._base = self.scrollable_content_region.width, self.rich_style
        return super().render_lines(crop)
