"""`searchtui reindex --watch`: one update after another, for as long as the user wants."""

from __future__ import annotations

import datetime as dt
import sys
from collections.abc import Callable
from pathlib import Path
from threading import Event

from searchtui.cli.output import note, write_json
from searchtui.errors import IndexBusyError, SearchtuiError
from searchtui.index.progress import Failure, Progress, Summary
from searchtui.library import Library

SECONDS_BETWEEN_ATTEMPTS = 1.0
"""While another process updates the index."""


class Watching:
    """Keeps the index of a library up to date and tells what has changed, a line an update."""

    def __init__(
        self, library: Library, stop: Event, report: Callable[[Progress], None], *, jobs: int | None, as_json: bool
    ) -> None:
        self._library = library
        self._stop = stop
        self._report = report
        self._jobs = jobs
        self._as_json = as_json
        self._is_behind = False
        self._failures: frozenset[Failure] | None = None

    def run(self) -> None:
        """Update at every change until told to stop. Raises `SearchtuiError` where the folder cannot be watched."""
        seeds = self._library.paths.seeds
        for changed in self._library.watch(self._stop, told=note):
            whole = self._is_behind or seeds in changed
            try:
                summary = self._update(() if whole else tuple(sorted(changed)))
            except SearchtuiError as error:
                note(f"searchtui: {error}")
                self._is_behind = True  # the next update makes up for it
            else:
                self._is_behind = False
                self._tell(summary, whole=whole)

    def _update(self, only: tuple[Path, ...]) -> Summary:
        """Bring the index up to date, once nobody else does."""
        waits = False
        while True:
            try:
                return self._run_once(only)
            except IndexBusyError as error:
                if not waits:
                    note(f"searchtui: {error}")
                waits = True
                if self._stop.wait(SECONDS_BETWEEN_ATTEMPTS):
                    raise

    def _run_once(self, only: tuple[Path, ...]) -> Summary:
        summary = Summary()
        steps = self._library.reindex(only=only, tolerant=True, jobs=self._jobs, cancelled=self._stop.is_set)
        for progress in steps:
            self._report(progress)
            summary = progress.summary or summary
        return summary

    def _tell(self, summary: Summary, *, whole: bool) -> None:
        """Print what an update did, unless that is nothing."""
        is_first = self._failures is None
        known = self._failures or frozenset()
        failures = frozenset(summary.failed)
        self._failures = failures if whole else known | failures
        news = [failure for failure in summary.failed if failure not in known]
        if not (is_first or summary.added or summary.updated or summary.removed or news):
            return
        for line in summary.notes:
            note(line)
        if self._as_json:
            write_json(summary_to_dict(summary))
            sys.stdout.flush()
        else:
            now = dt.datetime.now().astimezone()
            note(f"{now:%H:%M:%S} {summary_line(summary)}")
            for failure in news:
                note(f"{failure.path}: {failure.reason}")


def summary_to_dict(summary: Summary) -> dict[str, object]:
    """What `reindex --json` prints."""
    return {
        "articles": summary.articles,
        "added": summary.added,
        "updated": summary.updated,
        "removed": summary.removed,
        "unchanged": summary.unchanged,
        "failed": [{"path": failure.path, "reason": failure.reason} for failure in summary.failed],
        "seconds": round(summary.seconds, 3),
    }


def summary_line(summary: Summary) -> str:
    """What an update did, in words."""
    articles = "1 article" if summary.articles == 1 else f"{summary.articles:,} articles"
    return (
        f"{articles}: {summary.added:,} added, {summary.updated:,} updated, "
        f"{summary.removed:,} removed, {summary.unchanged:,} unchanged ({summary.seconds:.1f} s)"
    )
