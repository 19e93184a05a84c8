"""Whole numbers as bytes: little-endian, each list in the narrowest width that holds its largest value."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Integers = NDArray[np.integer[Any]]

_WIDTHS: Final = {1: np.dtype("<u1"), 2: np.dtype("<u2"), 4: np.dtype("<u4")}


def pack(values: Integers) -> tuple[int, bytes]:
    """The width in bytes (1, 2 or 4) and the packed values; all of them lie in 0 … 2³²-1."""
    largest = int(values.max()) if values.size else 0
    width = 1 if largest < 1 << 8 else 2 if largest < 1 << 16 else 4
    return width, values.astype(_WIDTHS[width]).tobytes()


def unpack(data: bytes, width: int, count: int, offset: int) -> Integers:
    """The `count` values packed at `offset`; raises `ValueError` where the data is too short or the width unknown."""
    if width not in _WIDTHS:
        raise ValueError(f"no integers are {width} bytes wide")
    return np.frombuffer(data, _WIDTHS[width], count, offset)
