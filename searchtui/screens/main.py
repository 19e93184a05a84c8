"""The main screen: the search bar, the results, the article beside them."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.widgets import Input

from searchtui.articles.article import Kind
from searchtui.commands.application import UpdateIndex, WatchFolder
from searchtui.commands.command import Command, Situation, bindings
from searchtui.commands.comparing import CompareWords
from searchtui.commands.doctor import FindMore
from searchtui.commands.fixing import CheckFacts, FixFacts
from searchtui.commands.keeping import ON_ARTICLES, ON_RESULTS
from searchtui.commands.moving import MOVING
from searchtui.commands.reading import (
    Copy,
    FindInArticle,
    NextArticle,
    NextMatch,
    OpenFile,
    PreviousArticle,
    PreviousMatch,
    ToggleSiteText,
)  # fmt: skip
from searchtui.commands.searching import SEARCHING
from searchtui.commands.typing_help import TYPING
from searchtui.commands.viewing import ShowConcordance, ShowTable, ShowTimeline
from searchtui.engines.protocol import Sort
from searchtui.errors import ArticleNotFoundError, IndexUnavailableError, SearchtuiError
from searchtui.library import Library
from searchtui.screens.article_actions import ArticleScreen
from searchtui.screens.choosing import Choosing
from searchtui.screens.command_screen import Movable
from searchtui.screens.doctor import Doctor, RemedyList
from searchtui.screens.failures import explain
from searchtui.screens.filter_panel import DateColumns, FilterPanel, ValueList
from searchtui.screens.fixing import kinds
from searchtui.screens.index_watch import IndexWatch
from searchtui.screens.key_footer import KeyFooter
from searchtui.screens.library_client import (
    ArticleRead,
    Counted,
    Found,
    LibraryClient,
    LibraryFailed,
    Wanted,
    WindowFetched,
)  # fmt: skip
from searchtui.screens.panes import FIRST_PANE
from searchtui.screens.pauses import ShortPauses
from searchtui.screens.restoring import Restoring
from searchtui.screens.tour import TourStrip
from searchtui.screens.typing_help import Typing
from searchtui.screens.viewing import Viewing
from searchtui.userdata.session import Session
from searchtui.widgets.article_view import ArticleView
from searchtui.widgets.hit_windows import HitWindows, window_of
from searchtui.widgets.result_list import ResultList
from searchtui.widgets.search_bar import SearchBar
from searchtui.widgets.status_line import StatusLine, total_words
from searchtui.widgets.suggestions import SuggestionList

if TYPE_CHECKING:  # the first paint does without it
    from searchtui.screens.reader import ReaderScreen

COMMANDS: tuple[type[Command], ...] = (
    *SEARCHING, *TYPING, FindMore, NextMatch, PreviousMatch, PreviousArticle, NextArticle, FindInArticle,
    ToggleSiteText, OpenFile, Copy, ShowTable, ShowTimeline, ShowConcordance, CompareWords, CheckFacts, FixFacts,
    *ON_ARTICLES, *ON_RESULTS, UpdateIndex, WatchFolder, *MOVING,
)  # fmt: skip


class MainScreen(Typing, Doctor, Viewing, Choosing, IndexWatch, Restoring):
    """Search, results and article."""

    BINDINGS = bindings(COMMANDS)

    def __init__(self, library: Library, session: Session | None = None) -> None:
        super().__init__(classes=FIRST_PANE)
        self._session = session
        self.library = library
        self.client = LibraryClient(self, library)
        self.wanted = Wanted("")
        self.answered: Wanted | None = None
        self._read_when_found = False
        self._from_below = False
        self._pauses = ShortPauses()
        self._reader: ReaderScreen | None = None

    def compose(self) -> ComposeResult:
        """Search bar, status, panes, keys."""
        yield SearchBar()
        yield SuggestionList()
        yield StatusLine()
        with Horizontal(id="panes"):
            with Vertical(id="left"):
                yield ResultList(id="results")
                yield RemedyList(id="doctor")
                yield FilterPanel()
            yield ArticleView(id="article")
        yield TourStrip()
        yield KeyFooter()

    def on_mount(self) -> None:
        """Begin with the keyboard in the search bar."""
        self.query_one(SearchBar).input.focus()
        self.restore()
        self.keep_remembering()
        self._title_results()
        self.help_typing()
        self.watch_index()

    @property
    def results(self) -> ResultList:
        """The list of hits."""
        return self.query_one(ResultList)

    def situation(self) -> Situation:
        """What decides which commands apply."""
        document, selected = self.article_view.document, self.results.selected
        return Situation(
            focus=self.focus_place(),
            hits=self.results.hits.total,
            article=document is not None,
            copies=0 if selected is None else selected.copies,
            matches=len(document.matches) if document else 0,
            fixed=Kind.FIXED in kinds(self.article),
            chosen=len(self.results.chosen),
            reindexing=self.indexer.running,
        )

    def moved_by_keys(self) -> Movable:
        """The pane with the keyboard."""
        focused = self.focused
        return focused if isinstance(focused, ArticleView | ValueList | DateColumns | RemedyList) else self.results

    def search(self, *, keep_place: bool = False) -> None:
        """Look for what is in the search bar; with `keep_place`, stay at the article selected."""
        selected = self.results.selected if keep_place else None
        row, keep_id = (self.results.cursor, selected.id) if selected else (0, None)
        row, keep_id = self.take_restored() or (row, keep_id)
        self.query_one(SearchBar).show_waiting()
        self.client.search(self.wanted, offset=window_of(row), keep_id=keep_id)

    @on(Input.Changed)
    def _query_changed(self, message: Input.Changed) -> None:
        self._read_when_found = False
        self.wanted = replace(self.wanted, query=message.value)
        self.search()

    @on(Found)
    def _found(self, message: Found) -> None:
        if message.wanted != self.wanted:
            return
        same, self.answered = self.answered == message.wanted, message.wanted
        page = message.page
        hits = HitWindows(page.total)
        hits.put(message.offset, page.hits)
        row = hits.row_of(message.keep_id) if message.keep_id else None
        if row is None:
            row = self.results.cursor if message.keep_id else 0
        self.query_one(SearchBar).show_total(total_words(page, self.articles))
        self.query_one(StatusLine).show_answer(page)
        self.results.show(hits, row=row, message=self.nothing_found_words(), same=same)
        self.watch_work()
        if not page.total:
            self.article_view.show_message("")
        self.situation_changed()

        if self._read_when_found:
            self._read_when_found = False
            if self.is_current:
                self.action_read()

    @on(Counted)
    def _counted(self, message: Counted) -> None:
        self._pauses.answered()
        self.show_counts(message)
        if self._reader is None:
            self.call_after_refresh(self._prepare_reader)

    @on(ResultList.WindowWanted)
    def _fetch_window(self, message: ResultList.WindowWanted) -> None:
        if self.answered is not None:
            self.client.fetch_window(self.answered, message.offset)

    @on(WindowFetched)
    def _window_fetched(self, message: WindowFetched) -> None:
        if message.wanted == self.answered:
            self.results.hits.put(message.offset, message.page.hits)
            self.results.window_arrived(message.offset)

    @on(ResultList.Selected)
    def _selected(self, message: ResultList.Selected) -> None:
        self._title_results()
        if message.hit is not None and self.answered is not None:
            self.call_after_refresh(self.client.read, message.hit.id, self.answered.query)  # hits are painted first

    @on(ArticleRead)
    def _article_read(self, message: ArticleRead) -> None:
        selected = self.results.selected
        if selected is None or selected.id != message.document.article.id:
            return
        shown = self.article_view.document
        same = shown is not None and shown.article.id == selected.id and shown.query == message.document.query
        self.article_view.show(message.document, keep_place=same, at_last_match=self._from_below)
        self._from_below = False
        self.situation_changed()

    @on(LibraryFailed)
    def _failed(self, message: LibraryFailed) -> None:
        error = message.error
        if not self.is_news(message):
            return
        if isinstance(error, ArticleNotFoundError):
            self.article_view.show_message("This article is no longer in the index.")
            return
        words, hint = explain(error, self.library.paths.user)
        if isinstance(error, IndexUnavailableError):
            hint = f"{UpdateIndex.shown.split()[0]} builds it anew."
        position = error.position if isinstance(error, SearchtuiError) else None
        bar = self.query_one(SearchBar)
        bar.show_total("")
        self.query_one(StatusLine).show_error(words, hint, None if position is None else bar.column_of(position))

    @on(ResultList.Opened)
    def action_read(self) -> None:
        """Read, or from the search bar go to the results."""
        if isinstance(self.focused, Input):
            self.use_pane("results")
        elif self.answered != self.wanted:
            self._read_when_found = True
        else:
            self._read_selected()

    def _read_selected(self, *, finding: bool = False) -> None:
        from searchtui.screens.reader import ReaderScreen  # noqa: PLC0415 -- the first paint does without it

        answered, selected, shown = self.answered, self.results.selected, self.article_view.document
        if answered is None or selected is None or not self.is_active:
            return
        hits, row, chrome = self.results.hits, self.results.cursor, self.article_view.chrome
        self.remember_query()
        read = shown if shown and (shown.article.id, shown.query) == (selected.id, answered.query) else None
        reader = self._reader
        if reader is None:
            reader = ReaderScreen(self.library, answered, hits, row, chrome=chrome, finding=finding, document=read)
            self._keep_reader(reader)
        else:
            reader.reopen(answered, hits, row, chrome=chrome, finding=finding, document=read)
        self.app.push_screen(reader, partial(self._back_from, reader))

    async def _prepare_reader(self) -> None:
        """Have the reader ready when it is first opened: to make it takes twice as long as to open it."""
        from searchtui.screens.reader import ReaderScreen  # noqa: PLC0415 -- the first paint does without it

        if self._reader is None and self.is_current:
            reader = ReaderScreen(self.library, self.wanted, HitWindows(0), 0, chrome=self.article_view.chrome)
            self._keep_reader(reader)
            _, mounted = self.app._get_screen(reader)  # noqa: SLF001 -- Textual mounts a screen only to show it
            await mounted

    def _keep_reader(self, reader: ReaderScreen) -> None:
        self.app.install_screen(reader, "reader")  # or Textual would throw it away once it is left
        self._reader = reader

    def action_search(self) -> None:
        """Go to the search bar, at once, so that the next key is typed."""
        self.set_focus(self.query_one(SearchBar).input)

    def action_go_to_results(self) -> None:
        """Go to the results; what was to be read once it is found is no longer wanted."""
        self._read_when_found = False
        super().action_go_to_results()

    def action_clear_search(self) -> None:
        """Start anew."""
        self.query_one(SearchBar).input.value = ""
        self.action_search()

    def action_change_order(self) -> None:
        """Sort by the next key."""
        orders = list(Sort)
        following = orders[(orders.index(self.wanted.sort) + 1) % len(orders)]
        self.wanted = replace(self.wanted, sort=following)
        self._title_results()
        self.search()

    def action_show_copies(self) -> None:
        """List the copies that the selected hit stands for."""
        from searchtui.screens.copies import CopiesScreen  # noqa: PLC0415 -- the first paint does without it

        if self.answered is not None and (selected := self.results.selected) is not None:
            self.app.push_screen(CopiesScreen(self.library, self.answered, selected))

    def action_fold_copies(self) -> None:
        """List every copy, or fold them again, staying at the article selected."""
        self.wanted = replace(self.wanted, fold=not self.wanted.fold)
        self._title_results()
        self.search(keep_place=True)

    def action_check_facts(self) -> None:
        """Go through the articles whose outlet or date is in doubt."""
        from searchtui.screens.triage import TriageScreen  # noqa: PLC0415 -- the first paint does without it

        self.app.push_screen(TriageScreen(self.library))

    def go_on(self, step: int) -> bool:
        """Select the next hit, or the one before, for the sake of its matches."""
        if not 0 <= self.results.cursor + step < self.results.hits.total:
            return False
        self._from_below = step < 0
        self.results.move(step)
        return True

    def action_find_in_article(self) -> None:
        """Read the selected article, and find something in it."""
        self._read_selected(finding=True)

    def action_next_article(self) -> None:
        """Select the next hit, wherever the keyboard is."""
        self.results.move(1)

    def action_previous_article(self) -> None:
        """Select the hit before."""
        self.results.move(-1)

    def action_move_up(self) -> None:
        """Go up; from the first hit to the search bar."""
        if self.focused is self.results and self.results.cursor == 0:
            self.action_search()
        else:
            super().action_move_up()

    def _back_from(self, reader: ArticleScreen[int], row: int | None) -> None:
        self.article_view.chrome = reader.article_view.chrome
        self.article_view.take_settings(self.library.settings)
        if row is not None:
            self.results.cursor = row

    def chosen_changed(self) -> None:
        """Say how many hits are chosen."""
        self._title_results()
        self.situation_changed()

    def _title_results(self) -> None:
        total, chosen = self.results.hits.total, len(self.results.chosen)
        self.results.border_title = f"Results by {self.wanted.sort.value}{'' if self.wanted.fold else ', every copy'}"
        place = f"{self.results.cursor + 1:,} of {total:,}" if total else None
        self.results.border_subtitle = f"{chosen:,} chosen · {place}" if chosen else place
