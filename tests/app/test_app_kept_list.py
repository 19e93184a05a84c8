"""The list of what is kept: saved searches, marks, tags and notes."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from searchtui.library import Library
from searchtui.screens.kept import KeptScreen
from searchtui.screens.reader import ReaderScreen
from searchtui.userdata.passages import passage_at
from searchtui.widgets.kept_list import KeptList

OpenApp = Callable[..., Any]


async def test_what_is_new_is_told_at_the_start_and_new_once(library: Library, open_app: OpenApp) -> None:
    library.work.save_search("boats", "ferry")
    library.news("boats", seen=True)
    (library.paths.seeds / "late.txt").write_text("Late again\n\nSir, the ferry is late again and again.\n")
    list(library.reindex())
    async with open_app(library) as desk:
        await desk.shows("New in saved searches: boats 1.")
        await desk.search("")
        await desk.pilot.press("escape", "M")
        await desk.shows("1 new")
        await desk.pilot.press("enter")
        await desk.until(lambda: desk.settled("saved:boats"))
        await desk.until(lambda: library.news("boats").new == ())


async def test_what_is_new_is_told_when_it_is_read_later(library: Library, open_app: OpenApp) -> None:
    for name in ("boats", "bells"):
        library.work.save_search(name, {"boats": "ferry"}.get(name, "bell"))
        library.news(name, seen=True)
    async with open_app(library) as desk:
        await desk.search("ferry")
        for number, ship in ((1, "late"), (2, "lost")):
            (library.paths.seeds / f"{ship}.txt").write_text(f"A ship {ship}\n\nSir, the ferry is {ship} again.\n")
            list(library.reindex())
            await desk.shows(f"New in saved searches: boats {number}.")


async def test_a_line_that_is_none_is_told_once(library: Library, open_app: OpenApp) -> None:
    library.work.save_search("boats", "ferry")
    library.news("boats", seen=True)
    with (library.paths.user / "marks.jsonl").open("a") as marks:
        marks.write("nonsense\n")
    async with open_app(library, (80, 24)) as desk:
        await desk.shows("it is no JSON object")
        await desk.search("ferry")
        desk.app.clear_notifications()
        (library.paths.seeds / "late.txt").write_text("A ship late\n\nSir, the ferry is late again.\n")
        list(library.reindex())
        await desk.shows("New in saved searches: boats")
        assert "no JSON object" not in desk.text


async def test_the_list_has_marks_and_tags_and_says_what_is_wrong(library: Library, open_app: OpenApp) -> None:
    ids = [hit.id for hit in library.search("ferry").hits]
    library.work.star(ids)
    library.work.tag(ids[:1], "ships")
    library.work.save_search("circle", "saved:circle")
    async with open_app(library, (80, 24)) as desk:
        await desk.search("")
        await desk.pilot.press("escape", "M")
        await desk.shows("leads back to itself")
        await desk.shows("#ships")
        rows = desk.app.screen.query_one(KeptList)
        await desk.pilot.press("end")
        assert rows.selected.query == "tag:ships"
        await desk.pilot.press("up")
        assert rows.selected.query == "mark:star"
        await desk.pilot.press("enter")
        await desk.until(lambda: desk.settled("mark:star"))
        assert desk.main.results.hits.total == len(ids)


async def test_the_list_of_notes_leads_to_their_passages(library: Library, open_app: OpenApp) -> None:
    article = library.article(library.search("path:bridge.txt").hits[0].id)
    start = article.text.index("The ferry, which")
    library.work.annotate([(article, passage_at(article.text, start, start + 40))], "Ask the captain")
    async with open_app(library, (60, 14)) as desk:
        await desk.search("")
        await desk.pilot.press("escape", "M")
        await desk.shows("Ask the captain")
        await desk.pilot.press("end", "enter")
        await desk.until(lambda: isinstance(desk.app.screen, ReaderScreen) and desk.view.document is not None)
        await desk.shows("The ferry, which has crossed")
        await desk.pilot.press("q")
        await desk.until(lambda: isinstance(desk.app.screen, KeptScreen))


async def test_a_note_has_its_words_and_its_title_where_there_is_room(library: Library, open_app: OpenApp) -> None:
    article = library.article(library.search("path:bridge.txt").hits[0].id)
    words = "Ask the captain when the ferry was sold, to whom, and who was paid for it in the end"
    library.work.annotate([(article, None)], words)
    async with open_app(library, (160, 24)) as desk:
        await desk.search("")
        await desk.pilot.press("escape", "M")
        await desk.shows(words)
        await desk.shows(article.title)
        await desk.pilot.resize_terminal(60, 24)
        await desk.shows(words[:20])
        await desk.shows(article.title[:20])


async def test_a_passage_that_begins_with_a_quotation_mark_gets_no_second(library: Library, open_app: OpenApp) -> None:
    (library.paths.seeds / "said.txt").write_text("Captain speaks\n\n“The tide was late,” said the captain of it.\n")
    list(library.reindex())
    article = library.article(library.search("path:said.txt").hits[0].id)
    start = article.text.index("“")
    library.work.annotate([(article, passage_at(article.text, start, start + 20))], "")
    async with open_app(library, (100, 24)) as desk:
        await desk.search("")
        await desk.pilot.press("escape", "M")
        await desk.shows("“The tide was late,”")
        assert "““" not in desk.text
