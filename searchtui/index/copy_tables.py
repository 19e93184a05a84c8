"""The SQLite file of the record of copies: articles with their fingerprints, and their links."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchtui.articles.copies import RULES_VERSION, Claim
from searchtui.articles.fingerprint import FINGERPRINT_VERSION, KEY_VALUES, Fingerprint, Values
from searchtui.errors import IndexUnavailableError
from searchtui.index.compact import compact, spelled
from searchtui.index.copy_row import CopyRow
from searchtui.index.packed_values import packed_values, unpacked_values

_ROWS_AT_ONCE: Final = 500
"""Rows named in one statement."""

_VALUE_BYTES: Final = 2
"""Of a value in a stored fingerprint."""

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS articles (
    number INTEGER PRIMARY KEY, id NOT NULL UNIQUE, day INTEGER NOT NULL, has_outlet INTEGER NOT NULL,
    size INTEGER NOT NULL, fingerprint BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS links (
    article INTEGER NOT NULL, other INTEGER NOT NULL, PRIMARY KEY (article, other)
) WITHOUT ROWID;
"""


_FORMAT: Final = 2
"""Version of these tables. A record of another one is not read."""

_NO_DAMAGE: Final = ("SQLITE_FULL", "SQLITE_IOERR_WRITE", "SQLITE_READONLY", "SQLITE_BUSY", "SQLITE_LOCKED")
"""Errors that pass, or that a user can mend, without the file being built anew."""


class Heads(NamedTuple):
    """What articles are compared by first: their `numbers`, and the lowest values of their fingerprints, one after the
    other, so many (`counts`) of each. `facts` has two rows, the sizes of the fingerprints and the days, with a column
    for each number that an article ever had.
    """

    numbers: NDArray[np.int64]
    facts: NDArray[np.int64]
    counts: NDArray[np.int64]
    values: Values


class CopiesDamagedError(IndexUnavailableError):
    """The record of copies is not sound; it can only be built anew."""


class CopyTables:
    """The file, open for reading and writing.

    Every method raises `CopiesDamagedError` where it is not sound, and `OSError` where it cannot be written for want of
    room or permission.
    """

    def __init__(self, path: Path, *, create: bool = False) -> None:
        self._path = path
        made_with = (("format", _FORMAT), ("fingerprints", FINGERPRINT_VERSION), ("rules", RULES_VERSION))
        with self._guarded(), ExitStack() as opened:
            place = f"{path.absolute().as_uri()}?mode={'rwc' if create else 'rw'}"
            self._database = sqlite3.connect(place, uri=True, isolation_level=None)
            opened.callback(self._database.close)
            if create:
                self._database.executescript(_TABLES)
                self._database.executemany(
                    "INSERT OR IGNORE INTO meta VALUES (?, ?)", (*made_with, ("version", 0), ("last_number", 0))
                )
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
            number: int = self._database.execute("SELECT count(*) FROM articles").fetchone()[0]
            return number

    def add(self, articles: Mapping[int, CopyRow]) -> None:
        """Store articles under new numbers."""
        fingerprints = packed_values([row.values for row in articles.values()])
        self._database.executemany(
            "INSERT INTO articles VALUES (?, ?, ?, ?, ?, ?)",
            (
                (number, compact(row.article_id), row.day, row.has_outlet, row.size, fingerprint)
                for (number, row), fingerprint in zip(articles.items(), fingerprints, strict=True)
            ),
        )
        self._database.execute("UPDATE meta SET value = ? WHERE key = 'last_number'", (max(articles),))

    def delete(self, numbers: Iterable[int]) -> None:
        """Delete articles, which have been unlinked before."""
        self._database.executemany("DELETE FROM articles WHERE number = ?", ((number,) for number in numbers))

    def ids(self) -> set[str]:
        """The ids of all articles."""
        with self._guarded():
            return {spelled(key) for (key,) in self._database.execute("SELECT id FROM articles")}

    def numbers(self, ids: Iterable[str]) -> set[int]:
        """The numbers of those of the articles that are known."""
        return {number for (number,) in self._rows("SELECT number FROM articles WHERE id IN", [*map(compact, ids)])}

    def fingerprints(self, numbers: Iterable[int]) -> dict[int, Fingerprint]:
        """The fingerprints of articles by number."""
        rows = self._rows("SELECT number, size, fingerprint FROM articles WHERE number IN", sorted(numbers))
        try:
            return {number: Fingerprint(size, unpacked_values(packed)) for number, size, packed in rows}
        except ValueError as error:
            raise self._damaged(str(error)) from error

    def claims(self, numbers: Iterable[int]) -> dict[int, Claim]:
        """What decides who leads, of articles by number."""
        rows = self._rows("SELECT number, id, day, has_outlet, size FROM articles WHERE number IN", sorted(numbers))
        return {number: Claim(spelled(key), day, bool(has_outlet), size) for number, key, day, has_outlet, size in rows}

    def heads(self) -> Heads:
        """What all articles are compared by before their fingerprints are."""
        query = "SELECT number, size, day, substr(fingerprint, 1, ?) FROM articles"
        with self._guarded():
            rows = self._database.execute(query, (KEY_VALUES * _VALUE_BYTES,)).fetchall()
        numbers, sizes, days, blobs = zip(*rows, strict=True) if rows else ((), (), (), ())
        # A text that repeats itself may leave no value, and SQLite's substr turns an empty blob into NULL.
        values = [blob or b"" for blob in blobs]
        facts = np.zeros((2, self.last_number() + 1), np.int64)
        facts[:, numbers] = sizes, days
        counts = np.fromiter(map(len, values), np.int64, len(values)) // _VALUE_BYTES
        return Heads(np.array(numbers, np.int64), facts, counts, np.frombuffer(b"".join(values), "<u2"))

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

    def _rows(self, select: str, values: Sequence[Any]) -> Iterator[tuple[Any, ...]]:
        """The rows of a statement that ends in IN, for any number of values."""
        with self._guarded():
            for start in range(0, len(values), _ROWS_AT_ONCE):
                some = values[start : start + _ROWS_AT_ONCE]
                yield from self._database.execute(f"{select} ({','.join('?' * len(some))})", some)

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

    def _damaged(self, reason: str) -> CopiesDamagedError:
        return CopiesDamagedError(
            f"The record of copies cannot be read: {self._path}: {reason}.", hint="Repair it with: searchtui reindex"
        )
