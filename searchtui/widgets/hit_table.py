"""The hits of an answer as a table: one line each, sorted by a click on a heading."""

from __future__ import annotations

from dataclasses import dataclass

from rich.style import Style
from textual.message import Message
from textual.strip import Strip

from searchtui.engines.protocol import Sort
from searchtui.results.page import ResultHit
from searchtui.results.printable import printable
from searchtui.widgets.columns import longest
from searchtui.widgets.content import cut, strip
from searchtui.widgets.evidence import date_label, outlet_label
from searchtui.widgets.hit_windows import HitWindows
from searchtui.widgets.kept_signs import signs
from searchtui.widgets.row_list import RowList


@dataclass(frozen=True, slots=True)
class Column:
    """A column: its heading, its cells of width (0: all that is left), and what a click on it sorts by, in turn.

    The columns of `_MEASURED` are as wide as their contents, within that width.
    """

    name: str
    width: int
    sorts: tuple[Sort, ...] = ()


RANK, DATE, OUTLET, LANGUAGE, COPIES, KEPT, TITLE = COLUMNS = (
    Column("#", 7, (Sort.RELEVANCE,)),
    Column("Date", 12, (Sort.NEWEST, Sort.OLDEST)),
    Column("Outlet", 40, (Sort.OUTLET,)),
    Column("Lang", 4),
    Column("Copies", 6),
    Column("Kept", 12),
    Column("Title", 0, (Sort.TITLE,)),
)
_SHOWN_FROM = {KEPT: 70, LANGUAGE: 90, COPIES: 90}
"""Cells of width below which a column is left out."""

_MEASURED = (OUTLET, COPIES, KEPT)

_LEAST_OUTLET = 8
"""Cells of its heading with the arrow."""

_LARGEST_PART = {OUTLET: 3, KEPT: 10}
"""What part of the width a column has at most: a third, a tenth."""

_MARGIN = 1
"""Cells before the first column, as before the line above the table."""

_RECENT = 150
"""Hits looked at for how wide columns are: those in and near the window, which were used last."""

_MANY = 1000
"""Rows from which their numbers need more room."""

_ARROWS = {Sort.RELEVANCE: "▲", Sort.NEWEST: "▼", Sort.OLDEST: "▲", Sort.OUTLET: "▲", Sort.TITLE: "▲"}


class HitTable(RowList):
    """Shows hits as they come and asks for windows of them as they come into view."""

    @dataclass
    class WindowWanted(Message):
        """Rows from `offset` on came near and are not loaded."""

        offset: int

    @dataclass
    class SortWanted(Message):
        """The user wants this order."""

        sort: Sort

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id)
        self._hits = HitWindows()
        self._sort = Sort.RELEVANCE
        self._asked_for: int | None = None
        self._longest: dict[Column, int] = {}

    @property
    def hits(self) -> HitWindows:
        """The hits shown."""
        return self._hits

    @property
    def selected(self) -> ResultHit | None:
        """The hit of the cursor, if loaded."""
        return self._hits.hit(self.cursor)

    def count(self) -> int:
        """One row a hit."""
        return self._hits.total

    def show(self, hits: HitWindows, sort: Sort, *, row: int = 0, message: str = "") -> None:
        """Show another answer."""
        self._hits, self._sort, self._asked_for = hits, sort, None
        self._longest = {}
        self._measure()
        self.rows_changed(row=row, message=message)
        self._ask_ahead()

    def window_arrived(self) -> None:
        """Draw hits that were put into `hits` since."""
        self._asked_for = None
        self.hits_changed()
        self._ask_ahead()

    def hits_changed(self) -> None:
        """Draw hits of which something else is known now."""
        self._measure()
        self.refresh()

    def watch_cursor(self) -> None:
        """Fetch what comes near."""
        super().watch_cursor()
        self._ask_ahead()

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        """Fetch what the wheel brought near."""
        super().watch_scroll_y(old_value, new_value)
        self._ask_ahead()

    def on_row_list_heading_clicked(self, message: RowList.HeadingClicked) -> None:
        """Sort by the column, or the other way round."""
        message.stop()
        left = _MARGIN
        for column, width in self._widths(self.scrollable_content_region.width):
            if left <= message.column < left + width and column.sorts:
                now = column.sorts.index(self._sort) if self._sort in column.sorts else -1
                self.post_message(self.SortWanted(column.sorts[(now + 1) % len(column.sorts)]))
            left += width + 1

    def draw_heading(self, width: int, base: Style) -> Strip:
        """Names of the columns, an arrow at the one sorted by."""
        cells = []
        for column, cell_width in self._widths(width):
            arrow = f" {_ARROWS[self._sort]}" if self._sort in column.sorts else ""
            cells.append(f"{column.name}{arrow}".ljust(cell_width)[:cell_width])
        return strip(" " * _MARGIN + " ".join(cells), base)

    def draw_row(self, row: int, width: int, base: Style) -> Strip:
        """The cells of a hit; dots while it is not loaded."""
        hit = self._hits.hit(row)
        fact, space = base + self.style("row--fact"), strip(" ", base)
        parts: list[Strip] = [strip(" " * _MARGIN, base)]
        for column, cell_width in self._widths(width):
            text = _text(column, row, hit)
            style = base if column is TITLE else fact
            marks = hit.title_matches if column is TITLE and hit is not None and hit.title else ()
            shown = cut(text, cell_width)
            kept = len(shown) - (shown != text)
            marked = [(start, min(end, kept), self.style("row--match")) for start, end in marks if start < kept]
            parts += [strip(shown, style, marked).adjust_cell_length(cell_width, style), space]
        return Strip.join(parts).adjust_cell_length(width, base)

    def _measure(self) -> None:
        """Widen the columns to what is loaded; they never narrow while one scrolls."""
        recent = self._hits.loaded()[-_RECENT:]
        for column in _MEASURED:
            texts = {_raw(column, hit) for hit in recent}
            self._longest[column] = max(self._longest.get(column, 0), longest(texts))

    def _widths(self, width: int) -> list[tuple[Column, int]]:
        """The columns shown at this width, each with its cells: titles have what the others can spare."""
        cells = {column: column.width for column in COLUMNS if width >= _SHOWN_FROM.get(column, 0)}
        cells[RANK] -= 0 if self.count() >= _MANY else 3
        for column in _MEASURED:
            wanted = self._longest.get(column, 0)
            if column is OUTLET:
                wanted = max(_LEAST_OUTLET, wanted)
            elif not wanted:
                cells.pop(column, None)  # nothing is kept, or there are no copies
            if column in cells:
                heading = len(column.name)
                most = min(column.width, width // _LARGEST_PART.get(column, 1))
                cells[column] = max(heading, min(wanted, most))
        fixed = _MARGIN + sum(own + 1 for column, own in cells.items() if column is not TITLE)
        return [(column, max(4, width - fixed) if column is TITLE else own) for column, own in cells.items()]

    def _ask_ahead(self) -> None:
        if not self.count() or not self.size.height:
            return
        first = self.scroll_offset.y
        offset = self._hits.missing(first, min(self.count() - 1, first + self.size.height))
        if offset is not None and offset != self._asked_for:
            self._asked_for = offset
            self.post_message(self.WindowWanted(offset))


def _text(column: Column, row: int, hit: ResultHit | None) -> str:
    if column is RANK or hit is None:
        return f"{row + 1:,}" if column is RANK else "…"
    return printable(_raw(column, hit), one_line=True)


def _raw(column: Column, hit: ResultHit) -> str:
    texts = {
        DATE: date_label(hit.date, hit.date_evidence),
        OUTLET: outlet_label(hit.outlet, hit.outlet_evidence),
        LANGUAGE: hit.lang or "?",
        COPIES: f"+{hit.copies:,}" if hit.copies else "",
        KEPT: signs(hit.kept, tags=0),
        TITLE: hit.title or "(no title)",
    }
    return texts[column]
