"""Which generation a reindex writes to: the one in use, an unfinished one, or a new one beside it."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from hashlib import blake2b
from pathlib import Path

from filelock import FileLock, Timeout

from searchtui import __version__
from searchtui.config import Settings, UserOutlet
from searchtui.engines.protocol import Engine, SearchRequest
from searchtui.engines.registry import open_engine
from searchtui.errors import IndexBusyError, IndexUnavailableError
from searchtui.index.copies import CopyStore, open_copies
from searchtui.index.generations import (
    LOCK_FILE,
    Generation,
    Stamp,
    current_generation,
    generations,
    make_current,
    new_generation,
    remove_generation,
    stamp_of,
)
from searchtui.index.line_store import LineStore
from searchtui.index.manifest import Manifest
from searchtui.query.nodes import Everything

ARTICLES_AT_ONCE = 200
"""Articles looked up together after a crash: they are held in memory."""


@dataclass(frozen=True, slots=True)
class Target:
    """What to write to, open. With `aside` it is put in use only once it is complete.

    `notes` tell the user why it is not simply the generation in use.
    """

    generation: Generation
    engine: Engine
    manifest: Manifest
    copies: CopyStore
    lines: LineStore
    aside: bool = False
    notes: tuple[str, ...] = ()

    def close(self) -> None:
        """Close engine, manifest and the records of copies and of lines."""
        self.engine.close()
        self.manifest.close()
        self.copies.close()
        self.lines.close()


@contextmanager
def sole_writer(index: Path, *, patience: float = 0) -> Iterator[None]:
    """Hold the index's lock: one process at a time changes an index.

    The system drops the lock of a process that dies. Raises `IndexBusyError` if it is held for `patience` seconds.
    """
    index.mkdir(parents=True, exist_ok=True)
    try:
        with FileLock(index / LOCK_FILE, timeout=patience):
            yield
    except Timeout as error:
        raise IndexBusyError(
            f"Another searchtui is updating the index in {index}.", hint="Wait until it is done; searching goes on."
        ) from error


def choose_target(index: Path, settings: Settings, *, full: bool) -> Target:
    """Open the generation to write to, making one if need be. The lock must be held.

    That is the one in use where it is sound and of our versions and settings; else a new one. While the old one can be
    searched the new one is built beside it; else it is put in use at once, to be searched while it grows. A build
    beside the one in use that was interrupted is gone on with.
    """
    stamp = _our_stamp(settings)
    notes: list[str] = []
    current = _current(index, settings, notes)
    searchable = current is not None and _opens(current, settings)
    for generation in reversed(generations(index)):
        unfinished = current is not None and generation.number > current.number and stamp_of(generation) == stamp
        if unfinished and (opened := _open_sound(generation, settings, [])):
            notes.append("A full build that was interrupted is gone on with.")
            return _put_in_use_unless_aside(index, replace(opened, aside=searchable, notes=tuple(notes)))
    if current is not None and not full:
        if stamp_of(current) != stamp:
            notes.append("The index was built by another version or with other settings, so it is built anew.")
        elif opened := _open_sound(current, settings, notes):
            return replace(opened, notes=tuple(notes))
    generation = new_generation(index, stamp)
    engine = open_engine(settings.engine, generation.engine_folder, create=True)
    manifest = Manifest(generation.manifest_file, create=True)
    copies, lines = open_copies(generation.folder), LineStore(generation.lines_file)
    target = Target(generation, engine, manifest, copies, lines, aside=searchable, notes=tuple(notes))
    return _put_in_use_unless_aside(index, target)


def open_in_use(index: Path, settings: Settings) -> Target | None:
    """Open the generation in use to change articles in it; None if only a reindex can. The lock must be held."""
    generation = current_generation(index)
    if generation is None or stamp_of(generation) != _our_stamp(settings):
        return None
    return _open_sound(generation, settings, [])


def finish(index: Path, target: Target) -> None:
    """Put a complete build in use and delete the generations it replaces."""
    if target.aside:
        make_current(index, target.generation)
    for generation in generations(index):
        if generation.number != target.generation.number:
            remove_generation(generation)


def _our_stamp(settings: Settings) -> Stamp:
    engine = open_engine(settings.engine, None)
    try:
        outlets = _digest(settings.outlets)
        return Stamp(__version__, engine.name, engine.schema_version, settings.default_language, outlets)
    finally:
        engine.close()


def _digest(outlets: tuple[UserOutlet, ...]) -> str:
    """A digest that differs when outlets do, so that what was recognised is recognised anew."""
    return blake2b(repr(outlets).encode(), digest_size=8).hexdigest() if outlets else ""


def _current(index: Path, settings: Settings, notes: list[str]) -> Generation | None:
    """The generation in use; where `current.json` is damaged or lost, the newest sound one is put in use again."""
    try:
        current = current_generation(index)
    except IndexUnavailableError as error:
        notes.append(error.message)
        current = None
    if current is not None:
        return current
    for generation in reversed(generations(index)):
        if opened := _open_sound(generation, settings, []):
            opened.close()
            make_current(index, generation)
            return generation
    return None


def _opens(generation: Generation, settings: Settings) -> bool:
    try:
        open_engine(settings.engine, generation.engine_folder).close()
    except IndexUnavailableError:
        return False
    return True


def _open_sound(generation: Generation, settings: Settings, notes: list[str]) -> Target | None:
    """Open a generation and take note of a crash; None, with a note, if engine and manifest do not agree."""
    try:
        with ExitStack() as opened:
            engine = open_engine(settings.engine, generation.engine_folder)
            opened.callback(engine.close)
            manifest = opened.enter_context(Manifest(generation.manifest_file))
            copies = opened.enter_context(open_copies(generation.folder))
            lines = opened.enter_context(LineStore(generation.lines_file))
            _reconcile(engine, manifest, copies)
            opened.pop_all()
    except IndexUnavailableError as error:
        notes.append(f"{error.message} The index is built anew.")
        return None
    return Target(generation, engine, manifest, copies, lines)


def _reconcile(engine: Engine, manifest: Manifest, copies: CopyStore) -> None:
    """Take note of what a crash left half recorded, and make sure that engine and manifest hold as many articles."""
    if pending := manifest.pending():
        held: set[str] = set()
        for start in range(0, len(pending), ARTICLES_AT_ONCE):
            some = pending[start : start + ARTICLES_AT_ONCE]
            found = engine.articles(some)
            held.update(found)
            for article in found.values():
                copies.add(article)
            for gone in set(some) - found.keys():
                copies.remove(gone)
        copies.commit()
        manifest.reconcile(held)
    held_count, listed_count = engine.search(SearchRequest(Everything(), limit=0)).total, manifest.count()
    if held_count != listed_count:
        raise IndexUnavailableError(f"The index holds {held_count:,} articles but its manifest lists {listed_count:,}.")


def _put_in_use_unless_aside(index: Path, target: Target) -> Target:
    if not target.aside:
        make_current(index, target.generation)
    return target
