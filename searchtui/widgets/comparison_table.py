"""How often each of several queries is met by each outlet, month or language: a row each, columns side by side."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from textual.strip import Strip

from searchtui.query.nodes import Node
from searchtui.results.printable import printable
from searchtui.widgets.content import strip
from searchtui.widgets.row_list import RowList

_EIGHTHS = " ▏▎▍▌▋▊▉█"
_LEAST_COUNT, _SHARE = 3, 7
"""Cells of a number of articles at least, and of a share."""

_WIDEST_BAR = 60
_LEAST_NAME = 12
_BEFORE_BARS = 24
"""Cells that names have before there are bars."""


class RowOrder(Enum):
    """What the rows are ordered by."""

    HITS = "hits"
    DIFFERENCE = "difference of shares"
    NAME = "name"


@dataclass(frozen=True, slots=True)
class ComparedRow:
    """A value with its articles (`of`) and how many of them each query finds; `value` is its condition."""

    value: Node
    label: str
    of: int
    counts: tuple[int, ...]

    def share(self, part: int) -> float:
        """The part of its articles that a query finds; 0 to 1."""
        return self.counts[part] / self.of if self.of else 0.0


def ordered(rows: Sequence[ComparedRow], order: RowOrder) -> list[ComparedRow]:
    """The rows in another order; with `DIFFERENCE`, those first in which the first query has most before the second."""
    match order:
        case RowOrder.HITS:
            return sorted(rows, key=lambda row: (-sum(row.counts), -row.of))
        case RowOrder.DIFFERENCE:
            return sorted(rows, key=lambda row: -_difference(row))
        case RowOrder.NAME:
            return sorted(rows, key=lambda row: row.label.casefold())


class ComparisonTable(RowList):
    """Columns of numbers, shares and bars, one for each query."""

    def __init__(self) -> None:
        super().__init__(id="comparison")
        self._parts: Sequence[str] = ()
        self._rows: Sequence[ComparedRow] = ()
        self._most = 0.0
        self._count = _LEAST_COUNT

    def show(self, parts: Sequence[str], rows: Sequence[ComparedRow], *, message: str = "") -> None:
        """Show other counts."""
        self._parts, self._rows = parts, rows
        self._most = max((row.share(part) for row in rows for part in range(len(parts))), default=0.0)
        counts = (len(f"{count:,}") for row in rows for count in row.counts)
        self._count = max(_LEAST_COUNT, *counts, 0)
        self.rows_changed(row=0, message=message)

    @property
    def selected(self) -> ComparedRow | None:
        """The row under the cursor."""
        return self._rows[self.cursor] if self._rows else None

    @property
    def shown(self) -> Sequence[ComparedRow]:
        """The rows in order."""
        return self._rows

    def count(self) -> int:
        """The number of rows."""
        return len(self._rows)

    def draw_heading(self, width: int, base: Style) -> Strip:
        """The queries above their columns."""
        name, bar = self._widths(width)
        text = " ".ljust(name) + "articles".rjust(9)
        for part in self._parts:
            text += "  " + _fitted(printable(part, one_line=True), self._count + _SHARE + bar)
        return strip(text, base)

    def draw_row(self, row: int, width: int, base: Style) -> Strip:
        """A value, its articles, and for each query how many of them it finds."""
        name, bar = self._widths(width)
        each = self._rows[row]
        text = f" {_fitted(printable(each.label, one_line=True), name - 1)}{each.of:>9,}"
        marks: list[tuple[int, int, Style]] = []
        for part in range(len(self._parts)):
            share = each.share(part)
            text += f"  {each.counts[part]:>{self._count},}{share:>{_SHARE}.1%}"
            if bar:
                start = len(text)
                text += " " + _bar(share / self._most if self._most else 0.0, bar - 1)
                marks.append((start, len(text), self.style("row--match" if part % 2 else "row--fact")))
        return strip(text, base, [(start, end, _plain(style)) for start, end, style in marks])

    def _widths(self, width: int) -> tuple[int, int]:
        """Cells of the names, and of each bar."""
        parts = max(1, len(self._parts))
        room = width - 9 - parts * (2 + self._count + _SHARE)
        names = max((cell_len(row.label) for row in self._rows), default=_LEAST_NAME) + 2
        name = max(_LEAST_NAME, min(names, max(room - parts * 6, _BEFORE_BARS), 40))
        bar = (room - name) // parts
        return (name, min(bar, _WIDEST_BAR)) if bar >= 4 else (max(_LEAST_NAME, min(names, room)), 0)


def _difference(row: ComparedRow) -> float:
    return row.share(0) - row.share(1) if len(row.counts) > 1 else row.share(0)


def _bar(part: float, cells: int) -> str:
    eighths = max(1, round(part * cells * 8)) if part else 0
    return ("█" * (eighths // 8) + (_EIGHTHS[eighths % 8] if eighths % 8 else "")).ljust(cells)


def _fitted(text: str, cells: int) -> str:
    if cell_len(text) > cells:
        text = set_cell_size(text, max(1, cells - 1)) + "…"
    return set_cell_size(text, cells)


def _plain(style: Style) -> Style:
    """The colour of a style alone: a bar is neither bold nor underlined."""
    return Style(color=style.color)
