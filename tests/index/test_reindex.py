import errno
import json
import shutil
from collections.abc import Iterator
from contextlib import AbstractContextManager
from pathlib import Path

import pytest
from filelock import FileLock

from searchtui.config import Settings
from searchtui.engines.protocol import Batch
from searchtui.engines.whoosh.engine import WhooshEngine
from searchtui.errors import IndexBusyError, IndexUnavailableError, UsageError
from searchtui.files import readers
from searchtui.files.document import BadRecord, RawDocument
from searchtui.index import writer
from searchtui.index.generations import CURRENT_FILE, LOCK_FILE
from searchtui.library import Library

from .conftest import Shelf, refuse


class TestWhatIsDone:
    def test_new_articles_are_found(self, shelf: Shelf) -> None:
        shelf.note("one.txt", "walrus")
        summary = shelf.reindex()
        assert (summary.articles, summary.added, summary.failed) == (1, 1, ())
        assert shelf.found("walrus") == {"one.txt"}

    def test_unchanged_files_are_not_read(self, shelf: Shelf) -> None:
        shelf.note("one.txt", "walrus")
        shelf.reindex()
        summary = shelf.reindex(read=refuse)
        assert (summary.unchanged, summary.added, summary.updated, summary.failed) == (1, 0, 0, ())

    def test_a_changed_file_is_found_by_its_new_words_only(self, shelf: Shelf) -> None:
        shelf.note("one.txt", "walrus")
        shelf.reindex()
        shelf.note("one.txt", "narwhal")
        assert shelf.reindex().updated == 1
        assert (shelf.found("walrus"), shelf.found("narwhal")) == (set(), {"one.txt"})

    def test_a_touched_file_is_read_but_not_written(self, shelf: Shelf) -> None:
        shelf.note("one.txt", "walrus")
        shelf.reindex()
        shelf.note("one.txt", "walrus")
        assert (shelf.reindex().unchanged, shelf.reindex().unchanged) == (1, 1)

    def test_articles_of_a_file_that_is_gone_are_removed(self, shelf: Shelf) -> None:
        shelf.note("one.txt", "walrus")
        shelf.note("two.txt", "walrus")
        shelf.reindex()
        (shelf.root / "seeds" / "one.txt").unlink()
        summary = shelf.reindex()
        assert (summary.removed, summary.articles) == (1, 1)
        assert shelf.found("walrus") == {"two.txt"}

    def test_paths_limit_it(self, shelf: Shelf) -> None:
        shelf.note("a/one.txt", "walrus")
        shelf.note("b/two.txt", "walrus")
        shelf.reindex(only=(shelf.root / "seeds" / "a",))
        assert shelf.found("walrus") == {"a/one.txt"}

    def test_identifiers_do_not_depend_on_the_order_of_indexing(self, shelf: Shelf) -> None:
        shelf.note("b.txt", "walrus")
        shelf.reindex()
        with Library.open(shelf.root) as library:
            before = library.search("walrus").hits[0].id
        shelf.note("a.txt", "walrus")
        shelf.reindex(full=True)
        with Library.open(shelf.root) as library:
            assert before in {hit.id for hit in library.search("walrus").hits if hit.path == "seeds/b.txt"}

    def test_several_processes_read_the_same_as_one(self, shelf: Shelf) -> None:
        for number in range(40):
            shelf.note(f"{number:02}.txt", f"walrus{number}")
        shelf.write("bad.json", "{")
        lines = (json.dumps({"title": f"Tide {number}", "text": f"Walrus {number} swam."}) for number in range(70))
        shelf.write("records.jsonl", "\n".join([*lines, "no json"]))
        alone = shelf.reindex()
        found = shelf.found("walrus*")
        together = shelf.reindex(full=True, jobs=2)
        assert (together.articles, together.failed) == (alone.articles, alone.failed)
        assert shelf.found("walrus*") == found


class TestRecords:
    def records(self, *numbers: int) -> str:
        return "".join(
            json.dumps({"id": f"r{number}", "title": f"Tide {number}", "text": f"Seal{number} swam by."}) + "\n"
            for number in numbers
        )

    def test_only_records_that_changed_are_written(self, shelf: Shelf) -> None:
        shelf.write("tides.jsonl", self.records(1, 2, 3))
        shelf.reindex()
        shelf.write("tides.jsonl", self.records(1, 3, 4))
        summary = shelf.reindex()
        assert (summary.added, summary.updated, summary.removed, summary.unchanged) == (1, 0, 1, 2)

    def test_two_records_with_one_identifier_are_both_kept(self, shelf: Shelf) -> None:
        shelf.write("tides.jsonl", self.records(1, 1))
        assert shelf.reindex().articles == 2

    def test_an_article_whose_identifier_is_taken_gets_another(
        self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("searchtui.articles.recognise.article_id", lambda path, record: "0123456789abcdef")
        shelf.note("one.txt", "walrus")
        shelf.note("two.txt", "walrus")
        assert shelf.reindex().articles == 2
        assert shelf.found("walrus") == {"one.txt", "two.txt"}

    def test_a_file_of_many_articles_is_committed_piece_by_piece(
        self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(writer, "FIRST_BATCH", 5)
        shelf.write("tides.jsonl", self.records(*range(40)))
        with Library.open(shelf.root) as reader, Library.open(shelf.root) as library:
            seen = set()
            for _ in library.reindex():
                if reader.has_index():
                    seen.add(reader.stats().articles)
        assert max(seen) == 40
        assert shelf.problems() == []


class TestFailures:
    def test_are_listed_with_their_reason_and_the_rest_is_indexed(self, shelf: Shelf) -> None:
        shelf.note("good.txt", "walrus")
        shelf.write("bad.json", "{")
        summary = shelf.reindex()
        assert [failure.path for failure in summary.failed] == ["seeds/bad.json"]
        assert "JSON" in summary.failed[0].reason
        assert shelf.found("walrus") == {"good.txt"}

    def test_are_listed_again_without_reading_the_file_again(self, shelf: Shelf) -> None:
        shelf.write("bad.json", "{")
        before = shelf.reindex().failed
        assert shelf.reindex(read=refuse).failed == before

    def test_a_repaired_file_is_read(self, shelf: Shelf) -> None:
        shelf.write("one.json", "{")
        shelf.reindex()
        shelf.write("one.json", '{"title": "Tide", "text": "A walrus came."}')
        assert shelf.reindex().failed == ()
        assert shelf.found("walrus") == {"one.json"}

    def test_a_file_that_breaks_keeps_the_articles_it_had(self, shelf: Shelf) -> None:
        shelf.write("one.json", '{"title": "Tide", "text": "A walrus came."}')
        shelf.reindex()
        shelf.write("one.json", "{")
        assert len(shelf.reindex().failed) == 1
        assert shelf.found("walrus") == {"one.json"}

    def test_an_error_in_a_reader_costs_one_file(self, shelf: Shelf) -> None:
        def read(path: Path, name: str, *, max_bytes: int) -> Iterator[RawDocument | BadRecord]:
            if "odd" in name:
                raise RecursionError("too deep")
            return readers.read(path, name, max_bytes=max_bytes)

        shelf.note("odd.txt", "walrus")
        shelf.note("plain.txt", "walrus")
        assert [failure.path for failure in shelf.reindex(read=read).failed] == ["seeds/odd.txt"]
        assert shelf.found("walrus") == {"plain.txt"}

    def test_a_file_that_vanishes_meanwhile_is_no_failure(self, shelf: Shelf) -> None:
        def read(path: Path, name: str, *, max_bytes: int) -> Iterator[RawDocument | BadRecord]:
            path.unlink()
            return readers.read(path, name, max_bytes=max_bytes)

        shelf.note("one.txt", "walrus")
        assert (shelf.reindex(read=read).failed, shelf.reindex().failed) == ((), ())

    def test_without_a_folder_of_articles_it_says_what_to_do(self, shelf: Shelf) -> None:
        (shelf.root / "seeds").rmdir()
        with pytest.raises(UsageError, match="no folder of articles") as caught:
            shelf.reindex()
        assert "--seeds" in caught.value.hint


class TestFullBuild:
    def test_the_old_index_answers_until_the_new_one_is_complete(self, shelf: Shelf) -> None:
        for number in range(5):
            shelf.note(f"{number}.txt", "walrus")
        shelf.reindex()
        with Library.open(shelf.root) as reader, Library.open(shelf.root) as library:
            totals = {reader.search("walrus").total for _ in library.reindex(full=True)}
            assert totals == {5}
            assert reader.search("walrus").total == 5
        assert shelf.generations == ["generation-2"]

    def test_is_gone_on_with_after_an_interruption(self, shelf: Shelf) -> None:
        for number in range(3):
            shelf.note(f"{number}.txt", "walrus")
        shelf.reindex()
        stop = iter([False, False, False, True])  # asked at each article and each end of a file
        assert shelf.reindex(full=True, cancelled=lambda: next(stop, True)).interrupted
        assert (len(shelf.found("walrus")), shelf.generations) == (3, ["generation-1", "generation-2"])
        summary = shelf.reindex()
        assert 0 < summary.added < 3
        assert (len(shelf.found("walrus")), shelf.generations) == (3, ["generation-2"])

    @pytest.mark.parametrize("change", [Settings(default_language="de"), None], ids=["settings", "version"])
    def test_another_stamp_asks_for_one(
        self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, change: Settings | None
    ) -> None:
        shelf.note("one.txt", "walrus")
        shelf.reindex()
        if change is None:
            monkeypatch.setattr("searchtui.index.target.__version__", "99.0")
        else:
            (shelf.root / "searchtui.toml").write_text('default_language = "de"')
        summary = shelf.reindex(if_needed=True)
        assert (summary.added, shelf.generations) == (1, ["generation-2"])
        assert "built anew" in summary.notes[0]

    def test_is_not_done_if_not_needed(self, shelf: Shelf) -> None:
        shelf.note("one.txt", "walrus")
        shelf.reindex(if_needed=True)
        shelf.note("two.txt", "walrus")
        assert shelf.reindex(if_needed=True).articles == 1

    def test_excludes_paths(self, shelf: Shelf) -> None:
        with pytest.raises(UsageError):
            shelf.reindex(full=True, only=(shelf.root,))


class TestForeignFiles:
    def test_are_kept(self, shelf: Shelf) -> None:
        index = shelf.root / "index"
        (index / "generation-1").mkdir(parents=True)
        foreign = [index / "notes.txt", index / "generation-1" / "thesis.txt", index / "generation-x.txt"]
        for path in foreign:
            path.write_text("mine")
        shelf.note("one.txt", "walrus")
        for _ in range(3):
            shelf.reindex(full=True)
        assert [path.read_text() for path in foreign] == ["mine"] * 3

    def test_in_a_generation_outlive_it(self, shelf: Shelf) -> None:
        shelf.note("one.txt", "walrus")
        shelf.reindex()
        (shelf.root / "index" / "generation-1" / "thesis.txt").write_text("mine")
        shelf.reindex(full=True)
        assert [path.name for path in (shelf.root / "index" / "generation-1").iterdir()] == ["thesis.txt"]


class TestDamage:
    @pytest.fixture
    def indexed(self, shelf: Shelf) -> Shelf:
        for number in range(3):
            shelf.note(f"{number}.txt", "walrus")
        shelf.reindex()
        return shelf

    def test_a_damaged_manifest_leads_to_a_new_build(self, indexed: Shelf) -> None:
        (indexed.root / "index" / "generation-1" / "manifest.db").write_bytes(b"garbage" * 1000)
        summary = indexed.reindex()
        assert summary.added == 3
        assert "manifest" in summary.notes[0]
        assert indexed.problems() == []

    def test_a_damaged_pointer_is_told_and_repaired(self, indexed: Shelf) -> None:
        (indexed.root / "index" / CURRENT_FILE).write_text("garbage")
        with pytest.raises(IndexUnavailableError, match="damaged"):
            indexed.found("walrus")
        summary = indexed.reindex()
        assert (summary.added, summary.unchanged, len(indexed.found("walrus"))) == (0, 3, 3)

    @pytest.mark.parametrize("content", ["[]", "null", '{"format": 1, "generation": "../x"}', "[" * 5000])
    def test_any_other_pointer_is_told(self, indexed: Shelf, content: str) -> None:
        (indexed.root / "index" / CURRENT_FILE).write_text(content)
        with pytest.raises(IndexUnavailableError):
            indexed.found("walrus")

    def test_a_lost_engine_leads_to_a_new_build(self, indexed: Shelf) -> None:
        shutil.rmtree(indexed.root / "index" / "generation-1" / "engine")
        with pytest.raises(IndexUnavailableError):
            indexed.found("walrus")
        assert indexed.reindex().added == 3
        assert len(indexed.found("walrus")) == 3

    def test_an_engine_that_lost_articles_is_noticed(self, indexed: Shelf) -> None:
        engine = indexed.root / "index" / "generation-1" / "engine"
        kept = indexed.root / "kept"
        shutil.copytree(engine, kept)
        indexed.note("3.txt", "walrus")
        indexed.reindex()
        shutil.rmtree(engine)
        kept.rename(engine)
        assert indexed.problems() == ["The index holds 3 articles but its manifest lists 4."]
        assert indexed.reindex().added == 4

    def test_a_deleted_index_is_built_again(self, indexed: Shelf) -> None:
        with Library.open(indexed.root) as reader:
            assert reader.search("walrus").total == 3
            shutil.rmtree(indexed.root / "index")
            with pytest.raises(IndexUnavailableError):
                reader.search("walrus")
            indexed.reindex()
            assert reader.search("walrus").total == 3


class TestWriting:
    def test_one_process_at_a_time(self, shelf: Shelf) -> None:
        shelf.note("one.txt", "walrus")
        shelf.reindex()
        with FileLock(shelf.root / "index" / LOCK_FILE), pytest.raises(IndexBusyError, match="Another searchtui"):
            shelf.reindex()

    def test_a_full_disk_is_told_and_leaves_the_index_as_it_was(
        self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        shelf.note("one.txt", "walrus")
        shelf.reindex()
        shelf.note("two.txt", "walrus")

        def batch(engine: WhooshEngine) -> AbstractContextManager[Batch]:
            raise OSError(errno.ENOSPC, "No space left on device")

        with monkeypatch.context() as patch:
            patch.setattr(WhooshEngine, "batch", batch)
            with pytest.raises(IndexUnavailableError, match="No space left"):
                shelf.reindex()
        assert shelf.found("walrus") == {"one.txt"}
        assert shelf.reindex().added == 1

    def test_an_index_folder_that_is_none_is_told(self, shelf: Shelf) -> None:
        (shelf.root / "index").write_text("a file")
        shelf.note("one.txt", "walrus")
        with pytest.raises(IndexUnavailableError, match="cannot be written"):
            shelf.reindex()
