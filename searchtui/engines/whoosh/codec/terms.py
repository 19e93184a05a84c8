"""The terms of a field in order, as they lie in a segment: found by binary search, none of them read before."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.codec.container import Container, ContainerWriter
from searchtui.engines.whoosh.codec.damage import DamagedFileError
from searchtui.engines.whoosh.codec.ragged import starts_of


class SortedBytes(Sequence[bytes]):
    """Ascending distinct byte strings, joined in `data`; string n is `data[offsets[n]:offsets[n + 1]]`."""

    def __init__(self, data: NDArray[np.uint8], offsets: NDArray[Any]) -> None:
        if not offsets.size or int(offsets[-1]) != data.size:
            raise DamagedFileError("a list of terms is cut")
        self.data = data
        self.offsets = offsets
        self._view = memoryview(data.data)

    def __len__(self) -> int:
        return self.offsets.size - 1

    def __getitem__(self, number: Any) -> Any:
        """One string, or the list of them in a slice."""
        if isinstance(number, slice):
            first, last, _ = number.indices(len(self))
            return self.between(first, last)
        if not -len(self) <= number < len(self):
            raise IndexError(number)
        number %= len(self)
        return self._view[int(self.offsets[number]) : int(self.offsets[number + 1])].tobytes()

    def __iter__(self) -> Iterator[bytes]:
        return iter(self.between(0, len(self)))

    def between(self, first: int, last: int) -> list[bytes]:
        """The strings from number `first` to before `last`."""
        if last <= first:
            return []
        begin = int(self.offsets[first])
        joined = self._view[begin : int(self.offsets[last])].tobytes()
        ends = (self.offsets[first : last + 1].astype(np.int64) - begin).tolist()
        return [joined[start:end] for start, end in pairwise(ends)]

    def place(self, string: bytes) -> int:
        """The number of the first string that is not before `string`."""
        view, offsets = self._view, memoryview(self.offsets.data)  # which gives plain numbers, and at once
        low, high = 0, len(self)
        while low < high:
            middle = (low + high) // 2
            if view[offsets[middle] : offsets[middle + 1]].tobytes() < string:
                low = middle + 1
            else:
                high = middle
        return low

    def find(self, string: bytes) -> int:
        """The number of a string, -1 if it is not there."""
        place = self.place(string)
        return place if place < len(self) and self[place] == string else -1

    def with_prefix(self, prefix: bytes) -> tuple[int, int]:
        """The numbers of the strings that begin with `prefix`: from the first to before the second."""
        first = self.place(prefix)
        stripped = prefix.rstrip(b"\xff")
        if not stripped:
            return first, len(self)
        return first, self.place(stripped[:-1] + bytes([stripped[-1] + 1]))


def put_strings(out: ContainerWriter, name: str, strings: Sequence[bytes]) -> None:
    """Write ascending strings as `strings_of` reads them."""
    offsets = starts_of(np.fromiter(map(len, strings), np.int64, len(strings)))
    out.put(f"{name}.strings", np.frombuffer(b"".join(strings), np.uint8))
    put_numbers(out, f"{name}.offsets", offsets)


def strings_of(container: Container, name: str) -> SortedBytes:
    """The strings written under a name."""
    return SortedBytes(container.array(f"{name}.strings"), container.array(f"{name}.offsets"))


def put_numbers(out: ContainerWriter, name: str, values: NDArray[Any]) -> None:
    """Write whole numbers in the narrowest type that holds them all."""
    largest = int(values.max()) if values.size else 0
    kind = next(kind for kind in ("|u1", "<u2", "<u4", "<u8") if largest <= np.iinfo(kind).max)
    out.put(name, values.astype(kind))
