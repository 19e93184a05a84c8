"""A file of lines that windows of searchtui write at once: added to at its end, read from where one left off.

A line is on the disk when `add` returns. A crash leaves at most one line unfinished, which nobody was told of; a full
disk leaves the file as it was. Other programs may change the file or replace it: then it is read anew.
"""

from __future__ import annotations

import datetime as dt
import os
import threading
from collections.abc import Iterable, Mapping, Sequence
from io import BufferedReader
from pathlib import Path
from typing import Final, NamedTuple

from searchtui.errors import UsageError
from searchtui.userdata.durable import add_to_file, replace_file, told
from searchtui.userdata.lines import Key, KeyOf, Line, Values, line_of, read_line

PROBLEMS_TOLD: Final = 3

SUPERSEDED_KEPT: Final = 500
"""Lines that hold no longer are left in the file until there are this many, and more than those that hold."""

_TAIL: Final = 64
"""Bytes before the place one has read to; where they are others, the file is another one."""

Stamp = tuple[int, int, int]
"""Inode, modification time (ns) and size of a file."""


class Seen(NamedTuple):
    """How much of a ledger somebody has seen: so many lines of the reading with this number."""

    reading: int
    lines: int


class Ledger:
    """What one file says. Safe to use from several threads; whoever adds holds `durable.sole_writer`."""

    def __init__(self, path: Path, key_of: KeyOf) -> None:
        self.path = path
        self._key_of = key_of
        self._lock = threading.Lock()
        self._reading = 0
        self._forget()

    def _forget(self) -> None:
        """Begin a new reading."""
        self._reading += 1
        self._stamp: Stamp | None = None
        self._read_to = 0
        self._tail = b""
        self._line_number = 0
        self._log: list[Line] = []
        self._held: dict[Key, Line] = {}
        self._strange: list[bytes] = []
        self._problems: list[str] = []
        self._shown: Mapping[Key, Line] | None = {}

    def lines(self) -> Mapping[Key, Line]:
        """The line that holds about each thing, those gone included. The mapping does not change any more.

        Raises `UsageError` where the file cannot be read.
        """
        with self._lock:
            self._catch_up()
            if self._shown is None:
                self._shown = self._held.copy()
            return self._shown

    def seen(self) -> Seen:
        """How much there is now: equal as long as nothing was said. Raises as `lines`."""
        with self._lock:
            self._catch_up()
            return Seen(self._reading, len(self._log))

    def since(self, seen: Seen) -> Sequence[Line] | None:
        """The lines added since; None if the file was read anew, so that anything may be different."""
        with self._lock:
            return self._log[seen.lines :] if seen.reading == self._reading else None

    def problems(self) -> tuple[str, ...]:
        """What the user should know about lines that are not understood. Raises as `lines`."""
        with self._lock:
            self._catch_up()
            shown = [f"{self.path.name}, {problem}. The line is kept." for problem in self._problems[:PROBLEMS_TOLD]]
            if more := len(self._problems) - len(shown):
                shown.append(f"{self.path.name}: {more:,} more lines are not understood. They are kept.")
            return tuple(shown)

    def add(self, said: Iterable[tuple[Key, Values]], at: dt.datetime) -> list[Line]:
        """Say all of this at `at`, and later than what was said about the same before; the new lines.

        All of it is on the disk when this returns, or nothing. Raises `UsageError` where it cannot be written.
        """
        with self._lock:
            self._catch_up()
            new = [line_of(key, values, _after(self._held.get(key), at)) for key, values in said]
            if new:
                with told(self.path):
                    add_to_file(self.path, "".join(f"{line.written}\n" for line in new).encode())
                self._catch_up()
            return new

    def tidy(self, *, most: int | None = None) -> None:
        """Leave out what holds no longer once that is most of the file; with `most`, what is older than the latest
        `most` once there is twice as much.

        What is not understood is kept. Raises `UsageError` where it cannot be written; nothing is lost then.
        """
        with self._lock:
            self._catch_up()
            kept = sorted(self._held.values(), key=lambda line: line.key)
            if most is not None and len(kept) > 2 * most:
                kept = sorted(kept, key=lambda line: line.at)[-most:]
            elif len(self._log) - len(kept) <= max(SUPERSEDED_KEPT, len(kept)):
                return
            content = b"".join(line + b"\n" for line in (*self._strange, *(line.written.encode() for line in kept)))
            with told(self.path):
                replace_file(self.path, content)
            self._catch_up()

    def _catch_up(self) -> None:
        """Read what is new in the file."""
        try:
            if self._stamp is not None and _stamp(self.path.stat()) == self._stamp:
                return
            with self.path.open("rb") as file:
                stamp = _stamp(os.fstat(file.fileno()))
                if not self._goes_on(stamp, file):
                    self._forget()
                file.seek(self._read_to)
                self._take(file.read())
                self._stamp = stamp
        except FileNotFoundError:
            if self._stamp is not None:
                self._forget()
        except OSError as error:
            raise UsageError(
                f"Your work cannot be read: {self.path}: {error.strerror or error}.", hint="Look at its permissions."
            ) from error

    def _goes_on(self, stamp: Stamp, file: BufferedReader) -> bool:
        """Whether the file is the one read so far with more at its end."""
        if self._stamp is None:
            return True
        if stamp[0] != self._stamp[0] or stamp[2] <= self._stamp[2]:
            return False
        file.seek(self._read_to - len(self._tail))
        return file.read(len(self._tail)) == self._tail

    def _take(self, data: bytes) -> None:
        """Read the lines of `data`; a last one without its end only if it is whole, as lines written by hand may be."""
        end = len(data) if data.endswith(b"}") else data.rfind(b"\n") + 1
        if not end:
            return
        for line in data[:end].removesuffix(b"\n").split(b"\n"):
            self._line_number += 1
            self._take_line(line.removesuffix(b"\r").removeprefix(b"\xef\xbb\xbf"))
        self._read_to += end
        self._tail = (self._tail + data[:end])[-_TAIL:]
        self._shown = None

    def _take_line(self, text: bytes) -> None:
        try:
            line = read_line(text, self._key_of)
        except ValueError as error:
            self._problems.append(f"line {self._line_number}: {error}")
            line = None
        if line is None:
            if text.strip():
                self._strange.append(text)
            return
        self._log.append(line)
        before = self._held.get(line.key)
        if before is None or before.age < line.age:
            self._held[line.key] = line


def _stamp(stat: os.stat_result) -> Stamp:
    return stat.st_ino, stat.st_mtime_ns, stat.st_size


def _after(before: Line | None, at: dt.datetime) -> dt.datetime:
    """`at`, or just after the line before, where that comes of a machine whose clock is ahead."""
    if before is None or before.at < at:
        return at
    return (before.at + dt.timedelta(microseconds=1)).astimezone(at.tzinfo)
