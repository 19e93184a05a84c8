"""Exports from the list, the reader and other views."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest
from textual.widgets import Input

from searchtui.library import Library
from searchtui.results.taking.formats import FORMATS
from searchtui.screens.export_dialog import ExportDialog

OpenApp = Callable[..., Any]


async def test_passages_become_a_report_in_six_keys(
    library: Library, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app(library) as desk:
        await desk.search("ferry")
        total = desk.main.results.hits.total
        await desk.pilot.press("escape", "A", "p")
        await desk.shows(f"{total} passages kept.")
        await desk.pilot.press("E")
        await desk.until(lambda: isinstance(desk.app.screen, ExportDialog))
        await desk.shows("a report with quotes and sources")
        await desk.pilot.press("enter")
        await desk.shows(f"{total} articles written to")
        (report,) = library.paths.root.glob("ferry-*.md")
        text = report.read_text(encoding="utf-8")
        assert text.count("\n> ") == total
        assert text.split("## Sources")[1].count("SHA-256") == total
        await desk.pilot.press("p")
        await desk.shows("0 passages kept.")


async def test_an_export_never_replaces_a_file(library: Library, open_app: OpenApp) -> None:
    there = library.paths.root / "mine.json"
    there.write_text("mine")
    async with open_app(library) as desk:
        await desk.read("orchid")
        await desk.pilot.press("E")
        await desk.until(lambda: isinstance(desk.app.screen, ExportDialog))
        desk.app.screen.query_one(Input).value = "mine.json"
        await desk.pilot.press("enter")
        await desk.shows("such a file already")
        desk.app.screen.query_one(Input).value = "nowhere/mine.json"
        await desk.pilot.press("enter")
        await desk.shows("There is no folder")
        desk.app.screen.query_one(Input).value = "new.json"
        await desk.pilot.press(*["down"] * 4, "enter")
        await desk.shows("1 article written to")
    assert there.read_text() == "mine"
    assert json.loads((library.paths.root / "new.json").read_text())["articles"][0]["title"].startswith("Rare")


@pytest.mark.parametrize(("key", "suffix"), [("T", "*.csv"), ("K", "*.kwic.csv")])
async def test_other_views_export_in_their_own_format(
    library: Library, open_app: OpenApp, key: str, suffix: str
) -> None:
    async with open_app(library) as desk:
        await desk.search("ferry")
        await desk.pilot.press("escape", key)
        await desk.until(lambda: desk.app.screen is not desk.main and desk.app.screen.rows.count())
        await desk.pilot.press("E")
        await desk.until(lambda: isinstance(desk.app.screen, ExportDialog))
        await desk.pilot.press("enter")
        await desk.shows("articles written to")
    (file,) = library.paths.root.glob(suffix)
    assert file.read_text(encoding="utf-8").startswith("rank,id" if key == "T" else "left,match")


async def test_articles_and_format_are_chosen_by_mouse(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("ferry")
        await desk.pilot.press("escape", "E")
        await desk.until(lambda: isinstance(desk.app.screen, ExportDialog))
        await desk.pilot.click("#formats", offset=(6, list(FORMATS).index("json")))
        await desk.pilot.click("#what", offset=(6, 1))
        await desk.pilot.press("enter")
        await desk.shows("1 article written to")
    (written,) = library.paths.root.glob("ferry-*.json")
    assert len(json.loads(written.read_text())["articles"]) == 1
