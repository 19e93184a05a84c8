"""Keys that come faster than screens open and close, and in terminals with no room for what they ask for."""

from __future__ import annotations

from collections.abc import Callable
from itertools import permutations
from typing import Any

import pytest
from textual import constants
from textual.events import Key, Paste

from searchtui import app
from searchtui.library import Library

OpenApp = Callable[..., Any]


def at_once(desk: Any, *keys: str) -> None:
    """Have keys come in before the app has seen to the first of them."""
    for key in keys:
        desk.app._driver.send_message(Key(key, key if len(key) == 1 else None))


@pytest.mark.parametrize(
    "keys", [*permutations(("m", "q", "f1")), ("m", "escape", "m", "escape"), ("enter", "q", "c", "q")]
)
async def test_screens_that_are_left_as_they_open_do_no_harm(
    library: Library, open_app: OpenApp, keys: tuple[str, ...]
) -> None:
    async with open_app(library) as desk:
        await desk.search("ferry")
        await desk.pilot.press("escape")
        at_once(desk, *keys, "ctrl+q")
        await desk.until(lambda: not desk.app.is_running)


async def test_keys_wait_for_the_screen_that_the_one_before_opens(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("ferry")
        await desk.pilot.press("escape")
        at_once(desk, "m", "q", "enter")
        await desk.until(lambda: desk.app.screen is not desk.main)
        await desk.shows("article 1 of")


async def test_nothing_is_opened_once_the_user_has_left(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("ferry")
        await desk.pilot.press("escape")
        at_once(desk, "q", "m", "f1", "enter")
        await desk.until(lambda: not desk.app.is_running)
        assert desk.app.return_code == 0


@pytest.mark.parametrize(("key", "size"), [("ctrl+p", (1, 1)), ("t", (40, 3)), ("ctrl+p", (3, 40)), ("t", (1, 1))])
async def test_a_palette_without_room_takes_keys(
    library: Library, open_app: OpenApp, key: str, size: tuple[int, int]
) -> None:
    async with open_app(library) as desk:
        await desk.search("ferry")
        await desk.pilot.press("escape", key, "down", "down", "pagedown")
        await desk.pilot.resize_terminal(*size)
        await desk.pilot.press("pageup", "pagedown", "down", "up", "home", "end", "enter")


async def test_keys_go_where_the_one_before_leads(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("ferry")
        await desk.pilot.press("escape")
        at_once(desk, "slash", *"dam", "escape", "slash", *"strike")
        await desk.until(lambda: desk.box.value == "strike")


async def test_what_is_pasted_goes_there_too(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("ferry")
        await desk.pilot.press("escape")
        at_once(desk, "slash")
        desk.app._driver.send_message(Paste("the dam"))
        await desk.until(lambda: desk.box.value == "the dam")


async def test_a_key_whose_way_was_cut_off_holds_nothing_up(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("ferry")
        await desk.pilot.press("escape")
        at_once(desk, "question_mark", "escape", "K", "q", "comma", "escape", "M", "escape", "slash", *"dam")
        await desk.until(lambda: desk.box.value == "dam")


@pytest.mark.parametrize("key", ["L", "E", "S", "question_mark"])
async def test_a_screen_that_is_left_twice_takes_no_other_with_it(
    library: Library, open_app: OpenApp, key: str
) -> None:
    """As by a double click, of which the first opens what is clicked."""
    async with open_app(library) as desk:
        await desk.search("ferry")
        await desk.pilot.press("escape", key)
        await desk.until(lambda: desk.app.screen is not desk.main)
        screen = desk.app.screen
        screen.dismiss(None)
        screen.dismiss(None)
        await desk.until(lambda: desk.app.screen is desk.main and desk.app.is_running)


@pytest.mark.parametrize(("asked", "delay"), [(None, app.ESCAPE_ALONE), ("200", constants.ESCAPE_DELAY)])
def test_esc_is_a_key_soon_unless_the_user_says_when(
    library: Library, monkeypatch: pytest.MonkeyPatch, asked: str | None, delay: float
) -> None:
    monkeypatch.setattr(constants, "ESCAPE_DELAY", constants.ESCAPE_DELAY)
    monkeypatch.delenv("ESCDELAY", raising=False)
    if asked is not None:
        monkeypatch.setenv("ESCDELAY", asked)
    monkeypatch.setattr(app, "_show", _leave)
    app.run(library)
    assert delay == constants.ESCAPE_DELAY


async def _leave(_app: app.SearchtuiApp) -> None:
    """Show nothing."""
