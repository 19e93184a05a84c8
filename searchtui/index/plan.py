"""What a reindex has to do: the folder as it is against the manifest, without opening a single file."""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

from searchtui.config import LibraryPaths
from searchtui.errors import UsageError
from searchtui.files.find import FoundFile, Unreadable, find_files
from searchtui.files.readers import supported
from searchtui.index.manifest import FileEntry


@dataclass(slots=True)
class Plan:
    """`to_read` are new and changed files, `gone` known files that are no more, `unchanged` known files as they were.

    `unreadable` could not even be looked at: what the index holds of them stays.
    """

    to_read: list[FoundFile] = field(default_factory=list)
    gone: list[FileEntry] = field(default_factory=list)
    unchanged: list[FileEntry] = field(default_factory=list)
    unreadable: list[Unreadable] = field(default_factory=list)


def make_plan(
    found: Iterable[FoundFile | Unreadable],
    known: Mapping[str, FileEntry],
    *,
    limits: str,
    scope: Scope | None = None,
) -> Plan:
    """Compare the files `found` in the folder with those `known` to the manifest, both named relative to the folder.

    A file is read again if its size or modification time differs, if its reading was not finished, or if it failed
    under other limits than `limits`. With a `scope` only files of it can be gone.
    """
    plan = Plan()
    seen = set()
    for file in found:
        if file.path in seen:  # two places of a scope may overlap
            continue
        seen.add(file.path)
        if isinstance(file, Unreadable):
            plan.unreadable.append(file)
            continue
        entry = known.get(file.path)
        if entry is not None and _is_current(entry, file, limits):
            plan.unchanged.append(entry)
        else:
            plan.to_read.append(file)
    hidden = tuple(f"{entry.path}/" for entry in plan.unreadable)
    out_of_sight = any(entry.path == "." for entry in plan.unreadable)
    plan.gone = [
        entry
        for path, entry in known.items()
        if path not in seen
        and not out_of_sight
        and not (hidden and path.startswith(hidden))
        and (scope is None or scope.covers(path))
    ]
    return plan


def _is_current(entry: FileEntry, file: FoundFile, limits: str) -> bool:
    return (
        entry.mtime_ns == file.mtime_ns
        and entry.size == file.size
        and entry.finished
        and (not entry.failures or entry.limits == limits)
    )


@dataclass(frozen=True, slots=True)
class Scope:
    """The part of the folder that a reindex is limited to: files and folders, named relative to it; "" is all."""

    places: tuple[str, ...]

    def covers(self, path: str) -> bool:
        """Whether `path`, relative to the folder of articles, is one of the places or lies below one."""
        return any(not place or path == place or path.startswith(place + "/") for place in self.places)


IsKnown = Callable[[str], bool]
"""Whether a place, named relative to the folder of articles, is a file of the manifest, or a folder of such files."""


def scope_of(paths: LibraryPaths, only: tuple[Path, ...], is_known: IsKnown, *, tolerant: bool = False) -> Scope | None:
    """The scope that the paths `only` name, None if there are none.

    Raises `UsageError` for a path outside the folder of articles, for one that neither exists nor was known, and for a
    file of a kind that is not read; `tolerant`, it leaves them out.
    """
    places = []
    for path in only:
        try:
            places.append(_known_place(paths, path, is_known))
        except UsageError:
            if not tolerant:
                raise
    return Scope(tuple(places)) if only else None


def _known_place(paths: LibraryPaths, path: Path, is_known: IsKnown) -> str:
    place = _place(paths, path)
    if not (paths.seeds / place).exists() and not is_known(place):
        raise UsageError(f"There is no file or folder {path}.", hint=f"Articles are looked for in {paths.seeds}.")
    if (paths.seeds / place).is_file() and not supported(place):
        raise UsageError(f"{path} is not of a kind that is read.", hint="Export it as text, JSON or JSON Lines.")
    return place


def _place(paths: LibraryPaths, path: Path) -> str:
    for absolute, seeds in ((path.absolute(), paths.seeds), (path.resolve(), paths.seeds.resolve())):
        if absolute.is_relative_to(seeds) and ".." not in absolute.parts:
            place = absolute.relative_to(seeds).as_posix()
            return "" if place == "." else place
        if seeds.is_relative_to(absolute):
            return ""
    raise UsageError(f"{path} is not in the folder of articles.", hint=f"That is {paths.seeds}.")


def walk(paths: LibraryPaths, scope: Scope | None) -> Iterator[FoundFile | Unreadable]:
    """The files of the folder of articles, or of a part of it, without those of an index that lies inside."""
    skipped = _below(paths.seeds, paths.index)
    for place in ("",) if scope is None else scope.places:
        files = _walk_place(paths.seeds, place) if place else find_files(paths.seeds)
        yield from files if skipped is None else (file for file in files if not file.path.startswith(skipped))


def _walk_place(seeds: Path, place: str) -> Iterator[FoundFile | Unreadable]:
    start = seeds / place
    if not start.is_dir():
        with contextlib.suppress(FileNotFoundError):  # gone, and planned as such
            status = start.stat()
            yield FoundFile(place, status.st_size, status.st_mtime_ns)
        return
    for file in find_files(start):
        path = place if file.path == "." else f"{place}/{file.path}"
        if isinstance(file, Unreadable):
            yield Unreadable(path, file.reason)
        else:
            yield FoundFile(path, file.size, file.mtime_ns)


def _below(seeds: Path, index: Path) -> str | None:
    return index.relative_to(seeds).as_posix() + "/" if index != seeds and index.is_relative_to(seeds) else None
