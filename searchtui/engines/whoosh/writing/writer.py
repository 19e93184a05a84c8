"""Changes to the index: one batch, one commit, all or nothing."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.codec.commits import (
    LOCK_NAME,
    Commit,
    header,
    latest_generation,
    read_commit,
    remove_leftovers,
)
from searchtui.engines.whoosh.codec.damage import DAMAGE, damaged
from searchtui.engines.whoosh.codec.segment import ID_COLUMN, Segment, SegmentReader, write_deletions
from searchtui.engines.whoosh.codec.storage import AnyStorage
from searchtui.engines.whoosh.writing.batch import ArticleBatch
from searchtui.engines.whoosh.writing.merge import merge_segments, segments_to_merge
from searchtui.errors import IndexBusyError

_CREATING_SECONDS: Final = 5.0
"""How long to wait for another process that is creating the same index."""

_CREATING_PAUSE: Final = 0.02

_FEW: Final = 64
"""So many articles are looked up one by one; more are compared with all there are, at once."""


@contextmanager
def article_batch(storage: AnyStorage) -> Iterator[ArticleBatch]:
    """Changes that are committed when the block ends and discarded if it raises.

    Raises `IndexBusyError` while another process makes some, and `IndexUnavailableError` for a damaged index.
    """
    lock = storage.lock(LOCK_NAME)
    if not lock.acquire():
        raise _busy()
    try:
        last = _last_commit(storage)
        remove_leftovers(storage, last.generation, last.segments)
        try:
            batch = ArticleBatch(storage)
            yield batch
            _commit(storage, batch, last)
        except BaseException:
            _discard(storage, last)
            raise
    finally:
        lock.release()


def create_empty(storage: AnyStorage) -> None:
    """Commit an index without articles, where there is none. Raises `IndexBusyError` while others keep making one."""
    if latest_generation(storage) >= 0:
        return
    lock = storage.lock(LOCK_NAME)
    give_up = time.monotonic() + _CREATING_SECONDS
    while not lock.acquire():
        if time.monotonic() > give_up:
            raise _busy()
        time.sleep(_CREATING_PAUSE)
    try:
        if latest_generation(storage) < 0:  # while we waited, another process may have made it and filled it
            Commit(0, (), {}).write(storage)
    finally:
        lock.release()


def commit_segments(storage: AnyStorage, segments: list[Segment], last: Commit) -> None:
    """Make `segments`, whose files are on the disk, the content of the index, and tidy up."""
    generation = last.generation + 1
    there = tuple(write_deletions(storage, segment, generation) for segment in segments)
    names = [name for segment in there for name in segment.file_names]
    files = {name: last.files.get(name) or header(storage, name) for name in names}
    Commit(generation, there, files).write(storage)
    remove_leftovers(storage, generation, there)


def _last_commit(storage: AnyStorage) -> Commit:
    try:
        return read_commit(storage, latest_generation(storage))
    except DAMAGE as error:
        raise damaged(error) from error


def _commit(storage: AnyStorage, batch: ArticleBatch, last: Commit) -> None:
    new = batch.finish()
    segments = [segment.without(_documents_of(storage, segment, batch.ids)) for segment in last.segments] + new
    segments = [segment for segment in segments if segment.live_count]
    while groups := segments_to_merge(segments):
        for group in groups:
            _check(storage, group, last)
            merged = merge_segments(storage, group)
            segments = [segment for segment in segments if segment not in group] + [merged]
    commit_segments(storage, segments, last)


def _documents_of(storage: AnyStorage, segment: Segment, article_ids: set[str]) -> NDArray[np.int64]:
    """The documents of a segment that hold one of these articles and are not deleted yet."""
    column = SegmentReader(storage, segment.id).text(ID_COLUMN) if article_ids else None
    if column is None:
        return np.empty(0, np.int64)
    wanted = {article_id.encode("utf-8", "surrogatepass") for article_id in article_ids}
    if len(wanted) <= _FEW:
        found = np.concatenate([column.documents(article_id) for article_id in wanted])
    else:
        there = np.array([value in wanted for value in column.values], np.bool_)
        found = np.flatnonzero(there[column.ordinals])
    return found if segment.deleted is None else found[~segment.deleted[found]]


def _check(storage: AnyStorage, segments: list[Segment], last: Commit) -> None:
    """Raise `IndexUnavailableError` rather than copy what is damaged into a segment with new checksums."""
    names = {name for segment in segments for name in segment.file_names}
    if changed := last.changed(storage, names):
        raise damaged(f"{changed[0]} is not what was written")


def _discard(storage: AnyStorage, last: Commit) -> None:
    """Remove what was written of a batch, unless its commit was finished."""
    storage.abandon_unfinished()
    if latest_generation(storage) == last.generation:
        remove_leftovers(storage, last.generation, last.segments)


def _busy() -> IndexBusyError:
    return IndexBusyError("Another process is changing the index.", hint="Wait until it has finished, then try again.")
