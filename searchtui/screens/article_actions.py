"""What can be done with the article shown, on every screen that shows one."""

from __future__ import annotations

from typing import Protocol

from textual.app import SuspendNotSupported
from textual.screen import Screen, ScreenResultType

from searchtui.articles.article import Article
from searchtui.commands.command import Situation
from searchtui.commands.registry import by_action
from searchtui.library import Library
from searchtui.results.export import citation
from searchtui.widgets.article_view import ArticleView

_COMMANDS = by_action()


class Movable(Protocol):
    """What the moving keys move: a list's cursor, or a text."""

    def move(self, lines: int, /) -> None:
        """Go down by lines or rows, up if negative."""

    def move_page(self, pages: int, /) -> None:
        """Go down by pages, up if negative."""

    def move_to_end(self, *, last: bool) -> None:
        """Go to the beginning, or to the end."""


class ArticleScreen(Screen[ScreenResultType]):
    """A screen with an `ArticleView` in it."""

    library: Library
    _applying: tuple[bool | None, ...] = ()

    @property
    def article_view(self) -> ArticleView:
        """Where the article is shown."""
        return self.query_one(ArticleView)

    @property
    def article(self) -> Article | None:
        """The article shown."""
        document = self.article_view.document
        return None if document is None else document.article

    def situation(self) -> Situation:
        """What decides which commands apply."""
        raise NotImplementedError

    def situation_changed(self) -> None:
        """Have the footer drawn anew if other commands apply than before; drawing it takes longer than a search."""
        applying = tuple(command.applies(self.situation()) for command in _COMMANDS.values())
        if applying != self._applying:
            self._applying = applying
            self.refresh_bindings()

    def moved_by_keys(self) -> Movable:
        """What the moving keys move now."""
        raise NotImplementedError

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a command applies now."""
        command = _COMMANDS.get(action)
        if command is None or not self.is_mounted:
            return super().check_action(action, parameters)
        return command.applies(self.situation())

    def action_move_down(self) -> None:
        """Go down one line."""
        self.moved_by_keys().move(1)

    def action_move_up(self) -> None:
        """Go up one line."""
        self.moved_by_keys().move(-1)

    def action_move_page_down(self) -> None:
        """Go down one page."""
        self.moved_by_keys().move_page(1)

    def action_move_page_up(self) -> None:
        """Go up one page."""
        self.moved_by_keys().move_page(-1)

    def action_move_to_first(self) -> None:
        """Go to the beginning."""
        self.moved_by_keys().move_to_end(last=False)

    def action_move_to_last(self) -> None:
        """Go to the end."""
        self.moved_by_keys().move_to_end(last=True)

    def go_on(self, step: int) -> bool:  # noqa: ARG002 -- screens with one article after another look at it
        """Go on to the matches of the next article, or of the one before; whether there is one."""
        return False

    def action_next_match(self) -> None:
        """Go to the next match."""
        self._go_to_match(1)

    def action_previous_match(self) -> None:
        """Go to the match before."""
        self._go_to_match(-1)

    def _go_to_match(self, step: int) -> None:
        if self.article_view.has_match(step) or not self.go_on(step):
            self.article_view.go_to_match(step)

    def action_next_paragraph(self) -> None:
        """Go to the next paragraph."""
        self.article_view.move_paragraphs(1)

    def action_previous_paragraph(self) -> None:
        """Go to the paragraph before."""
        self.article_view.move_paragraphs(-1)

    def action_widen_text(self) -> None:
        """Make lines longer."""
        self.article_view.change_width(1)

    def action_narrow_text(self) -> None:
        """Make lines shorter."""
        self.article_view.change_width(-1)

    def action_change_spacing(self) -> None:
        """Take the next spacing."""
        self.article_view.change_spacing()

    def action_toggle_site_text(self) -> None:
        """Show or hide site chrome."""
        self.article_view.chrome = not self.article_view.chrome

    def action_copy(self) -> None:
        """Ask what to copy."""
        from searchtui.screens.copy_menu import CopyMenu  # noqa: PLC0415 -- the first paint does without it

        async def copy(action: str | None) -> None:
            if action is not None:
                await self.run_action(action)

        self.app.push_screen(CopyMenu(), copy)

    def action_copy_article_text(self) -> None:
        """Copy title and body."""
        if article := self.article:
            self._copy(f"{article.title}\n\n{article.body}\n", "The text")

    def action_copy_path(self) -> None:
        """Copy the file's full path."""
        if article := self.article:
            self._copy(str(self.library.file(article)), "The path")

    def action_copy_citation(self) -> None:
        """Copy a reference to the article."""
        if article := self.article:
            self._copy(citation(article), "A citation")

    def action_open_file(self) -> None:
        """Hand the terminal to an editor or pager."""
        from searchtui.screens.external import open_externally  # noqa: PLC0415 -- the first paint does without it

        if (article := self.article) is None:
            return
        try:
            with self.app.suspend():
                problem = open_externally(article, self.library.file(article))
        except SuspendNotSupported:
            problem = "This terminal cannot be handed to another program."
        if problem:
            self.notify(problem, severity="error", markup=False)

    def _copy(self, text: str, what: str) -> None:
        self.app.copy_to_clipboard(text.encode("utf-8", "replace").decode("utf-8"))
        self.notify(f"{what} was copied ({len(text):,} characters).", timeout=3, markup=False)
