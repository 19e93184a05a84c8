"""The filter panel: counts, choosing values, zooming in dates, and who has nothing."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.events import MouseScrollDown, MouseScrollUp

from searchtui.library import Library
from searchtui.screens.filter_panel import DateColumns, FilterPanel, ValueList
from searchtui.widgets.filter_rows import State
from searchtui.widgets.periods import Unit

OpenApp = Callable[..., Any]
WIDE, NARROW = (140, 45), (80, 24)


def pane(desk: Any, name: str) -> Any:
    return desk.main.query_one(f"#{name}")


def listed(desk: Any, name: str) -> list[tuple[str, int]]:
    return [(row.label, row.count) for row in pane(desk, name).rows]


def states(desk: Any, name: str) -> dict[str, State]:
    return {row.label: row.state for row in pane(desk, name).rows}


async def counted(desk: Any, query: str) -> None:
    await desk.search(query)
    total = desk.main.results.hits.total
    await desk.until(lambda: sum(count for _, count in listed(desk, "languages")) == total, "the counts of this query")


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_outlets_languages_and_dates_are_counted(
    library: Library, open_app: OpenApp, size: tuple[int, int]
) -> None:
    async with open_app(library, size) as desk:
        await counted(desk, "ferry")
        await desk.pilot.press("escape", "f")
        await desk.until(lambda: pane(desk, "outlets").has_focus)
        assert listed(desk, "outlets") == [("unknown", 2), ("Harbour Gazette", 1), ("Radio Lull", 1)]
        await desk.shows("undated 1")
        await desk.shows("English")


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_space_includes_and_minus_excludes(library: Library, open_app: OpenApp, size: tuple[int, int]) -> None:
    async with open_app(library, size) as desk:
        await counted(desk, "ferry")
        await desk.pilot.press("escape", "f", "down", "space")
        await desk.until(lambda: desk.settled('ferry outlet:"Harbour Gazette"'))
        await desk.until(lambda: states(desk, "outlets").get("Harbour Gazette") is State.INCLUDED)
        assert len(listed(desk, "outlets")) == 3
        await desk.pilot.press("down", "space")
        await desk.until(lambda: desk.settled('ferry (outlet:"Harbour Gazette" OR outlet:"Radio Lull")'))
        await desk.pilot.press("minus")
        await desk.until(lambda: desk.settled('ferry outlet:"Harbour Gazette" -outlet:"Radio Lull"'))
        await desk.until(lambda: states(desk, "outlets")["Radio Lull"] is State.EXCLUDED)
        assert pane(desk, "outlets").has_focus
        await desk.pilot.press("backspace")
        await desk.until(lambda: desk.settled("ferry"))


async def test_enter_shows_only_one_and_again_all(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await counted(desk, "ferry")
        await desk.pilot.press("escape", "f", "enter")
        await desk.until(lambda: desk.settled("ferry outlet:?"))
        assert desk.main.results.hits.total == 2
        await desk.pilot.press("enter")
        await desk.until(lambda: desk.settled("ferry"))


async def test_a_filter_typed_by_hand_is_shown_and_let_go(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await counted(desk, "ferry outlet:gazette")
        await desk.until(lambda: states(desk, "outlets")["Harbour Gazette"] is State.INCLUDED)
        await desk.pilot.press("escape", "f", "down", "space")
        await desk.until(lambda: desk.settled("ferry"))


async def test_a_query_that_is_wrong_is_left_alone(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await counted(desk, "ferry")
        desk.box.value = "ferry date:2024-13"
        await desk.until(lambda: "▲" in desk.line(1))
        await desk.pilot.press("escape", "f", "space")
        await desk.pilot.pause()
        assert desk.box.value == "ferry date:2024-13"


async def test_the_panel_goes_round(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, NARROW) as desk:
        await counted(desk, "")
        await desk.pilot.press("escape")
        seen = []
        for _ in range(4):
            await desk.pilot.press("f")
            await desk.pilot.pause()
            seen.append(desk.main.focused.id)
        assert seen == ["outlets", "dates", "languages", "outlets"]
        await desk.pilot.press("escape")
        assert desk.main.results.has_focus
        assert desk.main.results.region


async def test_dates_zoom_from_years_to_days(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, WIDE) as desk:
        await counted(desk, "")
        chart = desk.main.query_one(DateColumns)
        assert chart.unit is Unit.MONTH
        await desk.pilot.press("escape", "f", "f", "Z")
        assert chart.unit is Unit.YEAR
        await desk.pilot.press("Z", "end", "z")
        assert (chart.unit, str(chart.current.first)) == (Unit.MONTH, "2024-01-01")
        await desk.pilot.press("right", "right", "enter")
        await desk.until(lambda: desk.settled("date:2024-03"))
        await desk.pilot.press("z")
        assert (chart.unit, str(chart.current.first)) == (Unit.DAY, "2024-03-01")
        await desk.pilot.press("right", "z", "enter")
        await desk.until(lambda: desk.settled("date:2024-03-02"))
        assert desk.main.results.hits.total == 1


async def test_undated_articles_have_a_line_of_their_own(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, WIDE) as desk:
        await counted(desk, "ferry")
        await desk.pilot.press("escape", "f", "f", "down", "enter")
        await desk.until(lambda: desk.settled("ferry date:?"))
        await desk.pilot.press("enter", "up", "right", "minus")
        await desk.until(lambda: desk.box.value.startswith("ferry -date:2024-0"))


async def test_outlets_without_hits_are_listed(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, WIDE) as desk:
        await counted(desk, "ferry date:2024-03")
        assert listed(desk, "outlets") == [("Harbour Gazette", 1)]
        await desk.pilot.press("escape", "f", "0")
        silent = [("Quern Times", 1), ("unknown", 0), ("Radio Lull", 0)]
        await desk.until(lambda: listed(desk, "outlets")[:2] == [("Harbour Gazette", 1), ("Quern Times", 0)])
        await desk.pilot.press("0")
        await desk.until(lambda: [(row.label, row.of) for row in pane(desk, "outlets").rows] == silent)
        await desk.shows("Outlets with none")
        await desk.pilot.press("y")
        await desk.until(lambda: desk.app.clipboard)
        assert desk.app.clipboard == "outlets,articles,of\nQuern Times,0,1\nunknown,0,0\nRadio Lull,0,0\n"
        await desk.pilot.press("0")
        await desk.until(lambda: listed(desk, "outlets") == [("Harbour Gazette", 1)])


async def test_who_has_none_is_asked_of_words_and_stays_while_only_filters_change(
    library: Library, open_app: OpenApp
) -> None:
    async with open_app(library, WIDE) as desk:
        await counted(desk, "ferry date:2024-03")
        await desk.pilot.press("escape", "f", "0", "0")
        await desk.shows("Outlets with none")
        await desk.search("ferry date:2024")
        await desk.until(lambda: ("Radio Lull", 0) not in listed(desk, "outlets"))
        assert "Outlets with none" in desk.text
        await desk.search("harbour date:2024")
        await desk.until(lambda: listed(desk, "outlets") and all(count for _, count in listed(desk, "outlets")))
        assert "Outlets with none" not in desk.text
        await desk.pilot.press("escape", "f", "0")
        await desk.shows("with none too")


async def test_shares_of_all_articles(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, WIDE) as desk:
        await counted(desk, "ferry OR harbour")
        await desk.pilot.press("escape", "f", "percent_sign")
        await desk.shows("50.0% 1/2")
        assert [row.share for row in pane(desk, "outlets").rows] == [1.0, 1.0, 1.0, 0.5]
        assert desk.main.query_one(FilterPanel).of_all_articles
        await desk.pilot.press("percent_sign")
        await desk.until(lambda: "50.0%" not in desk.text)


async def test_copies_are_counted_once_or_each(library: Library, root: Path, open_app: OpenApp) -> None:
    bell = (root / "seeds" / "bridge.txt").read_text()
    (root / "seeds" / "copy.txt").write_text(bell.replace("Harbour Gazette", "Quern Times"))
    for _ in library.reindex():
        pass
    async with open_app(library, WIDE) as desk:
        await counted(desk, "mayor")
        assert sum(count for _, count in listed(desk, "outlets")) == 1
        await desk.pilot.press("escape", "v")
        await desk.until(lambda: sum(count for _, count in listed(desk, "outlets")) == 2)


async def test_marks_are_a_filter_once_there_are_some(library: Library, open_app: OpenApp) -> None:
    hits = library.search("ferry").hits
    library.work.star([hits[0].id, hits[1].id])
    library.work.tag([hits[1].id], "harbour news")
    async with open_app(library, WIDE) as desk:
        await counted(desk, "ferry")
        await desk.until(lambda: listed(desk, "marks") == [("starred", 2), ("tag harbour news", 1)])
        await desk.pilot.press("escape", "f", "f", "f", "f", "end", "enter")
        await desk.until(lambda: desk.settled('ferry tag:"harbour news"'))
        await desk.until(lambda: states(desk, "marks")["tag harbour news"] is State.INCLUDED)
        assert desk.main.results.hits.total == 1


async def test_an_outlet_is_found_by_its_name(long_library: Library, open_app: OpenApp) -> None:
    async with open_app(long_library, WIDE) as desk:
        await counted(desk, "tide")
        outlets = desk.main.query_one("#outlets", ValueList)
        await desk.pilot.press("escape", "f", "ctrl+f", *"ou", "space", "6")
        assert listed(desk, "outlets") == [("Outlet 6", 32)]
        await desk.pilot.press("enter")
        await desk.until(lambda: desk.settled('tide outlet:"Outlet 6"'))
        await desk.pilot.press("ctrl+f", "escape")
        await desk.until(lambda: len(outlets.rows) == 7)
        assert outlets.has_focus


async def test_filters_by_mouse(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, WIDE) as desk:
        await counted(desk, "ferry")
        await desk.pilot.click("#outlets", offset=(6, 3))
        await desk.until(lambda: desk.settled('ferry outlet:"Radio Lull"'))
        await desk.pilot.click("#outlets", offset=(6, 2), button=3)
        await desk.until(lambda: desk.settled('ferry outlet:"Radio Lull" -outlet:"Harbour Gazette"'))


async def test_dates_by_mouse(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, WIDE) as desk:
        await counted(desk, "")
        chart = desk.main.query_one(DateColumns)
        await desk.pilot._post_mouse_events([MouseScrollUp], "#dates", (3, 2))
        await desk.until(lambda: chart.unit is Unit.DAY)
        await desk.pilot._post_mouse_events([MouseScrollDown], "#dates", (3, 2))
        await desk.until(lambda: chart.unit is Unit.MONTH)
        await desk.pilot.click("#dates", offset=(2, 2))
        await desk.until(lambda: desk.settled("date:2023-11"))


async def test_a_month_without_hits_is_neither_zoomed_into_nor_chosen_by_mouse(
    library: Library, open_app: OpenApp
) -> None:
    async with open_app(library, WIDE) as desk:
        await counted(desk, "")
        chart = desk.main.query_one(DateColumns)
        empty = 2 + chart._column
        await desk.pilot._post_mouse_events([MouseScrollUp], "#dates", (empty, 2))
        await desk.pilot.click("#dates", offset=(empty, 2))
        await desk.until(lambda: chart.cursor == 1)
        assert chart.current is not None
        assert not chart.current.count
        assert chart.unit is Unit.MONTH
        assert desk.box.value == ""


async def test_an_outlet_whose_name_is_part_of_another_is_not_mistaken(root: Path, open_app: OpenApp) -> None:
    (root / "seeds" / "more.jsonl").write_text(
        json.dumps({"id": "x", "source": "Times", "title": "A harbour", "text": "The harbour froze."}) + "\n"
    )
    with Library.open(root) as library:
        for _ in library.reindex():
            pass
        async with open_app(library, WIDE) as desk:
            await counted(desk, "harbour")
            row = [label for label, _ in listed(desk, "outlets")].index("Times")
            await desk.pilot.press("escape", "f", *["down"] * row, "enter")
            await desk.until(lambda: desk.settled("harbour outlet:=Times"))
            assert desk.main.results.hits.total == 1
            await desk.until(lambda: states(desk, "outlets")["Times"] is State.INCLUDED)
            assert states(desk, "outlets")["Quern Times"] is State.NONE
            await desk.pilot.press("space")
            await desk.until(lambda: desk.settled("harbour"))


async def test_names_that_look_like_markup_are_shown_as_they_are(root: Path, open_app: OpenApp) -> None:
    name = "[red]Post[/] [/bad"
    (root / "seeds" / "odd.jsonl").write_text(
        json.dumps({"id": "x", "source": name, "title": "A ferry sinks", "text": "The ferry sank."}) + "\n"
    )
    with Library.open(root) as library:
        for _ in library.reindex():
            pass
        async with open_app(library, WIDE) as desk:
            await counted(desk, "ferry")
            await desk.until(lambda: name in dict(listed(desk, "outlets")))
            await desk.pilot.press("escape", "f", "ctrl+f", "left_square_bracket", "slash", "escape", "end")
            await desk.shows("[red]Post[/]")


async def test_the_dates_of_fewer_hits_take_the_cursor_from_what_is_undated(
    library: Library, open_app: OpenApp
) -> None:
    async with open_app(library) as desk:
        await desk.search("")
        await desk.until(lambda: desk.main.query_one(DateColumns).table())
        dates = desk.main.query_one(DateColumns)
        dates.move_to_end(last=True)
        dates.move(1)
        assert dates.on_undated
        await desk.search("orchid")
        await desk.until(lambda: not dates.on_undated)
        assert dates.current is not None


async def test_named_months_are_ticked_and_empty_panes_say_so(library: Library, open_app: OpenApp) -> None:
    (library.paths.seeds / "early.txt").write_text("Title: Early\nDate: 2022-08-03\n\nThe ferry was early, for once.\n")
    list(library.reindex())
    async with open_app(library, size=(80, 24)) as desk:
        await desk.search("")
        await desk.pilot.press("escape", "f")
        await desk.shows("╵")
        await desk.search("ferry zeppelin unicorn")
        await desk.pilot.press("escape", "f")
        await desk.until(lambda: desk.text.count("none has all the words") == 3)
