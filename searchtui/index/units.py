"""What workers are given to read: files, and the parts of large ones, cut as they are handed out."""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from searchtui.files.find import FoundFile
from searchtui.files.parts import Part, parts
from searchtui.index.items import Ended


class Stop(NamedTuple):
    """The record that killed a worker: how many items come before it, and what is told in its place."""

    after: int
    end: Ended


@dataclass(frozen=True, slots=True)
class Unit:
    """A file, or a part of it; `index` counts the units of a file from 0.

    `known_as` is the number of the file in the manifest, 0 if the index holds nothing of it. With `stop` it is read no
    further than that.
    """

    file: FoundFile
    part: Part | None = None
    index: int = 0
    known_as: int = 0
    stop: Stop | None = None

    @property
    def is_last(self) -> bool:
        """Whether no further unit of its file follows."""
        return self.part is None or self.part.is_last

    @property
    def size(self) -> int:
        """Bytes to read."""
        return self.file.size if self.part is None else self.part.size(self.file.size)


class UnitQueue:
    """The units of some files, each under a number; a file is cut no sooner than its parts are asked for."""

    def __init__(self, files: Iterable[FoundFile], folder: Path, known: Mapping[str, int]) -> None:
        """`folder` is the one that the files' paths are relative to, `known` gives their numbers in the manifest."""
        self._files = deque(files)
        self._folder = folder
        self._known = known
        self._units: list[Unit] = []
        self._parts: Iterator[Unit] | None = None
        self._again: deque[int] = deque()

    def __getitem__(self, number: int) -> Unit:
        """The unit that was handed out under a number."""
        return self._units[number]

    def __len__(self) -> int:
        """How many there are left to hand out; of a file that is being cut, all that is left counts as one."""
        return len(self._again) + (self._parts is not None) + len(self._files)

    def take(self) -> int:
        """The number of the next unit. Raises `IndexError` where there is none."""
        if self._again:
            return self._again.popleft()
        if self._parts is None:
            self._parts = self._cut(self._files.popleft())
        unit = next(self._parts)
        if unit.is_last:
            self._parts = None
        self._units.append(unit)
        return len(self._units) - 1

    def stop(self, number: int, stop: Stop) -> None:
        """Let a unit be read once more, up to what killed its reader."""
        self._units[number] = replace(self._units[number], stop=stop)
        self._again.appendleft(number)

    def put_back(self, numbers: Iterable[int]) -> None:
        """Hand these out once more, in their order and before all others."""
        self._again.extendleft(reversed(list(numbers)))

    def _cut(self, file: FoundFile) -> Iterator[Unit]:
        known_as = self._known.get(file.path, 0)
        for index, part in enumerate(parts(self._folder / file.path, file.size)):
            yield Unit(file, part, index, known_as)
