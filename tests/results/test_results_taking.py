"""What is taken away is whole, safe in other programs, and written whole or not at all."""

import csv
import datetime as dt
import errno
import io
import json
import os
import re
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.articles.article import Article, Block, Evidence, Kind, Part
from searchtui.errors import UsageError
from searchtui.results.taking import formats
from searchtui.results.taking.citations import key, tex
from searchtui.results.taking.formats import FORMATS, write_file
from searchtui.results.taking.readable import markdown
from searchtui.results.taking.taken import About, Taken
from searchtui.userdata.kept import Kept, Note
from searchtui.userdata.passages import passage_at

NOON = dt.datetime(2031, 1, 1, 12, tzinfo=dt.UTC)
TEXT = "The ferry Morna ran aground. The harbour master called it a bell of a ferry."
HOSTILE = '=cmd|x!A1 **bold** <script> [a](b) \x1b[2J }{ \\end{document} @x{ % "q"\u202e'


def about(number: int, query: str = "ferry", total: int | None = None) -> About:
    return About(query, query, NOON, number, number if total is None else total)


def article(text: str = TEXT, **facts: object) -> Article:
    blocks = (Block(0, len(text), Part.BODY),) if text else ()
    known = {
        "id": "0123456789abcdef", "path": "seeds/ferry.txt", "record": None, "title": "Ferry aground",
        "outlet": "Harbour Gazette", "date": dt.date(2031, 3, 4), "lang": "en", "text": text, "blocks": blocks,
        "outlet_evidence": Evidence(Kind.STATED, "dateline", 1, "", "Harbour Gazette, Tuesday"),
        "date_evidence": Evidence(Kind.INFERRED, "file name", None, "file name", "2031-03-04"),
    }  # fmt: skip
    return Article(**(known | facts))  # type: ignore[arg-type]


def ferries(text: str) -> tuple[tuple[int, int], ...]:
    return tuple(found.span() for found in re.finditer("[Ff]erry", text))


@pytest.fixture
def one() -> Taken:
    each = article()
    start = TEXT.index("a bell")
    notes = (
        Note("n1", "Ask Ilse about *this*", None, NOON),
        Note("n2", "Who said it?", passage_at(TEXT, start, start + 6), NOON),
    )
    kept = Kept(star=True, tags=("night shift",), notes=notes)
    return Taken(1, each, ferries(each.title), ferries(TEXT), kept, "0123")


@pytest.fixture
def plain() -> Taken:
    each = article()
    return Taken(1, each, ferries(each.title), ferries(TEXT))


@pytest.fixture
def hostile() -> Taken:
    each = article(
        f"{HOSTILE} ferry {HOSTILE}", title=HOSTILE, outlet=HOSTILE, author=HOSTILE, url=f"http://x/{HOSTILE}"
    )
    kept = Kept(tags=(HOSTILE,), notes=(Note("n", HOSTILE, None, NOON),))
    return Taken(1, each, (), ferries(each.text), kept)


def written(form: str, *articles: Taken, query: str = "ferry") -> str:
    return "".join(FORMATS[form].chunks(about(len(articles), query), articles))


def rows(form: str, *articles: Taken) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(written(form, *articles))))


@pytest.mark.parametrize("form", FORMATS)
def test_every_format_can_be_empty_and_is_safe_in_a_terminal(form: str, hostile: Taken) -> None:
    assert isinstance(written(form), str)
    text = written(form, hostile, query=HOSTILE)
    assert not set(text) & {"\x1b", "\u202e", "\x07"}


def test_json_has_everything(one: Taken) -> None:
    whole = json.loads(written("json", one, one))
    assert (whole["query"], whole["total"], whole["made"]) == ("ferry", 2, "2031-01-01T12:00:00+00:00")
    taken, again = whole["articles"]
    assert taken == again
    assert (taken["starred"], taken["tags"], taken["group"]) == (True, ["night shift"], "0123")
    assert [taken["text"][start:end] for start, end in taken["matches"]] == ["ferry", "ferry"]
    assert [taken["title"][start:end] for start, end in taken["title_matches"]] == ["Ferry"]
    assert taken["text"][taken["notes"][1]["start"] : taken["notes"][1]["end"]] == "a bell"
    assert taken["notes"][0] == {"note": "Ask Ilse about *this*", "at": NOON.isoformat()}
    assert taken["evidence"]["date"]["kind"] == "inferred"
    assert taken["sha256"] == sha256(TEXT.encode()).hexdigest()
    for passage in taken["passages"]:
        for start, end in passage["matches"]:
            assert passage["text"][start:end] == "ferry"


def test_a_passage_that_is_gone_from_the_text_is_quoted_as_it_was(one: Taken) -> None:
    edited = Taken(1, article("Another text."), (), (), one.kept)
    note = json.loads(written("jsonl", edited))["notes"][1]
    assert (note["quote"], note["start"], note["end"]) == ("a bell", None, None)
    assert "> a bell" in written("markdown", edited)


def test_json_lines_have_the_query_each(one: Taken, hostile: Taken) -> None:
    lines = [json.loads(line) for line in written("jsonl", one, hostile).splitlines()]
    assert [line["query"] for line in lines] == ["ferry", "ferry"]
    assert lines[1]["title"] == HOSTILE


def test_a_table_has_an_article_a_row(one: Taken) -> None:
    (row,) = rows("csv", one)
    assert (row["title"], row["outlet"], row["date"], row["starred"]) == (
        "Ferry aground", "Harbour Gazette", "2031-03-04", "yes"
    )  # fmt: skip
    assert row["date_evidence"] == "inferred, file name, file name: 2031-03-04"
    assert row["notes"] == "Ask Ilse about *this* | Who said it?"
    assert row["passages"] == "a bell"
    assert [TEXT[int(start) : int(end)] for start, _, end in (span.partition("-") for span in row["matches"].split())]
    assert row["query"] == "ferry"


@pytest.mark.parametrize("form", ["csv", "kwic"])
def test_no_cell_is_a_formula(form: str, hostile: Taken) -> None:
    for row in rows(form, hostile):
        assert not [text for text in row.values() if text.startswith(("=", "+", "-", "@", "\t"))]


def test_every_match_is_a_row_in_its_context(plain: Taken) -> None:
    lines = rows("kwic", plain)
    assert [(line["in"], line["match"]) for line in lines] == [("title", "Ferry"), ("text", "ferry"), ("text", "ferry")]
    assert lines[1]["left"] == "The "
    assert TEXT[int(lines[2]["start"]) : int(lines[2]["end"])] == "ferry"


def test_a_report_quotes_what_was_noted_or_else_what_was_found(one: Taken, plain: Taken) -> None:
    report = written("markdown", one)
    assert "> a bell\n\nNote: Who said it?" in report
    assert "Note: Ask Ilse about \\*this\\*" in report
    assert "**" not in report
    assert "\\#night shift" in report
    assert "Harbour Gazette (stated, dateline, line 1), 2031-03-04 (inferred, file name, file name) ★" in report
    assert "1. “Ferry aground”" not in report.split("## Sources")[0]
    assert report.split("## Sources")[1].strip().startswith("1. Harbour Gazette, “Ferry aground”, \\[4 March 2031\\]")
    assert "> The **ferry** Morna" in written("markdown", plain)


def test_the_text_has_facts_and_the_article_in_full(one: Taken) -> None:
    text = written("text", one)
    assert TEXT in text
    assert "Note:    “a bell” Who said it?" in text


@given(st.text(st.characters(codec="utf-8") | st.sampled_from("*_[]<>`#-+=1.)|~&$!\\"), max_size=60))
def test_nothing_in_markdown_is_markup(text):
    shown = markdown(text)
    assert "\n" not in shown
    assert not re.search(r"(?<!\\)(?:\\\\)*[*_\[\]<>`|~&$#]", re.sub(r"\\[^\w\s]", "", shown))
    assert not re.match(r"\s*(?:[-+=]|\d+[.)])", shown)


@given(st.text(max_size=60))
def test_braces_in_tex_are_balanced_whatever_was_written(text):
    depth = 0
    for char in tex(text):
        depth += {"{": 1, "}": -1}.get(char, 0)
        assert depth >= 0
    assert depth == 0


def test_a_reference_says_what_is_inferred(one: Taken) -> None:
    entry = written("bibtex", one)
    assert "@article{harbourgazette2031-ferry-0123456789abcdef," in entry
    assert "title = {{Ferry aground}}" in entry
    assert "journal = {Harbour Gazette}" in entry
    assert "date = {2031-03-04}" in entry
    assert "date inferred, file name" in entry
    assert "keywords = {night shift}" in entry


def test_a_hostile_article_is_one_reference_still(hostile: Taken) -> None:
    entry = written("bibtex", hostile, query="@article{x,")
    assert len(re.findall(r"^\s*@", entry, re.MULTILINE)) == 1
    comment, _, rest = entry.partition("\n")
    assert "@" not in comment
    assert rest.count("{") == rest.count("}")


def test_csl_says_circa_of_an_inferred_date(one: Taken) -> None:
    (item,) = json.loads(written("csl-json", one))
    assert (item["type"], item["container-title"]) == ("article-newspaper", "Harbour Gazette")
    assert item["issued"] == {"date-parts": [[2031, 3, 4]], "circa": True}


def test_a_key_is_in_ascii_and_never_empty() -> None:
    assert key(article(title="選挙", outlet="朝日", date=None)) == "0123456789abcdef"


class TestFile:
    def test_is_written_whole(self, tmp_path: Path) -> None:
        assert write_file(tmp_path / "report.md", ["ä", "b\n"]) == 4
        assert (tmp_path / "report.md").read_text(encoding="utf-8") == "äb\n"
        assert names(tmp_path) == ["report.md"]

    def test_replaces_another_only_if_told_to(self, tmp_path: Path) -> None:
        path = tmp_path / "report.md"
        path.write_text("old")
        with pytest.raises(UsageError, match="already") as caught:
            write_file(path, ["new"])
        assert "--force" in caught.value.hint
        assert path.read_text() == "old"
        write_file(path, ["new"], force=True)
        assert path.read_text() == "new"

    def test_does_not_replace_one_that_came_meanwhile(self, tmp_path: Path) -> None:
        path = tmp_path / "report.md"

        def chunks() -> Iterator[str]:
            path.write_text("theirs")
            yield "ours"

        with pytest.raises(UsageError, match="already"):
            write_file(path, chunks())
        assert path.read_text() == "theirs"
        assert names(tmp_path) == ["report.md"]

    @pytest.mark.parametrize("number", [errno.ENOSPC, errno.EIO])
    def test_is_not_there_where_the_disk_is_full(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, number: int
    ) -> None:
        monkeypatch.setattr(formats.os, "fsync", _failing(number))
        with pytest.raises(UsageError, match="cannot be written"):
            write_file(tmp_path / "report.md", ["text"])
        assert names(tmp_path) == []

    def test_in_a_folder_that_is_not_there_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(UsageError, match="No such file"):
            write_file(tmp_path / "none" / "report.md", ["text"])

    def test_in_a_read_only_folder_is_told(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        monkeypatch.setattr(Path, "open", _failing(errno.EROFS))
        monkeypatch.setattr(Path, "unlink", _failing(errno.EROFS))  # so does the kernel, also of no file at all
        with pytest.raises(UsageError, match="Read-only"):
            write_file(tmp_path / "report.md", ["text"])

    def test_of_an_export_that_fails_is_not_there(self, tmp_path: Path) -> None:
        def chunks() -> Iterator[str]:
            yield "half"
            raise UsageError("The index is gone.")

        with pytest.raises(UsageError, match="gone"):
            write_file(tmp_path / "report.md", chunks())
        assert names(tmp_path) == []


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def _failing(number: int) -> Callable[..., None]:
    def fail(*_arguments: object, **_named: object) -> None:
        raise OSError(number, os.strerror(number))

    return fail
