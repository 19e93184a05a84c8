"""A process that reads files for the one that writes the index, and that a bad file may hang or kill.

It guards itself with what the system enforces, so that no code that it runs, in whatever language, can get round it: a
timer that ends the process where a record takes too long, and a limit on its memory. It ends with its parent.

    parent -> worker   the pickled `Assignment`, then lists of (number, unit)
    worker -> parent   an empty message once it is ready, then parcels (see `parcel`); before each its `SIZE`
    note of the unit   the number of the unit being read, in a small file that outlives the worker
"""

from __future__ import annotations

import contextlib
import gc
import itertools
import mmap
import os
import pickle
import queue
import signal
import sys
import threading
import time
from collections.abc import Iterator
from functools import partial
from multiprocessing.connection import Connection
from pathlib import Path
from struct import Struct
from typing import Final

from searchtui.config import Settings
from searchtui.index.allocator import keep_freed_memory
from searchtui.index.items import Begin, Ended, FileReader, Item
from searchtui.index.preparing import Assignment, ParcelMaker
from searchtui.index.units import Unit

OUT_OF_MEMORY: Final = 77
"""Exit code of a worker that wanted more memory than it may have."""

NOTE: Final = Struct("<II")
"""Layout of the note: the number of the unit being read, and how many items come before
the one that is worked on."""

SIZE: Final = Struct("<Q")
"""The size of a message to the parent, which so makes room for all of it before it reads."""

PARCEL_ITEMS: Final = 2_500
PARCEL_CHARACTERS: Final = 5_000_000
"""What makes a parcel full: each distinct word costs once a parcel, each article memory."""

FIRST_SECONDS: Final = 0.5
MOST_SECONDS: Final = 4.0
"""So does the time since the parcel before, which for the first one is short, so that a first build can soon be
searched, and for each further one twice as long. A parcel ends with a unit if it can.
"""

WITHIN: Final = 3
"""How many times as long a parcel may take that would end within a unit."""

_UNCOUNTED: Final = 0.25
"""Seconds that a record may take beyond its time, so that the timer need not be set for each."""

GARBAGE_THRESHOLD: Final = 20_000
"""Objects made before those that refer to each other are looked for: articles hardly do, and there are many of them."""

Task = list[tuple[int, Unit]]


NOTHING_YET: Final = (1 << 32) - 1
"""Stands in the note for the number of a unit before the first one is read."""


def main(connection: int, note: int) -> None:
    """Read what is asked for until the parent closes the connection. Both arguments are open file descriptors."""
    link: Connection[bytes, bytes] = Connection(connection)
    os.ftruncate(note, NOTE.size)
    shared = mmap.mmap(note, NOTE.size)  # a write to the file would be a call of the system, twice for every record
    NOTE.pack_into(shared, 0, NOTHING_YET, 0)
    try:
        assignment: Assignment = pickle.loads(link.recv_bytes())  # noqa: S301 -- the parent is our own program
        reader = assignment.reader
        maker = ParcelMaker(assignment)
        _limit_memory(reader.settings.max_worker_mb * 1_000_000)
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.pthread_sigmask(signal.SIG_UNBLOCK, {signal.SIGALRM})
        tasks: queue.SimpleQueue[Task] = queue.SimpleQueue()
        threading.Thread(target=_receive, args=(link, tasks), daemon=True).start()
        _send(link, b"")
        _fall_silent()
        keep_freed_memory()
        gc.freeze()
        gc.set_threshold(GARBAGE_THRESHOLD)
        _work(reader, tasks, _Outbox(link, maker, reader.settings), shared)
    except (EOFError, ConnectionError):
        os._exit(0)  # the parent is gone, and nobody wants what is still being read
    except MemoryError:
        os._exit(OUT_OF_MEMORY)


def _work(reader: FileReader, tasks: queue.SimpleQueue[Task], outbox: _Outbox, note: mmap.mmap) -> None:
    while True:
        if tasks.empty():
            outbox.send()
        for number, unit in tasks.get():
            for item in _items(reader, unit, partial(_begin, outbox, note, number)):
                outbox.put(number, unit, item)
            outbox.stop_timer()


def _begin(outbox: _Outbox, note: mmap.mmap, number: int, count: int) -> None:
    NOTE.pack_into(note, 0, number, count)
    outbox.set_timer()


def _items(reader: FileReader, unit: Unit, begin: Begin) -> Iterator[Item]:
    if unit.stop is None:
        return reader.items(unit.file, unit.part, begin=begin)
    return itertools.chain(reader.items(unit.file, unit.part, most=unit.stop.after, begin=begin), [unit.stop.end])


class _Outbox:
    """Sends what is read, parcel by parcel. The timer runs while something is read or prepared, not while one waits."""

    def __init__(self, link: Connection[bytes, bytes], maker: ParcelMaker, settings: Settings) -> None:
        self._link = link
        self._maker = maker
        self._seconds = settings.max_file_seconds
        self._items = PARCEL_ITEMS * settings.indexing_share
        self._characters = PARCEL_CHARACTERS * settings.indexing_share
        self._began = time.monotonic()
        self._patience = FIRST_SECONDS
        self._goes_on: int | None = None
        self._timer_holds = 0.0
        """Until this moment the timer leaves what is read next its time."""

    def put(self, number: int, unit: Unit, item: Item) -> None:
        """Add an item of the unit with this number."""
        self._maker.put(number, unit, item)
        is_end = isinstance(item, Ended)
        # A unit of which the parent has a stretch is never read twice: its end must not wait for what the next may do.
        if self._is_full(at_end=is_end) or (is_end and self._goes_on == number):
            self.send()
            self._goes_on = None if is_end else number

    def send(self) -> None:
        """Send what there is, waiting until the parent takes it."""
        if self._maker:
            self.set_timer()
            packed = self._maker.take().packed()
            self.stop_timer()
            _send(self._link, packed)
            self._patience = min(2 * self._patience, MOST_SECONDS)
        self._began = time.monotonic()

    def set_timer(self) -> None:
        """End this process unless the timer is set or stopped again in time; nothing that runs here can prevent it.

        To set it takes longer than to read a short article, so what it has run for lately does not count.
        """
        now = time.monotonic()
        if now >= self._timer_holds:
            self._timer_holds = now + _UNCOUNTED
            signal.setitimer(signal.ITIMER_REAL, self._seconds + _UNCOUNTED)

    def stop_timer(self) -> None:
        """Nothing is being read."""
        self._timer_holds = 0.0
        signal.setitimer(signal.ITIMER_REAL, 0)

    def _is_full(self, *, at_end: bool) -> bool:
        return (
            self._maker.count >= self._items
            or self._maker.characters >= self._characters
            or time.monotonic() - self._began >= (1 if at_end else WITHIN) * self._patience
        )


def _send(link: Connection[bytes, bytes], message: bytes) -> None:
    link.send_bytes(SIZE.pack(len(message)))
    rest = memoryview(message)
    while rest:
        rest = rest[os.write(link.fileno(), rest) :]


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
