"""Large files of lines are cut into parts: whatever is in them, the parts hold what the whole does."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from searchtui.errors import FileReadError
from searchtui.files import records
from searchtui.files.document import BadRecord, RawDocument
from searchtui.files.parts import Lines, Members, Part, parts
from searchtui.files.readers import read, read_part
from searchtui.files.records import joined

LONGEST = 200

LINES = st.one_of(
    st.builds(lambda title: json.dumps({"title": title}).encode(), st.text(max_size=40)),
    st.builds(
        lambda title: json.dumps({"title": title}, ensure_ascii=False).encode("utf-8"), st.text("äя漢", max_size=9)
    ),
    st.builds(
        lambda title: json.dumps({"title": title}, ensure_ascii=False).encode("cp1252"), st.text("äöß", max_size=9)
    ),
    st.just(b"{}"),
    st.just(b"  "),
    st.just(b'{"title": "' + b"w" * 2 * LONGEST + b'"}'),
    st.binary(max_size=30),
)
ENDS = st.sampled_from([b"\n"] * 20 + [b"\r\n"] * 5 + [b"\r", b"\n\n", b"\x85", b""])
FILES = st.lists(st.tuples(LINES, ENDS), max_size=60).map(lambda lines: b"".join(map(b"".join, lines)))


def whole(path: Path) -> list[RawDocument | BadRecord]:
    try:
        return list(read(path, path.name, max_bytes=LONGEST))
    except FileReadError:
        return []


def in_parts(path: Path, cut: list[Part | None]) -> list[RawDocument | BadRecord]:
    found: list[RawDocument | BadRecord] = []
    for part in cut:
        if part is None:
            found += whole(path)
        else:
            found += read_part(path, path.name, part, max_bytes=LONGEST)
    good = [one for one in found if isinstance(one, RawDocument)]
    return [*good, *joined([one for one in found if isinstance(one, BadRecord)], "lines")]


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "articles.jsonl"


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=300)
@given(FILES, st.integers(1, 900))
@example("\ufeff".encode() + b'{"title": "one"}\n' * 40, 100)
@example('{"title": "one"}\n'.encode("utf-16") * 40, 100)
@example(b"%PDF-" + b"\n" * 300, 20)
@example(b" \n" * 300, 20)
@example(b"{\n" * 300, 20)
@example(b'{"title": "one"}\r\n' * 40, 100)
@example(b'{"title": "one"}\r' * 40, 100)
def test_parts_hold_what_the_whole_does(path: Path, content: bytes, part_bytes: int) -> None:
    path.write_bytes(content)
    cut = list(parts(path, len(content), part_bytes))
    all_of_it = whole(path)
    found = in_parts(path, cut)
    documents = [one for one in all_of_it if isinstance(one, RawDocument)]
    assert found == [*documents, *(one for one in all_of_it if isinstance(one, BadRecord))]


@given(st.lists(st.integers(0, 60), min_size=1, max_size=9))
def test_bad_lines_are_told_as_of_one_file(counts: list[int]) -> None:
    numbered = iter(range(1, 1 + sum(counts)))
    lines = [[BadRecord(str(next(numbered)), "odd") for _ in range(count)] for count in counts]
    of_parts = [report for part in lines for report in records.reported(part, "lines")]
    assert joined(of_parts, "lines") == list(records.reported([line for part in lines for line in part], "lines"))


def test_parts_end_at_line_ends_and_know_their_first_line(path: Path) -> None:
    path.write_bytes(b'{"title": "one"}\n' * 10)
    assert list(parts(path, 170, 60)) == [Lines(0, 51, 1), Lines(51, 102, 4), Lines(102, 153, 7), Lines(153, None, 10)]


@pytest.mark.parametrize("name", ["articles.jsonl.gz", "articles.json", "articles.csv", "articles.txt"])
def test_other_formats_are_read_in_one_piece(tmp_path: Path, name: str) -> None:
    path = tmp_path / name
    path.write_bytes(b'{"title": "one"}\n' * 100)
    assert list(parts(path, 1_700, 100)) == [None]


def test_a_small_file_is_read_in_one_piece(path: Path) -> None:
    path.write_bytes(b'{"title": "one"}\n' * 5)
    assert list(parts(path, 85, 60)) == [None]


def test_a_file_that_is_gone_is_for_its_reader_to_tell(path: Path) -> None:
    assert list(parts(path, 1_000_000_000)) == [None]


def test_lines_appended_meanwhile_are_in_the_last_part(path: Path) -> None:
    path.write_bytes(b'{"title": "one"}\n' * 10)
    cut = parts(path, 170, 60)
    first = next(cut)
    path.write_bytes(b'{"title": "one"}\n' * 20)
    assert len(in_parts(path, [first, *cut])) == 20


def test_a_file_cut_short_meanwhile_has_fewer_lines(path: Path) -> None:
    path.write_bytes(b'{"title": "one"}\n' * 20)
    cut = list(parts(path, 340, 60))
    path.write_bytes(b'{"title": "one"}\n' * 5)
    assert len(in_parts(path, cut)) == 5


class TestArchives:
    @pytest.fixture
    def archive(self, tmp_path: Path) -> Path:
        path = tmp_path / "articles.zip"
        with zipfile.ZipFile(path, "w") as packed:
            for number in range(40):
                packed.writestr(f"{number}.txt", f"Tide {number}\n\nThe harbour office said so." if number % 3 else "")
                packed.writestr(f"{number}.png", b"no article")
        return path

    @pytest.mark.parametrize("number", [1, 3, 16, 100])
    def test_parts_hold_what_the_whole_does(self, archive: Path, number: int) -> None:
        all_of_it = list(read(archive, archive.name, max_bytes=1_000_000))
        found = [
            one
            for index in range(number)
            for one in read_part(archive, archive.name, Members(index, number), max_bytes=1_000_000)
        ]
        assert len(found) == len(all_of_it) == 40
        assert all(one in all_of_it for one in found)

    def test_an_archive_is_cut_by_its_size(self, archive: Path) -> None:
        assert list(parts(archive, 1_000, 300)) == [Members(0, 3), Members(1, 3), Members(2, 3)]
        assert list(parts(archive, 500, 300)) == [None]
        assert len(list(parts(archive, 1_000_000, 300))) == 16
