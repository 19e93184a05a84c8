from pathlib import Path

import pytest

from searchtui.config import LibraryPaths, find_library
from searchtui.errors import UsageError
from searchtui.files.find import FoundFile, Unreadable
from searchtui.index.manifest import FileEntry
from searchtui.index.plan import Scope, make_plan, scope_of, walk

FOUND = FoundFile("2023/one.txt", 100, 5_000)
KNOWN = FileEntry(1, "2023/one.txt", 100, 5_000, finished=True, limits="9")


def nothing(place: str) -> bool:
    return False


def names(files: list[FoundFile] | list[FileEntry]) -> list[str]:
    return [file.path for file in files]


@pytest.mark.parametrize(
    "known",
    [
        None,
        KNOWN._replace(size=101),
        KNOWN._replace(mtime_ns=4_999),
        KNOWN._replace(mtime_ns=5_001),
        KNOWN._replace(finished=False),
        KNOWN._replace(limits="8", failures=("It holds more than 8 bytes.",)),
    ],
    ids=["new", "size", "older", "newer", "unfinished", "failed under another cap"],
)
def test_a_file_is_read_if(known: FileEntry | None) -> None:
    plan = make_plan([FOUND], {known.path: known} if known else {}, limits="9")
    assert names(plan.to_read) == ["2023/one.txt"]


@pytest.mark.parametrize("known", [KNOWN, KNOWN._replace(failures=("It is empty.",)), KNOWN._replace(limits="8")])
def test_a_file_that_did_not_change_is_left_alone(known: FileEntry) -> None:
    plan = make_plan([FOUND], {known.path: known}, limits="9")
    assert (plan.to_read, plan.unchanged, plan.gone) == ([], [known], [])


def test_a_known_file_that_is_not_found_is_gone() -> None:
    assert make_plan([], {KNOWN.path: KNOWN}, limits="9").gone == [KNOWN]


@pytest.mark.parametrize("hidden", ["2023/one.txt", "2023", "."])
def test_a_file_out_of_sight_is_not_taken_for_gone(hidden: str) -> None:
    plan = make_plan([Unreadable(hidden, "Permission denied.")], {KNOWN.path: KNOWN}, limits="9")
    assert plan.gone == []


def test_outside_the_scope_nothing_is_gone() -> None:
    other = KNOWN._replace(path="2024/two.txt")
    plan = make_plan([], {KNOWN.path: KNOWN, other.path: other}, limits="9", scope=Scope(("2024",)))
    assert plan.gone == [other]


@pytest.fixture
def paths(tmp_path: Path) -> LibraryPaths:
    for name in ("a/one.txt", "a/b/two.txt", "ab/three.txt", "picture.png"):
        file = tmp_path / "seeds" / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text("text")
    return find_library(tmp_path)


class TestScope:
    @pytest.mark.parametrize(
        ("only", "expected"),
        [
            (["seeds/a"], ["a/b/two.txt", "a/one.txt"]),
            (["seeds/a/one.txt"], ["a/one.txt"]),
            (["seeds"], ["a/b/two.txt", "a/one.txt", "ab/three.txt"]),
            (["."], ["a/b/two.txt", "a/one.txt", "ab/three.txt"]),
            (["seeds/ab", "seeds/a/one.txt"], ["a/one.txt", "ab/three.txt"]),
        ],
    )
    def test_limits_what_is_looked_at(self, paths: LibraryPaths, only: list[str], expected: list[str]) -> None:
        scope = scope_of(paths, [paths.root / name for name in only], nothing)
        assert sorted(file.path for file in walk(paths, scope)) == expected

    def test_overlapping_places_name_a_file_once(self, paths: LibraryPaths) -> None:
        scope = scope_of(paths, [paths.seeds / "a", paths.seeds / "a" / "one.txt"], nothing)
        assert names(make_plan(walk(paths, scope), {}, limits="9").to_read) == ["a/b/two.txt", "a/one.txt"]

    def test_a_file_that_is_gone_can_be_named(self, paths: LibraryPaths) -> None:
        assert scope_of(paths, [paths.seeds / "2023" / "one.txt"], KNOWN.path.__eq__) == Scope(("2023/one.txt",))

    @pytest.mark.parametrize(
        ("name", "complaint"),
        [("seeds/nowhere.txt", "no file or folder"), ("elsewhere", "not in the folder"), ("seeds/picture.png", "kind")],
    )
    def test_what_cannot_be_meant_is_an_error(self, paths: LibraryPaths, name: str, complaint: str) -> None:
        with pytest.raises(UsageError, match=complaint):
            scope_of(paths, [paths.root / name], nothing)


def test_an_index_among_the_articles_is_not_read(tmp_path: Path) -> None:
    (tmp_path / "index").mkdir()
    (tmp_path / "index" / "current.json").write_text("{}")
    (tmp_path / "one.txt").write_text("text")
    paths = find_library(tmp_path, seeds=tmp_path)
    assert [file.path for file in walk(paths, None)] == ["one.txt"]
