"""Merging large segments in the background: nothing is lost, nobody waits, what is deleted meanwhile stays deleted."""

import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from searchtui.articles.article import Article
from searchtui.engines.protocol import SearchRequest
from searchtui.engines.registry import open_engine
from searchtui.engines.whoosh.engine import WhooshEngine
from searchtui.engines.whoosh.writing import merge, merger
from searchtui.engines.whoosh.writing.merge import MERGE_WIDTH
from searchtui.errors import IndexUnavailableError
from searchtui.query.nodes import Everything, Phrase

Make = Callable[..., Article]
Add = Callable[..., None]
Found = Callable[..., list[str]]


class Gate:
    """Holds merges up until it is opened."""

    def __init__(self) -> None:
        self.reached, self.opened = threading.Event(), threading.Event()


@pytest.fixture
def gate(monkeypatch: pytest.MonkeyPatch) -> Iterator[Gate]:
    """All merges go to the background, and wait there."""
    gate, write = Gate(), merge.write_segment

    def write_later(*arguments: object) -> object:
        gate.reached.set()
        assert gate.opened.wait(30)
        return write(*arguments)

    monkeypatch.setattr(merger, "SMALL_MERGE", 0)
    monkeypatch.setattr(merge, "write_segment", write_later)
    yield gate
    gate.opened.set()


@pytest.fixture
def engine(folder: Path, article: Make, add: Add, gate: Gate) -> WhooshEngine:
    """So many segments that they are being merged."""
    engine = open_engine("whoosh", folder, create=True)
    assert isinstance(engine, WhooshEngine)
    for number in range(MERGE_WIDTH):
        add(engine, article(f"{number}a", f"ferry number {number}"), article(f"{number}b", "pier"))
    assert gate.reached.wait(30)
    return engine


def merged(engine: WhooshEngine, gate: Gate) -> None:
    gate.opened.set()
    engine.wait_for_merges()


def test_commits_go_on_during_a_merge_and_their_deletions_hold(
    engine: WhooshEngine, gate: Gate, article: Make, add: Add, found: Found
) -> None:
    add(engine, article("0a", "again"), article("new", "ferry"))
    with engine.batch() as batch:
        batch.remove("1b")
    before = sorted(found(engine, Everything()))
    merged(engine, gate)
    assert sorted(found(engine, Everything())) == before
    assert found(engine, Phrase(("ferry", "number", "0"))) == []
    assert engine.article("0a").text == "again"
    assert len(engine._current().views) < MERGE_WIDTH
    assert engine.verify() == []


def test_a_merge_that_ends_while_a_batch_is_open_is_committed_with_it(
    engine: WhooshEngine, gate: Gate, article: Make, found: Found
) -> None:
    generation = engine.generation()
    with engine.batch() as batch:
        batch.add(article("late", "ferry"))
        gate.opened.set()
        assert engine._merger is not None
        assert engine._merger._ready.wait(30)
        assert engine.generation() == generation
    assert engine.generation() == generation + 1
    assert len(engine._current().views) == 2
    assert len(found(engine, Everything())) == 2 * MERGE_WIDTH + 1


def test_articles_that_are_all_gone_when_the_merge_ends_do_not_come_back(
    engine: WhooshEngine, gate: Gate, found: Found
) -> None:
    with engine.batch() as batch:
        for number in range(MERGE_WIDTH):
            batch.remove(f"{number}a")
            batch.remove(f"{number}b")
    merged(engine, gate)
    assert found(engine, Everything()) == []
    assert engine.verify() == []


def test_a_writer_in_another_process_takes_our_files_for_leftovers_and_nothing_is_lost(
    engine: WhooshEngine, gate: Gate, folder: Path, article: Make, add: Add, found: Found
) -> None:
    add(open_engine("whoosh", folder), article("other", "ferry"))  # knows nothing of the merge
    merged(engine, gate)
    assert len(found(engine, Everything())) == 2 * MERGE_WIDTH + 1
    assert engine.verify() == []


def test_a_closed_engine_gives_its_merge_up_and_leaves_nothing_behind(
    engine: WhooshEngine, gate: Gate, folder: Path
) -> None:
    names = {file.name for file in folder.iterdir()}
    engine.close()
    merged(engine, gate)
    assert {file.name for file in folder.iterdir()} == names


def test_a_damaged_segment_is_reported_by_the_commit_after_the_merge(
    folder: Path, article: Make, add: Add, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(merger, "SMALL_MERGE", 0)
    engine = open_engine("whoosh", folder, create=True)
    assert isinstance(engine, WhooshEngine)
    for number in range(MERGE_WIDTH - 1):
        add(engine, article(f"{number}", "ferry"))
    stored = next(folder.glob("*.doc"))
    data = bytearray(stored.read_bytes())
    data[70] ^= 1  # in a stored article, which a commit does not look at
    stored.write_bytes(data)
    add(engine, article("last", "ferry"))
    engine.wait_for_merges()
    with pytest.raises(IndexUnavailableError):
        add(engine, article("one more", "ferry"))
    assert engine.search(SearchRequest(Everything())).total == MERGE_WIDTH


def test_there_are_never_more_than_ten_segments_however_slow_the_merge(
    engine: WhooshEngine, gate: Gate, article: Make, add: Add, found: Found
) -> None:
    threading.Timer(0.2, gate.opened.set).start()  # a commit that would leave too many waits for the merge
    for number in range(20):
        add(engine, article(f"more {number}", "ferry"))
        assert len(engine._current().views) <= merge.MOST_SEGMENTS
    merged(engine, gate)
    assert len(found(engine, Everything())) == 2 * MERGE_WIDTH + 20


ENDING = """
import sys
from pathlib import Path
from searchtui.articles.article import Article
from searchtui.engines.registry import open_engine
from searchtui.engines.whoosh.writing import merger
merger.SMALL_MERGE = 0
engine = open_engine("whoosh", Path(sys.argv[1]), create=True)
for number in range(9):
    with engine.batch() as batch:
        for place in range(300):
            batch.add(Article(f"{number} {place}", "a.txt", None, f"ferry {place}", None, None, "en", "", ()))
engine.close()
"""


def test_a_process_may_end_during_a_merge(folder: Path) -> None:
    ended = subprocess.run([sys.executable, "-c", ENDING, str(folder)], capture_output=True, text=True, check=False)
    assert (ended.returncode, ended.stderr) == (0, "")
