"""`searchtui saved` and `searchtui export`, as scripts use them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from searchtui.cli.export import FORM_NAMES
from searchtui.cli.root import run
from searchtui.library import Library
from searchtui.results.taking.formats import FORMATS

STORIES = {
    "ferry.txt": "Ferry aground\n\nThe ferry Morna ran aground on Saturday, the harbour master said.\n",
    "bell.txt": "The bell of Lull\n\nIt could be heard from the ferry, sailors said.\n",
    "orchid.txt": "Rare orchid stolen\n\nA ghost orchid vanished on Sunday.\n",
}


@pytest.fixture
def root(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "seeds").mkdir()
    for name, text in STORIES.items():
        (tmp_path / "seeds" / name).write_text(text)
    with Library.open(tmp_path) as library:
        list(library.reindex())
    monkeypatch.setenv("SEARCHTUI_LIBRARY", str(tmp_path))
    return tmp_path


class TestSaved:
    def test_is_listed_with_what_is_new(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        assert run(["saved", "add", "boats", "ferry", "-orchid"]) == 0
        assert "finds 2 articles" in capsys.readouterr().err
        (root / "seeds" / "late.txt").write_text("Late again\n\nSir, the ferry is late again.\n")
        run(["reindex"])
        capsys.readouterr()
        assert run(["saved", "list"]) == 0
        assert capsys.readouterr().out == "boats  ferry -orchid  (3, 1 new)\n"
        run(["saved", "list", "--json"])
        assert json.loads(capsys.readouterr().out) == {"name": "boats", "query": "ferry -orchid", "total": 3, "new": 1}

    def test_is_new_once_and_only_when_looked_at(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        run(["saved", "add", "boats", "ferry"])
        (root / "seeds" / "late.txt").write_text("Late again\n\nSir, the ferry is late again.\n")
        run(["reindex"])
        capsys.readouterr()
        assert run(["saved", "run", "boats", "--new", "--keep-new", "--json"]) == 0
        hit = json.loads(capsys.readouterr().out)
        assert (hit["title"], hit["new"], bool(hit["snippets"][0]["matches"])) == ("Late again", True, True)
        assert run(["saved", "run", "boats", "--limit", "1"]) == 0
        assert "3 found, 1 new, 1 shown" in capsys.readouterr().err
        assert run(["saved", "run", "boats", "--new"]) == 1
        assert capsys.readouterr().out == ""

    def test_is_removed(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        run(["saved", "add", "boats", "ferry"])
        assert run(["saved", "remove", "BOATS"]) == 0
        assert run(["saved", "remove", "boats"]) == 1
        assert run(["saved", "list"]) == 1
        assert run(["saved", "run", "boats"]) == 2
        assert "no saved search" in capsys.readouterr().err

    @pytest.mark.parametrize(("name", "query"), [("a*", "ferry"), ("spring", "date:2023-02-30"), ("x", "saved:X")])
    def test_is_refused_if_it_could_not_be_used(self, root: Path, name: str, query: str) -> None:
        assert run(["saved", "add", name, query]) == 2
        assert run(["saved", "list"]) == 1

    def test_that_fails_does_not_hide_the_others(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        run(["saved", "add", "boats", "ferry"])
        run(["saved", "add", "all", "saved:boats orchid"])
        run(["saved", "remove", "boats"])
        run(["saved", "add", "zoo", "walrus"])
        capsys.readouterr()
        run(["saved", "list", "--json"])
        first, second = map(json.loads, capsys.readouterr().out.splitlines())
        assert first["error"]["position"] == len("saved:")
        assert second["total"] == 0


class TestExport:
    def test_writes_a_file_once(self, root: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
        target = tmp_path / "boats.json"
        assert run(["export", "ferry", "--format", "json", "-o", str(target)]) == 0
        assert "2 articles written" in capsys.readouterr().err
        assert {each["path"] for each in json.loads(target.read_text())["articles"]} == {
            "seeds/ferry.txt", "seeds/bell.txt"
        }  # fmt: skip
        assert run(["export", "ferry", "-o", str(target)]) == 2
        assert run(["export", "ferry", "--limit", "1", "-o", str(target), "--force"]) == 0
        assert "1 article of 2" in target.read_text()

    def test_of_nothing_writes_no_file(self, root: Path, tmp_path: Path) -> None:
        assert run(["export", "walrus", "-o", str(tmp_path / "none.md")]) == 1
        assert not (tmp_path / "none.md").exists()

    def test_of_marks_has_the_notes(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        with Library.open(root) as library:
            (hit,) = library.search("orchid").hits
            library.work.star([hit.id])
            library.work.annotate([(library.article(hit.id), None)], "Ask the gardener")
        assert run(["export", "mark:star"]) == 0
        assert "Note: Ask the gardener" in capsys.readouterr().out

    def test_is_seen_in_the_article_too(self, root: Path, capsys: pytest.CaptureFixture[str]) -> None:
        with Library.open(root) as library:
            (hit,) = library.search("orchid").hits
            library.work.star([hit.id])
            library.work.tag([hit.id], "crime")
            library.work.annotate([(library.article(hit.id), None)], "Ask the gardener\x1b[2J")
        run(["show", hit.id])
        out = capsys.readouterr().out
        assert "Marks:  ★ #crime\nNote:   Ask the gardener␛[2J\n" in out
        run(["show", hit.id, "--format", "json"])
        shown = json.loads(capsys.readouterr().out)
        assert (shown["starred"], shown["tags"], shown["notes"][0]["note"][:3]) == (True, ["crime"], "Ask")

    @pytest.mark.parametrize("form", ["text", "csv", "kwic", "jsonl", "bibtex", "csl-json"])
    def test_goes_to_standard_output(self, root: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
        assert run(["export", "ferry", "--format", form]) == 0
        assert "erry" in capsys.readouterr().out

    def test_knows_every_format(self) -> None:
        assert set(FORM_NAMES) == set(FORMATS)
