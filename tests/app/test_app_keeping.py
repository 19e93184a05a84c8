"""Starring, tagging, noting, saving and undoing in the interface."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.widgets import Input

from searchtui.library import Library
from searchtui.screens.ask import Ask
from searchtui.screens.export_dialog import ExportDialog
from searchtui.screens.kept import KeptScreen
from searchtui.screens.main import MainScreen
from searchtui.screens.reader import ReaderScreen
from searchtui.widgets.name_list import NameList

OpenApp = Callable[..., Any]


async def type_in(desk: Any, screen: type, text: str) -> None:
    """Wait for a dialog, put text into its box, and press enter."""
    await desk.until(lambda: isinstance(desk.app.screen, screen), screen.__name__)
    desk.app.screen.query_one(Input).value = text
    await desk.pilot.press("enter")
    await desk.until(lambda: not isinstance(desk.app.screen, screen), f"the end of {screen.__name__}")


def titles(library: Library, query: str) -> set[str]:
    return {hit.title.split()[0] for hit in library.search(query, limit=100, relax=False).hits}


async def test_a_star_is_set_shown_and_undone(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("orchid")
        await desk.pilot.press("escape", "asterisk")
        await desk.shows("1 article starred.")
        assert titles(library, "mark:star") == {"Rare"}
        await desk.until(lambda: "★" in desk.line(5) + desk.line(4), "the star in the list")
        await desk.pilot.press("u")
        await desk.shows("Undone: starred 1 article.")
        assert titles(library, "mark:star") == set()
        await desk.pilot.press("U")
        await desk.shows("Done again")
        assert titles(library, "mark:star") == {"Rare"}


async def test_all_results_are_tagged_at_once_and_untagged_by_one_undo(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("ferry")
        total = desk.main.results.hits.total
        await desk.pilot.press("escape", "A")
        await desk.shows(f"{total} chosen")
        await desk.pilot.press("number_sign")
        await type_in(desk, Ask, "ships, night shift")
        await desk.shows(f"{total} articles tagged #ships")
        assert library.search("tag:ships", limit=0).total == library.search('tag:"night shift"', limit=0).total == total
        await desk.pilot.press("number_sign")
        await type_in(desk, Ask, "-ships")
        await desk.shows(f"#ships taken from {total} articles")
        await desk.pilot.press("u")
        await desk.until(lambda: library.search("tag:ships", limit=0).total == total)


async def test_a_range_is_chosen_by_going_along_it(long_library: Library, open_app: OpenApp) -> None:
    async with open_app(long_library) as desk:
        await desk.search("tide")
        await desk.pilot.press("escape", "down", "V", "down", "down")
        await desk.shows("3 chosen")
        wanted = [desk.main.results.hits.hit(row).id for row in (1, 2, 3)]
        await desk.pilot.press("asterisk")
        await desk.shows("3 articles starred.")
        assert long_library.work.kept(wanted).keys() == set(wanted)
        assert long_library.search("mark:star", limit=0).total == 3
        await desk.shows("3 chosen")
        await desk.pilot.press("V")
        await desk.until(lambda: "chosen" not in desk.text)


async def test_thousands_need_no_loading(long_library: Library, open_app: OpenApp) -> None:
    async with open_app(long_library) as desk:
        await desk.search("tide")
        await desk.pilot.press("escape", "A", "R")
        await desk.shows("230 articles marked as read.")
        assert long_library.search("is:read", limit=0).total == 230


async def test_tags_are_completed(library: Library, open_app: OpenApp) -> None:
    library.work.tag([library.search("bell").hits[0].id], "night shift")
    async with open_app(library) as desk:
        await desk.search("orchid")
        await desk.pilot.press("escape", "number_sign")
        await desk.until(lambda: isinstance(desk.app.screen, Ask))
        await desk.pilot.press("s", "h", "down")
        assert desk.app.screen.query_one(Input).value == "night shift"
        await desk.pilot.press("comma", "space", "n", "e", "w", "enter")
        await desk.until(lambda: titles(library, "tag:new") == {"Rare"})
        assert "Rare" in titles(library, 'tag:"night shift"')


async def test_a_tag_is_taken_by_a_click(library: Library, open_app: OpenApp) -> None:
    library.work.tag([library.search("bell").hits[0].id], "night shift")
    async with open_app(library) as desk:
        await desk.search("orchid")
        await desk.pilot.press("escape", "number_sign")
        await desk.shows("↓ takes a name")
        await desk.pilot.press(*"new, s")
        await desk.pilot.click(NameList, offset=(3, 0))
        await desk.until(lambda: desk.app.screen.query_one(Input).value == "new, night shift")
        await desk.pilot.click(NameList, offset=(3, 0), times=2)
        await desk.until(lambda: titles(library, 'tag:new tag:"night shift"') == {"Rare"})


async def test_a_note_left_with_esc_is_there_when_it_is_asked_again(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.read('"sound as a bell"')
        await desk.pilot.press("i")
        await desk.until(lambda: isinstance(desk.app.screen, Ask))
        await desk.pilot.press(*"Who?", "escape")
        await desk.shows("Not saved; i goes on with these words.")
        assert titles(library, "mark:note") == set()
        await desk.pilot.press("escape", "i")
        await desk.until(lambda: isinstance(desk.app.screen, Ask))
        await desk.shows("These words are not saved yet.")
        await desk.pilot.press("!", "enter")
        await desk.until(lambda: titles(library, "mark:note") == {"Ferry"})
        await desk.until(lambda: [note.words for note in desk.main.kept.notes] == ["Who?!"])
        await desk.pilot.press("i")
        await desk.until(lambda: isinstance(desk.app.screen, Ask))
        assert desk.app.screen.query_one(Input).value == "Who?!"
        await desk.pilot.press("1", "escape", "i")
        await desk.until(lambda: isinstance(desk.app.screen, Ask))
        assert desk.app.screen.query_one(Input).value == "Who?!1"
        await desk.pilot.press("backspace", "escape", "i")
        await desk.until(lambda: isinstance(desk.app.screen, Ask))
        assert "not saved" not in desk.text


async def test_a_tag_that_cannot_be_is_told_in_the_dialog(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("orchid")
        await desk.pilot.press("escape", "number_sign")
        await desk.until(lambda: isinstance(desk.app.screen, Ask))
        desk.app.screen.query_one(Input).value = "a*"
        await desk.pilot.press("enter")
        await desk.shows("is no name for a tag")
        await desk.pilot.press("escape")
        await desk.until(lambda: isinstance(desk.app.screen, MainScreen))
        assert library.work.tags() == ()


async def test_a_note_on_the_passage_at_the_match(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.read('"sound as a bell"')
        await desk.pilot.press("i")
        await desk.shows("The harbour master, Ilse Tarn, said the ferry was sound as a bell.")
        await type_in(desk, Ask, "[/red] Who said it first?")
        await desk.shows("Note")
        await desk.shows("[/red] Who said it first?")
        hit = library.search("mark:note").hits[0]
        (note,) = library.work.kept([hit.id])[hit.id].notes
        assert note.passage is not None
        assert note.passage.quote.startswith("The harbour master")
        await desk.pilot.press("i")
        await desk.until(lambda: isinstance(desk.app.screen, Ask))
        assert desk.app.screen.query_one(Input).value == "[/red] Who said it first?"
        await type_in(desk, Ask, "")
        await desk.until(lambda: titles(library, "mark:note") == set())
        await desk.pilot.press("u")
        await desk.until(lambda: titles(library, "mark:note") == {"Ferry"})


async def test_a_note_on_the_whole_article(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("")
        await desk.pilot.press("escape", "i")
        await desk.shows("On the whole article.")
        await type_in(desk, Ask, "Look at this")
        await desk.until(lambda: library.search("mark:note", limit=0).total == 1)


async def test_passages_are_kept_match_by_match(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.read("bridge path:bridge.txt")
        desk.view.move_to_end(last=False)
        while desk.view.document.matches[desk.view.current_match - 1].source:
            await desk.pilot.press("n")
        await desk.pilot.press("p")
        await desk.shows("The passage was kept.")
        await desk.pilot.press("p")
        await desk.shows("kept already")
        (hit,) = library.search("mark:note").hits
        assert len(hit.kept.notes) == 1


async def test_at_a_match_in_the_title_the_first_paragraph_is_kept(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.read("opens path:bridge.txt")
        await desk.pilot.press("p")
        await desk.until(lambda: library.search("mark:note", limit=0).total == 1)
        (note,) = library.search("mark:note").hits[0].kept.notes
        assert note.passage.quote.startswith("The bridge over the Ard was opened")


async def test_a_name_that_is_taken_says_what_it_stood_for(library: Library, open_app: OpenApp) -> None:
    library.work.save_search("night shifts", "dockers")
    async with open_app(library) as desk:
        await desk.search("nights")
        await desk.pilot.press("escape", "S")
        await type_in(desk, Ask, "night shifts")
        await desk.shows('saved:"night shifts", in place of dockers')
        await desk.pilot.press("u")
        await desk.until(lambda: library.work.saved()["night shifts"].query == "dockers")


async def test_a_saved_search_is_not_made_part_of_itself(library: Library, open_app: OpenApp) -> None:
    library.work.save_search("boats", "ferry")
    async with open_app(library) as desk:
        await desk.search("saved:boats -bell")
        await desk.pilot.press("escape", "S")
        await type_in(desk, Ask, "Boats")
        await desk.shows("leads back to itself")
        assert library.work.saved()["boats"].query == "ferry"


async def test_a_search_is_saved_used_and_forgotten(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("ferry")
        total = desk.main.results.hits.total
        await desk.pilot.press("escape", "S")
        await type_in(desk, Ask, "boats")
        await desk.shows("saved:boats")
        await desk.search("")
        await desk.pilot.press("escape", "M")
        await desk.shows("Saved searches")
        await desk.shows("boats")
        await desk.pilot.press("enter")
        await desk.until(lambda: desk.settled("saved:boats"), "the saved search")
        assert desk.main.results.hits.total == total
        await desk.pilot.press("escape", "M")
        await desk.until(lambda: isinstance(desk.app.screen, KeptScreen) and desk.app.screen.kept_list.selected)
        await desk.pilot.press("d")
        await desk.shows("Nothing is kept yet")
        await desk.pilot.press("u")
        await desk.shows("boats")
        await desk.pilot.press("escape")
        await desk.until(lambda: desk.app.screen is desk.main)


@pytest.mark.parametrize("size", [(60, 20), (80, 24), (20, 6)])
async def test_hostile_names_and_small_terminals_break_no_dialog(
    library: Library, open_app: OpenApp, size: tuple[int, int]
) -> None:
    hit = library.search("ferry").hits[0]
    library.paths.user.mkdir(exist_ok=True)
    hostile = "[/red] [@click=app.quit]漢字\\u001b[2J\\u202e"
    lines = [f'{{"path": "{hit.path}", "record": "{hit.record}", "tag": "{hostile}"}}',
             f'{{"path": "{hit.path}", "record": "{hit.record}", "note": "n", "words": "{hostile}"}}']  # fmt: skip
    (library.paths.user / "marks.jsonl").write_text("\n".join(lines))
    (library.paths.user / "searches.jsonl").write_text(f'{{"search": "{hostile}", "query": "{hostile}"}}\n')
    async with open_app(library, size) as desk:
        await desk.search("ferry")
        await desk.pilot.press("escape")
        for key, screen in (("number_sign", Ask), ("i", Ask), ("S", Ask), ("E", ExportDialog), ("M", KeptScreen)):
            await desk.pilot.press(key)
            await desk.until(lambda screen=screen: isinstance(desk.app.screen, screen), screen.__name__)
            await desk.pilot.pause()
            if screen is not KeptScreen:
                box = desk.app.screen.query_one(Input)
                await desk.until(lambda box=box: desk.app.screen.region.contains_region(box.region), "the box in view")
            assert not set(desk.text) & {"\x1b", "\u202e"}
            await desk.pilot.press("escape")
            await desk.until(lambda: desk.app.screen is desk.main)


async def test_a_change_in_another_window_is_shown(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("orchid")
        await desk.until(lambda: desk.main._work_state is not None)
        with Library.open(library.paths.root) as other:
            other.work.tag([other.search("orchid").hits[0].id], "seen elsewhere")
        await desk.until(lambda: "#seen elsewhere" in desk.text)


async def test_what_is_kept_in_the_reader_is_shown_in_the_list_after_it(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.read("orchid")
        await desk.pilot.press("asterisk")
        await desk.shows("★ starred")
        await desk.pilot.press("q")
        await desk.until(lambda: isinstance(desk.app.screen, MainScreen))
        await desk.until(lambda: desk.main.results.selected.kept.star)


async def test_a_full_disk_is_told_and_nothing_is_lost(
    library: Library, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    hit = library.search("orchid").hits[0]
    library.work.star([hit.id])
    async with open_app(library) as desk:
        await desk.read("orchid")
        monkeypatch.setattr("searchtui.userdata.ledger.add_to_file", _no_room)
        monkeypatch.setattr("searchtui.userdata.journal.add_to_file", _no_room)
        await desk.pilot.press("asterisk")
        await desk.until(lambda: any("No space left" in told.message for told in desk.app._notifications))
        monkeypatch.undo()
        assert isinstance(desk.app.screen, ReaderScreen)
    assert titles(library, "mark:star") == {"Rare"}


async def test_a_note_that_found_no_room_is_there_to_be_written_again(
    library: Library, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with open_app(library) as desk:
        await desk.read("orchid")
        with monkeypatch.context() as full:
            full.setattr("searchtui.userdata.journal.add_to_file", _no_room)
            await desk.pilot.press("i")
            await type_in(desk, Ask, "Who had the key to the glasshouse?")
            await desk.shows("No space left")
        await desk.pilot.press("i")
        await desk.until(lambda: isinstance(desk.app.screen, Ask))
        assert desk.app.screen.query_one(Input).value == "Who had the key to the glasshouse?"
        await desk.pilot.press("enter")
        await desk.until(lambda: titles(library, "mark:note") == {"Rare"})


def _no_room(_path: Path, _data: bytes) -> None:
    raise OSError(28, "No space left on device")


async def test_a_fix_is_undone_by_the_same_key(library: Library, open_app: OpenApp) -> None:
    hit = library.search("nobody signed").hits[0]
    async with open_app(library) as desk:
        await desk.read("nobody signed")
        library.fix([hit.id], outlet="Radio Lull")
        await desk.pilot.press("asterisk")
        await desk.shows("★ starred")
        await desk.pilot.press("u")
        await desk.shows("Undone: starred 1 article.")
        await desk.pilot.press("u")
        await desk.shows("Undone: fixed outlet of an article.")
        await desk.until(lambda: library.article(hit.id).outlet is None)


async def test_what_is_opened_is_read_and_one_goes_on_where_one_stopped(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, (60, 12)) as desk:
        await desk.read("path:bridge.txt")
        await desk.until(lambda: library.search("is:read", limit=0).total == 1)
        await desk.until(lambda: desk.view.max_scroll_y > 8)
        await desk.pilot.press("pagedown", "pagedown")
        place = desk.view.top_place()
        await desk.pilot.press("q")
        await desk.until(lambda: isinstance(desk.app.screen, MainScreen))
        await desk.until(lambda: "✓" in desk.text)
        await desk.pilot.press("enter")
        await desk.until(lambda: isinstance(desk.app.screen, ReaderScreen) and desk.view.document is not None)
        await desk.until(lambda: desk.view.top_place() == place)
        await desk.pilot.press("R")
        await desk.until(lambda: library.search("is:read", limit=0).total == 0)


async def test_lines_that_are_not_understood_are_told(library: Library, open_app: OpenApp) -> None:
    library.paths.user.mkdir(exist_ok=True)
    (library.paths.user / "marks.jsonl").write_text("[/red] broken\n")
    async with open_app(library) as desk:
        await desk.shows("marks.jsonl, line 1: it is no JSON object")


async def test_the_table_has_a_column_for_what_is_kept(library: Library, open_app: OpenApp) -> None:
    (hit,) = library.search("orchid").hits
    library.work.star([hit.id])
    library.work.tag([hit.id], "crime")
    async with open_app(library) as desk:
        await desk.search("orchid")
        await desk.pilot.press("escape", "T")
        await desk.shows("★ #1")


async def test_a_copy_is_starred_where_copies_are_listed(library: Library, open_app: OpenApp) -> None:
    words = " ".join(f"At mile {number} the pilot saw buoy {number * 7} adrift." for number in range(40))
    for name in ("first", "second"):
        (library.paths.seeds / f"{name}.txt").write_text(f"Coaster adrift\n\n{words}\n")
    list(library.reindex())
    async with open_app(library) as desk:
        await desk.search("coaster")
        await desk.pilot.press("escape", "c")
        await desk.until(lambda: desk.app.screen is not desk.main and desk.app.screen.results.hits.total == 2)
        await desk.pilot.press("down")
        await desk.until(lambda: desk.app.screen.article is not None)
        await desk.pilot.press("asterisk")
        await desk.until(lambda: desk.app.screen.results.selected.kept.star)
        assert library.search("mark:star", limit=0).total == 1
