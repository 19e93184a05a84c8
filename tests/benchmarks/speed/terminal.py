"""A program in a pseudo-terminal: keys go in, and every byte that it paints is kept with the moment it came."""

from __future__ import annotations

import fcntl
import os
import pty
import re
import struct
import subprocess
import termios
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Final, Self

import pyte

from speed.processes import anonymous_bytes, cpu_seconds, process_tree

COLUMNS: Final = 140
ROWS: Final = 45
FRAME: Final = b"\x1b[?2026h"
"""What begins a painted frame, in a terminal that says it knows synchronised output."""

CONTROL: Final = re.compile(rb"\x1b\[[0-?]*[ -/]*[@-~]")

REPLIES: Final = {b"\x1b[?2026$p": b"\x1b[?2026;2$y", b"\x1b[?2048$p": b"\x1b[?2048;0$y"}
"""What a terminal answers to questions about its abilities: synchronised output yes, reports of its size no."""


@dataclass(frozen=True, slots=True)
class Region:
    """A part of the screen: rows and columns from the first to before the last."""

    top: int = 0
    bottom: int = ROWS
    left: int = 0
    right: int = COLUMNS

    def of(self, screen: pyte.Screen) -> tuple[str, ...]:
        """What it shows, its attributes left out."""
        columns = range(self.left, self.right)
        lines = (screen.buffer[row] for row in range(self.top, self.bottom))
        return tuple("".join(line[column].data for column in columns) for line in lines)


WHOLE: Final = Region()


class Terminal:
    """The terminal and the program in it. Seconds count from the start of the program."""

    def __init__(self, command: list[str]) -> None:
        self._chunks: list[tuple[float, bytes]] = []
        self._fed = 0
        self._screen = pyte.Screen(COLUMNS, ROWS)
        self._stream = pyte.ByteStream(self._screen)
        self._master, slave = pty.openpty()
        fcntl.ioctl(slave, termios.TIOCSWINSZ, struct.pack("HHHH", ROWS, COLUMNS, 0, 0))
        environment = {**os.environ, "TERM": "xterm-256color", "COLORTERM": "truecolor", "LANG": "C.UTF-8"}
        for inherited in ("LINES", "COLUMNS", "NO_COLOR"):
            environment.pop(inherited, None)
        self._started = time.perf_counter()
        self._process = subprocess.Popen(
            command, stdin=slave, stdout=slave, stderr=slave, env=environment, start_new_session=True
        )
        os.close(slave)
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def now(self) -> float:
        """Seconds since the start."""
        return time.perf_counter() - self._started

    def press(self, keys: bytes) -> float:
        """Send keys; the moment at which they were sent."""
        moment = self.now()
        os.write(self._master, keys)
        return moment

    def shows(self, region: Region = WHOLE) -> tuple[str, ...]:
        """What is shown by now."""
        for _ in self._feed():
            pass
        return region.of(self._screen)

    def wait(self, holds: Callable[[tuple[str, ...]], bool], *, seconds: float, region: Region = WHOLE) -> float | None:
        """The moment at which the screen, or a region of it, first held; None if it did not within these seconds."""
        limit = self.now() + seconds
        while True:
            for moment in self._feed():
                if holds(region.of(self._screen)):
                    return moment
            if self.now() > limit:
                return None
            time.sleep(0.01)

    def settled(self, *, after: float, seconds: float, region: Region = WHOLE) -> float | None:
        """Wait these seconds from the moment `after`; when the region last changed in them, None if it did not."""
        shown = region.of(self._screen)
        time.sleep(max(0.0, after + seconds - self.now()))
        changed = None
        for moment in self._feed():
            if (painted := region.of(self._screen)) != shown:
                shown = painted
                # What comes in while the keys before it are still being judged is theirs.
                changed = moment if moment > after else changed
        return changed

    def frames(self, first: float, last: float) -> list[float]:
        """The moments of the frames painted between two moments."""
        return [moment for moment, data in self._chunks if FRAME in data and first <= moment <= last]

    def last_painted(self, *, after: float) -> float | None:
        """The moment at which anything was last painted since a moment."""
        return next((moment for moment, _ in reversed(self._chunks) if moment > after), None)

    def skip(self, *, after: float) -> str:
        """Leave out what has come since the last time: to show minutes of frames takes minutes. The screen is no longer
        right then. Returns the characters painted since a moment.
        """
        skipped, self._chunks = self._chunks, self._chunks[: self._fed]
        painted = b"".join(data for moment, data in skipped if moment > after)
        return CONTROL.sub(b"", painted).decode("utf-8", "replace")

    def memory(self) -> int | None:
        """Memory of its own that the program and all below it hold."""
        held = [anonymous_bytes(pid) for pid in process_tree(self._process.pid)]
        known = [each for each in held if each is not None]
        return sum(known) if known else None

    def cpu_seconds(self) -> float | None:
        """Processor seconds that the program has taken so far, None but on Linux."""
        return cpu_seconds(self._process.pid)

    def close(self) -> None:
        """End the program, by its own key where it listens to that."""
        if self._process.poll() is None:
            self.press(b"\x11")
        try:
            self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()
        self._reader.join(timeout=5)
        os.close(self._master)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def _feed(self) -> Iterator[float]:
        """Show what has come since the last time, chunk by chunk; yields the moment of each."""
        while self._fed < len(self._chunks):
            moment, data = self._chunks[self._fed]
            self._fed += 1
            self._stream.feed(data)
            yield moment

    def _read(self) -> None:
        while True:
            try:
                data = os.read(self._master, 1 << 16)
            except OSError:  # the program has left
                return
            if not data:
                return
            self._chunks.append((self.now(), data))
            for question, reply in REPLIES.items():
                if question in data:
                    os.write(self._master, reply)
