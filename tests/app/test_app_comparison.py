"""Words compared by outlet, month and language."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from typing import Any

import pytest

from searchtui.library import Library
from searchtui.query.comparison import Compared, compared_in, parts_of
from searchtui.query.nodes import OutletIs
from searchtui.screens.comparison import ComparisonScreen
from searchtui.widgets.comparison_table import ComparedRow, ComparisonTable

OpenApp = Callable[..., Any]
TODAY = dt.date(2024, 5, 5)


def rows(desk: Any) -> list[tuple[str, int, tuple[int, ...]]]:
    return [(row.label, row.of, row.counts) for row in desk.app.screen.table.shown]


async def compare(desk: Any, query: str) -> None:
    await desk.search(query)
    await desk.pilot.press("escape", "C")
    await desk.until(lambda: isinstance(desk.app.screen, ComparisonScreen))


@pytest.mark.parametrize(
    ("query", "parts", "within"),
    [
        ("ferry bell since:2024 -orchid", ("ferry", "bell"), "since:2024 -orchid"),
        ("ferry OR bell OR boat", ("ferry", "bell", "boat"), ""),
        ('(ferry OR bell) "a b" outlet:x', ("ferry", "bell", '"a b"'), "outlet:x"),
        ("ferry, bell , boat", ("ferry", "bell", "boat"), ""),
        ("", (), ""),
    ],
)
def test_the_words_of_a_query(query: str, parts: tuple[str, ...], within: str) -> None:
    assert compared_in(query, today=TODAY) == Compared(parts, within)


def test_what_is_typed_is_divided_at_commas() -> None:
    assert parts_of('ferry, "a, b" vs bell,, (c, d) ') == ("ferry", '"a, b"', "bell", "(c, d)")


@pytest.mark.parametrize("size", [(140, 45), (80, 24)])
async def test_two_words_by_outlet(library: Library, open_app: OpenApp, size: tuple[int, int]) -> None:
    async with open_app(library, size) as desk:
        await compare(desk, "ferry harbour")
        await desk.until(lambda: rows(desk))
        assert rows(desk) == [
            ("unknown", 2, (2, 0)),
            ("Harbour Gazette", 1, (1, 1)),
            ("Quern Times", 2, (0, 1)),
            ("Radio Lull", 1, (1, 0)),
        ]
        await desk.shows("100.0%")
        await desk.pilot.press("s", "s")
        await desk.until(lambda: [row[0] for row in rows(desk)][:2] == ["Harbour Gazette", "Quern Times"])
        await desk.pilot.press("tab")
        await desk.until(lambda: ("Mar 2024", 2, (1, 2)) in rows(desk))
        await desk.pilot.press("tab")
        await desk.until(lambda: rows(desk) == [("English", 6, (4, 2))])
        await desk.pilot.press("y")
        await desk.until(lambda: desk.app.clipboard)
        assert desk.app.clipboard == "language,articles,ferry,harbour\nEnglish,6,4,2\n"


async def test_other_words_are_typed(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await compare(desk, "ferry lang:en")
        assert desk.app.screen.box.has_focus
        desk.app.screen.box.insert_text_at_cursor("orchid OR bell")
        await desk.until(lambda: ("Radio Lull", 1, (1, 1)) in rows(desk))
        await desk.shows("within lang:en")
        await desk.pilot.press("enter", "up", "end")
        assert desk.app.screen.box.has_focus


async def test_a_row_is_looked_at(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await compare(desk, "ferry harbour lang:en")
        await desk.until(lambda: len(rows(desk)) == 4)
        await desk.pilot.press("down", "enter")
        await desk.until(lambda: desk.settled('(ferry OR harbour) lang:en outlet:"Harbour Gazette"'))


async def test_a_query_that_is_wrong_is_told(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await compare(desk, "ferry harbour")
        await desk.until(lambda: rows(desk))
        await desk.pilot.press("slash")
        desk.app.screen.box.value = "ferry, date:2024-13"
        await desk.shows("There is no date")
        await desk.pilot.press("escape", "escape")
        await desk.until(lambda: desk.app.screen is desk.main)


async def test_a_second_word_is_typed_behind_the_first(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await compare(desk, "ferry")
        await desk.pilot.press(*"bell")
        await desk.until(lambda: desk.app.screen.box.value == "ferry, bell")
        await desk.until(lambda: ("Radio Lull", 1, (1, 1)) in rows(desk))


async def test_escape_leaves_the_words_before_it_leaves_the_comparison(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await compare(desk, "ferry harbour")
        await desk.until(lambda: rows(desk))
        await desk.pilot.press("slash", "escape")
        assert desk.app.screen.table.has_focus
        await desk.pilot.press("q")
        await desk.until(lambda: desk.app.screen is desk.main)


def test_names_come_before_bars_and_bars_use_the_width(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ComparisonTable, "rows_changed", lambda *_arguments, **_more: None)
    table = ComparisonTable()
    name = "Tamsel Valley Gazette"
    table.show(["dam", "orchid"], [ComparedRow(OutletIs(name), name, 2, (1, 1))])
    assert [table._widths(width) for width in (60, 80, 140)] == [(23, 0), (23, 12), (23, 42)]
