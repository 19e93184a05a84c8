"""The one place where text of articles becomes something Textual draws: plain characters and spans, never markup."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Sequence

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.content import Content, Span
from textual.strip import Strip
from textual.widget import Widget

from searchtui.results.printable import printable
from searchtui.widgets.wrapping import wrap

Spans = Sequence[tuple[int, int]]
"""(start, end) offsets into a text, ascending and not overlapping."""


def content(text: str, style: str = "", *, marks: Spans = (), mark_style: str = "bold underline") -> Content:
    """`text` as `Content` in `style` (a Textual style such as "$text-muted"), its marks in `mark_style`."""
    spans = [Span(0, len(text), style)] if style and text else []
    spans.extend(Span(start, end, mark_style) for start, end in marks)
    return Content(printable(text, one_line=True), spans)


def strip(text: str, base: Style, marks: Iterable[tuple[int, int, Style]] = ()) -> Strip:
    """One line for the line API. `text` has been through `printable`; marks are ascending and do not overlap."""
    segments: list[Segment] = []
    position = 0
    for start, end, style in marks:
        if start > position:
            segments.append(Segment(text[position:start], base))
        if end > start:
            segments.append(Segment(text[start:end], base + style))
        position = max(position, end)
    if position < len(text):
        segments.append(Segment(text[position:], base))
    return Strip(segments)


def cut(text: str, cells: int) -> str:
    """`text` with dots at its end where it takes more than `cells` cells, of which there is one at least."""
    return text if cell_len(text) <= cells else set_cell_size(text, cells - 1) + "…"


def message_strip(text: str, number: int, width: int, base: Style) -> Strip:
    """Line `number` of a message that is wrapped to `width` cells with a margin of two."""
    if not text:
        return Strip.blank(width, base)
    shown = printable(text, one_line=True)
    lines = wrap(shown, 0, len(shown), width - 4)
    start, end = lines[number] if 0 <= number < len(lines) else (0, 0)
    return strip("  " + shown[start:end], base).adjust_cell_length(width, base)


def part_style(widget: Widget, name: str) -> Style:
    """The style of a widget's component class, to be laid over another: its background only if it sets one."""
    part = widget.get_component_rich_style(name, partial=True)
    blended = widget.get_component_rich_style(name)
    return part + Style(color=blended.color if part.color else None, bgcolor=blended.bgcolor if part.bgcolor else None)


def within(marks: Spans, start: int, end: int) -> list[tuple[int, int]]:
    """The parts of `marks` between the offsets `start` and `end`, counted from `start`."""
    first = bisect_right(marks, start, key=lambda mark: mark[1])
    found: list[tuple[int, int]] = []
    for index in range(first, len(marks)):
        mark_start, mark_end = marks[index]
        if mark_start >= end:
            break
        found.append((max(mark_start, start) - start, min(mark_end, end) - start))
    return found
