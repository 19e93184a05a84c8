"""Copies of one text: folded in the list, shown by a key, named in the reader."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from searchtui.library import Library
from searchtui.screens.copies import CopiesScreen
from searchtui.screens.reader import ReaderScreen

OpenApp = Callable[..., Any]

WIRE = " ".join(
    f"In the {number}th hour the crew of the lightship Anna {what} before the keeper wrote it into the log."
    for number, what in enumerate(
        ("saw a green flare", "lost the anchor chain", "spoke with a trawler", "heard the horn of Quern",
         "rowed ashore", "counted eleven seals", "mended the lamp", "ate the last of the plums", "lit the second lamp"),
        start=4,
    )
)  # fmt: skip


@pytest.fixture
def wired(tmp_path: Path) -> Library:
    """A wire report printed by three outlets, and an article of its own."""
    printed = (("Quern Times", "2024-03-05"), ("Radio Lull", "2024-03-06"), ("Harbour Gazette", "2024-03-04"))
    records = [
        {"id": outlet, "source": outlet, "date": day, "title": "Lightship adrift off Quern", "text": WIRE}
        for outlet, day in printed
    ]
    records.append({"id": "plum", "source": "Quern Times", "title": "Plum harvest begins", "text": "Pickers are rare."})
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "articles.json").write_text(json.dumps(records))
    library = Library.open(tmp_path)
    for _ in library.reindex():
        pass
    return library


async def open_copies(desk: Any) -> CopiesScreen:
    await desk.search("lightship")
    await desk.pilot.press("escape", "c")
    await desk.until(lambda: isinstance(desk.app.screen, CopiesScreen) and desk.app.screen.results.hits.total == 3)
    return desk.app.screen


async def test_one_copy_stands_for_all(wired: Library, open_app: OpenApp) -> None:
    async with open_app(wired) as desk:
        await desk.search("lightship")
        assert desk.main.results.hits.total == 1
        assert "Harbour Gazette · 4 Mar 2024 · +2 copies" in desk.text


async def test_the_status_counts_with_and_without_copies(wired: Library, open_app: OpenApp) -> None:
    async with open_app(wired) as desk:
        await desk.search("")
        assert "2 of 4" in desk.line(0)
        assert "4 with copies" in desk.line(1)


async def test_every_copy_can_be_listed(wired: Library, open_app: OpenApp) -> None:
    async with open_app(wired) as desk:
        await desk.search("lightship")
        await desk.pilot.press("escape", "v")
        await desk.until(lambda: desk.main.results.hits.total == 3)
        assert "every copy" in desk.text
        await desk.pilot.press("v")
        await desk.until(lambda: desk.main.results.hits.total == 1)


async def test_a_key_shows_the_copies_of_an_article(wired: Library, open_app: OpenApp) -> None:
    async with open_app(wired) as desk:
        screen = await open_copies(desk)
        assert "3 copies of one text" in desk.text
        outlets = [screen.results.hits.hit(row).outlet for row in range(3)]
        assert sorted(outlets) == ["Harbour Gazette", "Quern Times", "Radio Lull"]
        assert outlets[0] == "Harbour Gazette"
        await desk.pilot.press("escape")
        await desk.until(lambda: desk.app.screen is desk.main)


async def test_a_copy_is_read(wired: Library, open_app: OpenApp) -> None:
    async with open_app(wired) as desk:
        screen = await open_copies(desk)
        await desk.pilot.press("down", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, ReaderScreen) and desk.view.document is not None)
        assert desk.view.document.article.id == screen.results.hits.hit(1).id
        await desk.pilot.press("]")
        await desk.shows("article 3 of 3")
        await desk.pilot.press("escape")
        await desk.until(lambda: desk.app.screen is screen and screen.results.cursor == 2)


async def test_an_article_without_copies_has_none_to_show(wired: Library, open_app: OpenApp) -> None:
    async with open_app(wired) as desk:
        await desk.search("plum harvest begins pickers")
        await desk.pilot.press("escape", "c")
        await desk.pilot.pause()
        assert desk.app.screen is desk.main


async def test_the_reader_names_the_other_copies(wired: Library, open_app: OpenApp) -> None:
    async with open_app(wired, (160, 40)) as desk:
        await desk.read("lightship")
        await desk.shows("Copies   1 of 3")
        await desk.shows("Quern Times, 5 Mar 2024")


async def test_copies_fit_a_small_terminal(wired: Library, open_app: OpenApp) -> None:
    async with open_app(wired, (80, 24)) as desk:
        await open_copies(desk)
        await desk.shows("Lightship adrift off Quern")
