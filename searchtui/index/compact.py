"""Keys of 16 hexadecimal digits, as ids of articles are, as whole numbers: they take half the room in a table."""

from __future__ import annotations

import re
from typing import Final

Compact = int | str
"""A key as it is stored: a number of 64 bits, or the text of one that is of another form."""

_DIGITS: Final = re.compile(r"[0-9a-f]{16}")
_HALF: Final = 1 << 63
"""SQLite's whole numbers have a sign."""


def compact(key: str) -> Compact:
    """A key as it is stored."""
    return int(key, 16) - _HALF if _DIGITS.fullmatch(key) else key


def spelled(stored: Compact) -> str:
    """The key again."""
    return f"{stored + _HALF:016x}" if isinstance(stored, int) else stored
