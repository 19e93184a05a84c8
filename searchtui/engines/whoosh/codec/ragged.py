"""Many lists of different lengths, one behind the other in one array, worked on all at once.

A set of lists is an array of values and an array of `starts`: list k holds `values[starts[k]:starts[k + 1]]`.
"""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

Starts = NDArray[np.int64]

_NARROW_BYTES: Final = 4


def starts_of(counts: NDArray[Any]) -> Starts:
    """Where each of the lists with these lengths begins, and where the last one ends."""
    starts = np.zeros(counts.size + 1, np.int64)
    np.cumsum(counts, out=starts[1:])
    return starts


def ranges(firsts: NDArray[Any], counts: NDArray[Any]) -> NDArray[np.int64]:
    """The whole numbers from `firsts[k]` on, `counts[k]` of them, for every k."""
    if firsts.size == 1:
        return np.arange(int(firsts[0]), int(firsts[0]) + int(counts[0]))
    starts = starts_of(counts)
    return np.repeat(firsts - starts[:-1], counts) + np.arange(starts[-1])


def sums(values: NDArray[Any], starts: Starts) -> NDArray[np.int64]:
    """The sum of each list."""
    running = starts_of(values)
    return running[starts[1:]] - running[starts[:-1]]


def running_sums(values: NDArray[Any], starts: Starts) -> NDArray[np.int64]:
    """The running sum of each list, which begins anew with every list."""
    running = np.cumsum(values, dtype=np.int64)
    if starts.size > 2:
        before = np.concatenate(([0], running))[starts[:-1]]
        running -= np.repeat(before, np.diff(starts))
    return running


def gaps(values: NDArray[Any], starts: Starts) -> NDArray[Any]:
    """The first value of each list as it is, every other one less the one before it.

    Values of up to 32 bits must ascend within a list; their gaps are unsigned, which halves the memory to go through.
    """
    whole: NDArray[Any] = values.astype(np.int64 if values.dtype.itemsize > _NARROW_BYTES else np.uint32, copy=False)
    found = whole.copy()
    found[1:] -= whole[:-1]
    filled = starts[:-1][starts[1:] > starts[:-1]]
    found[filled] = whole[filled]
    return found
