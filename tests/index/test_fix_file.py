"""The file of fixes outlives two writers at once, and being killed."""

import datetime as dt
import random
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from searchtui.articles.fixes import Fact, Fix
from searchtui.articles.ids import article_id
from searchtui.errors import UsageError
from searchtui.index.fix_file import FixFile, problem_notes
from searchtui.library import Library

from .conftest import Shelf

NOON = dt.datetime(2031, 1, 1, 12, tzinfo=dt.UTC)

FIX_ONE_AFTER_THE_OTHER = """
import sys
from searchtui.library import Library
with Library.open(sys.argv[1]) as library:
    for article_id in sys.argv[3:]:
        library.fix([article_id], outlet=sys.argv[2])
        print(article_id, flush=True)
"""


def outlet(path: str, value: str, moment: dt.datetime = NOON) -> Fix:
    return Fix(article_id(path, None), Fact.OUTLET, value, moment, path)


def values(file: FixFile) -> dict[str, str | None]:
    return {fix.path: fix.value for fix in file.read().fixes.values()}


def fixing(shelf: Shelf, name: str, ids: list[str]) -> subprocess.Popen[str]:
    """A process that fixes articles one by one and says so."""
    command = [sys.executable, "-c", FIX_ONE_AFTER_THE_OTHER, str(shelf.root), name, *ids]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def filled(shelf: Shelf, count: int) -> list[str]:
    """The ids of so many articles."""
    for number in range(count):
        shelf.note(f"{number:02}.txt", f"walrus{number}")
    shelf.reindex()
    with Library.open(shelf.root) as library:
        return [hit.id for hit in library.search("", limit=count, snippets=False).hits]


def test_what_is_added_is_there_for_others(tmp_path: Path) -> None:
    FixFile(tmp_path / ".searchtui").add([outlet("seeds/a.txt", "DW")])
    assert values(FixFile(tmp_path / ".searchtui")) == {"seeds/a.txt": "DW"}


def test_a_new_fix_holds_even_if_the_one_before_was_made_by_a_clock_ahead_of_ours(tmp_path: Path) -> None:
    file = FixFile(tmp_path)
    file.add([outlet("seeds/a.txt", "DW", NOON + dt.timedelta(days=300))])
    file.add([outlet("seeds/a.txt", "Quern Courier")])
    assert values(file) == {"seeds/a.txt": "Quern Courier"}


def test_lines_are_sorted_so_that_two_versions_merge(tmp_path: Path) -> None:
    file = FixFile(tmp_path)
    file.add([outlet("seeds/b.txt", "DW")])
    file.add([outlet("seeds/a.txt", "DW")])
    lines = file.path.read_text().splitlines()
    assert [line[:21] for line in lines] == ['{"path": "seeds/a.txt', '{"path": "seeds/b.txt']


def test_a_linked_file_stays_a_link_and_keeps_its_mode(tmp_path: Path) -> None:
    real = tmp_path / "synced.jsonl"
    real.touch(mode=0o640)
    file = FixFile(tmp_path / ".searchtui")
    file.path.parent.mkdir()
    file.path.symlink_to(real)
    file.add([outlet("seeds/a.txt", "DW")])
    assert file.path.is_symlink()
    assert real.stat().st_mode & 0o777 == 0o640
    assert "DW" in real.read_text()


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / ".searchtui").touch()
    with pytest.raises(UsageError, match="cannot be written"):
        FixFile(tmp_path / ".searchtui").add([outlet("seeds/a.txt", "DW")])


def test_many_damaged_lines_are_told_in_a_few(tmp_path: Path) -> None:
    file = FixFile(tmp_path)
    file.path.write_text("damaged\n" * 100)
    notes = problem_notes(file.read())
    assert len(notes) == 6
    assert "95 more" in notes[-1]


def test_two_processes_lose_nothing_of_each_other(shelf: Shelf) -> None:
    ids = filled(shelf, 16)
    processes = [fixing(shelf, "Quern Courier", ids[::2]), fixing(shelf, "Quern Mirror", ids[1::2])]
    for process in processes:
        _, errors = process.communicate()
        assert process.returncode == 0, errors
    with Library.open(shelf.root) as library:
        assert [library.article(each).outlet for each in ids] == ["Quern Courier", "Quern Mirror"] * 8
    assert shelf.problems() == []


@pytest.mark.timeout(240)
def test_killed_at_any_moment_it_keeps_every_fix_it_has_told_of(shelf: Shelf) -> None:
    chance = random.Random(31)
    ids = filled(shelf, 12)
    for turn in range(6):
        process = fixing(shelf, f"Outlet {turn}", ids)
        assert process.stdout is not None
        told = [process.stdout.readline().strip() for _ in range(chance.randrange(1, 8))]
        process.send_signal(signal.SIGKILL)
        told += process.communicate()[0].split()
        assert shelf.problems() == []
        assert FixFile(shelf.root / ".searchtui").read().problems == ()
        shelf.reindex()
        with Library.open(shelf.root) as library:
            now = {each: library.article(each).outlet for each in ids}
        assert {now[each] for each in told} == {f"Outlet {turn}"}
    with Library.open(shelf.root) as library:
        library.undo_fix(ids)
        assert library.search("outlet:?", limit=0).total == len(ids)
