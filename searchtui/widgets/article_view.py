"""The article as one reads it: wrapped paragraphs, dimmed site chrome, marked matches. Drawn line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from rich.style import Style
from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip

from searchtui.widgets.content import content, message_strip, part_style, strip, within
from searchtui.widgets.document import Document, Layout, Line, Role, lay_out
from searchtui.widgets.evidence import date_label, outlet_label, reason

READABLE_WIDTH = 84
"""Cells of a line of text at most; more tires the eye."""

_MARGIN = 2


class ArticleView(ScrollView, can_focus=True, inherit_bindings=False):
    """Shows one document, or a message where there is none."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "article--title", "article--fact", "article--label", "article--rule", "article--chrome",
        "article--match", "article--current-match", "article--message",
    }  # fmt: skip

    DEFAULT_CSS = """
    ArticleView {
        border: round $border-blurred;
        border-title-color: $text-muted;
        border-subtitle-color: $text-muted;
        background: $background;
        overflow-x: hidden;
        scrollbar-size-vertical: 1;
        &:focus { border: round $border; border-title-color: $text; }
        .article--title { text-style: bold; color: $text-primary; }
        .article--fact { color: $text; }
        .article--label { color: $text-muted; }
        .article--rule { color: $foreground 30%; }
        .article--chrome { color: $text-disabled; text-style: italic; }
        .article--match { color: $text-warning; background: $warning-muted; text-style: bold underline; }
        .article--current-match { color: $background; background: $warning; text-style: bold underline; }
        .article--message { color: $text-muted; }
        &:ansi {
            .article--chrome { color: ansi_default; text-style: dim; }
            .article--match { color: ansi_yellow; background: ansi_default; text-style: bold underline; }
            .article--current-match { color: ansi_black; background: ansi_yellow; text-style: bold underline; }
        }
    }
    """

    chrome = reactive(True)
    """Whether text around the article, such as menus and captions, is shown (dimmed)."""

    @dataclass
    class CurrentMatchChanged(Message):
        """The reader stands at match number `current` (from 1, 0 for none) of `total`."""

        current: int
        total: int

    def __init__(self, *, with_facts: bool = False, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id)
        self._width = 0
        self._with_facts = with_facts
        self._document: Document | None = None
        self._layout = Layout()
        self._laid_out_for: tuple[int, bool] | None = None
        self._message = ""
        self._current = -1
        self._styles: dict[str, Style] = {}

    @property
    def document(self) -> Document | None:
        """What is shown."""
        return self._document

    @property
    def current_match(self) -> int:
        """The number of the match one stands at, from 1; 0 if there is none."""
        return self._current + 1

    @property
    def layout_lines(self) -> Layout:
        """The lines shown, for whoever needs to know where a match stands."""
        return self._layout

    def show(self, document: Document, *, keep_place: bool = False) -> None:
        """Show a document from its first match on, or where one was reading when `keep_place` is set."""
        top = self._top() if keep_place else None
        current = self._current if keep_place and self._current < len(document.matches) else -1
        self._document, self._message = document, ""
        if current < 0 and document.matches:
            current = 0
        self._current = current
        article = document.article
        outlet = outlet_label(article.outlet, article.outlet_evidence)
        date = date_label(article.date, article.date_evidence)
        self.border_title = content(f"{outlet} · {date} ({reason(article.date_evidence)})")
        self._lay_out()
        if top is not None:
            self._scroll_to_place(top)
        else:
            self.scroll_to(y=0, animate=False)
            self._scroll_to_current()
        self._tell_match()

    def show_message(self, message: str) -> None:
        """Show a sentence instead of a document."""
        self._document, self._layout, self._message, self._current = None, Layout(), message, -1
        self._laid_out_for = None
        self.border_title = self.border_subtitle = None
        self.virtual_size = Size(self.size.width, 0)
        self.refresh()

    def go_to_match(self, step: int) -> None:
        """Go `step` matches on (backwards if negative), round the ends."""
        if self._document is None or not self._document.matches:
            return
        self._current = (self._current + step) % len(self._document.matches)
        self._scroll_to_current()
        self._tell_match()
        self.refresh()

    def move(self, lines: int) -> None:
        """Scroll by lines."""
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False)

    def move_page(self, pages: int) -> None:
        """Scroll by pages, keeping one line in view."""
        self.move(pages * max(1, self.scrollable_content_region.height - 1))

    def move_to_end(self, *, last: bool) -> None:
        """Scroll to the beginning, or with `last` to the end."""
        self.scroll_to(y=self.max_scroll_y if last else 0, animate=False)

    def watch_chrome(self) -> None:
        """Lay the text out again, keeping one's place."""
        self._lay_out_again()

    def on_resize(self, _event: events.Resize) -> None:
        """Wrap to the new width, keeping one's place."""
        self._lay_out_again()

    def notify_style_update(self) -> None:
        """Forget the colours of the old theme."""
        self._styles.clear()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some lines; the width is looked up once for all of them, which saves half the time."""
        self._width = self.scrollable_content_region.width
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw line `y` of the window."""
        width = self._width
        base = self.rich_style
        if self._document is None:
            return message_strip(self._message, y - min(2, self.size.height // 3), width, base + self._style("message"))
        number = y + self.scroll_offset.y
        if number >= len(self._layout.lines):
            return Strip.blank(width, base)
        return self._drawn(self._document, number, width, base)

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text that was selected with the mouse."""
        if self._document is None:
            return None
        text = "\n".join(self._line_text(self._document, line) for line in self._layout.lines)
        return selection.extract(text), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002 -- Textual's signature
        """Draw the selection."""
        self.refresh()

    def _drawn(self, document: Document, number: int, width: int, base: Style) -> Strip:
        line = self._layout.lines[number]
        left = self._left(width)
        if line.role is Role.RULE:
            rule = " " * left + "─" * self._text_width(width)
            return strip(rule, base + self._style("rule")).adjust_cell_length(width, base)
        text = self._line_text(document, line)
        style = base if line.role in (Role.BODY, Role.GAP) else base + self._style(line.role.value)
        marks = self._marks(document, line)
        if (selection := self.text_selection) is not None and (span := selection.get_span(number)) is not None:
            first, last = span
            last = len(text) if last == -1 else last
            marks = [(first, last, self.screen.get_component_rich_style("screen--selection"))]
        drawn = strip(text, style, marks).apply_offsets(0, number)
        lead = " " * left
        if line.role is Role.FACT:
            label = document.labels[line.source - 2] if line.start == 0 else ""
            lead += label.ljust(line.indent)
        return Strip.join([strip(lead, base + self._style("label")), drawn]).adjust_cell_length(width, base)

    def _marks(self, document: Document, line: Line) -> list[tuple[int, int, Style]]:
        if line.role is Role.FACT:
            start = max(line.start, document.evidence_starts[line.source - 2])
            return [(start - line.start, line.end - line.start, self._style("label"))] if start < line.end else []
        spans = document.marks.get(line.source, ())
        if not spans:
            return []
        current = document.matches[self._current] if self._current >= 0 else None
        here = current if current is not None and current.source == line.source else None
        return [
            (start, end, self._style("current-match" if here is not None and self._is(here, line, start) else "match"))
            for start, end in within(spans, line.start, line.end)
        ]

    @staticmethod
    def _is(match: tuple[int, int, int], line: Line, start: int) -> bool:
        return match[1] <= line.start + start < match[2]

    @staticmethod
    def _line_text(document: Document, line: Line) -> str:
        return document.sources[line.source][line.start : line.end]

    def _style(self, name: str) -> Style:
        if name not in self._styles:
            self._styles[name] = part_style(self, f"article--{name}")
        return self._styles[name]

    def _text_width(self, width: int) -> int:
        return max(10, min(READABLE_WIDTH, width - 2 * _MARGIN))

    def _left(self, width: int) -> int:
        return max(0, (width - self._text_width(width)) // 2)

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if self._document is None or width <= 0:
            return
        self._layout = lay_out(self._document, self._text_width(width), chrome=self.chrome, with_facts=self._with_facts)
        self._laid_out_for = (width, self.chrome)
        self.virtual_size = Size(width, len(self._layout.lines) + 1)
        self.refresh()

    def _lay_out_again(self) -> None:
        width = self.scrollable_content_region.width
        if self._document is None or self._laid_out_for == (width, self.chrome):
            return
        fresh = self._laid_out_for is None
        top = self._top()
        self._lay_out()
        if fresh or top is None:
            self._scroll_to_current()
        else:
            self._scroll_to_place(top)

    def _top(self) -> tuple[int, int] | None:
        """The source and offset of the first character in view, None at the very top."""
        number = self.scroll_offset.y
        if number <= 0 or number >= len(self._layout.lines):
            return None
        line = self._layout.lines[number]
        return line.source, line.start

    def _scroll_to_place(self, place: tuple[int, int]) -> None:
        self.scroll_to(y=self._layout.line_at(*place), animate=False)

    def _scroll_to_current(self) -> None:
        if self._current < 0 or not self._layout.match_lines:
            return
        line = self._layout.match_lines[self._current]
        height = self.scrollable_content_region.height
        top = self.scroll_offset.y
        if not top <= line < top + height - 1:
            self.scroll_to(y=max(0, line - height // 3), animate=False)

    def _tell_match(self) -> None:
        total = len(self._document.matches) if self._document else 0
        self.border_subtitle = f"{self.current_match} of {total} matches" if total else None
        self.post_message(self.CurrentMatchChanged(self.current_match, total))
