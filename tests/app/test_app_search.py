"""Searching as one types."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from textual.events import MouseScrollDown

from searchtui.engines.protocol import Sort
from searchtui.library import Library
from searchtui.results.page import ResultPage
from searchtui.screens.library_client import Found, Wanted

OpenApp = Callable[..., Any]


async def test_an_empty_search_bar_shows_all_articles(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("")
        assert "6 of 6" in desk.line(0)


async def test_results_follow_the_keys(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("")
        await desk.pilot.press(*"orchid")
        await desk.until(lambda: desk.settled("orchid"))
        assert "1 of 6" in desk.line(0)
        assert desk.main.results.selected.title == "Rare orchid stolen from glasshouse"


async def test_the_article_of_the_first_hit_is_shown_beside_the_list(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("orchid")
        await desk.shows("The gardener blamed nobody")


async def test_a_stale_answer_is_dropped(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("orchid")
        stale = ResultPage("ferry", "ferry", 99, 1.0, 0, (), ())
        desk.main.post_message(Found(Wanted("ferry"), stale, 0, None))
        await desk.pilot.pause()
        assert desk.main.results.hits.total == 1


async def test_a_burst_of_keys_ends_with_the_answer_to_the_last(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("")
        for character in "dockers":
            desk.box.insert_text_at_cursor(character)
        await desk.until(lambda: desk.settled("dockers"))
        assert desk.main.results.hits.total == 1


async def test_the_parsed_query_is_shown(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("ferry   AND bell")
        assert desk.line(1).strip() == "ferry bell"


async def test_undated_articles_that_a_date_hides_are_counted(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("ferry since:2024")
        assert "1 undated not shown" in desk.line(1)


async def test_an_error_is_pointed_at(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("")
        desk.box.value = "ferry date:2024-13"
        await desk.until(lambda: "▲" in desk.line(1))
        assert desk.line(1).index("▲") == desk.line(0).index("2024-13")


async def test_results_stay_while_the_query_is_wrong(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("orchid")
        desk.box.value = "orchid date:2024-13"
        await desk.until(lambda: "▲" in desk.line(1))
        assert "Rare orchid stolen" in desk.text


async def test_nothing_found_is_said(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("zeppelin")
        await desk.shows("Nothing found")


@pytest.mark.parametrize(
    ("presses", "sort", "first"),
    [
        (1, Sort.NEWEST, "Bridge over the Ard opens"),
        (2, Sort.OLDEST, "Rare orchid stolen from glasshouse"),
        (3, Sort.OUTLET, None),
        (4, Sort.TITLE, "A letter about the ferry that nobody signed"),
        (5, Sort.RELEVANCE, None),
    ],
)
async def test_the_order_changes_in_turn(
    library: Library, open_app: OpenApp, presses: int, sort: Sort, first: str | None
) -> None:
    async with open_app(library) as desk:
        await desk.search("")
        await desk.pilot.press("escape", *["s"] * presses)
        await desk.until(lambda: desk.main.answered == Wanted("", sort))
        await desk.shows(f"Results by {sort.value}")
        assert first is None or desk.main.results.hits.hit(0).title == first


async def test_clicking_a_hit_selects_it(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("")
        await desk.pilot.click("#results", offset=(10, 7))
        assert desk.main.results.cursor == 1


async def test_the_wheel_scrolls_the_list_and_leaves_the_cursor(long_library: Library, open_app: OpenApp) -> None:
    async with open_app(long_library) as desk:
        await desk.search("tide")
        await desk.pilot._post_mouse_events([MouseScrollDown], "#results", (5, 5))
        await desk.until(lambda: desk.main.results.scroll_offset.y > 0)
        assert desk.main.results.cursor == 0


async def test_every_hit_can_be_reached(long_library: Library, open_app: OpenApp) -> None:
    async with open_app(long_library) as desk:
        await desk.search("tide")
        await desk.pilot.press("escape", "G")
        await desk.until(lambda: desk.main.results.selected is not None)
        assert desk.main.results.selected.rank == 230


async def test_paging_down_shows_loaded_hits_on_every_page(long_library: Library, open_app: OpenApp) -> None:
    async with open_app(long_library) as desk:
        await desk.search("tide")
        await desk.pilot.press("escape")
        for page in range(1, 10):
            await desk.pilot.press("pagedown")
            await desk.until(lambda: desk.main.results.selected is not None, f"page {page}")
        assert desk.main.results.selected.rank == desk.main.results.cursor + 1


async def test_clearing_the_search_starts_anew(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("orchid")
        await desk.pilot.press("escape", "ctrl+l")
        await desk.until(lambda: desk.settled(""))
        assert desk.box.has_focus


async def test_up_from_the_first_hit_goes_to_the_search_bar(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("ferry")
        await desk.pilot.press("down", "down", "up", "up")
        assert desk.box.has_focus


async def test_keys_pressed_in_one_go_reach_the_right_pane(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("ferry")
        for key in ("down", "slash", "q", "s"):
            desk.app.simulate_key(key)
        await desk.until(lambda: desk.box.value.endswith("qs"))
        assert desk.app.is_running


async def test_enter_waits_for_the_answer_to_what_was_typed(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("ferry")
        desk.box.value = "orchid"
        for key in ("down", "enter"):
            desk.app.simulate_key(key)
        await desk.until(lambda: desk.app.screen is not desk.main and desk.view.document is not None)
        assert desk.view.document.article.title == "Rare orchid stolen from glasshouse"


async def test_escape_takes_back_what_was_to_be_read_once_found(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("ferry")
        await desk.pilot.press("escape")
        desk.main.wanted = replace(desk.main.wanted, sort=Sort.OLDEST)
        desk.main.action_read()
        desk.main.action_go_to_results()
        desk.main.search()
        await desk.until(lambda: desk.main.answered == desk.main.wanted)
        await desk.pilot.press("f1")
        await desk.shows("Help")
        assert len(desk.app.screen_stack) == 2


@pytest.mark.parametrize(("height", "moved"), [(45, 0), (24, 1)])
async def test_a_note_moves_nothing_where_there_is_room(
    library: Library, open_app: OpenApp, height: int, moved: int
) -> None:
    async with open_app(library, (140, height)) as desk:
        await desk.search("ferry")
        before = desk.main.results.region.y
        await desk.search('"ferry')
        await desk.shows("has no partner")
        await desk.until(lambda: desk.main.results.region.y == before + moved)
        await desk.search("ferry")
        await desk.until(lambda: desk.main.results.region.y == before)
        assert "has no partner" not in desk.text
