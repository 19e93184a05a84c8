"""What reindexing tells its caller: how far it is, and in the end what it did."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Phase(Enum):
    """What a reindex is doing."""

    SCANNING = "scanning"
    """Comparing the folder with the index; `Progress.done` counts files seen, the total is not known."""

    COMPARING = "comparing"
    """Comparing articles in the index with each other to find copies, where that has yet to be done."""

    MARKING = "marking"
    """Marking lines that recur across one outlet's files as site chrome."""

    READING = "reading"
    """Reading files and adding their articles."""

    REMOVING = "removing"
    """Taking out articles whose files are gone."""

    DONE = "done"
    """Finished or stopped; the `Progress` carries the `Summary`."""


@dataclass(frozen=True, slots=True)
class Failure:
    """A file, or a record of one, that could not be read. `path` is relative to the library."""

    path: str
    reason: str


@dataclass(frozen=True, slots=True)
class Summary:
    """What a reindex did. All counts but `failed` are of articles.

    `articles` is how many the index holds now, `unchanged` how many of them did not need to be written, `seconds` the
    time taken. `failed` lists every file that could not be read, those known from before included. `interrupted` is
    true when it was stopped early: what was done is kept, and the next reindex goes on from there.
    `notes` say what else the user should know, such as that a damaged index was built anew.
    """

    articles: int = 0
    added: int = 0
    updated: int = 0
    removed: int = 0
    unchanged: int = 0
    failed: tuple[Failure, ...] = ()
    seconds: float = 0.0
    interrupted: bool = False
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Progress:
    """How far a reindex is.

    `done` and `total` count files to be read (removing, files that are gone; comparing and marking, articles),
    `articles` the articles read so far, `failed` the files that could not be read, `rate` articles a second. `fraction`
    (0 to 1) also counts the part done of a large file, and with `seconds_left` is None as long as it cannot be told.
    Only the last one has a `summary`.
    """

    phase: Phase
    done: int = 0
    total: int = 0
    articles: int = 0
    failed: int = 0
    rate: float = 0.0
    fraction: float | None = None
    seconds_left: float | None = None
    summary: Summary | None = None
