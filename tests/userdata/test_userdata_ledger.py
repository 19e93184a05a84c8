"""A ledger outlives two writers, a crash, a full disk, editors and merges."""

import datetime as dt
import errno
import os
import random
import signal
import subprocess
import sys
import threading
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.errors import UsageError
from searchtui.userdata import durable
from searchtui.userdata.durable import sole_writer
from searchtui.userdata.ledger import SUPERSEDED_KEPT, Ledger
from searchtui.userdata.lines import Line, Values, line_of, read_line, text_of

NOON = dt.datetime(2031, 1, 1, 12, tzinfo=dt.UTC)

ADD_ONE_AFTER_THE_OTHER = """
import datetime as dt, pathlib, sys
from searchtui.userdata.durable import sole_writer
from searchtui.userdata.ledger import Ledger
folder = pathlib.Path(sys.argv[1])
ledger = Ledger(folder / "things.jsonl", lambda values: (values["thing"],))
for number in range(int(sys.argv[3])):
    name = f"{sys.argv[2]}{number}"
    with sole_writer(folder):
        ledger.add([((name,), {"thing": name})], dt.datetime.now(dt.UTC))
    print(name, flush=True)
"""


def key_of(values: Values) -> tuple[str, ...] | None:
    return ("thing", text_of(values, "thing")) if "thing" in values else None


@pytest.fixture
def ledger(tmp_path: Path) -> Ledger:
    return Ledger(tmp_path / "things.jsonl", key_of)


def say(ledger: Ledger, *names: str, at: dt.datetime = NOON, **fields: object) -> list[Line]:
    return ledger.add([(("thing", name), {"thing": name, **fields}) for name in names], at)


def things(ledger: Ledger) -> dict[str, Values]:
    return {key[1]: line.values for key, line in ledger.lines().items() if not line.gone}


def adding(folder: Path, name: str, number: int) -> subprocess.Popen[str]:
    command = [sys.executable, "-c", ADD_ONE_AFTER_THE_OTHER, str(folder), name, str(number)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True)


def test_what_is_said_is_there_for_others(ledger: Ledger) -> None:
    other = Ledger(ledger.path, key_of)
    assert things(other) == {}
    say(ledger, "pump", "rope")
    assert set(things(other)) == {"pump", "rope"}
    say(ledger, "oar")
    assert set(things(other)) == {"pump", "rope", "oar"}


def test_the_later_line_holds_and_one_that_is_gone_is_remembered(ledger: Ledger) -> None:
    say(ledger, "pump", colour="red")
    say(ledger, "pump", colour="blue", at=NOON - dt.timedelta(days=1))
    assert things(ledger) == {"pump": {"thing": "pump", "colour": "blue"}}
    say(ledger, "pump", gone=True)
    assert things(ledger) == {}
    assert ledger.lines()["thing", "pump"].gone


def test_others_read_on_where_they_left_off(ledger: Ledger) -> None:
    other = Ledger(ledger.path, key_of)
    say(ledger, "pump")
    seen = other.seen()
    say(ledger, "rope")
    assert other.seen() != seen
    assert [line.key[1] for line in other.since(seen) or ()] == ["rope"]


def test_a_file_that_another_program_replaced_is_read_anew(ledger: Ledger) -> None:
    say(ledger, "pump")
    seen = ledger.seen()
    draft = ledger.path.with_suffix(".draft")
    draft.write_text('{"thing": "sail"}\n{"thing": "rudder"}')
    draft.replace(ledger.path)
    assert set(things(ledger)) == {"sail", "rudder"}
    assert ledger.since(seen) is None
    say(ledger, "pump")
    assert set(things(Ledger(ledger.path, key_of))) == {"sail", "rudder", "pump"}


def test_a_file_that_was_edited_in_place_is_read_anew(ledger: Ledger) -> None:
    say(ledger, "pump", "rope")
    assert set(things(ledger)) == {"pump", "rope"}
    ledger.path.write_text(ledger.path.read_text().replace("pump", "great pump") + '{"thing": "oar"}\n')
    assert set(things(ledger)) == {"great pump", "rope", "oar"}


def test_a_deleted_file_holds_nothing(ledger: Ledger) -> None:
    say(ledger, "pump")
    ledger.path.unlink()
    assert things(ledger) == {}
    say(ledger, "rope")
    assert set(things(ledger)) == {"rope"}


def test_lines_that_are_not_understood_are_told_and_kept(ledger: Ledger) -> None:
    ledger.path.write_bytes(
        b'# mine\n{"other": 1}\n{"thing": 7}\nbroken\n\xff\xfe\n[1]\n{"thing": "x", "at": "noon"}\n'
    )
    assert things(ledger) == {}
    problems = ledger.problems()
    assert "line 3" in problems[0]
    assert "2 more lines" in problems[-1]
    for number in range(SUPERSEDED_KEPT + 2):
        say(ledger, "pump", number=number)
    ledger.tidy()
    content = ledger.path.read_bytes()
    assert content.count(b"pump") == 1
    assert all(line in content for line in (b"# mine", b'{"other": 1}', b"broken", b"\xff\xfe"))
    assert things(ledger)["pump"]["number"] == SUPERSEDED_KEPT + 1


def test_a_line_cut_off_by_a_crash_harms_no_other(ledger: Ledger) -> None:
    say(ledger, "pump", "rope")
    with ledger.path.open("rb+") as file:
        file.truncate(ledger.path.stat().st_size - 7)
    assert set(things(ledger)) == {"pump"}
    say(ledger, "oar")
    assert set(things(ledger)) == {"pump", "oar"} == set(things(Ledger(ledger.path, key_of)))


def test_a_full_disk_is_told_and_changes_nothing(ledger: Ledger, monkeypatch: pytest.MonkeyPatch) -> None:
    say(ledger, "pump")
    before = ledger.path.read_bytes()

    def full(_handle: int) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as disk:
        disk.setattr(durable.os, "fsync", full)
        with pytest.raises(UsageError, match="No space left") as caught:
            say(ledger, "rope", "oar")
        assert "Make room" in caught.value.hint
    assert ledger.path.read_bytes() == before
    assert set(things(ledger)) == {"pump"}
    say(ledger, "oar")
    assert set(things(Ledger(ledger.path, key_of))) == {"pump", "oar"}


def test_a_folder_that_cannot_be_made_is_told(tmp_path: Path) -> None:
    (tmp_path / ".searchtui").touch()
    with pytest.raises(UsageError, match="cannot be written"), sole_writer(tmp_path / ".searchtui"):
        pass


def test_a_linked_file_stays_a_link(tmp_path: Path, ledger: Ledger) -> None:
    real = tmp_path / "synced.jsonl"
    real.touch()
    ledger.path.symlink_to(real)
    for number in range(SUPERSEDED_KEPT + 2):
        say(ledger, "pump", number=number)
    ledger.tidy()
    assert ledger.path.is_symlink()
    assert real.read_text().count("pump") == 1


def test_only_the_latest_are_kept_where_there_is_a_limit(ledger: Ledger) -> None:
    for number in range(25):
        say(ledger, f"query {number}", at=NOON + dt.timedelta(minutes=number))
    ledger.tidy(most=10)
    assert set(things(ledger)) == {f"query {number}" for number in range(15, 25)}


def test_threads_and_processes_lose_nothing_of_each_other(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "things.jsonl", lambda values: (values["thing"],))

    def add(name: str) -> None:
        for number in range(15):
            with sole_writer(tmp_path):
                ledger.add([((f"{name}{number}",), {"thing": f"{name}{number}"})], NOON)

    processes = [adding(tmp_path, name, 15) for name in "ab"]
    threads = [threading.Thread(target=add, args=[name]) for name in "cd"]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    for process in processes:
        process.communicate()
        assert process.returncode == 0
    assert set(ledger.lines()) == {(f"{name}{number}",) for name in "abcd" for number in range(15)}
    assert ledger.problems() == ()


def test_killed_at_any_moment_it_keeps_all_it_has_told_of(tmp_path: Path) -> None:
    chance = random.Random(7)
    told: list[str] = []
    for turn in range(5):
        process = adding(tmp_path, f"turn{turn}-", 400)
        assert process.stdout is not None
        told += [process.stdout.readline().strip() for _ in range(chance.randrange(1, 30))]
        process.send_signal(signal.SIGKILL)
        told += process.communicate()[0].split("\n")[:-1]
    ledger = Ledger(tmp_path / "things.jsonl", lambda values: (values["thing"],))
    assert {(name,) for name in told} <= ledger.lines().keys()


moments = st.integers(0, 30_000_000_000).map(lambda second: dt.datetime.fromtimestamp(second, dt.UTC))
said = st.tuples(st.sampled_from("abc"), moments, st.text(max_size=5), st.booleans())


@settings(max_examples=60, deadline=None)
@given(st.lists(said, max_size=8), st.lists(said, max_size=8), st.randoms())
def test_two_versions_joined_in_any_order_say_what_both_say(tmp_path_factory, ours, theirs, chance):
    def lines(pairs):
        return [
            line_of(("thing", name), {"thing": name, "value": value, **({"gone": True} if gone else {})}, at).written
            for name, at, value, gone in pairs
        ]

    both = lines(ours) + lines(theirs)
    path = tmp_path_factory.mktemp("merge") / "things.jsonl"
    path.write_text("".join(f"{line}\n" for line in both))
    held = Ledger(path, key_of).lines()
    shuffled = both + both[:3]
    chance.shuffle(shuffled)
    path.write_text("".join(f"{line}\n" for line in shuffled))
    assert Ledger(path, key_of).lines() == held


@given(
    st.dictionaries(st.text(max_size=5).filter(lambda name: name not in {"at", "thing"}), st.text(max_size=9)), moments
)
def test_a_line_is_read_as_it_was_written(fields, at):
    line = line_of(("thing", "x"), {"thing": "x", **fields}, at)
    assert line.written.isprintable()
    assert read_line(line.written.encode(), key_of) == line
