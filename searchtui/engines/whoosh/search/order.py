"""The first few in an order of several keys, without sorting all."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Places = NDArray[np.intp]
Key = Callable[[Places], NDArray[Any]]
"""Gives a value for each of the places asked for; smaller ones come first."""

_SAMPLE: Final = 2048


def first_in_order(keys: Sequence[Key], size: int, wanted: int) -> Places:
    """The first `wanted` of `size` places in the order of `keys`, of which the first counts most.

    A key is asked for those places only whose order the keys before it leave open.
    """
    if wanted <= 0:
        return np.empty(0, np.intp)
    certain: list[Places] = []
    left = wanted
    rest = np.arange(size)
    for key in keys:
        if rest.size <= left:
            break
        values = key(rest)
        last = _smallest(values, left)
        ahead = rest[np.flatnonzero(values < last)]
        certain.append(ahead)
        left -= ahead.size
        rest = rest[np.flatnonzero(values == last)]
    chosen = np.concatenate([*certain, rest])
    return chosen[np.lexsort([key(chosen) for key in reversed(keys)])][:wanted]


def _smallest(values: NDArray[Any], rank: int) -> Any:
    """The value of this rank, the smallest having rank 1. A sample bounds it, so that few have to be partitioned."""
    if values.size > 2 * _SAMPLE:
        sample = values[:: values.size // _SAMPLE]
        if rank <= sample.size // 2:
            values = values[np.flatnonzero(values <= np.partition(sample, rank - 1)[rank - 1])]
    return np.partition(values, rank - 1)[rank - 1]
