"""What happens to the index underneath: missing, empty, growing, deleted, damaged, changed."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from searchtui.library import Library
from searchtui.screens.first_run import FirstRunScreen
from searchtui.screens.indexer import progress_words
from searchtui.screens.library_client import LibraryFailed

OpenApp = Callable[..., Any]


def reindex(root: Path) -> None:
    with Library.open(root) as library:
        for _ in library.reindex():
            pass


def reindexed(desk: Any) -> bool:
    """Whether the app has begun a reindex and ended it, which on a busy machine may be between two looks."""
    return desk.main.indexer._process is not None and not desk.main.indexer.running


async def test_without_articles_the_first_screen_says_what_to_do(tmp_path: Path, open_app: OpenApp) -> None:
    async with open_app(Library.open(tmp_path), (100, 30)) as desk:
        await desk.until(lambda: isinstance(desk.app.screen, FirstRunScreen))
        await desk.shows("press r")
        assert ".jsonl" in desk.text
        assert str(tmp_path / "seeds") in "".join(desk.text.replace("│", "").split())


async def test_articles_put_in_place_are_found_by_looking_again(tmp_path: Path, open_app: OpenApp) -> None:
    async with open_app(Library.open(tmp_path)) as desk:
        await desk.until(lambda: isinstance(desk.app.screen, FirstRunScreen))
        (tmp_path / "seeds").mkdir()
        (tmp_path / "seeds" / "one.txt").write_text("Snow on the pass\n\nThe pass of Orm was closed by snow today.\n")
        await desk.pilot.press("r")
        await desk.shows("Snow on the pass")
        await desk.shows("1 of 1")


async def test_looking_again_in_vain_says_so_again(tmp_path: Path, open_app: OpenApp) -> None:
    async with open_app(Library.open(tmp_path)) as desk:
        await desk.until(lambda: isinstance(desk.app.screen, FirstRunScreen))
        first = desk.app.screen
        await desk.pilot.press("r")
        await desk.until(lambda: isinstance(desk.app.screen, FirstRunScreen) and desk.app.screen is not first)


async def test_without_an_index_it_is_built_first(root: Path, open_app: OpenApp) -> None:
    shutil.rmtree(root / "index")
    async with open_app(Library.open(root)) as desk:
        await desk.until(lambda: desk.main.articles == 6)
        await desk.search("orchid")
        await desk.shows("Rare orchid stolen")


async def test_what_another_process_adds_appears(root: Path, library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("")
        (root / "seeds" / "new.txt").write_text("Snow on the pass\n\nThe pass of Orm was closed by snow today.\n")
        reindex(root)
        await desk.shows("7 of 7")


async def test_a_change_keeps_the_article_selected(root: Path, library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("ferry")
        await desk.pilot.press("down", "down")
        selected = desk.main.results.selected.id
        (root / "seeds" / "new.txt").write_text("Ferry ferry ferry\n\nThe ferry, the ferry, again the ferry.\n")
        reindex(root)
        await desk.shows("5 of 7")
        await desk.until(lambda: desk.main.results.selected.id == selected)


async def test_the_index_is_updated_on_request(root: Path, library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("")
        (root / "seeds" / "new.txt").write_text("Snow on the pass\n\nThe pass of Orm was closed by snow today.\n")
        await desk.pilot.press("f5")
        await desk.shows("7 of 7")
        await desk.shows("1 added")


async def test_a_deleted_index_is_built_again(root: Path, library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("")
        shutil.rmtree(root / "index")
        await desk.until(lambda: reindexed(desk), "a reindex")
        await desk.until(lambda: desk.main.articles == 6, "a look at the result")
        await desk.search("orchid")


async def test_an_index_deleted_after_an_update_is_built_again(root: Path, library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("")
        await desk.pilot.press("escape", "f5")
        await desk.until(lambda: reindexed(desk), "an update")
        await desk.until(lambda: not desk.main.workers, "a look at the result")
        updated = desk.main.indexer._process
        shutil.rmtree(root / "index")
        await desk.until(lambda: desk.main.indexer._process is not updated and reindexed(desk), "a reindex")
        await desk.until(lambda: desk.main.articles == 6, "a look at the result")


async def test_a_damaged_index_gives_a_message_and_typing_goes_on(root: Path, open_app: OpenApp) -> None:
    for path in (root / "index").rglob("*"):
        if path.is_file():
            path.write_bytes(b"\x00garbage\xff" * 40)
    async with open_app(Library.open(root)) as desk:
        await desk.until(lambda: desk.line(1).strip(), "a message")
        await desk.pilot.press(*"ferry")
        await desk.pilot.pause()
        assert desk.box.value == "ferry"


async def test_a_damaged_index_is_built_anew_on_request(root: Path, open_app: OpenApp) -> None:
    for path in (root / "index").rglob("*"):
        if path.is_file():
            path.write_bytes(b"\x00garbage\xff" * 40)
    async with open_app(Library.open(root)) as desk:
        await desk.shows("F5")
        await desk.pilot.press("f5")
        await desk.shows("6 of 6")


async def test_the_reader_names_the_key_that_builds_a_lost_index(
    root: Path, library: Library, open_app: OpenApp
) -> None:
    async with open_app(library) as desk:
        await desk.read("ferry")
        shutil.rmtree(root / "index")
        await desk.pilot.press("]")
        await desk.until(lambda: "On the main screen F5 builds it anew." in " ".join(desk.text.split()), "the key")


async def test_an_article_that_is_gone_is_said(root: Path, library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("ferry")
        records = (root / "seeds" / "articles.jsonl").read_text().splitlines()
        (root / "seeds" / "articles.jsonl").write_text("\n".join(r for r in records if json.loads(r)["id"] == "orchid"))
        desk.main.client.look_if_changed = lambda _generation: None  # the list is as it was
        reindex(root)
        await desk.pilot.press("escape", "enter")
        await desk.shows("no longer in the index")


async def test_an_unforeseen_error_is_shown_and_logged(root: Path, library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("")
        desk.main.post_message(LibraryFailed("search", ZeroDivisionError("planted [/red]")))
        await desk.shows("Internal error: ZeroDivisionError: planted [/red]")
        assert "planted" in (root / ".searchtui" / "searchtui.log").read_text()


async def test_an_unforeseen_error_in_a_thread_is_shown(
    library: Library, open_app: OpenApp, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_args: object, **_options: object) -> None:
        raise RuntimeError("planted")

    async with open_app(library) as desk:
        await desk.search("")
        monkeypatch.setattr(library, "search", broken)
        await desk.pilot.press("x")
        await desk.shows("Internal error: RuntimeError: planted")


async def test_leaving_stops_a_reindex(root: Path, open_app: OpenApp) -> None:
    shutil.rmtree(root / "index")
    async with open_app(Library.open(root)) as desk:
        await desk.until(lambda: desk.main.indexer._process is not None)
        process = desk.main.indexer._process
    assert process.returncode is not None


def test_progress_in_words() -> None:
    progress = {
        "phase": "reading", "done": 120, "total": 2000, "articles": 150, "failed": 2, "rate": 75.2,
        "seconds_left": 240.0,
    }  # fmt: skip
    assert progress_words(progress) == (
        "Indexing · 120 of 2,000 files · 150 articles · 75/s · 4 min left · 2 unreadable"
    )
