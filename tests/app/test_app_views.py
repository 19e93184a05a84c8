"""Other ways to look at a result: table, timeline, concordance."""

from __future__ import annotations

import csv
import datetime as dt
import json
import re
from collections.abc import Callable
from typing import Any

import pytest

from searchtui.engines.protocol import OutletDay, Sort
from searchtui.library import Library
from searchtui.screens.concordance import ConcordanceScreen
from searchtui.screens.reader import ReaderScreen
from searchtui.screens.table import TableScreen
from searchtui.screens.timeline import TimelineScreen
from searchtui.widgets.timeline import Timeline

OpenApp = Callable[..., Any]


async def view(desk: Any, query: str, key: str) -> Any:
    """Search, and look at the result in another way."""
    await desk.search(query)
    await desk.pilot.press("escape", key)
    await desk.until(lambda: desk.app.screen is not desk.main, "the view")
    return desk.app.screen


async def test_the_table_has_a_line_a_hit(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        screen = await view(desk, "ferry", "T")
        assert isinstance(screen, TableScreen)
        await desk.shows("Ferry runs aground in Quern harbour")
        await desk.shows("Harbour Gazette")
        assert "1 of 4 by relevance" in desk.line(0)


@pytest.mark.parametrize("width", [80, 120])
@pytest.mark.parametrize("key", ["T", "L", "K"])
async def test_rows_begin_below_what_stands_above_them(
    library: Library, open_app: OpenApp, key: str, width: int
) -> None:
    async with open_app(library, (width, 24)) as desk:
        screen = await view(desk, "ferry", key)
        await desk.until(lambda: screen.rows.count() > 0)
        for line in (desk.line(0), desk.line(2)):
            assert line.startswith(" ")
        if key == "T" or (key == "K" and width == 120):
            assert desk.line(0)[1] != " " != desk.line(2)[1]
            assert desk.line(1).index("Date") == re.search(r"\d+ \w{3} 20|20\d\d-|date \?", desk.line(2)).start()


async def test_the_table_is_sorted_by_key_and_by_heading(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        screen = await view(desk, "ferry", "T")
        await desk.pilot.press("s")
        await desk.until(lambda: screen.table.selected is not None and "newest" in desk.line(0))
        assert screen.table.selected.date == dt.date(2024, 6, 7)
        await desk.pilot.click(screen.table, offset=(10, 0))
        await desk.until(lambda: screen.wanted.sort is Sort.OLDEST and "oldest" in desk.line(0))
        await desk.until(lambda: screen.table.selected.date == dt.date(2024, 1, 9))


async def test_one_is_no_plural(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await view(desk, "orchid date:2023-11", "K")
        await desk.until(lambda: "matches in 1 article " in desk.line(0))


async def test_the_table_reads_and_comes_back_to_the_same_hit(long_library: Library, open_app: OpenApp) -> None:
    async with open_app(long_library) as desk:
        screen = await view(desk, "tide", "T")
        await desk.pilot.press("G")
        await desk.until(lambda: screen.table.selected is not None and screen.table.cursor == 229)
        await desk.pilot.press("enter")
        await desk.shows("article 230 of 230")
        await desk.pilot.press("[", "escape")
        await desk.until(lambda: desk.app.screen is screen)
        assert screen.table.cursor == 228
        await desk.pilot.press("escape")
        await desk.until(lambda: desk.app.screen is desk.main)
        assert desk.main.results.cursor == 228


async def test_the_timeline_has_a_row_an_outlet(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        screen = await view(desk, "", "L")
        assert isinstance(screen, TimelineScreen)
        await desk.until(lambda: screen.timeline.count() == 4)
        assert {row.outlet: row.total for row in screen.timeline._rows} == {
            "Harbour Gazette": 1,
            "Quern Times": 2,
            "Radio Lull": 1,
            None: 2,
        }


async def test_the_timeline_shows_where_starred_articles_are(library: Library, open_app: OpenApp) -> None:
    hits = library.search("ferry", sort=Sort.NEWEST).hits
    library.work.star([hits[0].id], on=True)
    async with open_app(library) as desk:
        screen = await view(desk, "ferry", "L")
        await desk.until(lambda: screen.timeline.spot is not None)
        assert sum(sum(row.values()) for row in screen.timeline._stars) == 1
        await desk.shows("★")


async def test_a_narrow_concordance_names_outlet_and_date_of_its_line(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, size=(80, 24)) as desk:
        screen = await view(desk, "ferry", "K")
        await desk.until(lambda: screen.concordance.selected is not None)
        line = screen.concordance.selected
        await desk.until(lambda: f"{line.outlet or 'outlet ?'}, {line.date or 'date ?'}" in desk.line(0))


async def test_the_lines_of_a_concordance_are_exported_as_sorted(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        screen = await view(desk, "ferry", "K")
        await desk.until(lambda: screen._complete)
        await desk.pilot.press("s")
        await desk.until(lambda: "before" in desk.line(0))
        await desk.pilot.pause()
        await desk.pilot.press("E")
        await desk.shows("the lines by words before")
        await desk.pilot.press("enter")
        await desk.shows("written to")
        (table,) = library.paths.root.glob("ferry-*.kwic.csv")
        rows = list(csv.DictReader(table.open(encoding="utf-8", newline="")))
        assert [row["left"].strip() for row in rows] == [line.left.strip() for line in screen.concordance.lines]


async def test_lines_that_still_come_in_are_said_to_be_exported_later(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        screen = await view(desk, "ferry", "K")
        await desk.until(lambda: screen._complete)
        await desk.pilot.press("s")
        await desk.until(lambda: "before" in desk.line(0))
        screen._complete = False
        await desk.pilot.press("E")
        await desk.shows("The lines by words before: once all are there")
        await desk.pilot.press("escape")
        screen._complete = True
        await desk.pilot.press("E")
        await desk.shows("the lines by words before, of articles")
        assert "once all are there" not in desk.text


async def test_enter_on_the_timeline_looks_for_that_outlet_then(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        screen = await view(desk, "ferry", "L")
        await desk.until(lambda: screen.timeline.spot is not None)
        await desk.pilot.press("down")
        await desk.until(lambda: "Harbour Gazette" in desk.line(0))
        spot = screen.timeline.spot
        await desk.pilot.press("home", "down", "left")
        await desk.until(lambda: screen.timeline.spot.first < spot.first)
        while not screen.timeline.spot.count:
            await desk.pilot.press("left")
        await desk.pilot.press("enter")
        await desk.until(lambda: desk.app.screen is desk.main and "outlet:" in desk.box.value)
        await desk.until(lambda: desk.settled(desk.box.value))
        assert desk.main.results.hits.total == 1
        assert "date:" in desk.box.value


async def test_silent_outlets_are_a_key_away(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        screen = await view(desk, "orchid", "L")
        await desk.until(lambda: screen.timeline.count() == 1)
        await desk.pilot.press("0")
        assert [row.outlet for row in screen.timeline._rows if not row.total] == ["Harbour Gazette", "Radio Lull", None]
        await desk.pilot.press("0")
        assert screen.timeline.count() == 1


async def test_zooming_keeps_the_day(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        screen = await view(desk, "", "L")
        await desk.until(lambda: screen.timeline.spot is not None)
        before = screen.timeline.spot
        await desk.pilot.press("Z")
        assert screen.timeline.spot.first <= before.first <= screen.timeline.spot.last
        assert screen.timeline.spot.last - screen.timeline.spot.first > before.last - before.first
        await desk.pilot.press("z", "z")
        assert screen.timeline.spot.last - screen.timeline.spot.first <= before.last - before.first


async def test_the_concordance_has_a_line_a_match(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        screen = await view(desk, "ferry", "K")
        assert isinstance(screen, ConcordanceScreen)
        await desk.until(lambda: "9 matches in 4 articles" in desk.line(0), "all matches")
        assert all(line.match.lower() == "ferry" for line in screen.concordance.lines)


async def test_the_concordance_is_sorted_by_the_words_beside(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        screen = await view(desk, "ferry", "K")
        await desk.until(lambda: "9 matches" in desk.line(0))
        await desk.pilot.press("s", "s")
        await desk.shows("by words after")
        await desk.until(
            lambda: (
                [x.right.strip(" ,.").lower()[:1] for x in screen.concordance.lines]
                == sorted(x.right.strip(" ,.").lower()[:1] for x in screen.concordance.lines)
            )
        )


async def test_enter_opens_the_article_at_the_match(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        screen = await view(desk, "bridge", "K")
        await desk.until(lambda: screen.concordance.count() >= 4)
        await desk.pilot.press("down", "down", "down")
        line = screen.concordance.selected
        await desk.pilot.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, ReaderScreen) and desk.view.document is not None)
        match = desk.view.document.matches[desk.view.current_match - 1]
        assert (match.start, match.end) == (line.start, line.end)
        await desk.pilot.press("escape")
        await desk.until(lambda: desk.app.screen is screen)


async def test_a_query_without_words_has_no_concordance_and_says_so(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await view(desk, "outlet:quern", "K")
        await desk.shows("No word of this query is marked")


async def test_hostile_text_is_shown_as_it_is(tmp_path: Any, open_app: OpenApp) -> None:
    record = {
        "id": "x",
        "source": "[/red] \x1b[2J Post",
        "date": "2024-01-01",
        "title": "[bold]bell[/",
        "text": "A [red]bell[/] \x1b]0;x\x07 rang \u202e bell [/",
    }
    (tmp_path / "seeds").mkdir()
    (tmp_path / "seeds" / "one.jsonl").write_text(json.dumps(record), encoding="utf-8")
    with Library.open(tmp_path) as library:
        list(library.reindex())
        for key, words in (("T", "[bold]bell[/"), ("L", "[/red]"), ("K", "[red]bell[/]")):
            async with open_app(library, size=(140, 30)) as desk:
                await view(desk, "bell", key)
                await desk.shows(words)
                assert "\x1b" not in desk.text


def test_counts_of_a_day_add_up() -> None:
    timeline = Timeline()
    day = dt.date(2024, 1, 1)
    timeline.show([OutletDay("A", day, 2), OutletDay("A", None, 3), OutletDay("B", dt.date(2024, 2, 1), 1)])
    assert [(row.outlet, row.total, row.undated) for row in timeline._rows] == [("A", 5, 3), ("B", 1, 0)]


async def test_articles_are_starred_tagged_and_noted_in_the_table(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, size=(80, 24)) as desk:
        screen = await view(desk, "ferry", "T")
        await desk.until(lambda: screen.table.selected is not None)
        await desk.pilot.press("asterisk")
        await desk.until(lambda: screen.kept.star and "★" in desk.line(2))
        await desk.pilot.press("number_sign", *"wet", "enter")
        await desk.until(lambda: screen.kept.tags == ("wet",))
        await desk.pilot.press("i", *"See", "enter")
        await desk.until(lambda: [note.words for note in screen.kept.notes] == ["See"])
        await desk.pilot.press("i")
        await desk.shows("An empty note is removed.")
        await desk.pilot.press("escape", "u", "u", "u")
        await desk.until(lambda: not screen.kept.any)
        await desk.pilot.press("U")
        await desk.until(lambda: screen.kept.star)
        await desk.pilot.press("escape")
        await desk.until(lambda: desk.app.screen is desk.main and desk.main.results.selected.kept.star)
        await desk.shows("★")


async def test_passages_are_kept_line_by_line_in_the_concordance(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        screen = await view(desk, "ferry -title:ferry", "K")
        await desk.until(lambda: screen.concordance.count() and screen._complete)
        line = screen.concordance.selected
        assert not line.in_title
        await desk.pilot.press("p")
        await desk.until(lambda: library.work.kept([line.article_id]), "the passage kept")
        (note,) = library.work.kept([line.article_id])[line.article_id].notes
        assert line.match in note.passage.quote
        await desk.pilot.press("u")
        await desk.until(lambda: not any(kept.any for kept in library.work.kept([line.article_id]).values()))
        await desk.pilot.press("home", "asterisk")
        await desk.until(lambda: screen.kept.star)


LONG_NAME = "The Upper Tamsel Valley Advertiser"


def add_long_name(library: Library) -> None:
    story = f"Title: Ferry bought\nOutlet: {LONG_NAME}\nDate: 2024-03-03\n\nThe ferry was bought by the valley.\n"
    (library.paths.seeds / "valley.txt").write_text(story)
    list(library.reindex())


@pytest.mark.parametrize("key", ["T", "L", "K"])
async def test_names_of_outlets_are_whole_where_there_is_room(library: Library, open_app: OpenApp, key: str) -> None:
    add_long_name(library)
    async with open_app(library, size=(180, 45)) as desk:
        await view(desk, "ferry", key)
        await desk.until(lambda: any(LONG_NAME in desk.line(number) for number in range(2, 20)))


async def test_the_table_has_a_column_for_what_is_kept_once_something_is(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, size=(140, 45)) as desk:
        await view(desk, "ferry", "T")
        await desk.shows("Harbour Gazette")
        assert "Kept" not in desk.line(1)
        await desk.pilot.press("asterisk")
        await desk.until(lambda: "Kept" in desk.line(1))
        assert "★" in desk.text


@pytest.mark.parametrize("width", [60, 80, 140])
async def test_the_line_about_the_timeline_says_less_rather_than_being_cut(
    library: Library, open_app: OpenApp, width: int
) -> None:
    async with open_app(library, size=(width, 24)) as desk:
        screen = await view(desk, "ferry", "L")
        await desk.until(lambda: screen.timeline.spot is not None)
        assert "…" not in desk.line(0)
        assert "ferry" in desk.line(0)
        assert ("outlets" in desk.line(0)) is (width == 140)
        await desk.pilot.resize_terminal(150, 24)
        await desk.until(lambda: "outlets" in desk.line(0))


@pytest.mark.parametrize("key", ["T", "L", "K", "M", "m"])
async def test_a_slash_leads_from_every_view_to_the_search_bar(library: Library, open_app: OpenApp, key: str) -> None:
    async with open_app(library) as desk:
        await view(desk, "ferry", key)
        await desk.pilot.press("slash", *"bell")
        await desk.until(lambda: desk.settled("bell"))
        assert desk.app.screen is desk.main
