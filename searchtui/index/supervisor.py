"""Worker processes that read files, watched over so that a file that hangs or kills one costs that file alone."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from dataclasses import dataclass
from multiprocessing.connection import wait
from threading import Thread
from types import TracebackType
from typing import Final, Self

from searchtui.errors import SearchtuiError
from searchtui.index.delivery import Assembler, Delivery
from searchtui.index.items import Ended
from searchtui.index.mailbox import Mailbox
from searchtui.index.parcel import Parcel, Stretch, unpacked
from searchtui.index.preparing import Assignment
from searchtui.index.units import Stop, UnitQueue
from searchtui.index.worker import OUT_OF_MEMORY, Task
from searchtui.index.worker_process import WorkerProcess, cause_of_death

UNITS_AHEAD: Final = 1_000
BYTES_AHEAD: Final = 16_000_000
"""What a worker has been handed and not yet read: enough for parcels to become full, little enough to share fairly."""

ROOM: Final = 32_000_000
"""Bytes of parcels that may wait for the writer. While it commits, the workers read on until there is no more room."""

HEARTBEAT: Final = 0.2
"""Seconds after which `results` says that there is nothing new."""

MOST_FAILED_STARTS: Final = 3
"""Workers in a row that end before they are ready, after which it is the program that is broken and no file."""

_GO_ON: Final = "What was indexed is kept. Free some memory and run searchtui reindex again."


@dataclass(frozen=True, slots=True)
class _Message:
    """From the supervising thread to the reader of results: a parcel, a unit given up, an error; or the end."""

    parcel: bytes | bytearray = b""
    given_up: tuple[int, Ended] | None = None
    error: BaseException | None = None

    @property
    def size(self) -> int:
        return len(self.parcel)


class Supervisor:
    """Reads and prepares files in worker processes while the `with` block lasts.

    A thread hands out units and takes in parcels, so that workers are busy while the writer is. Several workers read
    at once, even one large file, and files end in any order.
    """

    def __init__(self, units: UnitQueue, assignment: Assignment, *, jobs: int) -> None:
        self._units = units
        self._assignment = assignment
        self._jobs = jobs
        self._read_twice: set[int] = set()
        self._workers: list[WorkerProcess] = []
        self._failed_starts = 0
        self._mailbox: Mailbox[_Message] = Mailbox(ROOM)
        self._alarm, self._bell = os.pipe()
        self._closing = False
        self._thread = Thread(target=self._run, name="supervisor of readers", daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Stop all workers at once, whatever they do."""
        self._closing = True
        self._mailbox.close()
        os.write(self._bell, b"!")
        self._thread.join()
        os.close(self._alarm)
        os.close(self._bell)

    def deliveries(self) -> Iterator[Delivery | None]:
        """What has been read, all files in the end. None, several times a second, tells that there is nothing new.

        Raises `SearchtuiError` where workers cannot be started.
        """
        assembler = Assembler(self._units.__getitem__)
        while True:
            message = self._mailbox.get(HEARTBEAT)
            if message is None:
                yield None
            elif message.parcel:
                yield assembler.delivery(unpacked(message.parcel))
            elif message.given_up is not None:
                number, end = message.given_up
                yield assembler.delivery(Parcel([Stretch(number, end=end)]))
            elif message.error is not None:
                raise message.error
            else:
                return

    def _run(self) -> None:
        try:
            self._supervise()
            self._mailbox.put(_Message())
        except BaseException as error:  # noqa: BLE001 -- raised again where the deliveries are taken
            self._mailbox.put(_Message(error=error))
        finally:
            for worker in self._workers:
                worker.stop()

    def _supervise(self) -> None:
        while not self._closing and (self._units or any(worker.waiting for worker in self._workers)):
            while len(self._workers) < self._jobs and self._units:
                self._workers.append(_started(self._assignment))
                self._hand_out(self._workers[-1])
            for worker in self._workers:
                self._hand_out(worker)
            links = {worker.link: worker for worker in self._workers}
            for ready in wait([*links, self._alarm]):
                if ready in links:
                    self._receive(links[ready])

    def _hand_out(self, worker: WorkerProcess) -> None:
        """Refill what a worker has to read once half of it is done, leaving the others their share of the rest."""
        if len(worker.waiting) > UNITS_AHEAD // 2:
            return
        share = max(1, len(self._units) // (2 * self._jobs))
        size = sum(self._units[number].size for number in worker.waiting)
        task: Task = []
        while (
            self._units
            and len(task) < share
            and len(worker.waiting) + len(task) < UNITS_AHEAD
            and (size < BYTES_AHEAD or not (task or worker.waiting))
        ):
            number = self._units.take()
            task.append((number, self._units[number]))
            size += self._units[number].size
        if task:
            worker.hand(task)

    def _receive(self, worker: WorkerProcess) -> None:
        message = worker.receive()
        if message is None:
            self._bury(worker)
        elif message:
            self._mailbox.put(_Message(message))
        else:
            self._failed_starts = 0

    def _bury(self, worker: WorkerProcess) -> None:
        """Give up the record that a worker died of; what else it had to read is for the others."""
        self._workers.remove(worker)
        code = worker.stop()
        if not worker.is_ready:
            self._failed_starts += 1
            if self._failed_starts == MOST_FAILED_STARTS:
                raise SearchtuiError(
                    f"Processes that read files end as soon as they are started (code {code}).", hint=_GO_ON
                )
        culprit = worker.was_reading
        self._units.put_back(number for number in worker.waiting if number != culprit)
        if culprit is None:
            return
        # Memory that the units before it have left taken is not this one's fault.
        if code == OUT_OF_MEMORY and worker.units_read and not worker.goes_on and culprit not in self._read_twice:
            self._read_twice.add(culprit)
            self._units.put_back([culprit])
            return
        end = Ended(cause_of_death(code, self._assignment.reader.settings), again=code == -signal.SIGKILL)
        if worker.items_read and self._units[culprit].stop is None:  # they died with it, and can be read again
            self._units.stop(culprit, Stop(worker.items_read, end))
        else:
            self._mailbox.put(_Message(given_up=(culprit, end)))


def _started(assignment: Assignment) -> WorkerProcess:
    try:
        return WorkerProcess(assignment)
    except OSError as error:
        raise SearchtuiError(
            f"No process to read files can be started: {error.strerror or error}.", hint=_GO_ON
        ) from error
