"""Whole numbers as bytes: little-endian, each list in the narrowest width that holds its largest value."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.codec.damage import DamagedFileError

Integers = NDArray[np.integer[Any]]

_WIDTHS: Final[dict[int, str]] = {1: "<u1", 2: "<u2", 4: "<u4"}


def width_of(largest: int) -> int:
    """The bytes (1, 2 or 4) that hold a number from 0 to 2³²-1."""
    return 1 if largest < 1 << 8 else 2 if largest < 1 << 16 else 4


def pack(values: Integers) -> tuple[int, bytes]:
    """The width in bytes (1, 2 or 4) and the packed values; all of them lie in 0 … 2³²-1."""
    width = width_of(int(values.max())) if values.size else 1
    return width, values.astype(_WIDTHS[width]).tobytes()


def unpack(data: bytes, width: int, count: int, offset: int) -> Integers:
    """The `count` values packed at `offset`; raises `DamagedFileError` if no numbers have that width."""
    kind = _WIDTHS.get(width)
    if kind is None:
        raise DamagedFileError(f"no integers are {width} bytes wide")
    values: Integers = np.frombuffer(data, kind, count, offset)
    return values
