import json
import re
from pathlib import Path

import pytest

from searchtui import __version__
from searchtui.cli.root import COMMANDS

from .conftest import Command


class TestReindex:
    @pytest.fixture
    def fresh(self, tmp_path: Path) -> Path:
        (tmp_path / "seeds").mkdir()
        (tmp_path / "seeds" / "one.txt").write_text("Walrus news\n\nA walrus came ashore at Quern on Monday morning.")
        return tmp_path

    def test_prints_what_it_did(self, command: Command, fresh: Path) -> None:
        answer = command("--library", str(fresh), "reindex")
        assert (answer.code, answer.err) == (0, "")
        assert answer.out.startswith("1 article: 1 added")

    def test_prints_it_as_json_of_the_promised_shape(self, command: Command, fresh: Path) -> None:
        summary = json.loads(command("--library", str(fresh), "reindex", "--json").out)
        assert list(summary) == ["articles", "added", "updated", "removed", "unchanged", "failed", "seconds"]

    def test_lists_failures_and_exits_with_4(self, command: Command, fresh: Path) -> None:
        (fresh / "seeds" / "bad.json").write_text("{")
        answer = command("--library", str(fresh), "reindex", "--json")
        assert answer.code == 4
        assert [failure["path"] for failure in json.loads(answer.out)["failed"]] == ["seeds/bad.json"]
        assert "seeds/bad.json: " in command("--library", str(fresh), "reindex").err

    def test_reports_progress_as_json(self, command: Command, fresh: Path) -> None:
        err = command("--library", str(fresh), "reindex", "--progress", "json").err
        states = [json.loads(line) for line in err.splitlines()]
        assert {"phase", "done", "total", "articles", "failed", "rate", "seconds_left"} <= set(states[0])
        assert (states[0]["phase"], states[-1]["phase"]) == ("scanning", "done")

    def test_takes_paths(self, command: Command, fresh: Path) -> None:
        (fresh / "seeds" / "two.txt").write_text("Seal news\n\nA seal came ashore at Quern on Monday morning.")
        answer = command("--library", str(fresh), "reindex", str(fresh / "seeds" / "two.txt"), "--json")
        assert json.loads(answer.out)["added"] == 1

    def test_without_articles_says_what_to_do(self, command: Command, tmp_path: Path) -> None:
        answer = command("--library", str(tmp_path), "reindex")
        assert answer.code == 2
        assert "Create it and put articles into it" in answer.err


class TestShow:
    def article_id(self, command: Command, query: str) -> str:
        found: str = json.loads(command("search", query, "--format", "json").out)["hits"][0]["id"]
        return found

    def test_prints_the_article_with_what_is_known_and_how(self, command: Command) -> None:
        out = command("show", self.article_id(command, "tables")).out
        assert out.startswith("Tide tables\nOutlet: Quern Courier (stated")
        assert "The tide tables of the harbour were corrected on Wednesday." in out

    def test_prints_it_as_json(self, command: Command) -> None:
        article = json.loads(command("show", self.article_id(command, "tables"), "--format", "json").out)
        assert (article["record"], article["outlet"]) == ("t1", "Quern Courier")

    def test_neutralises_control_characters(self, command: Command) -> None:
        assert command("show", self.article_id(command, "hostile")).out.replace("\n", "").isprintable()

    def test_of_an_unknown_id_is_exit_code_1(self, command: Command) -> None:
        answer = command("show", "ffffffffffffffff")
        assert (answer.code, answer.out) == (1, "")
        assert "no article" in answer.err


class TestInspect:
    def test_needs_no_library(self, command: Command, tmp_path: Path) -> None:
        file = tmp_path / "one.json"
        file.write_text('{"title": "Walrus news", "text": "A walrus came ashore at Quern on Monday morning."}')
        (line,) = command("--library", str(tmp_path), "inspect", str(file), "--json").out.splitlines()
        article = json.loads(line)
        assert list(article) == ["path", "name", "record", "title", "outlet", "date", "lang", "body", "evidence"]
        assert (article["name"], article["title"], article["outlet"]) == ("one", "Walrus news", None)
        assert article["evidence"]["outlet"]["kind"] == "unknown"
        assert not (tmp_path / "index").exists()

    def test_prints_every_record_of_a_file(self, command: Command, library_root: Path) -> None:
        lines = command("inspect", "--json", str(library_root / "seeds" / "tides.jsonl")).out.splitlines()
        assert [(json.loads(line)["path"], json.loads(line)["record"]) for line in lines] == [
            ("seeds/tides.jsonl", "t1"),
            ("seeds/tides.jsonl", "t2"),
        ]

    def test_goes_on_after_a_file_that_cannot_be_read(self, command: Command, library_root: Path) -> None:
        answer = command("inspect", "nowhere.txt", str(library_root / "seeds" / "walrus.json"))
        assert answer.code == 4
        assert "nowhere.txt: " in answer.err
        assert "Walrus sighted again" in answer.out

    def test_says_what_is_wrong_as_a_reindex_does(self, command: Command, tmp_path: Path) -> None:
        (tmp_path / "cut.jsonl").write_text('{"title": ')
        (tmp_path / "letter.doc").write_text("Sir")
        answer = command("inspect", str(tmp_path / "cut.jsonl"), str(tmp_path / "letter.doc"))
        assert "cut.jsonl: Record 1: It is no JSON" in answer.err
        assert "letter.doc: No reader takes this kind of file. Known are .txt" in answer.err


class TestStats:
    def test_as_json_have_the_promised_shape(self, command: Command) -> None:
        held = json.loads(command("stats", "--json").out)
        assert (held["articles"], held["undated"], held["last_date"]) == (4, 1, "2031-03-06")
        assert ["Quern Courier", 2] in held["outlets"]
        assert held["index_bytes"] > 0
        assert list(held)[-2:] == ["engine", "schema_version"]

    def test_can_be_read(self, command: Command) -> None:
        assert "Articles  4\n" in command("stats").out


class TestCheck:
    def test_of_a_sound_index(self, command: Command) -> None:
        answer = command("check", "--json")
        assert (answer.code, json.loads(answer.out)) == (0, {"ok": True, "problems": []})

    def test_of_a_damaged_one(self, command: Command, tmp_path: Path) -> None:
        (tmp_path / "index").mkdir()
        (tmp_path / "index" / "current.json").write_text("garbage")
        answer = command("--library", str(tmp_path), "check", "--json")
        found = json.loads(answer.out)
        assert (answer.code, found["ok"], len(found["problems"])) == (3, False, 1)


@pytest.mark.parametrize("name", ["search", "show", "reindex", "inspect", "stats", "check", "completion"])
def test_help_has_examples(command: Command, name: str) -> None:
    assert name in COMMANDS
    answer = command(name, "--help")
    assert answer.code == 0
    assert re.search(rf"searchtui {name}\b", answer.out)


def test_the_version_is_told(command: Command) -> None:
    assert command("--version").out == f"searchtui {__version__}\n"


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_completion_prints_a_script(command: Command, shell: str) -> None:
    assert "_SEARCHTUI_COMPLETE" in command("completion", shell).out


def test_the_library_may_be_named_after_the_command(command: Command, tmp_path: Path) -> None:
    assert command("search", "walrus", "--library", str(tmp_path)).code == 3


def test_bad_settings_are_told(command: Command, tmp_path: Path) -> None:
    (tmp_path / "searchtui.toml").write_text("colour = 1")
    answer = command("--library", str(tmp_path), "stats")
    assert answer.code == 2
    assert 'unknown setting "colour"' in answer.err
