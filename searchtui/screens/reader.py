"""The full-screen reader: one article of the results at a time."""

from __future__ import annotations

from textual import on
from textual.app import ComposeResult
from textual.events import ScreenResume
from textual.widgets import Static

from searchtui.articles.article import Kind
from searchtui.commands.command import Command, Focus, Situation, bindings
from searchtui.commands.fixing import FixFacts
from searchtui.commands.keeping import ON_ARTICLES
from searchtui.commands.moving import MOVING
from searchtui.commands.reading import (
    BackToResults,
    ChangeSpacing,
    Copy,
    FindInArticle,
    ListLinks,
    NarrowText,
    NextArticle,
    NextMatch,
    NextParagraph,
    OpenFile,
    PreviousArticle,
    PreviousMatch,
    PreviousParagraph,
    ToggleSiteText,
    WidenText,
)
from searchtui.commands.searching import Search
from searchtui.errors import ArticleNotFoundError
from searchtui.library import Library
from searchtui.screens import work_client
from searchtui.screens.command_screen import Movable
from searchtui.screens.failures import explain
from searchtui.screens.finding import FindingScreen
from searchtui.screens.fixing import kinds
from searchtui.screens.keeping import KeepingScreen
from searchtui.screens.key_footer import KeyFooter
from searchtui.screens.library_client import (
    ArticleRead,
    FactsFixed,
    LibraryClient,
    LibraryFailed,
    Wanted,
    WindowFetched,
)
from searchtui.screens.tour import TourStrip
from searchtui.screens.work_client import Chosen
from searchtui.widgets.article_view import ArticleView
from searchtui.widgets.content import content
from searchtui.widgets.document import BODY, TITLE, Document
from searchtui.widgets.find_bar import FindBar, FindInput
from searchtui.widgets.hit_windows import HitWindows, window_of

COMMANDS: tuple[type[Command], ...] = (
    BackToResults, Search, FindInArticle, ListLinks, NextMatch, PreviousMatch, PreviousArticle, NextArticle,
    NextParagraph, PreviousParagraph, WidenText, NarrowText, ChangeSpacing, ToggleSiteText, OpenFile, Copy,
    FixFacts, *ON_ARTICLES, *MOVING,
)  # fmt: skip


class ReaderScreen(FindingScreen[int], KeepingScreen[int]):
    """Reads the hit at `row` of an answer; dismissed with the row one has come to.

    With `finding` it begins by asking what to find in the article, with `at` at the match that begins there: whether
    in the title, and the offset. With `place` it begins with that character of the text in view. Where
    the article has been read already, `document` is it, and is shown until it has been read again.

    Once left it may be kept, and be opened again: what is on the screen already is painted several times as quickly.
    """

    DEFAULT_CSS = """
    ReaderScreen ArticleView { border: none; &:focus { border: none; } height: 1fr; }
    ReaderScreen #place { dock: top; height: 1; padding: 0 1; background: $surface; color: $text-muted; }
    """

    BINDINGS = bindings(COMMANDS)

    def __init__(
        self,
        library: Library,
        wanted: Wanted,
        hits: HitWindows,
        row: int,
        *,
        chrome: bool,
        finding: bool = False,
        at: tuple[bool, int] | None = None,
        place: int | None = None,
        document: Document | None = None,
    ) -> None:
        super().__init__()
        self.library = library
        self.client = LibraryClient(self, library)
        self._wanted = wanted
        self._hits = hits
        self._row = row
        self._chrome = chrome
        self._from_below = False
        self._finding = finding
        self._at = at
        self._told = False
        self._place = place
        self._document = document
        self._styled_for: str | None = None

    def compose(self) -> ComposeResult:
        """Where one is, the article, the keys."""
        yield Static("", id="place", markup=False)
        yield ArticleView(with_facts=True)
        yield FindBar()
        yield TourStrip()
        yield KeyFooter()

    def on_mount(self) -> None:
        """Read the article asked for; without any hits the screen is only made ready to be opened."""
        if self._hits.total:
            self._begin()

    def on_screen_resume(self, event: ScreenResume) -> None:
        """Look up the styles of every part only where the theme has changed since: that takes as long as painting."""
        event.refresh_styles = self.app.theme != self._styled_for
        self._styled_for = self.app.theme

    def reopen(
        self, wanted: Wanted, hits: HitWindows, row: int, *, chrome: bool, finding: bool, document: Document | None
    ) -> None:
        """Read another hit, as if the screen were new."""
        self._wanted, self._hits, self._row = wanted, hits, row
        self._chrome, self._finding, self._document = chrome, finding, document
        self._from_below = False
        self.forget_found()
        self.query_one(TourStrip).show_step()
        self.article_view.take_settings(self.library.settings)
        if document is None:
            self.article_view.show_message("")
        self._begin()
        self.refresh_bindings()

    def _begin(self) -> None:
        self.article_view.chrome = self._chrome
        self.set_focus(self.article_view)
        if self._finding:
            self.action_find_in_article()
        if self._document is not None:
            self.article_view.show(self._document)
        self._read()

    def situation(self) -> Situation:
        """What decides which commands apply."""
        document = self.article_view.document
        return Situation(
            focus=Focus.SEARCH_BAR if isinstance(self.focused, FindInput) else Focus.ARTICLE,
            hits=self._hits.total,
            article=document is not None,
            matches=len(document.matches) if document else 0,
            fixed=Kind.FIXED in kinds(self.article),
        )

    def moved_by_keys(self) -> Movable:
        """The text."""
        return self.article_view

    @on(ArticleRead)
    def _show(self, message: ArticleRead) -> None:
        hit = self._hits.hit(self._row)
        if hit is not None and message.document.article.id == hit.id:
            shown = self.article
            same = shown is not None and shown.id == hit.id
            first, self._document = not same or self._document is not None, None
            self.article_view.show(message.document, keep_place=same, at_last_match=self._from_below)
            self._from_below = False
            if first:
                self._opened(message.document)
            if self._at is not None:
                in_title, start = self._at
                self.article_view.go_to_match_at(TITLE if in_title else BODY, start)
                self._at = None
            self.find_again()
            self.situation_changed()

    def _opened(self, document: Document) -> None:
        """Note that the article is read, and go on where one stopped, unless a match is to be seen."""
        place, self._place = document.kept.place if self._place is None else self._place, None
        if place and not document.matches:
            self.call_after_refresh(self.article_view.go_to_place, BODY, place)
        work_client.note_read(self.client, document.article, None)

    @on(work_client.NotNoted)
    def _not_noted(self, message: work_client.NotNoted) -> None:
        if not self._told:
            self._told = True
            self.notify(f"What you read is not remembered: {message.error}", severity="warning", markup=False)

    def _note_place(self) -> None:
        """Remember how far the article was read."""
        if (article := self.article) is not None:
            source, offset = self.article_view.top_place() or (BODY, 0)
            place = offset if source == BODY else 0
            if place or self.kept.place is not None:
                work_client.note_read(self.client, article, place)

    @on(WindowFetched)
    def _continue(self, message: WindowFetched) -> None:
        self._hits.put(message.offset, message.page.hits)
        if self._hits.hit(self._row) is not None:
            self._read()
        elif window_of(self._row) == message.offset:
            self.article_view.show_message("This article is no longer among the results.")

    @on(LibraryFailed)
    def _fail(self, message: LibraryFailed) -> None:
        words, hint = explain(message.error, self.library.paths.user)
        if isinstance(message.error, ArticleNotFoundError):
            words, hint = "This article is no longer in the index.", "Its file was removed or changed."
        self.article_view.show_message(f"{words} {hint}".strip())
        self.situation_changed()

    @on(ArticleView.CurrentMatchChanged)
    def _tell_place(self) -> None:
        view = self.article_view
        total = len(view.document.matches) if view.document else 0
        matches = f"   match {view.current_match} of {total}" if total else "   no match" if self._wanted.query else ""
        self.query_one("#place", Static).update(
            content(f"article {self._row + 1:,} of {self._hits.total:,}{matches}   {self._wanted.query}"), layout=False
        )

    def facts_fixed(self, message: FactsFixed) -> None:  # noqa: ARG002 -- the article says what has changed
        """Show the article anew."""
        self._read()

    def chosen(self) -> Chosen | None:
        """The article shown."""
        return None if self.article is None else Chosen(self._wanted, ids=(self.article.id,))

    def choices(self) -> list[tuple[str, Chosen]]:
        """The article shown, or all results."""
        every = Chosen(self._wanted, rows=range(self._hits.total))
        chosen = self.chosen()
        return [] if chosen is None else [("this article", chosen), ("all results", every)]

    def work_changed(self) -> None:
        """Show the article anew."""
        self._read()

    def _read(self) -> None:
        self._tell_place()
        hit = self._hits.hit(self._row)
        if hit is None:
            self.client.fetch_window(self._wanted, window_of(self._row))
        else:
            self.client.read(hit.id, self._wanted.query)

    def _go_to(self, row: int) -> None:
        if 0 <= row < self._hits.total:
            self._note_place()
            self._row = row
            self._read()
        else:
            self.app.bell()

    def action_previous_article(self) -> None:
        """Read the article before."""
        self._go_to(self._row - 1)

    def action_next_article(self) -> None:
        """Read the next article."""
        self._go_to(self._row + 1)

    def go_on(self, step: int) -> bool:
        """Go on to the matches of the next article, or of the one before."""
        if self.find_bar.is_open or not 0 <= self._row + step < self._hits.total:
            return False
        self._from_below = step < 0
        self._go_to(self._row + step)
        return True

    def action_back_to_results(self) -> None:
        """Leave; while something is looked for in the article, end that first."""
        if not self.end_finding():
            self.keep_layout()
            self._note_place()
            self.dismiss(self._row)
