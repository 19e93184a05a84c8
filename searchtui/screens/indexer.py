"""Bringing the index up to date in a process of its own, so that nothing typed ever waits for it."""

from __future__ import annotations

import asyncio
import contextlib
import json
import signal
import sys
from collections import deque
from dataclasses import dataclass
from typing import Any

from textual.message import Message
from textual.screen import Screen

from searchtui.config import LibraryPaths

_PATIENCE = 5.0
"""Seconds a reindex gets to finish its batch when the user leaves; what it had committed is safe in any case."""

_LONGEST_LINE = 1 << 20

_INTERRUPTED = 130
_SOME_FILES_FAILED = 4


@dataclass
class IndexProgressed(Message):
    """How far the reindex is, in words; its `phase` is as `reindex --progress json` calls it."""

    words: str
    phase: str


@dataclass
class IndexUpdated(Message):
    """The reindex has ended well: counts as `reindex --json` prints them."""

    summary: dict[str, Any]


@dataclass
class IndexUpdateFailed(Message):
    """The reindex has ended badly."""

    reason: str


class Indexer:
    """Runs `searchtui reindex` for a screen, which receives its messages."""

    def __init__(self, screen: Screen[None], paths: LibraryPaths) -> None:
        self._screen = screen
        self._paths = paths
        self._process: asyncio.subprocess.Process | None = None
        self._running = False

    @property
    def running(self) -> bool:
        """Whether a reindex is going on."""
        return self._running

    def start(self, *, full: bool = False) -> None:
        """Begin, unless it is going on already; `full` builds the index anew."""
        if not self._running:
            self._running = True
            self._screen.run_worker(self._run(full=full), group="reindex", exit_on_error=False)

    async def stop(self) -> None:
        """Ask a running reindex to end after its current batch, and wait a little."""
        process = self._process
        if process is None or process.returncode is not None:
            return
        with contextlib.suppress(ProcessLookupError):
            process.send_signal(signal.SIGINT)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(process.wait(), _PATIENCE)

    async def _run(self, *, full: bool) -> None:
        try:
            self._screen.post_message(await self._reindex(full=full))
        except Exception as error:  # noqa: BLE001 -- a worker's error would vanish; the screen shows it
            self._screen.post_message(IndexUpdateFailed(f"{type(error).__name__}: {error}"))
        finally:
            self._running = False

    async def _reindex(self, *, full: bool) -> IndexUpdated | IndexUpdateFailed:
        self._process = process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "searchtui", "--library", str(self._paths.root)),
            *("--seeds", str(self._paths.seeds), "--index", str(self._paths.index)),
            *("reindex", "--progress", "json", "--json"),
            *(["--full"] if full else []),
            stdin=asyncio.subprocess.DEVNULL,
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
            limit=_LONGEST_LINE,
            start_new_session=True,  # the terminal's own signals are for the interface, which passes them on
        )
        if process.stdout is None or process.stderr is None:
            raise RuntimeError("the pipes that were asked for are missing")
        said, summary = await asyncio.gather(self._follow(process.stderr), process.stdout.read())
        code = await process.wait()
        if code in (0, _SOME_FILES_FAILED, _INTERRUPTED) and summary.strip():
            return IndexUpdated(json.loads(summary))
        return IndexUpdateFailed(said or f"the process ended with code {code}")

    async def _follow(self, stream: asyncio.StreamReader) -> str:
        """Pass progress on; the last lines that are none."""
        said: deque[str] = deque(maxlen=3)
        while line := await stream.readline():
            try:
                progress = json.loads(line)
                words = progress_words(progress)
            except (ValueError, KeyError, TypeError):
                said.append(line.decode("utf-8", "replace").strip())
            else:
                self._screen.post_message(IndexProgressed(words, progress["phase"]))
        return " ".join(said)


def progress_words(progress: dict[str, Any]) -> str:
    """A progress line of `reindex --progress json` in words."""
    phase, done, total = progress["phase"], progress["done"], progress["total"]
    if phase == "scanning":
        return f"Looking for articles · {done:,} files"
    if phase == "comparing":
        return f"Comparing articles to find copies · {done:,} of {total:,}"
    if phase == "removing":
        return f"Removing articles whose files are gone · {done:,} of {total:,}"
    parts = [f"Indexing · {done:,} of {total:,} files · {progress['articles']:,} articles"]
    if progress["rate"]:
        parts.append(f"{progress['rate']:,.0f}/s")
    if progress["seconds_left"] is not None:
        parts.append(f"{_duration(progress['seconds_left'])} left")
    if progress["failed"]:
        parts.append(f"{progress['failed']:,} unreadable")
    return " · ".join(parts)


def _duration(seconds: float) -> str:
    if seconds < 90:
        return f"{max(1, round(seconds))} s"
    minutes = round(seconds / 60)
    return f"{minutes} min" if minutes < 90 else f"{minutes // 60} h {minutes % 60} min"
