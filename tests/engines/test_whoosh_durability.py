"""A commit is all or nothing, at whatever moment the program or the machine stops."""

import os
import random
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from searchtui.articles.article import Article
from searchtui.engines.protocol import SearchRequest
from searchtui.engines.registry import open_engine
from searchtui.engines.whoosh.codec.storage import DurableStorage
from searchtui.engines.whoosh.writing import writer
from searchtui.query.nodes import Everything

Make = Callable[..., Article]
Add = Callable[..., None]

WRITER = """
import pathlib, sys
from searchtui.articles.article import Article, Block, Part
from searchtui.engines.registry import open_engine
from searchtui.engines.whoosh.writing import merger

merger.SMALL_MERGE = int(sys.argv[3])
engine = open_engine("whoosh", pathlib.Path(sys.argv[1]), create=True)
print("ready", flush=True)
for number in range(int(sys.argv[2]), 1000):
    with engine.batch() as batch:
        for part in range(3):
            text = f"batch {number} part {part} " + " ".join(f"w{number * part + n}" for n in range(300))
            body = (Block(0, len(text), Part.BODY),)
            batch.add(Article(f"{number}.{part}", "p", None, "t", None, None, "en", text, body))
    print(number, flush=True)
"""


def committed(folder: Path) -> set[str]:
    engine = open_engine("whoosh", folder, create=True)
    assert engine.verify() == []
    return {hit.id for hit in engine.search(SearchRequest(Everything(), limit=10_000)).window}


@pytest.mark.skipif(os.name == "nt", reason="there is no kill -9 on Windows")
@pytest.mark.parametrize("merged_at_once", ["4096", "0"], ids=["merging in commits", "merging in the background"])
def test_killed_at_any_moment_the_index_holds_every_finished_commit_whole(folder: Path, merged_at_once: str) -> None:
    chance = random.Random(4)
    done = -1
    for _ in range(8):
        process = subprocess.Popen(
            [sys.executable, "-c", WRITER, str(folder), str(done + 1), merged_at_once],
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        for _ in range(chance.randint(0, 9)):
            done = int(process.stdout.readline())
        try:
            process.wait(chance.uniform(0, 0.05))
        except subprocess.TimeoutExpired:
            process.send_signal(signal.SIGKILL)
        reported = process.communicate()[0].split()
        done = int(reported[-1]) if reported else done
        ids = committed(folder)
        whole = {f"{number}.{part}" for number in range(done + 1) for part in range(3)}
        assert whole <= ids
        assert len(ids) % 3 == 0
        done = len(ids) // 3 - 1


def test_what_a_killed_writer_left_is_gone_after_the_next_commit(folder: Path, article: Make, add: Add) -> None:
    engine = open_engine("whoosh", folder, create=True)
    add(engine, article("a", "ferry"))
    left = ["MAIN_zzzzzzzzzzzzzzzz.trm", "MAIN_zzzzzzzzzzzzzzzz.3.del", "_MAIN_0.commit", "_MAIN_9.commit.new"]
    for name in left:
        (folder / name).write_bytes(b"half a file")
    (folder / "notes.txt").write_text("not ours")
    add(engine, article("b", "ferry"))
    names = {file.name for file in folder.iterdir()}
    assert not names & {*left}
    assert "notes.txt" in names
    assert committed(folder) == {"a", "b"}


@pytest.mark.skipif(os.name == "nt", reason="Windows has no folders to sync")
def test_every_file_is_on_the_disk_before_the_commit_shows_and_then_the_folder(
    folder: Path, article: Make, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine("whoosh", folder, create=True)
    events: list[str] = []
    fsync, replace = os.fsync, os.replace

    def sync(descriptor: int) -> None:
        events.append(Path(f"/proc/self/fd/{descriptor}").readlink().name)
        fsync(descriptor)

    def put(source: Path, target: Path) -> None:
        events.append(f"-> {Path(target).name}")
        replace(source, target)

    if not Path("/proc/self/fd").exists():
        pytest.skip("only Linux tells which file was synced")
    monkeypatch.setattr(os, "fsync", sync)
    monkeypatch.setattr(os, "replace", put)
    add(engine, article("a", "ferry"))
    shown = events.index("-> _MAIN_1.commit")
    segment_files = {file.name for file in folder.glob("MAIN_*.*")}
    assert segment_files | {"_MAIN_1.commit.new"} <= set(events[:shown])
    assert events[shown + 1] == folder.name


def test_a_commit_that_fails_leaves_the_old_state_and_a_free_lock(
    folder: Path, article: Make, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = open_engine("whoosh", folder, create=True)
    add(engine, article("a", "ferry"))

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(os, "replace", full)
        with pytest.raises(OSError, match="No space"):
            add(engine, article("b", "ferry"))
    assert committed(folder) == {"a"}
    add(engine, article("c", "ferry"))
    assert committed(folder) == {"a", "c"}


def names(folder: Path) -> set[str]:
    return {file.name for file in folder.iterdir()}


def test_a_batch_that_is_discarded_leaves_no_file_behind(folder: Path, article: Make, add: Add) -> None:
    engine = open_engine("whoosh", folder, create=True)
    add(engine, article("a", "ferry"))
    before = names(folder)

    def interrupted() -> None:
        with engine.batch() as batch:
            batch.add(article("b", "ferry"))
            raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        interrupted()
    assert names(folder) == before


@pytest.mark.parametrize("synced", range(6))
def test_a_disk_that_fills_up_at_any_moment_of_a_commit_gets_its_space_back(
    folder: Path, article: Make, add: Add, monkeypatch: pytest.MonkeyPatch, synced: int
) -> None:
    engine = open_engine("whoosh", folder, create=True)
    for id_ in "abcdefg":
        add(engine, article(id_, "ferry"))
    before = names(folder)
    fsync, left = os.fsync, iter(range(synced))

    def fill_up(descriptor: int) -> None:
        if next(left, None) is None:
            raise OSError(28, "No space left on device")
        fsync(descriptor)

    with monkeypatch.context() as patch:
        patch.setattr(os, "fsync", fill_up)
        with pytest.raises(OSError, match="No space"):
            add(engine, article("h", "ferry"))  # the eighth segment, so that they are merged too
    assert names(folder) == before
    add(engine, article("i", "ferry"))
    assert committed(folder) == {*"abcdefgi"}


def test_a_new_batch_begins_by_removing_what_a_killed_writer_left(folder: Path, article: Make, add: Add) -> None:
    engine = open_engine("whoosh", folder, create=True)
    add(engine, article("a", "ferry"))
    left = ["MAIN_zzzzzzzzzzzzzzzz.doc", "MAIN_zzzzzzzzzzzzzzzz._text_len.col", "_MAIN_2.commit.new", "_MAIN_0.toc"]
    foreign = ["MAIN_zzzzzzzzzzzzzzzz.txt", "MAIN_notes.trm", "_MAIN_9.bak"]
    for name in [*left, *foreign]:
        (folder / name).write_bytes(b"half a file")
    with engine.batch():
        there = names(folder)
    assert not there & {*left}
    assert there >= {*foreign}
    assert committed(folder) == {"a"}


def test_creating_an_index_that_another_process_has_just_filled_empties_nothing(
    folder: Path, article: Make, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    latest, asked = writer.latest_generation, iter([-1])
    add(open_engine("whoosh", folder, create=True), article("a", "ferry"))
    monkeypatch.setattr(writer, "latest_generation", lambda storage: next(asked, None) or latest(storage))
    writer.create_empty(DurableStorage(str(folder)))
    assert committed(folder) == {"a"}
