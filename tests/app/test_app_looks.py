"""Sizes, panes and themes."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from searchtui.library import Library
from searchtui.themes import BY_SETTING, OURS, remember_theme, remembered_theme, user_themes

OpenApp = Callable[..., Any]


@pytest.mark.parametrize("size", [(80, 24), (60, 20)])
async def test_narrow_screens_show_one_pane_and_tab_goes_round(
    library: Library, open_app: OpenApp, size: tuple[int, int]
) -> None:
    async with open_app(library, size) as desk:
        await desk.search("ferry")
        await desk.pilot.press("escape")
        shown = []
        for _ in range(3):
            shown.append([name for name in ("results", "article", "outlets") if desk.main.query_one(f"#{name}").region])
            await desk.pilot.press("tab")
        assert shown == [["results"], ["article"], ["outlets"]]


async def test_wide_screens_show_all_panes(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, (140, 40)) as desk:
        await desk.search("ferry")
        assert all(desk.main.query_one(f"#{name}").region for name in ("results", "article", "outlets", "dates"))


async def test_typing_in_a_narrow_screen_shows_the_results_again(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, (80, 24)) as desk:
        await desk.search("ferry")
        await desk.pilot.press("escape", "tab", "/", *"boat")
        await desk.pilot.pause()
        assert desk.main.query_one("#results").region


@pytest.mark.parametrize("length", range(59, 64))
async def test_notices_are_shown_to_their_last_line(library: Library, open_app: OpenApp, length: int) -> None:
    async with open_app(library, (80, 24)) as desk:
        await desk.search("ferry")
        desk.app.notify(f"{'a ' * (length // 2)}{'!' * (length % 2)}", timeout=60)
        desk.app.notify("Another notice.", timeout=60)
        await desk.shows("Another notice.")


async def test_a_storm_of_resizes_leaves_a_usable_screen(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("ferry")
        for size in [(60, 20), (200, 60), (20, 5), (100, 30), (8, 3), (80, 24)]:
            await desk.pilot.resize_terminal(*size)
        await desk.shows("Results by relevance")


@pytest.mark.parametrize("theme", [*(theme.name for theme in OURS), "ansi-dark", "ansi-light", "textual-light"])
async def test_every_theme_draws(library: Library, open_app: OpenApp, theme: str) -> None:
    async with open_app(library) as desk:
        desk.app.theme = theme
        await desk.search("ferry")
        assert "Ferry runs aground" in desk.text


async def test_a_chosen_theme_is_remembered(root: Path, library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("")
        desk.app.theme = "nord"
        await desk.until((root / ".searchtui" / "theme").exists)
    async with open_app(library) as desk:
        assert desk.app.theme == "nord"


async def test_a_folder_that_cannot_be_written_is_no_crash(root: Path, library: Library, open_app: OpenApp) -> None:
    (root / ".searchtui").write_text("a file where a folder should be")
    async with open_app(library) as desk:
        await desk.search("")
        desk.app.theme = "nord"
        await desk.shows("could not be remembered")


async def test_the_setting_decides_at_first(root: Path, open_app: OpenApp) -> None:
    (root / "searchtui.toml").write_text('theme = "light"\n')
    async with open_app(Library.open(root)) as desk:
        assert desk.app.theme == BY_SETTING["light"]


def test_a_new_setting_overrules_an_older_choice(tmp_path: Path) -> None:
    remember_theme(tmp_path, "nord", "dark")
    assert remembered_theme(tmp_path, "dark") == "nord"
    assert remembered_theme(tmp_path, "light") == BY_SETTING["light"]


def test_a_damaged_choice_is_ignored(tmp_path: Path) -> None:
    (tmp_path / "theme").write_bytes(b"\xff\xfe\x00")
    assert remembered_theme(tmp_path, "dark") == BY_SETTING["dark"]


async def test_a_theme_of_ones_own_can_be_chosen(root: Path, open_app: OpenApp) -> None:
    folder = root / ".searchtui" / "themes"
    folder.mkdir(parents=True)
    (folder / "mint.toml").write_text('primary = "#00aa88"\nbackground = "#001a14"\n[variables]\nborder = "#00aa88"\n')
    with Library.open(root) as library:
        async with open_app(library) as desk:
            desk.app.theme = "mint"
            await desk.search("ferry")
            assert desk.app.current_theme.background == "#001a14"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("primary = ", "Invalid value"),
        ('background = "#000000"', 'needs the colour "primary"'),
        ('primary = "greenish"', '"primary" is no colour'),
        ('primary = "#000000"\nfont = "big"', 'no use for "font"'),
        ('primary = "#000000"\ndark = "yes"', '"dark" is true or false'),
        ("primary = 7", '"primary" is no colour'),
    ],
)
def test_a_file_that_is_no_theme_is_said(tmp_path: Path, text: str, complaint: str) -> None:
    (tmp_path / "themes").mkdir()
    (tmp_path / "themes" / "odd.toml").write_text(text, encoding="utf-8")
    found, (problem,) = user_themes(tmp_path)
    assert found == []
    assert problem.startswith("odd.toml is no theme: ")
    assert complaint in problem
