"""Telling a damaged index from a fault of the program."""

from __future__ import annotations

import pickle
import struct
import zlib
from typing import Final

from searchtui.errors import IndexUnavailableError

REBUILD: Final = "Run “searchtui reindex --full” to build it anew."

DAMAGE: Final = (
    ArithmeticError,
    AssertionError,
    EOFError,
    LookupError,
    OSError,
    TypeError,
    ValueError,
    pickle.UnpicklingError,
    struct.error,
    zlib.error,
)
"""What Whoosh's code and ours raise on files with the wrong content."""

CERTAIN_DAMAGE: Final = (EOFError, pickle.UnpicklingError, struct.error, zlib.error)
"""Errors that only wrong content explains."""


def damaged(detail: object) -> IndexUnavailableError:
    """What the user is told."""
    return IndexUnavailableError(f"The index is damaged ({detail}).", hint=REBUILD)
