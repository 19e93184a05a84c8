"""Completion, the rest of a word, and the queries asked before."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from searchtui.library import Library
from searchtui.query.typed import Typed, typed_before
from searchtui.screens.completions import suggestions
from searchtui.widgets.suggestions import SuggestionList

OpenApp = Callable[..., Any]
WIDE, NARROW = (140, 45), (80, 24)


def listed(desk: Any) -> list[str]:
    return [each.label for each in desk.main.query_one(SuggestionList)._suggestions]


async def type_in(desk: Any, text: str) -> None:
    for character in text:
        desk.box.insert_text_at_cursor(character)
    await desk.until(lambda: desk.box.value.endswith(text))


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("fer", Typed(0, "fer")),
        ("a -fer", Typed(3, "fer")),
        ("(fer", Typed(1, "fer")),
        ("a ", Typed(2, "")),
        ("x outlet:pr", Typed(2, "pr", "outlet", "outlet:")),
        ("-Source:pr", Typed(1, "pr", "outlet", "Source:")),
        ('outlet:"press t', Typed(0, "press t", "outlet", "outlet:")),
        ("x date:", Typed(2, "", "date", "date:")),
        ('"rock so', None),
        ("http:x", None),
    ],
)
def test_what_is_being_typed(text: str, expected: Typed | None) -> None:
    assert typed_before(text, len(text)) == expected


def test_in_the_middle_of_a_word_nothing_is_completed() -> None:
    assert typed_before("ferry", 2) is None
    assert typed_before("fe rry", 2) == Typed(0, "fe")


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        (Typed(0, "fe", "", ""), ["ferry"]),
        (Typed(0, "har", "", ""), ["outlet: Harbour Gazette", "harbour"]),
        (Typed(0, "ou", "", ""), ["outlet:"]),
        (Typed(0, "q", "outlet", "outlet:"), ["Quern Times"]),
        (Typed(0, "eng", "lang", "lang:"), ["en  English"]),
        (Typed(0, "2024", "date", "date:"), ["2024-06", "2024-03", "2024-01"]),
        (Typed(0, "last-w", "since", "since:"), ["last-week"]),
        (Typed(0, "st", "mark", "mark:"), ["star"]),
        (Typed(0, "", "tag", "tag:"), ["harbour news"]),
        (Typed(0, "n", "saved", "saved:"), ["nights"]),
    ],
)
def test_what_it_may_become(library: Library, typed: Typed, expected: list[str]) -> None:
    library.work.tag([library.search("ferry").hits[0].id], "harbour news")
    library.work.save_search("nights", "night OR dark")
    found = [suggestion.label for suggestion in suggestions(library, typed)]
    assert found[: len(expected)] == expected


async def test_values_of_a_field_are_listed_and_taken(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, WIDE) as desk:
        await desk.search("")
        await type_in(desk, "ferry outlet:har")
        await desk.until(lambda: "Harbour Gazette" in listed(desk))
        await desk.pilot.press("tab")
        await desk.until(lambda: desk.settled('ferry outlet:"Harbour Gazette" '))
        assert not desk.main.query_one(SuggestionList).is_open
        assert desk.box.has_focus


async def test_a_date_that_is_complete_opens_no_list(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, WIDE) as desk:
        await desk.search("")
        await type_in(desk, "date:202")
        await desk.until(lambda: "2024" in listed(desk))
        await type_in(desk, "4")
        await desk.until(lambda: desk.settled("date:2024"))
        assert not desk.main.query_one(SuggestionList).is_open
        await desk.pilot.press("tab")
        await desk.until(lambda: "2024-03" in listed(desk))


@pytest.mark.parametrize("size", [WIDE, NARROW])
async def test_words_are_completed_with_tab(library: Library, open_app: OpenApp, size: tuple[int, int]) -> None:
    async with open_app(library, size) as desk:
        await desk.search("")
        await type_in(desk, "dock")
        await desk.pilot.press("tab")
        await desk.shows("dockers")
        await desk.pilot.press("down", "enter")
        await desk.until(lambda: desk.settled("dockers "))


async def test_tab_goes_on_where_nothing_is_to_be_completed(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, WIDE) as desk:
        await desk.search("ferry ")
        await desk.pilot.press("tab")
        await desk.until(lambda: desk.main.results.has_focus)
        await desk.search("zzzz")
        await desk.pilot.press("slash", "tab")
        await desk.until(lambda: not desk.box.has_focus)


async def test_typing_on_narrows_and_escape_closes(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, WIDE) as desk:
        await desk.search("")
        await type_in(desk, "ha")
        await desk.pilot.press("ctrl+@")
        await desk.until(lambda: len(listed(desk)) > 2)
        await type_in(desk, "r")
        await desk.until(lambda: all(label.lower().startswith(("har", "outlet: har")) for label in listed(desk)))
        await desk.pilot.press("escape")
        assert not desk.main.query_one(SuggestionList).is_open
        assert desk.box.has_focus
        await desk.pilot.press("escape")
        assert not desk.box.has_focus


async def test_the_grey_rest_of_a_word_is_taken_with_right(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, WIDE) as desk:
        await desk.search("")
        await type_in(desk, "dock")
        await desk.until(lambda: desk.box._suggestion == "dockers")
        await desk.pilot.press("right")
        await desk.until(lambda: desk.settled("dockers"))


async def test_a_suggestion_is_taken_with_the_mouse(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, WIDE) as desk:
        await desk.search("")
        await type_in(desk, "outlet:")
        await desk.until(lambda: "Radio Lull" in listed(desk))
        await desk.pilot.click(SuggestionList, offset=(2, listed(desk).index("Radio Lull")))
        await desk.until(lambda: desk.settled('outlet:"Radio Lull" '))


async def test_the_list_stays_on_the_screen(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, (60, 20)) as desk:
        await desk.search("")
        await type_in(desk, "ferry ferries ferrying outlet:har")
        await desk.until(lambda: "Harbour Gazette" in listed(desk))
        await desk.shows("Harbour Gazette  1")
        region = desk.main.query_one(SuggestionList).region
        assert desk.main.region.contains_region(region)


async def test_a_filter_of_the_panel_opens_no_list(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, WIDE) as desk:
        await desk.search("ferry")
        await desk.pilot.press("escape", "f", "f", "f", "enter")
        await desk.until(lambda: desk.settled("ferry lang:en"))
        assert not desk.main.query_one(SuggestionList).is_open


async def test_queries_are_remembered_and_gone_back_to(library: Library, root: Path, open_app: OpenApp) -> None:
    async with open_app(library, WIDE) as desk:
        for query in ("orchid", "bell ferry"):
            await desk.search(query)
            await desk.pilot.press("escape", "slash")
        await desk.until((root / ".searchtui" / "history.jsonl").exists)
        await desk.until(lambda: library.work.folder.queries() == ["bell ferry", "orchid"])
    async with open_app(library, WIDE) as desk:
        await desk.search("")
        await desk.until(lambda: desk.main._queries)
        await desk.pilot.press("up")
        await desk.until(lambda: desk.settled("bell ferry"))
        await desk.pilot.press("up")
        await desk.until(lambda: desk.settled("orchid"))
        await desk.pilot.press("down", "down")
        await desk.until(lambda: desk.settled(""))
        assert desk.box.has_focus


async def test_history_is_searched(library: Library, open_app: OpenApp) -> None:
    for query in ("orchid stolen", "bell", "ghost orchid"):
        library.work.folder.note("history", [(("query", query), {"query": query})])
    async with open_app(library, WIDE) as desk:
        await desk.search("")
        await desk.pilot.press("escape", "ctrl+r")
        await desk.until(lambda: listed(desk) == ["ghost orchid", "bell", "orchid stolen"])
        await type_in(desk, "orch")
        await desk.until(lambda: listed(desk) == ["ghost orchid", "orchid stolen"])
        await desk.pilot.press("down", "down", "enter")
        await desk.until(lambda: desk.settled("orchid stolen"))


async def test_a_history_that_cannot_be_written_is_told_once(library: Library, root: Path, open_app: OpenApp) -> None:
    (root / ".searchtui" / "history.jsonl").mkdir(parents=True)
    async with open_app(library, WIDE) as desk:
        await desk.search("orchid")
        await desk.shows("not remembered")
