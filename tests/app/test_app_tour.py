"""The tour of the first start."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from searchtui.library import Library
from searchtui.screens.tour import SEARCHED, STEPS, Tour

OpenApp = Callable[..., Any]


def test_each_step_is_done_by_doing_it() -> None:
    tour = Tour(running=True)
    for step, action in zip(STEPS, (SEARCHED, "read", "next_match", "filter", "help"), strict=True):
        assert tour.step is step
        assert not tour.did("quit")
        assert tour.did(action)
    assert tour.step is None
    assert tour.words == ""


def test_it_can_be_gone_through_by_key() -> None:
    tour = Tour()
    for step in STEPS:
        tour.go_on()
        assert tour.step is step
    tour.go_on()
    assert tour.step is None


async def test_the_first_start_shows_it_and_nothing_waits_for_it(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, first_time=True) as desk:
        await desk.shows("Tour 1 of 5")
        await desk.pilot.press(*"ferry")
        await desk.until(lambda: desk.settled("ferry"))
        await desk.shows("Tour 2 of 5")
        await desk.pilot.press("escape", "enter")
        await desk.shows("Tour 3 of 5")
        await desk.pilot.press("n")
        await desk.shows("Tour 4 of 5")
        await desk.pilot.press("q", "f")
        await desk.shows("Tour 5 of 5")
        await desk.pilot.press("escape", "question_mark", "escape")
        await desk.until(lambda: "Tour" not in desk.text)


async def test_later_starts_do_not(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("ferry")
        assert "Tour" not in desk.text
        await desk.pilot.press("f2")
        await desk.shows("Tour 1 of 5")


async def test_notices_do_not_cover_it(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, size=(80, 24)) as desk:
        await desk.search("ferry")
        await desk.pilot.press("escape", "f2", "f2")
        await desk.shows("Tour 2 of 5")
        await desk.pilot.press("asterisk")
        await desk.shows("1 article starred.")
        assert "the whole screen.   F2 goes on" in desk.line(22)
        assert "1 article starred." in desk.line(20)
        await desk.pilot.press("f2", "f2", "f2", "f2", "asterisk")
        await desk.until(lambda: "Tour" not in desk.text)
        await desk.until(lambda: "starred" in desk.line(22) or "star" in desk.line(22))
