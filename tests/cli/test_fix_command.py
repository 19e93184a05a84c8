"""`searchtui fix`: what it prints, what it refuses, and that what it fixed is shown everywhere."""

import json
from pathlib import Path

import click
import pytest
from click.shell_completion import ShellComplete

from searchtui.cli.fix import fix
from searchtui.cli.root import root
from searchtui.library import Library

from .conftest import ARTICLES, Command


@pytest.fixture
def library_root(tmp_path: Path) -> Path:
    """A library that a test may change."""
    (tmp_path / "seeds").mkdir()
    for name, text in ARTICLES.items():
        (tmp_path / "seeds" / name).write_text(text, encoding="utf-8")
    with Library.open(tmp_path) as library:
        list(library.reindex())
    return tmp_path


@pytest.fixture
def walrus(command: Command) -> str:
    """The id of an article of an unknown outlet on an unknown day."""
    hits = command("search", "walrus", "outlet:?", "date:?", "--format", "json").out
    return str(json.loads(hits)["hits"][0]["id"])


def test_it_says_what_was_and_what_is_now(command: Command, walrus: str) -> None:
    answer = command("fix", walrus, "--outlet", "Quern Courier", "--date", "2031-03-07")
    assert answer.code == 0
    assert "was  Outlet: unknown" in answer.out
    assert "now  Outlet: Quern Courier (fixed by you, " in answer.out
    assert "now  Date:   2031-03-07 (fixed by you, " in answer.out
    assert "Title" not in answer.out


def test_for_scripts_it_says_so_in_json(command: Command, walrus: str) -> None:
    said = json.loads(command("fix", walrus, "--no-outlet", "--title", "Walrus rests", "--json").out)
    assert (said["id"], said["indexed"]) == (walrus, True)
    assert said["before"]["title"] == "Walrus sighted again"
    assert (said["after"]["title"], said["after"]["outlet"]) == ("Walrus rests", None)
    assert said["after"]["evidence"]["outlet"]["kind"] == "fixed"


def test_undoing_says_what_holds_again(command: Command, walrus: str) -> None:
    command("fix", walrus, "--outlet", "Quern Courier")
    answer = command("fix", walrus, "--undo")
    assert (answer.code, "now  Outlet: unknown" in answer.out) == (0, True)


def test_with_nothing_to_undo_it_ends_with_1(command: Command, walrus: str) -> None:
    answer = command("fix", walrus, "--undo")
    assert (answer.code, answer.out, answer.err) == (1, "", "Nothing was fixed there.\n")


def test_an_article_that_is_not_there_ends_with_1(command: Command, walrus: str) -> None:
    answer = command("fix", walrus, "0123456789abcdef", "--outlet", "Quern Courier")
    assert (answer.code, "0123456789abcdef" in answer.err, answer.out) == (1, True, "")


@pytest.mark.parametrize(
    ("options", "told"),
    [
        ((), "nothing to fix"),
        (("--undo", "--no-date"), "nothing else"),
        (("--outlet", "DW", "--no-outlet"), "contradict"),
        (("--date", "2031-03-07", "--no-date"), "contradict"),
        (("--date", "7 March 2031"), "2023-02-22"),
        (("--date", "2031-02-30"), "no day"),
        (("--outlet", " "), "empty"),
        (("--title", "\x1b]0;x\x07"), "no text"),
    ],
)
def test_what_cannot_be_meant_is_bad_usage(command: Command, walrus: str, options: tuple[str, ...], told: str) -> None:
    answer = command("fix", walrus, *options)
    assert (answer.code, told in answer.err, answer.out) == (2, True, "")


def test_show_and_inspect_tell_that_it_is_fixed(command: Command, library_root: Path, walrus: str) -> None:
    command("fix", walrus, "--outlet", "Quern Courier")
    shown = json.loads(command("show", walrus, "--format", "json").out)
    inspected = json.loads(command("inspect", str(library_root / "seeds" / "walrus.json"), "--json").out)
    for article in (shown, inspected):
        assert article["outlet"] == "Quern Courier"
        assert (article["evidence"]["outlet"]["kind"], article["evidence"]["outlet"]["rule"]) == (
            "fixed",
            "fixed by you",
        )
    assert "Outlet: Quern Courier (fixed by you, " in command("show", walrus).out


def test_inspect_leaves_a_file_outside_of_the_library_alone(
    command: Command, library_root: Path, walrus: str, tmp_path: Path
) -> None:
    command("fix", walrus, "--outlet", "Quern Courier")
    (outside := tmp_path / "walrus.json").write_text(ARTICLES["walrus.json"])
    assert json.loads(command("inspect", str(outside), "--json").out)["outlet"] is None


def test_a_shell_completes_names_of_outlets(
    command: Command, library_root: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    names = [item.value for item in completed("Quern C")]
    assert names == ["Quern Courier"]


def test_where_there_is_no_library_a_shell_completes_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SEARCHTUI_LIBRARY", "/no/such/library")
    assert completed("Quern C") == []


def completed(typed: str) -> list:  # type: ignore[type-arg]  # of click's items
    assert fix is root.get_command(click.Context(root), "fix")
    return ShellComplete(root, {}, "searchtui", "_SEARCHTUI_COMPLETE").get_completions(
        ["fix", "0" * 16, "--outlet"], typed
    )
