"""Merging large segments in a thread of the process that writes, while it prepares and commits the next articles.

A merge reads committed segments and writes a new one that no commit speaks of, so a process killed meanwhile leaves
nothing but files that the next batch removes. What is deleted from the old segments during the merge is deleted from
the new one when it takes their place, which it does in the next commit, or in one of its own while nobody else writes.
"""

from __future__ import annotations

import threading
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Final

import numpy as np

from searchtui.engines.whoosh.codec.commits import (
    LOCK_NAME,
    Commit,
    commit_segments,
    latest_generation,
    read_commit,
)
from searchtui.engines.whoosh.codec.segment import DOCUMENTS_SUFFIX, TERMS_SUFFIX, Segment, file_name, new_id
from searchtui.engines.whoosh.codec.storage import AnyStorage
from searchtui.engines.whoosh.writing.merge import merge_segments, segments_to_merge
from searchtui.engines.whoosh.writing.segment_writer import WritingStoppedError

SMALL_MERGE: Final = 4096
"""Segments with so many documents in all are merged in the commit itself, which takes no longer than its other work."""

_PAUSE: Final = 0.05
"""Seconds between two attempts to commit a finished merge while others write."""


@dataclass(frozen=True, slots=True)
class _Merged:
    """A finished merge: the segments as they were when it began, and what has become of them."""

    old: tuple[Segment, ...]
    new: Segment


class Merger:
    """The merges of one engine, one at a time. Safe from several threads."""

    def __init__(self, storage: AnyStorage) -> None:
        self._storage = storage
        self._lock = threading.Lock()
        self._thread: threading.Thread | None = None
        self._stop = threading.Event()
        self._merging: tuple[Segment, ...] = ()
        self._new_id = ""
        self._merged: _Merged | None = None
        self._error: Exception | None = None
        self._ready = threading.Event()
        """Set while no merge is being worked on."""
        self._ready.set()

    @property
    def spared(self) -> frozenset[str]:
        """The identifiers of segments that are no leftovers though no commit knows them."""
        with self._lock:
            return frozenset((self._new_id,)) if self._new_id else frozenset()

    def free(self, segments: Sequence[Segment]) -> list[Segment]:
        """Those of the segments that are not being merged."""
        with self._lock:
            merging = {segment.id for segment in self._merging}
        return [segment for segment in segments if segment.id not in merging]

    def applied(self, segments: Sequence[Segment]) -> list[Segment]:
        """The segments with the result of a finished merge in place of what was merged. Raises what went wrong."""
        with self._lock:
            merged, error = self._merged, self._error
            self._merged, self._error = None, None
            if merged is not None:
                self._merging, self._new_id = (), ""
        if error is not None:
            raise error
        return list(segments) if merged is None else _replaced(segments, merged, self._storage)

    def applied_when_ready(self, segments: Sequence[Segment]) -> list[Segment]:
        """The same once the merge under way is finished, if there is one."""
        self._ready.wait()
        return self.applied(segments)

    def begin(self, commit: Commit) -> None:
        """Begin to merge segments of a commit, if some are due and no merge is under way."""
        with self._lock:
            if self._thread is None and due(commit.segments):
                self._stop = threading.Event()
                # No daemon: a process that ends would kill it within numpy, and be aborted by that.
                self._thread = threading.Thread(target=self._work, args=(commit, self._stop), name="searchtui-merge")
                self._thread.start()

    def wait(self) -> None:
        """Wait until all merges that are due are finished and committed; no batch may be open."""
        thread = self._thread
        if thread is not None:
            thread.join()

    def stop(self) -> None:
        """Give up the merge under way, if there is one."""
        self._stop.set()

    def _work(self, commit: Commit, stop: threading.Event) -> None:
        try:
            while (group := due(commit.segments)) and self._merge(group, commit, stop):
                later = self._publish(stop)
                if later is None:
                    return
                commit = later
        finally:
            with self._lock:
                self._thread = None

    def _merge(self, group: list[Segment], commit: Commit, stop: threading.Event) -> bool:
        """Merge, and keep the result or the error for the next commit; whether there is a result."""
        storage = self._storage.another()
        with self._lock:
            self._merging, self._new_id = tuple(group), new_id()
            self._ready.clear()
        try:
            new = merge_segments(storage, group, commit, self._new_id, stop.is_set)
        except Exception as error:  # noqa: BLE001 (raised by the next commit)
            storage.abandon_unfinished()
            for name in (file_name(self._new_id, suffix) for suffix in (DOCUMENTS_SUFFIX, TERMS_SUFFIX)):
                with suppress(OSError):  # not begun, or taken for a leftover, or for the next batch to remove
                    storage.delete_file(name)
            with self._lock:
                self._merging, self._new_id = (), ""
                self._error = None if isinstance(error, WritingStoppedError) else error
            self._ready.set()
            return False
        with self._lock:
            self._merged = _Merged(tuple(group), new)
        self._ready.set()
        return True

    def _publish(self, stop: threading.Event) -> Commit | None:
        """Commit the result unless a commit of this process does; the commit after that, None if there is none."""
        lock = self._storage.lock(LOCK_NAME)
        while not lock.acquire():
            if stop.wait(_PAUSE):
                return None
            with self._lock:
                if self._merged is None:
                    return None
        try:
            last = read_commit(self._storage, latest_generation(self._storage))
            if stop.is_set():
                return None
            with self._lock:
                waiting = self._merged is not None
            return commit_segments(self._storage, self.applied(last.segments), last) if waiting else None
        except (OSError, ValueError):
            return None  # the index is not what it was; the next batch says so
        finally:
            lock.release()


def due(segments: Sequence[Segment]) -> list[Segment]:
    """The first group of segments to be merged that is too large for a commit."""
    groups = segments_to_merge(segments)
    return next((group for group in groups if not is_small(group)), [])


def is_small(group: Sequence[Segment]) -> bool:
    """Whether segments are merged in no time."""
    return sum(segment.live_count for segment in group) <= SMALL_MERGE


def _replaced(segments: Sequence[Segment], merged: _Merged, storage: AnyStorage) -> list[Segment]:
    now = {segment.id: segment for segment in segments}
    old_ids = {segment.id for segment in merged.old}
    complete = all(storage.file_length(name) >= 0 for name in merged.new.file_names)
    if not complete or not old_ids <= now.keys():
        return list(segments)  # another process has merged them, or taken our files for leftovers
    lost = np.concatenate([(segment.live & ~now[segment.id].live)[segment.live] for segment in merged.old])
    first = min(number for number, segment in enumerate(segments) if segment.id in old_ids)
    kept = [segment for segment in segments if segment.id not in old_ids]
    new = merged.new.without(np.flatnonzero(lost))
    return [*kept[:first], new, *kept[first:]] if new.live_count else kept
