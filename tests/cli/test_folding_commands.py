"""Copies as the commands show them: the sample library has a wire text thrice, and a report with its correction."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from searchtui.cli.root import run
from searchtui.library import Library

from .conftest import Answer

SEEDS = Path(__file__).parents[2] / "seeds"

Fold = Callable[..., Answer]


@pytest.fixture(scope="module")
def sample(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A library of the sample articles."""
    root = tmp_path_factory.mktemp("library")
    (root / "seeds").symlink_to(SEEDS)
    with Library.open(root) as library:
        list(library.reindex())
    return root


@pytest.fixture
def on_sample(sample: Path, capsys: pytest.CaptureFixture[str]) -> Fold:
    """Run a command on the sample library."""

    def answer(*arguments: str) -> Answer:
        code = run(["--library", str(sample), *arguments])
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return answer


def test_a_wire_text_and_a_correction_are_folded(on_sample: Fold) -> None:
    folded = json.loads(on_sample("search", "", "--fold", "--format", "json", "--limit", "100").out)
    assert sorted(hit["copies"] for hit in folded["hits"] if hit["copies"]) == [1, 2]
    assert folded["total_with_copies"] == folded["total"] + 3


def test_without_folding_every_copy_is_listed_with_its_group(on_sample: Fold) -> None:
    plain = json.loads(on_sample("search", "", "--format", "json", "--limit", "100").out)
    groups = [hit["group"] for hit in plain["hits"] if hit["group"]]
    assert sorted(groups.count(group) for group in set(groups)) == [2, 3]
    assert plain["total_with_copies"] is None


def test_facets_and_counts_are_folded_too(on_sample: Fold) -> None:
    folded = json.loads(on_sample("search", "", "--fold", "--facets", "--format", "json").out)
    assert sum(count for _, count in folded["facets"]["outlet"]) == folded["total"]
    assert on_sample("search", "", "--fold", "--count").out == f"{folded['total']}\n"
    assert on_sample("search", "", "--count").out == f"{folded['total_with_copies']}\n"


def test_hits_to_read_say_how_many_copies_they_stand_for(on_sample: Fold) -> None:
    answer = on_sample("search", "", "--fold", "--limit", "100")
    assert "· +2 copies" in answer.out
    assert "· +1 copy\n" in answer.out
    assert "with copies)" in answer.err
    assert "copies" not in on_sample("search", "", "--limit", "100").err


def test_a_batch_is_folded_line_by_line(on_sample: Fold, tmp_path: Path) -> None:
    (tmp_path / "queries").write_text("all\t\n")
    (line,) = on_sample("search", "--batch", str(tmp_path / "queries"), "--fold").out.splitlines()
    assert json.loads(line)["total_with_copies"] == json.loads(line)["total"] + 3


def test_an_article_is_shown_with_its_copies(on_sample: Fold) -> None:
    hits = json.loads(on_sample("search", "", "--fold", "--format", "json", "--limit", "100").out)["hits"]
    (wire,) = [hit for hit in hits if hit["copies"] == 2]
    shown = on_sample("show", wire["id"]).out
    copies = json.loads(on_sample("show", wire["id"], "--format", "json").out)["copies"]
    assert shown.count("\nCopy:   ") == len(copies) == 2
    assert all(copy in shown for copy in copies)
