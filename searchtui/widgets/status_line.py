"""Under the search bar: what was searched, what was hidden, what went wrong, and what goes on in the background."""

from __future__ import annotations

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widgets import Static

from searchtui.results.page import ResultPage
from searchtui.widgets.content import content

_SPACE = "\u00a0"
"""A space at the beginning of a line that wrapping keeps."""


class StatusLine(Vertical):
    """One line always, more only when there is something to say."""

    DEFAULT_CSS = """
    StatusLine {
        height: auto;
        max-height: 5;
        background: $surface;
        Horizontal { height: auto; max-height: 2; }
        padding-left: 3;
        #parsed { width: 1fr; height: 1; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
        #parsed.-error { height: auto; text-wrap: wrap; }
        #hidden { width: auto; padding: 0 1 0 2; color: $text-warning; }
        #notes { height: auto; max-height: 2; color: $text-warning; }
        #progress { height: 1; color: $text-success; }
        .-empty { display: none; }
    }
    """

    def compose(self) -> ComposeResult:
        """Parsed query and hidden count, notes, progress."""
        with Horizontal():
            yield Static("", id="parsed", markup=False)
            yield Static("", id="hidden", classes="-empty", markup=False)
        yield Static("", id="notes", classes="-empty", markup=False)
        yield Static("", id="progress", classes="-empty", markup=False)

    def show_answer(self, page: ResultPage) -> None:
        """Say how the query was understood, what a date filter hid, and what else the reader should know."""
        parsed = page.parsed if page.query.strip() else "all articles"
        self._set_first_line(content(parsed), error=False)
        self._set("hidden", content(" · ".join(_hidden(page))))
        self._set("notes", content(" · ".join(page.notes)))

    def show_error(self, message: str, hint: str, column: int | None) -> None:
        """Say what is wrong, with a caret under cell `column` where the query goes wrong there."""
        self._set("hidden", Content(""))
        self._set("notes", content(hint))
        self._set_first_line(_pointing(message, column, self.size.width), error=True)

    def show_progress(self, text: str) -> None:
        """Say what goes on in the background; nothing if empty."""
        self._set("progress", content(text))

    def _set_first_line(self, text: Content, *, error: bool) -> None:
        line = self.query_one("#parsed", Static)
        same_height = not error and not line.has_class("-error")
        line.set_class(error, "-error")
        line.update(text, layout=not same_height)

    def _set(self, name: str, text: Content) -> None:
        widget = self.query_one(f"#{name}", Static)
        if widget.content == text:
            return
        widget.update(text)
        widget.set_class(not text.plain, "-empty")


def _hidden(page: ResultPage) -> list[str]:
    """How many articles match besides those listed."""
    with_copies = page.total_with_copies or 0
    hidden = [f"{with_copies:,} with copies"] if with_copies > page.total else []
    return [*hidden, f"{page.undated_hidden:,} undated not shown"] if page.undated_hidden else hidden


def _pointing(message: str, column: int | None, width: int) -> Content:
    """`message` beside a caret in cell `column`: after it, or before it where there is more room."""
    style = "$text-error"
    if column is None:
        return content(message, style)
    if column + 2 + len(message) <= width or column < len(message) + 2:
        return content(_SPACE * column + "▲ " + message, style)
    return content(_SPACE * (column - len(message) - 1) + message + " ▲", style)


def total_words(page: ResultPage, articles: int | None) -> str:
    """How many hits of how many articles in what time: "12 of 5,311 · 3 ms"."""
    of = "" if articles is None else f" of {articles:,}"
    return f"{'nearest ' if page.relaxed else ''}{page.total:,}{of} · {page.took_ms:,.0f} ms"
