"""Running a process and measuring it, its children included: seconds, processor seconds, memory of its own."""

from __future__ import annotations

import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

PROGRAM: Final = Path(__file__).parent.parent
SAMPLED_EVERY: Final = 0.05
"""Seconds between looks at memory."""


@dataclass(frozen=True, slots=True)
class Measured:
    """A finished process: seconds from start to end, processor seconds of it and its children, and the most memory in
    bytes that they held together beyond mapped files (an upper bound where they share pages; None but on Linux).
    """

    seconds: float
    cpu_seconds: float
    peak_bytes: int | None


class FailedError(Exception):
    """A process that was measured has failed; the message holds what it said."""


def run(command: list[str], *, ok: tuple[int, ...] = (0,)) -> Measured:
    """Run a command to its end. Raises `FailedError` for an exit code that is not `ok`."""
    before = os.times()
    started = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, errors="replace")
    with process, watched_memory(process.pid) as memory:
        said, _ = process.communicate()
    seconds = time.perf_counter() - started
    after = os.times()
    if process.returncode not in ok:
        raise FailedError(f"{' '.join(command)} ended with {process.returncode}:\n{said[-2000:]}")
    cpu = after.children_user + after.children_system - before.children_user - before.children_system
    return Measured(seconds, cpu, memory.peak)


def ourselves(*arguments: str) -> list[str]:
    """The command that runs this benchmark's program with other arguments."""
    return [sys.executable, str(PROGRAM), *arguments]


class Memory:
    """The most memory seen so far, in bytes; None where it cannot be seen."""

    def __init__(self) -> None:
        self.peak: int | None = None

    def look(self, pid: int) -> None:
        """Look at a process and all below it."""
        held = [anonymous_bytes(each) for each in process_tree(pid)]
        known = [each for each in held if each is not None]
        if known:
            self.peak = max(self.peak or 0, sum(known))


@contextmanager
def watched_memory(pid: int) -> Iterator[Memory]:
    """Look at the memory of a process and all below it, again and again, as long as the block lasts."""
    memory = Memory()
    ended = threading.Event()

    def watch() -> None:
        while not ended.wait(SAMPLED_EVERY):
            memory.look(pid)

    watcher = threading.Thread(target=watch, daemon=True)
    watcher.start()
    try:
        yield memory
    finally:
        ended.set()
        watcher.join()


def process_tree(pid: int) -> list[int]:
    """A process and all below it, by `/proc`."""
    found = [pid]
    for parent in found:
        for listed in Path(f"/proc/{parent}/task").glob("*/children"):
            try:
                found.extend(map(int, listed.read_text(encoding="ascii").split()))
            except OSError:  # it has ended meanwhile
                continue
    return found


def anonymous_bytes(pid: int) -> int | None:
    """Resident memory of a process that no file backs; None if it has ended, or this is not Linux."""
    try:
        lines = Path(f"/proc/{pid}/status").read_text(encoding="utf-8").splitlines()
    except OSError:
        return None
    return sum(int(line.split()[1]) * 1024 for line in lines if line.startswith(("RssAnon:", "RssShmem:")))


def cpu_seconds(pid: int) -> float | None:
    """Processor seconds that a running process has taken, children that have ended included; None but on Linux."""
    try:
        # The name in brackets, which may hold spaces, is the second field; the times are the 14th to 17th.
        fields = Path(f"/proc/{pid}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    except OSError:
        return None
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def folder_bytes(folder: Path) -> int:
    """The bytes of all files below a folder."""
    return sum(path.stat().st_size for path in folder.rglob("*") if path.is_file())
