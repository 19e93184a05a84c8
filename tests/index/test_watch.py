"""Changes under the folder of articles are told once they are settled, whatever happens to the folder."""

from collections.abc import Callable, Iterator
from pathlib import Path
from threading import Event, Timer

import pytest
import watchfiles

from searchtui.config import find_library
from searchtui.errors import SearchtuiError
from searchtui.index import watch as watching
from searchtui.index.watch import watch

from .conftest import Shelf


class Watched:
    """A library that is being watched."""

    def __init__(self, shelf: Shelf) -> None:
        self.seeds = shelf.root / "seeds"
        self.told: list[str] = []
        self.stop = Event()
        self.told_to: Callable[[str], None] = lambda sentence: None
        self._changes = watch(find_library(shelf.root), self.stop, self._tell)

    def _tell(self, sentence: str) -> None:
        self.told.append(sentence)
        self.told_to(sentence)

    def next(self) -> set[str]:
        """The names, relative to the folder of articles, that are told next; "." is all of it."""
        return {path.relative_to(self.seeds).as_posix() for path in next(self._changes)}

    def until(self, name: str) -> set[str]:
        """All names that are told until this one is."""
        told: set[str] = set()
        while name not in told:
            told |= self.next()
        return told


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "QUIET_SECONDS", 0.1)
    monkeypatch.setattr(watching, "LOOK_SECONDS", 0.02)


@pytest.fixture
def watched(shelf: Shelf, quick: None) -> Iterator[Watched]:
    watched = Watched(shelf)
    assert watched.next() == {"."}
    yield watched
    watched.stop.set()


def test_a_new_file_is_told(watched: Watched, shelf: Shelf) -> None:
    shelf.note("one.txt", "walrus")
    assert watched.until("one.txt") == {"one.txt"}


@pytest.mark.parametrize("change", [Path.unlink, lambda path: path.rename(path.with_name("two.txt"))])
def test_a_file_that_is_gone_is_told(watched: Watched, shelf: Shelf, change: Callable[[Path], object]) -> None:
    path = shelf.note("one.txt", "walrus")
    watched.until("one.txt")
    change(path)
    assert watched.until("one.txt") <= {"one.txt", "two.txt"}


def test_a_folder_that_is_moved_in_is_told(watched: Watched, shelf: Shelf, tmp_path: Path) -> None:
    (tmp_path / "press").mkdir()
    (tmp_path / "press" / "one.txt").write_text("Walrus")
    (tmp_path / "press").rename(watched.seeds / "press")
    assert "press" in watched.until("press")


def test_a_file_that_grows_is_told_when_it_has_stopped(watched: Watched, monkeypatch: pytest.MonkeyPatch) -> None:
    sizes = iter(range(5))
    looks = []

    def growing(path: Path) -> object:
        looks.append(path.name)
        return next(sizes, "done")

    monkeypatch.setattr(watching, "_stamp", growing)
    (watched.seeds / "grows.txt").write_text("Walrus")
    watched.until("grows.txt")
    assert looks == ["grows.txt"] * 7  # five sizes, and the last one twice


@pytest.mark.parametrize("name", [".hidden.txt", "picture.jpeg", ".git/one.txt"])
def test_what_holds_no_article_is_not_told(watched: Watched, shelf: Shelf, name: str) -> None:
    shelf.write(name, "Walrus")
    shelf.note("two.txt", "walrus")
    assert watched.until("two.txt") == {"two.txt"}


def test_very_many_changes_are_told_as_all(watched: Watched, shelf: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watching, "MOST_PLACES", 3)
    for number in range(20):
        shelf.note(f"{number}.txt", "walrus")
    assert "." in watched.until(".")


def test_a_folder_that_goes_and_comes_back_is_told_as_all(shelf: Shelf, tmp_path: Path, quick: None) -> None:
    away = tmp_path / "away"
    watched = Watched(shelf)

    def bring_back(sentence: str) -> None:
        watched.seeds.rmdir()
        away.rename(watched.seeds)

    shelf.note("one.txt", "walrus")
    assert watched.next() == {"."}
    watched.told_to = bring_back
    watched.seeds.rename(away)
    watched.seeds.mkdir()  # as empty as the place of a disk that was unmounted: its articles are not deleted
    assert watched.next() == {"."}
    assert "is gone" in watched.told[0]
    assert (watched.seeds / "one.txt").exists()


def test_that_a_folder_is_gone_which_never_was_there_is_not_told(shelf: Shelf, quick: None) -> None:
    (shelf.root / "seeds").rmdir()
    stop, told = Event(), list[str]()
    Timer(0.3, stop.set).start()
    assert not list(watch(find_library(shelf.root), stop, told.append, holds_articles=False))
    assert told == []


def test_where_the_system_tells_of_no_changes_the_folder_is_looked_through(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    genuine = watchfiles.watch

    def refuse(*folders: Path, force_polling: bool | None, **options: object) -> object:
        if not force_polling:
            raise RuntimeError("OS file watch limit reached")
        return genuine(*folders, force_polling=True, **options)  # type: ignore[arg-type]

    monkeypatch.setattr(watchfiles, "watch", refuse)
    monkeypatch.setattr(watching, "POLL_SECONDS", 0.05)
    monkeypatch.setattr(watching, "QUIET_SECONDS", 0.1)
    watched = Watched(shelf)
    assert watched.next() == {"."}
    assert "watch limit reached" in watched.told[0]
    assert "max_user_watches" in watched.told[0]
    shelf.note("one.txt", "walrus")
    assert watched.until("one.txt") == {"one.txt"}


def test_a_folder_that_cannot_be_watched_at_all_is_told_with_a_hint(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*folders: Path, **options: object) -> object:
        raise OSError("no")

    monkeypatch.setattr(watchfiles, "watch", refuse)
    with pytest.raises(SearchtuiError, match="cannot be watched") as caught:
        Watched(shelf).next()
    assert "from time to time" in caught.value.hint


def test_it_ends_when_told_to(watched: Watched) -> None:
    watched.stop.set()
    with pytest.raises(StopIteration):
        watched.next()
