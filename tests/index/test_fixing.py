"""What the user fixes is in the index at once, and stays whatever becomes of index and files."""

import datetime as dt
import json
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from filelock import FileLock

from searchtui.articles.article import Article, Kind
from searchtui.errors import ArticleNotFoundError, IndexUnavailableError, UsageError
from searchtui.index import fixing
from searchtui.index.fix_result import FixResult
from searchtui.index.generations import LOCK_FILE
from searchtui.index.manifest import Changes, Manifest
from searchtui.library import Library

from .conftest import Shelf, refuse

DAY = dt.date(2031, 1, 2)


def articles(shelf: Shelf) -> dict[str, Article]:
    """Every article of the index by its file's name."""
    with Library.open(shelf.root) as library:
        found = [library.article(hit.id) for hit in library.search("", limit=1000, snippets=False).hits]
    return {article.path.removeprefix("seeds/"): article for article in found}


def outlets(shelf: Shelf) -> dict[str, str | None]:
    return {name: article.outlet for name, article in articles(shelf).items()}


def fix(shelf: Shelf, name: str, outlet: str | None = "Quern Courier") -> FixResult:
    with Library.open(shelf.root) as library:
        return library.fix([articles(shelf)[name].id], outlet=outlet)


def undo(shelf: Shelf, name: str) -> FixResult:
    with Library.open(shelf.root) as library:
        return library.undo_fix([articles(shelf)[name].id])


def move(shelf: Shelf, old: str, new: str) -> None:
    target = shelf.root / "seeds" / new
    target.parent.mkdir(exist_ok=True)
    (shelf.root / "seeds" / old).rename(target)


@pytest.fixture
def fixes(shelf: Shelf) -> Path:
    """The file that fixes are in."""
    return shelf.root / ".searchtui" / "fixes.jsonl"


@pytest.fixture
def busy(shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> FileLock:
    """What another process that changes the index holds."""
    monkeypatch.setattr(fixing, "LONGEST_WAIT", 0)
    return FileLock(shelf.root / "index" / LOCK_FILE)


@pytest.fixture(autouse=True)
def two_articles(shelf: Shelf) -> None:
    shelf.note("one.txt", "walrus")
    shelf.note("two.txt", "narwhal")
    shelf.reindex()


class TestAtOnce:
    def test_what_was_and_what_is_now_are_told(self, shelf: Shelf) -> None:
        [fixed] = fix(shelf, "one.txt").articles
        assert (fixed.before.outlet, fixed.after and fixed.after.outlet) == (None, "Quern Courier")

    def test_the_fixed_fact_is_searched_counted_and_shown_as_the_users(self, shelf: Shelf) -> None:
        fix(shelf, "one.txt")
        assert (shelf.found('outlet:"quern courier"'), shelf.found("outlet:?")) == ({"one.txt"}, {"two.txt"})
        with Library.open(shelf.root) as library:
            page = library.search("", facets=True)
            stats = library.stats()
        assert page.facets is not None
        assert ("Quern Courier", 1) in page.facets.outlets
        assert ("Quern Courier", 1) in stats.outlets
        evidence = articles(shelf)["one.txt"].outlet_evidence
        assert (evidence.kind, evidence.rule) == (Kind.FIXED, "fixed by you")

    def test_date_and_title_are_searched(self, shelf: Shelf) -> None:
        with Library.open(shelf.root) as library:
            library.fix([articles(shelf)["one.txt"].id], date=DAY, title="Seals after all")
        assert shelf.found("date:2031-01-02") == shelf.found("title:seals") == {"one.txt"}

    def test_that_nobody_knows_can_be_fixed(self, shelf: Shelf) -> None:
        shelf.write("2031-05-06_three.txt", "Tide tables corrected\n\nThe tide tables of Quern were wrong all along.\n")
        shelf.reindex()
        with Library.open(shelf.root) as library:
            library.fix([articles(shelf)["2031-05-06_three.txt"].id], date=None)
        assert "2031-05-06_three.txt" in shelf.found("date:?")

    def test_several_articles_are_fixed_together(self, shelf: Shelf) -> None:
        with Library.open(shelf.root) as library:
            library.fix([article.id for article in articles(shelf).values()], outlet="Quern Courier")
        assert shelf.found("outlet:quern") == {"one.txt", "two.txt"}

    def test_where_one_is_missing_none_is_fixed(self, shelf: Shelf, fixes: Path) -> None:
        with Library.open(shelf.root) as library, pytest.raises(ArticleNotFoundError):
            library.fix([articles(shelf)["one.txt"].id, "0123456789abcdef"], outlet="Quern Courier")
        assert not fixes.exists()

    @pytest.mark.parametrize("facts", [{}, {"outlet": ""}, {"title": "\x1b"}])
    def test_what_cannot_be_meant_is_refused(self, shelf: Shelf, facts: dict[str, str]) -> None:
        with Library.open(shelf.root) as library, pytest.raises(UsageError):
            library.fix([articles(shelf)["one.txt"].id], **facts)

    def test_without_an_index_there_is_nothing_to_fix(self, shelf: Shelf) -> None:
        shutil.rmtree(shelf.root / "index")
        with Library.open(shelf.root) as library, pytest.raises(IndexUnavailableError):
            library.fix(["0123456789abcdef"], outlet="Quern Courier")

    def test_the_index_stays_sound(self, shelf: Shelf) -> None:
        fix(shelf, "one.txt")
        undo(shelf, "one.txt")
        assert shelf.problems() == []


class TestUndone:
    def test_what_was_recognised_is_back_with_its_evidence(self, shelf: Shelf) -> None:
        before = articles(shelf)
        with Library.open(shelf.root) as library:
            library.fix([before["one.txt"].id], outlet="Quern Courier", date=DAY, title="Seals")
        [undone] = undo(shelf, "one.txt").articles
        assert undone.after == before["one.txt"]
        assert articles(shelf) == before

    def test_fixed_twice_it_is_still_what_was_recognised_that_comes_back(self, shelf: Shelf) -> None:
        before = articles(shelf)
        fix(shelf, "one.txt")
        fix(shelf, "one.txt", "Quern Mirror")
        undo(shelf, "one.txt")
        assert articles(shelf) == before

    def test_what_was_not_fixed_is_left_out(self, shelf: Shelf) -> None:
        assert undo(shelf, "one.txt").articles == ()

    def test_a_copy_of_the_fix_made_before_does_not_bring_it_back(self, shelf: Shelf, fixes: Path) -> None:
        fix(shelf, "one.txt")
        older = fixes.read_bytes()
        undo(shelf, "one.txt")
        fixes.write_bytes(fixes.read_bytes() + older)
        shelf.reindex()
        assert outlets(shelf)["one.txt"] is None

    def test_one_that_came_along_with_a_moved_file_is_undone_too(self, shelf: Shelf) -> None:
        fix(shelf, "one.txt")
        move(shelf, "one.txt", "moved.txt")
        shelf.reindex()
        undo(shelf, "moved.txt")
        shelf.reindex()
        assert outlets(shelf)["moved.txt"] is None


class TestItStays:
    @pytest.fixture(autouse=True)
    def fixed(self, shelf: Shelf, two_articles: None) -> None:
        fix(shelf, "one.txt")

    def test_when_the_index_is_built_anew(self, shelf: Shelf) -> None:
        shelf.reindex(full=True)
        assert outlets(shelf)["one.txt"] == "Quern Courier"

    def test_when_the_index_is_deleted(self, shelf: Shelf) -> None:
        shutil.rmtree(shelf.root / "index")
        shelf.reindex()
        assert outlets(shelf)["one.txt"] == "Quern Courier"

    def test_when_the_file_is_read_again(self, shelf: Shelf) -> None:
        shelf.note("one.txt", "walrus")
        shelf.reindex()
        assert outlets(shelf)["one.txt"] == "Quern Courier"

    def test_when_the_text_is_edited(self, shelf: Shelf) -> None:
        shelf.note("one.txt", "seal")
        shelf.reindex()
        assert outlets(shelf)["one.txt"] == "Quern Courier"

    @pytest.mark.parametrize("name", ["aaa.txt", "zzz.txt", "folder/one.txt"])
    def test_when_the_file_is_renamed_or_moved(self, shelf: Shelf, name: str) -> None:
        move(shelf, "one.txt", name)
        shelf.reindex()
        assert outlets(shelf) == {name: "Quern Courier", "two.txt": None}

    def test_with_the_text_when_files_change_places(self, shelf: Shelf) -> None:
        for old, new in (("one.txt", "three.txt"), ("two.txt", "one.txt"), ("three.txt", "two.txt")):
            move(shelf, old, new)
        shelf.reindex(full=True)
        assert outlets(shelf) == {"one.txt": None, "two.txt": "Quern Courier"}

    def test_with_its_record_when_others_are_put_before_it(self, shelf: Shelf) -> None:
        records = [{"title": f"Tide {number}", "text": f"The tide of day {number} was high."} for number in range(3)]
        path = shelf.write("tides.json", json.dumps(records[1:]))
        shelf.reindex()
        with Library.open(shelf.root) as library:
            [hit] = library.search('title:"tide 1"').hits
            library.fix([hit.id], outlet="Quern Mirror")
        shelf.write(path.name, json.dumps(records))
        shelf.reindex()
        with Library.open(shelf.root) as library:
            assert [hit.title for hit in library.search("outlet:mirror").hits] == ["Tide 1"]

    def test_where_it_was_made_when_the_text_is_saved_twice(self, shelf: Shelf) -> None:
        shutil.copy(shelf.root / "seeds" / "one.txt", shelf.root / "seeds" / "copy.txt")
        shelf.reindex()
        assert outlets(shelf) == {"one.txt": "Quern Courier", "copy.txt": None, "two.txt": None}

    def test_with_the_copy_when_only_that_is_left(self, shelf: Shelf) -> None:
        shutil.copy(shelf.root / "seeds" / "one.txt", shelf.root / "seeds" / "copy.txt")
        shelf.reindex()
        (shelf.root / "seeds" / "one.txt").unlink()
        shelf.reindex()
        assert outlets(shelf) == {"copy.txt": "Quern Courier", "two.txt": None}

    def test_for_when_the_file_comes_back(self, shelf: Shelf) -> None:
        text = (shelf.root / "seeds" / "one.txt").read_text("utf-8")
        (shelf.root / "seeds" / "one.txt").unlink()
        shelf.reindex()
        shelf.write("one.txt", text)
        shelf.reindex()
        assert outlets(shelf)["one.txt"] == "Quern Courier"


class TestTheFileIsTheTruth:
    def test_a_line_that_came_from_elsewhere_is_applied_without_reading_articles(
        self, shelf: Shelf, fixes: Path
    ) -> None:
        fixes.parent.mkdir()
        fixes.write_text('{"path": "seeds/two.txt", "fact": "outlet", "value": "Quern Mirror"}\n')
        summary = shelf.reindex(read=refuse)
        assert outlets(shelf)["two.txt"] == "Quern Mirror"
        assert summary.notes == ("1 article has got your fixes.",)
        assert shelf.reindex().notes == ()

    def test_without_the_file_nothing_is_fixed(self, shelf: Shelf, fixes: Path) -> None:
        before = articles(shelf)
        fix(shelf, "one.txt")
        fixes.unlink()
        shelf.reindex(read=refuse)
        assert articles(shelf) == before

    def test_a_damaged_line_is_told_and_kept(self, shelf: Shelf, fixes: Path) -> None:
        fix(shelf, "one.txt")
        with fixes.open("a") as file:
            file.write("<<<<<<< mine\n")
        [note] = shelf.reindex().notes
        assert "line 2" in note
        fix(shelf, "two.txt")
        assert "<<<<<<< mine" in fixes.read_text().splitlines()

    def test_one_that_cannot_be_read_is_told_and_undoes_nothing(self, shelf: Shelf, fixes: Path) -> None:
        fix(shelf, "one.txt")
        fixes.unlink()
        fixes.mkdir()
        [note] = shelf.reindex().notes
        assert "cannot be read" in note
        assert outlets(shelf)["one.txt"] == "Quern Courier"


class TestWhileAnotherProcessChangesTheIndex:
    def test_a_fix_is_kept_for_the_next_reindex(self, shelf: Shelf, busy: FileLock) -> None:
        with busy:
            result = fix(shelf, "one.txt")
            assert "when it is done" in result.waits
            assert outlets(shelf)["one.txt"] is None
        shelf.reindex()
        assert outlets(shelf)["one.txt"] == "Quern Courier"

    def test_undoing_is_kept_too_and_does_not_guess(self, shelf: Shelf, busy: FileLock) -> None:
        fix(shelf, "one.txt")
        with busy:
            result = undo(shelf, "one.txt")
        assert [each.after for each in result.articles] == [None]
        shelf.reindex()
        assert outlets(shelf)["one.txt"] is None

    @pytest.mark.parametrize("full", [False, True])
    def test_a_fix_made_during_a_reindex_is_applied_by_it(self, shelf: Shelf, busy: FileLock, full: bool) -> None:
        with Library.open(shelf.root) as library:
            fixed = False
            for progress in library.reindex(full=full):
                if not fixed or progress.summary:
                    fix(shelf, "two.txt" if fixed else "one.txt")
                    fixed = True
        assert outlets(shelf) == {"one.txt": "Quern Courier", "two.txt": "Quern Courier"}

    def test_an_index_of_another_version_is_left_to_the_reindex(self, shelf: Shelf) -> None:
        shelf.write("../searchtui.toml", 'default_language = "de"\n')
        assert "searchtui reindex" in fix(shelf, "one.txt").waits
        shelf.reindex()
        assert outlets(shelf)["one.txt"] == "Quern Courier"


class TestAfterACrash:
    @pytest.mark.parametrize("change", [fix, undo], ids=["fixing", "undoing"])
    def test_between_engine_and_manifest_nothing_is_mixed_up(
        self, shelf: Shelf, monkeypatch: pytest.MonkeyPatch, change: Callable[[Shelf, str], FixResult]
    ) -> None:
        recognised = articles(shelf)
        if change is undo:
            fix(shelf, "one.txt")

        def crash(self: Manifest, changes: Changes) -> None:
            raise KeyboardInterrupt

        with monkeypatch.context() as crashing:
            crashing.setattr(Manifest, "record", crash)
            with pytest.raises(KeyboardInterrupt):
                change(shelf, "one.txt")
        shelf.reindex()
        assert outlets(shelf)["one.txt"] == ("Quern Courier" if change is fix else None)
        undo(shelf, "one.txt")
        assert articles(shelf) == recognised
        assert shelf.problems() == []


class TestCompletion:
    def test_outlets_of_the_library_come_first_with_their_counts(self, shelf: Shelf) -> None:
        fix(shelf, "one.txt", "Deutscher Hafenbote")
        with Library.open(shelf.root) as library:
            names = library.outlet_names("deutsch")
        assert names[0] == ("Deutscher Hafenbote", 1)
        assert ("DW", 0) in names

    def test_known_outlets_are_offered_without_an_index(self, shelf: Shelf) -> None:
        shutil.rmtree(shelf.root / "index")
        with Library.open(shelf.root) as library:
            assert ("Reuters", 0) in library.outlet_names("reut")
