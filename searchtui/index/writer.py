"""Writing articles to engine and manifest in batches, so that a crash at any moment only leads to repeated work."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from itertools import count
from types import MappingProxyType, TracebackType
from typing import Self

from searchtui.articles.article import Article
from searchtui.articles.fix_lines import FixBook
from searchtui.articles.fixes import Fixes, recognised_facts, text_key, told, with_fixes
from searchtui.articles.ids import article_id
from searchtui.articles.packing import pack
from searchtui.engines.protocol import Batch, Engine
from searchtui.files.find import FoundFile
from searchtui.index.article_row import article_digest
from searchtui.index.copies import CopyStore
from searchtui.index.delivery import Delivery, FileStretch
from searchtui.index.line_store import LineStore
from searchtui.index.manifest import ArticleEntry, Changes, FileEntry, FixedEntry, Manifest
from searchtui.index.uncommitted import Tally, Uncommitted

FIRST_BATCH = 250
"""Changes in the first commit: few, so that a first build can soon be searched."""

GROWTH = 12
"""Each further batch is so many times as big as the one before: every segment has its own list of words, so that few
large ones take less room than many small ones.
"""

MAX_BATCH = 32_000
"""Changes in the largest batch."""

MAX_BATCH_BYTES = 80_000_000
"""Bytes prepared, or characters of text, after which a batch is committed however few articles they are: this bounds
memory. Large batches need little merging.
"""


COMPARED_AT_ONCE = 200
"""Articles given to the record of copies together: they are held in memory."""


class IndexWriter:
    """Brings one file after the other into the index.

    Used as a context manager: what is uncommitted in the end is committed, or discarded if the block raises. The
    engine commits first, then the record of copies, the manifest last; before all of them the manifest notes which
    articles are on their way, and what their lines are is committed.
    Articles that `book` has fixes for are written as fixed; `fixing.settle` sees to those that were moved or edited.
    """

    def __init__(
        self,
        engine: Engine,
        manifest: Manifest,
        copies: CopyStore,
        lines: LineStore,
        *,
        limits: str,
        book: FixBook | None = None,
        known: Mapping[str, int] = MappingProxyType({}),
        memory: float = 1.0,
    ) -> None:
        """`known` has the numbers of those of the files to come that the manifest has; `memory` is how many times the
        usual amount may be taken.
        """
        self.tally = Tally()
        self._book = book or FixBook()
        self._fixed = set(manifest.fixed())
        self._engine = engine
        self._manifest = manifest
        self._copies = copies
        self._lines = lines
        self._limits = limits
        self._run = manifest.next_run()
        self._last_number = self._last_known = manifest.last_number()
        self._numbers = dict(known)
        self._batch_size = FIRST_BATCH
        self._batch_bytes = MAX_BATCH_BYTES * memory
        self._uncommitted = Uncommitted()
        self._uncompared: dict[str, Article] = {}
        self._file = FileEntry(0, "", 0, 0, finished=False)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        if kind is None:
            self.commit()
        elif self._uncommitted.context is not None:
            self._uncommitted.context.__exit__(kind, error, trace)

    def begin_file(self, file: FoundFile) -> None:
        """The articles added from now on are those of `file`."""
        number = self._numbers.get(file.path)
        if number is None:
            self._last_number += 1
            number = self._numbers[file.path] = self._last_number
        self._file = FileEntry(number, file.path, file.size, file.mtime_ns, finished=False, limits=self._limits)
        self._uncommitted.files[number] = self._file

    def add(self, article: Article) -> None:
        """Add an article of the file begun last. Nothing is written if the index holds it just so already."""
        article, before = self._with_unique_id(article)
        digest, text = article_digest(pack(article)), text_key(article.text)
        self._uncommitted.articles[article.id] = ArticleEntry(article.id, self._file.number, digest, self._run, text)
        if before is None or before.digest != digest:
            self.tally.added += before is None
            self.tally.updated += before is not None
            self._lines.add(self._put(article, self._book.exactly_for(article.id, text), self._file.path))
        self._commit_if_large()

    def add_delivery(self, delivery: Delivery) -> bool:
        """Add what a worker has prepared. End its files, where they have ended, with `end_file` afterwards.

        False, and nothing is done, where one of its articles has an id that is taken: its files are to be read once
        more, after `next_run`, article by article.
        """
        before = self._before(delivery)
        if before is None:
            return False
        if delivery.prepared:
            self._batch().add_prepared(delivery.prepared)
            self._uncommitted.bytes += len(delivery.prepared)
        for stretch in delivery.stretches:
            self.begin_file(stretch.file)
            self._note(stretch, before)
        self._commit_if_large()
        return True

    def next_run(self) -> None:
        """Let articles that came up until now be those of an earlier run."""
        self.commit()
        self._run += 1
        self._last_known = self._last_number

    def put_fixed(self, recognised: Article, fixes: Fixes, path: str) -> None:
        """Write an article that is in the index anew, with these fixes; `path` is its file's."""
        self._lines.move(self._put(recognised, fixes, path))
        self._commit_if_large()

    def put_marked(self, article: Article, path: str) -> None:
        """Write an article that is in the index anew, other lines of it marked as site chrome."""
        self._write(article, path)
        self._commit_if_large()

    def end_file(self, failures: tuple[str, ...], *, to_its_end: bool, again: bool) -> None:
        """Note that the file begun last is done.

        Read `to_its_end`, it no longer has those of its former articles that did not come up; else they stay. With
        `again` it is to be read again next time even if it does not change.
        """
        if to_its_end and self._file.number <= self._last_known:
            for former in self._manifest.articles_of(self._file.number, not_seen_in=self._run):
                if former not in self._uncommitted.articles:
                    self._remove(former, self._file.path)
        self._uncommitted.files[self._file.number] = self._file._replace(finished=not again, failures=failures)
        self._commit_if_large()

    def remove_file(self, entry: FileEntry) -> None:
        """Remove a file that is gone, with its articles."""
        for former in self._manifest.articles_of(entry.number):
            self._remove(former, entry.path)
        self._uncommitted.removed_files.append(entry.number)
        self._commit_if_large()

    def commit(self) -> None:
        """Make everything done so far visible and durable."""
        done = self._uncommitted
        changes = done.changes()
        if done.context is not None:
            self._manifest.announce(done.changed)
            self._lines.commit()
            self._compare()
            self._uncommitted = Uncommitted()  # the engine discards a commit of its own that fails
            done.context.__exit__(None, None, None)
            self._copies.commit()
        if changes != Changes() or done.changed:
            self._manifest.record(changes)
        self._uncommitted = Uncommitted()

    def _commit_if_large(self) -> None:
        if self._uncommitted.entries >= self._batch_size or self._uncommitted.bytes >= self._batch_bytes:
            committed = self._uncommitted.entries
            self.commit()
            self._batch_size = min(GROWTH * max(committed, self._batch_size), MAX_BATCH)

    def _batch(self) -> Batch:
        if self._uncommitted.batch is None:
            self._uncommitted.context = self._engine.batch()
            self._uncommitted.batch = self._uncommitted.context.__enter__()
        return self._uncommitted.batch

    def _put(self, recognised: Article, fixes: Fixes, path: str) -> Article:
        article = with_fixes(recognised, fixes.values())
        self._write(article, path)
        self._note_fixes(FixedEntry(recognised.id, told(fixes), recognised_facts(recognised) if fixes else ""))
        return article

    def _write(self, article: Article, path: str) -> None:
        self._batch().add(article)
        self._uncompared[article.id] = article
        if len(self._uncompared) >= COMPARED_AT_ONCE:
            self._compare()
        self._uncommitted.changed.append((article.id, path))
        self._uncommitted.bytes += len(article.text)

    def _compare(self) -> None:
        """Give articles to the record of copies, several at once: setting out to take fingerprints takes a moment."""
        self._copies.add(*self._uncompared.values())
        self._uncompared.clear()

    def _note_fixes(self, entry: FixedEntry) -> None:
        """Note what the engine now holds of an article: by far the most were never fixed, and need no note."""
        if entry.told or entry.id in self._fixed:
            self._uncommitted.fixed[entry.id] = entry
            self._fixed.add(entry.id)

    def _remove(self, former: str, path: str) -> None:
        self._batch().remove(former)
        self._uncompared.pop(former, None)
        self._copies.remove(former)
        self._lines.remove(former)
        self._uncommitted.removed_articles.append(former)
        self._uncommitted.changed.append((former, path))
        self._note_fixes(FixedEntry(former))
        self.tally.removed += 1

    def _before(self, delivery: Delivery) -> Mapping[str, ArticleEntry] | None:
        """The entries of a delivery's articles from an earlier run; None where an id is taken."""
        ids = [row.id for stretch in delivery.stretches for row in stretch.rows]
        uncommitted = self._uncommitted.articles
        before = self._manifest.articles(ids)
        if len(set(ids)) < len(ids) or any(article_id in uncommitted for article_id in ids):
            return None
        for stretch in delivery.stretches if before else ():
            number = self._numbers.get(stretch.file.path)
            for row in stretch.rows:
                entry = before.get(row.id)
                if (entry is None and row.copy is None) or (entry is not None and not self._is_earlier(entry, number)):
                    return None
        return before

    def _note(self, stretch: FileStretch, before: Mapping[str, ArticleEntry]) -> None:
        """Note articles of the file begun last, the changed ones of which have gone to the engine."""
        number, path = self._file.number, stretch.file.path
        entries = (ArticleEntry(row.id, number, row.digest, self._run, row.text) for row in stretch.rows)
        self._uncommitted.articles.update((entry.id, entry) for entry in entries)
        changed = [row for row in stretch.rows if row.copy is not None]
        self._uncommitted.changed.extend((row.id, path) for row in changed)
        self._copies.add_rows(row.copy for row in changed if row.copy is not None)
        self._lines.add_pages(row.page for row in changed)
        updated = sum(row.id in before for row in changed) if before else 0
        self.tally.updated += updated
        self.tally.added += len(changed) - updated
        for row in changed:
            if row.told or self._fixed:
                self._note_fixes(FixedEntry(row.id, row.told, row.recognised))

    def _is_earlier(self, entry: ArticleEntry, file: int | None) -> bool:
        """Whether an entry is of what this file held before this run."""
        return entry.file == file and entry.run != self._run

    def _with_unique_id(self, article: Article) -> tuple[Article, ArticleEntry | None]:
        """The article under an id that no other one has, and its entry of an earlier run.

        Two articles ask for one id where identifiers collide; the later one is numbered rather than lost.
        """
        record = article.record or ""
        for number in count(2):
            entry = self._uncommitted.articles.get(article.id) or self._manifest.article(article.id)
            if entry is None or self._is_earlier(entry, self._file.number):
                return article, entry
            article = replace(article, id=article_id(article.path, f"{record}#{number}"))
        raise AssertionError("unreachable: counting has no end")
