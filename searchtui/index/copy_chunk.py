"""Rows of the record of copies some hundred at a time, column by column: half the room that they take one by one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from searchtui.articles.fingerprint import Lowest, Values, lowest_values
from searchtui.index.copy_row import CopyRow
from searchtui.zstandard import unpacked, zstd

MOST_ROWS: Final = 256
"""Rows in a chunk. To read one of them, all are unpacked, in a fraction of a millisecond."""

_SEPARATOR: Final = "\0"
_COLUMNS: Final = (("numbers", "<u4"), ("days", "<i4"), ("sizes", "<u4"), ("counts", "<u2"), ("outlets", "|u1"))

_LEVEL: Final = 1
"""Hardly anything repeats, but small gaps are frequent, and higher levels give these no shorter codes."""

_MOST_BYTES: Final = 1 << 26
"""No chunk has more, whatever is in the file."""

_LARGE: Final = 255
"""Most gaps from one value to the next are smaller, and take a byte."""

Numbers = NDArray[np.int64]


def packed(rows: Mapping[int, CopyRow]) -> tuple[bytes, bytes]:
    """Rows with their numbers, ascending, as bytes: who they are, and the values of their fingerprints."""
    ids, days, outlets, sizes, prints = zip(*rows.values(), strict=True)
    counts = np.fromiter(map(len, prints), np.int64, len(prints)) // 2
    numbers = np.diff(np.fromiter(rows, np.int64, len(rows)), prepend=0)
    columns = (numbers, days, sizes, counts, outlets)
    facts = [np.array(column).astype(kind).tobytes() for column, (_, kind) in zip(columns, _COLUMNS, strict=True)]
    who = b"".join((*facts, _SEPARATOR.join(ids).encode("utf-8", "surrogatepass")))
    values = np.frombuffer(b"".join(prints), "<u2").astype(np.int32)
    gaps = np.diff(values, prepend=np.int32(0))
    firsts = (np.cumsum(counts) - counts)[counts > 0]
    gaps[firsts] = values[firsts]
    large = gaps >= _LARGE
    low = np.where(large, _LARGE, gaps).astype(np.uint8)
    together = low.tobytes() + (gaps[large] - _LARGE).astype("<u2").tobytes()
    return zstd.compress(who, _LEVEL), zstd.compress(together, _LEVEL)


class Chunk:
    """Rows again. Raises `ValueError` for bytes that hold none."""

    def __init__(self, count: int, facts: bytes, values: bytes) -> None:
        columns_and_ids = unpacked(facts, _MOST_BYTES)
        columns: dict[str, NDArray[Any]] = {}
        place = 0
        for name, kind in _COLUMNS:
            columns[name] = np.frombuffer(columns_and_ids, kind, count, place).astype(np.int64)
            place += columns[name].size * np.dtype(kind).itemsize
        self.ids = columns_and_ids[place:].decode("utf-8", "surrogatepass").split(_SEPARATOR)
        if len(self.ids) != count:
            raise ValueError("a chunk is cut")
        self.numbers: Numbers = np.cumsum(columns["numbers"])
        self.days: Numbers = columns["days"]
        self.sizes: Numbers = columns["sizes"]
        self.counts: Numbers = columns["counts"]
        self._outlets = columns["outlets"]
        self._starts = np.cumsum(self.counts) - self.counts
        self.values = self._unpacked(unpacked(values, _MOST_BYTES))
        """The values of all fingerprints, one behind the other."""

    @property
    def lowest(self) -> Lowest:
        """The lowest values of every fingerprint."""
        return lowest_values(self.values, self.counts)

    def rows(self) -> dict[int, CopyRow]:
        """All rows by number."""
        return {int(number): self._row(place) for place, number in enumerate(self.numbers)}

    def some(self, numbers: Numbers) -> dict[int, CopyRow]:
        """Those of these rows that are here."""
        places = np.minimum(np.searchsorted(self.numbers, numbers), self.numbers.size - 1).tolist()
        wanted = zip(numbers.tolist(), places, strict=True)
        return {number: self._row(place) for number, place in wanted if self.numbers[place] == number}

    def _unpacked(self, values: bytes) -> Values:
        size = int(self.counts.sum())
        gaps = np.frombuffer(values, np.uint8, size).astype(np.int64)
        large = np.flatnonzero(gaps == _LARGE)
        gaps[large] += np.frombuffer(values, "<u2", large.size, size)
        sums = np.cumsum(gaps)
        filled = self.counts > 0
        before = sums[self._starts[filled]] - gaps[self._starts[filled]]
        found: Values = (sums - np.repeat(before, self.counts[filled])).astype(np.uint16)
        return found

    def _row(self, place: int) -> CopyRow:
        start = int(self._starts[place])
        values = self.values[start : start + int(self.counts[place])].astype("<u2", copy=False).tobytes()
        outlet = bool(self._outlets[place])
        return CopyRow(self.ids[place], int(self.days[place]), outlet, int(self.sizes[place]), values)
