"""The journal of changes, so that each can be undone and done again, by the window that made it, days later too.

    {"change": "c2f0…", "by": "w81a…", "at": "2024-05-06T07:08:09+02:00", "did": "starred 3 articles", "file": "marks",
     "changed": [{"key": […], "was": {…} or null, "now": {…}}, …]}
    {"undone": "c2f0…"}          or {"redone": "c2f0…"}

It is written before the change itself: what a crash kept from being done is found not to hold, and is not undone.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from searchtui.errors import UsageError
from searchtui.userdata.durable import add_to_file, replace_file, told
from searchtui.userdata.lines import Key, Line, Values
from searchtui.userdata.subjects import without

JOURNAL_FILE: Final = "undo.jsonl"
MOST_CHANGES: Final = 100
MOST_BYTES: Final = 8_000_000
"""With more of either the oldest changes are forgotten: they stay done, but can no longer be undone."""


@dataclass(frozen=True, slots=True)
class Item:
    """What a change did to one thing: the fields of the line that held before, if any, and those of the new one."""

    key: Key
    was: Values | None
    now: Values


@dataclass(frozen=True, slots=True)
class Change:
    """Something that the user did at once: `did` says it in the past tense, `file` is the ledger it was written to."""

    id: str
    by: str
    at: dt.datetime
    did: str
    file: str
    items: tuple[Item, ...]


class Journal:
    """The changes that can be undone. Whoever writes holds `durable.sole_writer`."""

    def __init__(self, user_folder: Path) -> None:
        self._path = user_folder / JOURNAL_FILE

    def add(self, change: Change) -> None:
        """Note a change that is about to be made. Raises `UsageError` where it cannot be written."""
        self._write({
            "change": change.id, "by": change.by, "at": change.at.isoformat(), "did": change.did, "file": change.file,
            "changed": [{"key": item.key, "was": item.was, "now": item.now} for item in change.items],
        })  # fmt: skip

    def undone(self, change: Change) -> None:
        """Note that a change was undone."""
        self._write({"undone": change.id})

    def redone(self, change: Change) -> None:
        """Note that a change was done again."""
        self._write({"redone": change.id})

    def changes(self) -> tuple[list[Change], list[Change]]:
        """The changes that can be undone, and those that can be done again, each with the latest last.

        A line that is damaged is passed over: what it tells of cannot be undone, and nothing else is lost.
        """
        done: dict[str, Change] = {}
        again: dict[str, Change] = {}
        for values in self._read():
            if (change := _change(values)) is not None:
                done[change.id] = change
                again = {each: other for each, other in again.items() if other.by != change.by}
            elif (undone := done.pop(str(values.get("undone")), None)) is not None:
                again[undone.id] = undone
            elif (redone := again.pop(str(values.get("redone")), None)) is not None:
                done[redone.id] = redone
        return list(done.values()), list(again.values())

    def _read(self) -> Iterable[Mapping[str, Any]]:
        try:
            content = self._path.read_bytes()
        except FileNotFoundError:
            return
        except OSError as error:
            raise UsageError(
                f"Your work cannot be read: {self._path}: {error.strerror or error}.", hint="Look at its permissions."
            ) from error
        for line in content.split(b"\n"):
            try:
                values = json.loads(line) if line.strip() else None
            except (ValueError, RecursionError):
                continue
            if isinstance(values, dict):
                yield values

    def _write(self, values: Mapping[str, Any]) -> None:
        with told(self._path):
            add_to_file(self._path, (json.dumps(values) + "\n").encode())
            self._shorten()

    def _shorten(self) -> None:
        if self._path.stat().st_size <= MOST_BYTES and self._lines() <= 4 * MOST_CHANGES:
            return
        lines = self._path.read_bytes().rstrip(b"\n").split(b"\n")[-2 * MOST_CHANGES :]
        while len(lines) > 1 and sum(map(len, lines)) > MOST_BYTES // 2:
            del lines[0]
        replace_file(self._path, b"\n".join(lines) + b"\n")

    def _lines(self) -> int:
        return self._path.read_bytes().count(b"\n")


def items_of(
    held: Mapping[Key, Line], said: Sequence[tuple[Key, Values]], before: Mapping[Key, Values]
) -> tuple[Item, ...]:
    """What saying this does to what the lines held; `before` is what held of things that no line is about."""
    return tuple(Item(key, held[key].values if key in held else before.get(key), values) for key, values in said)


def turned_back(change: Change, held: Mapping[Key, Line]) -> list[tuple[Key, Values]]:
    """What to say so that things are as before the change; nothing of what was changed again since."""
    return [
        (item.key, without(item.now) if item.was is None else item.was)
        for item in change.items
        if item.key in held and held[item.key].values == item.now
    ]


def done_again(change: Change, held: Mapping[Key, Line]) -> list[tuple[Key, Values]]:
    """What to say so that things are as after the change; nothing of what was changed since it was undone."""
    return [
        (item.key, item.now)
        for item in change.items
        if item.key in held and held[item.key].values == (without(item.now) if item.was is None else item.was)
    ]


def _change(values: Mapping[str, Any]) -> Change | None:
    try:
        items = tuple(_item(each) for each in values["changed"])
        at = dt.datetime.fromisoformat(values["at"])
        return Change(str(values["change"]), str(values["by"]), at, str(values["did"]), str(values["file"]), items)
    except (KeyError, TypeError, ValueError):
        return None


def _item(values: Mapping[str, Any]) -> Item:
    """One thing of a change. Raises `TypeError` for what is none."""
    if not isinstance(values["now"], dict) or not isinstance(values["was"], dict | None):
        raise TypeError("no fields of a line")
    return Item(tuple(map(str, values["key"])), values["was"], values["now"])
