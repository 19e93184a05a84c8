"""Drawing an article: each line as a strip, with its marks, its margin and the map of matches beside it."""

from __future__ import annotations

from rich.style import Style
from textual.selection import Selection
from textual.strip import Strip
from textual.widget import Widget

from searchtui.widgets.content import part_style, strip, within
from searchtui.widgets.document import BODY, Document, Line, Match, Role

MARGIN = 2
"""Cells that stay free on either side of the text."""


class Painter:
    """Draws lines of a document in the styles of a widget's component classes `article--…`."""

    def __init__(self, widget: Widget) -> None:
        self._widget = widget
        self._styles: dict[str, Style] = {}

    def forget_styles(self) -> None:
        """Look the styles up anew: the theme has changed."""
        self._styles.clear()

    def style(self, name: str) -> Style:
        """The style of the component class `article--name`."""
        if name not in self._styles:
            self._styles[name] = part_style(self._widget, f"article--{name}")
        return self._styles[name]

    def rule(self, width: int, text_width: int, base: Style) -> Strip:
        """A line between the facts and the text."""
        lead = " " * left_margin(width, text_width)
        return strip(lead + "─" * text_width, base + self.style("rule")).adjust_cell_length(width, base)

    def line(
        self,
        shown: Document,
        line: Line,
        number: int,
        *,
        width: int,
        text_width: int,
        current: Match | None,
        base: Style,
    ) -> Strip:
        """Line `number` of a document, `width` cells wide, `current` being the match one stands at."""
        text = line_text(shown, line)
        style = base if line.role in (Role.BODY, Role.GAP) else base + self.style(line.role.value)
        marks = self._selected(number, len(text)) or self._marks(shown, line, current)
        drawn = strip(text, style, marks).apply_offsets(0, number)
        lead = " " * left_margin(width, text_width)
        if line.role is Role.FACT:
            label = shown.labels[line.source - 2] if line.start == 0 else ""
            lead += label.ljust(line.indent)
        else:
            lead += " " * line.indent
        return Strip.join([strip(lead, base + self.style("label")), drawn]).adjust_cell_length(width, base)

    def with_map(self, drawn: Strip, sign: str, width: int, base: Style) -> Strip:
        """The line with a sign of the map in its last cell."""
        return Strip.join([drawn.crop(0, width - 1), strip(sign, base + self.style("map"))])

    def _selected(self, number: int, length: int) -> list[tuple[int, int, Style]]:
        selection: Selection | None = self._widget.text_selection
        span = selection.get_span(number) if selection is not None else None
        if span is None:
            return []
        first, last = span
        return [
            (first, length if last == -1 else last, self._widget.screen.get_component_rich_style("screen--selection"))
        ]

    def _marks(self, shown: Document, line: Line, current: Match | None) -> list[tuple[int, int, Style]]:
        if line.role is Role.FACT:
            start = max(line.start, shown.evidence_starts[line.source - 2])
            return [(start - line.start, line.end - line.start, self.style("label"))] if start < line.end else []
        spans = shown.marks.get(line.source, ())
        noted = within(shown.noted, line.start, line.end) if line.source == BODY else []
        if not spans and not noted:
            return []
        here = current if current is not None and current.source == line.source else None
        marked, standing = self.style("match"), self.style("current-match")
        matches = [
            (start, end, standing if here is not None and here.start <= line.start + start < here.end else marked)
            for start, end in within(spans, line.start, line.end)
        ]
        return _laid_over(noted, self.style("noted"), matches) if noted else matches


def _laid_over(
    below: list[tuple[int, int]], style: Style, above: list[tuple[int, int, Style]]
) -> list[tuple[int, int, Style]]:
    """The spans `below` in `style`, with gaps for those `above`, and these, in order."""
    drawn = list(above)
    for start, end in below:
        for first, last, _ in above:
            if first < end and last > start:
                if start < first:
                    drawn.append((start, first, style))
                start = max(start, last)  # noqa: PLW2901 -- the rest of the span
        if start < end:
            drawn.append((start, end, style))
    return sorted(drawn, key=lambda mark: mark[:2])


def line_text(shown: Document, line: Line) -> str:
    """The characters of a line."""
    return shown.sources[line.source][line.start : line.end]


def left_margin(width: int, text_width: int) -> int:
    """Cells left of the text, which stands in the middle."""
    return max(0, (width - text_width) // 2)
