"""The article as one reads it: wrapped paragraphs, dimmed site chrome, marked matches. Drawn line by line."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.geometry import Region, Size
from textual.message import Message
from textual.reactive import reactive
from textual.selection import Selection
from textual.strip import Strip

from searchtui.config import RANGES, Settings
from searchtui.widgets.article_painter import MARGIN, Painter, line_text
from searchtui.widgets.content import content, message_strip
from searchtui.widgets.document import Document, Layout, Match, Role, Spacing, lay_out
from searchtui.widgets.evidence import date_label, outlet_label, reason
from searchtui.widgets.kept_signs import signs
from searchtui.widgets.match_map import map_rows
from searchtui.widgets.steady import LineView

WIDTH_STEP = 4
"""Cells by which a key makes lines longer or shorter."""


class ArticleView(LineView, can_focus=True, inherit_bindings=False):
    """Shows one document, or a message where there is none."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "article--title", "article--fact", "article--label", "article--rule", "article--chrome",
        "article--match", "article--current-match", "article--noted", "article--map", "article--message",
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
        .article--noted { background: $primary-muted; text-style: italic; }
        .article--map { color: $warning; }
        .article--message { color: $text-muted; }
        &:ansi {
            .article--noted { background: ansi_default; text-style: italic underline; }
            .article--chrome { color: ansi_default; text-style: dim; }
            .article--match { color: ansi_yellow; background: ansi_default; text-style: bold underline; }
            .article--current-match { color: ansi_black; background: ansi_yellow; text-style: bold underline; }
        }
    }
    """

    chrome = reactive(True)
    """Whether text around the article, such as menus and captions, is shown (dimmed)."""

    text_width = reactive(Settings().text_width)
    """Cells of a line of text at most."""

    spacing = reactive(Spacing.NORMAL)
    """The room between lines and paragraphs."""

    @dataclass
    class CurrentMatchChanged(Message):
        """The reader stands at match number `current` (from 1, 0 for none) of `total`."""

        current: int
        total: int

    def __init__(self, *, with_facts: bool = False, id: str | None = None) -> None:  # noqa: A002 -- Textual's name
        super().__init__(id=id)
        self._with_facts = with_facts
        self._document: Document | None = None
        self._layout = Layout()
        self._laid_out_for: tuple[int, int, bool, Spacing] | None = None
        self._place_wanted: tuple[int, int] | None = None
        self._message = ""
        self._current = -1
        self._map: dict[int, str] = {}
        self._painter = Painter(self)

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

    def show(self, document: Document, *, keep_place: bool = False, at_last_match: bool = False) -> None:
        """Show a document from its first match on, or where one was reading when `keep_place` is set.

        With `at_last_match` one comes from the article after it, and begins at its end.
        """
        if keep_place and document == self._document:
            return
        top = self._top() if keep_place else None
        current = self._current if keep_place and self._current < len(document.matches) else -1
        self._document, self._message = document, ""
        if current < 0 and document.matches:
            current = len(document.matches) - 1 if at_last_match else 0
        self._current = current
        article = document.article
        outlet = outlet_label(article.outlet, article.outlet_evidence)
        date = date_label(article.date, article.date_evidence)
        kept = f" · {shown}" if (shown := signs(document.kept)) else ""
        self.border_title = content(f"{outlet} · {date} ({reason(article.date_evidence)}){kept}")
        self._lay_out()
        if top is not None:
            self._scroll_to_place(top)
        else:
            self.scroll_to(y=0, animate=False)
            self._scroll_to_current()
        self._tell_match()

    def mark(self, document: Document, *, current: int) -> None:
        """Show the same article with other matches, standing at number `current` of them (from 0)."""
        self._document, self._current = document, current if document.matches else -1
        self._lay_out()
        self._scroll_to_current()
        self._tell_match()

    def show_message(self, message: str) -> None:
        """Show a sentence instead of a document."""
        self._document, self._layout, self._message, self._current = None, Layout(), message, -1
        self._laid_out_for = None
        self.border_title = self.border_subtitle = None
        self.virtual_size = Size(self.size.width, 0)
        self.refresh()

    def has_match(self, step: int) -> bool:
        """Whether there is a match `step` matches on (backwards if negative)."""
        return self._document is not None and 0 <= self._current + step < len(self._document.matches)

    def go_to_match(self, step: int) -> None:
        """Go `step` matches on (backwards if negative), round the ends."""
        if self._document is None or not self._document.matches:
            return
        self._current = (self._current + step) % len(self._document.matches)
        self._scroll_to_current()
        self._tell_match()
        self.refresh()

    def go_to_match_at(self, source: int, start: int) -> None:
        """Go to the match that begins at offset `start` of a source; see `Document`."""
        matches = self._document.matches if self._document is not None else ()
        places = ((number, match) for number, match in enumerate(matches) if match.source == source)
        number = next((number for number, match in places if match.start >= start), None)
        if number is not None:
            self.go_to_match(number - self._current)

    def move(self, lines: int) -> None:
        """Scroll by lines."""
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False)

    def move_page(self, pages: int) -> None:
        """Scroll by pages, keeping one line in view."""
        self.move(pages * max(1, self.scrollable_content_region.height - 1))

    def move_to_end(self, *, last: bool) -> None:
        """Scroll to the beginning, or with `last` to the end."""
        if last:  # once what was just shown has its height
            self.scroll_end(animate=False, x_axis=False)
        else:
            self.scroll_to(y=0, animate=False)

    def move_paragraphs(self, step: int) -> None:
        """Scroll to the beginning of a paragraph: the next, or the one before where `step` is negative."""
        top, starts = self.scroll_offset.y, self._layout.paragraph_lines
        if step > 0:
            found = next((line for line in starts if line > top), None)
        else:
            found = next((line for line in reversed(starts) if line < top), 0)
        if found is not None:
            self.scroll_to(y=found, animate=False)

    def take_settings(self, settings: Settings) -> None:
        """Lay the text out as the settings say."""
        self.text_width, self.spacing = settings.text_width, Spacing(settings.spacing)

    def change_width(self, step: int) -> None:
        """Make lines `step` steps longer, as far as there is room; negative for shorter."""
        room = self.scrollable_content_region.width - 2 * MARGIN
        shown = min(self.text_width, room)
        self.text_width = max(RANGES["text_width"][0], min(room, shown + step * WIDTH_STEP))

    def change_spacing(self) -> None:
        """Take the next spacing."""
        order = [Spacing.NORMAL, Spacing.WIDE, Spacing.COMPACT]
        self.spacing = order[(order.index(self.spacing) + 1) % len(order)]

    def top_place(self) -> tuple[int, int] | None:
        """The source (see `Document`) and offset of the first character in view, None at the very top."""
        return self._top()

    def go_to_place(self, source: int, offset: int) -> None:
        """Scroll to the line with this character, as soon as there are lines."""
        if self._laid_out_for is None:
            self._place_wanted = source, offset
        else:
            self._scroll_to_place((source, offset))

    def watch_chrome(self) -> None:
        """Lay the text out again, keeping one's place."""
        self._lay_out_again()

    def watch_text_width(self) -> None:
        """Wrap to the new width, keeping one's place."""
        self._lay_out_again()

    def watch_spacing(self) -> None:
        """Lay the text out again, keeping one's place."""
        self._lay_out_again()

    def on_resize(self, _event: events.Resize) -> None:
        """Wrap to the new width, keeping one's place."""
        self._lay_out_again()

    def notify_style_update(self) -> None:
        """Forget the colours of the old theme."""
        self._painter.forget_styles()
        super().notify_style_update()

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw some lines; where the marks at the right stand is looked up once for all of them.

        A new size, of which an event tells later, counts already: else the text would be painted twice.
        """
        self._lay_out_again()
        height = self.scrollable_content_region.height
        self._map = map_rows(self._layout.match_lines, self._current, len(self._layout.lines), height)
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """Draw line `y` of the window."""
        width, base = self._width, self._base
        if self._document is None:
            style = base + self._painter.style("message")
            return message_strip(self._message, y - min(2, self.size.height // 3), width, style)
        drawn = self._drawn(self._document, y + self.scroll_offset.y, width)
        return self._painter.with_map(drawn, self._map[y], width, base) if y in self._map else drawn

    def _drawn(self, document: Document, number: int, width: int) -> Strip:
        base, text_width = self._base, self._text_width(width)
        if number >= len(self._layout.lines):
            return Strip.blank(width, base)
        line = self._layout.lines[number]
        if line.role is Role.RULE:
            return self._painter.rule(width, text_width, base)
        current = self._current_place(document)
        return self._painter.line(
            document, line, number, width=width, text_width=text_width, current=current, base=base
        )

    def _current_place(self, document: Document) -> Match | None:
        return document.matches[self._current] if self._current >= 0 else None

    def get_selection(self, selection: Selection) -> tuple[str, str] | None:
        """The text that was selected with the mouse."""
        if self._document is None:
            return None
        text = "\n".join(line_text(self._document, line) for line in self._layout.lines)
        return selection.extract(text), "\n"

    def selection_updated(self, selection: Selection | None) -> None:  # noqa: ARG002 -- Textual's signature
        """Draw the selection."""
        self.refresh()

    def _text_width(self, width: int) -> int:
        return max(10, min(self.text_width, width - 2 * MARGIN))

    def _wanted_layout(self, width: int) -> tuple[int, int, bool, Spacing]:
        return width, self._text_width(width), self.chrome, self.spacing

    def _lay_out(self) -> None:
        width = self.scrollable_content_region.width
        if self._document is None or width <= 0:
            # The lines of what was shown before are none of this document's.
            self._layout, self._laid_out_for = Layout(), None
            return
        text_width = self._text_width(width)
        self._layout = lay_out(
            self._document, text_width, chrome=self.chrome, with_facts=self._with_facts, spacing=self.spacing
        )
        self._laid_out_for = self._wanted_layout(width)
        self.virtual_size = Size(width, len(self._layout.lines) + 1)
        self.refresh()

    def _lay_out_again(self) -> None:
        width = self.scrollable_content_region.width
        if self._document is None or width <= 0 or self._laid_out_for == self._wanted_layout(width):
            return
        top, self._place_wanted = self._place_wanted or self._top(), None
        self._lay_out()
        if top is None:
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
