"""Keeping passages one by one, and what is told meanwhile."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from textual.widgets._toast import Toast

from searchtui.library import Library

OpenApp = Callable[..., Any]


async def test_passages_picked_in_the_list_are_one_key_each(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("ferry")
        await desk.pilot.press("escape", "p", "down", "p")
        await desk.until(lambda: library.search("mark:note", limit=0).total == 2)
        assert desk.main.results.cursor == 3
        await desk.pilot.press("E")
        await desk.shows("those you kept passages of here: 2")
        await desk.pilot.press("enter")
        await desk.shows("2 articles written to")
        (report,) = library.paths.root.glob("ferry-*.md")
        assert report.read_text(encoding="utf-8").count("\n> ") == 2


async def test_what_is_told_of_changes_covers_no_dialog(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, size=(80, 24)) as desk:
        await desk.search("ferry")
        await desk.pilot.press("escape", "p", "p", "E")
        await desk.shows("those you kept passages of here: 2")
        await desk.until(
            lambda: library.search("mark:note", limit=0).total == 2 and len(desk.app.screen.query(Toast)) == 1
        )
        toast = desk.app.screen.query_one(Toast)
        await desk.until(lambda: toast.region.height > 0)
        assert not toast.region.overlaps(desk.app.screen.query_one("Vertical").region)
