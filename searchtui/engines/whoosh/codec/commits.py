"""What a commit consists of: its segments, and what every file of theirs must be.

A commit is a file `_MAIN_<n>.commit`: a line with the checksum of the rest, then a JSON object. It is written last,
under another name, and renamed once everything it speaks of is on the disk. For every file it has the size and the
file's own header, which vouches for the rest (see `container`), in hexadecimal digits.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Any, Final

from searchtui.engines.whoosh.codec.container import HEADER_BYTES, is_whole
from searchtui.engines.whoosh.codec.damage import REBUILD, DamagedFileError
from searchtui.engines.whoosh.codec.segment import INDEX_NAME, Segment, from_state, state_of, write_deletions
from searchtui.engines.whoosh.codec.storage import AnyStorage, write_whole
from searchtui.errors import IndexUnavailableError

SCHEMA_VERSION: Final = 7
"""Grows whenever an index written before would answer otherwise, or could not be read."""

LOCK_NAME: Final = f"{INDEX_NAME}_WRITELOCK"

_GENERATION: Final = re.compile(rf"_{INDEX_NAME}_([0-9]+)\.commit")
_OURS: Final = re.compile(
    rf"_{INDEX_NAME}_(?P<generation>[0-9]+)\.(?:toc|commit)(?P<unfinished>\.new)?"
    rf"|{INDEX_NAME}_(?P<segment>[0-9a-z]{{16}})\.(?:trm|doc|[0-9]+\.del|pst|vps|[a-z_]+\.(?:col|lex))"
)
"""Names of files that we write, or once wrote: those of a commit, and those of a segment with its identifier."""

Header = tuple[int, str]
"""Size of a file in bytes, and its header in hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class Commit:
    """One state of the index: its number, its segments, and what each of its files must be."""

    generation: int
    segments: tuple[Segment, ...]
    files: dict[str, Header]

    def write(self, storage: AnyStorage) -> None:
        """Write the commit, which makes it the current one."""
        content = {
            "schema_version": SCHEMA_VERSION,
            "segments": [state_of(segment) for segment in self.segments],
            "files": self.files,
        }
        data = json.dumps(content, sort_keys=True).encode("utf-8")
        write_whole(storage, record_name(self.generation), _digest(data).encode("ascii") + b"\n" + data)

    def cut(self, storage: AnyStorage) -> list[str]:
        """The files that are not there with their full length and their own header: what a cheap look shows."""
        return [
            name
            for name, written in self.files.items()
            if storage.file_length(name) != written[0] or header(storage, name) != written
        ]

    def changed(self, storage: AnyStorage, among: Container[str] | None = None) -> list[str]:
        """The files (those in `among`, if given) whose content is not what was written; reads all of them."""
        return [
            name
            for name, written in self.files.items()
            if (among is None or name in among)
            and (
                storage.file_length(name) != written[0]
                or header(storage, name) != written
                or not is_whole(storage.buffer(name))
            )
        ]


def read_commit(storage: AnyStorage, generation: int) -> Commit:
    """Read a commit.

    Raises `FileNotFoundError` where it is gone, `DamagedFileError` if it is not what was written, and
    `IndexUnavailableError` if another version of the program wrote it.
    """
    digest, _, data = bytes(storage.buffer(record_name(generation))).partition(b"\n")
    if digest != _digest(data).encode("ascii"):
        raise DamagedFileError("the record of the commit is cut or changed")
    content: Any = json.loads(data)
    if content["schema_version"] != SCHEMA_VERSION:
        raise IndexUnavailableError("The index was built by another version of searchtui.", hint=REBUILD)
    segments = tuple(from_state(storage, state) for state in content["segments"])
    return Commit(generation, segments, {name: (size, digest) for name, (size, digest) in content["files"].items()})


def commit_segments(
    storage: AnyStorage, segments: Iterable[Segment], last: Commit, spared: frozenset[str] = frozenset()
) -> Commit:
    """Make `segments`, whose files are on the disk, the content of the index, and tidy up; for `spared` see there."""
    generation = last.generation + 1
    there = tuple(write_deletions(storage, segment, generation) for segment in segments)
    names = [name for segment in there for name in segment.file_names]
    commit = Commit(generation, there, {name: last.files.get(name) or header(storage, name) for name in names})
    commit.write(storage)
    remove_leftovers(storage, commit, spared)
    return commit


def latest_generation(storage: AnyStorage) -> int:
    """The number of the last commit, -1 if there is none."""
    found = (_GENERATION.fullmatch(name) for name in storage.list())
    return max((int(match[1]) for match in found if match), default=-1)


def header(storage: AnyStorage, name: str) -> Header:
    """The size and the header of a file."""
    data = storage.buffer(name)
    return len(data), data[:HEADER_BYTES].hex()


def remove_leftovers(storage: AnyStorage, commit: Commit, spared: frozenset[str] = frozenset()) -> None:
    """Remove the files of other commits and segments, also those of a writer that was killed.

    Segments with an identifier in `spared`, which are being written, are left alone.
    """
    for name in storage.list():
        match = _OURS.fullmatch(name)
        if match is None or name in commit.files or name == record_name(commit.generation):
            continue
        if match["segment"] in spared:
            continue
        try:
            storage.delete_file(name)
        except OSError:  # Windows: a reader still has it open; the next commit tries again
            continue


def record_name(generation: int) -> str:
    """The name of the file that makes a commit."""
    return f"_{INDEX_NAME}_{generation}.commit"


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()
