"""The keys at the bottom of a screen, where there is little room."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.widgets import Footer

from searchtui.library import Library

OpenApp = Callable[..., Any]


def words_of(desk: Any) -> list[str]:
    """The keys of the footer that are not left out, as they are written."""
    keys = [key for key in desk.app.screen.query_one(Footer).query("FooterKey") if key.visible]
    return [str(key.render()).strip() for key in keys]


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
