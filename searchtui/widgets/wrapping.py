"""Breaking text into lines of a number of terminal cells, as offsets into the text."""

from __future__ import annotations

import re

from rich.cells import get_character_cell_size

_NOT_ONE_CELL = re.compile(r"[^\x20-\x7e\xa0-\xac\xae-ʯͰ-҂Ҋ-ԯ‐-‧‰-⁞₠-⃀]")
"""Characters that may take no cell or two. All others take one, and lines of those are cut by counting."""

_ZERO_WIDTH_JOINER = "\u200d"


class _Cells(dict[str, int]):
    """The cells of a character, looked up once for each."""

    def __missing__(self, character: str) -> int:
        self[character] = cells = get_character_cell_size(character)
        return cells


_CELLS = _Cells()


def wrap(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    """The lines of `text[start:end]` at most `width` cells wide, as (start, end) offsets without the space between.

    Breaks at spaces, between wide characters, and anywhere in a word longer than a line; never inside a character
    with its accents or a joined emoji. Time is linear in the length.
    """
    width = max(2, width)
    if _NOT_ONE_CELL.search(text, start, end) is None:
        return _wrap_narrow(text, start, end, width)
    return _wrap_any(text, start, end, width)


def _wrap_narrow(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    while end - start > width:
        cut = text.rfind(" ", start, start + width + 1)
        if cut <= start:
            cut = start + width
        lines.append((start, _before_spaces(text, start, cut)))
        start = _after_spaces(text, cut, end)
    if start < end or not lines:
        lines.append((start, end))
    return lines


def _wrap_any(text: str, start: int, end: int, width: int) -> list[tuple[int, int]]:
    lines: list[tuple[int, int]] = []
    cells_of = _CELLS
    position = line_start = start
    used = 0
    break_at = break_used = -1  # the last place where the line may end, and the cells used up to there
    while position < end:
        is_space = text[position] == " "
        cells = cells_of[text[position]]
        cluster_end = position + 1
        following = cells_of[text[cluster_end]] if cluster_end < end else 1
        if not following:
            cluster_end, cells = _cluster(text, position, end)
            following = cells_of[text[cluster_end]] if cluster_end < end else 1
        if used + cells > width and not is_space:
            if break_at > line_start:
                lines.append((line_start, _before_spaces(text, line_start, break_at)))
                line_start, used = break_at, used - break_used
            else:
                lines.append((line_start, position))
                line_start, used = position, 0
            break_at = -1
        used += cells
        if is_space or cells > 1 or following > 1:
            break_at, break_used = cluster_end, used
        position = cluster_end
    if line_start < end or not lines:
        lines.append((line_start, _before_spaces(text, line_start, end)))
    return lines


def _cluster(text: str, position: int, end: int) -> tuple[int, int]:
    """Where the character at `position` ends with all that joins it, and its cells."""
    cells = _CELLS[text[position]]
    position += 1
    while position < end:
        character = text[position]
        if text[position - 1] == _ZERO_WIDTH_JOINER or not _CELLS[character]:
            position += 1
            if character == "\ufe0f":  # asks for the emoji form, which takes two cells
                cells = 2
        else:
            break
    return position, cells


def _before_spaces(text: str, start: int, cut: int) -> int:
    while cut > start and text[cut - 1] == " ":
        cut -= 1
    return cut


def _after_spaces(text: str, cut: int, end: int) -> int:
    while cut < end and text[cut] == " ":
        cut += 1
    return cut
