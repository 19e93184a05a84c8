"""Settling outlets and dates: the list of those in doubt, the dialog, and what is fixed elsewhere."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from searchtui.articles.article import Kind
from searchtui.errors import UsageError
from searchtui.library import Library
from searchtui.screens.fix_dialog import FixDialog
from searchtui.screens.main import MainScreen
from searchtui.screens.triage import TriageScreen
from searchtui.widgets.name_list import NameList
from searchtui.widgets.typed_day import typed_day

OpenApp = Callable[..., Any]

DOUBTFUL = [
    {"id": "letter", "title": "A letter about the ferry that nobody signed", "text": "Sir, the ferry is late again."},
    {"id": "fog", "source": "Radio Lull", "title": "Fog over the strait of Lull", "text": "The fog came at noon."},
    {"id": "clear", "source": "Radio Lull", "date": "2024-01-09", "title": "The fog has gone", "text": "It went."},
]  # fmt: skip


@pytest.fixture
def doubtful(tmp_path: Path) -> Library:
    """One article that says nothing, one without a date, one that is clear, and one whose folder names the outlet."""
    folder = tmp_path / "seeds" / "Reuters"
    folder.mkdir(parents=True)
    (tmp_path / "seeds" / "articles.json").write_text(json.dumps(DOUBTFUL))
    (folder / "2024-02-11_storm.txt").write_text(
        "Storm takes the roof off the fish market\n\nThe roof of the fish market flew away, said the porter.\n"
    )
    library = Library.open(tmp_path)
    for _ in library.reindex():
        pass
    return library


def the(library: Library, query: str) -> Any:
    return library.article(library.search(query).hits[0].id)


async def open_list(desk: Any) -> TriageScreen:
    await desk.search("")
    await desk.pilot.press("escape", "m")
    await desk.until(lambda: isinstance(desk.app.screen, TriageScreen) and desk.app.screen.article is not None)
    return desk.app.screen


async def select(desk: Any, title: str) -> None:
    screen = desk.app.screen
    await desk.until(lambda: screen.results.selected is not None)
    for _ in range(screen.results.hits.total):
        if screen.results.selected.title.startswith(title):
            break
        await desk.pilot.press("down")
    await desk.until(lambda: screen.article is not None and screen.article.title.startswith(title), title)


async def open_dialog(desk: Any) -> FixDialog:
    await desk.pilot.press("e")
    await desk.until(lambda: isinstance(desk.app.screen, FixDialog), "the dialog")
    return desk.app.screen


async def test_the_list_holds_what_is_inferred_or_not_known(doubtful: Library, open_app: OpenApp) -> None:
    async with open_app(doubtful) as desk:
        screen = await open_list(desk)
        assert screen.results.hits.total == 3
        assert "The fog has gone" not in desk.text
        await desk.shows("Reuters/2024-02-11_storm.txt")


async def test_it_opens_from_the_search_bar_too(doubtful: Library, open_app: OpenApp) -> None:
    async with open_app(doubtful, (80, 24)) as desk:
        await desk.search("")
        await desk.pilot.press("f6")
        await desk.shows("To be checked")
        await desk.shows("File")
        await desk.pilot.press("escape")
        await desk.until(lambda: isinstance(desk.app.screen, MainScreen))


async def test_one_key_accepts_what_is_inferred(doubtful: Library, open_app: OpenApp) -> None:
    before = the(doubtful, "roof")
    assert Kind.INFERRED in {before.outlet_evidence.kind, before.date_evidence.kind}
    async with open_app(doubtful) as desk:
        screen = await open_list(desk)
        await select(desk, "Storm")
        await desk.pilot.press("a")
        await desk.until(lambda: screen.results.hits.total == 2 and screen.article.title != before.title)
        after = the(doubtful, "roof")
        assert (after.outlet, after.date) == (before.outlet, before.date)
        assert Kind.INFERRED not in {after.outlet_evidence.kind, after.date_evidence.kind}
        await desk.shows("1 settled")


async def test_the_last_fix_is_undone(doubtful: Library, open_app: OpenApp) -> None:
    async with open_app(doubtful) as desk:
        screen = await open_list(desk)
        await select(desk, "Storm")
        await desk.pilot.press("a")
        await desk.until(lambda: screen.results.hits.total == 2)
        await desk.pilot.press("u")
        await desk.until(lambda: screen.results.hits.total == 3 and screen.article.title.startswith("Storm"))
        assert "settled" not in desk.text


async def test_what_nobody_knows_is_asked_no_more(doubtful: Library, open_app: OpenApp) -> None:
    async with open_app(doubtful) as desk:
        screen = await open_list(desk)
        await select(desk, "A letter")
        await desk.pilot.press("d")
        await desk.until(lambda: screen.results.hits.total == 2)
        letter = the(doubtful, "signed")
        assert (letter.outlet, letter.date, letter.date_evidence.kind) == (None, None, Kind.FIXED)


async def test_outlet_and_date_are_typed(doubtful: Library, open_app: OpenApp) -> None:
    async with open_app(doubtful) as desk:
        screen = await open_list(desk)
        await select(desk, "A letter")
        await open_dialog(desk)
        await desk.pilot.press(*"Quern Echo", "tab", *"22 feb 2023")
        await desk.shows("Wednesday, 22 Feb 2023")
        await desk.pilot.press("enter")
        await desk.until(lambda: screen.results.hits.total == 2)
        letter = the(doubtful, "signed")
        assert (letter.outlet, letter.date) == ("Quern Echo", dt.date(2023, 2, 22))


async def test_the_dialog_begins_with_what_is_in_doubt(doubtful: Library, open_app: OpenApp) -> None:
    async with open_app(doubtful) as desk:
        await open_list(desk)
        await select(desk, "Fog")
        dialog = await open_dialog(desk)
        assert dialog.focused.id == "date"


async def test_names_of_outlets_are_completed(doubtful: Library, open_app: OpenApp) -> None:
    async with open_app(doubtful) as desk:
        screen = await open_list(desk)
        await select(desk, "A letter")
        await open_dialog(desk)
        await desk.pilot.press(*"lul")
        await desk.shows("Radio Lull   2 articles")
        await desk.pilot.press("down", "enter")
        await desk.until(lambda: screen.article is not None and screen.article.outlet == "Radio Lull")


async def test_a_listed_name_is_spelled_as_listed(doubtful: Library, open_app: OpenApp) -> None:
    async with open_app(doubtful) as desk:
        screen = await open_list(desk)
        await select(desk, "A letter")
        await open_dialog(desk)
        await desk.pilot.press(*"radio lull")
        await desk.shows("Radio Lull   2 articles")
        await desk.pilot.press("enter")
        await desk.until(lambda: screen.article is not None and screen.article.outlet == "Radio Lull")


async def test_it_tells_what_enter_does_with_a_name(doubtful: Library, open_app: OpenApp) -> None:
    async with open_app(doubtful) as desk:
        screen = await open_list(desk)
        await select(desk, "A letter")
        await open_dialog(desk)
        await desk.pilot.press(*"lul")
        await desk.shows("A new name: enter saves it · ↓ takes one of these:")
        await desk.pilot.press("down")
        await desk.shows('enter saves "Radio Lull"')
        await desk.pilot.press(*["backspace"] * 10, *"rádio lull")
        await desk.shows('enter saves "Radio Lull"')
        await desk.pilot.press(*["backspace"] * 10, *"lul")
        await desk.shows("A new name: enter saves it")
        await desk.pilot.press("enter")
        await desk.until(lambda: screen.article is not None and screen.article.outlet == "lul")


async def test_enter_waits_for_the_names_that_fit(doubtful: Library, open_app: OpenApp) -> None:
    async with open_app(doubtful) as desk:
        screen = await open_list(desk)
        await select(desk, "A letter")
        dialog = await open_dialog(desk)
        box = dialog.query_one("#outlet", Input)
        box.value = "radio lull"
        box.post_message(Input.Submitted(box, box.value))
        await desk.until(lambda: screen.article is not None and screen.article.outlet == "Radio Lull")


async def test_a_name_is_clicked_and_a_double_click_saves(doubtful: Library, open_app: OpenApp) -> None:
    async with open_app(doubtful) as desk:
        screen = await open_list(desk)
        await select(desk, "A letter")
        dialog = await open_dialog(desk)
        await desk.pilot.press("tab")
        await desk.shows("Radio Lull   2 articles")
        row = [name for name, _ in doubtful.outlet_names("", 6)].index("Radio Lull")
        await desk.pilot.click(NameList, offset=(4, row))
        await desk.shows('enter saves "Radio Lull"')
        assert dialog.focused.id == "outlet"
        await desk.pilot.click(NameList, offset=(4, row), times=2)
        await desk.until(lambda: screen.article is not None and screen.article.outlet == "Radio Lull")


async def test_what_is_no_day_is_said_and_the_dialog_stays(doubtful: Library, open_app: OpenApp) -> None:
    async with open_app(doubtful) as desk:
        await open_list(desk)
        await select(desk, "Fog")
        dialog = await open_dialog(desk)
        await desk.pilot.press(*"2023-02", "enter")
        await desk.shows("is more than a day")
        assert desk.app.screen is dialog


async def test_nothing_typed_changes_nothing(doubtful: Library, open_app: OpenApp) -> None:
    async with open_app(doubtful) as desk:
        screen = await open_list(desk)
        await select(desk, "Storm")
        await open_dialog(desk)
        await desk.pilot.press("enter")
        await desk.until(lambda: desk.app.screen is screen)
        assert not doubtful.paths.user.joinpath("fixes.jsonl").exists()
        assert Kind.INFERRED in {the(doubtful, "roof").outlet_evidence.kind, the(doubtful, "roof").date_evidence.kind}


async def test_emptying_a_field_says_that_nobody_knows(doubtful: Library, open_app: OpenApp) -> None:
    async with open_app(doubtful) as desk:
        await open_list(desk)
        await select(desk, "Fog")
        dialog = await open_dialog(desk)
        dialog.query_one("#outlet", Input).value = ""
        await desk.pilot.press("enter")
        await desk.until(lambda: the(doubtful, "strait").outlet is None)
        assert the(doubtful, "strait").outlet_evidence.kind is Kind.FIXED


async def test_the_main_screen_fixes_the_article_shown(doubtful: Library, open_app: OpenApp) -> None:
    async with open_app(doubtful) as desk:
        await desk.search("strait")
        await desk.pilot.press("escape")
        await open_dialog(desk)
        await desk.pilot.press(*"2024-01-08", "enter")
        await desk.shows("8 Jan 2024 (fixed by you)")
        await desk.pilot.press("u")
        await desk.shows("date ? (unknown)")


async def test_the_reader_fixes_the_article_shown(doubtful: Library, open_app: OpenApp) -> None:
    async with open_app(doubtful) as desk:
        await desk.read("strait")
        await open_dialog(desk)
        await desk.pilot.press(*"2024-01-08", "enter")
        await desk.shows("8 Jan 2024   fixed by you")


async def test_where_all_is_settled_it_says_so(library: Library, open_app: OpenApp) -> None:
    for hit in library.search("outlet:? OR outlet:~ OR date:? OR date:~").hits:
        library.fix([hit.id], outlet="Quern Times", date=dt.date(2024, 1, 1))
    async with open_app(library) as desk:
        await desk.search("")
        await desk.pilot.press("escape", "m")
        await desk.shows("Every outlet and every date is stated")


@pytest.mark.parametrize(
    ("typed", "day"),
    [
        ("2023-02-22", dt.date(2023, 2, 22)),
        ("22 Feb 2023", dt.date(2023, 2, 22)),
        ("22. Februar 2023", dt.date(2023, 2, 22)),
        ("yesterday", dt.date(2024, 2, 29)),
    ],
)
def test_days_are_understood(typed: str, day: dt.date) -> None:
    assert typed_day(typed, dt.date(2024, 3, 1)) == day


@pytest.mark.parametrize("typed", ["soon", "2023", "03/04/2023", "2023-02-30"])
def test_what_is_not_one_day_is_refused(typed: str) -> None:
    with pytest.raises(UsageError):
        typed_day(typed, dt.date(2024, 3, 1))
