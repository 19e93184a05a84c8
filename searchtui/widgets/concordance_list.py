"""Matches in their contexts, one below the other, so that what stands beside them can be compared."""

from __future__ import annotations

from rich.style import Style
from textual.strip import Strip

from searchtui.results.concordance import Occurrence
from searchtui.results.printable import printable
from searchtui.widgets.columns import longest
from searchtui.widgets.content import cut, strip
from searchtui.widgets.row_list import RowList

FACTS_FROM = 90
"""Cells of width from which outlet and date are shown."""

_LEAST_OUTLET = 8
_DATE = 10
_UNKNOWN = "outlet ?"


class ConcordanceList(RowList):
    """The lines of a concordance."""

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id)
        self._lines: list[Occurrence] = []
        self._longest = _LEAST_OUTLET

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
        self._longest = max(_LEAST_OUTLET, _longest_outlet(lines))
        self.rows_changed(row=0, message=message)

    def append(self, lines: list[Occurrence]) -> None:
        """Add lines at the end."""
        self._lines = self._lines + lines
        self._longest = max(self._longest, _longest_outlet(lines))
        self.rows_changed()

    def draw_heading(self, width: int, base: Style) -> Strip:
        """Names of the columns."""
        outlet, left = self._widths(width)
        names = f"{'Outlet':<{outlet}} {'Date':<{_DATE}} " if outlet else ""
        return strip(" " + names + "before ".rjust(left) + "match, after", base)

    def draw_row(self, row: int, width: int, base: Style) -> Strip:
        """Outlet and date, what stands before, the match, what stands after."""
        line = self._lines[row]
        room, left_width = self._widths(width)
        fact = base + self.style("row--fact")
        lead = [strip(" ", base)]
        if room:
            outlet = strip(cut(_shown(line.outlet or _UNKNOWN), room), fact).adjust_cell_length(room, fact)
            date = strip(f" {line.date.isoformat() if line.date else 'date ?':<{_DATE}} ", fact)
            lead += [outlet, date]
        left = strip(_shown(line.left), base)
        missing = left_width - left.cell_length
        before = strip(" " * missing, base) if missing > 0 else Strip.blank(0)
        shown_left = left if missing >= 0 else left.crop(-missing, left.cell_length)
        match = strip(_shown(line.match), base + self.style("row--match"))
        right = strip(_shown(line.right), base)
        return Strip.join([*lead, before, shown_left, match, right]).adjust_cell_length(width, base)

    def _widths(self, width: int) -> tuple[int, int]:
        """The cells for the outlet, none where facts are not shown, and for what stands before the match."""
        outlet = min(self._longest, width // 5) if width >= FACTS_FROM else 0
        return outlet, (width - 1 - (outlet + _DATE + 2 if outlet else 0)) * 45 // 100


def facts(line: Occurrence) -> str:
    """Outlet and date of a line, where it has no room for them itself."""
    return f"{line.outlet or _UNKNOWN}, {line.date.isoformat() if line.date else 'date ?'}"


def _longest_outlet(lines: list[Occurrence]) -> int:
    return longest({line.outlet or _UNKNOWN for line in lines})


def _shown(text: str) -> str:
    return printable(text, one_line=True)
