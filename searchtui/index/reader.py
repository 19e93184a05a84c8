"""Reading the index that is in use, whatever reindexing does to it meanwhile."""

from __future__ import annotations

import contextlib
import os
import threading
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TypeVar

from searchtui.articles.copy_groups import CopyGroups
from searchtui.config import UserOutlet
from searchtui.engines.protocol import Engine
from searchtui.errors import IndexUnavailableError
from searchtui.index.copy_file import PublishedGroups
from searchtui.index.generations import Generation, Signature, current_generation, current_signature

T = TypeVar("T")

ATTEMPTS = 3
"""How often a reading is tried when the generation it began on was replaced under it."""

GENERATION_STRIDE = 1 << 32
"""Room for the commit numbers of engine and copies below the number of the generation folder."""


@dataclass(slots=True)
class _Opened:
    """An engine in use by `users` threads; closed by the last of them once it is `replaced`."""

    signature: Signature
    generation: Generation
    engine: Engine
    copies: PublishedGroups
    users: int = 0
    replaced: bool = False


class IndexReader:
    """Keeps the engine of the current generation open and moves on when another generation is put in use.

    Safe to use from several threads. Nothing is opened before the first reading.
    """

    def __init__(self, index: Path, engine_name: str, outlets: tuple[UserOutlet, ...] = ()) -> None:
        self._index = index
        self._engine_name = engine_name
        self._outlets = outlets
        self._lock = threading.Lock()
        self._opened: _Opened | None = None

    def read(self, work: Callable[[Engine], T]) -> T:
        """What `work` returns for the engine of the current generation.

        A reading that fails because its generation was replaced and removed meanwhile begins again on the new one.
        Raises `IndexUnavailableError` where there is no index or it cannot be read.
        """
        for attempt in range(1, ATTEMPTS + 1):
            opened = self._acquire()
            try:
                return work(opened.engine)
            except IndexUnavailableError:
                if attempt == ATTEMPTS or current_signature(self._index) == opened.signature:
                    raise
            finally:
                self._release(opened)
        raise AssertionError("unreachable: the last attempt returns or raises")

    def copies(self) -> CopyGroups:
        """Which articles are copies of one another; the same object until that changes.

        Committed a moment after the engine, they may lag behind it. Raises `IndexUnavailableError` without an index.
        """
        opened = self._acquire()
        try:
            return opened.copies.current()
        finally:
            self._release(opened)

    def generation(self) -> int:
        """A number that differs after every commit and every full rebuild; 0 where there is no index. Cheap."""
        if current_signature(self._index) is None:
            return 0
        opened = self._acquire()
        try:
            commits = opened.engine.generation() + opened.copies.current().version
            return opened.generation.number * GENERATION_STRIDE + commits
        finally:
            self._release(opened)

    def exists(self) -> bool:
        """Whether there is an index; it may still be growing, or damaged."""
        return current_signature(self._index) is not None

    def size(self) -> int:
        """Bytes that the files of the generation in use take; 0 where there is no index."""
        generation = current_generation(self._index)
        return 0 if generation is None else _size(generation.folder)

    def verify(self) -> list[str]:
        """Read every file of the index; one sentence per problem, none if it is sound."""
        from searchtui.index.verify import verify  # noqa: PLC0415 -- loads SQLite, which searching does without

        return self.read(lambda engine: verify(engine, current_generation(self._index)))

    def close(self) -> None:
        """Close the engine as soon as nobody reads it any more. A later reading opens it again."""
        with self._lock:
            self._retire()

    def _acquire(self) -> _Opened:
        with self._lock:
            signature = current_signature(self._index)
            if self._opened is None or self._opened.signature != signature:
                self._retire()
                self._opened = self._open()
            self._opened.users += 1
            return self._opened

    def _release(self, opened: _Opened) -> None:
        with self._lock:
            opened.users -= 1
            if opened.replaced and opened.users == 0:
                opened.engine.close()

    def _retire(self) -> None:
        if self._opened is not None:
            self._opened.replaced = True
            if self._opened.users == 0:
                self._opened.engine.close()
            self._opened = None

    def _open(self) -> _Opened:
        from searchtui.engines.registry import open_engine  # noqa: PLC0415 -- loads the engine's libraries

        signature = current_signature(self._index)
        generation = current_generation(self._index)
        if signature is None or generation is None:
            raise IndexUnavailableError(f"There is no index in {self._index}.", hint="Build it with: searchtui reindex")
        engine = open_engine(self._engine_name, generation.engine_folder, outlets=self._outlets)
        return _Opened(signature, generation, engine, PublishedGroups(generation.folder))


def _size(folder: Path) -> int:
    total = 0
    for place, _, names in os.walk(folder):
        for name in names:
            with contextlib.suppress(FileNotFoundError):  # a commit has just replaced it
                total += (Path(place) / name).lstat().st_size
    return total
