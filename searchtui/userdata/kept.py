"""What the user keeps of one article, put together from the lines about it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass

from searchtui.userdata.lines import Line
from searchtui.userdata.passages import Passage, passage_of
from searchtui.userdata.subjects import Detail


@dataclass(frozen=True, slots=True)
class Note:
    """A note on an article, or on a passage of it. Without `words` it marks the passage. `at` is its last change."""

    id: str
    words: str
    passage: Passage | None
    at: dt.datetime


@dataclass(frozen=True, slots=True)
class Kept:
    """What the user keeps of an article. `tags` are as last written, in alphabetical order; notes are by their place in
    the text, those on the whole article first. `place` is the offset into the text that was read last, if remembered.
    """

    star: bool = False
    tags: tuple[str, ...] = ()
    notes: tuple[Note, ...] = ()
    read: bool = False
    place: int | None = None

    @property
    def any(self) -> bool:
        """Whether there is a star, a tag or a note."""
        return self.star or bool(self.tags) or bool(self.notes)


NOTHING_KEPT = Kept()


def kept_of(lines: Mapping[Detail, Line]) -> Kept:
    """What the lines about one article say, each the one that holds."""
    holding = [(detail, line) for detail, line in lines.items() if not line.gone]
    if not holding:
        return NOTHING_KEPT
    notes = [note_of(line) for detail, line in holding if detail[0] == "note"]
    return Kept(
        star=any(detail[0] == "star" for detail, _ in holding),
        tags=tuple(sorted((line.values["tag"] for detail, line in holding if detail[0] == "tag"), key=str.casefold)),
        notes=tuple(sorted(notes, key=_order)),
        read=any(detail[0] == "read" and line.values["read"] is True for detail, line in holding),
        place=next((line.values["place"] for detail, line in holding if detail[0] == "place"), None),
    )


def note_of(line: Line) -> Note:
    """The note in a line that has one."""
    words = line.values.get("words", "")
    return Note(line.values["note"], words if isinstance(words, str) else "", passage_of(line.values), line.at)


def _order(note: Note) -> tuple[int, dt.datetime, str]:
    return -1 if note.passage is None else note.passage.start, note.at, note.id
