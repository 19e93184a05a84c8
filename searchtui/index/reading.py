"""From files to articles: quick files in this process, all others in processes that may hang or die without harm."""

from __future__ import annotations

import os
from collections.abc import Generator, Mapping
from typing import Final

from searchtui.files.find import FoundFile
from searchtui.index.delivery import Delivery
from searchtui.index.items import FileReader, Item
from searchtui.index.preparing import Assignment
from searchtui.index.supervisor import Supervisor
from searchtui.index.units import UnitQueue

QUICK_SUFFIXES: Final = (".txt", ".text", ".md", ".markdown", ".json", ".jsonl", ".ndjson", ".csv", ".tsv")
"""Files that only code of our own and of Python's own reads, in a time that their size bounds."""

QUICK_BYTES: Final = 500_000
"""Size up to which that is a moment."""

QUICK_PACKED_BYTES: Final = 20_000
"""The same for gzipped files, which unpack to 200 times their size at most."""

FILES_WORTH_WORKERS: Final = 200
BYTES_WORTH_WORKERS: Final = 1_000_000
"""What there must be to read before several worker processes are started unasked: each takes a moment to start."""

MOST_WORKERS_UNASKED: Final = 8
"""More than that wait for the one process that writes what they prepare."""


def read_files(
    files: list[FoundFile], assignment: Assignment, known: Mapping[str, int], *, jobs: int | None
) -> Generator[Delivery | tuple[FoundFile, Item] | None, None, None]:
    """What is in the files, mixed: deliveries of workers, and of files read here each article and bad record, then its
    `Ended`. None tells that there is nothing yet.

    `known` gives the numbers of files in the manifest. As many worker processes as `jobs` says read and prepare; None
    chooses. With 1, quick files are read in this process, and a worker is started only for others. Raises
    `SearchtuiError` where workers cannot be started.
    """
    workers = _workers(files) if jobs is None else jobs
    here = [file for file in files if is_quick(file)] if workers == 1 else []
    elsewhere = [file for file in files if not is_quick(file)] if workers == 1 else files
    if not elsewhere:
        yield from read_here(here, assignment.reader)
        return
    units = UnitQueue(elsewhere, assignment.reader.paths.seeds, known)
    with Supervisor(units, assignment, jobs=workers) as supervisor:
        yield from read_here(here, assignment.reader)  # meanwhile the worker is at work
        yield from supervisor.deliveries()


def is_quick(file: FoundFile) -> bool:
    """Whether reading a file can neither hang nor take much time or memory, and so needs no guard."""
    name = file.path.lower()
    packed = name.endswith(".gz")
    return name.removesuffix(".gz").endswith(QUICK_SUFFIXES) and file.size <= (
        QUICK_PACKED_BYTES if packed else QUICK_BYTES
    )


def read_here(files: list[FoundFile], reader: FileReader) -> Generator[tuple[FoundFile, Item], None, None]:
    """The articles and bad records of each file, then its `Ended`: read in this process, without a guard."""
    for file in files:
        for item in reader.items(file):
            yield file, item


def _workers(files: list[FoundFile]) -> int:
    if len(files) < FILES_WORTH_WORKERS and sum(file.size for file in files) < BYTES_WORTH_WORKERS:
        return 1
    return min(_processors(), MOST_WORKERS_UNASKED)


def _processors() -> int:
    """How many processors this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
