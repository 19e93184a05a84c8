"""Reading files of every format, whole and damaged."""

from __future__ import annotations

import gzip
import json
import os
import stat
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.errors import FileReadError
from searchtui.files import source
from searchtui.files.document import BadRecord, RawDocument
from searchtui.files.fields import declared
from searchtui.files.readers import READERS, read, supported

LIMIT = 1 << 20


@pytest.fixture
def load(tmp_path: Path):
    """Return a function that writes a file and reads it."""

    def load_(name: str, content: bytes | str, max_bytes: int = LIMIT) -> list[RawDocument | BadRecord]:
        path = tmp_path / name
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return list(read(path, name, max_bytes=max_bytes))

    return load_


def test_plain_text_is_one_document(load) -> None:
    assert load("a.txt", "Flood\n\nThe river rose.\n") == [RawDocument("a.txt", None, "Flood\n\nThe river rose.\n")]


@pytest.mark.parametrize("suffix", [".txt", ".md", ".json", ".jsonl", ".html"])
def test_every_format_is_also_read_packed(load, suffix: str) -> None:
    content = '{"title": "Flood", "text": "The river rose."}' if "js" in suffix else "The river rose."
    assert "river" in load("a" + suffix + ".gz", gzip.compress(content.encode()))[0].text


def test_supported_looks_at_the_suffix_alone() -> None:
    names = ["a.txt", "b.MD.gz", "c.gz", "d", ".txt", "e.txt.bak", "f/.jsonl"]
    assert [name for name in names if supported(name)] == ["a.txt", "b.MD.gz"]


def test_an_unknown_format_is_an_error_that_names_the_known_ones(load) -> None:
    with pytest.raises(FileReadError) as raised:
        load("a.xyz", "x")
    assert ".jsonl" in raised.value.hint


def test_a_file_above_the_limit_is_refused(load) -> None:
    with pytest.raises(FileReadError, match="more than"):
        load("a.txt", "x" * 2000, max_bytes=1000)


def test_a_gzip_bomb_is_stopped(load) -> None:
    with pytest.raises(FileReadError, match="more than"):
        load("a.txt.gz", gzip.compress(b"a" * (8 * LIMIT)))


def test_a_gzip_bomb_of_lines_is_stopped(load) -> None:
    with pytest.raises(FileReadError, match="attack"):
        load("a.jsonl.gz", gzip.compress(b"\n" * (8 * LIMIT)), max_bytes=LIMIT)


def test_a_truncated_gzip_file_says_so(load) -> None:
    with pytest.raises(FileReadError, match="cut short"):
        load("a.txt.gz", gzip.compress(os.urandom(500).hex().encode())[:-20])


def test_a_damaged_gzip_file_says_so(load) -> None:
    packed = bytearray(gzip.compress(b"The river rose. " * 50))
    packed[15:20] = b"?????"
    with pytest.raises(FileReadError, match=r"damaged|cut short"):
        load("a.txt.gz", bytes(packed))


def test_a_text_file_named_gz_says_so(load) -> None:
    with pytest.raises(FileReadError, match="no gzip file"):
        load("a.txt.gz", "plain text")


def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe.txt")
    with pytest.raises(FileReadError, match="pipe"):
        list(read(tmp_path / "pipe.txt", "pipe.txt", max_bytes=LIMIT))


def test_a_file_that_vanished_says_so(tmp_path: Path) -> None:
    with pytest.raises(FileReadError, match="cannot be opened"):
        list(read(tmp_path / "gone.txt", "gone.txt", max_bytes=LIMIT))


def test_a_folder_is_no_file(tmp_path: Path) -> None:
    with pytest.raises(FileReadError):
        list(read(tmp_path, "folder.txt", max_bytes=LIMIT))


# Markdown


def test_front_matter_declares_fields_and_is_not_text(load) -> None:
    (doc,) = load("a.md", '---\ntitle: "Flood: a report"\ndate: 2024-01-22\nauthor: Bo Lee\n---\n\nThe river rose.\n')
    assert (dict(doc.fields), doc.text.strip()) == (
        {"title": "Flood: a report", "date": "2024-01-22", "author": "Bo Lee"},
        "The river rose.",
    )


def test_lines_are_counted_from_the_beginning_of_the_file(load) -> None:
    (doc,) = load("a.md", "---\ntitle: Flood\n---\nThe river rose.\n")
    assert (doc.first_line, doc.text) == (4, "The river rose.\n")


def test_the_place_of_a_front_matter_field_is_named(load) -> None:
    (doc,) = load("a.md", "---\nsource: Example Times\n---\nThe river rose.\n")
    assert doc.places["outlet"] == 'front matter "source"'


def test_front_matter_that_is_no_yaml_is_read_line_by_line(load) -> None:
    (doc,) = load("a.md", "---\ntitle: Flood: a report: part two\ndate: 2024-01-22\n---\nText.\n")
    assert doc.fields["title"] == "Flood: a report: part two"


def test_front_matter_may_be_toml(load) -> None:
    (doc,) = load("a.md", '+++\ntitle = "Flood"\ndate = 2024-01-22\n+++\nText.\n')
    assert doc.fields == {"title": "Flood", "date": "2024-01-22"}


def test_front_matter_builds_no_objects(load) -> None:
    (doc,) = load("a.md", "---\ntitle: !!python/object/apply:os.getcwd []\ndate: 2024-01-22\n---\nText.\n")
    assert "/" not in doc.fields.get("title", "")


def test_a_rule_at_the_top_is_no_front_matter(load) -> None:
    (doc,) = load("a.md", "---\nThe river rose.\n")
    assert doc.text == "---\nThe river rose.\n"


# JSON


def test_exporters_names_are_mapped(load) -> None:
    record = {
        "headline": "Flood",
        "articleBody": "The river rose.",
        "publisher": {"name": "Example Times"},
        "datePublished": "2024-01-22T10:00:00Z",
        "author": [{"name": "Bo Lee"}, "Ann Roe"],
        "link": "https://example.com/flood",
        "inLanguage": "en-GB",
    }
    (doc,) = load("a.json", json.dumps(record))
    assert (doc.text, dict(doc.fields)) == (
        "The river rose.",
        {
            "title": "Flood",
            "outlet": "Example Times",
            "date": "2024-01-22T10:00:00Z",
            "author": "Bo Lee, Ann Roe",
            "url": "https://example.com/flood",
            "lang": "en-GB",
        },
    )


@pytest.mark.parametrize(
    ("name", "ours"),
    [
        ("title", "title"), ("Headline", "title"),
        ("source", "outlet"), ("site_name", "outlet"), ("domain", "outlet"), ("outlet", "outlet"),
        ("published", "date"), ("date_publish", "date"), ("published_at", "date"), ("pubDate", "date"),
        ("datetime", "date"),
        ("byline", "author"), ("URL", "url"), ("language", "lang"),
    ],
)  # fmt: skip
def test_each_name_is_known(load, name: str, ours: str) -> None:
    (doc,) = load("a.jsonl", json.dumps({name: "2024", "text": "The river rose."}))
    assert doc.fields[ours] == "2024"


@pytest.mark.parametrize("name", ["body", "text", "content", "maintext", "articleBody", "full_text"])
def test_each_name_of_the_text_is_known(load, name: str) -> None:
    (doc,) = load("a.jsonl", json.dumps({name: "The river rose."}))
    assert doc.text == "The river rose."


@pytest.mark.parametrize(
    ("written", "day"), [(1705917600, "2024-01-22"), (1705917600000, "2024-01-22"), (20240122, "2024-01-22")]
)
def test_dates_may_be_numbers(load, written: int, day: str) -> None:
    (doc,) = load("a.jsonl", json.dumps({"title": "Flood", "date": written}))
    assert doc.fields["date"].startswith(day)


def test_a_list_of_paragraphs_becomes_one_text(load) -> None:
    (doc,) = load("a.jsonl", json.dumps({"text": ["The river rose.", "It fell."]}))
    assert doc.text == "The river rose.\n\nIt fell."


def test_a_summary_stands_in_for_a_missing_text(load) -> None:
    (doc,) = load("a.jsonl", json.dumps({"title": "Flood", "description": "The river rose."}))
    assert doc.text == "The river rose."


def test_a_wrapped_record_is_unwrapped(load) -> None:
    (doc,) = load("a.jsonl", json.dumps({"_id": 1, "_source": {"title": "Flood", "text": "The river rose."}}))
    assert doc.fields["title"] == "Flood"


def test_records_have_their_own_id_or_their_number(load) -> None:
    lines = ['{"id": "x", "text": "a"}', '{"text": "b"}', '{"id": 7, "text": "c"}']
    assert [doc.record for doc in load("a.jsonl", "\n".join(lines))] == ["x", "2", "7"]


def test_records_with_the_same_id_are_kept_apart(load) -> None:
    lines = ['{"id": "x", "text": "a"}'] * 3
    assert [doc.record for doc in load("a.jsonl", "\n".join(lines))] == ["x", "x#2", "x#3"]


def test_bad_lines_are_reported_and_the_rest_is_read(load) -> None:
    found = load("a.jsonl", '{"text": "a"}\n{"text": \n[1]\n{"n": 1}\n\n{"text": "b"}\n')
    assert [item.record if isinstance(item, BadRecord) else item.text for item in found] == ["a", "2", "3", "4", "b"]


def test_many_bad_lines_are_counted_not_listed(load) -> None:
    bad = [item for item in load("a.jsonl", '{"text": "a"}\n' + "no\n" * 100) if isinstance(item, BadRecord)]
    assert (len(bad), bad[-1].reason) == (21, "80 more lines could not be read.")


def test_deeply_nested_json_is_a_bad_line(load) -> None:
    found = load("a.jsonl", "[" * 200_000 + '\n{"text": "a"}')
    assert [type(item) for item in found] == [BadRecord, RawDocument]


def test_a_deeply_nested_json_file_is_an_error(load) -> None:
    with pytest.raises(FileReadError, match="nested too deeply"):
        load("a.json", '{"a":' * 200_000)


def test_an_overlong_line_is_a_bad_line(load) -> None:
    found = load("a.jsonl", '{"text": "' + "x" * 5000 + '"}\n{"text": "a"}\n', max_bytes=1000)
    assert [item.record for item in found] == ["1", "2"]
    assert isinstance(found[0], BadRecord)


def test_a_truncated_export_keeps_what_came_before(load) -> None:
    lines = "".join(json.dumps({"text": os.urandom(200).hex()}) + "\n" for _ in range(2000))
    found = load("a.jsonl.gz", gzip.compress(lines.encode())[:-5000])
    assert isinstance(found[-1], BadRecord)
    assert "cut short" in found[-1].reason
    assert len(found) > 1000


def test_json_lines_in_utf16_are_read(load) -> None:
    assert load("a.jsonl", '{"text": "Река"}\n{"text": "b"}\n'.encode("utf-16"))[0].text == "Река"


def test_a_line_in_another_encoding_is_read(load) -> None:
    found = load("a.jsonl", b'{"text": "a"}\n' + '{"text": "café"}\n'.encode("cp1252"))
    assert found[1].text == "café"


def test_a_list_of_articles_is_read_from_json(load) -> None:
    assert [doc.text for doc in load("a.json", '[{"text": "a"}, {"text": "b"}]')] == ["a", "b"]


@pytest.mark.parametrize(
    "wrapping", ['{"articles": %s}', '{"hits": {"hits": %s}}', '{"n": 2, "whatever": %s}', '{"data": {"x": %s}}']
)
def test_a_list_is_found_within_an_object(load, wrapping: str) -> None:
    assert [doc.text for doc in load("a.json", wrapping % '[{"text": "a"}, {"text": "b"}]')] == ["a", "b"]


def test_one_article_has_no_record(load) -> None:
    assert load("a.json", '{"id": "x", "text": "a"}')[0].record is None


def test_json_lines_named_json_are_read(load) -> None:
    assert [doc.text for doc in load("a.json", '{"text": "a"}\n{"text": "b"}')] == ["a", "b"]


@pytest.mark.parametrize("content", ['{"text": "a', "[1, 2]", "12", '{"a": {"b": []}}', '{"text": ' + "9" * 5000 + "}"])
def test_json_without_an_article_is_an_error(load, content: str) -> None:
    with pytest.raises(FileReadError):
        load("a.json", content)


def test_a_json_lines_file_of_blank_lines_is_empty(load) -> None:
    with pytest.raises(FileReadError, match="empty"):
        load("a.jsonl", "\n\n  \n")


def test_escapes_for_surrogates_do_not_reach_the_text(load) -> None:
    load("a.jsonl", '{"text": "a\\ud800b", "title": "\\udfff"}')[0].text.encode("utf-8")


json_names = st.sampled_from(["title", "text", "date", "id", "_source", "x"])
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(json_names, inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@given(value=json_values)
def test_any_json_gives_documents_or_a_clear_error(tmp_path_factory: pytest.TempPathFactory, value: object) -> None:
    path = tmp_path_factory.getbasetemp() / "any.json"
    path.write_text(json.dumps(value))
    try:
        found = list(read(path, "any.json", max_bytes=LIMIT))
    except FileReadError:
        return
    assert all(isinstance(item, RawDocument | BadRecord) for item in found)


@given(data=st.binary(max_size=300), suffix=st.sampled_from([*READERS, ".txt.gz", ".jsonl.gz"]))
def test_any_bytes_in_any_format_give_documents_or_a_clear_error(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, suffix: str
) -> None:
    path = tmp_path_factory.getbasetemp() / ("bytes" + suffix)
    path.write_bytes(data)
    try:
        found = list(read(path, path.name, max_bytes=LIMIT))
    except FileReadError:
        return
    assert all(isinstance(item, RawDocument | BadRecord) for item in found)


@given(cut=st.integers(min_value=0, max_value=200))
def test_a_gzip_file_cut_anywhere_is_an_error_or_whole(tmp_path_factory: pytest.TempPathFactory, cut: int) -> None:
    packed = gzip.compress(b"The river rose by three metres. " * 20)
    path = tmp_path_factory.getbasetemp() / "cut.txt.gz"
    path.write_bytes(packed[:cut])
    try:
        (doc,) = read(path, path.name, max_bytes=LIMIT)
    except FileReadError:
        assert cut < len(packed)
        return
    assert doc.text == "The river rose by three metres. " * 20


def test_of_a_record_whose_text_is_markup_what_is_shown_of_it_is_taken() -> None:
    body = "<p>The ferry&#8217;s late.</p><ul><li>One</li></ul><p>It left<br/>at noon &amp; came <em>at</em> two.</p>"
    found = declared({"title": {"rendered": "Ferry &amp; quay"}, "content": {"rendered": body}})
    assert found is not None
    assert (found.fields["title"], found.text) == (
        "Ferry & quay",
        "The ferry’s late.\n\nOne\n\nIt left\nat noon & came at two.",
    )


def test_a_text_that_only_mentions_an_element_is_left_as_it_is() -> None:
    text = "In HTML, <p> begins a paragraph & <b> bold type; 3 < 4."
    found = declared({"text": text})
    assert found is not None
    assert found.text == text


@pytest.mark.parametrize("size", [source._AT_ONCE - 1, source._AT_ONCE, source._AT_ONCE + 1])
def test_a_file_that_grew_since_it_was_looked_at_is_read_to_its_end(
    tmp_path: Path, size: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "one.txt"
    path.write_bytes(b"a" * size)
    status = os.stat_result((stat.S_IFREG, 0, 0, 1, 0, 0, 5, 0, 0, 0))
    monkeypatch.setattr(source.os, "fstat", lambda descriptor: status)
    (document,) = read(path, "one.txt", max_bytes=1_000_000)
    assert isinstance(document, RawDocument)
    assert document.text == "a" * size
