"""The index underneath the main screen: built when missing, watched for changes, updated on request."""

from __future__ import annotations

from textual import on
from textual.screen import Screen

from searchtui.errors import IndexUnavailableError
from searchtui.screens.failures import explain
from searchtui.screens.fixing import FixingScreen
from searchtui.screens.folder_watch import FilesChanged, FolderWatch, WatchFailed, WatchTold
from searchtui.screens.indexer import Indexer, IndexProgressed, IndexUpdated, IndexUpdateFailed
from searchtui.screens.library_client import LOOK, WATCH, FactsFixed, LibraryFailed, LibraryLooked
from searchtui.text.counted import counted
from searchtui.widgets.status_line import StatusLine

WATCH_AFTER = 2.0
"""Seconds from the first paint to the watching of the folder, which loads libraries and walks through the folder."""

_RETRY_AFTER = 10.0
_RETRIES = 3
"""An update that nobody asked for and that failed, mostly since another searchtui is at it, is tried again so often."""

_NEWS_SHOWN = 8.0
"""Seconds for which the outcome of such an update is told."""

_INTERVAL = 1.0
"""Seconds between looks at the index's generation."""


class IndexWatch(FixingScreen[None]):
    """The part of the main screen that looks after the index."""

    def watch_index(self) -> None:
        """Begin to look at the index, now and every second."""
        self.indexer = Indexer(self, self.library.paths)
        self.articles: int | None = None
        self._generation: int | None = None
        self._built = False
        self._trouble = ""
        self._unreadable = False
        self.folder = FolderWatch(self, self.library)
        self._behind = False
        self._quiet = False
        self._failures = 0
        self._news_shown = self.set_timer(_NEWS_SHOWN, self._clear_news, pause=True)
        self._first_run: Screen[bool] | None = None
        self.call_after_refresh(self.client.look)  # it loads the engine, and the first paint would wait for that
        self.set_interval(_INTERVAL, self._look_again)
        if self.library.settings.watch:
            self.set_timer(WATCH_AFTER, self.folder.start)

    async def on_unmount(self) -> None:
        """Leave no reindex and no thread behind."""
        self.folder.stop()
        await self.indexer.stop()

    def search(self, *, keep_place: bool = False) -> None:
        """Ask the query anew; the main screen knows how."""
        raise NotImplementedError

    def facts_fixed(self, message: FactsFixed) -> None:  # noqa: ARG002 -- the index says what has changed
        """Look at the index at once."""
        self._look_again()

    def nothing_found_words(self) -> str:
        """What to say where there is no hit."""
        if not self.articles:
            return "The index is being built." if self.indexer.running else "There are no articles."
        return "Nothing found. Try fewer words, another form (elect*), or take a filter out."

    def action_update_index(self) -> None:
        """Read what is new or changed; build an index that cannot be read anew."""
        self._update_index()

    def action_watch_folder(self) -> None:
        """Begin or end to watch the folder of articles."""
        if self.folder.running:
            self.folder.stop()
            self.notify("New files are picked up no longer; F5 does it.", timeout=4, markup=False)
        else:
            self.folder.start()
            self.notify("New and changed files are picked up by themselves.", timeout=4, markup=False)

    def is_news(self, failure: LibraryFailed) -> bool:
        """Whether a failure needs telling: one found by looking every second is told once."""
        self._unreadable = isinstance(failure.error, IndexUnavailableError)
        known = self._trouble == str(failure.error) and failure.group in (LOOK, WATCH)
        self._trouble = str(failure.error)
        return not known

    def on_screen_resume(self) -> None:
        """Catch up with what happened while another screen was in front."""
        if self._generation is not None:
            self._look_again()

    @on(LibraryLooked)
    def _looked(self, message: LibraryLooked) -> None:
        first, changed = self._generation is None, bool(self._trouble) or message.generation != self._generation
        self._generation, self.articles = message.generation, message.articles
        self._trouble, self._unreadable = "", False
        if message.articles:
            self._built = False
            if self._first_run is not None and self._first_run.is_current:
                self._first_run.dismiss(False)
            if first or changed:
                self.search(keep_place=not first)
        elif not self.indexer.running:
            self._fill(has_files=message.has_files)

    @on(FilesChanged)
    def _catch_up(self) -> None:
        """Read what changed, once nothing else is being read."""
        if self.indexer.running:
            self._behind = True
        else:
            self._behind, self._quiet, self._built = False, True, True
            self.indexer.start()
            self.situation_changed()

    @on(WatchTold)
    def _watch_told(self, message: WatchTold) -> None:
        self.notify(message.words, timeout=8, markup=False)

    @on(WatchFailed)
    def _watch_failed(self, message: WatchFailed) -> None:
        self.folder.stop()
        words, hint = explain(message.error, self.library.paths.user)
        self.notify(f"{words} {hint}".strip(), severity="warning", timeout=12, markup=False)

    @on(IndexProgressed)
    def _progressed(self, message: IndexProgressed) -> None:
        if not self._quiet or message.phase != "scanning":
            self.query_one(StatusLine).show_progress(message.words)

    @on(IndexUpdated)
    def _updated(self, message: IndexUpdated) -> None:
        status, words = self.query_one(StatusLine), _summary_words(message.summary)
        if self._quiet:
            changed = any(message.summary.get(what) for what in ("added", "updated", "removed"))
            status.show_progress(words if changed else "")
            self._news_shown.stop()
            self._news_shown = self.set_timer(_NEWS_SHOWN, self._clear_news)
        else:
            status.show_progress("")
            self.notify(words, title="Index", markup=False)
        self._failures = 0
        self._update_ended()

    @on(IndexUpdateFailed)
    def _update_failed(self, message: IndexUpdateFailed) -> None:
        self.query_one(StatusLine).show_progress("")
        self._failures += 1
        if self._quiet and self._failures <= _RETRIES:
            self.set_timer(_RETRY_AFTER, self._catch_up)
        else:
            title = "The index could not be updated"
            self.notify(message.reason, title=title, severity="error", timeout=12, markup=False)
        self._update_ended()

    def _update_ended(self) -> None:
        self._quiet = False
        self.situation_changed()
        self.client.look()
        if self._behind:
            self._catch_up()

    def _clear_news(self) -> None:
        if not self.indexer.running:
            self.query_one(StatusLine).show_progress("")

    def _look_again(self) -> None:
        if self.is_current:
            self.client.look_if_changed(self._generation)

    def _fill(self, *, has_files: bool) -> None:
        """Build the index of a library without one; say what to do where there is nothing to index."""
        if has_files and not self._built:
            self._update_index()
        elif self.articles is None and has_files:
            self.search()  # no index could be built: the answer says so, and what to do
        elif self.is_current:
            from searchtui.screens.first_run import FirstRunScreen  # noqa: PLC0415 -- the first paint does without it

            self._first_run = FirstRunScreen(self.library.paths.seeds, has_files=has_files)
            self.app.push_screen(self._first_run, self._look_after)

    def _look_after(self, again: bool | None) -> None:  # noqa: FBT001 -- a screen's result
        self._built, self._first_run = False, None
        if again:
            self.client.look()

    def _update_index(self) -> None:
        self._built, self._quiet = True, self._quiet and self.indexer.running
        self.indexer.start(full=self._unreadable)
        self.query_one(StatusLine).show_progress("Looking for articles …")
        self.situation_changed()


def _summary_words(summary: dict[str, object]) -> str:
    """The outcome of a reindex in one or two sentences."""
    failed = summary.get("failed")
    count = len(failed) if isinstance(failed, list) else 0
    held = summary.get("articles")
    words = f"{counted(held if isinstance(held, int) else 0, 'article')}: {summary.get('added', 0):,} added, "
    words += f"{summary.get('updated', 0):,} updated, {summary.get('removed', 0):,} removed."
    return f"{words} {count:,} could not be read; searchtui reindex lists them." if count else words
