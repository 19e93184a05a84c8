"""Draws the pictures of the documentation: run `python docs/make_pictures.py` after a change to the screens.

With `--all FOLDER` it draws every scene in every theme and size, to be looked at.
"""  # noqa: INP001 -- a script, no package

from __future__ import annotations

import argparse
import asyncio
import shutil
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual.pilot import Pilot
from textual.widgets import Input

from searchtui.app import SearchtuiApp
from searchtui.library import Library
from searchtui.screens.main import MainScreen

REPOSITORY = Path(__file__).resolve().parent.parent
PICTURES = REPOSITORY / "docs"
SIZE = (132, 36)
ALL_SIZES = ((80, 24), (140, 45))
ALL_THEMES = ("searchtui-dark", "searchtui-light", "high-contrast", "colour-safe", "ansi-dark")
DAM = '"orlo dam" engineer*'


@dataclass(frozen=True, slots=True)
class Scene:
    """A picture: what is searched for, the keys pressed then, and whether it is one of the documentation's."""

    name: str
    query: str
    keys: tuple[str, ...] = ()
    shown: bool = True


SCENES = (
    Scene("main-screen", DAM, ("escape", "n")),
    Scene("reader", DAM, ("escape", "enter", "n")),
    Scene("find", "orlo dam", ("escape", "enter", "ctrl+f", *"engineers"), shown=False),
    Scene("filters", "dam OR orchid", ("escape", "f", "down"), shown=False),
    Scene("doctor", "orlo damm engneers", ("escape", "down")),
    Scene("completion", "outlet:", ("down",), shown=False),
    Scene("table", "dam OR orchid OR strike", ("escape", "T"), shown=False),
    Scene("timeline", "", ("escape", "L")),
    Scene("concordance", "dam", ("escape", "K", "s", "s")),
    Scene("comparison", "dam orchid", ("escape", "C")),
    Scene("kept", "dam", ("escape", "A", "p", "asterisk", "M")),
    Scene("export", "dam", ("escape", "E"), shown=False),
    Scene("triage", "", ("escape", "m"), shown=False),
    Scene("settings", "dam", ("escape", "comma"), shown=False),
    Scene("help", "dam", ("escape", "f1"), shown=False),
)


async def draw(library: Library, scene: Scene, size: tuple[int, int], theme: str) -> str:
    """A scene as SVG."""
    Input.cursor_blink = False
    app = SearchtuiApp(library)
    async with app.run_test(size=size) as pilot:
        app.theme = theme
        screen = app.screen
        if not isinstance(screen, MainScreen):
            raise TypeError("the app begins with another screen")
        await _until(pilot, lambda: screen.answered is not None)
        box = screen.query_one(Input)
        box.value = scene.query
        box.cursor_position = len(scene.query)
        await _until(pilot, lambda: screen.answered is not None and screen.answered.query == scene.query)
        await pilot.pause(0.4)
        for key in scene.keys:
            await pilot.press(key)
            await pilot.pause(0.15)
        await pilot.pause(0.8)
        app.clear_notifications()
        await pilot.pause(0.1)
        return app.export_screenshot(title="searchtui")


async def _until(pilot: Pilot[Any], holds: Callable[[], bool]) -> None:
    while not holds():
        await pilot.pause(0.05)


def wanted(folder: Path | None) -> Iterator[tuple[Scene, tuple[int, int], str, Path]]:
    """Each picture: the scene, its size and theme, and the file."""
    if folder is None:
        for scene in SCENES:
            if scene.shown:
                yield scene, SIZE, ALL_THEMES[0], PICTURES / f"{scene.name}.svg"
        return
    for scene in SCENES:
        for size in ALL_SIZES:
            for theme in ALL_THEMES:
                yield scene, size, theme, folder / f"{scene.name}-{size[0]}x{size[1]}-{theme}.svg"


def main() -> None:
    """Index a copy of the sample library and draw it, anew for each picture, as some keep something."""
    parser = argparse.ArgumentParser(description="Draw the pictures of the documentation.")
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="draw every scene in every theme and size there")
    folder = parser.parse_args().all
    if folder is not None:
        folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as name:
        root = Path(name) / "library"
        shutil.copytree(REPOSITORY / "seeds", root / "seeds")
        with Library.open(root) as library:
            list(library.reindex())
        for scene, size, theme, path in wanted(folder):
            shutil.rmtree(root / ".searchtui", ignore_errors=True)
            with Library.open(root) as library:
                path.write_text(asyncio.run(draw(library, scene, size, theme)), encoding="utf-8")


if __name__ == "__main__":
    main()
