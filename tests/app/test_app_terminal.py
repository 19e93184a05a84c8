"""The installed program in a real terminal."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

pytestmark = pytest.mark.skipif(shutil.which("tmux") is None, reason="tmux is not installed")


class Terminal:
    """A terminal of 100 by 30 cells inside tmux, on a server of its own."""

    def __init__(self, folder: Path, command: list[str]) -> None:
        self._socket = str(folder / "tmux")
        line = " ".join(f"'{part}'" for part in command)
        self._tmux("-f", "/dev/null", "new-session", "-d", "-x", "100", "-y", "30", f"{line}; echo left with $?; cat")

    def _tmux(self, *arguments: str) -> str:
        environment = {**os.environ, "LANG": "C.UTF-8", "TERM": "xterm-256color"}
        for inherited in ("TMUX", "LINES", "COLUMNS"):  # the last two would overrule the terminal's own size
            environment.pop(inherited, None)
        done = subprocess.run(
            ["tmux", "-S", self._socket, *arguments], check=True, capture_output=True, text=True, env=environment
        )
        return done.stdout

    def press(self, *keys: str) -> None:
        """Press keys by their tmux names."""
        self._tmux("send-keys", *keys)

    def shows(self, words: str, *, line: int | None = None) -> None:
        """Wait until the screen, or a line of it counted from 1, shows `words`."""
        deadline = time.monotonic() + 30
        while True:
            lines = self._tmux("capture-pane", "-p").split("\n")
            if any(words in shown for shown in (lines if line is None else lines[line - 1 : line])):
                return
            assert time.monotonic() < deadline, f"waited in vain for {words!r} on:\n" + "\n".join(lines)
            time.sleep(0.05)

    def resize(self, columns: int, rows: int) -> None:
        """Change the size."""
        self._tmux("resize-window", "-x", str(columns), "-y", str(rows))

    def close(self) -> None:
        """End the server."""
        self._tmux("kill-server")


@pytest.fixture
def terminal(root: Path, tmp_path: Path) -> Iterator[Terminal]:
    """A terminal in which the program has been started on the small library."""
    opened = Terminal(tmp_path, [sys.executable, "-m", "searchtui", "--library", str(root)])
    yield opened
    opened.close()


def test_search_read_and_leave_with_keys_only(terminal: Terminal) -> None:
    terminal.shows("6 of 6")
    terminal.press("ferry bell")
    terminal.shows("2 of 6")
    terminal.press("Down")
    terminal.press("Enter")
    terminal.shows("article 1 of 2")
    terminal.press("n")
    terminal.shows("match 2 of")
    terminal.resize(60, 20)
    terminal.shows("q back", line=20)
    terminal.press("q")
    terminal.shows("Results by relevance")
    terminal.press("q")
    terminal.shows("left with 0")
