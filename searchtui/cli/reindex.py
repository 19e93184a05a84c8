"""`searchtui reindex`: bring the index up to date."""

from __future__ import annotations

import json
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from threading import Event
from types import FrameType

import click

from searchtui.cli.choice import LibraryChoice, library_options
from searchtui.cli.output import note, write, write_json
from searchtui.cli.watch import Watching, summary_line, summary_to_dict
from searchtui.errors import FileReadError, UsageError
from searchtui.index.allocator import keep_freed_memory
from searchtui.index.progress import Phase, Progress, Summary

INTERRUPTED = 130
MAX_JOBS = 64
FAILURES_SHOWN = 200
"""Failures listed one by one for people; --json lists all of them."""


@click.command(
    epilog="""\b
Examples:
  searchtui reindex                    read what is new or changed
  searchtui reindex seeds/2023         only there
  searchtui reindex --full             build the index anew; the old one serves until then
  searchtui reindex --watch            go on reading what is saved from now on
  searchtui reindex --json 2>/dev/null | jq .failed
""",
)
@click.argument("paths", metavar="[PATH]...", nargs=-1)
@click.option("--full", is_flag=True, help="Build the whole index anew.")
@click.option("--if-needed", is_flag=True, help="Do nothing if there is a complete index of this version.")
@click.option("--watch", is_flag=True, help="Stay, and read what changes as soon as it has stopped changing.")
@click.option("--jobs", type=click.IntRange(1, MAX_JOBS), help="Processes that read files; chosen if not given.")
@click.option("--json", "as_json", is_flag=True, help="Print the summary as one JSON object.")
@click.option(
    "--progress",
    type=click.Choice(["auto", "json", "none"]),
    default="auto",
    show_default=True,
    help="Progress on standard error: a line on a terminal, one JSON object a line, or none.",
)
@library_options
def reindex(
    choice: LibraryChoice,
    *,
    paths: tuple[str, ...],
    full: bool,
    if_needed: bool,
    watch: bool,
    jobs: int | None,
    as_json: bool,
    progress: str,
) -> int:
    """Bring the index up to date.

    Files that did not change are not read. With PATHs only those files and folders are looked at. Interrupted with
    Ctrl-C, as --watch is in the end, it keeps what is read so far and the next reindex goes on. Exits with 4 if some
    files could not be read; the rest is indexed.
    """
    if watch and (paths or full or if_needed):
        raise UsageError("--watch goes with no PATH, --full or --if-needed.", hint="It keeps the whole index current.")
    report = _reporter(progress)
    summary = Summary()
    with choice.open() as library, _stop_on_interrupt() as interrupted:
        if watch:
            Watching(library, interrupted, report, jobs=jobs, as_json=as_json).run()
            return INTERRUPTED
        keep_freed_memory()
        for state in library.reindex(
            only=tuple(map(Path, paths)), full=full, if_needed=if_needed, jobs=jobs, cancelled=interrupted.is_set
        ):
            report(state)
            summary = state.summary or summary
    _print(summary, as_json=as_json)
    if summary.interrupted:
        note("Interrupted. What was read is kept; go on with: searchtui reindex")
        return INTERRUPTED
    return FileReadError.exit_code if summary.failed else 0


@contextmanager
def _stop_on_interrupt() -> Iterator[Event]:
    """Turn the first Ctrl-C into an event, so that what is read is committed; a second one ends all."""
    heard = Event()

    def hear(number: int, frame: FrameType | None) -> None:  # noqa: ARG001 -- as signal.signal calls it
        heard.set()
        signal.signal(signal.SIGINT, signal.default_int_handler)

    before = signal.signal(signal.SIGINT, hear)
    try:
        yield heard
    finally:
        signal.signal(signal.SIGINT, before)


def _reporter(kind: str) -> Callable[[Progress], None]:
    if kind == "json":
        return _report_json
    if kind == "auto" and sys.stderr.isatty():
        return _report_line
    return lambda _: None


def _report_json(progress: Progress) -> None:
    state = {
        "phase": progress.phase.value,
        "done": progress.done,
        "total": progress.total,
        "articles": progress.articles,
        "failed": progress.failed,
        "rate": round(progress.rate, 1),
        "fraction": None if progress.fraction is None else round(progress.fraction, 4),
        "seconds_left": None if progress.seconds_left is None else round(progress.seconds_left, 1),
    }
    note(json.dumps(state))


def _report_line(progress: Progress) -> None:
    """One line that is written over by the next; cleared in the end."""
    sys.stderr.write("\r\x1b[2K" + ("" if progress.phase is Phase.DONE else progress_line(progress)))
    sys.stderr.flush()


def progress_line(progress: Progress) -> str:
    """How far it is, in words: "45% · 1,200 of 2,400 files · 3,000 articles · 450/s · 0:12 left · 2 failed"."""
    if progress.phase is Phase.SCANNING:
        return "Looking for changes …"
    if progress.phase is Phase.COMPARING:
        return f"Comparing {progress.done:,} of {progress.total:,} articles to find copies …"
    if progress.phase is Phase.MARKING:
        return f"Marking recurring lines in {progress.done:,} of {progress.total:,} articles …"
    if progress.phase is Phase.REMOVING:
        return f"Removing {progress.done:,} of {progress.total:,} files that are gone …"
    parts = [f"{progress.done:,} of {progress.total:,} files", f"{progress.articles:,} articles"]
    if progress.fraction is not None:
        parts.insert(0, f"{progress.fraction:.0%}")
    if progress.rate:
        parts.append(f"{progress.rate:,.0f}/s")
    if progress.seconds_left is not None:
        minutes, seconds = divmod(round(progress.seconds_left), 60)
        parts.append(f"{minutes}:{seconds:02} left")
    if progress.failed:
        parts.append(f"{progress.failed:,} failed")
    return " · ".join(parts)


def _print(summary: Summary, *, as_json: bool) -> None:
    for line in summary.notes:
        note(line)
    if as_json:
        write_json(summary_to_dict(summary))
        return
    write(summary_line(summary))
    for failure in summary.failed[:FAILURES_SHOWN]:
        note(f"{failure.path}: {failure.reason}")
    if len(summary.failed) > FAILURES_SHOWN:
        note(f"and {len(summary.failed) - FAILURES_SHOWN:,} more (all of them with --json)")
