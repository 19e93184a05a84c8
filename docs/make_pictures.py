"""Draws the pictures of the documentation: run `python docs/make_pictures.py` after a change to the screens."""  # noqa: INP001 -- a script, no package

from __future__ import annotations

import asyncio
import shutil
import tempfile
from pathlib import Path

from textual.widgets import Input

from searchtui.app import SearchtuiApp
from searchtui.library import Library
from searchtui.screens.main import MainScreen

REPOSITORY = Path(__file__).resolve().parent.parent
PICTURE = REPOSITORY / "docs" / "main-screen.svg"
QUERY = '"orlo dam" engineer*'
SIZE = (132, 36)


async def draw(library: Library) -> str:
    """The main screen with the answer to `QUERY`, as SVG."""
    Input.cursor_blink = False
    app = SearchtuiApp(library)
    async with app.run_test(size=SIZE) as pilot:
        screen = app.screen
        if not isinstance(screen, MainScreen):
            raise TypeError("the app begins with another screen")
        while screen.answered is None:
            await pilot.pause(0.05)
        screen.query_one(Input).value = QUERY
        while screen.answered.query != QUERY or screen.article_view.current_match == 0:
            await pilot.pause(0.05)
        await pilot.press("down", "n")
        await pilot.pause(0.5)
        return app.export_screenshot(title="searchtui")


def main() -> None:
    """Index a copy of the sample library and draw it."""
    with tempfile.TemporaryDirectory() as folder:
        shutil.copytree(REPOSITORY / "seeds", Path(folder) / "seeds")
        with Library.open(folder) as library:
            for _ in library.reindex():
                pass
            PICTURE.write_text(asyncio.run(draw(library)), encoding="utf-8")


if __name__ == "__main__":
    main()
