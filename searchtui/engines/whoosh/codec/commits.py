"""What a commit consists of: its segments, and the size and checksum of every file.

Beside each Whoosh table of contents `_MAIN_<n>.toc`, which is pickled and which we never read, stands our own record
of the same commit, `_MAIN_<n>.commit`: a line with the checksum of the rest, then a JSON object. It is written first,
so a table without a record was not written by us.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Container, Iterable
from dataclasses import dataclass
from typing import Any, Final

from searchtui.engines.whoosh.codec.damage import REBUILD, DamagedFileError
from searchtui.engines.whoosh.codec.segment import Segment
from searchtui.engines.whoosh.codec.storage import DurableStorage, MemoryStorage, write_whole
from searchtui.errors import IndexUnavailableError

INDEX_NAME: Final = "MAIN"

SCHEMA_VERSION: Final = 3
"""Grows whenever an index written before would answer otherwise, or could not be read."""

_GENERATION: Final = re.compile(rf"_{INDEX_NAME}_([0-9]+)\.toc")
_OURS: Final = re.compile(
    rf"_{INDEX_NAME}_([0-9]+)\.(?:toc|commit)(\.new)?"
    rf"|{INDEX_NAME}_([0-9a-z]{{16}})\.(?:trm|pst|vps|[a-z_]+\.(?:col|lex))"
)
"""Names of files that we write: those of a commit, and those of a segment with its identifier."""

_CHUNK: Final = 1 << 20

AnyStorage = DurableStorage | MemoryStorage
Checksum = tuple[int, str]
"""Size in bytes and BLAKE2b digest in hexadecimal digits."""


@dataclass(frozen=True, slots=True)
class Commit:
    """One state of the index: its number, its segments, and the checksum of each of its files."""

    generation: int
    segments: tuple[Segment, ...]
    files: dict[str, Checksum]

    def write(self, storage: AnyStorage) -> None:
        """Write the record of the commit."""
        content = {
            "schema_version": SCHEMA_VERSION,
            "segments": [segment.state() for segment in self.segments],
            "files": self.files,
        }
        data = json.dumps(content, sort_keys=True).encode("utf-8")
        write_whole(storage, _record_name(self.generation), _digest(data).encode("ascii") + b"\n" + data)

    def files_of(self, segment: Segment) -> list[str]:
        """The files of one of the segments."""
        return [name for name in self.files if name.startswith(f"{segment.segment_id()}.")]

    def cut(self, storage: AnyStorage) -> list[str]:
        """The files that are not there with their full length: what a cheap look shows."""
        return [name for name, (size, _) in self.files.items() if _length(storage, name) != size]

    def changed(self, storage: AnyStorage, among: Container[str] | None = None) -> list[str]:
        """The files (those in `among`, if given) whose content is not what was written; reads all of them."""
        return [
            name
            for name, written in self.files.items()
            if (among is None or name in among)
            and (_length(storage, name) != written[0] or checksum(storage, name) != written)
        ]


def read_commit(storage: AnyStorage, generation: int) -> Commit:
    """Read the record of a commit.

    Raises `FileNotFoundError` where it is gone, `DamagedFileError` if it is not what was written, and
    `IndexUnavailableError` if another version of the program wrote it.
    """
    digest, _, data = storage.open_file(_record_name(generation)).read().partition(b"\n")
    if digest != _digest(data).encode("ascii"):
        raise DamagedFileError("the record of the commit is cut or changed")
    content: Any = json.loads(data)
    if content["schema_version"] != SCHEMA_VERSION:
        raise IndexUnavailableError("The index was built by another version of searchtui.", hint=REBUILD)
    segments = tuple(Segment.from_state(state) for state in content["segments"])
    return Commit(generation, segments, {name: (size, digest) for name, (size, digest) in content["files"].items()})


def latest_generation(storage: AnyStorage) -> int:
    """The number of the last commit, -1 if there is none."""
    found = (_GENERATION.fullmatch(name) for name in storage.list())
    return max((int(match[1]) for match in found if match), default=-1)


def checksum(storage: AnyStorage, name: str) -> Checksum:
    """Size and checksum of a file."""
    file = storage.open_file(name)
    digest = hashlib.blake2b(digest_size=16)
    size = 0
    while chunk := file.get(size, _CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return size, digest.hexdigest()


def remove_leftovers(storage: AnyStorage, generation: int, segments: Iterable[Segment]) -> None:
    """Remove the files of other generations and segments, also those of a writer that was killed."""
    kept = {segment.segid for segment in segments}
    for name in storage.list():
        match = _OURS.fullmatch(name)
        if match is None:
            continue
        number, unfinished, segment_id = match.groups()
        if (segment_id not in kept) if segment_id else (int(number) != generation or unfinished):
            try:
                storage.delete_file(name)
            except OSError:  # Windows: a reader still has it open; the next commit tries again
                continue


def _record_name(generation: int) -> str:
    return f"_{INDEX_NAME}_{generation}.commit"


def _digest(data: bytes) -> str:
    return hashlib.blake2b(data, digest_size=16).hexdigest()


def _length(storage: AnyStorage, name: str) -> int:
    return int(storage.file_length(name)) if storage.file_exists(name) else -1
