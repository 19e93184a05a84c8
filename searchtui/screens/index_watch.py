"""The index underneath the main screen: built when missing, watched for changes, updated on request."""

from __future__ import annotations

from textual import on

from searchtui.errors import IndexUnavailableError
from searchtui.screens.fixing import FixingScreen
from searchtui.screens.indexer import Indexer, IndexProgressed, IndexUpdated, IndexUpdateFailed
from searchtui.screens.library_client import LOOK, WATCH, FactsFixed, LibraryFailed, LibraryLooked
from searchtui.widgets.status_line import StatusLine

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
        self.client.look()
        self.set_interval(_INTERVAL, self._look_again)

    async def on_unmount(self) -> None:
        """Leave no reindex behind."""
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
            if first or changed:
                self.search(keep_place=not first)
        elif not self.indexer.running:
            self._fill(has_files=message.has_files)

    @on(IndexProgressed)
    def _progressed(self, message: IndexProgressed) -> None:
        self.query_one(StatusLine).show_progress(message.words)

    @on(IndexUpdated)
    def _updated(self, message: IndexUpdated) -> None:
        self.query_one(StatusLine).show_progress("")
        self.notify(_summary_words(message.summary), title="Index", markup=False)
        self.situation_changed()
        self.client.look()

    @on(IndexUpdateFailed)
    def _update_failed(self, message: IndexUpdateFailed) -> None:
        self.query_one(StatusLine).show_progress("")
        self.notify(message.reason, title="The index could not be updated", severity="error", timeout=12, markup=False)
        self.situation_changed()
        self.client.look()

    def _look_again(self) -> None:
        if self.is_current:
            self.client.look_if_changed(self._generation)

    def _fill(self, *, has_files: bool) -> None:
        """Build the index of a library without one; say what to do where there is nothing to index."""
        if has_files and not self._built:
            self._update_index()
        elif self.is_current:
            from searchtui.screens.first_run import FirstRunScreen  # noqa: PLC0415 -- the first paint does without it

            self.app.push_screen(FirstRunScreen(self.library.paths.seeds, has_files=has_files), self._look_after)

    def _look_after(self, again: bool | None) -> None:  # noqa: FBT001 -- a screen's result
        self._built = False
        if again:
            self.client.look()

    def _update_index(self) -> None:
        self._built = True
        self.indexer.start(full=self._unreadable)
        self.query_one(StatusLine).show_progress("Looking for articles …")
        self.situation_changed()


def _summary_words(summary: dict[str, object]) -> str:
    """The outcome of a reindex in one or two sentences."""
    failed = summary.get("failed")
    count = len(failed) if isinstance(failed, list) else 0
    words = f"{summary.get('articles', 0):,} articles: {summary.get('added', 0):,} added, "
    words += f"{summary.get('updated', 0):,} updated, {summary.get('removed', 0):,} removed."
    return f"{words} {count:,} could not be read; searchtui reindex lists them." if count else words
