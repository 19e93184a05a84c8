"""One class per command gives its key, help, palette entry and footer text."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.command import CommandPalette

from searchtui.app import SearchtuiApp
from searchtui.commands.registry import all_commands, by_action
from searchtui.library import Library
from searchtui.screens import places
from searchtui.screens.article_actions import ArticleScreen
from searchtui.screens.copies import CopiesScreen
from searchtui.screens.external import open_externally
from searchtui.screens.help import HelpScreen
from searchtui.screens.main import MainScreen
from searchtui.screens.reader import ReaderScreen
from searchtui.screens.triage import TriageScreen

OpenApp = Callable[..., Any]

PLACES = (SearchtuiApp, *places.PLACES.values())


def test_ids_and_actions_are_unique() -> None:
    commands = all_commands()
    assert len({command.id() for command in commands}) == len(commands) == len(by_action())


def test_every_command_says_what_it_does() -> None:
    assert all(command.help().endswith(".") for command in all_commands())


def test_every_command_has_a_key_somewhere() -> None:
    bound = {binding.action for place in PLACES for binding in place.BINDINGS}
    assert {command.action() for command in all_commands()} == bound & set(by_action())


def test_every_binding_of_ours_has_an_id() -> None:
    assert all(binding.id for place in PLACES for binding in place.BINDINGS)


@pytest.mark.parametrize("place", PLACES)
def test_no_key_is_bound_twice_in_one_place(place: Any) -> None:
    keys = [key for binding in place.BINDINGS for key in binding.key.split(",")]
    assert len(keys) == len(set(keys))


def test_no_key_that_terminals_hold_is_used() -> None:
    held = {"ctrl+q", "ctrl+p", "ctrl+c", "ctrl+i", "ctrl+m", "ctrl+h"}
    ours = [command for command in all_commands() if command.id() != "command-palette"]
    assert not held & {key for command in ours for key in command.keys.split(",")}


async def test_help_lists_every_command(library: Library, open_app: OpenApp) -> None:
    async with open_app(library, (100, 320)) as desk:
        await desk.search("")
        await desk.pilot.press("escape", "?")
        await desk.until(lambda: isinstance(desk.app.screen, HelpScreen))
        shown = " ".join(desk.text.replace("│", " ").split())
        missing = [command.id() for command in all_commands() if " ".join(command.shown.split()) not in shown]
        assert not missing
        assert "What can be typed" in shown


async def test_help_opens_from_the_search_bar(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("")
        await desk.pilot.press("f1")
        await desk.until(lambda: isinstance(desk.app.screen, HelpScreen))
        await desk.pilot.press("escape")
        await desk.until(lambda: desk.app.screen is desk.main)


async def test_the_palette_runs_commands(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("")
        await desk.pilot.press("escape", "ctrl+p")
        await desk.until(lambda: isinstance(desk.app.screen, CommandPalette))
        await desk.pilot.press(*"change order")
        await desk.shows("Sort by the next key")
        await desk.pilot.press("enter")
        await desk.shows("Results by newest")


async def test_letters_are_typed_in_the_search_bar(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("")
        await desk.pilot.press(*"qsyn")
        assert desk.box.value == "qsyn"


@pytest.mark.parametrize(
    ("key", "copied"),
    [
        ("t", "Rare orchid stolen from glasshouse\n\nA ghost orchid vanished on Sunday."),
        (
            "c",
            "Quern Times, “Rare orchid stolen from glasshouse”, 20 November 2023, seeds/articles.jsonl, record orchid",
        ),
    ],
)
async def test_copying(library: Library, open_app: OpenApp, key: str, copied: str) -> None:
    async with open_app(library) as desk:
        await desk.search("orchid")
        await desk.pilot.press("escape", "y", key)
        await desk.until(lambda: desk.app.clipboard)
        assert desk.app.clipboard.startswith(copied)


async def test_copying_the_path(library: Library, root: Path, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("mayor")
        await desk.pilot.press("escape", "y", "p")
        await desk.until(lambda: desk.app.clipboard)
        assert Path(desk.app.clipboard) == root / "seeds" / "bridge.txt"


async def test_a_copy_menu_can_be_left(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("orchid")
        await desk.pilot.press("escape", "y", "escape")
        await desk.until(lambda: desk.app.screen is desk.main)
        assert desk.app.clipboard == ""


async def test_where_no_program_can_take_the_terminal_it_is_said(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("orchid")
        await desk.pilot.press("escape", "o")
        await desk.shows("cannot be handed")


def test_the_editor_gets_the_file_as_one_argument(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = tmp_path / "opened"
    editor = tmp_path / "my editor"
    editor.write_text(f'#!/bin/sh\nprintf "%s\\n" "$#" "$2" > "{opened}"\n')
    editor.chmod(0o700)
    monkeypatch.setenv("VISUAL", f"'{editor}' --wait")
    article = library.article(library.search("mayor").hits[0].id)
    file = library.file(article).rename(library.paths.seeds / "a; touch $(x).txt")
    assert open_externally(article, file) == ""
    assert opened.read_text().split("\n")[:2] == ["2", str(file)]


def test_a_record_is_paged_as_a_copy(library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    pager = tmp_path / "pager"
    pager.write_text(f'#!/bin/sh\ncat "$1" > "{tmp_path / "paged"}"\n')
    pager.chmod(0o700)
    monkeypatch.setenv("PAGER", os.fspath(pager))
    article = library.article(library.search("orchid").hits[0].id)
    assert open_externally(article, library.file(article)) == ""
    assert "A ghost orchid vanished" in (tmp_path / "paged").read_text()


def test_a_missing_editor_gives_way_to_the_next(
    library: Library, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("VISUAL", os.fspath(tmp_path / "nowhere"))
    monkeypatch.setenv("EDITOR", "true")
    article = library.article(library.search("mayor").hits[0].id)
    assert open_externally(article, library.file(article)) == ""


def test_a_file_that_is_gone_is_said(library: Library) -> None:
    article = library.article(library.search("mayor").hits[0].id)
    library.file(article).unlink()
    assert "is not there any more" in open_externally(article, library.file(article))


def test_article_screens_answer_for_every_command_they_bind() -> None:
    for screen in (MainScreen, ReaderScreen, TriageScreen, CopiesScreen):
        assert issubclass(screen, ArticleScreen)
        actions = {binding.action for binding in screen.BINDINGS}
        assert all(hasattr(screen, f"action_{action}") for action in actions)


async def test_themes_are_found_by_the_names_that_the_setting_has(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("ferry")
        await desk.pilot.press("escape", "t", *"terminal")
        await desk.shows("terminal (ansi-dark)")
        await desk.pilot.press("enter")
        await desk.until(lambda: desk.app.theme == "ansi-dark")
