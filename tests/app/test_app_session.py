"""Taking up where one stopped, and help on where one is."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.screen import Screen
from textual.widgets import Input

from searchtui.engines.protocol import Sort
from searchtui.library import Library
from searchtui.screens import restoring
from searchtui.screens.help import HelpScreen
from searchtui.screens.reader import ReaderScreen
from searchtui.userdata.session import SESSION_FILE, Session, load_session

OpenApp = Callable[..., Any]


async def test_the_session_is_taken_up_again(root: Path, open_app: OpenApp) -> None:
    with Library.open(root) as library:
        async with open_app(library) as desk:
            await desk.search("ferry")
            await desk.pilot.press("escape", "s", "down", "x")
            await desk.until(lambda: desk.main.answered == desk.main.wanted and desk.main.results.cursor == 1)
            article = desk.main.results.selected.id
            desk.app.exit()
    session = load_session(root / ".searchtui")
    assert session == Session(query="ferry", sort="newest", chrome=False, article=article, row=1)
    with Library.open(root) as library:
        async with open_app(library, session=session) as desk:
            await desk.until(lambda: desk.main.results.selected is not None)
            await desk.until(lambda: desk.view.document is not None)
            assert (desk.box.value, desk.main.wanted.sort) == ("ferry", Sort.NEWEST)
            assert desk.view.document.article.id == article
            assert desk.view.chrome is False


async def test_the_session_is_kept_while_one_works(
    root: Path, library: Library, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A program that is killed, or a computer that stops, has no time to say where one was."""
    monkeypatch.setattr(restoring, "KEPT_EVERY", 0.05)
    async with open_app(library) as desk:
        await desk.search("ferry")

        def is_kept() -> bool:
            session = load_session(root / ".searchtui")
            return session is not None and session.query == "ferry" and session.article != ""

        await desk.until(is_kept)


async def test_what_is_typed_then_begins_another_query(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, session=Session(query="ferry")) as desk:
        await desk.until(lambda: desk.main.answered is not None)
        await desk.pilot.press(*"bell")
        await desk.until(lambda: desk.settled("bell"))


async def test_an_article_that_is_gone_leaves_the_first(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, session=Session(query="ferry", article="0" * 16, row=7)) as desk:
        await desk.until(lambda: desk.main.results.selected is not None)
        assert desk.main.results.cursor == 0


async def test_a_damaged_session_is_left_alone(root: Path) -> None:
    (root / ".searchtui").mkdir(exist_ok=True)
    (root / ".searchtui" / SESSION_FILE).write_text('{"query": ', encoding="utf-8")
    assert load_session(root / ".searchtui") is None


async def test_an_unknown_order_is_none(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, session=Session(query="ferry", sort="colour")) as desk:
        await desk.until(lambda: desk.main.answered is not None)
        assert desk.main.wanted.sort is Sort.RELEVANCE


async def test_help_begins_with_where_the_keyboard_is(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, size=(120, 60)) as desk:
        await desk.search("ferry")
        for keys, name in (([], "search bar"), (["escape"], "results"), (["tab"], "article"), (["f"], "filters")):
            await desk.pilot.press(*keys)
            await desk.pilot.press("f1")
            await desk.until(lambda: isinstance(desk.app.screen, HelpScreen))
            await desk.shows(f"Here: {name}")
            await desk.pilot.press("escape")
            await desk.until(lambda: desk.app.screen is desk.main)


@pytest.mark.parametrize(
    ("key", "name", "first", "later"),
    [
        ("f", "filters", "did not cover", "Empty the search bar"),
        ("C", "comparison", "commas", "Sort by the next"),
        ("m", "triage", "obody knows", "Go one page down"),
    ],
)
async def test_help_begins_with_the_keys_of_that_place_alone(
    library: Library, open_app: OpenApp, key: str, name: str, first: str, later: str
) -> None:
    async with open_app(library, size=(120, 60)) as desk:
        await desk.search("ferry bell")
        await desk.pilot.press("escape", key)
        await desk.until(lambda: desk.app.screen is not desk.main or key == "f")
        await desk.pilot.press("f1")
        await desk.shows(f"Here: {name}")
        await desk.until(lambda: 0 <= desk.text.find(first) < desk.text.find(later))


async def test_help_there_lists_only_what_applies(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, size=(120, 60)) as desk:
        await desk.search("zeppelin")
        await desk.pilot.press("escape", "f1")
        await desk.until(lambda: isinstance(desk.app.screen, HelpScreen))
        here = desk.app.screen._here
        assert "next-match" not in {command.id() for command in here.commands}
        assert "search" in {command.id() for command in here.commands}


async def test_leaving_while_a_screen_is_made_is_no_failure(
    library: Library, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Textual makes no widgets after leaving, and lets the screen that is being made look for them."""
    monkeypatch.setattr(ReaderScreen, "compose", lambda screen: screen.app.exit(return_code=143) or [])
    async with open_app(library) as desk:  # the reader is made after the first answer, before one asks for it
        await desk.until(lambda: desk.app.return_code is not None, "the app to leave")
    assert desk.app.return_code == 143


async def test_leaving_while_work_goes_on_is_no_failure(library: Library, open_app: OpenApp) -> None:
    """As when the palette is being filled: what a letter typed into it starts does not know that one has left."""

    async def look(screen: Screen[None]) -> None:
        while screen.query(Input):  # noqa: ASYNC110 -- Textual has no event for it
            await asyncio.sleep(0)
        screen.query_one(Input)

    async with open_app(library) as desk:
        desk.app.exit(return_code=143)
        await desk.until(lambda: not desk.app.is_running)
        desk.main.run_worker(look(desk.main))
    assert desk.app.return_code == 143
