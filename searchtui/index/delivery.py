"""What workers have sent, file by file: the parts of a file become one file again."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import NamedTuple

from searchtui.files.document import BadRecord
from searchtui.files.find import FoundFile
from searchtui.files.parts import Part
from searchtui.files.records import joined
from searchtui.index.article_row import ArticleRow
from searchtui.index.items import Ended
from searchtui.index.parcel import Parcel, Stretch
from searchtui.index.units import Unit


class FileStretch(NamedTuple):
    """Some articles and bad records of a file, `characters` of text in all, and the file's end if it is read."""

    file: FoundFile
    rows: list[ArticleRow]
    characters: int
    bad: list[BadRecord]
    end: Ended | None


class Delivery(NamedTuple):
    """A parcel, its stretches named by file. Files come mixed, and in any order."""

    stretches: list[FileStretch]
    prepared: bytes


class Assembler:
    """Turns parcels into deliveries: a file has ended when all its parts have, and its bad records come in order."""

    def __init__(self, unit: Callable[[int], Unit]) -> None:
        """`unit` gives the unit that was handed out under a number."""
        self._unit = unit
        self._in_parts: dict[str, _Parts] = {}

    def delivery(self, parcel: Parcel) -> Delivery:
        """A parcel as a delivery."""
        return Delivery([self._of_file(stretch) for stretch in parcel.stretches], parcel.prepared)

    def _of_file(self, stretch: Stretch) -> FileStretch:
        unit = self._unit(stretch.number)
        if unit.part is None:
            return FileStretch(unit.file, stretch.rows, stretch.characters, stretch.bad, stretch.end)
        parts = self._in_parts.setdefault(unit.file.path, _Parts(unit.part))
        parts.note(unit, stretch)
        bad: list[BadRecord] = []
        end = None
        if parts.have_ended:
            bad, end = parts.bad_records(), parts.end()
            del self._in_parts[unit.file.path]
        return FileStretch(unit.file, stretch.rows, stretch.characters, bad, end)


@dataclass(slots=True)
class _Parts:
    """What is known so far of a file that is read in parts, by index of the part; `one` is any of them."""

    one: Part
    bad: dict[int, list[BadRecord]] = field(default_factory=dict)
    ends: dict[int, Ended] = field(default_factory=dict)
    number: int | None = None
    has_articles: bool = False

    def note(self, unit: Unit, stretch: Stretch) -> None:
        """Note what came of a part."""
        self.has_articles |= bool(stretch.rows)
        self.bad.setdefault(unit.index, []).extend(stretch.bad)
        if stretch.end is not None:
            self.ends[unit.index] = stretch.end
        if unit.is_last:
            self.number = unit.index + 1

    @property
    def have_ended(self) -> bool:
        """Whether all parts have, the last one included."""
        return len(self.ends) == self.number

    def bad_records(self) -> list[BadRecord]:
        """Those of all parts, as many as are told of one file."""
        return joined((record for _, records in sorted(self.bad.items()) for record in records), self.one.what)

    def end(self) -> Ended:
        """How the file ended: for each reason why a part did, that reason."""
        ends = [self.ends[index] for index in sorted(self.ends)]
        reasons = dict.fromkeys(end.reason for end in ends if end.reason)
        if not reasons and not self.has_articles and not any(self.bad.values()):
            reasons = {str(self.one.nothing()): None}
        return Ended(" ".join(reasons), any(end.again for end in ends), any(end.vanished for end in ends))
