"""What happens outside while a screen is open: an index deleted, damaged or rebuilt, and terminals that change size."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from searchtui.library import Library

OpenApp = Callable[..., Any]

SCREENS = [
    (), ("enter",), ("T",), ("L",), ("K",), ("C",), ("f",), ("M",), ("E",), ("comma",), ("question_mark",), ("ctrl+p",),
]  # fmt: skip
"""The keys that open each screen, from the results."""

ANSWERING = [(), ("enter",), ("T",), ("L",), ("K",)]
"""Those that go on asking the index while they are open."""

MOVES = ("down", "s", "end", "enter", "n", "escape", "tab", "asterisk", "escape")
"""What is pressed on each: moving, sorting, opening, keeping."""


def delete(index: Path) -> None:
    """Delete the whole index."""
    shutil.rmtree(index)


def damage(index: Path) -> None:
    """Overwrite every file of the index."""
    for file in index.rglob("*"):
        if file.is_file():
            file.write_bytes(b"\x00 not what it was \xff" * 8)


@pytest.mark.parametrize(
    ("harm", "keys"), [*((delete, keys) for keys in ANSWERING), *((damage, keys) for keys in ANSWERING[:2])]
)
async def test_an_index_harmed_underneath_breaks_no_screen(
    library: Library, open_app: OpenApp, keys: tuple[str, ...], harm: Callable[[Path], None]
) -> None:
    async with open_app(library, (100, 30)) as desk:
        await desk.search("ferry")
        await desk.pilot.press("escape", *keys)
        harm(library.paths.index)
        await desk.pilot.press(*MOVES)
        assert desk.app.is_running
        await desk.pilot.press("f1")
        await desk.shows("Help")


@pytest.mark.parametrize("keys", ANSWERING[:3], ids=" ".join)
async def test_an_index_built_anew_underneath_breaks_no_screen(
    library: Library, open_app: OpenApp, keys: tuple[str, ...]
) -> None:
    async with open_app(library, (100, 30)) as desk:
        await desk.search("ferry")
        await desk.pilot.press("escape", *keys)
        next(library.paths.seeds.rglob("*.txt")).unlink()
        with Library.open(library.paths.root) as other:
            for _ in other.reindex(full=True):
                pass
        await desk.pilot.press(*MOVES)
        assert desk.app.is_running
        await desk.pilot.press("f1")
        await desk.shows("Help")


@pytest.mark.parametrize("keys", SCREENS, ids=" ".join)
async def test_any_screen_takes_any_size(library: Library, open_app: OpenApp, keys: tuple[str, ...]) -> None:
    async with open_app(library, (100, 30)) as desk:
        await desk.search("ferry")
        await desk.pilot.press("escape", *keys)
        for size in ((1, 1), (200, 60), (20, 6), (100, 30)):
            await desk.pilot.resize_terminal(*size)
            await desk.pilot.press("down")
        assert desk.app.is_running
        await desk.until(lambda: len(desk.text.split("\n")) == 30 and desk.text.strip())
