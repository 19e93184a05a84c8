"""Reading on the whole screen."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from searchtui.library import Library

OpenApp = Callable[..., Any]


async def test_enter_reads_with_facts_and_where_they_come_from(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.read("mayor")
        assert "Harbour Gazette" in desk.text
        assert "7 Jun 2024   stated, line 6: “Published 7 June 2024”" in desk.text
        assert "bridge.txt" in desk.text


async def test_an_unknown_date_is_called_unknown(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.read("signed")
        assert "Date     unknown" in desk.text


async def test_hard_wraps_are_undone(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.read("mayor")
        assert "was opened on Friday by the mayor, who walked across" in desk.text


async def test_matches_are_counted_and_walked_round_the_end(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.read("bridge")
        total = len(desk.view.document.matches)
        assert f"match 1 of {total}" in desk.line(0)
        await desk.pilot.press("n", "n")
        await desk.shows(f"match 3 of {total}")
        await desk.pilot.press("N", "N", "N")
        await desk.shows(f"match {total} of {total}")


async def test_matches_are_marked_by_more_than_colour(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.read("bridge")
        strips = desk.app.screen._compositor.render_strips()
        marked = [seg for strip in strips for seg in strip if seg.text.casefold() == "bridge" and seg.style]
        assert len(marked) >= 4
        assert all(segment.style.bold and segment.style.underline for segment in marked)


async def test_the_current_match_looks_different(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.read("bridge")
        strips = desk.app.screen._compositor.render_strips()
        marked = [seg for strip in strips for seg in strip if seg.text.casefold() == "bridge" and seg.style]
        assert len({segment.style.bgcolor for segment in marked}) == 2


async def test_neighbouring_articles_are_a_key_away(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.read("ferry")
        first = desk.view.document.article.id
        await desk.pilot.press("]")
        await desk.until(lambda: desk.view.document.article.id != first)
        assert "article 2 of 4" in desk.line(0)
        await desk.pilot.press("[")
        await desk.until(lambda: desk.view.document.article.id == first)


async def test_the_reader_fetches_hits_that_are_not_loaded(long_library: Library, open_app: OpenApp) -> None:
    async with open_app(long_library) as desk:
        await desk.search("tide")
        await desk.pilot.press("escape", "G")
        await desk.until(lambda: desk.main.results.selected is not None)
        await desk.pilot.press("enter")
        await desk.shows("article 230 of 230")
        for _ in range(60):
            await desk.pilot.press("left")
        await desk.shows("article 170 of 230")
        wanted = desk.main.results.hits
        await desk.until(lambda: wanted.hit(169) and desk.view.document.article.id == wanted.hit(169).id)


async def test_leaving_the_reader_selects_the_article_read_last(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.read("ferry")
        await desk.pilot.press("]", "]", "q")
        await desk.until(lambda: desk.app.screen is desk.main)
        assert desk.main.results.cursor == 2


@pytest.mark.parametrize("key", ["q", "escape", "enter"])
async def test_these_keys_leave_the_reader(library: Library, open_app: OpenApp, key: str) -> None:
    async with open_app(library) as desk:
        await desk.read("orchid")
        await desk.pilot.press(key)
        await desk.until(lambda: desk.app.screen is desk.main)


async def test_site_text_can_be_hidden(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.read("mayor")
        assert "Home | News | Sport" in desk.text
        await desk.pilot.press("x")
        assert "Home | News | Sport" not in desk.text


async def test_what_raw_finds_in_site_text_is_counted_and_shown(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.read("raw:sport mayor")
        await desk.pilot.press("x")
        assert "Home | News | Sport" in desk.text


async def test_the_choice_to_hide_site_text_holds_on_the_main_screen(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.read("mayor")
        await desk.pilot.press("x", "q")
        await desk.until(lambda: desk.app.screen is desk.main)
        assert not desk.main.article_view.chrome


async def test_a_resize_keeps_the_place(library: Library, root: Any, open_app: OpenApp) -> None:
    words = "\n\n".join(f"Paragraph {n} tells of the lighthouse keeper and his {n} lamps at sea." for n in range(200))
    (root / "seeds" / "lamps.txt").write_text(f"A long night at the lighthouse\n\n{words}\n", encoding="utf-8")
    for _ in library.reindex():
        pass
    async with open_app(library, (90, 24)) as desk:
        await desk.read("lighthouse")
        for _ in range(9):
            await desk.pilot.press("space")
        line = desk.view.layout_lines.lines[desk.view.scroll_offset.y]
        await desk.pilot.resize_terminal(60, 20)
        await desk.until(lambda: desk.view.size.width == 60)
        now = desk.view.layout_lines.lines[desk.view.scroll_offset.y]
        assert now.start <= line.start < desk.view.layout_lines.lines[desk.view.scroll_offset.y + 2].end


async def test_the_page_keys_reach_the_end(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, (60, 12)) as desk:
        await desk.read("mayor")
        await desk.pilot.press("G")
        await desk.shows("ten crossings to see")
        await desk.pilot.press("g")
        await desk.until(lambda: desk.view.scroll_offset.y == 0)
