"""A worker process as its parent sees it: started, given files, and told apart by how it ended."""

from __future__ import annotations

import contextlib
import os
import pickle
import signal
import subprocess
import sys
import tempfile
from collections import deque
from multiprocessing.connection import Connection
from socket import socketpair
from typing import Final

from searchtui.config import Settings
from searchtui.index.parcel import HEADER
from searchtui.index.preparing import Assignment
from searchtui.index.worker import NOTE, OUT_OF_MEMORY, SIZE, Task

SECONDS_TO_END: Final = 0.05
"""What a worker gets to end by itself once its parent has closed the connection."""

_START: Final = """\
import sys
sys.path[:] = sys.argv[3:]
from searchtui.index.worker import main
main(int(sys.argv[1]), int(sys.argv[2]))
"""


class WorkerProcess:
    """One process that reads units, in the order in which they are handed to it."""

    def __init__(self, assignment: Assignment) -> None:
        """Start it. It is no child of `multiprocessing`, which would run the main program's file once more in it."""
        ours, theirs = socketpair()
        self._note = tempfile.TemporaryFile()  # noqa: SIM115 -- closed with the process
        try:
            self._process = subprocess.Popen(  # noqa: S603 -- our own interpreter and code
                [sys.executable, "-c", _START, str(theirs.fileno()), str(self._note.fileno()), *sys.path],
                pass_fds=(theirs.fileno(), self._note.fileno()),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                process_group=0,  # Ctrl-C is for the parent, which stops its workers in good order
            )
        except BaseException:
            ours.close()
            self._note.close()
            raise
        finally:
            theirs.close()
        self.link: Connection[bytes, bytes] = Connection(ours.detach())
        self.waiting: deque[int] = deque()
        """Numbers of the units handed to it whose end it has not told yet, in order."""
        self.is_ready = False
        self.units_read = 0
        self.goes_on = False
        """Whether the parent has a stretch, but not the end, of the first unit of `waiting`."""
        self.was_reading: int | None = None
        """Once it has ended: the number of the unit in the middle of which it did."""
        self.items_read = 0
        """Once it has ended: how many items of that unit it had read, whether the parent has them or not."""
        with contextlib.suppress(ConnectionError):  # it is dead already, and will be found so
            self.link.send_bytes(pickle.dumps(assignment))

    def hand(self, task: Task) -> None:
        """Give it units to read."""
        self.waiting.extend(number for number, _ in task)
        with contextlib.suppress(ConnectionError):  # as above
            self.link.send_bytes(pickle.dumps(task))

    def receive(self) -> bytes | bytearray | None:
        """Take one message of it: a parcel, empty when it has just become ready, or None when it has ended."""
        try:
            message = _read(self.link.fileno(), *SIZE.unpack(self.link.recv_bytes()))
        except (EOFError, ConnectionError):
            return None
        if not message:
            self.is_ready = True
            return message
        ended, goes_on, _ = HEADER.unpack_from(message)
        for _ in range(ended):
            self.waiting.popleft()
        self.units_read += ended
        self.goes_on = bool(goes_on)
        return message

    def stop(self) -> int:
        """End it at once, whatever it does. Returns its exit code, which is its own if it had ended by itself."""
        self.link.close()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._process.wait(SECONDS_TO_END)
        self._process.kill()
        code = self._process.wait()
        with self._note:
            note = os.pread(self._note.fileno(), NOTE.size, 0)
        if self.goes_on:
            self.was_reading = self.waiting[0]
        elif len(note) == NOTE.size and NOTE.unpack(note)[0] in self.waiting:
            self.was_reading, self.items_read = NOTE.unpack(note)
        return code


def _read(file: int, size: int) -> bytearray:
    """The next `size` bytes: read to their place, where `Connection` would gather them from many small pieces."""
    content = bytearray(size)
    rest = memoryview(content)
    while rest:
        count = os.readv(file, [rest])
        if not count:
            raise EOFError
        rest = rest[count:]
    return content


def cause_of_death(code: int, settings: Settings) -> str:
    """Why a worker that ended with this exit code did, for the user, with what can be done about it."""
    if code == -signal.SIGALRM:
        return (
            f"It was given up after {settings.max_file_seconds} seconds. "
            "Open it to see what is odd about it, or raise max_file_seconds in searchtui.toml."
        )
    if code == OUT_OF_MEMORY:
        return (
            f"Reading it takes more than {settings.max_worker_mb:,} MB of memory. "
            "Split it, or raise max_worker_mb in searchtui.toml."
        )
    if code == -signal.SIGKILL:
        return (
            "The process that read it was killed, perhaps by the system for want of memory. "
            "Close other programs, or split the file, and run searchtui reindex again."
        )
    how = signal.Signals(-code).name if code < 0 else f"exit code {code}"
    return f"The process that read it ended unexpectedly ({how}). Save the file in another format to have it indexed."
