"""Reading files: documents some ahead, and which of them is being worked on."""

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchtui.articles.article import Article
from searchtui.config import LibraryPaths, Settings
from searchtui.files.document import BadRecord, RawDocument
from searchtui.files.find import FoundFile
from searchtui.index.items import SURVEYED_AT_ONCE, Ended, FileReader, Item


def reader(folder: Path, read: object = None) -> FileReader:
    paths = LibraryPaths(folder, folder, folder / "index", folder / ".searchtui")
    return FileReader(paths, Settings()) if read is None else FileReader(paths, Settings(), read)  # type: ignore[arg-type]


def records(folder: Path, count: int) -> FoundFile:
    bodies = [f"The ferry left at {n}.\n\nIt was late." for n in range(count)]
    lines = [json.dumps({"id": str(n), "title": f"Ferry {n}", "body": body}) for n, body in enumerate(bodies)]
    file = folder / "a.jsonl"
    file.write_text("\n".join(lines))
    return FoundFile("a.jsonl", file.stat().st_size, 0)


def test_records_come_in_order_with_the_end_last(tmp_path: Path) -> None:
    count = SURVEYED_AT_ONCE + 3
    items = list(reader(tmp_path).items(records(tmp_path, count)))
    assert [item.record for item in items if isinstance(item, Article)] == [str(n) for n in range(count)]
    assert items[-1] == Ended()


def test_an_article_is_the_same_whether_its_text_is_looked_at_alone_or_with_others(tmp_path: Path) -> None:
    file = records(tmp_path, 40)
    together = list(reader(tmp_path).items(file))
    assert [next(iter(reader(tmp_path).items(records(tmp_path, 1))))] == together[:1]


def test_each_document_is_announced_before_it_is_read_and_before_it_is_recognised(tmp_path: Path) -> None:
    begun: list[int] = []
    done = [(len(begun), begun[-1]) for _ in reader(tmp_path).items(records(tmp_path, 3), begin=begun.append)]
    assert begun == [0, 1, 2, 3, 0, 1, 2, 3, 4]  # all are read, then each is recognised; at last there is no more
    assert [number for _, number in done] == [0, 1, 2, 3]


def test_no_more_is_read_than_asked_for(tmp_path: Path) -> None:
    read: list[int] = []

    def documents(path: Path, name: str, *, max_bytes: int) -> Iterator[RawDocument | BadRecord]:
        for number in range(10):
            read.append(number)
            yield RawDocument(name, str(number), "The ferry left.", {"title": "Ferry"}, clean_body=True)

    items: list[Item] = list(reader(tmp_path, documents).items(FoundFile("a.jsonl", 1, 0), most=4))
    assert len(items) == 4
    assert read == [0, 1, 2, 3]


@pytest.mark.parametrize("count", [1, 7])
def test_bad_records_stand_where_they_were_among_the_good(tmp_path: Path, count: int) -> None:
    def documents(path: Path, name: str, *, max_bytes: int) -> Iterator[RawDocument | BadRecord]:
        for number in range(count):
            yield RawDocument(name, str(number), "The ferry left.", {"title": "Ferry"}, clean_body=True)
            yield BadRecord(f"bad {number}", "It is none.")

    items = list(reader(tmp_path, documents).items(FoundFile("a.jsonl", 1, 0)))
    assert [item.record for item in items if not isinstance(item, Ended)] == [
        record for number in range(count) for record in (str(number), f"bad {number}")
    ]
