"""Matches in their contexts, one below the other, so that what stands beside them can be compared."""

from __future__ import annotations

from rich.style import Style
from textual.strip import Strip

from searchtui.results.concordance import Occurrence
from searchtui.results.printable import printable
from searchtui.widgets.content import cut, strip
from searchtui.widgets.row_list import RowList

FACTS_FROM = 90
"""Cells of width from which outlet and date are shown."""

_OUTLET = 16
_DATE = 10


class ConcordanceList(RowList):
    """The lines of a concordance."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id)
        self._lines: list[Occurrence] = []

    @property
    def lines(self) -> list[Occurrence]:
        """What is shown, in order."""
        return self._lines

    @property
    def selected(self) -> Occurrence | None:
        """The line of the cursor."""
        return self._lines[self.cursor] if self._lines else None

    def count(self) -> int:
        """One row a match."""
        return len(self._lines)

    def show(self, lines: list[Occurrence], *, message: str = "") -> None:
        """Show these lines from the first on."""
        self._lines = lines
        self.rows_changed(row=0, message=message)

    def append(self, lines: list[Occurrence]) -> None:
        """Add lines at the end."""
        self._lines = self._lines + lines
        self.rows_changed()

    def draw_heading(self, width: int, base: Style) -> Strip:
        """Names of the columns."""
        shown, left = _widths(width)
        names = f"{'Outlet':<{_OUTLET}} {'Date':<{_DATE}} " if shown else ""
        return strip(names + "before ".rjust(left) + "match, after", base)

    def draw_row(self, row: int, width: int, base: Style) -> Strip:
        """Outlet and date, what stands before, the match, what stands after."""
        line = self._lines[row]
        with_facts, left_width = _widths(width)
        fact = base + self.style("row--fact")
        lead = []
        if with_facts:
            outlet = strip(cut(_shown(line.outlet or "outlet ?"), _OUTLET), fact).adjust_cell_length(_OUTLET, fact)
            date = strip(f" {line.date.isoformat() if line.date else 'date ?':<{_DATE}} ", fact)
            lead = [outlet, date]
        left = strip(_shown(line.left), base)
        missing = left_width - left.cell_length
        before = strip(" " * missing, base) if missing > 0 else Strip.blank(0)
        shown_left = left if missing >= 0 else left.crop(-missing, left.cell_length)
        match = strip(_shown(line.match), base + self.style("row--match"))
        right = strip(_shown(line.right), base)
        return Strip.join([*lead, before, shown_left, match, right]).adjust_cell_length(width, base)


def facts(line: Occurrence) -> str:
    """Outlet and date of a line, where it has no room for them itself."""
    return f"{line.outlet or 'outlet ?'}, {line.date.isoformat() if line.date else 'date ?'}"


def _widths(width: int) -> tuple[bool, int]:
    """Whether facts are shown, and the cells for what stands before the match."""
    facts = width >= FACTS_FROM
    return facts, (width - (_OUTLET + _DATE + 2 if facts else 0)) * 45 // 100


def _shown(text: str) -> str:
    return printable(text, one_line=True)
