"""Text made safe for the cells of a spreadsheet."""

from __future__ import annotations

_FORMULA_STARTS = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠")


def cell(text: str | None) -> str:
    """`text`, with an apostrophe in front where a spreadsheet would take it for a formula: strangers write titles."""
    text = text or ""
    return f"'{text}" if text.startswith(_FORMULA_STARTS) else text
