"""Questions to the library, asked in threads; the answers come back as messages, and so does whatever goes wrong."""

from __future__ import annotations

import datetime as dt
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from textual.message import Message
from textual.screen import Screen
from textual.worker import get_current_worker

from searchtui.engines.protocol import Cancelled, Sort
from searchtui.errors import SearchCancelledError, UsageError
from searchtui.index.fix_result import UNCHANGED, FixResult, Unchanged
from searchtui.library import Library
from searchtui.results.page import ResultHit, ResultPage
from searchtui.userdata.kept import NOTHING_KEPT, Kept
from searchtui.widgets.document import Document, document
from searchtui.widgets.filter_rows import FilterCounts, Row
from searchtui.widgets.hit_windows import WINDOW

SEARCH, WINDOWS, READ, LOOK, WATCH, FIX = "search", "windows", "read", "look", "watch", "fix"
UNFOLD, COUNT = "unfold", "count"
"""The kinds of questions, which are also Textual's worker groups."""

_PAINTING = 0.03
"""Seconds for hits to be painted in before they are counted: two threads that compute at once hinder each other."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A search as the user asked for it; an answer to another one is stale. With `fold`, one copy stands for all."""

    query: str
    sort: Sort = Sort.RELEVANCE
    fold: bool = True


@dataclass
class Found(Message):
    """The first answer to a search: the window of hits from `offset`. `keep_id` is the article to stay at, if any."""

    wanted: Wanted
    page: ResultPage
    offset: int
    keep_id: str | None


@dataclass
class WindowFetched(Message):
    """A further window of hits."""

    wanted: Wanted
    page: ResultPage
    offset: int


@dataclass
class Unfolded(Message):
    """The copies that a hit stood for."""

    hits: tuple[ResultHit, ...]


@dataclass
class Counted(Message):
    """The hits by outlet, date, language and mark."""

    wanted: Wanted
    counts: FilterCounts


@dataclass
class MarksCounted(Message):
    """The hits by what the user has marked them with."""

    wanted: Wanted
    rows: tuple[Row, ...]


@dataclass
class ArticleRead(Message):
    """An article, ready to be shown."""

    document: Document


@dataclass
class LibraryLooked(Message):
    """What the library is like now: its generation, and how many articles it holds (None: there is no index).

    `has_files` says whether there is any file to read articles from; it is only looked at where there are no articles.
    """

    generation: int
    articles: int | None
    has_files: bool


@dataclass
class LibraryFailed(Message):
    """A question of the kind `group` (`SEARCH`, `READ` ...) could not be answered."""

    group: str
    error: Exception


@dataclass(frozen=True, slots=True)
class FixWanted:
    """What the user says of outlet and date; None says that nobody knows."""

    outlet: str | Unchanged | None = UNCHANGED
    date: dt.date | Unchanged | None = UNCHANGED


@dataclass
class FactsFixed(Message):
    """What the user said of articles is on record, or with `undone` no longer holds."""

    result: FixResult
    undone: bool


@dataclass
class FixFailed(Message):
    """A fix could not be made."""

    error: Exception


class LibraryClient:
    """Asks the library on behalf of a screen. A newer question of a kind replaces an older one."""

    def __init__(self, screen: Screen[Any], library: Library) -> None:
        self._screen = screen
        self.library = library
        self._lock = threading.Lock()
        self._next_read: tuple[str, str] | None = None
        self._reading = False
        self._fixing = threading.Lock()
        self.of_all_articles = False
        """Whether filters are counted over all articles, too."""

    def search(self, wanted: Wanted, *, offset: int = 0, keep_id: str | None = None) -> None:
        """Answer with `Found`, then with `Counted` and `MarksCounted`."""

        def work(cancelled: Cancelled) -> Iterator[Message]:
            page = self._page(wanted, offset, cancelled)
            if offset and offset >= page.total:
                yield Found(wanted, self._page(wanted, 0, cancelled), 0, keep_id)
            else:
                yield Found(wanted, page, offset, keep_id)
            time.sleep(_PAINTING)
            if not cancelled():
                yield from self._counted(wanted, cancelled)

        self.ask(SEARCH, work)

    def count(self, wanted: Wanted) -> None:
        """Answer with `Counted` and `MarksCounted`."""

        def work(cancelled: Cancelled) -> Iterator[Message]:
            yield from self._counted(wanted, cancelled)

        self.ask(COUNT, work)

    def fetch_window(self, wanted: Wanted, offset: int) -> None:
        """Answer with `WindowFetched`."""

        def work(cancelled: Cancelled) -> Iterator[Message]:
            yield WindowFetched(wanted, self._page(wanted, offset, cancelled), offset)

        self.ask(WINDOWS, work)

    def unfold(self, wanted: Wanted, article_id: str) -> None:
        """Answer with `Unfolded`."""

        def work(cancelled: Cancelled) -> Iterator[Message]:
            yield Unfolded(self.library.unfold(wanted.query, article_id, cancelled=cancelled))

        self.ask(UNFOLD, work)

    def read(self, article_id: str, query: str) -> None:
        """Answer with `ArticleRead`. While one article is being read only the newest of further wishes is kept."""
        with self._lock:
            self._next_read = (article_id, query)
            if self._reading:
                return
            self._reading = True
        self.ask(READ, self._read_wanted, exclusive=False)

    def fix(self, article_id: str, wanted: FixWanted) -> None:
        """Answer with `FactsFixed`, or with `FixFailed`. No fix replaces another; they are made one by one."""
        self._change_facts(lambda: self.library.fix([article_id], outlet=wanted.outlet, date=wanted.date), undone=False)

    def undo_fix(self, article_id: str) -> None:
        """Answer with `FactsFixed`, or with `FixFailed`."""
        self._change_facts(lambda: self.library.undo_fix([article_id]), undone=True)

    def look(self) -> None:
        """Answer with `LibraryLooked`."""

        def work(_cancelled: Cancelled) -> Iterator[Message]:
            yield self._looked(self.library.generation())

        self.ask(LOOK, work)

    def look_if_changed(self, generation: int | None) -> None:
        """Answer with `LibraryLooked` only if the index has changed since `generation`."""

        def work(_cancelled: Cancelled) -> Iterator[Message]:
            if (now := self.library.generation()) != generation:
                yield self._looked(now)

        self.ask(WATCH, work)

    def _looked(self, generation: int) -> LibraryLooked:
        articles = self.library.stats().articles if self.library.has_index() else None
        return LibraryLooked(generation, articles, bool(articles) or self._has_files())

    def _has_files(self) -> bool:
        from searchtui.files.find import FoundFile, find_files  # noqa: PLC0415 -- only an empty library needs it
        from searchtui.files.readers import supported  # noqa: PLC0415

        found = find_files(self.library.paths.seeds)
        return any(isinstance(file, FoundFile) and supported(file.path) for file in found)

    def _change_facts(self, change: Callable[[], FixResult], *, undone: bool) -> None:
        def work(_cancelled: Cancelled) -> Iterator[Message]:
            try:
                with self._fixing:
                    result = change()
            except Exception as error:  # noqa: BLE001 -- whatever goes wrong is told
                yield FixFailed(error)
            else:
                yield FactsFixed(result, undone)

        self.ask(FIX, work, exclusive=False)

    def _counted(self, wanted: Wanted, cancelled: Cancelled) -> Iterator[Message]:
        from searchtui.screens.filter_counts import (  # noqa: PLC0415 -- the first paint needs no grammar
            filter_counts,
            mark_rows,
        )

        counts = filter_counts(
            self.library, wanted.query, fold=wanted.fold, of_all=self.of_all_articles, cancelled=cancelled
        )
        yield Counted(wanted, counts)
        yield MarksCounted(wanted, mark_rows(self.library, wanted.query, fold=wanted.fold, cancelled=cancelled))

    def _page(self, wanted: Wanted, offset: int, cancelled: Cancelled) -> ResultPage:
        return self.library.search(
            wanted.query, limit=WINDOW, offset=offset, sort=wanted.sort, fold=wanted.fold, cancelled=cancelled
        )

    def _read_wanted(self, _cancelled: Cancelled) -> Iterator[Message]:
        while True:
            with self._lock:
                wanted, self._next_read = self._next_read, None
                if wanted is None:
                    self._reading = False
                    return
            article_id, query = wanted
            try:
                article = self.library.article(article_id)
                matches = self.library.matches(query, article)
                kept = self._kept(article_id)
                copies = self.library.copies(article_id)
                yield ArticleRead(document(article, query, *matches, copies=copies, kept=kept))
            except Exception as error:  # noqa: BLE001 -- whatever goes wrong is told, and the next article is read
                yield LibraryFailed(READ, error)

    def _kept(self, article_id: str) -> Kept:
        """What the user keeps of an article."""
        try:
            return self.library.work.kept([article_id]).get(article_id, NOTHING_KEPT)
        except UsageError:  # the search says with its hits that the user's work cannot be read
            return NOTHING_KEPT

    def ask(self, group: str, work: Callable[[Cancelled], Iterator[Message]], *, exclusive: bool = True) -> None:
        """Have `work` done in a thread and post the messages it yields, or `LibraryFailed`.

        With `exclusive` a newer question of the same `group` cancels it.
        """

        def run() -> None:
            worker = get_current_worker()
            try:
                for message in work(lambda: worker.is_cancelled):
                    if worker.is_cancelled:
                        return
                    self._screen.post_message(message)
            except SearchCancelledError:
                return
            except Exception as error:  # noqa: BLE001 -- a thread's error would vanish; the screen shows it
                if not worker.is_cancelled:
                    self._screen.post_message(LibraryFailed(group, error))

        self._screen.run_worker(run, thread=True, exclusive=exclusive, group=group, exit_on_error=False)
