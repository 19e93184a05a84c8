"""How the cells of a line are shared among columns that want more or less of them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from rich.cells import cell_len

from searchtui.results.printable import printable


def shares(wanted: Sequence[int], room: int) -> list[int]:
    """So many cells for each column: what it wants where there is room, else what is left in equal parts."""
    given = [0] * len(wanted)
    left = max(0, room)
    for at, number in enumerate(sorted(range(len(wanted)), key=wanted.__getitem__)):
        given[number] = min(wanted[number], left // (len(wanted) - at))
        left -= given[number]
    return given


def longest(texts: Iterable[str]) -> int:
    """The cells that the longest of some texts takes."""
    return max((cell_len(printable(text, one_line=True)) for text in texts), default=0)


def fitting(texts: Sequence[str], cells: int) -> str:
    """The first of some wordings that fits, the fullest before the shorter ones; else the last."""
    return next((text for text in texts if cell_len(text) <= cells), texts[-1])
