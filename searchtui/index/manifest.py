"""The manifest: which files are in the index, as they were when read, and which articles came of each.

A SQLite file beside the engine's files. The engine commits first and the manifest second, so after a crash the engine
may know more than the manifest, never less: `pending` holds the articles of a commit that may be such a one.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Container, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Any, NamedTuple, Self

from searchtui.errors import IndexUnavailableError
from searchtui.index.compact import Compact, compact, spelled

_TABLES = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS files (
    number INTEGER PRIMARY KEY, path TEXT NOT NULL UNIQUE, size INTEGER NOT NULL, mtime_ns INTEGER NOT NULL,
    finished INTEGER NOT NULL, limits TEXT NOT NULL, failures TEXT NOT NULL
);
CREATE TABLE IF NOT EXISTS articles (
    id PRIMARY KEY, file INTEGER NOT NULL, digest BLOB NOT NULL, run INTEGER NOT NULL, text NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS articles_of_file ON articles (file);
CREATE TABLE IF NOT EXISTS pending (path TEXT NOT NULL, ids TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS fixed (id TEXT PRIMARY KEY, told TEXT NOT NULL, recognised TEXT NOT NULL) WITHOUT ROWID;
"""

_FORMAT = 4
"""Version of these tables. A manifest of another one is not read."""

_LONGEST_WAIT = 60.0
"""Seconds to wait for another process that reads, or for the one that writes: each takes milliseconds by itself."""

_NO_DAMAGE = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_READONLY", "SQLITE_BUSY", "SQLITE_LOCKED")
"""Errors that pass, or that a user can mend, without the file being built anew."""

_FILES = "SELECT number, path, size, mtime_ns, finished, limits, failures FROM files"
_AT = "WHERE path = ? OR (path > ? AND path < ?)"
"""Files at a place and below it, without looking at others; see `_bounds`."""

_ROWS_AT_ONCE = 500
"""Rows named in one statement."""


class ManifestDamagedError(IndexUnavailableError):
    """The manifest cannot be read or written; the index can only be built anew."""


class FileEntry(NamedTuple):
    """A file as it was when it was last read.

    `path` is relative to the folder of articles. `finished` is false while only some of its articles are in, or where
    it should be read again although it has not changed. `articles` counts those in the index, `limits` are those
    it was read with, and `failures` are the reasons why it, or a record of it, could not be read.
    """

    number: int
    path: str
    size: int
    mtime_ns: int
    finished: bool
    limits: str = ""
    failures: tuple[str, ...] = ()


class ArticleEntry(NamedTuple):
    """An article in the index: the file it came from, a digest of its content as it was recognised, the run that last
    saw it, and the `fixes.text_key` of its text.
    """

    id: str
    file: int
    digest: bytes
    run: int
    text: str = ""


@dataclass(frozen=True, slots=True)
class FixedEntry:
    """An article that the engine holds as the user fixed it: what the fixes told, and the facts as recognised.

    Without `told` it stands for one that no fix holds for any more.
    """

    id: str
    told: str = ""
    recognised: str = ""


@dataclass(frozen=True, slots=True)
class Changes:
    """What one commit of the engine means for the manifest."""

    files: tuple[FileEntry, ...] = ()
    articles: tuple[ArticleEntry, ...] = ()
    removed_articles: tuple[str, ...] = ()
    removed_files: tuple[int, ...] = ()
    fixed: tuple[FixedEntry, ...] = ()


class Manifest:
    """The manifest of one generation, open for the process that holds the lock, or for anybody `read_only`.

    Every method raises `ManifestDamagedError` where the file is missing or no longer sound.
    """

    def __init__(self, path: Path, *, create: bool = False, read_only: bool = False) -> None:
        self.path = path
        mode = "rwc" if create else "ro" if read_only else "rw"
        with self._guarded(), ExitStack() as opened:
            place = f"{path.absolute().as_uri()}?mode={mode}"
            self._database = sqlite3.connect(place, _LONGEST_WAIT, uri=True, isolation_level=None)
            opened.callback(self._database.close)
            if create:
                self._database.executescript(f"{_TABLES} PRAGMA user_version = {_FORMAT};")
            elif self._database.execute("PRAGMA user_version").fetchone()[0] != _FORMAT:
                raise ManifestDamagedError(
                    f"The manifest was written by another version of searchtui: {path}.",
                    hint="Rebuild it with: searchtui reindex --full",
                )
            opened.pop_all()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def files(self, places: Iterable[str] = ("",)) -> dict[str, FileEntry]:
        """The known files at some places and below them, by path; "" is every one."""
        found: dict[str, FileEntry] = {}
        for place in places:
            with self._guarded():
                rows = self._database.execute(f"{_FILES} {_AT if place else ''}", _bounds(place))
                for number, path, size, mtime_ns, finished, limits, failures in rows:
                    reasons = _reasons(failures) if failures else ()
                    found[path] = FileEntry(number, path, size, mtime_ns, bool(finished), limits, reasons)
        return found

    def knows(self, place: str) -> bool:
        """Whether there is a known file at a place or below it."""
        with self._guarded():
            query = f"{_FILES} {_AT if place else ''} LIMIT 1"
            return self._database.execute(query, _bounds(place)).fetchone() is not None

    def last_number(self) -> int:
        """The highest number of a file, 0 if there is none."""
        with self._guarded():
            number: int = self._database.execute("SELECT coalesce(max(number), 0) FROM files").fetchone()[0]
            return number

    def article(self, article_id: str) -> ArticleEntry | None:
        """The entry of an article, None if it is not in the index."""
        with self._guarded():
            row = self._database.execute(
                "SELECT id, file, digest, run, text FROM articles WHERE id = ?", (compact(article_id),)
            ).fetchone()
            return None if row is None else _entry(row)

    def articles(self, ids: Iterable[str]) -> dict[str, ArticleEntry]:
        """The entries of those of these articles that are in the index."""
        rows = self._select("SELECT id, file, digest, run, text FROM articles WHERE id IN", ids)
        return {entry.id: entry for entry in map(_entry, rows)}

    def articles_of(self, file: int, *, not_seen_in: int | None = None) -> list[str]:
        """The ids of a file's articles; with `not_seen_in` those that this run has not come across."""
        with self._guarded():
            rows = self._database.execute("SELECT id, run FROM articles WHERE file = ?", (file,))
            return [spelled(key) for key, run in rows if run != not_seen_in]

    def ids(self) -> set[str]:
        """The ids of all articles in the index."""
        with self._guarded():
            return {spelled(key) for (key,) in self._database.execute("SELECT id FROM articles")}

    def texts(self, ids: Iterable[str]) -> dict[str, str]:
        """The `text_key` of each of these articles that is in the index."""
        rows = self._select("SELECT id, text FROM articles WHERE id IN", ids)
        return {spelled(key): spelled(text) for key, text in rows}

    def with_texts(self, texts: Iterable[str]) -> dict[str, list[str]]:
        """For each `text_key` the ids of the articles that have it."""
        found: dict[str, list[str]] = {}
        for key, text in self._select("SELECT id, text FROM articles WHERE text IN", texts):
            found.setdefault(spelled(text), []).append(spelled(key))
        return found

    def paths(self, ids: Iterable[str]) -> dict[str, str]:
        """The path of the file that each of these articles came from."""
        query = "SELECT articles.id, path FROM articles JOIN files ON number = file WHERE articles.id IN"
        return {spelled(key): path for key, path in self._select(query, ids)}

    def fixed(self) -> dict[str, FixedEntry]:
        """The articles that the engine holds as the user fixed them."""
        with self._guarded():
            rows = self._database.execute("SELECT id, told, recognised FROM fixed").fetchall()
            return {row[0]: FixedEntry(*row) for row in rows}

    def count(self) -> int:
        """How many articles are in the index."""
        with self._guarded():
            number: int = self._database.execute("SELECT count(*) FROM articles").fetchone()[0]
            return number

    def next_run(self) -> int:
        """A number for a new run, above those of all runs that left a trace."""
        with self._guarded():
            last: int | None = self._database.execute("SELECT max(run) FROM articles").fetchone()[0]
            return (last or 0) + 1

    @property
    def complete(self) -> bool:
        """Whether the whole folder has been gone through at least once."""
        return bool(self._meta("complete"))

    def set_complete(self) -> None:
        """Note that the whole folder has been gone through."""
        if not self.complete:
            self._set_meta("complete", 1)

    def announce(self, articles: Iterable[tuple[str, str]]) -> None:
        """Note, before the engine commits, which articles it is about to change: (id, path of the file) of each."""
        by_path: dict[str, list[str]] = {}
        for article_id, path in articles:
            by_path.setdefault(path, []).append(article_id)
        with self._transaction():
            rows = ((path, json.dumps(ids)) for path, ids in by_path.items())
            self._database.executemany("INSERT INTO pending VALUES (?, ?)", rows)

    def record(self, changes: Changes) -> None:
        """Note what the engine has just committed."""
        with self._transaction():
            for file in changes.removed_files:
                self._database.execute("DELETE FROM files WHERE number = ?", (file,))
            self._database.executemany(
                "DELETE FROM articles WHERE id = ?", ((compact(article_id),) for article_id in changes.removed_articles)
            )
            self._database.executemany(
                "INSERT OR REPLACE INTO files VALUES (?, ?, ?, ?, ?, ?, ?)", map(_file_row, changes.files)
            )
            in_order_of_the_tree = sorted(map(_article_row, changes.articles), key=_order)
            self._database.executemany("INSERT OR REPLACE INTO articles VALUES (?, ?, ?, ?, ?)", in_order_of_the_tree)
            self._database.executemany("DELETE FROM fixed WHERE id = ?", ((entry.id,) for entry in changes.fixed))
            self._database.executemany(
                "INSERT INTO fixed VALUES (?, ?, ?)",
                ((entry.id, entry.told, entry.recognised) for entry in changes.fixed if entry.told),
            )
            self._database.execute("DELETE FROM pending")

    def pending(self) -> list[str]:
        """The ids of articles that the engine may have changed without this manifest having recorded it."""
        return list(dict.fromkeys(article_id for _, article_id in self._pending()))

    def reconcile(self, held: Container[str]) -> None:
        """After a crash: note which of the pending articles the engine does hold, and read their files again."""
        with self._transaction():
            for path, article_id in self._pending():
                self._database.execute("INSERT OR IGNORE INTO files VALUES (NULL, ?, 0, 0, 0, '', '')", (path,))
                self._database.execute("UPDATE files SET finished = 0 WHERE path = ?", (path,))
                self._database.execute("DELETE FROM articles WHERE id = ?", (compact(article_id),))
                self._database.execute("DELETE FROM fixed WHERE id = ?", (article_id,))
                if article_id in held:
                    self._database.execute(
                        "INSERT INTO articles SELECT ?, number, x'', 0, '' FROM files WHERE path = ?",
                        (compact(article_id), path),
                    )
            self._database.execute("DELETE FROM pending")

    def problems(self) -> list[str]:
        """Check the file page by page; one sentence per problem."""
        with self._guarded():
            rows = self._database.execute("PRAGMA integrity_check(20)").fetchall()
            return [f"{self.path}: {text}." for (text,) in rows if text != "ok"]

    def _pending(self) -> list[tuple[str, str]]:
        """Path and id of each article that is pending."""
        with self._guarded():
            rows = self._database.execute("SELECT path, ids FROM pending").fetchall()
            return [(path, article_id) for path, ids in rows for article_id in json.loads(ids)]

    def _select(self, query: str, wanted: Iterable[str]) -> Iterator[tuple[Any, ...]]:
        """The rows that a query ending in IN finds, for a few of the keys `wanted` at a time."""
        values = [*map(compact, wanted)]
        for start in range(0, len(values), _ROWS_AT_ONCE):
            some = values[start : start + _ROWS_AT_ONCE]
            with self._guarded():
                yield from self._database.execute(f"{query} ({', '.join('?' * len(some))})", some).fetchall()

    def _meta(self, key: str) -> int:
        with self._guarded():
            row = self._database.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
            return 0 if row is None else int(row[0])

    def _set_meta(self, key: str, value: int) -> None:
        with self._transaction():
            self._database.execute("INSERT OR REPLACE INTO meta VALUES (?, ?)", (key, value))

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with self._guarded():
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._database.execute("COMMIT")
            finally:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Tell a damaged file from a full disk, both of which SQLite reports as errors of its own."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorname.startswith(_NO_DAMAGE):
                raise OSError(f"{self.path}: {error}") from error
            raise ManifestDamagedError(
                f"The manifest cannot be used: {self.path}: {error}.", hint="Rebuild it with: searchtui reindex --full"
            ) from error


def _entry(row: tuple[Compact, int, bytes, int, Compact]) -> ArticleEntry:
    key, file, digest, run, text = row
    return ArticleEntry(spelled(key), file, digest, run, spelled(text))


def _article_row(entry: ArticleEntry) -> tuple[Compact, int, bytes, int, Compact]:
    return compact(entry.id), entry.file, entry.digest, entry.run, compact(entry.text)


def _order(row: tuple[Compact, *tuple[object, ...]]) -> tuple[bool, Compact]:
    """SQLite puts numbers before texts."""
    return isinstance(row[0], str), row[0]


def _file_row(entry: FileEntry) -> tuple[int, str, int, int, bool, str, str]:
    return (
        entry.number,
        entry.path,
        entry.size,
        entry.mtime_ns,
        entry.finished,
        entry.limits,
        json.dumps(entry.failures) if entry.failures else "",
    )


def _reasons(stored: str) -> tuple[str, ...]:
    return tuple(json.loads(stored))


def _bounds(place: str) -> tuple[str, ...]:
    """What `_AT` is to be given: the place, and between what the paths below it are; "0" comes after "/"."""
    return (place, f"{place}/", f"{place}0") if place else ()
