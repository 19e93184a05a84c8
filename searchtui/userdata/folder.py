"""The folder of the user's work as a whole: its ledgers, changes that are undone together, and the lock on it all."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from searchtui.userdata.durable import sole_writer
from searchtui.userdata.journal import Change, Item, Journal, done_again, items_of, turned_back
from searchtui.userdata.ledger import Ledger
from searchtui.userdata.lines import Key, KeyOf, Line, Values
from searchtui.userdata.searches import Saved, Seen, SeenFile, key_of_query, key_of_search, saved_searches
from searchtui.userdata.subjects import key_about_article

MARKS, NOTES, READING, SEARCHES, HISTORY = "marks", "notes", "reading", "searches", "history"
"""The ledgers: stars and tags; notes; what was read and how far; saved searches; queries."""

FIXES = "fixes"
"""Stands in the journal for fixes of outlets, dates and titles, which are kept elsewhere."""

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


Turned = Callable[[Change, Mapping[Key, Line]], list[tuple[Key, Values]]]
"""What to say to turn a change, given the lines that hold."""


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

    def note_fixed(self, did: str, article_ids: Iterable[str]) -> None:
        """Note in the journal that the facts of articles were fixed, so that `undo` comes to it in its turn."""
        items = tuple(Item((article_id,), None, {}) for article_id in article_ids)
        with sole_writer(self.path):
            self._journal.add(Change(secrets.token_hex(8), self.window, _now(), did, FIXES, items))

    def undo(self, undo_fixes: Callable[[Sequence[str]], int]) -> Undone | None:
        """Undo the latest change of this window, or where it has made none, the latest of all; None without any.

        `undo_fixes` undoes the fixes of articles and returns of how many there were any.
        """

        def turn(change: Change) -> int:
            if change.file == FIXES:
                return undo_fixes([item.key[0] for item in change.items])
            return self._say_turned(change, turned_back)

        return self._turn(self._journal.changes()[0], turn, self._journal.undone)

    def redo(self) -> Undone | None:
        """Do the change again that this window undid last; None without any. Fixes are not made again."""
        again = [change for change in self._journal.changes()[1] if change.file != FIXES]
        return self._turn(again, lambda change: self._say_turned(change, done_again), self._journal.redone)

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
        self, changes: list[Change], turn: Callable[[Change], int], noted: Callable[[Change], None]
    ) -> Undone | None:
        """Turn the latest of these changes of which anything is left to turn."""
        with sole_writer(self.path):
            while (change := self._latest(changes)) is not None:
                changes.remove(change)
                turned = turn(change)
                noted(change)
                if turned:
                    return Undone(change, len(change.items) - turned)
            return None

    def _say_turned(self, change: Change, turned: Turned) -> int:
        """Say what turns a change; about how many things that is."""
        ledger = self.ledgers.get(change.file)
        return 0 if ledger is None else len(ledger.add(turned(change, ledger.lines()), _now()))


def _now() -> dt.datetime:
    return dt.datetime.now().astimezone()
