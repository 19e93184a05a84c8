"""Changes to the index: one batch, one commit, all or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any, Final

from whoosh.filedb.filestore import RamStorage
from whoosh.index import TOC, EmptyIndexError, LockError
from whoosh.util.filelock import try_for
from whoosh.writing import SegmentWriter

from searchtui.articles.article import Article
from searchtui.engines.whoosh.codec.commits import (
    INDEX_NAME,
    AnyStorage,
    Commit,
    checksum,
    latest_generation,
    read_commit,
    remove_leftovers,
)
from searchtui.engines.whoosh.codec.damage import DAMAGE, damaged
from searchtui.engines.whoosh.codec.segment import Segment
from searchtui.engines.whoosh.codec.storage import MemoryStorage
from searchtui.engines.whoosh.codec.whoosh_codec import ArrayCodec
from searchtui.engines.whoosh.index import ArticleIndex
from searchtui.engines.whoosh.schema import SCHEMA, document
from searchtui.engines.whoosh.stored import unpacked
from searchtui.engines.whoosh.writing.merge import merge_segments, segments_to_merge
from searchtui.engines.whoosh.writing.run import Run
from searchtui.errors import IndexBusyError

_SORTING_MB: Final = 128
"""Postings of a batch beyond this estimate are sorted in temporary files."""

_CREATING_SECONDS: Final = 5.0
"""How long to wait for another process that is creating the same index."""

_UNLIMITED_MB: Final = 1 << 30


class ArticleBatch:
    """Articles to add and to remove when the batch is committed."""

    def __init__(self, writer: ArticleWriter) -> None:
        self._writer = writer

    def add(self, article: Article) -> None:
        """Add an article, replacing any with the same id."""
        self._writer.put(article)

    def add_prepared(self, prepared: bytes) -> None:
        """Add the articles of a run. Raises `ValueError` for other bytes."""
        for stored in Run.from_bytes(prepared).stored:
            self._writer.put(unpacked(stored))

    def remove(self, article_id: str) -> None:
        """Remove an article; nothing happens if there is none."""
        self._writer.take_out(article_id)


class ArticleWriter(SegmentWriter):  # type: ignore[misc] # Whoosh ships no type information
    """Whoosh's writer with our commit: merges by size, a record with checksums, and no half-made state."""

    is_closed: bool

    def __init__(self, index: ArticleIndex) -> None:
        in_memory = isinstance(index.storage, MemoryStorage)  # where there is nothing to spill to
        limit = _UNLIMITED_MB if in_memory else _SORTING_MB
        self._added_numbers: dict[str, int] = {}
        self._dropped: set[int] = set()
        try:
            super().__init__(index, codec=ArrayCodec(), compound=False, limitmb=limit, timeout=0.0)
            remove_leftovers(self.storage, self.generation - 1, [*self.segments, self.newsegment])
            self._terms = [segment.codec().terms_reader(self.storage, segment) for segment in self.segments]
        except LockError:
            raise
        except BaseException:
            if self.writelock:
                index.storage.abandon_unfinished()
                self.writelock.release()
            raise

    def put(self, article: Article) -> None:
        """Add an article in place of any with its id, committed or not."""
        values = document(article)
        self.take_out(article.id)
        self._added_numbers[article.id] = self.docnum
        self.add_document(**values)

    def take_out(self, article_id: str) -> None:
        """Delete what is committed or added under an id."""
        earlier = self._added_numbers.pop(article_id, None)
        if earlier is not None:
            self._dropped.add(earlier)
        term = article_id.encode("utf-8")
        for segment, terms in zip(self.segments, self._terms, strict=True):
            for number in terms.postings("id", term).documents.tolist():
                segment.delete_document(number)

    def commit(self, **_: Any) -> None:
        """Write the new segment and make it visible."""
        segments: list[Segment] = list(self.segments)
        if self._added:
            new = self._finalize_segment()
            for number in self._dropped:
                new.delete_document(number)
            segments.append(new)
        else:
            self._close_segment()
        segments = [segment for segment in segments if segment.deleted_count() < segment.doc_count_all()]
        while groups := segments_to_merge(segments):
            for group in groups:
                self._check(group)
                merged = merge_segments(self.storage, group)
                segments = [segment for segment in segments if segment not in group] + [merged]
        commit_segments(self.storage, segments, self.generation)
        self._finish()

    def _check(self, segments: list[Segment]) -> None:
        """Raise `IndexUnavailableError` rather than copy what is damaged into a segment with new checksums."""
        if self.generation > 1:
            committed = read_commit(self.storage, self.generation - 1)
            parts = {part for segment in segments for part in committed.files_of(segment)}
            if changed := committed.changed(self.storage, parts):
                raise damaged(f"{changed[0]} is not what was written")

    def discard(self) -> None:
        """Give everything up, remove what was written of it and free the lock, unless the commit was finished."""
        if self.is_closed:
            return
        try:
            self.storage.abandon_unfinished()
            if latest_generation(self.storage) < self.generation:
                remove_leftovers(self.storage, self.generation - 1, self.segments)
        finally:
            self._finish()

    def _finish(self) -> None:
        try:
            super()._finish()
        finally:
            if not self.is_closed:  # temporary files could not be removed; the next writer does that
                self.writelock.release()
                self.is_closed = True


@contextmanager
def article_batch(index: ArticleIndex) -> Iterator[ArticleBatch]:
    """Changes that are committed when the block ends and discarded if it raises.

    Raises `IndexBusyError` while another process makes some, and `IndexUnavailableError` for a damaged index.
    """
    try:
        writer = ArticleWriter(index)
    except LockError:
        raise _busy() from None
    except (EmptyIndexError, *DAMAGE) as error:
        raise damaged(error) from error
    try:
        yield ArticleBatch(writer)
        writer.commit()
    finally:
        writer.discard()


def _busy() -> IndexBusyError:
    return IndexBusyError("Another process is changing the index.", hint="Wait until it has finished, then try again.")


def create_empty(storage: AnyStorage) -> None:
    """Commit an index without articles, where there is none. Raises `IndexBusyError` while others keep making one."""
    if latest_generation(storage) >= 0:
        return
    lock = ArticleIndex(storage).lock("WRITELOCK")
    if not try_for(lock.acquire, timeout=_CREATING_SECONDS, delay=0.02):
        raise _busy()
    try:
        if latest_generation(storage) < 0:  # while we waited, another process may have made it and filled it
            commit_segments(storage, [], 0)
    finally:
        lock.release()


def commit_segments(storage: AnyStorage, segments: list[Segment], generation: int) -> None:
    """Make `segments` the content of the index: their record first, then the table of contents, then the tidying."""
    draft = RamStorage()
    TOC(SCHEMA, segments, generation).write(draft, INDEX_NAME)
    ((name, table),) = draft.files.items()
    unfinished = f"{name}.new"
    with storage.create_file(unfinished) as file:
        file.write(table)
    files = {name: checksum(storage, unfinished)}
    known = read_commit(storage, generation - 1).files if generation else {}
    for segment in segments:
        for part in segment.list_files(storage):
            files[part] = known.get(part) or checksum(storage, part)
    Commit(generation, tuple(segments), files).write(storage)
    storage.rename_file(unfinished, name)
    remove_leftovers(storage, generation, segments)
