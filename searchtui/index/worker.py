"""A process that reads files for the one that writes the index, and that a bad file may hang or kill.

It guards itself with what the system enforces, so that no code that it runs, in whatever language, can get round it: a
timer that ends the process where a record takes too long, and a limit on its memory. It ends with its parent.

    parent -> worker   the pickled `FileReader`, then lists of (number, file)
    worker -> parent   an empty message once it is ready, then parcels (see `parcel`)
    note of the file   the number of the file being read, in a small file that outlives the worker
"""

from __future__ import annotations

import contextlib
import os
import pickle
import queue
import signal
import sys
import threading
import time
from multiprocessing.connection import Connection
from pathlib import Path
from struct import Struct
from typing import Final

from searchtui.files.find import FoundFile
from searchtui.index.items import Ended, FileReader, Item
from searchtui.index.parcel import Parcel

OUT_OF_MEMORY: Final = 77
"""Exit code of a worker that wanted more memory than it may have."""

NOTE: Final = Struct("<I")
"""Layout of the note of the file being read."""

PARCEL_ITEMS: Final = 64
PARCEL_CHARACTERS: Final = 500_000
PARCEL_SECONDS: Final = 0.2
"""What makes a parcel full: few messages keep both processes busy, frequent ones the progress honest."""

Task = list[tuple[int, FoundFile]]


def main(connection: int, note: int) -> None:
    """Read what is asked for until the parent closes the connection. Both arguments are open file descriptors."""
    link: Connection[bytes, bytes] = Connection(connection)
    try:
        reader: FileReader = pickle.loads(link.recv_bytes())  # noqa: S301 -- the parent is our own program
        _limit_memory(reader.settings.max_worker_mb * 1_000_000)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})
        tasks: queue.SimpleQueue[Task] = queue.SimpleQueue()
        threading.Thread(target=_receive, args=(link, tasks), daemon=True).start()
        link.send_bytes(b"")
        _fall_silent()
        _work(reader, tasks, _Outbox(link, reader.settings.max_file_seconds), note)
    except (EOFError, ConnectionError):
        os._exit(0)  # the parent is gone, and nobody wants what is still being read
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _work(reader: FileReader, tasks: queue.SimpleQueue[Task], outbox: _Outbox, note: int) -> None:
    while True:
        if tasks.empty():
            outbox.send()
        for number, file in tasks.get():
            os.pwrite(note, NOTE.pack(number), 0)
            outbox.set_timer()
            for item in reader.items(file):
                outbox.put(number, item)
                outbox.set_timer()
            outbox.stop_timer()


class _Outbox:
    """Gathers items to parcels and sends them. The timer runs while a file is read, not while a parcel waits."""

    def __init__(self, link: Connection[bytes, bytes], seconds: float) -> None:
        self._link = link
        self._seconds = seconds
        self._items: list[tuple[int, list[Item]]] = []
        self._count = 0
        self._characters = 0
        self._began = time.monotonic()
        self._goes_on: int | None = None

    def put(self, number: int, item: Item) -> None:
        """Add an item of the file with this number."""
        if self._items and self._items[-1][0] == number:
            self._items[-1][1].append(item)
        else:
            self._items.append((number, [item]))
        self._count += 1
        self._characters += 0 if not hasattr(item, "text") else len(item.text)
        # A file of which the parent has a part is never read twice: its end must not wait for what the next may do.
        if self._is_full() or (self._goes_on == number and isinstance(item, Ended)):
            self.send()

    def send(self) -> None:
        """Send what there is, waiting until the parent takes it."""
        self.stop_timer()
        if self._items:
            number, items = self._items[-1]
            self._goes_on = None if isinstance(items[-1], Ended) else number
            self._link.send_bytes(Parcel(self._items).packed())
        self._items, self._count, self._characters = [], 0, 0
        self._began = time.monotonic()

    def set_timer(self) -> None:
        """End this process unless the timer is set or stopped again in time; nothing that runs here can prevent it."""
        signal.setitimer(signal.ITIMER_REAL, self._seconds)

    def stop_timer(self) -> None:
        """Nothing is being read."""
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _is_full(self) -> bool:
        return (
            self._count >= PARCEL_ITEMS
            or self._characters >= PARCEL_CHARACTERS
            or time.monotonic() - self._began >= PARCEL_SECONDS
        )


def _receive(link: Connection[bytes, bytes], tasks: queue.SimpleQueue[Task]) -> None:
    """Take tasks as they come; end the process with the parent, even in the middle of a file."""
    with contextlib.suppress(EOFError, ConnectionError):
        while True:
            tasks.put(pickle.loads(link.recv_bytes()))  # noqa: S301 -- the parent is our own program
    os._exit(0)


def _limit_memory(size: int) -> None:
    """Let this process take at most `size` bytes of memory beyond what it has, where the system can see to that."""
    try:
        import resource  # noqa: PLC0415 -- there is none on every system
    except ImportError:
        return
    # Linux counts as data all that is writable and private; its address space has room that is set aside but not taken.
    kind = resource.RLIMIT_DATA if sys.platform == "linux" else resource.RLIMIT_AS
    _, hard = resource.getrlimit(kind)
    wanted = _data_taken() + size
    limit = wanted if hard == resource.RLIM_INFINITY else min(wanted, hard)
    with contextlib.suppress(ValueError, OSError):  # a system that knows the limit but not how to set it
        resource.setrlimit(kind, (limit, hard))


def _data_taken() -> int:
    """Bytes of writable memory that this process has, 0 where that cannot be told (see proc_pid_statm(5))."""
    try:
        return int(Path("/proc/self/statm").read_text(encoding="ascii").split()[5]) * os.sysconf("SC_PAGE_SIZE")
    except (OSError, ValueError):
        return 0


def _fall_silent() -> None:
    """Send what libraries print about a file nowhere: failures are reported, the rest is of no use to the user."""
    sys.stdout.flush()
    sys.stderr.flush()
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 1)
    os.dup2(nowhere, 2)
    os.close(nowhere)
