"""Lines that recur across one outlet's files are site chrome once all files have been read, and only as long as so."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from searchtui.articles.article import Article, Block, Part
from searchtui.articles.recurring import Hashes, recurring
from searchtui.errors import IndexUnavailableError
from searchtui.index import line_store
from searchtui.index import reindex as reindexing
from searchtui.index.line_store import LineStore, Marks

from .conftest import Shelf

LEDGER, COURIER = "northern-ledger", "calder-courier"


def save(shelf: Shelf, number: int, folder: str = LEDGER, line: str = "Moonfish of the day") -> Path:
    """Write an article with a line between two of its paragraphs that looks like a sub-head."""
    text = "\n\n".join(
        (
            f"Ship number {number} came into the harbour with lamps",
            f"The ship with the number {number} came into the harbour of Quern with lamps, said its captain.",
            line,
            f"Its {number + 2} sailors carried lamps from the ship to the harbour office before noon, he said.",
        )
    )
    return shelf.write(f"{folder}/{number}.txt", text)


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_line_in_many_files_of_an_outlet_is_searched_with_raw_only(shelf: Shelf, jobs: int) -> None:
    for number in range(6):
        save(shelf, number)
    shelf.reindex(jobs=jobs)
    assert shelf.found("moonfish") == set()
    assert shelf.found("raw:moonfish") == {f"{LEDGER}/{number}.txt" for number in range(6)}
    assert shelf.found("sailors") == {f"{LEDGER}/{number}.txt" for number in range(6)}
    assert shelf.problems() == []


def test_a_line_of_two_outlets_is_a_line_of_neither(shelf: Shelf) -> None:
    for number in range(6):
        save(shelf, number, COURIER if number % 2 else LEDGER)
    shelf.reindex()
    assert len(shelf.found("moonfish")) == 6


def test_it_depends_on_the_files_there_are(shelf: Shelf) -> None:
    files = [save(shelf, number) for number in range(4)]
    shelf.reindex()
    assert len(shelf.found("moonfish")) == 4
    files += [save(shelf, number) for number in range(4, 6)]
    shelf.reindex()
    assert shelf.found("moonfish") == set()
    for file in files[:3]:
        file.unlink()
    shelf.reindex()
    assert len(shelf.found("moonfish")) == 3


def test_of_a_file_that_changed_the_line_is_marked_again(shelf: Shelf) -> None:
    for number in range(6):
        save(shelf, number)
    shelf.reindex()
    save(shelf, 100).replace(shelf.root / "seeds" / LEDGER / "2.txt")
    summary = shelf.reindex()
    assert (summary.updated, shelf.found("moonfish")) == (1, set())


def test_what_did_not_change_is_not_looked_at_again(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(6):
        save(shelf, number)
    shelf.reindex()

    def refuse(*_: object) -> Hashes:
        raise AssertionError("an outlet was counted")

    monkeypatch.setattr("searchtui.index.recurrence.recurring", refuse)
    assert shelf.reindex().unchanged == 6


def test_what_there_was_no_time_for_is_done_next_time(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    for number in range(6):
        save(shelf, number)
    with monkeypatch.context() as patch:
        patch.setattr(reindexing, "LEAST_MARKING_SECONDS", 0.0)
        patch.setattr(reindexing, "MARKING_SHARE", 0.0)
        summary = shelf.reindex()
    assert len(shelf.found("moonfish")) == 6
    assert any("recurring lines" in note for note in summary.notes)
    assert not any("recurring lines" in note for note in shelf.reindex().notes)
    assert shelf.found("moonfish") == set()


def test_a_damaged_record_has_the_index_built_anew(shelf: Shelf) -> None:
    for number in range(6):
        save(shelf, number)
    shelf.reindex()
    (shelf.root / "index" / "generation-1" / "lines.db").write_bytes(b"no database at all" * 100)
    summary = shelf.reindex()
    assert any("built anew" in note for note in summary.notes)
    assert shelf.found("moonfish") == set()


# The record by itself


@pytest.fixture
def store(tmp_path: Path) -> Iterator[LineStore]:
    with LineStore(tmp_path / "lines.db") as opened:
        yield opened


def article(number: int, outlet: str | None = "The Tove Lantern", record: str | None = None) -> Article:
    text = f"The ship with the number {number} came into the harbour of Quern with lamps.\n\nNews from the lighthouse"
    end = text.index("\n")
    blocks = (Block(0, end, Part.BODY), Block(end + 2, len(text), Part.BODY))
    return Article(f"{number:016x}", f"{number}.txt", record, "A title", outlet, None, "en", text, blocks)


def marks(store: LineStore, outlet: str) -> list[Marks]:
    return [page.marks for page in store.pages(outlet)]


def test_outlets_are_touched_by_what_comes_changes_and_goes(store: LineStore) -> None:
    store.add(article(1))
    store.add(article(2, "The Orlo Echo"))
    store.add(article(3, record="7"))
    store.commit()
    assert store.touched() == ["The Orlo Echo", "The Tove Lantern"]
    for outlet in store.touched():
        store.note_chrome(outlet, recurring([page.lines for page in store.pages(outlet)], store.chrome(outlet)))
    assert (store.touched(), marks(store, "The Tove Lantern")) == ([], [Marks.IN_STEP])
    store.remove(article(2).id)
    store.commit()
    assert (store.touched(), store.pages("The Orlo Echo")) == (["The Orlo Echo"], [])


def test_of_an_article_whose_outlet_was_fixed_the_marks_are_unsure(store: LineStore) -> None:
    store.add(article(1))
    store.commit()
    store.note_chrome("The Tove Lantern", store.chrome("The Tove Lantern"))
    store.move(article(1, None))
    store.commit()
    assert store.touched() == ["", "The Tove Lantern"]
    assert marks(store, "") == [Marks.UNSURE]
    store.add(article(1))
    store.commit()
    assert marks(store, "The Tove Lantern") == [Marks.NONE]


def test_nothing_is_kept_before_it_is_committed(tmp_path: Path) -> None:
    with LineStore(tmp_path / "lines.db") as first:
        first.add(article(1))
    with LineStore(tmp_path / "lines.db") as second:
        assert second.touched() == []


def test_a_record_of_other_rules_is_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    LineStore(tmp_path / "lines.db").close()
    monkeypatch.setattr(line_store, "RULES_VERSION", line_store.RULES_VERSION + 1)
    with pytest.raises(IndexUnavailableError, match="another version"):
        LineStore(tmp_path / "lines.db")


def test_articles_without_an_outlet_are_not_looked_at(store: LineStore) -> None:
    store.add(article(1, None))
    store.commit()
    assert (store.touched(), store.pages("")) == ([""], [])
