"""Files that hang, eat memory, kill their reader or change under it: each costs itself, and the rest is indexed."""

import gzip
import importlib
import json
import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from searchtui.config import find_library, load_settings
from searchtui.errors import SearchtuiError
from searchtui.index.items import ReadFile
from searchtui.index.progress import Summary
from searchtui.index.reindex import reindex
from searchtui.library import Library

from .conftest import Shelf

HERE = Path(__file__).parent


@pytest.fixture
def hostile(monkeypatch: pytest.MonkeyPatch) -> ReadFile:
    monkeypatch.syspath_prepend(HERE)
    reader: ReadFile = importlib.import_module("hostile_reader").read
    return reader


@pytest.fixture
def limited(shelf: Shelf) -> Shelf:
    """A library that gives a file one second and 300 MB, with some good articles in it."""
    (shelf.root / "searchtui.toml").write_text("max_file_seconds = 1\nmax_worker_mb = 300\n")
    for number in range(3):
        shelf.note(f"good{number}.txt", "walrus")
    return shelf


def reasons(summary: Summary) -> dict[str, str]:
    return {failure.path.removeprefix("seeds/"): failure.reason for failure in summary.failed}


GOOD = {"good0.txt", "good1.txt", "good2.txt"}


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("sleeps.txt", "given up after 1 second.*max_file_seconds"),
        ("spins.txt", "given up after 1 second.*max_file_seconds"),
        ("eats.txt", "more than 300 MB of memory.*max_worker_mb"),
        ("exits.txt", "ended unexpectedly .exit code 3.*another format"),
        ("crashes.txt", "ended unexpectedly .SIGSEGV.*another format"),
        ("killed.txt", "was killed, perhaps by the system"),
    ],
)
@pytest.mark.parametrize("jobs", [1, 2])
def test_what_a_file_does_to_its_reader_costs_that_file(
    limited: Shelf, hostile: ReadFile, monkeypatch: pytest.MonkeyPatch, name: str, told: str, jobs: int
) -> None:
    monkeypatch.setattr("searchtui.index.reading.QUICK_SUFFIXES", ())
    limited.note(name, "walrus")
    failed = reasons(limited.reindex(read=hostile, jobs=jobs))
    assert set(failed) == {name}
    assert re.search(told, failed[name])
    assert limited.found("walrus") == GOOD


def test_several_bad_files_are_each_reported_once(limited: Shelf, hostile: ReadFile) -> None:
    bad = {f"{what}{number}.txt" for what in ("exits", "crashes", "eats") for number in range(3)}
    for name in bad:
        limited.note(name, "walrus")
    summary = limited.reindex(read=hostile, jobs=2)
    assert sorted(failure.path for failure in summary.failed) == sorted(f"seeds/{name}" for name in bad)
    assert limited.found("walrus") == GOOD


def test_they_are_not_read_again_until_they_change(limited: Shelf, hostile: ReadFile) -> None:
    limited.note("exits.txt", "walrus")
    limited.reindex(read=hostile, jobs=2)
    assert set(reasons(limited.reindex(jobs=2))) == {"exits.txt"}
    limited.note("exits.txt", "narwhal")
    assert limited.reindex(jobs=2).failed == ()
    assert limited.found("narwhal") == {"exits.txt"}


def test_a_file_given_up_is_tried_again_once_it_may_take_longer(limited: Shelf, hostile: ReadFile) -> None:
    limited.note("sleeps.txt", "walrus")
    assert set(reasons(limited.reindex(read=hostile, jobs=2))) == {"sleeps.txt"}
    (limited.root / "searchtui.toml").write_text("max_file_seconds = 50\n")
    assert limited.reindex(jobs=2).failed == ()
    assert limited.found("walrus") == {*GOOD, "sleeps.txt"}


def test_memory_that_one_file_left_taken_is_not_the_next_ones_fault(limited: Shelf, hostile: ReadFile) -> None:
    for name in ("leaves.txt", "needs.txt"):
        limited.note(name, "walrus")
    summary = limited.reindex(read=hostile, jobs=2, only=(limited.root / "seeds",))
    assert summary.failed == ()
    assert limited.found("walrus") == {*GOOD, "leaves.txt", "needs.txt"}


def test_articles_before_the_record_that_stalls_are_kept(limited: Shelf, hostile: ReadFile) -> None:
    limited.write(
        "stalls.jsonl",
        "".join(json.dumps({"title": f"Tide {n}", "text": f"Seal{n} swam by."}) + "\n" for n in range(200)),
    )
    failed = reasons(limited.reindex(read=hostile, jobs=2))
    assert "given up" in failed["stalls.jsonl"]
    with Library.open(limited.root) as library:
        assert library.search("seal*").total == 200


def test_a_file_that_vanishes_in_a_worker_is_no_failure(limited: Shelf, hostile: ReadFile) -> None:
    limited.note("vanishes.txt", "walrus")
    assert limited.reindex(read=hostile, jobs=2).failed == ()
    assert limited.found("walrus") == GOOD


def test_a_file_that_changes_while_read_is_read_again_next_time(limited: Shelf, hostile: ReadFile) -> None:
    path = limited.note("shrinks.txt", "narwhal")
    limited.reindex(read=hostile, jobs=2)
    path.write_text("Harbour news\n\nThe harbour office of Quern said that a narwhal came.\n")
    limited.reindex(jobs=2)
    assert limited.found("narwhal") == {"shrinks.txt"}


def test_libraries_that_print_are_not_heard(
    limited: Shelf, hostile: ReadFile, capfd: pytest.CaptureFixture[str]
) -> None:
    limited.note("prints.txt", "walrus")
    limited.reindex(read=hostile, jobs=2)
    assert "noise" not in "".join(capfd.readouterr())


@pytest.mark.skipif(os.geteuid() == 0, reason="nothing is forbidden to the superuser")
def test_a_file_that_may_not_be_read_is_tried_again_each_time(limited: Shelf) -> None:
    path = limited.note("locked.txt", "walrus")
    path.chmod(0)
    assert set(reasons(limited.reindex())) == {"locked.txt"}
    path.chmod(0o600)
    assert limited.reindex().failed == ()


@pytest.mark.parametrize(
    "name", ["huge.txt", "huge.json", "huge.jsonl", "huge.html", "huge.pdf", "huge.eml", "huge.zip"]
)
def test_a_huge_file_is_reported(shelf: Shelf, name: str) -> None:
    shelf.note("good.txt", "walrus")
    with (shelf.root / "seeds" / name).open("wb") as file:
        file.truncate(1 << 30)
    assert set(reasons(shelf.reindex(jobs=None))) == {name}
    assert shelf.found("walrus") == {"good.txt"}


def test_an_article_of_millions_of_words_is_reported_and_read_once_that_is_allowed(shelf: Shelf) -> None:
    shelf.note("good.txt", "walrus")
    shelf.write("long.txt", "walrus " * 200_000)
    settings = shelf.root / "searchtui.toml"
    settings.write_text("max_article_mb = 1\n")
    assert "max_article_mb" in reasons(shelf.reindex())["long.txt"]
    assert shelf.found("walrus") == {"good.txt"}
    settings.write_text("max_article_mb = 2\n")
    assert not reasons(shelf.reindex())
    assert shelf.found("walrus") == {"good.txt", "long.txt"}


def test_a_gzip_bomb_is_reported(shelf: Shelf) -> None:
    shelf.note("good.txt", "walrus")
    with gzip.open(shelf.root / "seeds" / "bomb.txt.gz", "wb") as file:
        for _ in range(300):
            file.write(bytes(1_000_000))
    assert set(reasons(shelf.reindex(jobs=None))) == {"bomb.txt.gz"}
    assert shelf.found("walrus") == {"good.txt"}


def test_loops_of_links_are_reported_and_not_followed(shelf: Shelf) -> None:
    shelf.note("good.txt", "walrus")
    seeds = shelf.root / "seeds"
    (seeds / "loop.txt").symlink_to("loop.txt")
    (seeds / "round").symlink_to(seeds)
    assert set(reasons(shelf.reindex())) == {"loop.txt"}
    assert shelf.found("walrus") == {"good.txt"}


def test_a_reason_cannot_steer_a_terminal(shelf: Shelf) -> None:
    def read(path: Path, name: str, *, max_bytes: int) -> Iterator[object]:
        raise ValueError("\x1b[2J")

    shelf.note("one.txt", "walrus")
    assert "\\x1b[2J" in reasons(shelf.reindex(read=read))["one.txt"]


def test_workers_that_cannot_start_are_told_apart_from_bad_files(
    shelf: Shelf, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    shelf.note("one.txt", "walrus")
    monkeypatch.setattr("searchtui.index.worker_process._START", "raise SystemExit(9)")
    with pytest.raises(SearchtuiError, match="as soon as they are started"):
        shelf.reindex(jobs=2)


def test_a_stuck_reader_does_not_keep_a_reindex_from_being_stopped(shelf: Shelf, hostile: ReadFile) -> None:
    shelf.note("spins.txt", "walrus")
    started = iter(
        reindex(
            find_library(shelf.root),
            load_settings(shelf.root),
            jobs=2,
            read=hostile,
            cancelled=iter([False] * 5 + [True] * 1000).__next__,
        )
    )
    *_, last = started
    assert last.summary is not None
    assert last.summary.interrupted


ORPHANS = """
import sys
sys.path[:0] = sys.argv[3:]
import hostile_reader
from pathlib import Path
from searchtui.config import find_library, load_settings
from searchtui.index.reindex import reindex
for _ in reindex(find_library(sys.argv[1]), load_settings(Path(sys.argv[1])), jobs=2, read=hostile_reader.read):
    print(flush=True)
"""


@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="processes are looked up in /proc")
@pytest.mark.parametrize("name", ["sleeps.txt", "spins.txt"])
def test_workers_do_not_outlive_a_parent_that_is_killed(limited: Shelf, name: str) -> None:
    limited.note(name, "walrus")
    limited.note(f"more-{name}", "walrus")
    parent = subprocess.Popen(
        [sys.executable, "-c", ORPHANS, str(limited.root), "", str(HERE)], stdout=subprocess.PIPE, text=True
    )
    assert parent.stdout is not None
    while not (workers := children_of(parent.pid)):
        assert parent.stdout.readline(), "it ended before it started workers"
    parent.send_signal(signal.SIGKILL)
    parent.communicate()
    while any(is_alive(worker) for worker in workers):  # the test's timeout is the assertion
        time.sleep(0.02)


def children_of(process: int) -> list[int]:
    return [
        int(number)
        for task in Path(f"/proc/{process}/task").iterdir()
        for number in (task / "children").read_text().split()
    ]


def is_alive(process: int) -> bool:
    """Whether a process runs; one that has ended and waits to be noted by its parent does not."""
    try:
        return Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0] not in {"Z", "X"}
    except OSError:
        return False
