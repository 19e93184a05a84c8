"""The terminal goes away, or the program is asked to end: it leaves quietly and remembers where the user stopped."""

from __future__ import annotations

import fcntl
import os
import pty
import signal
import struct
import subprocess
import sys
import termios
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchtui.userdata.session import load_session

PATIENCE = 30
ALTERNATE_SCREEN_LEFT, CURSOR_SHOWN = b"\x1b[?1049l", b"\x1b[?25h"


class Terminal:
    """A pseudo-terminal with the program in it, which is not told by a signal when it closes unless we send one."""

    def __init__(self, root: Path) -> None:
        self.master, self.slave = pty.openpty()
        fcntl.ioctl(self.slave, termios.TIOCSWINSZ, struct.pack("HHHH", 30, 100, 0, 0))
        self.modes = termios.tcgetattr(self.slave)
        self.painted = b""
        self.process = subprocess.Popen(
            [sys.executable, "-m", "searchtui", "--library", str(root)],
            stdin=self.slave, stdout=self.slave, stderr=self.slave, start_new_session=True,
            env={**os.environ, "TERM": "xterm-256color"},
        )  # fmt: skip
        self._closing = False
        self._reader = threading.Thread(target=self._read, daemon=True)
        self._reader.start()

    def _read(self) -> None:
        os.set_blocking(self.master, False)
        while not self._closing:
            try:
                self.painted += os.read(self.master, 1 << 16)
            except BlockingIOError:
                time.sleep(0.01)

    def shows(self, words: bytes) -> None:
        """Wait until `words` have been painted."""
        deadline = time.monotonic() + PATIENCE
        while words not in self.painted:
            assert time.monotonic() < deadline, f"waited in vain for {words!r} in {self.painted[-2000:]!r}"
            time.sleep(0.02)

    def type(self, words: bytes) -> None:
        """Type one key after the other."""
        for key in words:
            os.write(self.master, bytes([key]))
            time.sleep(0.02)

    def hang_up(self) -> None:
        """Close both ends, as when the window of a terminal is closed."""
        self._closing = True
        self._reader.join()
        os.close(self.slave)
        os.close(self.master)

    def end(self) -> None:
        """Leave nothing behind."""
        self.process.kill()
        self.process.wait()
        if not self._closing:
            self.hang_up()


@pytest.fixture
def terminal(root: Path) -> Iterator[Terminal]:
    """The program in a terminal, in the midst of a search."""
    opened = Terminal(root)
    try:
        opened.shows(b"6 of 6")
        opened.type(b"ferry")
        opened.shows(b"4 of 6")
        yield opened
    finally:
        opened.end()


def query_left(root: Path) -> str | None:
    session = load_session(root / ".searchtui")
    return None if session is None else session.query


def test_a_closed_terminal_ends_the_program(terminal: Terminal, root: Path) -> None:
    terminal.hang_up()
    assert terminal.process.wait(PATIENCE) == 128 + signal.SIGHUP
    assert query_left(root) == "ferry"


@pytest.mark.parametrize("number", [signal.SIGHUP, signal.SIGTERM])
def test_a_signal_leaves_the_terminal_as_it_was(terminal: Terminal, root: Path, number: signal.Signals) -> None:
    terminal.process.send_signal(number)
    assert terminal.process.wait(PATIENCE) == 128 + number
    terminal.shows(ALTERNATE_SCREEN_LEFT)
    terminal.shows(CURSOR_SHOWN)
    assert termios.tcgetattr(terminal.slave) == terminal.modes
    assert b"Traceback" not in terminal.painted
    assert query_left(root) == "ferry"


def test_a_signal_ends_what_stands_in_front_too(terminal: Terminal, root: Path) -> None:
    os.write(terminal.master, b"\x1bOP")  # F1
    terminal.shows(b"Here: search bar")
    terminal.process.send_signal(signal.SIGTERM)
    assert terminal.process.wait(PATIENCE) == 128 + signal.SIGTERM
    assert query_left(root) == "ferry"
