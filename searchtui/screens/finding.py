"""Finding words in the article on screen."""

from __future__ import annotations

from bisect import bisect_left

from textual import on
from textual.screen import ScreenResultType
from textual.widgets import Input

from searchtui.articles.article import Block
from searchtui.screens.fixing import FixingScreen
from searchtui.text.loose import find_loosely
from searchtui.widgets.article_view import ArticleView
from searchtui.widgets.document import BODY, TITLE, Document, is_shown, with_marks
from searchtui.widgets.find_bar import FindBar, FindInput


class FindingScreen(FixingScreen[ScreenResultType]):
    """A screen with an article and a `FindBar`. While something is looked for, it is marked instead of the query."""

    _queried: Document | None = None
    """The article with the query's matches, while it is shown with others."""

    @property
    def find_bar(self) -> FindBar:
        """Where one types what is to be found."""
        return self.query_one(FindBar)

    def action_find_in_article(self) -> None:
        """Begin to find, or change what is looked for."""
        self.find_bar.open()
        self._find(self.find_bar.input.value)

    def action_search(self) -> None:
        """In the reader, the key that begins a search looks in the article."""
        self.action_find_in_article()

    def end_finding(self) -> bool:
        """Mark the query's matches again; whether anything was looked for."""
        if not self.find_bar.is_open:
            return False
        self.find_bar.close()
        self.article_view.focus()
        if self._queried is not None:
            self.article_view.mark(self._queried, current=0)
            self._queried = None
        self.situation_changed()
        return True

    def forget_found(self) -> None:
        """Begin as if nothing had been looked for."""
        self.find_bar.close()
        self.find_bar.input.clear()
        self._queried = None

    def find_again(self) -> None:
        """Look for the same in the article that has just come."""
        self._queried = None
        if self.find_bar.is_open:
            self._find(self.find_bar.input.value)

    @on(Input.Changed, "FindInput")
    def _wanted_changed(self, message: Input.Changed) -> None:
        message.stop()
        if self.find_bar.is_open:
            self._find(message.value)

    @on(Input.Submitted, "FindInput")
    def _go_on_reading(self, message: Input.Submitted) -> None:
        message.stop()
        if message.value.strip():
            self.article_view.focus()
        else:
            self.end_finding()

    @on(FindInput.Stepped)
    def _step(self, message: FindInput.Stepped) -> None:
        self.article_view.go_to_match(message.step)

    @on(FindInput.Left)
    def _leave(self) -> None:
        self.end_finding()

    @on(ArticleView.CurrentMatchChanged)
    def _tell_found(self, message: ArticleView.CurrentMatchChanged) -> None:
        if self.find_bar.is_open:
            self.find_bar.tell(message.current, message.total)

    def _find(self, wanted: str) -> None:
        shown = self.article_view.document
        if shown is None:
            return
        if self._queried is None:
            self._queried = shown
        title, body = _found(self._queried, wanted, chrome=self.article_view.chrome)
        found = with_marks(self._queried, title, body)
        self.article_view.mark(found, current=_first_from(found, self.article_view.top_place()))
        self.find_bar.tell(self.article_view.current_match, len(found.matches))
        self.situation_changed()


Spans = list[tuple[int, int]]


def _found(shown: Document, wanted: str, *, chrome: bool) -> tuple[Spans, Spans]:
    """Where `wanted` stands in the title and in the text, where that is in view."""
    blocks = [block for block in shown.article.blocks if is_shown(shown, block, chrome=chrome)]
    spans = find_loosely(shown.article.text, wanted)
    return find_loosely(shown.sources[TITLE], wanted), [span for span in spans if _is_within(blocks, *span)]


def _is_within(blocks: list[Block], start: int, end: int) -> bool:
    """Whether a place begins in one of the blocks, which are ascending."""
    following = bisect_left(blocks, end, key=lambda block: block.start)
    return following > 0 and start < blocks[following - 1].end


def _first_from(found: Document, top: tuple[int, int] | None) -> int:
    """The first match in or below the window's first line; the first of all where there is none."""
    if top is None or top[0] != BODY:
        return 0
    return next((n for n, match in enumerate(found.matches) if match.source == BODY and match.start >= top[1]), 0)
