"""The lines of articles that may recur across their outlet's files: kept in a file beside the engine's.

What is kept follows the articles batch by batch; which lines recur is worked out when all have been read (see
`recurrence`), outlet by outlet, for those in `touched`. The file is committed before the engine: after a crash it may
hold articles that the engine does not have yet, which are read again by the next reindex.
"""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from enum import IntEnum
from pathlib import Path
from types import TracebackType
from typing import Final, NamedTuple, Self

import numpy as np

from searchtui.articles.article import Article
from searchtui.articles.recurring import NO_OUTLET, RULES_VERSION, Hashes, PageLines, page_lines
from searchtui.errors import IndexUnavailableError

_TABLES: Final = """
CREATE TABLE IF NOT EXISTS meta (key TEXT PRIMARY KEY, value INTEGER NOT NULL) WITHOUT ROWID;
CREATE TABLE IF NOT EXISTS pages (
    id TEXT PRIMARY KEY, outlet TEXT NOT NULL, longest BLOB NOT NULL, lines BLOB NOT NULL, starts BLOB NOT NULL,
    marks INTEGER NOT NULL
) WITHOUT ROWID;
CREATE INDEX IF NOT EXISTS pages_of_outlet ON pages (outlet);
CREATE TABLE IF NOT EXISTS outlets (
    outlet TEXT PRIMARY KEY, chrome BLOB NOT NULL, touched INTEGER NOT NULL
) WITHOUT ROWID;
"""


class Marks(IntEnum):
    """What is known of an article in the engine: its lines are marked as noted for its outlet, none are, or neither."""

    IN_STEP = 0
    NONE = 1
    UNSURE = 2


class KeptPage(NamedTuple):
    """An article of an outlet, and what is known of how its lines are marked."""

    lines: PageLines
    marks: Marks


class LineStore:
    """The file of one generation, open for the process that holds the lock.

    Changes are gathered and take effect with `commit`. Raises `IndexUnavailableError` where the file is not sound or of
    another version, and `OSError` where it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self._path = path
        self._changed: dict[str, PageLines | None] = {}
        self._moved: set[str] = set()
        with self._guarded(), ExitStack() as opened:
            self._database = sqlite3.connect(self._path, isolation_level=None)
            opened.callback(self._database.close)
            self._database.executescript(_TABLES)
            self._database.execute("INSERT OR IGNORE INTO meta VALUES ('rules', ?)", (RULES_VERSION,))
            made_by = self._database.execute("SELECT value FROM meta WHERE key = 'rules'").fetchone()[0]
            if made_by != RULES_VERSION:
                raise self._damaged("it was written by another version of searchtui")
            opened.pop_all()

    def close(self) -> None:
        """Close the file; what is not committed is dropped."""
        self._database.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, article: Article) -> None:
        """Note an article as it was recognised, in place of any with its id. Records are passed over."""
        self.add_pages([page_lines(article)])

    def add_pages(self, pages: Iterable[PageLines | None]) -> None:
        """Note articles of which it is known already what is kept, as `add` does."""
        for page in pages:
            if page is not None:
                self._changed[page.article_id] = page
                self._moved.discard(page.article_id)

    def remove(self, article_id: str) -> None:
        """Note that an article is gone."""
        self._changed[article_id] = None

    def move(self, article: Article) -> None:
        """Note that an article of the index may have another outlet now, or none."""
        if article.record is None and (held := self._changed.get(article.id) or self._page(article.id)):
            self._changed[article.id] = held._replace(outlet=article.outlet or NO_OUTLET)
            self._moved.add(article.id)

    def commit(self) -> None:
        """Make what was noted durable."""
        if not self._changed:
            return
        ids = [(article_id,) for article_id in self._changed]
        pages = [page for page in self._changed.values() if page is not None]
        with self._transaction():
            self._database.execute("CREATE TEMP TABLE IF NOT EXISTS changed (id TEXT PRIMARY KEY)")
            self._database.execute("DELETE FROM changed")
            self._database.executemany("INSERT INTO changed VALUES (?)", ids)
            of_changed = "SELECT DISTINCT outlet FROM pages WHERE id IN (SELECT id FROM changed)"
            touched = {outlet for (outlet,) in self._database.execute(of_changed)}
            self._database.execute("DELETE FROM pages WHERE id IN (SELECT id FROM changed)")
            marks = ((*page, Marks.UNSURE if page.article_id in self._moved else Marks.NONE) for page in pages)
            self._database.executemany("INSERT INTO pages VALUES (?, ?, ?, ?, ?, ?)", marks)
            touched.update(page.outlet for page in pages)
            self._database.executemany(
                "INSERT INTO outlets VALUES (?, ?, 1) ON CONFLICT (outlet) DO UPDATE SET touched = 1",
                ((outlet, b"") for outlet in touched),
            )
        self._changed = {}
        self._moved = set()

    def touched(self) -> list[str]:
        """The outlets of which articles came, changed or went since it was last noted what recurs."""
        with self._guarded():
            rows = self._database.execute("SELECT outlet FROM outlets WHERE touched ORDER BY outlet").fetchall()
            return [outlet for (outlet,) in rows]

    def pages(self, outlet: str) -> list[KeptPage]:
        """The articles of an outlet; of those without one, which may be many, only such as were marked once."""
        least = Marks.UNSURE if outlet == NO_OUTLET else Marks.IN_STEP
        with self._guarded():
            rows = self._database.execute(
                "SELECT id, outlet, longest, lines, starts, marks FROM pages "
                "WHERE outlet = ? AND marks >= ? ORDER BY id",
                (outlet, least),
            )
            return [KeptPage(PageLines(*values), Marks(marks)) for *values, marks in rows]

    def chrome(self, outlet: str) -> Hashes:
        """The lines of an outlet that were last noted to recur, ascending."""
        with self._guarded():
            row = self._database.execute("SELECT chrome FROM outlets WHERE outlet = ?", (outlet,)).fetchone()
            return np.frombuffer(row[0] if row else b"", "<u8")

    def note_unsure(self, ids: Iterable[str]) -> None:
        """Note that articles are about to be marked otherwise."""
        with self._transaction():
            self._database.executemany(
                "UPDATE pages SET marks = ? WHERE id = ?", ((Marks.UNSURE, article_id) for article_id in ids)
            )

    def note_chrome(self, outlet: str, chrome: Hashes) -> None:
        """Note which lines of an outlet recur, and that all its articles are marked accordingly."""
        with self._transaction():
            self._database.execute(
                "UPDATE pages SET marks = ? WHERE outlet = ? AND marks != ?", (Marks.IN_STEP, outlet, Marks.IN_STEP)
            )
            self._database.execute(
                "UPDATE outlets SET chrome = ?, touched = 0 WHERE outlet = ?",
                (chrome.astype("<u8", copy=False).tobytes(), outlet),
            )

    def _page(self, article_id: str) -> PageLines | None:
        with self._guarded():
            row = self._database.execute(
                "SELECT id, outlet, longest, lines, starts FROM pages WHERE id = ?", (article_id,)
            ).fetchone()
            return PageLines(*row) if row else None

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
        try:
            yield
        except sqlite3.OperationalError as error:
            raise OSError(f"{self._path.name}: {error}") from error
        except sqlite3.DatabaseError as error:
            raise self._damaged(str(error)) from error

    def _damaged(self, reason: str) -> IndexUnavailableError:
        return IndexUnavailableError(f"The record of recurring lines {self._path} is not sound: {reason}.")
