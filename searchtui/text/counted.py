"""Numbers with what they count, in words."""

from __future__ import annotations


def counted(number: int, noun: str, many: str = "") -> str:
    """Such as "1 article" or "1,200 articles"; `many` is the plural where an s does not make it."""
    return f"{number:,} {noun if number == 1 else many or noun + 's'}"
