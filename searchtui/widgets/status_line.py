"""Under the search bar: what was searched, what was hidden, what went wrong, and what goes on in the background."""

from __future__ import annotations

from textual.app import ComposeResult, RenderResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import Static

from searchtui.results.page import ResultPage
from searchtui.widgets.content import content

_SPACE = "\u00a0"
"""A space at the beginning of a line that wrapping keeps."""


class _FirstLine(Static):
    """What was searched, as much of it as there is room for beside what was hidden; drawn in one, so that neither moves
    the other about at every key.
    """

    def __init__(self) -> None:
        super().__init__("", id="parsed", markup=False)
        self._parsed = self._hidden = Content("")

    def show(self, parsed: Content, hidden: Content) -> None:
        """Show an answer's, on one line."""
        self._parsed, self._hidden = parsed, hidden
        same_height = not self.has_class("-error")
        self.remove_class("-error")
        self.update(parsed, layout=not same_height)

    def show_error(self, message: Content) -> None:
        """Show what is wrong, on as many lines as it takes."""
        self._hidden = Content("")
        self.add_class("-error")
        self.update(message)

    def render(self) -> RenderResult:
        """What is shown."""
        if not self._hidden:
            return super().render()
        room = max(0, self.size.width - self._hidden.cell_length - 3)
        return Content.assemble(self._parsed.truncate(room, ellipsis=True, pad=True), "  ", self._hidden)


class StatusLine(Vertical):
    """One line always, and one for notes where there is room; more only when there is something to say."""

    DEFAULT_CSS = """
    StatusLine {
        height: auto;
        max-height: 5;
        background: $surface;
        padding-left: 3;
        #parsed { height: 1; color: $text-muted; text-wrap: nowrap; text-overflow: ellipsis; }
        #parsed.-error { height: auto; max-height: 2; text-wrap: wrap; }
        #notes { height: auto; max-height: 2; color: $text-warning; }
        #progress { height: 1; color: $text-success; }
        .-empty { display: none; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._texts = {"notes": Content(""), "progress": Content("")}

    def compose(self) -> ComposeResult:
        """Parsed query and hidden count, notes, progress."""
        yield _FirstLine()
        yield Static("", id="notes", classes="-empty", markup=False)
        yield Static("", id="progress", classes="-empty", markup=False)

    def show_answer(self, page: ResultPage) -> None:
        """Say how the query was understood, what a date filter hid, and what else the reader should know."""
        parsed = page.parsed if page.query.strip() else "all articles"
        hidden = content(" · ".join(_hidden(page)), "$text-warning")
        self.query_one(_FirstLine).show(content(parsed), hidden)
        self._set("notes", content(" · ".join(page.notes)))

    def show_error(self, message: str, hint: str, column: int | None) -> None:
        """Say what is wrong, with a caret under cell `column` where the query goes wrong there."""
        self._set("notes", content(hint))
        self.query_one(_FirstLine).show_error(_pointing(message, column, self.size.width))

    def show_progress(self, text: str) -> None:
        """Say what goes on in the background; nothing if empty."""
        self._set("progress", content(text))

    def _set(self, name: str, text: Content) -> None:
        before, self._texts[name] = self._texts[name], text
        if before == text:
            return
        widget = self.query_one(f"#{name}", Static)
        wraps = max(before.cell_length, text.cell_length) > self.content_size.width
        widget.update(text, layout=wraps)  # a class that hides or shows it lays the screen out by itself
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
