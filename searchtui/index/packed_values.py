"""Fingerprints in three quarters of their bytes: ascending distinct values of 16 bits as Elias and Fano code them.

The first `KEY_VALUES` values stand as they are, two bytes each, to be read without the rest. Of the others the lower
bytes follow one another, and behind them a bit map of the upper ones: value number i sets the bit that is i plus its
upper byte (Elias, "Efficient storage and retrieval by content and address of static files", 1974).
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import Final

import numpy as np

from searchtui.articles.fingerprint import KEY_VALUES, Values

_RAW_BYTES: Final = 2 * KEY_VALUES
_UPPER: Final = 256
"""How many upper bytes there are."""


def packed_values(lists: Sequence[bytes]) -> list[bytes]:
    """Each of the lists, given as values of two bytes, little-endian."""
    values = np.frombuffer(b"".join([each[_RAW_BYTES:] for each in lists]), "<u2").astype(np.int64)
    counts = np.array([max(len(each) - _RAW_BYTES, 0) // 2 for each in lists], np.int64)
    ends = np.cumsum(counts)
    sizes = np.where(counts > 0, (_UPPER + counts + 7) // 8, 0)
    map_ends = np.cumsum(sizes)
    number = np.arange(values.size) - np.repeat(ends - counts, counts)
    bits = np.zeros(8 * int(sizes.sum()), np.bool_)
    bits[np.repeat(8 * (map_ends - sizes), counts) + (values >> 8) + number] = True
    lower, maps = values.astype(np.uint8).tobytes(), np.packbits(bits).tobytes()
    bounds = zip(pairwise([0, *ends.tolist()]), pairwise([0, *map_ends.tolist()]), strict=True)
    return [
        each[:_RAW_BYTES] + lower[first:last] + maps[map_first:map_last]
        for each, ((first, last), (map_first, map_last)) in zip(lists, bounds, strict=True)
    ]


def unpacked_values(packed: bytes) -> Values:
    """The values of a list again. Raises `ValueError` for bytes that are none."""
    first = np.frombuffer(packed[:_RAW_BYTES], "<u2")
    rest = packed[_RAW_BYTES:]
    if not rest:
        return first
    count = max((len(rest) - _UPPER // 8) * 8 // 9, 0)
    while count + (_UPPER + count + 7) // 8 < len(rest):
        count += 1
    lower = np.frombuffer(rest[:count], np.uint8)
    places = np.flatnonzero(np.unpackbits(np.frombuffer(rest[count:], np.uint8)))
    if places.size != count:
        raise ValueError("a fingerprint is damaged")
    upper = places - np.arange(count)
    return np.concatenate((first, (upper << 8 | lower).astype(np.uint16)))
