"""Telling a damaged index from a fault of the program."""

from __future__ import annotations

import pickle
import struct
import zlib
from typing import Final

from whoosh.filedb.filetables import FileFormatError

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
    FileFormatError,
    pickle.UnpicklingError,
    struct.error,
    zlib.error,
)
"""What Whoosh's code and ours raise on files with the wrong content."""


class DamagedFileError(ValueError):
    """A file of the index with content that we did not write."""


CERTAIN_DAMAGE: Final = (
    DamagedFileError,
    EOFError,
    UnicodeDecodeError,
    pickle.UnpicklingError,
    struct.error,
    zlib.error,
)
"""Errors that only wrong content explains."""


def damaged(detail: object) -> IndexUnavailableError:
    """What the user is told."""
    return IndexUnavailableError(f"The index is damaged ({detail}).", hint=REBUILD)
