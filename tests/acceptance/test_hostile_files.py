"""A hundred files that nobody should save, among good ones: each is read or named with its reason, nothing is lost."""

import gzip
import json
import os
import random
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchtui.index.progress import Summary
from searchtui.library import Library

GOOD = """The ferry to Port Anselm was late

The ferry to Port Anselm left an hour late on Monday, the harbour office said.
"""


def crafted() -> dict[str, bytes]:
    """File names and contents, each odd in a way of its own."""
    record = {"id": "1", "title": "A record", "text": "The heron stood in the reeds and waited for the tide."}
    good_line = json.dumps(record).encode()
    german = "Die Brücke über die Auer bleibt gesperrt, sagte die Bürgermeisterin am Montag."
    russian = "Паром опоздал на час, сообщили в порту. Пассажиры ждали на причале до вечера."
    return {
        "empty.txt": b"",
        "blank.txt": b"   \n\n \t \n",
        "one-character.txt": b"a",
        "nul.txt": b"\x00" * 5000,
        "nul-inside.txt": GOOD.encode().replace(b"ferry", b"fer\x00ry"),
        "png.txt": b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20,
        "elf.txt": b"\x7fELF" + bytes(random.Random(1).randbytes(4000)),
        "zip.txt": b"PK\x03\x04" + bytes(random.Random(2).randbytes(4000)),
        "pdf.txt": b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n" + bytes(random.Random(3).randbytes(4000)),
        "gzip-named.txt": gzip.compress(GOOD.encode()),
        "not-gzip.txt.gz": GOOD.encode(),
        "truncated.txt.gz": gzip.compress(GOOD.encode() * 200)[:90],
        "corrupt.txt.gz": gzip.compress(GOOD.encode() * 200)[:-8] + b"\x00" * 8,
        "trailing.txt.gz": gzip.compress(GOOD.encode()) + b"garbage after the end",
        "two-members.txt.gz": gzip.compress(GOOD.encode()) + gzip.compress(GOOD.encode()),
        "empty.txt.gz": gzip.compress(b""),
        "gzip-in-gzip.txt.gz": gzip.compress(gzip.compress(GOOD.encode())),
        "bomb.txt.gz": gzip.compress(b"a" * 300_000_000, 1),
        "bomb-lines.jsonl.gz": gzip.compress(b'{"text": "' + b"a" * 200_000_000 + b'"}', 1),
        "utf-16-le.txt": german.encode("utf-16"),
        "utf-16-be.txt": b"\xfe\xff" + german.encode("utf-16-be"),
        "utf-16-no-bom.txt": german.encode("utf-16-le"),
        "utf-32.txt": german.encode("utf-32"),
        "utf-8-bom.txt": b"\xef\xbb\xbf" + german.encode(),
        "latin-1.txt": german.encode("latin-1"),
        "cp1251.txt": (russian * 4).encode("cp1251"),
        "koi8-r.txt": (russian * 4).encode("koi8-r"),
        "shift-jis.txt": "衛星の打ち上げは失敗した。原因は調査中だ。".encode("shift-jis") * 4,
        "gb18030.txt": "卫星发射失败，原因正在调查。".encode("gb18030") * 4,
        "mixed.txt": german.encode() + b"\n\n" + german.encode("latin-1"),
        "surrogates.txt": b"Lone \xed\xa0\x80 surrogate in a text that is otherwise fine and long enough to be read.",
        "overlong.txt": b"Overlong \xc0\xaf encoding in a text that is otherwise fine.",
        "one-long-line.txt": b"word " * 600_000,
        "no-spaces.txt": b"x" * 2_000_000,
        "many-lines.txt": b"line\n" * 400_000,
        "many-blank-lines.txt": b"\n" * 1_000_000,
        "escapes.txt": b"\x1b[2J\x1b]0;owned\x07 A title\n\n\x1b[31mRed text about the ferry that left late.\x1b[0m",
        "bidi.txt": "\u202etitle a\u202c\n\nThe \u2066ferry\u2069 left late on Monday, the office said.".encode(),
        "zalgo.txt": ("f" + "\u0301" * 500 + "erry ").encode() * 50,
        "markup.txt": b"[/red] [bold]Title[/\n\nThe [link=x]ferry[/link] left late on Monday [/ the office [b said.",
        "windows.txt": GOOD.replace("\n", "\r\n").encode(),
        "old-mac.txt": GOOD.replace("\n", "\r").encode(),
        "form-feeds.txt": GOOD.replace("\n", "\f").encode(),
        "line-separators.txt": GOOD.replace("\n", "\u2028").encode(),
        "bad.json": b'{"title": "unfinished',
        "empty.json": b"",
        "null.json": b"null",
        "number.json": b"17",
        "string.json": b'"just text"',
        "empty-list.json": b"[]",
        "list-of-lists.json": b"[[[[]]]]",
        "deep-list.json": b"[" * 200_000,
        "deep-object.json": b'{"a":' * 100_000 + b"1" + b"}" * 100_000,
        "huge-number.json": b'{"id": ' + b"9" * 10_000 + b', "title": "t", "text": "The ferry left late."}',
        "nan.json": b'{"id": NaN, "title": "t", "text": "The ferry left late."}',
        "wrong-types.json": b'{"title": 17, "text": ["a", {"b": null}], "date": {"y": 2023}, "outlet": [1]}',
        "no-text.json": b'{"title": "Only a title"}',
        "impossible-date.json": b'{"title": "t", "text": "The ferry left late.", "date": "2023-02-31"}',
        "duplicate-keys.json": b'{"title": "a", "title": "b", "text": "The ferry left late."}',
        "lone-surrogate.json": b'{"title": "\\ud800", "text": "The ferry \\udfff left late."}',
        "nul.json": b'{"title": "a\\u0000b", "text": "The ferry\\u0000left late."}',
        "utf-16.json": json.dumps(record).encode("utf-16"),
        "good.jsonl": good_line + b"\n",
        "bad-lines.jsonl": b"\n".join([good_line, b"{not json", b"", b"17", b"null", b"[]", b"{}"]),
        "all-bad.jsonl": b"{not json\n" * 5_000,
        "same-id.jsonl": (good_line + b"\n") * 5,
        "last-line-cut.jsonl": good_line + b"\n" + good_line[:30],
        "deep-line.jsonl": good_line + b"\n" + b"[" * 100_000 + b"\n" + good_line.replace(b'"1"', b'"2"'),
        "long-line.jsonl": b'{"text": "' + b"word " * 500_000 + b'"}',
        "bom.jsonl": b"\xef\xbb\xbf" + good_line,
        "latin-1.jsonl": '{"title": "Brücke", "text": "Die Brücke bleibt gesperrt."}'.encode("latin-1"),
        "unclosed.md": b"---\ntitle: never closed\n\nThe ferry left late on Monday.",
        "bad-yaml.md": b"---\ntitle: [unclosed\n\tx: : y\n---\nThe ferry left late on Monday, the office said.",
        "yaml-object.md": b"---\ntitle: !!python/object/apply:os.system ['true']\n---\nThe ferry left late on Monday.",
        "yaml-bomb.md": b"---\na: &a [x,x,x]\nb: &b [*a,*a,*a]\nc: &c [*b,*b,*b]\ntitle: *c\n---\nThe ferry left late.",
        "empty-front-matter.md": b"---\n---\n",
        "only-front-matter.md": b"---\ntitle: t\n---\n",
        "date-list.md": b"---\ntitle: t\ndate: [2023, 1]\n---\nThe ferry left late on Monday.",
        "unknown.xyz": b"Not a format that is read.",
        "no-suffix": b"Not a format that is read.",
        ".hidden.txt": GOOD.encode(),
        "-dash.txt": GOOD.encode(),
        " space .txt": GOOD.encode(),
        "new\nline.txt": GOOD.encode(),
        "tab\tescape\x1b[2J.txt": GOOD.encode(),
        "emoji 🌊.txt": GOOD.encode(),
        "percent%s{0}.txt": GOOD.encode(),
        "quote'\".txt": GOOD.encode(),
        "a" * 240 + ".txt": GOOD.encode(),
        "UPPER.TXT": GOOD.encode(),
        "double..txt": GOOD.encode(),
        "back\\slash.txt": GOOD.encode(),
        "[red]markup[.txt": GOOD.encode(),
        "\u202egnp.txt": GOOD.encode(),
        "ends-in-escape.txt": GOOD.encode() + b"\x1b[",
    }


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("hostile")
    seeds = root / "seeds"
    seeds.mkdir()
    for name, content in crafted().items():
        (seeds / name).write_bytes(content)
    Path(os.fsdecode(os.fsencode(seeds) + b"/not-utf8-\xff\xfe.txt")).write_text(GOOD)
    (seeds / "good.txt").write_text(GOOD)
    (seeds / "loop").symlink_to(seeds)
    (seeds / "dangling.txt").symlink_to(seeds / "nowhere")
    (seeds / "outside.txt").symlink_to("/etc/hostname")
    (seeds / "self.txt").symlink_to(seeds / "self.txt")
    (seeds / "folder.txt").mkdir()
    os.mkfifo(seeds / "pipe.txt")
    deep = seeds / "/".join(["deep"] * 60)
    deep.mkdir(parents=True)
    (deep / "deep.txt").write_text(GOOD)
    return root


@pytest.fixture(scope="module")
def indexed(root: Path) -> Iterator[tuple[Library, Summary]]:
    with Library.open(root) as library:
        *_, last = library.reindex()
        assert last.summary is not None
        yield library, last.summary


def test_there_are_a_hundred(root: Path) -> None:
    assert len(list((root / "seeds").iterdir())) >= 100


def test_the_good_ones_are_found(indexed: tuple[Library, Summary]) -> None:
    library, _ = indexed
    paths = {hit.path for hit in library.search("Anselm", limit=100).hits}
    expected = {"good.txt", "windows.txt", "UPPER.TXT", "-dash.txt", "two-members.txt.gz", "emoji 🌊.txt"}
    assert {f"seeds/{name}" for name in expected} <= paths
    assert any(path.endswith("deep/deep.txt") for path in paths)


@pytest.mark.parametrize(
    ("name", "word"),
    [
        ("utf-16-le.txt", "Brücke"),
        ("latin-1.txt", "Brücke"),
        ("utf-8-bom.txt", "Bürgermeisterin"),
        ("cp1251.txt", "Паром"),
        ("good.jsonl", "heron"),
        ("bad-lines.jsonl", "heron"),
        ("deep-line.jsonl", "heron"),
    ],
)
def test_odd_encodings_and_records_are_read(indexed: tuple[Library, Summary], name: str, word: str) -> None:
    library, _ = indexed
    assert f"seeds/{name}" in {hit.path for hit in library.search(word, limit=200).hits}


@pytest.mark.parametrize(
    "name",
    [
        "empty.txt",
        "png.txt",
        "elf.txt",
        "not-gzip.txt.gz",
        "truncated.txt.gz",
        "corrupt.txt.gz",
        "bomb.txt.gz",
        "bad.json",
        "deep-list.json",
        "huge-number.json",
        "bad-lines.jsonl",
        "all-bad.jsonl",
    ],
)
def test_what_cannot_be_read_is_named_with_its_reason(indexed: tuple[Library, Summary], name: str) -> None:
    _, summary = indexed
    reasons = [failure.reason for failure in summary.failed if failure.path.startswith(f"seeds/{name}")]
    assert reasons
    assert all(reasons)


def test_a_file_of_bad_lines_does_not_flood_the_list(indexed: tuple[Library, Summary]) -> None:
    _, summary = indexed
    assert len([failure for failure in summary.failed if "all-bad" in failure.path]) <= 25


def test_hidden_files_are_left_alone(indexed: tuple[Library, Summary]) -> None:
    library, _ = indexed
    assert library.search("path:hidden", relax=False).total == 0


def test_a_second_run_reads_nothing_and_names_the_same_failures(root: Path, indexed: tuple[Library, Summary]) -> None:
    library, first = indexed
    *_, last = library.reindex()
    assert last.summary is not None
    assert (last.summary.added, last.summary.updated, last.summary.removed) == (0, 0, 0)
    assert {failure.path for failure in last.summary.failed} == {failure.path for failure in first.failed}
