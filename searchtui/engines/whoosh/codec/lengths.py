"""Field lengths in one byte, as Whoosh rounds them, so that scores are those that Whoosh computes."""

from __future__ import annotations

from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

LENGTHS: Final[NDArray[np.float32]] = np.round((1.033 ** np.arange(256) - 1) * 27).astype(np.float32)
"""The field length that each byte stands for; short ones are exact, long ones right to 3 % (`whoosh.util.numeric`)."""


def length_bytes(lengths: NDArray[Any]) -> NDArray[np.uint8]:
    """Lengths as bytes, rounded up to the next that a byte stands for."""
    return np.minimum(np.searchsorted(LENGTHS, lengths), LENGTHS.size - 1).astype(np.uint8)
