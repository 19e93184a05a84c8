"""Changes to the index: one batch, one commit, all or nothing."""

from __future__ import annotations

import time
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.codec.commits import (
    LOCK_NAME,
    Commit,
    commit_segments,
    latest_generation,
    read_commit,
    remove_leftovers,
)
from searchtui.engines.whoosh.codec.damage import CERTAIN_DAMAGE, DAMAGE, damaged
from searchtui.engines.whoosh.codec.segment import ID_COLUMN, Segment, SegmentReader
from searchtui.engines.whoosh.codec.storage import AnyLock, AnyStorage
from searchtui.engines.whoosh.codec.terms import SortedBytes
from searchtui.engines.whoosh.writing.batch import ArticleBatch
from searchtui.engines.whoosh.writing.merge import MOST_SEGMENTS, merge_segments, segments_to_merge
from searchtui.engines.whoosh.writing.merger import Merger, is_small
from searchtui.errors import IndexBusyError

_CREATING_SECONDS: Final = 5.0
"""How long to wait for another process that is creating the same index."""

_MERGED_SECONDS: Final = 1.0
"""How long to wait for a merge, of this process or another, that is being committed."""

_PAUSE: Final = 0.02

_FEW: Final = 64
"""So many articles are looked up one by one; more are compared with all there are, at once."""


@contextmanager
def article_batch(storage: AnyStorage, merger: Merger) -> Iterator[ArticleBatch]:
    """Changes that are committed when the block ends and discarded if it raises.

    Raises `IndexBusyError` while another process makes some, and `IndexUnavailableError` for a damaged index.
    """
    lock = _locked(storage, _MERGED_SECONDS)
    try:
        last = _last_commit(storage)
        remove_leftovers(storage, last, merger.spared)
        try:
            batch = ArticleBatch(storage, dictionary=_dictionary(storage, last))
            yield batch
            try:
                _commit(storage, batch, last, merger)
            except CERTAIN_DAMAGE as error:
                raise damaged(error) from error
        except BaseException:
            _discard(storage, last, merger)
            raise
    finally:
        lock.release()


def create_empty(storage: AnyStorage) -> None:
    """Commit an index without articles, where there is none. Raises `IndexBusyError` while others keep making one."""
    if latest_generation(storage) >= 0:
        return
    lock = _locked(storage, _CREATING_SECONDS)
    try:
        if latest_generation(storage) < 0:  # while we waited, another process may have made it and filled it
            Commit(0, (), {}).write(storage)
    finally:
        lock.release()


def _locked(storage: AnyStorage, seconds: float) -> AnyLock:
    """The lock of those who write, taken. Raises `IndexBusyError` if it is not free within so many seconds."""
    lock = storage.lock(LOCK_NAME)
    give_up = time.monotonic() + seconds
    while not lock.acquire():
        if time.monotonic() > give_up:
            raise IndexBusyError(
                "Another process is changing the index.", hint="Wait until it has finished, then try again."
            )
        time.sleep(_PAUSE)
    return lock


def _last_commit(storage: AnyStorage) -> Commit:
    try:
        return read_commit(storage, latest_generation(storage))
    except DAMAGE as error:
        raise damaged(error) from error


def _dictionary(storage: AnyStorage, last: Commit) -> bytes:
    """What the stored articles of most segments are packed with."""
    largest = max(last.segments, key=lambda segment: segment.size, default=None)
    try:
        return b"" if largest is None else SegmentReader(storage, largest.id).documents.blocks.dictionary
    except DAMAGE as error:
        raise damaged(error) from error


def _commit(storage: AnyStorage, batch: ArticleBatch, last: Commit, merger: Merger) -> None:
    new = batch.finish()
    segments = merger.applied(last.segments)
    segments = [segment.without(_documents_of(storage, segment, batch.ids)) for segment in segments] + new
    segments = [segment for segment in segments if segment.live_count]
    while group := next(filter(is_small, segments_to_merge(merger.free(segments))), []):
        segments = _merged(storage, segments, group, last)
    if len(segments) > MOST_SEGMENTS:
        segments = merger.applied_when_ready(segments)
    while len(segments) > MOST_SEGMENTS:
        segments = _merged(storage, segments, segments_to_merge(segments)[0], last)
    merger.begin(commit_segments(storage, segments, last, merger.spared))


def _merged(storage: AnyStorage, segments: list[Segment], group: list[Segment], last: Commit) -> list[Segment]:
    merged = merge_segments(storage, group, last)
    return [segment for segment in segments if segment not in group] + [merged]


def _documents_of(storage: AnyStorage, segment: Segment, article_ids: set[str]) -> NDArray[np.int64]:
    """The documents of a segment that hold one of these articles and are not deleted yet."""
    column = SegmentReader(storage, segment.id).text(ID_COLUMN) if article_ids else None
    if column is None:
        return np.empty(0, np.int64)
    wanted = [article_id.encode("utf-8", "surrogatepass") for article_id in article_ids]
    if len(wanted) <= _FEW:
        found = np.concatenate([column.documents(article_id) for article_id in wanted])
    else:
        found = np.flatnonzero(_which_are(column.values, wanted)[column.ordinals])
    return found if segment.deleted is None else found[~segment.deleted[found]]


def _which_are(values: SortedBytes, wanted: Collection[bytes]) -> NDArray[np.bool_]:
    """Which of the values are wanted: where all have one length, as identifiers have, they are compared as arrays."""
    lengths = {*np.unique(np.diff(values.offsets.astype(np.int64))).tolist(), *map(len, wanted)}
    if len(lengths) > 1 or 0 in lengths:
        some = frozenset(wanted)
        return np.array([value in some for value in values], np.bool_)
    kind = f"S{lengths.pop()}"
    ordered = np.frombuffer(values.data, kind)
    sought = np.sort(np.frombuffer(b"".join(wanted), kind))
    places = np.searchsorted(ordered, sought)
    inside = places < ordered.size
    found = np.zeros(ordered.size, np.bool_)
    found[places[inside][ordered[places[inside]] == sought[inside]]] = True
    return found


def _discard(storage: AnyStorage, last: Commit, merger: Merger) -> None:
    """Remove what was written of a batch, unless its commit was finished."""
    storage.abandon_unfinished()
    if latest_generation(storage) == last.generation:
        remove_leftovers(storage, last, merger.spared)
