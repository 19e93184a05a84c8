"""Keys by preset and by the user's own settings, and the report of those that clash."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key

from searchtui.commands.keymap import PRESETS, clashes, keymap, mistakes, shown_key, shown_keys
from searchtui.commands.moving import MoveDown
from searchtui.commands.palette import Palette
from searchtui.commands.reading import NextMatch
from searchtui.commands.registry import all_commands
from searchtui.config import KEYMAPS
from searchtui.library import Library
from searchtui.screens.help import HelpScreen
from searchtui.screens.places import place_bindings

OpenApp = Callable[..., Any]


def test_every_preset_of_the_settings_is_there() -> None:
    assert tuple(PRESETS) == KEYMAPS


@pytest.mark.parametrize("preset", KEYMAPS)
def test_no_keys_of_a_preset_clash(preset: str) -> None:
    assert clashes(place_bindings(), keymap(preset, ())) == []


@pytest.mark.parametrize("preset", KEYMAPS)
def test_presets_name_commands_that_there_are(preset: str) -> None:
    in_places = {binding.id for bindings in place_bindings().values() for binding in bindings} | {"leave-list"}
    assert set(PRESETS[preset]) <= in_places | {command.id() for command in all_commands()}


def test_own_keys_go_before_those_of_the_preset() -> None:
    chosen = keymap("emacs", [("move-down", "j, F3")])
    assert chosen["move-down"] == "j,f3"
    assert chosen["move-up"] == PRESETS["emacs"]["move-up"]


def test_signs_are_named_as_textual_names_them() -> None:
    assert keymap("default", [("search", "?,/,+")])["search"] == "question_mark,slash,plus"


def test_keys_may_be_written_as_they_are_shown() -> None:
    shown = "F9,pgdn,esc,ctrl+PgUp,↓,alt+del,N,ctrl+s"
    assert keymap("default", [("star", shown)])["star"] == "f9,pagedown,escape,ctrl+pageup,down,alt+delete,N,ctrl+s"
    assert not mistakes([("star", shown)], ["star"])


def test_names_that_no_key_has_are_said() -> None:
    found = mistakes([("star", "ctrl+frobnicate,f9"), ("search", "slash,é,alt+less_than_sign,at")], ["star", "search"])
    assert found == ['"ctrl+frobnicate" is no key (star).']


def test_presets_name_keys_that_there_are() -> None:
    assert not [found for own in PRESETS.values() for found in mistakes(own.items(), own)]


def test_what_cannot_be_meant_is_said() -> None:
    found = mistakes([("fly", "f"), ("search", "no such key!"), ("quit", "")], [c.id() for c in all_commands()])
    assert found == ['There is no command "fly".', '"no such key!" is no key (search).', '"" is no key (quit).']


def test_clashes_are_told_with_their_place() -> None:
    chosen = keymap("default", [("search", "j")])
    told = [str(clash) for clash in clashes(place_bindings(), chosen)]
    assert "main screen: j is the key of search and of move-down." in told


def test_keys_are_shown_as_people_write_them() -> None:
    assert [shown_key(key) for key in ("down", "pagedown", "left_square_bracket", "alt+less_than_sign", "G")] == [
        "↓", "pgdn", "[", "alt+<", "G",
    ]  # fmt: skip
    assert shown_keys(NextMatch, {}) == "n"
    assert shown_keys(MoveDown, keymap("emacs", ())) == "↓ ctrl+n"


async def test_the_interface_goes_by_the_settings(root: Path, open_app: OpenApp) -> None:
    (root / "searchtui.toml").write_text('keymap = "emacs"\n[keys]\nnext-match = "%"\n', encoding="utf-8")
    with Library.open(root) as library:
        async with open_app(library) as desk:
            await desk.search("ferry")
            await desk.pilot.press("ctrl+n", "ctrl+n")
            await desk.until(lambda: desk.main.results.cursor == 1)
            await desk.pilot.press("ctrl+p")
            await desk.until(lambda: desk.main.results.cursor == 0)
            await desk.until(lambda: desk.view.document is not None and len(desk.view.document.matches) > 1)
            at = desk.view.current_match
            await desk.pilot.press("n")
            assert desk.view.current_match == at
            await desk.pilot.press("%")
            assert desk.view.current_match != at


async def test_help_shows_the_keys_that_hold(root: Path, open_app: OpenApp) -> None:
    (root / "searchtui.toml").write_text('[keys]\nnext-match = "f9"\n', encoding="utf-8")
    with Library.open(root) as library:
        async with open_app(library, size=(120, 200)) as desk:
            await desk.pilot.press("f1")
            await desk.until(lambda: isinstance(desk.app.screen, HelpScreen))
            await desk.shows("f9")


async def test_wrong_keys_are_said_at_the_start(root: Path, open_app: OpenApp) -> None:
    (root / "searchtui.toml").write_text('[keys]\nfly = "f9"\n', encoding="utf-8")
    with Library.open(root) as library:
        async with open_app(library) as desk:
            await desk.shows('There is no command "fly"')


async def test_emacs_gives_up_everywhere_with_the_same_key(root: Path, open_app: OpenApp) -> None:
    (root / "searchtui.toml").write_text('keymap = "emacs"\n')
    with Library.open(root) as library:
        async with open_app(library) as desk:
            await desk.read("ferry")
            await desk.pilot.press("ctrl+s", *"bell")
            assert desk.app.screen.find_bar.is_open
            desk.app.post_message(Key("alt+x", "x"))
            await desk.until(lambda: isinstance(desk.app.screen, Palette), "the palette")
            await desk.pilot.press("escape")
            await desk.until(lambda: not isinstance(desk.app.screen, Palette))
            assert desk.app.screen.find_bar.input.value == "bell"
            await desk.pilot.press("ctrl+g")
            assert not desk.app.screen.find_bar.is_open
            await desk.pilot.press("ctrl+g")
            await desk.until(lambda: desk.app.screen is desk.main)
            for key in ("T", "L", "M", "m", "E", "question_mark", "comma", "S"):
                await desk.pilot.press(key)
                await desk.until(lambda: desk.app.screen is not desk.main, key)
                await desk.pilot.press("ctrl+g")
                await desk.until(lambda: desk.app.screen is desk.main, f"the way back from {key}")
