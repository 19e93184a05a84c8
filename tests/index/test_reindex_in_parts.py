"""Worker processes share one large file, and prepare what they read: the index is as if one process had done it all."""

from __future__ import annotations

import json
import random
import zipfile
from collections.abc import Iterator
from functools import partial
from pathlib import Path

import pytest

from searchtui.files.parts import parts
from searchtui.index.progress import Summary
from searchtui.index.writer import IndexWriter
from searchtui.library import Library

from .conftest import Shelf


@pytest.fixture(autouse=True)
def _small_parts(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("searchtui.index.units.parts", partial(parts, part_bytes=2_000))


def record(number: int, **fields: object) -> str:
    words = f"Walrus{number} swam by the harbour of Quern, and the harbour master wrote it down on day {number}."
    return json.dumps({"title": f"Tide {number}", "text": words, **fields})


def contents(shelf: Shelf) -> dict[str, str]:
    with Library.open(shelf.root) as library:
        hits = library.search("", limit=2_000, snippets=False).hits
        return {hit.id: library.article(hit.id).text for hit in hits}


def told(summary: Summary) -> list[str]:
    return [failure.reason for failure in summary.failed]


def both_ways(shelf: Shelf, content: str) -> Iterator[tuple[dict[str, str], list[str]]]:
    """What is in the index, and what is told, when the file is read in one piece and when it is read in parts."""
    shelf.write("tides.jsonl", content)
    for jobs in (1, 3):
        summary = shelf.reindex(full=True, jobs=jobs)
        yield contents(shelf), told(summary)
        assert shelf.problems() == []


def test_a_file_in_parts_gives_the_same_articles_and_failures(shelf: Shelf) -> None:
    lines = [record(number) for number in range(300)]
    for number in range(0, 300, 9):
        lines[number] = "no json"
    whole, in_parts = both_ways(shelf, "\n".join(lines))
    assert in_parts == whole
    assert len(whole[0]) == 266
    assert len(whole[1]) == 21


def test_records_of_different_parts_with_one_identifier_are_all_kept(shelf: Shelf) -> None:
    lines = [record(number, id=f"tide {number % 100}") for number in range(250)]
    whole, in_parts = both_ways(shelf, "\n".join(lines))
    assert in_parts == whole
    assert len(whole[0]) == 250


def test_an_identifier_may_be_the_number_of_another_record(shelf: Shelf) -> None:
    lines = [record(number, **({"id": str(500 - number)} if number % 2 else {})) for number in range(1, 400)]
    whole, in_parts = both_ways(shelf, "\n".join(lines))
    assert in_parts == whole
    assert len(whole[0]) == 399


def test_records_with_one_identifier_stay_as_they_are(shelf: Shelf) -> None:
    lines = [record(number, id=f"tide {number % 100}") for number in range(250)]
    path = shelf.write("tides.jsonl", "\n".join(lines))
    shelf.reindex(jobs=2)
    before = contents(shelf)
    shelf.write(path.name, "\n".join([*lines[:-1], record(999, id="tide 49")]))
    summary = shelf.reindex(jobs=2)
    assert (summary.added, summary.removed, summary.articles) == (0, 0, 250)
    assert len(set(before.items()) - set(contents(shelf).items())) == 1


def test_an_empty_file_is_told_as_such(shelf: Shelf) -> None:
    whole, in_parts = both_ways(shelf, " \n" * 10_000)
    assert in_parts == whole
    assert "empty" in whole[1][0]


def test_an_archive_in_parts_gives_the_same_articles_and_failures(shelf: Shelf) -> None:
    chance = random.Random(3)
    with zipfile.ZipFile(shelf.root / "seeds" / "tides.zip", "w") as archive:
        for number in range(120):
            words = " ".join(chance.choices(["walrus", "harbour", "tide", "ferry", "gull"], k=60))
            archive.writestr(f"{number}.txt", f"Tide {number}\n\n{words}." if number % 5 else "")
    found = []
    for jobs in (1, 3):
        summary = shelf.reindex(full=True, jobs=jobs)
        found.append((contents(shelf), sorted(told(summary))))
    assert found[0][0] == found[1][0]
    assert len(found[0][0]) == 96
    assert len(found[0][1]) == len(found[1][1]) == 21


def test_an_archive_without_articles_is_told_as_such(shelf: Shelf) -> None:
    with zipfile.ZipFile(shelf.root / "seeds" / "tides.zip", "w") as archive:
        for number in range(120):
            archive.writestr(f"{number}.png", "no article" * 10)
    (reason,) = told(shelf.reindex(jobs=2))
    assert "no file of a kind" in reason


def test_the_order_of_files_does_not_matter(shelf: Shelf) -> None:
    for name in ("a", "b", "c"):
        shelf.write(f"{name}.jsonl", "\n".join(record(number) for number in range(100)))
    for number in range(50):
        shelf.note(f"{number}.txt", "narwhal")
    alone = shelf.reindex(jobs=1)
    before = contents(shelf)
    together = shelf.reindex(full=True, jobs=3)
    assert together.articles == alone.articles == 350
    assert contents(shelf) == before


def test_only_records_that_changed_are_written(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    lines = [record(number, id=str(number)) for number in range(300)]
    shelf.write("tides.jsonl", "\n".join(lines))
    shelf.reindex(jobs=2)
    written: list[int] = []
    add_delivery = IndexWriter.add_delivery

    def counting(writer: IndexWriter, delivery: object) -> bool:
        written.extend(row.copy is not None for stretch in delivery.stretches for row in stretch.rows)  # type: ignore[attr-defined]
        return add_delivery(writer, delivery)  # type: ignore[arg-type]

    monkeypatch.setattr(IndexWriter, "add_delivery", counting)
    shelf.write("tides.jsonl", "\n".join([*lines[5:150], record(1000, id="150"), *lines[151:], record(300, id="300")]))
    summary = shelf.reindex(jobs=2)
    assert (summary.added, summary.updated, summary.removed, summary.unchanged) == (1, 1, 5, 294)
    assert (sum(written), len(written)) == (2, 296)


def test_nothing_is_committed_where_nothing_changed(shelf: Shelf) -> None:
    lines = [record(number) for number in range(300)]
    shelf.write("tides.jsonl", "\n".join(lines))
    shelf.reindex(jobs=2)
    with Library.open(shelf.root) as library:
        before = library.generation()
        shelf.write("tides.jsonl", "\n".join(lines))
        assert shelf.reindex(jobs=2).unchanged == 300
        assert library.generation() == before


class TestFixes:
    def test_are_given_to_articles_as_they_are_prepared(self, shelf: Shelf) -> None:
        shelf.write("tides.jsonl", "\n".join(record(number) for number in range(300)))
        shelf.reindex(jobs=2)
        with Library.open(shelf.root) as library:
            found = library.search("walrus7").hits[0].id
            library.fix([found], outlet="Harbour Post")
        summary = shelf.reindex(full=True, jobs=2)
        assert not any("got your fixes" in note for note in summary.notes)
        with Library.open(shelf.root) as library:
            assert library.article(found).outlet == "Harbour Post"
            library.undo_fix([found])
            assert library.article(found).outlet is None

    def test_hold_on_while_the_rest_of_the_file_changes(self, shelf: Shelf) -> None:
        lines = [record(number, id=str(number)) for number in range(300)]
        shelf.write("tides.jsonl", "\n".join(lines))
        shelf.reindex(jobs=2)
        with Library.open(shelf.root) as library:
            found = library.search("walrus7").hits[0].id
            library.fix([found], outlet="Harbour Post")
        shelf.write("tides.jsonl", "\n".join(lines[3:]))
        shelf.reindex(jobs=2)
        with Library.open(shelf.root) as library:
            assert library.article(found).outlet == "Harbour Post"


def test_copies_are_found_across_parts(shelf: Shelf) -> None:
    words = " ".join(f"word{number}" for number in range(200))
    lines = [record(number) for number in range(300)]
    lines[3] = record(3, text=words)
    lines[290] = record(290, text=f"{words} and more")
    shelf.write("tides.jsonl", "\n".join(lines))
    shelf.reindex(jobs=2)
    with Library.open(shelf.root) as library:
        (hit,) = library.search("word7", fold=True).hits
        assert hit.copies == 1


def test_a_stop_keeps_what_was_read(shelf: Shelf) -> None:
    shelf.write("tides.jsonl", "\n".join(record(number) for number in range(2_000)))
    asked = iter([False] * 4)
    summary = shelf.reindex(jobs=2, cancelled=lambda: next(asked, True))
    assert summary.interrupted
    assert summary.articles == len(contents(shelf))
    again = shelf.reindex(jobs=2)
    assert (again.articles, again.unchanged) == (2_000, summary.articles)


def test_the_path_of_a_part_is_that_of_its_file(shelf: Shelf) -> None:
    shelf.write("tides.jsonl", "\n".join(record(number) for number in range(300)))
    shelf.reindex(jobs=2)
    with Library.open(shelf.root) as library:
        (hit,) = library.search("walrus299").hits
        article = library.article(hit.id)
    assert (article.path, article.record) == (str(Path("seeds") / "tides.jsonl"), "300")
