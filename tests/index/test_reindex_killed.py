"""A reindex is killed or stopped at any moment: nothing committed is lost, and the next one finishes the work."""

import json
import os
import random
import signal
import subprocess
import sys

import pytest

from searchtui.library import Library

from .conftest import Shelf

FILES = 60

IN_SMALL_STEPS = """
from searchtui.index import meter, writer
meter.SECONDS_BETWEEN_REPORTS = 0
writer.FIRST_BATCH = writer.MAX_BATCH = 7
from searchtui.cli import main
main()
"""


def start(shelf: Shelf, *options: str) -> subprocess.Popen[str]:
    """A reindex that commits every few articles and reports each one."""
    command = [sys.executable, "-c", IN_SMALL_STEPS, "--library", str(shelf.root)]
    return subprocess.Popen(
        [*command, "reindex", "--json", "--progress", "json", *options],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def signal_after(process: subprocess.Popen[str], reports: int, number: int) -> None:
    """Send a signal once so many reports of progress have come (or the process has ended)."""
    assert process.stderr is not None
    for _ in range(reports):
        if not process.stderr.readline():
            break
    process.send_signal(number)


def fill(shelf: Shelf, version: int) -> None:
    """Bring the folder to a state in which some files are the same as before, some changed, some new, some gone."""
    for number in range(FILES):
        word = "walrus" if number % 3 else f"narwhal{version}"
        path = shelf.root / "seeds" / f"{number:02}.txt"
        if number % 7 == version % 7:
            path.unlink(missing_ok=True)
        elif not path.exists() or not number % 3:
            shelf.note(path.name, word)
    records = ({"title": f"Tide {number}", "text": f"Walrus{number} in version {version}."} for number in range(30))
    shelf.write("records.jsonl", "\n".join(map(json.dumps, records)))


def contents(shelf: Shelf) -> dict[str, tuple[str, str | None]]:
    """Every article in the index: its identifier, its text, and the group of its copies."""
    with Library.open(shelf.root) as library:
        hits = library.search("", limit=5_000, snippets=False).hits
        return {hit.id: (library.article(hit.id).text, hit.group) for hit in hits}


@pytest.mark.long
@pytest.mark.timeout(300)
@pytest.mark.parametrize("options", [(), ("--full",), ("--jobs", "2")], ids=["incremental", "full", "with-workers"])
def test_killed_again_and_again_it_loses_nothing_and_is_finished_by_the_next(
    shelf: Shelf, options: tuple[str, ...]
) -> None:
    chance = random.Random(20)
    lasting: set[str] = set()
    for version in range(6):
        fill(shelf, version)
        process = start(shelf, *options)
        signal_after(process, chance.randrange(3, 2 * FILES), signal.SIGKILL)
        process.communicate()
        with Library.open(shelf.root) as library:
            if not library.has_index():
                continue
            assert library.verify() == []
        held = contents(shelf)
        there = {path.name for path in (shelf.root / "seeds").iterdir()}
        with Library.open(shelf.root) as library:
            paths = {library.article(article_id).path.removeprefix("seeds/") for article_id in held}
        assert lasting & there <= paths
        lasting = paths
    process = start(shelf)
    output, errors = process.communicate()
    assert process.returncode == 0, errors
    assert json.loads(output)["failed"] == []
    assert shelf.problems() == []
    after_all = contents(shelf)
    shelf.reindex(full=True)
    assert after_all == contents(shelf)


def signal_once_articles_are_read(process: subprocess.Popen[str], number: int) -> None:
    """Send a signal at the first report of progress that counts articles."""
    assert process.stderr is not None
    for line in process.stderr:
        if json.loads(line)["articles"]:
            break
    process.send_signal(number)


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_interrupted_it_keeps_what_it_read_and_says_how_to_go_on(shelf: Shelf, jobs: str) -> None:
    for number in range(60 if jobs == "1" else 3_000):
        shelf.note(f"{number:04}.txt", "walrus")
    process = start(shelf, "--jobs", jobs)
    signal_once_articles_are_read(process, signal.SIGINT)
    output, errors = process.communicate()
    assert process.returncode == 130
    assert "go on with: searchtui reindex" in errors
    assert "Traceback" not in errors
    done = json.loads(output)["articles"]
    assert 0 < done == len(contents(shelf))
    summary = shelf.reindex()
    assert summary.unchanged == done
    assert summary.added > 0


def test_interrupted_from_the_keyboard_its_workers_are_silent(shelf: Shelf) -> None:
    for number in range(200):
        shelf.note(f"{number}.txt", "walrus")
    command = [sys.executable, "-m", "searchtui", "--library", str(shelf.root), "reindex", "--jobs", "2"]
    process = subprocess.Popen(
        [*command, "--progress", "json"],
        stderr=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        start_new_session=True,
    )
    assert process.stderr is not None
    process.stderr.readline()
    os.killpg(process.pid, signal.SIGINT)
    _, errors = process.communicate()
    assert "Traceback" not in errors
    assert process.returncode in {0, 130}
