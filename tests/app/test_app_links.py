"""The addresses in an article."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

from searchtui.library import Library
from searchtui.screens.links import LinksScreen
from searchtui.screens.reader import ReaderScreen

OpenApp = Callable[..., Any]


async def test_an_address_is_copied_by_its_number(tmp_path: Path, open_app: OpenApp) -> None:
    record = {
        "title": "Ferry sinks", "url": "https://quern.example/ferry", "source": "Quern Times", "date": "2024-01-02",
        "text": "The ferry sank. See https://other.example/[/red] and (www.third.example).",
    }  # fmt: skip
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "one.json").write_text(json.dumps(record), encoding="utf-8")
    with Library.open(tmp_path) as library:
        list(library.reindex())
        async with open_app(library) as desk:
            await desk.read("ferry")
            await desk.pilot.press("f")
            await desk.until(lambda: isinstance(desk.app.screen, LinksScreen))
            await desk.shows("https://quern.example/ferry  (this article)")
            await desk.shows("https://other.example/[/red]")
            await desk.pilot.press("3")
            await desk.until(lambda: isinstance(desk.app.screen, ReaderScreen))
            assert desk.app.clipboard == "www.third.example"


async def test_an_article_without_addresses_says_so(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.read("mayor")
        await desk.pilot.press("f")
        await desk.shows("There is no web address")
