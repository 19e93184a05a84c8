"""Finding words in the article on screen, and going through matches, paragraphs and widths."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from searchtui.library import Library
from searchtui.screens.reader import ReaderScreen
from searchtui.widgets.document import Role, Spacing
from searchtui.widgets.find_bar import FindBar
from searchtui.widgets.match_map import HERE, SOME, map_rows
from searchtui.widgets.status_line import StatusLine

OpenApp = Callable[..., Any]


async def find(desk: Any, words: str) -> None:
    """Type into the bar of the reader, as a user does."""
    await desk.pilot.press("ctrl+f")
    desk.app.screen.query_one(FindBar).input.value = words
    await desk.pilot.pause()


async def test_words_are_found_across_line_breaks(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.read("mayor")
        await find(desk, "WALKED ACROSS the bridge")
        await desk.shows("1 of 1")
        (match,) = desk.view.document.matches
        assert "\n" in desk.view.document.article.text[match.start : match.end]


async def test_enter_goes_back_to_the_text_and_n_through_what_was_found(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.read("mayor")
        await find(desk, "bridge")
        total = len(desk.view.document.matches)
        assert total > 2
        await desk.pilot.press("enter", "n")
        await desk.shows(f"2 of {total}")
        await desk.pilot.press("N", "N")
        await desk.shows(f"{total} of {total}")


async def test_up_and_down_go_through_while_one_types(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.read("mayor")
        await find(desk, "bridge")
        total = len(desk.view.document.matches)
        await desk.pilot.press("down")
        await desk.shows(f"2 of {total}")
        await desk.pilot.press("up", "up")
        await desk.shows(f"{total} of {total}")


async def test_escape_gives_the_matches_of_the_query_back(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.read("mayor")
        before = desk.view.document.matches
        await find(desk, "bridge")
        assert desk.view.document.matches != before
        await desk.pilot.press("escape")
        assert desk.view.document.matches == before
        assert isinstance(desk.app.screen, ReaderScreen)
        await desk.pilot.press("escape")
        await desk.until(lambda: desk.app.screen is desk.main)


async def test_the_reader_opened_again_is_as_good_as_new(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.read("mayor")
        reader, before = desk.app.screen, desk.view.document
        await find(desk, "bridge")
        await desk.pilot.press("escape", "escape")
        await desk.until(lambda: desk.app.screen is desk.main)
        await desk.read("orchid")
        assert desk.app.screen is reader
        assert desk.view.document.article != before.article
        assert not reader.find_bar.is_open
        assert not reader.find_bar.input.value
        await desk.shows("article 1 of 1   match 1 of")


async def test_what_changes_below_does_not_paint_the_reader(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.read("mayor")
        await desk.pilot.pause()
        painted: list[object] = []
        display = desk.app._display
        desk.app._display = lambda screen, shown: (painted.append(screen), display(screen, shown))
        desk.main.query_one(StatusLine).show_progress("Something goes on.")
        await desk.pilot.pause(0.1)
        assert painted == []
        await desk.pilot.press("q")
        await desk.shows("Something goes on.")


async def test_what_is_not_there_is_said(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.read("mayor")
        await find(desk, "zeppelin")
        await desk.shows("not in this article")
        assert "find" in desk.line(-2)


async def test_what_is_hidden_is_not_found(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.read("mayor")
        await find(desk, "ten crossings")
        assert len(desk.view.document.matches) == 1
        await desk.pilot.press("escape", "x")
        await find(desk, "ten crossings")
        assert not desk.view.document.matches


async def test_the_same_is_looked_for_in_the_next_article(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.read("ferry")
        first = desk.view.document.article.id
        await find(desk, "the")
        await desk.pilot.press("enter", "]")
        await desk.until(lambda: desk.view.document.article.id != first)
        spans = {desk.view.document.sources[m.source][m.start : m.end].lower() for m in desk.view.document.matches}
        assert spans == {"the"}


async def test_the_main_screen_opens_the_reader_to_find(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("mayor")
        await desk.pilot.press("escape", "ctrl+f")
        await desk.until(lambda: isinstance(desk.app.screen, ReaderScreen) and desk.view.document is not None)
        await desk.pilot.press(*"century")
        await desk.shows("1 of 1")


async def test_hostile_wishes_are_plain_text(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.read("mayor")
        for wish in ("[/", "[red]", "(((", ".*", "\x1b[2J", "\\"):
            await find(desk, wish)
            assert not desk.view.document.matches


async def test_after_the_last_match_n_goes_to_the_next_article(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.read("ferry")
        first = desk.view.document.article.id
        total = len(desk.view.document.matches)
        await desk.pilot.press(*["n"] * total)
        await desk.until(lambda: desk.view.document.article.id != first)
        assert "match 1 of" in desk.line(0)
        await desk.pilot.press("N")
        await desk.until(lambda: desk.view.document.article.id == first)
        await desk.shows(f"match {total} of {total}")


async def test_paragraphs_are_a_key_apart(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, size=(60, 10)) as desk:
        await desk.read("mayor")
        await desk.pilot.press("g")
        tops = []
        for _ in range(3):
            await desk.pilot.press("}")
            tops.append(desk.view.layout_lines.lines[desk.view.scroll_offset.y])
        assert all(line.role in (Role.BODY, Role.CHROME) for line in tops)
        assert tops[0].start < tops[1].start < tops[2].start
        await desk.pilot.press("{")
        assert desk.view.layout_lines.lines[desk.view.scroll_offset.y] == tops[1]


async def test_lines_are_made_longer_and_shorter(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, size=(140, 40)) as desk:
        await desk.read("mayor")
        lines = len(desk.view.layout_lines.lines)
        await desk.pilot.press(*["minus"] * 8)
        assert len(desk.view.layout_lines.lines) > lines
        await desk.pilot.press(*["plus"] * 20)
        assert len(desk.view.layout_lines.lines) < lines


async def test_spacing_goes_round(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.read("mayor")
        lines = {desk.view.spacing: len(desk.view.layout_lines.lines)}
        for _ in range(2):
            await desk.pilot.press("equals_sign")
            lines[desk.view.spacing] = len(desk.view.layout_lines.lines)
        assert lines[Spacing.COMPACT] < lines[Spacing.NORMAL] < lines[Spacing.WIDE]


def test_the_map_shows_each_stretch_with_a_match() -> None:
    assert map_rows((0, 50, 51, 99), 1, lines=100, height=10) == {0: SOME, 5: HERE, 9: SOME}


def test_there_is_no_map_of_what_is_all_in_view() -> None:
    assert map_rows((1, 2), 0, lines=10, height=10) == {}


async def test_the_map_is_drawn_beside_long_articles(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, size=(60, 12)) as desk:
        await desk.read("bridge")
        await desk.shows(HERE)


async def test_what_is_looked_for_without_room_is_there_with_room(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, (60, 20)) as desk:
        await desk.read("mayor path:bridge.txt")
        await desk.pilot.press("ctrl+f")
        await desk.pilot.resize_terminal(1, 1)
        await desk.pilot.press("o", "n")
        await desk.until(lambda: len(desk.view.document.matches) > 3)
        await desk.pilot.press("up")
        await desk.pilot.resize_terminal(60, 20)
        await desk.until(lambda: len(desk.view.layout_lines.match_lines) == len(desk.view.document.matches))
        await desk.shows("century")
