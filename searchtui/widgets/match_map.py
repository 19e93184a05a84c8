"""Where the matches of a long text lie, drawn small beside it: one row of the window for a stretch of lines."""

from __future__ import annotations

from collections.abc import Sequence

HERE = "█"
"""A row in whose stretch the current match is."""

SOME = "▐"
"""A row in whose stretch there are other matches."""


def map_rows(match_lines: Sequence[int], current: int, lines: int, height: int) -> dict[int, str]:
    """What to draw in which of the `height` rows of the window, for matches on the lines `match_lines` of `lines`.

    `current` is the index of the current match, negative if there is none. Empty where all lines are in view anyway.
    """
    if lines <= height or height <= 0:
        return {}
    rows = {line * height // lines: SOME for line in match_lines}
    if 0 <= current < len(match_lines):
        rows[match_lines[current] * height // lines] = HERE
    return rows
