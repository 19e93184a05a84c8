import threading
from pathlib import Path

import pytest

from searchtui.errors import IndexUnavailableError
from searchtui.index.generations import Stamp, current_generation, generations, make_current, new_generation
from searchtui.index.reader import IndexReader
from searchtui.library import Library

from .conftest import Shelf

STAMP = Stamp("1.0", "whoosh", 1, "en")


class TestGenerations:
    def test_there_is_none_at_first(self, tmp_path: Path) -> None:
        assert current_generation(tmp_path) is None

    def test_the_one_put_in_use_is_the_current(self, tmp_path: Path) -> None:
        first, second = new_generation(tmp_path, STAMP), new_generation(tmp_path, STAMP)
        make_current(tmp_path, first)
        assert current_generation(tmp_path) == first
        make_current(tmp_path, second)
        assert current_generation(tmp_path) == second

    def test_a_folder_without_our_mark_is_none(self, tmp_path: Path) -> None:
        (tmp_path / "generation-4").mkdir()
        assert [generation.number for generation in (new_generation(tmp_path, STAMP), *generations(tmp_path))] == [5, 5]

    def test_a_link_to_one_elsewhere_is_none(self, tmp_path: Path) -> None:
        (tmp_path / "index").mkdir()
        elsewhere = new_generation(tmp_path, STAMP)
        (tmp_path / "index" / "generation-9").symlink_to(elsewhere.folder)
        assert generations(tmp_path / "index") == []


class TestReading:
    def test_where_there_is_no_index_it_says_how_to_build_one(self, tmp_path: Path) -> None:
        with pytest.raises(IndexUnavailableError, match="no index") as caught:
            IndexReader(tmp_path, "whoosh").read(lambda engine: engine.stats())
        assert "searchtui reindex" in caught.value.hint

    def test_a_commit_is_seen_at_once(self, shelf: Shelf) -> None:
        shelf.note("one.txt", "walrus")
        shelf.reindex()
        with Library.open(shelf.root) as reader:
            before = reader.generation()
            shelf.note("two.txt", "walrus")
            shelf.reindex()
            assert reader.search("walrus").total == 2
            assert reader.generation() != before

    def test_a_full_build_is_seen_at_once(self, shelf: Shelf) -> None:
        shelf.note("one.txt", "walrus")
        shelf.reindex()
        with Library.open(shelf.root) as reader:
            before = reader.generation()
            shelf.reindex(full=True)
            assert reader.search("walrus").total == 1
            assert reader.generation() != before

    def test_what_is_being_read_outlives_a_full_build(self, shelf: Shelf) -> None:
        shelf.note("one.txt", "walrus")
        shelf.reindex()
        reader = IndexReader(shelf.root / "index", "whoosh")
        started, replaced = threading.Event(), threading.Event()
        articles: list[int] = []

        def look() -> None:
            def work(engine: object) -> int:
                started.set()
                replaced.wait()
                return engine.stats().articles  # type: ignore[attr-defined]

            articles.append(reader.read(work))  # type: ignore[arg-type]

        thread = threading.Thread(target=look)
        thread.start()
        started.wait()
        shelf.reindex(full=True)
        assert reader.read(lambda engine: engine.stats().articles) == 1
        replaced.set()
        thread.join()
        reader.close()
        assert articles == [1]

    def test_a_generation_removed_while_it_was_read_is_read_again_in_the_new_one(self, shelf: Shelf) -> None:
        shelf.note("one.txt", "walrus")
        shelf.reindex()
        reader = IndexReader(shelf.root / "index", "whoosh")
        attempts: list[int] = []

        def work(engine: object) -> str:
            attempts.append(1)
            if len(attempts) == 1:
                shelf.reindex(full=True)
                raise IndexUnavailableError("A file of the index is missing.")
            return "read"

        assert reader.read(work) == "read"
        reader.close()

    def test_many_threads_may_read_while_the_index_changes(self, shelf: Shelf) -> None:
        shelf.note("0.txt", "walrus")
        shelf.reindex()
        stop = threading.Event()
        totals: list[int] = []
        errors: list[Exception] = []

        def look(library: Library) -> None:
            try:
                while not stop.is_set():
                    totals.append(library.search("walrus").total)
            except Exception as error:  # noqa: BLE001 -- told by the assertion below
                errors.append(error)

        with Library.open(shelf.root) as library:
            threads = [threading.Thread(target=look, args=(library,)) for _ in range(4)]
            for thread in threads:
                thread.start()
            for number in range(1, 5):
                shelf.note(f"{number}.txt", "walrus")
                shelf.reindex(full=number % 2 == 0)
            stop.set()
            for thread in threads:
                thread.join()
            assert library.search("walrus").total == 5
        assert errors == []
        assert set(totals) <= {1, 2, 3, 4, 5}
