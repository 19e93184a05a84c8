"""Text from outside is only ever shown: on every screen, whatever it is made of."""

from __future__ import annotations

import datetime as dt
import json
import unicodedata
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from searchtui.library import Library
from searchtui.query.facets import Facet
from searchtui.query.filters import only
from searchtui.query.nodes import OutletIs
from searchtui.widgets.suggestions import SuggestionList

OpenApp = Callable[..., Any]

HOSTILE = {
    "markup": "[/] [red]not red[/red] [b [0] [/nothing] [@click=app.quit]click[/]",
    "escapes": "before\x1b[2J\x1b[31mred\x1b]52;c;aGk=\x07 \x9b5n after",
    "bidi": "one \u202eowt \u2066three\u2069 \u200ffour",
    "wide": "漢字仮名交じり文の長い見出し、句読点つき。" * 4,
    "emoji": "👩‍👩‍👧‍👦 👍🏽 🇩🇪 ❤️ ☂︎ end",
    "combining": "Z̴̡̛̰a̷̢͠l̸̛̺g̵̱͝o̴̦͐ text " + "e" + "\u0301" * 200,
    "control": "tab\there, bell\x07, backspace\x08\x08, null\x00, delete\x7f",
    "quotes": "\"'`$(touch x) ; | & \\ \\n %s {0} {name}",
    "separators": "line\u2028separator\u2029paragraph\u0085next\x0bvertical\x0cform",
    "lone": "\ud800 surrogate",
}


@pytest.fixture
def hostile(tmp_path: Path) -> Library:
    """A library in which title, outlet, author, address, path and text are all hostile."""
    seeds = tmp_path / "library" / "seeds" / "[red]$(touch x)"
    seeds.mkdir(parents=True)
    records = [
        {
            "id": name, "title": f"{text} witness", "outlet": text, "author": text, "url": f"http://a.example/{text}",
            "date": "2024-01-01", "text": f"The witness wrote: {text}\n\n{text}\n\nAnd so the witness went home again.",
        }
        for name, text in HOSTILE.items()
    ]  # fmt: skip
    (seeds / "hostile [b.jsonl").write_text("\n".join(json.dumps(record) for record in records))
    library = Library.open(tmp_path / "library")
    for _ in library.reindex():
        pass
    return library


def harmless(text: str) -> bool:
    """Whether a terminal would only draw it."""
    bidi = "\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f"
    return not any(unicodedata.category(char) == "Cc" and char != "\n" for char in text) and not any(
        char in bidi for char in text
    )


@pytest.mark.parametrize("size", [(140, 40), (60, 20)])
async def test_every_screen_shows_hostile_text(hostile: Library, open_app: OpenApp, size: tuple[int, int]) -> None:
    async with open_app(hostile, size) as desk:
        await desk.search("witness")
        assert desk.main.results.hits.total == len(HOSTILE)
        await desk.pilot.press("escape")
        for _ in HOSTILE:
            await desk.until(lambda: desk.settled("witness"))
            assert harmless(desk.text)
            await desk.pilot.press("tab")
            assert harmless(desk.text)
            await desk.pilot.press("tab")
            assert harmless(desk.text)
            await desk.pilot.press("escape", "j")


async def test_the_reader_shows_hostile_text(hostile: Library, open_app: OpenApp) -> None:
    async with open_app(hostile, (100, 40)) as desk:
        await desk.read("witness")
        seen = set()
        for number in range(1, len(HOSTILE) + 1):
            await desk.until(lambda: desk.view.document.article.id not in seen)
            seen.add(desk.view.document.article.id)
            assert f"article {number} of {len(HOSTILE)}" in desk.line(0)
            assert harmless(desk.text)
            await desk.pilot.press("n", "x", "]")


async def test_markup_is_shown_as_it_is_written(hostile: Library, open_app: OpenApp) -> None:
    async with open_app(hostile) as desk:
        await desk.search("click witness")
        await desk.shows("[red]not red[/red]")


def test_hostile_outlets_are_filtered_by(hostile: Library) -> None:
    outlets = hostile.facets("witness").outlets
    assert len(outlets) == len(HOSTILE)
    for name, count in outlets:
        query = only("witness", Facet.OUTLET, OutletIs(name), today=dt.date(2024, 5, 5))
        assert hostile.count(query) == count, name


async def test_hostile_outlets_are_listed_and_compared(hostile: Library, open_app: OpenApp) -> None:
    async with open_app(hostile, (100, 40)) as desk:
        await desk.search("")
        desk.box.insert_text_at_cursor("outlet:")
        await desk.until(lambda: desk.main.query_one(SuggestionList).is_open)
        assert harmless(desk.text)
        await desk.search("witness home")
        await desk.pilot.press("escape", "C")
        await desk.shows("share of all articles")
        await desk.until(lambda: desk.app.screen.table.count() > 1)
        assert harmless(desk.text)


HOSTILE_QUERIES = [
    "[/]", "[red]", "\x1b[2J", "[@click=app.quit]x", "\u202e", "\U0001f469\u200d\U0001f467", "\x00", '"', "((((", "\\",
]  # fmt: skip


@pytest.mark.parametrize("query", HOSTILE_QUERIES)
async def test_hostile_queries_are_shown(library: Library, open_app: OpenApp, query: str) -> None:
    async with open_app(library) as desk:
        await desk.search("")
        desk.box.value = query
        await desk.until(lambda: desk.main.answered.query == desk.box.value or "▲" in desk.line(1))
        assert harmless(desk.text)


async def test_hostile_text_is_copied_as_it_is(hostile: Library, open_app: OpenApp) -> None:
    async with open_app(hostile) as desk:
        await desk.search("click witness")
        await desk.pilot.press("escape", "y", "t")
        await desk.until(lambda: desk.app.clipboard)
        assert HOSTILE["markup"] in desk.app.clipboard


async def test_an_article_of_one_long_line_is_shown(tmp_path: Path, open_app: OpenApp) -> None:
    seeds = tmp_path / "seeds"
    seeds.mkdir()
    text = "lighthouse " + "x" * 500_000 + " " + "漢" * 100_000 + " lighthouse " + "word " * 50_000
    (seeds / "long.json").write_text(json.dumps({"title": "A long one", "text": text, "date": "2024-01-01"}))
    library = Library.open(tmp_path)
    for _ in library.reindex():
        pass
    async with open_app(library, (80, 24)) as desk:
        await desk.read("lighthouse")
        await desk.pilot.press("n")
        assert "lighthouse" in desk.text
        await desk.pilot.press("G")
        await desk.shows("word word")


@pytest.mark.parametrize(
    "keys",
    [
        ("T",), ("T", "s", "G"), ("L",), ("L", "0", "Z", "down"), ("K",), ("K", "s", "s", "G"), ("f",), ("f", "0"),
        ("M",), ("E",), ("E", "tab"), ("e",), ("number_sign",), ("i",), ("S",), ("m",), ("m", "enter"), ("y",),
        ("comma",), ("d",), ("f2",), ("enter", "ctrl+f"), ("enter", "f"), ("question_mark",), ("ctrl+p",),
    ],
    ids=" ".join,
)  # fmt: skip
async def test_no_screen_gives_hostile_text_to_the_terminal(
    hostile: Library, open_app: OpenApp, keys: tuple[str, ...]
) -> None:
    async with open_app(hostile, (140, 40)) as desk:
        await desk.search("witness")
        await desk.pilot.press("escape", "A", "asterisk")
        await desk.until(lambda: hostile.count("mark:star") == len(HOSTILE))
        await desk.pilot.press("A", *keys)
        assert harmless(desk.text)
        await desk.pilot.resize_terminal(60, 20)
        assert harmless(desk.text)
        assert desk.app.is_running


@pytest.mark.parametrize("name", sorted(HOSTILE))
async def test_what_is_wrong_with_hostile_words_is_told_harmlessly(
    hostile: Library, open_app: OpenApp, name: str
) -> None:
    async with open_app(hostile, (80, 24)) as desk:
        await desk.search("witness")
        desk.box.value = f"witnesss {HOSTILE[name]} qqqq"
        await desk.until(lambda: desk.main.answered == desk.main.wanted)
        await desk.pilot.press("escape", "d")
        assert harmless(desk.text)
        await desk.pilot.press("escape", "E")
        assert harmless(desk.text)
