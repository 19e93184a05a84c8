"""Bringing the index up to date with the folder of articles."""

from __future__ import annotations

import contextlib
import time
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import Final

from searchtui.articles.fix_lines import FixBook
from searchtui.config import LibraryPaths, Settings
from searchtui.engines.protocol import Cancelled, never
from searchtui.errors import IndexUnavailableError, UsageError
from searchtui.files.find import FoundFile
from searchtui.files.readers import read
from searchtui.index.comparing import compare_missing
from searchtui.index.delivery import Delivery
from searchtui.index.fix_file import FixFile, Signature, problem_notes
from searchtui.index.fixing import apply_fixes, settle
from searchtui.index.intake import Intake
from searchtui.index.items import FileReader, ReadFile
from searchtui.index.meter import Meter
from searchtui.index.plan import Plan, make_plan, scope_of, walk
from searchtui.index.preparing import Assignment
from searchtui.index.progress import Failure, Phase, Progress, Summary
from searchtui.index.reading import read_files, read_here
from searchtui.index.recurrence import mark_recurring
from searchtui.index.target import Target, choose_target, finish, sole_writer
from searchtui.index.writer import IndexWriter

MARKING_SHARE: Final = 0.5
LEAST_MARKING_SECONDS: Final = 20.0
"""How long recurring lines are marked at a time, at least, and as a share of the time that all else took."""


def reindex(
    paths: LibraryPaths,
    settings: Settings,
    *,
    only: tuple[Path, ...] = (),
    full: bool = False,
    if_needed: bool = False,
    jobs: int | None = 1,
    tolerant: bool = False,
    cancelled: Cancelled = never,
    read: ReadFile = read,
) -> Iterator[Progress]:
    """Bring the index up to date, reporting how far it is; the last report carries the `Summary`.

    Files that did not change are not read. `only` limits it to some files and folders; with `tolerant` those that are
    no articles, or no more, are passed over. `full` builds everything anew
    (beside the index in use, which can be searched until it is replaced), `if_needed` does nothing unless there is no
    complete index of this version. `jobs` processes read files; None chooses. When `cancelled()` turns true, what is
    read so far is committed, and the next reindex goes on from there. `read` gives the documents of a file; worker
    processes must be able to import it.

    Raises `UsageError` without a folder of articles, `IndexBusyError` while another process reindexes, and
    `IndexUnavailableError` where the index cannot be written; the index in use stays as it is.
    """
    if full and (only or if_needed):
        raise UsageError("--full goes with neither paths nor --if-needed.", hint="It always rebuilds the whole index.")
    if not paths.seeds.is_dir():
        raise UsageError(
            f"There is no folder of articles at {paths.seeds}.",
            hint="Create it and put articles into it, or name another library with --library or folder with --seeds.",
        )
    try:
        with sole_writer(paths.index):
            target = choose_target(paths.index, settings, full=full)
            with contextlib.closing(target):
                run = _Reindex(FileReader(paths, settings, read), target, jobs, cancelled)
                yield from run.steps(only, if_needed=if_needed, tolerant=tolerant)
        if run.missed_fixes():
            apply_fixes(paths, settings)
    except OSError as error:
        raise IndexUnavailableError(
            f"The index in {paths.index} cannot be written: {error.strerror or error}.",
            hint="Make room or allow writing there, and run searchtui reindex again. What was committed is kept.",
        ) from error


class _Reindex:
    """One run on an open target."""

    def __init__(self, reader: FileReader, target: Target, jobs: int | None, cancelled: Cancelled) -> None:
        self._reader = reader
        self._paths = reader.paths
        self._settings = reader.settings
        self._target = target
        self._jobs = jobs
        self._cancelled = cancelled
        self._started = time.monotonic()
        self._failures: list[Failure] = []
        self._stopped = False
        self._notes = list(target.notes)
        self._fixes = FixFile(reader.paths.user)
        self._has_settled = False
        self._settled: Signature | None = None

    def steps(self, only: tuple[Path, ...], *, if_needed: bool, tolerant: bool) -> Iterator[Progress]:
        """Plan, read, remove, finish."""
        manifest = self._target.manifest
        if if_needed and manifest.complete and not self._target.aside:
            self._list_failures(Plan(unchanged=list(manifest.files().values())))
            yield self._last(Summary())
            return
        yield Progress(Phase.SCANNING)
        # An index that is built anew is built whole.
        scope = None if self._target.notes else scope_of(self._paths, only, manifest.knows, tolerant=tolerant)
        files = manifest.files() if scope is None else manifest.files(scope.places)
        plan = make_plan(walk(self._paths, scope), files, limits=self._settings.limits, scope=scope)
        known = {file.path: files[file.path].number for file in plan.to_read if file.path in files}
        del files  # of a large library some ten megabytes
        self._list_failures(plan)
        yield from self._compare()
        limits, book = self._settings.limits, self._book()
        target = self._target
        with IndexWriter(
            target.engine,
            manifest,
            target.copies,
            target.lines,
            limits=limits,
            book=book,
            known=known,
            memory=self._settings.indexing_share,
        ) as writer:
            yield from self._read(plan.to_read, known, writer, book)
            yield from self._remove(plan, writer)
            self._settle(writer)
            yield from self._mark(writer)
        if not self._stopped:
            if scope is None:
                manifest.set_complete()
            finish(self._paths.index, self._target)
        tally = writer.tally
        yield self._last(
            Summary(added=tally.added, updated=tally.updated, removed=tally.removed, interrupted=self._stopped)
        )

    def _read(
        self, files: list[FoundFile], known: Mapping[str, int], writer: IndexWriter, book: FixBook
    ) -> Iterator[Progress]:
        meter = Meter(files, self._paths.seeds)
        intake = Intake(writer, meter, self._fail)
        assignment = Assignment(self._reader, self._target.manifest.path, book)
        yield meter.report()
        with contextlib.closing(read_files(files, assignment, known, jobs=self._jobs)) as results:
            for result in results:
                if self._stop():
                    return
                if meter.is_due():
                    yield meter.report()
                if isinstance(result, Delivery):
                    intake.take(result)
                elif result is not None:
                    intake.add(*result)
        for file, item in read_here(intake.to_read_again(), self._reader):
            if self._stop():
                return
            if meter.is_due():
                yield meter.report()
            intake.add(file, item, is_second_time=True)
        yield meter.report()

    def _remove(self, plan: Plan, writer: IndexWriter) -> Iterator[Progress]:
        for done, entry in enumerate(plan.gone):
            if self._stop():
                return
            if done % 1000 == 0:
                yield Progress(Phase.REMOVING, done=done, total=len(plan.gone), fraction=done / len(plan.gone))
            writer.remove_file(entry)

    def _compare(self) -> Iterator[Progress]:
        """Find the copies among articles that are in the index already, where that has not been done."""
        target = self._target
        for done, total in compare_missing(target.copies, target.engine, target.manifest):
            if self._stop():
                return
            yield Progress(Phase.COMPARING, done=done, total=total, fraction=done / total)

    def _mark(self, writer: IndexWriter) -> Iterator[Progress]:
        """Mark the lines that recur across an outlet's files, for no longer than a part of what reading took."""
        target, begun = self._target, time.monotonic()
        allowed = max(LEAST_MARKING_SECONDS, MARKING_SHARE * (begun - self._started))

        def stop() -> bool:
            return self._stop() or time.monotonic() - begun > allowed

        if not self._stop():
            for done, total in mark_recurring(writer, target.engine, target.manifest, target.lines, stop):
                yield Progress(Phase.MARKING, done=done, total=total, fraction=done / total)
            if target.lines.touched() and not self._stopped:
                self._notes.append("Not all recurring lines are marked yet; the next reindex goes on with it.")

    def missed_fixes(self) -> bool:
        """Whether the user fixed something since the fixes were applied, finding the index locked."""
        return self._has_settled and self._settled != self._fixes.signature()

    def _book(self) -> FixBook:
        """What the user fixed so far; nothing where that cannot be read, as `_settle` will tell."""
        try:
            return self._fixes.read()
        except UsageError:
            return FixBook()

    def _settle(self, writer: IndexWriter) -> None:
        """Give all articles the fixes that hold for them now that the index has all articles."""
        if self._stopped:
            return
        signature = self._fixes.signature()
        try:
            book = self._fixes.read()
        except UsageError as error:
            self._notes.append(f"{error} The articles fixed before stay as they are.")
            return
        changed = settle(writer, self._target.engine, self._target.manifest, book)
        if changed:
            self._notes.append(f"{changed:,} {'article has' if changed == 1 else 'articles have'} got your fixes.")
        self._notes.extend(problem_notes(book))
        self._has_settled, self._settled = True, signature

    def _stop(self) -> bool:
        """Whether to stop now; what is read so far gets committed."""
        self._stopped = self._stopped or self._cancelled()
        return self._stopped

    def _list_failures(self, plan: Plan) -> None:
        """List what could not even be looked at, and what is known from before."""
        for unreadable in plan.unreadable:
            self._fail(unreadable.path, [unreadable.reason])
        for entry in plan.unchanged:
            self._fail(entry.path, entry.failures)

    def _fail(self, path: str, reasons: Iterable[str]) -> None:
        self._failures.extend(Failure(self._paths.shown(path), _printable(reason)) for reason in reasons)

    def _last(self, summary: Summary) -> Progress:
        articles = self._target.manifest.count()
        summary = replace(
            summary,
            articles=articles,
            unchanged=articles - summary.added - summary.updated,
            failed=tuple(sorted(self._failures, key=lambda failure: failure.path)),
            seconds=time.monotonic() - self._started,
            notes=tuple(self._notes),
        )
        return Progress(Phase.DONE, articles=articles, failed=len(self._failures), fraction=1.0, summary=summary)


def _printable(reason: str) -> str:
    """A reason may quote a file: nothing in it may steer a terminal."""
    return "".join(char if char.isprintable() else repr(char)[1:-1] for char in reason)
