"""What can be done with the article shown, on every screen that shows one."""

from __future__ import annotations

from textual.app import SuspendNotSupported
from textual.screen import ScreenResultType

from searchtui.articles.article import Article
from searchtui.errors import SearchtuiError
from searchtui.library import Library
from searchtui.results.export import citation
from searchtui.screens.command_screen import CommandScreen
from searchtui.widgets.article_view import ArticleView


class ArticleScreen(CommandScreen[ScreenResultType]):
    """A screen with an `ArticleView` in it."""

    library: Library

    def on_mount(self) -> None:
        """Lay the text out as the settings say."""
        self.article_view.take_settings(self.library.settings)

    @property
    def article_view(self) -> ArticleView:
        """Where the article is shown."""
        return self.query_one(ArticleView)

    @property
    def article(self) -> Article | None:
        """The article shown."""
        document = self.article_view.document
        return None if document is None else document.article

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

    def action_list_links(self) -> None:
        """List the article's web addresses, and copy one."""
        from searchtui.results.links import Link, links  # noqa: PLC0415 -- the first paint does without it
        from searchtui.screens.links import LinksScreen  # noqa: PLC0415

        if (article := self.article) is None:
            return
        if not (found := links(article)):
            self.notify("There is no web address in this article.", timeout=3, markup=False)
            return

        def copy(link: Link | None) -> None:
            if link is not None:
                self._copy(link.address, "The address")

        self.app.push_screen(LinksScreen(found), copy)

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

    def keep_layout(self) -> None:
        """Write to the settings how the user has the text laid out now."""
        view, settings = self.article_view, self.library.settings
        try:
            if view.text_width != settings.text_width:
                self.library.change_setting("text_width", view.text_width)
            if view.spacing.value != settings.spacing:
                self.library.change_setting("spacing", view.spacing.value)
        except SearchtuiError as error:
            self.app.notify(str(error), severity="warning", markup=False)

    def _copy(self, text: str, what: str) -> None:
        self.app.copy_to_clipboard(text.encode("utf-8", "replace").decode("utf-8"))
        self.notify(f"{what} was copied ({len(text):,} characters).", timeout=3, markup=False)
