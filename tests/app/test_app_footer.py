"""The keys at the bottom of a screen, where there is little room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from searchtui.library import Library
from searchtui.screens.key_footer import KeyFooter

OpenApp = Callable[..., Any]


def words_of(desk: Any) -> list[str]:
    """The keys of the footer that are not left out, as they are written."""
    return [part.text.strip() for _, part in desk.app.screen.query_one(KeyFooter).parts]


@pytest.mark.parametrize("keys", [(), ("enter",), ("T",), ("L",), ("f",), ("m",), ("M",)])
@pytest.mark.parametrize("size", [(60, 20), (80, 24)])
async def test_keys_are_left_out_rather_than_cut_off_and_help_is_there(
    library: Library, open_app: OpenApp, keys: tuple[str, ...], size: tuple[int, int]
) -> None:
    async with open_app(library, size=size) as desk:
        await desk.search("ferry")
        await desk.pilot.press("escape", *keys)
        await desk.until(lambda: desk.line(-1).rstrip().endswith("? help"))
        await desk.until(lambda: all(words in desk.line(-1) for words in words_of(desk)), "whole keys only")


async def test_more_keys_are_shown_when_there_is_more_room(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, size=(60, 20)) as desk:
        await desk.search("ferry")
        await desk.pilot.press("escape")
        await desk.until(lambda: "? help" in desk.line(-1) and "export" not in desk.line(-1))
        await desk.pilot.resize_terminal(160, 40)
        await desk.until(lambda: "export" in desk.line(-1))


async def test_the_time_taken_is_left_out_where_there_is_no_room(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, size=(30, 20)) as desk:
        await desk.search("ferry")
        await desk.until(lambda: desk.line(0).rstrip().endswith("4 of 6"))


async def test_a_click_on_a_key_presses_it(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("ferry")
        await desk.pilot.press("escape")
        await desk.until(lambda: "? help" in desk.line(-1))
        await desk.pilot.click(KeyFooter, offset=(desk.line(-1).index("? help"), 0))
        await desk.shows("Here: results")
