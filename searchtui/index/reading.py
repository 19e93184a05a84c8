"""From files to articles, in this process or in several, always in the order of the files."""

from __future__ import annotations

import contextlib
import multiprocessing
import signal
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path

from searchtui.articles.article import Article
from searchtui.articles.recognise import recognise
from searchtui.config import LibraryPaths, Settings
from searchtui.errors import FileReadError, SearchtuiError
from searchtui.files.document import BadRecord, RawDocument
from searchtui.files.find import FoundFile
from searchtui.files.readers import read

LARGE_FILE = 500_000
"""Bytes above which a file's documents are handed to the workers a few at a time, so that no answer is huge."""

RECORD_SUFFIXES = (".json", ".jsonl", ".ndjson", ".gz")
"""Files that may hold many articles are treated as large ones, whatever their size."""

TASK_ITEMS = 32
"""Small files, or documents of a large one, that make one task for a worker."""

TASK_CHARACTERS = 500_000
"""Characters (or bytes) after which a task is full however few its items."""

TASKS_PER_WORKER = 3
"""Tasks waiting or unfetched per worker: enough to keep it busy, few enough to bound memory."""


@dataclass(frozen=True, slots=True)
class Ended:
    """A file was read, up to its end unless there is a `reason` why not.

    `again` is true where the reason may pass without the file changing, such as a missing permission. `vanished`
    tells that the file is gone since it was found.
    """

    reason: str = ""
    again: bool = False
    vanished: bool = False


Item = Article | BadRecord | Ended


@dataclass(frozen=True, slots=True)
class _Reader:
    """What a process needs to read files: picklable."""

    paths: LibraryPaths
    settings: Settings

    def items(self, file: FoundFile) -> Iterator[Item]:
        """The articles and bad records of a file, then one `Ended`."""
        for document in self.documents(file):
            yield self.article(document) if isinstance(document, RawDocument) else document

    def documents(self, file: FoundFile) -> Generator[RawDocument | BadRecord | Ended, None, None]:
        """The documents and bad records of a file, then one `Ended`. Raises nothing, whatever is in the file."""
        path = self.paths.seeds / file.path
        try:
            yield from read(path, self.paths.shown(file.path), max_bytes=self.settings.max_file_bytes)
        except FileReadError as error:
            yield _why_not(path, error)
        except Exception as error:  # noqa: BLE001 -- one strange file must not keep the others out of the index
            yield Ended(f"It could not be read: {_described(error)}.", again=True)
        else:
            yield Ended()

    def article(self, document: RawDocument) -> Article | BadRecord:
        """The article of a document."""
        try:
            return recognise(document, default_language=self.settings.default_language, outlets=self.settings.outlets)
        except Exception as error:  # noqa: BLE001 -- as above
            return BadRecord(document.record or "", f"It could not be understood: {_described(error)}.")


def read_files(
    files: Iterable[FoundFile], paths: LibraryPaths, settings: Settings, *, jobs: int
) -> Generator[tuple[FoundFile, Item], None, None]:
    """Each file's articles and bad records, then its `Ended`, file after file.

    With `jobs` above 1 as many worker processes read and recognise. Raises `SearchtuiError` if a worker dies.
    """
    reader = _Reader(paths, settings)
    if jobs > 1:
        yield from _read_in_parallel(files, reader, jobs)
        return
    for file in files:
        for item in reader.items(file):
            yield file, item


def _why_not(path: Path, error: FileReadError) -> Ended:
    # Damage found by gzip is an OSError too, but has no number.
    system_error = isinstance(error.__cause__, OSError) and error.__cause__.errno is not None
    return Ended(error.message, again=system_error, vanished=not path.exists())


def _described(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__


Results = Callable[[], Iterator[tuple[FoundFile, Item]]]
"""Waits for a task and gives its results."""


def _read_in_parallel(files: Iterable[FoundFile], reader: _Reader, jobs: int) -> Iterator[tuple[FoundFile, Item]]:
    waiting: deque[Results] = deque()
    pool = _started_pool(jobs)
    try:
        for results in _tasks(files, reader, pool):
            waiting.append(results)
            if len(waiting) >= jobs * TASKS_PER_WORKER:
                yield from waiting.popleft()()
        while waiting:
            yield from waiting.popleft()()
    except BrokenProcessPool as error:
        raise SearchtuiError(
            "A process that read files ended unexpectedly, perhaps for want of memory.",
            hint="What was indexed is kept. Go on with: searchtui reindex --jobs 1",
        ) from error
    finally:
        pool.shutdown(cancel_futures=True)


def _started_pool(jobs: int) -> ProcessPoolExecutor:
    """Workers that do not hear Ctrl-C: the process that leads them stops them in good order."""
    pool = ProcessPoolExecutor(jobs, mp_context=multiprocessing.get_context("spawn"))
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        for _ in range(jobs):  # they start with the first tasks, and inherit what is blocked now
            pool.submit(_nothing)
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
    return pool


def _nothing() -> None:
    """A task that makes a worker start."""


def _tasks(files: Iterable[FoundFile], reader: _Reader, pool: ProcessPoolExecutor) -> Iterator[Results]:
    """Hand files to the pool: small ones whole and several at a time, large ones document by document."""
    group: list[FoundFile] = []
    for file in files:
        if file.size > LARGE_FILE or file.path.lower().endswith(RECORD_SUFFIXES):
            if group:
                yield _whole_files(group, pool.submit(_read_whole, reader, group))
                group = []
            yield from _tasks_of_large(file, reader, pool)
            continue
        group.append(file)
        if len(group) >= TASK_ITEMS or sum(member.size for member in group) >= TASK_CHARACTERS:
            yield _whole_files(group, pool.submit(_read_whole, reader, group))
            group = []
    if group:
        yield _whole_files(group, pool.submit(_read_whole, reader, group))


def _tasks_of_large(file: FoundFile, reader: _Reader, pool: ProcessPoolExecutor) -> Iterator[Results]:
    group: list[RawDocument] = []
    characters = 0
    with contextlib.closing(reader.documents(file)) as documents:
        for document in documents:
            if isinstance(document, RawDocument):
                group.append(document)
                characters += len(document.text)
            if group and (
                len(group) >= TASK_ITEMS or characters >= TASK_CHARACTERS or not isinstance(document, RawDocument)
            ):
                yield _documents(file, pool.submit(_recognise_all, reader, group))
                group, characters = [], 0
            if not isinstance(document, RawDocument):
                yield _single(file, document)


def _whole_files(files: list[FoundFile], future: Future[list[list[Item]]]) -> Results:
    return lambda: ((file, item) for file, items in zip(files, future.result(), strict=True) for item in items)


def _documents(file: FoundFile, future: Future[list[Article | BadRecord]]) -> Results:
    return lambda: ((file, item) for item in future.result())


def _single(file: FoundFile, item: Item) -> Results:
    return lambda: iter([(file, item)])


def _read_whole(reader: _Reader, files: list[FoundFile]) -> list[list[Item]]:
    return [list(reader.items(file)) for file in files]


def _recognise_all(reader: _Reader, documents: list[RawDocument]) -> list[Article | BadRecord]:
    return [reader.article(document) for document in documents]
