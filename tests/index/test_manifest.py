import contextlib
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchtui.index.manifest import ArticleEntry, Changes, FileEntry, FixedEntry, Manifest, ManifestDamagedError

ONE = FileEntry(1, "one.txt", 100, 5_000, finished=True, limits="9")


@pytest.fixture
def manifest(tmp_path: Path) -> Iterator[Manifest]:
    with Manifest(tmp_path / "manifest.db", create=True) as manifest:
        yield manifest


def entry(name: str, run: int = 1) -> ArticleEntry:
    return ArticleEntry(name, 1, b"digest", run, text=f"text of {name}")


def test_files_at_a_place_and_below_it(tmp_path: Path) -> None:
    paths = ["a.txt", "a/b/one.txt", "a/two.txt", "a0/three.txt", "ab/four.txt", "é/five.txt"]
    with Manifest(tmp_path / "manifest.db", create=True) as manifest:
        files = tuple(ONE._replace(number=number, path=path) for number, path in enumerate(paths, start=1))
        manifest.record(Changes(files=files))
        assert sorted(manifest.files(["a"])) == ["a/b/one.txt", "a/two.txt"]
        assert sorted(manifest.files(["a/two.txt", "é", "b"])) == ["a/two.txt", "é/five.txt"]
        assert list(manifest.files([""])) == paths
        assert [manifest.knows(place) for place in ("", "a", "a.txt", "a/b", "b", "a/t")] == [True] * 4 + [False] * 2


def test_files_are_kept_with_their_stamps_and_failures(manifest: Manifest) -> None:
    failed = FileEntry(2, "two.txt", 7, 8, finished=False, failures=("It is empty.", "It is “odd”."))
    manifest.record(Changes(files=(ONE, failed)))
    assert manifest.files() == {"one.txt": ONE, "two.txt": failed}


def test_articles_that_a_run_did_not_see_are_told(manifest: Manifest) -> None:
    manifest.record(Changes(files=(ONE,), articles=(entry("a", run=1), entry("b", run=2))))
    assert manifest.articles_of(1, not_seen_in=2) == ["a"]


def test_what_is_removed_is_gone(manifest: Manifest) -> None:
    manifest.record(Changes(files=(ONE,), articles=(entry("a"), entry("b"))))
    manifest.record(Changes(removed_articles=("a",), removed_files=(1,)))
    assert (manifest.files(), manifest.count(), manifest.article("a")) == ({}, 1, None)


def test_every_run_has_a_number_of_its_own(manifest: Manifest) -> None:
    run = manifest.next_run()
    manifest.record(Changes(files=(ONE,), articles=(entry("a", run=run),)))
    assert manifest.next_run() > run


class TestFixedArticles:
    HELD = FixedEntry("a", "told", "recognised")

    def test_articles_are_found_by_their_text_and_their_text_by_them(self, manifest: Manifest) -> None:
        manifest.record(Changes(files=(ONE,), articles=(entry("a"), entry("b"))))
        assert manifest.texts(["a", "gone"]) == {"a": "text of a"}
        assert manifest.with_texts(["text of b", "text of nothing"]) == {"text of b": ["b"]}
        assert manifest.paths(["a", "gone"]) == {"a": "one.txt"}

    def test_more_may_be_asked_for_than_a_statement_can_name(self, manifest: Manifest) -> None:
        assert manifest.texts(str(number) for number in range(100_000)) == {}

    def test_what_was_recognised_is_kept_until_no_fix_holds(self, manifest: Manifest) -> None:
        manifest.record(Changes(fixed=(self.HELD,)))
        assert manifest.fixed() == {"a": self.HELD}
        manifest.record(Changes(fixed=(FixedEntry("a"),)))
        assert manifest.fixed() == {}

    def test_after_a_crash_it_is_not_known_what_the_engine_holds(self, manifest: Manifest) -> None:
        manifest.record(Changes(fixed=(self.HELD,)))
        manifest.announce([("a", "one.txt")])
        manifest.reconcile({"a"})
        assert manifest.fixed() == {}


class TestAfterACrash:
    def test_an_article_that_the_engine_holds_is_listed_and_read_again(self, manifest: Manifest) -> None:
        manifest.announce([("new", "one.txt")])
        manifest.reconcile({"new"})
        known = manifest.article("new")
        assert known is not None
        assert known.digest == b""
        assert not manifest.files()["one.txt"].finished

    def test_an_article_that_the_engine_does_not_hold_is_not_listed(self, manifest: Manifest) -> None:
        manifest.record(Changes(files=(ONE,), articles=(entry("old"),)))
        manifest.announce([("old", "one.txt")])
        manifest.reconcile(set())
        assert manifest.count() == 0
        assert not manifest.files()["one.txt"].finished

    def test_recording_a_commit_leaves_nothing_pending(self, manifest: Manifest) -> None:
        manifest.announce([("a", "one.txt")])
        manifest.record(Changes(files=(ONE,), articles=(entry("a"),)))
        assert manifest.pending() == []


class TestDamage:
    def test_a_missing_file_is_told(self, tmp_path: Path) -> None:
        with pytest.raises(ManifestDamagedError, match="nowhere"):
            Manifest(tmp_path / "nowhere.db")

    @pytest.mark.parametrize("content", [b"", b"no database at all " * 500])
    def test_other_content_is_told(self, tmp_path: Path, content: bytes) -> None:
        path = tmp_path / "manifest.db"
        path.write_bytes(content)
        with pytest.raises(ManifestDamagedError):
            Manifest(path)

    def test_one_of_another_version_is_not_read(self, tmp_path: Path) -> None:
        path = tmp_path / "manifest.db"
        Manifest(path, create=True).close()
        with contextlib.closing(sqlite3.connect(path)) as database:
            database.execute("PRAGMA user_version = 1")
        with pytest.raises(ManifestDamagedError, match="another version"):
            Manifest(path)

    def test_torn_pages_are_found(self, tmp_path: Path) -> None:
        path = tmp_path / "manifest.db"
        with Manifest(path, create=True) as manifest:
            manifest.record(
                Changes(files=(ONE,), articles=tuple(ArticleEntry(f"{n:016x}", 1, b"d" * 16, 1) for n in range(5000)))
            )
        content = bytearray(path.read_bytes())
        content[20_000:60_000] = bytes(40_000)
        path.write_bytes(content)
        try:
            with Manifest(path, read_only=True) as manifest:
                problems = manifest.problems()
        except ManifestDamagedError as error:
            problems = [error.message]
        assert problems

    def test_one_that_another_process_is_reading_is_not_damaged(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr("searchtui.index.manifest._LONGEST_WAIT", 0.05)
        path = tmp_path / "manifest.db"
        with Manifest(path, create=True) as manifest, contextlib.closing(sqlite3.connect(path)) as other:
            other.execute("BEGIN")
            other.execute("SELECT * FROM files").fetchall()
            with pytest.raises(OSError, match="locked"):
                manifest.record(Changes(files=(ONE,)))
            other.commit()
            manifest.record(Changes(files=(ONE,)))
            assert manifest.files() == {"one.txt": ONE}
