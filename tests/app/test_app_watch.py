"""The open interface picks up new files by itself."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from searchtui.library import Library
from searchtui.screens import index_watch
from searchtui.screens.folder_watch import FilesChanged, WatchFailed
from searchtui.screens.indexer import IndexUpdateFailed

OpenApp = Callable[..., Any]


@pytest.fixture
def _watching(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index_watch, "WATCH_AFTER", 0.01)


def write_snow(root: Path) -> None:
    (root / "seeds" / "new.txt").write_text("Snow on the pass\n\nThe pass of Orm was closed by snow today.\n")


@pytest.mark.usefixtures("_watching")
async def test_a_new_file_appears_by_itself(root: Path, library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("")
        await desk.until(lambda: desk.main.folder.running)
        write_snow(root)
        await desk.shows("7 of 7")
        assert not desk.app._notifications


def test_the_first_paint_does_without_what_watches() -> None:
    program = "import sys, searchtui.app; print('watchfiles' in sys.modules)"
    run = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "False"


@pytest.mark.usefixtures("_watching")
async def test_what_came_before_the_start_is_picked_up(root: Path, library: Library, open_app: OpenApp) -> None:
    write_snow(root)
    async with open_app(library) as desk:
        await desk.shows("7 of 7")


@pytest.mark.usefixtures("_watching")
async def test_the_first_article_of_a_library_appears_by_itself(tmp_path: Path, open_app: OpenApp) -> None:
    (tmp_path / "seeds").mkdir()
    async with open_app(Library.open(tmp_path)) as desk:
        await desk.shows("Welcome")
        write_snow(tmp_path)
        await desk.shows("1 of 1")
        assert desk.app.screen is desk.main


@pytest.mark.usefixtures("_watching")
async def test_a_key_ends_it_and_begins_it_again(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("")
        await desk.until(lambda: desk.main.folder.running)
        await desk.pilot.press("escape", "w")
        await desk.until(lambda: not desk.main.folder.running)
        await desk.pilot.press("w")
        await desk.until(lambda: desk.main.folder.running)


@pytest.mark.usefixtures("_watching")
async def test_a_setting_switches_it_off(root: Path, open_app: OpenApp) -> None:
    (root / "searchtui.toml").write_text("watch = false\n")
    async with open_app(Library.open(root)) as desk:
        await desk.search("")
        assert not desk.main.folder.running


async def test_changes_during_an_update_are_read_after_it(root: Path, library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("")
        await desk.pilot.press("f5")
        await desk.until(lambda: desk.main.indexer._process is not None, "an update")
        write_snow(root)
        desk.main.post_message(FilesChanged())
        await desk.shows("7 of 7")


async def test_a_folder_that_cannot_be_watched_is_one_message(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("")
        desk.main.post_message(WatchFailed(RuntimeError("planted [/red]")))
        await desk.shows("planted [/red]")
        assert len(desk.app._notifications) == 1


async def test_an_update_nobody_asked_for_fails_quietly_at_first(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("")
        desk.main._quiet = True
        desk.main.post_message(IndexUpdateFailed("another searchtui is at it"))
        await desk.pilot.pause()
        assert not desk.app._notifications
        desk.main._quiet, desk.main._failures = True, 99
        desk.main.post_message(IndexUpdateFailed("another searchtui is at it"))
        await desk.shows("another searchtui is at it")
