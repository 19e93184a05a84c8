"""What the user keeps, as lines: saved searches with what is new, stars, notes and tags with their counts."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from textual.strip import Strip

from searchtui.results.printable import printable
from searchtui.widgets.columns import longest, shares
from searchtui.widgets.content import cut, strip
from searchtui.widgets.row_list import RowList


@dataclass(frozen=True, slots=True)
class KeptRow:
    """A line: a heading where there is no `query`, else what is kept, with the number of its articles.

    `search` is the name of a saved search, `new` how many articles it has that it had not, `problem` why it cannot be
    answered. `note` is the article of a note, and the offset in its text of the passage it is on; `title` is the
    article's.
    """

    label: str
    query: str = ""
    articles: int = 0
    search: str = ""
    new: int = 0
    problem: str = ""
    note: tuple[str, int | None] | None = None
    title: str = ""


class KeptList(RowList):
    """The lines of what is kept; the cursor stands on those that are no headings."""

    HEADINGS: ClassVar[int] = 0

    def __init__(self, *, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id)
        self._rows: Sequence[KeptRow] = ()
        self._wanted = [0, 0]

    @property
    def selected(self) -> KeptRow | None:
        """The line under the cursor, if it is no heading."""
        row = self._rows[self.cursor] if self.cursor < len(self._rows) else None
        return row if row is not None and row.query else None

    def show(self, rows: Sequence[KeptRow]) -> None:
        """Show these lines, or say how there come to be any."""
        first = not self._rows
        self._rows = rows
        notes = [row for row in rows if row.note is not None]
        self._wanted = [longest(row.label for row in notes), longest(row.title for row in notes)]
        start = next((number for number, row in enumerate(rows) if row.query), 0)
        self.rows_changed(row=start if first else None, message="Nothing is kept yet. * stars, # tags, i notes.")

    def count(self) -> int:
        """The number of lines."""
        return len(self._rows)

    def move(self, rows: int) -> None:
        """Move the cursor by lines, over headings."""
        at, step = self.cursor + rows, 1 if rows > 0 else -1
        at = max(0, min(at, len(self._rows) - 1))
        while 0 <= at < len(self._rows) and not self._rows[at].query:
            at += step
        if 0 <= at < len(self._rows):
            self.cursor = at

    def draw_row(self, row: int, width: int, base: Style) -> Strip:
        """A heading, or what is kept with its counts at the right."""
        each = self._rows[row]
        if not each.query:
            style = base + self.style("row--heading")
            return strip(f" {each.label}", style).adjust_cell_length(width, style)
        if each.note is not None:
            return self._noted(each, width, base)
        counts = each.problem or f"{each.articles:,}"
        counts = printable(counts + (f"   {each.new:,} new" if each.new else ""), one_line=True)
        room = max(10, width - cell_len(counts) - 6)
        label = set_cell_size(cut(printable(each.label, one_line=True), room), room)
        style = base + self.style("row--match" if each.new else "row--fact")
        return Strip.join([strip(f"   {label} ", base), strip(f"{counts} ", style)])

    def _noted(self, row: KeptRow, width: int, base: Style) -> Strip:
        """The words of a note and the title of its article, in columns that share the line fairly."""
        texts = [printable(text, one_line=True) for text in (row.label, row.title)]
        words, title = (
            set_cell_size(cut(text, room), room) if room else ""
            for text, room in zip(texts, shares(self._wanted, width - 7), strict=True)
        )
        return Strip.join([strip(f"   {words}   ", base), strip(title, base + self.style("row--fact"))])
