"""Telling a damaged index from a fault of the program."""

from __future__ import annotations

import struct
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
    struct.error,
)
"""What our code and numpy's raise on files with the wrong content."""


class DamagedFileError(ValueError):
    """A file of the index with content that we did not write."""


CERTAIN_DAMAGE: Final = (DamagedFileError, EOFError, UnicodeDecodeError, struct.error)
"""Errors that only wrong content explains."""


def damaged(detail: object) -> IndexUnavailableError:
    """What the user is told."""
    return IndexUnavailableError(f"The index is damaged ({detail}).", hint=REBUILD)
