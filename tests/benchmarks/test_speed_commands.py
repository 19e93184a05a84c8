"""The benchmark's commands on very little, from the first process to the report."""

from __future__ import annotations

import importlib.util
import json
import sys
from pathlib import Path

import pytest
from speed.cli import main
from speed.peers.registry import FTS5, OURS
from speed.processes import FailedError, run
from speed.report import geometric_mean, percentile


def test_search_writes_a_report_and_its_figures(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    arguments = ["--articles", "100", "--repeats", "1", "--starts", "1", "--engines", f"{OURS},{FTS5}"]
    assert main(["search", *arguments, "--output", str(tmp_path)]) == 0

    report = (tmp_path / "search.md").read_text(encoding="utf-8")
    (figures,) = json.loads((tmp_path / "search.json").read_text(encoding="utf-8"))["comparisons"]
    assert capsys.readouterr().out == report
    assert "## 100 articles" in report
    assert "Not measured here: tantivy, stock Whoosh (above --whoosh-limit it takes minutes)." in report
    assert len(figures["results"][OURS]["answered"]["seconds"]) == len(figures["questions"]) >= 60
    assert figures["results"][OURS]["answered"]["totals"] == figures["pages"]["totals"]
    assert 0 < len(figures["results"][FTS5]["answered"]["seconds"]) < len(figures["questions"])
    assert figures["results"][OURS]["changed"] > 0


def test_an_engine_that_there_is_not_is_told_at_once(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["search", "--engines", "searchtui,lucene"])
    assert "there is no engine 'lucene' but searchtui, tantivy, SQLite FTS5, stock Whoosh" in capsys.readouterr().err


def test_folder_goes_without_recoll(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda program: None)
    assert main(["folder", "--articles", "20", "--starts", "1", "--output", str(tmp_path)]) == 0
    report = (tmp_path / "folder.md").read_text(encoding="utf-8")
    assert "# A folder of 20 text files" in report
    assert "Recoll is left out" in report
    assert "| searchtui |" in report


@pytest.mark.long
@pytest.mark.skipif(importlib.util.find_spec("pyte") is None, reason="pyte is not installed (pip install '.[bench]')")
def test_interface_is_started_typed_into_and_gone_through(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("speed.interface.STARTING", 0.2)  # what is measured here is of no interest
    arguments = [
        "--articles",
        "60",
        "--starts",
        "1",
        "--typed",
        "oil",
        "--opened",
        "1",
        "--down",
        "10",
        "--pause",
        "0.3",
    ]
    assert main(["interface", *arguments, "--output", str(tmp_path)]) == 0
    figures = json.loads((tmp_path / "interface.json").read_text(encoding="utf-8"))
    assert figures["articles"] == 60
    assert figures["bare_paint"] > 0
    assert 0 < figures["first_paint"] <= figures["ready"]
    assert len(figures["openings"]) == 1
    assert figures["held"]["keys"] == 10
    assert "key to painted results" in (tmp_path / "interface.md").read_text(encoding="utf-8")


def test_a_process_that_fails_says_why() -> None:
    with pytest.raises(FailedError, match="ended with 3:\nso it goes"):
        run([sys.executable, "-c", "import sys; print('so it goes'); sys.exit(3)"])


def test_a_process_is_measured_with_its_children() -> None:
    child = "x = bytearray(60_000_000); import time; time.sleep(0.4)"
    measured = run([sys.executable, "-c", f"import subprocess, sys; subprocess.run([sys.executable, '-c', {child!r}])"])
    assert measured.seconds > 0.4
    if sys.platform == "linux":
        assert measured.peak_bytes is not None
        assert measured.peak_bytes > 60_000_000


def test_figures_are_what_their_names_say() -> None:
    assert geometric_mean([1, 4]) == pytest.approx(2)
    assert percentile([5, 1, 2, 3, 4], 0.5) == 3
    assert percentile(range(1, 101), 0.95) == 95
    assert percentile([7], 0.95) == 7
