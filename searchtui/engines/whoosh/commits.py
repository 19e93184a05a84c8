"""What a commit says of its files: their sizes and checksums, and the version of the schema they follow.

Beside each table of contents `_MAIN_<n>.toc` stands `_MAIN_<n>.sum`, a JSON object. It is written first, so a table
without one was not written by us.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any, Final

from searchtui.engines.whoosh.storage import DurableStorage, MemoryStorage, write_whole

INDEX_NAME: Final = "MAIN"

_GENERATION: Final = re.compile(rf"_{INDEX_NAME}_([0-9]+)\.toc")
_OURS: Final = re.compile(rf"_{INDEX_NAME}_([0-9]+)\.(?:toc|sum).*|{INDEX_NAME}_([0-9a-z]+)\..+")
_CHUNK: Final = 1 << 20

AnyStorage = DurableStorage | MemoryStorage


@dataclass(frozen=True, slots=True)
class CommitRecord:
    """The files of one commit: name -> (size in bytes, BLAKE2b checksum in hex)."""

    schema_version: int
    files: dict[str, tuple[int, str]]

    def write(self, storage: AnyStorage, generation: int) -> None:
        """Write the record of a generation."""
        content = {"schema_version": self.schema_version, "files": self.files}
        data = json.dumps(content, indent=1, sort_keys=True).encode("utf-8")
        write_whole(storage, f"_{INDEX_NAME}_{generation}.sum", data)

    @classmethod
    def read(cls, storage: AnyStorage, generation: int) -> CommitRecord:
        """Read it again. Raises `FileNotFoundError`, and `ValueError` for a damaged one."""
        file = storage.open_file(f"_{INDEX_NAME}_{generation}.sum")
        content: Any = json.loads(file.read())
        if not isinstance(content, dict) or not isinstance(content.get("files"), dict):
            raise ValueError("the record of the commit is damaged")
        files = {name: (size, digest) for name, (size, digest) in content["files"].items()}
        return cls(content.get("schema_version", 0), files)

    def missing_or_cut(self, storage: AnyStorage) -> list[str]:
        """The files that are not there with their full length: what a cheap look shows."""
        return [
            name
            for name, (size, _) in self.files.items()
            if not storage.file_exists(name) or storage.file_length(name) != size
        ]

    def damaged(self, storage: AnyStorage) -> list[str]:
        """The files whose content is not what was written."""
        return [
            name
            for name, (size, checksum_) in self.files.items()
            if not storage.file_exists(name) or checksum(storage, name) != (size, checksum_)
        ]


def checksum(storage: AnyStorage, name: str) -> tuple[int, str]:
    """Size and BLAKE2b checksum of a file."""
    file = storage.open_file(name)
    digest = hashlib.blake2b(digest_size=16)
    size = 0
    while chunk := file.get(size, _CHUNK):
        digest.update(chunk)
        size += len(chunk)
    return size, digest.hexdigest()


def latest_generation(storage: AnyStorage) -> int:
    """The number of the last commit, -1 if there is none."""
    found = (_GENERATION.fullmatch(name) for name in storage.list())
    return max((int(match[1]) for match in found if match), default=-1)


def remove_leftovers(storage: AnyStorage, generation: int, segment_ids: Iterable[str]) -> None:
    """Remove the files of other generations and segments, also those of a writer that was killed."""
    kept = set(segment_ids)
    for name in storage.list():
        match = _OURS.fullmatch(name)
        if match is None:
            continue
        number, segment_id = match.groups()
        if (segment_id not in kept) if segment_id else (int(number) != generation or name.endswith(".new")):
            try:
                storage.delete_file(name)
            except OSError:  # Windows: a reader still has it open; the next commit tries again
                continue
