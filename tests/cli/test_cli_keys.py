"""`searchtui keys`."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from searchtui.cli.root import run


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "seeds").mkdir()
    return tmp_path


def test_keys_are_printed_by_command(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["--library", str(root), "keys"]) == 0
    told = capsys.readouterr()
    assert "  next-match               n " in told.out
    assert not told.err


def test_a_preset_changes_them(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "searchtui.toml").write_text('keymap = "arrows"\n', encoding="utf-8")
    assert run(["--library", str(root), "keys", "--json"]) == 0
    told = json.loads(capsys.readouterr().out)
    assert (told["keymap"], told["keys"]["move-down"]) == ("arrows", "down")


def test_clashes_and_mistakes_are_reported(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "searchtui.toml").write_text('[keys]\nsearch = "j"\nfly = "f9"\n', encoding="utf-8")
    assert run(["--library", str(root), "keys", "--json"]) == 2
    told = capsys.readouterr()
    found = json.loads(told.out)
    assert {"place": "main screen", "key": "j", "commands": ["search", "move-down"]} in found["clashes"]
    assert found["mistakes"] == ['There is no command "fly".']
    assert "main screen: j is the key of search and of move-down." in told.err


def test_an_unknown_preset_is_refused_with_the_known_ones(root: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (root / "searchtui.toml").write_text('keymap = "qwerty"\n', encoding="utf-8")
    assert run(["--library", str(root), "keys"]) == 2
    assert "one of default, arrows, vi, emacs" in capsys.readouterr().err
