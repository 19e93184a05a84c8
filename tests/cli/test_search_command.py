import csv
import io
import json
from pathlib import Path

import pytest

from .conftest import Command


def test_hits_are_printed_to_read(command: Command) -> None:
    answer = command("search", "walrus")
    assert answer.code == 0
    assert "  1. Walrus sighted again" in answer.out
    assert "date unknown" in answer.out
    assert "\x1b" not in answer.out
    assert "2 articles, 1 to 2 shown" in answer.err


def test_words_are_one_query(command: Command) -> None:
    assert command("search", "harbour", "corrected", "--count").out == "1\n"


def test_nothing_found_is_exit_code_1(command: Command) -> None:
    answer = command("search", "zebra", "--format", "json")
    assert (answer.code, json.loads(answer.out)["total"]) == (1, 0)


class TestJson:
    def test_is_one_object_of_the_promised_shape(self, command: Command) -> None:
        answer = json.loads(command("search", "tables outlet:courier", "--format", "json", "--facets").out)
        keys = ["query", "parsed", "total", "total_with_copies", "took_ms", "undated_hidden", "notes", "hits", "facets"]
        assert list(answer) == keys
        (hit,) = answer["hits"]
        assert (hit["rank"], hit["title"], hit["outlet"], hit["date"], hit["path"], hit["record"]) == (
            1,
            "Tide tables",
            "Quern Courier",
            "2031-03-05",
            "seeds/tides.jsonl",
            "t1",
        )
        (snippet,) = hit["snippets"]
        assert [snippet["text"][start:end] for start, end in snippet["matches"]] == ["tables"]
        assert answer["facets"] == {"outlet": [["Quern Courier", 1]], "month": [["2031-03", 1]]}

    def test_lines_have_a_hit_each(self, command: Command) -> None:
        lines = command("search", "harbour", "--format", "jsonl").out.splitlines()
        assert [json.loads(line)["rank"] for line in lines] == [1, 2, 3, 4]

    def test_undated_articles_that_a_date_hides_are_counted(self, command: Command) -> None:
        assert json.loads(command("search", "walrus since:2031", "--format", "json").out)["undated_hidden"] == 1

    def test_control_characters_are_escaped(self, command: Command) -> None:
        out = command("search", "hostile", "--format", "json").out
        assert out.rstrip("\n").isprintable()
        assert "text about the harbour" in json.loads(out)["hits"][0]["snippets"][0]["text"]


class TestCsv:
    def test_has_a_header_and_a_row_for_each_hit(self, command: Command) -> None:
        rows = list(csv.DictReader(io.StringIO(command("search", "tables", "--format", "csv").out)))
        assert [(row["rank"], row["title"], row["record"]) for row in rows] == [("1", "Tide tables", "t1")]

    def test_holds_no_formula_and_no_control_character(self, command: Command) -> None:
        (row,) = csv.DictReader(io.StringIO(command("search", "hostile", "--format", "csv").out))
        assert row["title"].startswith("'=SUM(A1) ")
        assert "".join(row.values()).isprintable()


def test_text_holds_no_control_character(command: Command) -> None:
    assert command("search", "hostile").out.replace("\n", "").isprintable()


class TestPaging:
    def test_limit_and_offset_choose_the_window(self, command: Command) -> None:
        lines = command("search", "harbour", "--limit", "2", "--offset", "1", "--format", "jsonl").out.splitlines()
        assert [json.loads(line)["rank"] for line in lines] == [2, 3]

    @pytest.mark.parametrize(("order", "first"), [("newest", "2031-03-06"), ("oldest", "2031-03-04")])
    def test_sort_chooses_the_order(self, command: Command, order: str, first: str) -> None:
        hits = json.loads(command("search", "harbour", "--sort", order, "--format", "json").out)["hits"]
        assert hits[0]["date"] == first

    @pytest.mark.parametrize("options", [("--limit", "-1"), ("--offset", "x"), ("--sort", "size"), ("--frmat", "csv")])
    def test_what_is_no_option_is_bad_usage(self, command: Command, options: tuple[str, ...]) -> None:
        answer = command("search", "harbour", *options)
        assert (answer.code, answer.out) == (2, "")
        assert "Error: " in answer.err


class TestQueries:
    @pytest.mark.parametrize("words", [("harbour", "-walrus"), ("--", "-walrus", "harbour"), ("-walrus harbour",)])
    def test_may_exclude_words(self, command: Command, words: tuple[str, ...]) -> None:
        assert command("search", "--count", *words).out == "2\n"

    def test_that_cannot_be_meant_are_explained_with_the_position(self, command: Command) -> None:
        answer = command("search", "harbour date:2031-13")
        assert (answer.code, answer.out) == (2, "")
        assert "at character" in answer.err

    def test_are_needed(self, command: Command) -> None:
        assert command("search").code == 2

    def test_are_counted_exactly_though_pages_show_the_nearest(self, command: Command) -> None:
        assert command("search", "walrus tables zebra", "--count").out == "0\n"
        page = json.loads(command("search", "walrus pier zebra", "--format", "json").out)
        assert page["hits"]
        assert page["notes"]


class TestBatch:
    def test_answers_line_by_line(self, command: Command, tmp_path: Path) -> None:
        queries = tmp_path / "queries.tsv"
        queries.write_text("animals\twalrus\n\nbroken\tdate:2031-13\ntables outlet:courier\n")
        answer = command("search", "--batch", str(queries))
        named, broken, bare = map(json.loads, answer.out.splitlines())
        assert (named["name"], named["query"], named["total"]) == ("animals", "walrus", 2)
        assert list(named["hits"][0]) == ["id", "record", "score"]
        assert broken == {"name": "broken", "query": "date:2031-13", "error": broken["error"]}
        assert broken["error"]["position"] is not None
        assert (bare["name"], bare["query"], bare["total"]) == (None, "tables outlet:courier", 1)
        assert answer.code == 0

    def test_that_finds_nothing_is_exit_code_1(self, command: Command, tmp_path: Path) -> None:
        (tmp_path / "queries").write_text("zebra\n")
        assert command("search", "--batch", str(tmp_path / "queries")).code == 1

    def test_of_a_missing_file_is_bad_usage(self, command: Command) -> None:
        answer = command("search", "--batch", "nowhere.tsv")
        assert answer.code == 2
        assert "nowhere.tsv cannot be read" in answer.err

    def test_goes_with_no_query(self, command: Command) -> None:
        assert command("search", "walrus", "--batch", "queries.tsv").code == 2


def test_without_an_index_it_says_how_to_build_one(command: Command, tmp_path: Path) -> None:
    answer = command("--library", str(tmp_path), "search", "walrus")
    assert (answer.code, answer.out) == (3, "")
    assert "searchtui reindex" in answer.err
