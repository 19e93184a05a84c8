"""The addresses in an article, numbered, to be copied."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from rich.style import Style
from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.strip import Strip

from searchtui.results.links import Link
from searchtui.results.printable import printable
from searchtui.screens.row_dialog import RowDialog
from searchtui.widgets.content import strip
from searchtui.widgets.row_list import RowList


class LinkList(RowList):
    """A line an address."""

    HEADINGS = 0

    def __init__(self, links: Sequence[Link]) -> None:
        super().__init__()
        self.links = links

    def count(self) -> int:
        """One row an address."""
        return len(self.links)

    def draw_row(self, row: int, width: int, base: Style) -> Strip:
        """Its number and the address; the article's own is marked."""
        link = self.links[row]
        own = "  (this article)" if link.start is None else ""
        number = strip(f"{row + 1:>3} ", base + self.style("row--fact"))
        text = strip(printable(link.address, one_line=True), base)
        return Strip.join([number, text, strip(own, base + self.style("row--fact"))]).crop(0, width)


class LinksScreen(RowDialog[Link | None]):
    """Asks for an address: dismissed with it, or None."""

    DEFAULT_CSS = """
    LinksScreen {
        align: center middle;
        Vertical {
            width: 100; max-width: 96%; height: auto; max-height: 80%; padding: 0 1;
            border: round $border; border-title-color: $text; border-subtitle-color: $text-muted;
            background: $surface;
        }
        LinkList { max-height: 1fr; background: $surface; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        *RowDialog.BINDINGS,
        Binding("enter,y", "take", "copy", id="copy-link"),
        Binding("escape,q,f", "leave", "back", id="leave-links"),
        *(Binding(str(digit), f"take_number({digit})", show=False, id=f"copy-link-{digit}") for digit in range(1, 10)),
    ]

    def __init__(self, links: Sequence[Link]) -> None:
        super().__init__()
        self._links = links

    def compose(self) -> ComposeResult:
        """The addresses."""
        with Vertical() as box:
            box.border_title = "Links"
            box.border_subtitle = "enter or a digit copies   esc back"
            yield LinkList(self._links)

    def on_mount(self) -> None:
        """Begin at the first."""
        self.list.styles.height = len(self._links)
        self.list.rows_changed(row=0)
        self.list.focus()

    @property
    def list(self) -> LinkList:
        """The addresses."""
        return self.query_one(LinkList)

    @on(RowList.Opened)
    def action_take(self) -> None:
        """Take the one under the cursor."""
        self.dismiss(self._links[self.list.cursor])

    def action_take_number(self, number: int) -> None:
        """Take the one with this number."""
        if number <= len(self._links):
            self.dismiss(self._links[number - 1])

    def action_leave(self) -> None:
        """Take none."""
        self.dismiss(None)
