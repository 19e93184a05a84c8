"""The folder of the user's work as a whole: its ledgers, changes that are undone together, and the lock on it all."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from searchtui.userdata.durable import sole_writer
from searchtui.userdata.journal import Change, Journal, done_again, items_of, turned_back
from searchtui.userdata.ledger import Ledger
from searchtui.userdata.lines import Key, KeyOf, Line, Values
from searchtui.userdata.searches import Saved, Seen, SeenFile, key_of_query, key_of_search, saved_searches
from searchtui.userdata.subjects import key_about_article

MARKS, NOTES, READING, SEARCHES, HISTORY = "marks", "notes", "reading", "searches", "history"
"""The ledgers: stars and tags; notes; what was read and how far; saved searches; queries."""

ABOUT_ARTICLES: Final = (MARKS, NOTES, READING)
MOST_QUERIES: Final = 1_000
"""Queries that the history keeps."""

_KEYS: Final[Mapping[str, KeyOf]] = {
    MARKS: key_about_article,
    NOTES: key_about_article,
    READING: key_about_article,
    SEARCHES: key_of_search,
    HISTORY: key_of_query,
}

Said = Sequence[tuple[Key, Values]]
"""What is to be said: about what, and the fields of its line."""


@dataclass(frozen=True, slots=True)
class Undone:
    """A change that was undone or done again; `left` things were not, as they were changed since."""

    change: Change
    left: int


class UserFolder:
    """The user's work in `.searchtui/`. Safe to use from several threads and processes."""

    def __init__(self, folder: Path) -> None:
        self.path = folder
        self.window = secrets.token_hex(4)
        """Names this window among those that write; what a window does it undoes itself."""

        self.ledgers = {name: Ledger(folder / f"{name}.jsonl", key_of) for name, key_of in _KEYS.items()}
        self._journal = Journal(folder)

    def change(self, file: str, did: str, said: Said, before: Mapping[Key, Values] | None = None) -> None:
        """Say this as one change, which can be undone; what is said already is left out.

        `before` has the fields to go back to of things that no line is about, but hold for another reason. Raises
        `UsageError` where it cannot be written; then nothing is changed.
        """
        with sole_writer(self.path):
            held = self.ledgers[file].lines()
            new = [(key, values) for key, values in said if key not in held or held[key].values != values]
            if not new:
                return
            now = _now()
            self._journal.add(
                Change(secrets.token_hex(8), self.window, now, did, file, items_of(held, new, before or {}))
            )
            self.ledgers[file].add(new, now)
            self.ledgers[file].tidy()

    def note(self, file: str, said: Said) -> None:
        """Say what comes of itself and is not to be undone, such as how far one has read."""
        with sole_writer(self.path):
            self.ledgers[file].add(said, _now())
            self.ledgers[file].tidy(most=MOST_QUERIES if file == HISTORY else None)

    def undo(self) -> Undone | None:
        """Undo the latest change of this window, or where it has made none, the latest of all; None without any."""
        return self._turn(lambda journal: journal.changes()[0], turned_back, self._journal.undone)

    def redo(self) -> Undone | None:
        """Do the change again that this window undid last; None without any."""
        return self._turn(lambda journal: journal.changes()[1], done_again, self._journal.redone)

    def undoable(self) -> Change | None:
        """The change that `undo` would undo."""
        return self._latest(self._journal.changes()[0])

    def saved(self) -> Mapping[str, Saved]:
        """The saved searches by `searches.search_key`, in alphabetical order."""
        return saved_searches(self.ledgers[SEARCHES].lines().values())

    def queries(self) -> list[str]:
        """The queries asked, the latest first."""
        lines = self.ledgers[HISTORY].lines().values()
        return [line.key[1] for line in sorted(lines, key=lambda line: line.age, reverse=True) if not line.gone]

    def seen(self, name: str) -> Seen | None:
        """What the saved search `name` had found when it was last looked at; None if it never was."""
        return SeenFile(self.path, name).read()

    def note_seen(self, name: str, seen: Seen) -> None:
        """Note that a saved search was looked at when it found these."""
        with sole_writer(self.path):
            SeenFile(self.path, name).add(seen)

    def problems(self) -> tuple[str, ...]:
        """What the user should know about lines that are not understood."""
        return tuple(problem for ledger in self.ledgers.values() for problem in ledger.problems())

    def _latest(self, changes: Sequence[Change]) -> Change | None:
        own = [change for change in changes if change.by == self.window]
        return next(reversed(own or changes), None)

    def _turn(
        self,
        candidates: Callable[[Journal], list[Change]],
        turned: Callable[[Change, Mapping[Key, Line]], list[tuple[Key, Values]]],
        noted: Callable[[Change], None],
    ) -> Undone | None:
        """Undo or redo the latest change of which anything is left to turn."""
        with sole_writer(self.path):
            changes = candidates(self._journal)
            while (change := self._latest(changes)) is not None:
                changes.remove(change)
                ledger = self.ledgers.get(change.file)
                said = [] if ledger is None else turned(change, ledger.lines())
                if ledger is not None and said:
                    ledger.add(said, _now())
                noted(change)
                if said:
                    return Undone(change, len(change.items) - len(said))
            return None


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()
