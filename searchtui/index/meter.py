"""How fast a reindex goes and how long it will take."""

from __future__ import annotations

import os
import time
from pathlib import Path

from searchtui.files.find import FoundFile
from searchtui.index.progress import Phase, Progress

SECONDS_BETWEEN_REPORTS = 0.1

FEWEST_SECONDS = 1.0
"""Before that no remaining time is told: it would jump about."""

RECORD_OVERHEAD = 120
"""Bytes of a record beside its text: names of fields, date, outlet. Only estimates depend on it."""

MAX_EXPANSION = 50
"""A gzip file that claims to hold more than this times its size is not believed."""


class Meter:
    """Counts what is read and says, not too often, how far it is.

    What remains is estimated by bytes of text, so that one large file of many articles moves on as well.
    """

    def __init__(self, files: list[FoundFile], seeds: Path) -> None:
        self.articles = 0
        self.failed = 0
        self._unpacked = {file.path: _unpacked_size(seeds, file) for file in files if _packed(file)}
        self._files = len(files)
        self._done = 0
        self._bytes = sum(map(self._size, files))
        self._bytes_done = 0
        self._bytes_of_files: dict[str, int] = {}
        self._started = self._reported = time.monotonic()

    def articles_read(self, file: FoundFile, count: int, characters: int) -> None:
        """Note articles of `file`, which is being read, with so many characters in all; several files may be read."""
        self.articles += count
        so_far = self._bytes_of_files.get(file.path, 0)
        self._bytes_of_files[file.path] = min(so_far + characters + count * RECORD_OVERHEAD, self._size(file))

    def file_read(self, file: FoundFile, *, failed: bool) -> None:
        """Note that a file is done."""
        self._done += 1
        self.failed += failed
        self._bytes_done += self._size(file)
        self._bytes_of_files.pop(file.path, None)

    def is_due(self) -> bool:
        """Whether the last report was a while ago."""
        return time.monotonic() - self._reported >= SECONDS_BETWEEN_REPORTS

    def report(self) -> Progress:
        """How far it is."""
        self._reported = time.monotonic()
        seconds = self._reported - self._started
        fraction = (
            min((self._bytes_done + sum(self._bytes_of_files.values())) / self._bytes, 1.0) if self._bytes else None
        )
        left = None
        if fraction and seconds >= FEWEST_SECONDS:
            left = seconds * (1 - fraction) / fraction
        return Progress(
            Phase.READING,
            done=self._done,
            total=self._files,
            articles=self.articles,
            failed=self.failed,
            rate=self.articles / seconds if seconds else 0.0,
            fraction=fraction,
            seconds_left=left,
        )

    def _size(self, file: FoundFile) -> int:
        return self._unpacked.get(file.path, file.size)


def _packed(file: FoundFile) -> bool:
    return file.path.lower().endswith(".gz")


def _unpacked_size(seeds: Path, file: FoundFile) -> int:
    """The size that the trailer of a gzip file states: its last four bytes, little-endian (RFC 1952)."""
    try:
        with (seeds / file.path).open("rb") as stream:
            stream.seek(-4, os.SEEK_END)
            stated = int.from_bytes(stream.read(4), "little")
            return min(max(file.size, stated), file.size * MAX_EXPANSION)
    except OSError:  # reading it will tell why
        return file.size
