"""The settings screen, and what it writes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any

import pytest

from searchtui.config import CHOICES, RANGES, Settings, load_settings
from searchtui.errors import UsageError
from searchtui.library import Library
from searchtui.screens.settings import SettingsScreen
from searchtui.userdata.settings_file import change_setting
from searchtui.widgets.document import Spacing
from searchtui.widgets.settings_list import SETTINGS

OpenApp = Callable[..., Any]


async def open_settings(desk: Any) -> SettingsScreen:
    await desk.search("ferry")
    await desk.pilot.press("escape", "comma")
    await desk.until(lambda: isinstance(desk.app.screen, SettingsScreen))
    screen = desk.app.screen
    assert isinstance(screen, SettingsScreen)
    return screen


def test_everything_but_tables_can_be_changed_here() -> None:
    assert {setting.key for setting in SETTINGS} == {
        field.name for field in fields(Settings) if field.name not in {"outlets", "keys", "engine"}
    }


async def test_a_choice_is_written_at_once(root: Path, open_app: OpenApp) -> None:
    with Library.open(root) as library:
        async with open_app(library) as desk:
            await open_settings(desk)
            await desk.pilot.press("right")
            assert load_settings(root).theme == CHOICES["theme"][1]
            await desk.pilot.press("escape")
            await desk.until(lambda: desk.app.theme == "searchtui-light")


def write_theme(root: Path, text: str) -> None:
    (root / ".searchtui" / "themes").mkdir(parents=True, exist_ok=True)
    (root / ".searchtui" / "themes" / "mint.toml").write_text(text, encoding="utf-8")


async def test_a_theme_of_ones_own_is_among_the_choices(root: Path, open_app: OpenApp) -> None:
    write_theme(root, 'primary = "#00aa88"')
    with Library.open(root) as library:
        async with open_app(library) as desk:
            await open_settings(desk)
            await desk.pilot.press("left")
            assert load_settings(root).theme == "mint"
            await desk.shows("terminal mint")
            await desk.pilot.press("escape")
            await desk.until(lambda: desk.app.theme == "mint")
    with Library.open(root) as library:
        async with open_app(library) as desk:
            assert desk.app.theme == "mint"


async def test_a_setting_that_names_a_file_which_is_no_theme_is_told(root: Path, open_app: OpenApp) -> None:
    with Library.open(root) as library:
        async with open_app(library) as desk:
            screen = await open_settings(desk)
            write_theme(root, "primary = 7")
            screen.dismiss()
            await desk.pilot.press("escape", "comma", "left")
            assert load_settings(root).theme == "mint"
            await desk.pilot.press("escape")
            await desk.shows("mint.toml is no theme")
            assert desk.app.theme == "searchtui-dark"


async def test_numbers_are_typed_and_checked(root: Path, open_app: OpenApp) -> None:
    with Library.open(root) as library:
        async with open_app(library) as desk:
            screen = await open_settings(desk)
            while screen.list.selected.key != "max_file_mb":
                await desk.pilot.press("down")
            await desk.pilot.press("enter", *"99999", "enter")
            await desk.shows("must be from {} to {}".format(*RANGES["max_file_mb"]))
            await desk.pilot.press(*["backspace"] * 5, *"12", "enter")
            assert load_settings(root).max_file_mb == 12
            await desk.pilot.press("enter", *"7", "escape")
            assert load_settings(root).max_file_mb == 12
            assert desk.app.screen is screen


async def test_a_keymap_holds_at_once(root: Path, open_app: OpenApp) -> None:
    with Library.open(root) as library:
        async with open_app(library) as desk:
            await open_settings(desk)
            await desk.pilot.press("down", "left", "escape")
            assert load_settings(root).keymap == "emacs"
            await desk.pilot.press("ctrl+n")
            await desk.until(lambda: desk.main.results.cursor == 1)


async def test_the_layout_of_the_reader_is_kept(root: Path, open_app: OpenApp) -> None:
    with Library.open(root) as library:
        async with open_app(library) as desk:
            await desk.read("ferry")
            await desk.pilot.press("minus", "minus", "equals_sign")
            width = desk.view.text_width
            await desk.pilot.press("escape")
            await desk.until(lambda: desk.app.screen is desk.main)
        settings = load_settings(root)
        assert (settings.text_width, settings.spacing) == (width, Spacing.WIDE.value)
    with Library.open(root) as library:
        async with open_app(library) as desk:
            await desk.read("ferry")
            assert (desk.view.text_width, desk.view.spacing) == (width, Spacing.WIDE)


def test_comments_and_order_stay(tmp_path: Path) -> None:
    before = '# mine\ntheme = "dark"   # at night\nwatch = false\n\n[[outlets]]\nname = "Harbour Post"\n'
    (tmp_path / "searchtui.toml").write_text(before, encoding="utf-8")
    settings = change_setting(tmp_path, "theme", "light")
    after = (tmp_path / "searchtui.toml").read_text(encoding="utf-8")
    assert after == before.replace('"dark"', '"light"')
    assert (settings.theme, settings.watch, settings.outlets[0].name) == ("light", False, "Harbour Post")


def test_a_new_setting_stands_before_the_tables(tmp_path: Path) -> None:
    (tmp_path / "searchtui.toml").write_text('[[outlets]]\nname = "Harbour Post"\n', encoding="utf-8")
    change_setting(tmp_path, "watch", False)
    assert load_settings(tmp_path).watch is False


def test_a_file_is_made_where_there_is_none(tmp_path: Path) -> None:
    change_setting(tmp_path, "max_file_mb", 7)
    assert (tmp_path / "searchtui.toml").read_text(encoding="utf-8") == "max_file_mb = 7\n"


@pytest.mark.parametrize(("key", "value"), [("theme", "pink"), ("max_file_mb", 0), ("no_such", 1), ("watch", "yes")])
def test_what_cannot_be_meant_changes_nothing(tmp_path: Path, key: str, value: str | int) -> None:
    (tmp_path / "searchtui.toml").write_text('theme = "light"\n', encoding="utf-8")
    with pytest.raises(UsageError):
        change_setting(tmp_path, key, value)
    assert (tmp_path / "searchtui.toml").read_text(encoding="utf-8") == 'theme = "light"\n'


def test_a_file_that_is_not_understood_is_left_alone(tmp_path: Path) -> None:
    (tmp_path / "searchtui.toml").write_text("theme = = \n", encoding="utf-8")
    with pytest.raises(UsageError):
        change_setting(tmp_path, "watch", False)
    assert (tmp_path / "searchtui.toml").read_text(encoding="utf-8") == "theme = = \n"


async def test_what_a_setting_does_is_told_in_full_on_a_small_terminal(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, size=(60, 20)) as desk:
        await desk.search("ferry")
        await desk.pilot.press("escape", "comma", "down", "down", "down", "down")
        await desk.shows("new and changed files are picked up by themselves")
