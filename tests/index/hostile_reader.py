"""A reader of files that misbehaves as the name of the file says, for worker processes to run."""

import os
import re
import signal
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from searchtui.files import readers
from searchtui.files.document import BadRecord, RawDocument

KEPT: list[bytes] = []


def read(path: Path, name: str, *, max_bytes: int) -> Iterator[RawDocument | BadRecord]:
    for word, misbehave in MISBEHAVIOUR.items():
        if word in name:
            misbehave(path)
    yield from readers.read(path, name, max_bytes=max_bytes)
    if "stalls" in name:
        time.sleep(1000)


def spin(path: Path) -> None:
    """Run in C without ever letting another thread run."""
    re.match(r"(a+)+\Z", "a" * 60 + "b")


def eat(path: Path) -> None:
    while True:
        KEPT.append(bytes(10_000_000))


def make_noise(path: Path) -> None:
    os.write(1, b"noise\n")
    os.write(2, b"noise\n")


MISBEHAVIOUR: dict[str, Callable[[Path], object]] = {
    "sleeps": lambda path: time.sleep(1000),
    "spins": spin,
    "eats": eat,
    "leaves": lambda path: KEPT.append(bytes(130_000_000)),
    "needs": lambda path: bytes(190_000_000),
    "exits": lambda path: os._exit(3),
    "crashes": lambda path: os.kill(os.getpid(), signal.SIGSEGV),
    "killed": lambda path: os.kill(os.getpid(), signal.SIGKILL),
    "vanishes": Path.unlink,
    "shrinks": lambda path: os.truncate(path, 10),
    "prints": make_noise,
}
