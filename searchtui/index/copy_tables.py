"""The SQLite file of the record of copies: articles with their fingerprints, and their links."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from itertools import islice
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchtui.articles.copies import RULES_VERSION
from searchtui.articles.fingerprint import FINGERPRINT_VERSION
from searchtui.errors import IndexUnavailableError
from searchtui.index.copy_chunk import MOST_ROWS, Chunk, packed
from searchtui.index.copy_row import CopyRow

_LAYOUT: Final = 3
"""Version of these tables. A file of another one is not read."""

_TABLES: Final = f"""
CREATE TABLE meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE chunks (
    first INTEGER PRIMARY KEY, articles INTEGER NOT NULL, facts BLOB NOT NULL, fingerprints BLOB NOT NULL
);
CREATE TABLE links (article INTEGER NOT NULL, other INTEGER NOT NULL, PRIMARY KEY (article, other)) WITHOUT ROWID;
PRAGMA user_version = {_LAYOUT};
"""
"""Articles lie in chunks (see `copy_chunk`), which hold the numbers from `first` to before the next one's."""

_CHUNKS: Final = "SELECT articles, facts, fingerprints FROM chunks"

_NO_DAMAGE: Final = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_READONLY", "SQLITE_BUSY", "SQLITE_LOCKED")
"""Errors that pass, or that a user can mend, without the file being built anew."""


class CopiesDamagedError(IndexUnavailableError):
    """The record of copies is not sound; it can only be built anew."""


class CopyTables:
    """The file, open for reading and writing.

    Every method raises `CopiesDamagedError` where it is not sound, and `OSError` where it cannot be written for want of
    room or permission.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._path = path
        made_with = (("fingerprints", FINGERPRINT_VERSION), ("rules", RULES_VERSION))
        with self._guarded(), ExitStack() as opened:
            place = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
            self._database = sqlite3.connect(place, uri=True, isolation_level=None)
            opened.callback(self._database.close)
            is_new = not self._database.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
            if create and is_new:
                self._database.executescript(f"BEGIN; {_TABLES} COMMIT;")
                self._database.executemany(
                    "INSERT INTO meta VALUES (?, ?)", (*made_with, ("version", 0), ("last_number", 0))
                )
            elif self._database.execute("PRAGMA user_version").fetchone()[0] != _LAYOUT:
                raise self._damaged("it was written by another version of searchtui")
            if any(self._meta(key) != version for key, version in made_with):
                raise self._damaged("it was written by another version of searchtui")
            opened.pop_all()

    def close(self) -> None:
        """Close the file."""
        self._database.close()

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """Changes that are made durable together, or not at all if the block raises."""
        with self._guarded():
            self._database.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._database.execute("COMMIT")
            finally:
                if self._database.in_transaction:
                    self._database.execute("ROLLBACK")

    @property
    def version(self) -> int:
        """Grows with every commit that makes other groups."""
        return self._meta("version")

    def next_version(self, *, after: int = 0) -> None:
        """Note that the groups have changed, and that their version is higher than `after`."""
        self._database.execute("UPDATE meta SET value = max(value, ?) + 1 WHERE key = 'version'", (after,))

    def last_number(self) -> int:
        """The highest number an article ever had."""
        return self._meta("last_number")

    def count(self) -> int:
        """How many articles there are."""
        with self._guarded():
            number: int = self._database.execute("SELECT coalesce(sum(articles), 0) FROM chunks").fetchone()[0]
            return number

    def add(self, articles: Mapping[int, CopyRow]) -> None:
        """Store articles under new numbers, which ascend."""
        last = self._database.execute("SELECT first, articles FROM chunks ORDER BY first DESC LIMIT 1").fetchone()
        if last and last[1] < MOST_ROWS:
            first, articles = last[0], self._chunk(last[0]).rows() | dict(articles)
        else:
            first = min(articles)
        rows = iter(articles.items())
        while some := dict(islice(rows, MOST_ROWS)):
            self._put(min(first, *some), some)
            first = max(some) + 1
        self._database.execute("UPDATE meta SET value = ? WHERE key = 'last_number'", (max(articles),))

    def delete(self, numbers: Iterable[int]) -> None:
        """Delete articles, which have been unlinked before."""
        for first, some in self._by_chunk(numbers):
            left = self._chunk(first).rows()
            for number in some.tolist():
                left.pop(number, None)
            self._put(first, left)

    def rows(self, numbers: Iterable[int]) -> dict[int, CopyRow]:
        """Articles by number."""
        found: dict[int, CopyRow] = {}
        for first, some in self._by_chunk(numbers):
            with self._guarded():
                found |= self._chunk(first).some(some)
        return found

    def chunks(self) -> Iterator[Chunk]:
        """All articles."""
        return self._chunks(f"{_CHUNKS} ORDER BY first")

    def ids(self) -> set[str]:
        """The ids of all articles."""
        return {article_id for chunk in self.chunks() for article_id in chunk.ids}

    def links(self) -> dict[int, set[int]]:
        """The articles that each article is linked to, by number; both directions."""
        links: dict[int, set[int]] = {}
        with self._guarded():
            for article, other in self._database.execute("SELECT article, other FROM links"):
                links.setdefault(article, set()).add(other)
        return links

    def link(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Link articles pair by pair."""
        both = [*pairs, *((other, one) for one, other in pairs)]
        self._database.executemany("INSERT OR IGNORE INTO links VALUES (?, ?)", both)

    def unlink(self, pairs: Sequence[tuple[int, int]]) -> None:
        """Undo links."""
        both = [*pairs, *((other, one) for one, other in pairs)]
        self._database.executemany("DELETE FROM links WHERE article = ? AND other = ?", both)

    def problems(self) -> list[str]:
        """Check the file page by page; one sentence per problem."""
        with self._guarded():
            rows = self._database.execute("PRAGMA integrity_check(20)").fetchall()
            return [f"{self._path}: {text}." for (text,) in rows if text != "ok"]

    def _by_chunk(self, numbers: Iterable[int]) -> Iterator[tuple[int, NDArray[np.int64]]]:
        """The chunk that each of these numbers is in, if it is in any, by its first number."""
        wanted = np.array(sorted(numbers), np.int64)
        with self._guarded():
            rows = self._database.execute("SELECT first FROM chunks ORDER BY first").fetchall() if wanted.size else []
        places = np.searchsorted(np.array(rows, np.int64).ravel(), wanted, "right") - 1
        for place in np.unique(places[places >= 0]).tolist():
            yield rows[place][0], wanted[places == place]

    def _chunk(self, first: int) -> Chunk:
        return next(self._chunks(f"{_CHUNKS} WHERE first = ?", (first,)))

    def _chunks(self, query: str, values: tuple[int, ...] = ()) -> Iterator[Chunk]:
        with self._guarded():
            for row in self._database.execute(query, values):
                yield Chunk(*row)

    def _put(self, first: int, rows: Mapping[int, CopyRow]) -> None:
        """Store a chunk, which goes if nothing is left of it."""
        if rows:
            values = (first, len(rows), *packed(rows))
            self._database.execute("INSERT OR REPLACE INTO chunks VALUES (?, ?, ?, ?)", values)
        else:
            self._database.execute("DELETE FROM chunks WHERE first = ?", (first,))

    def _meta(self, key: str) -> int:
        with self._guarded():
            row = self._database.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
            if row is None:
                raise self._damaged(f"it does not say its {key}")
            return int(row[0])

    @contextmanager
    def _guarded(self) -> Iterator[None]:
        """Tell a damaged file from a full disk, both of which SQLite reports as errors of its own."""
        try:
            yield
        except sqlite3.DatabaseError as error:
            if error.sqlite_errorname.startswith(_NO_DAMAGE):
                raise OSError(f"{self._path}: {error}") from error
            raise self._damaged(str(error)) from error
        except ValueError as error:
            raise self._damaged(f"articles in it are damaged ({error})") from error

    def _damaged(self, reason: str) -> CopiesDamagedError:
        return CopiesDamagedError(
            f"The record of copies cannot be read: {self._path}: {reason}.", hint="Repair it with: searchtui reindex"
        )
