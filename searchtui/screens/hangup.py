"""Being ended from outside: by a signal, or by the terminal going away."""

from __future__ import annotations

import asyncio
import os
import select
import signal
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Final

_SIGNALS: Final = tuple(
    getattr(signal, name) for name in ("SIGHUP", "SIGTERM") if os.name == "posix" and hasattr(signal, name)
)
_LOOKED_EVERY: Final = 0.5
"""Seconds between looks at the terminal."""

_PATIENCE: Final = 15.0
"""Seconds to leave in; a reindex gets five of them. Textual may wait for good on a terminal that takes no more."""


@contextmanager
def ended_from_outside(end: Callable[[int], None]) -> Iterator[None]:
    """As long as this lasts, call `end` with an exit code, in the running event loop, once the program should end.

    A closed terminal sends SIGHUP to the processes it controls and to no other; Textual would go on reading the end of
    its input without a pause. So the terminal is watched, too.
    """
    loop, left = asyncio.get_running_loop(), threading.Event()
    for number in _SIGNALS:
        loop.add_signal_handler(number, end, 128 + number)
    if _SIGNALS and sys.stdin.isatty():
        watched = (loop, end, left)
        threading.Thread(target=_watch_terminal, args=watched, name="hang-up", daemon=True).start()
    try:
        yield
    finally:
        left.set()
        for number in _SIGNALS:
            loop.remove_signal_handler(number)


def _watch_terminal(loop: asyncio.AbstractEventLoop, end: Callable[[int], None], left: threading.Event) -> None:
    terminal, code = select.poll(), 128 + signal.SIGHUP
    terminal.register(sys.stdin.fileno(), 0)  # neither input nor output: a hang-up alone is told
    # Linux does not wake who waits for a hang-up alone.
    while not any(event & select.POLLHUP for _, event in terminal.poll(0)):
        if left.wait(_LOOKED_EVERY):
            return
    _write_nowhere()
    loop.call_soon_threadsafe(end, code)
    if not left.wait(_PATIENCE):
        os._exit(code)


def _write_nowhere() -> None:
    """Let what is still to be written to the terminal vanish instead of failing."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    for stream in (sys.__stdout__, sys.__stderr__):  # Textual has its own in the place of the others
        if stream is not None and stream.isatty():
            os.dup2(nowhere, stream.fileno())
    os.close(nowhere)
