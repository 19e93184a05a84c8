"""The record of copies: groups as articles come, change and go; crashes and damage."""

from __future__ import annotations

import datetime as dt
import random
import subprocess
import sys
import time
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from searchtui.articles.article import Article, Block, Part
from searchtui.index import copies
from searchtui.index.copies import CopiesDamagedError, CopyStore, open_copies
from searchtui.index.copy_file import read_groups
from searchtui.index.copy_memory import MOST_COMPARED

ROOT = Path(__file__).parents[2]


def prose(words: int, seed: int) -> str:
    invent = random.Random(seed)
    return " ".join("".join(invent.choices("abcdefghij", k=5)) for _ in range(words))


def article(
    article_id: str, body: str, *, title: str = "Ferry stays in port", day: int | None = 1, outlet: str | None = "Post"
) -> Article:
    date = None if day is None else dt.date(2024, 4, day)
    return Article(
        article_id, f"{article_id}.txt", None, title, outlet, date, "en", body, (Block(0, len(body), Part.BODY),)
    )


WIRE = prose(300, 1)
CUT = " ".join(WIRE.split()[:210])
NOTED = f"{WIRE} Correction: an earlier version said that the ferry left on Monday."
OTHER = prose(300, 2)
ARTICLES = [
    article("wire", WIRE),
    article("cut", CUT, title="Port falls silent", day=2),
    article("noted", NOTED, day=3),
    article("other", OTHER),
    article("echo", OTHER, day=None),
    article("alone", prose(250, 3)),
]


def store_with(folder: Path, articles: list[Article]) -> CopyStore:
    store = CopyStore(folder)
    for one in articles:
        store.add(one)
    store.commit()
    return store


def groups(store: CopyStore) -> list[list[str]]:
    return [list(group) for group in store.groups().groups]


def published(folder: Path) -> list[list[str]]:
    found = read_groups(folder / copies.GROUPS_FILE)
    assert found is not None
    return [list(group) for group in found.groups]


def test_copies_are_grouped_the_earliest_first(tmp_path: Path) -> None:
    assert groups(store_with(tmp_path, ARTICLES)) == [["wire", "cut", "noted"], ["other", "echo"]]


def test_readers_see_what_is_committed(tmp_path: Path) -> None:
    store_with(tmp_path, ARTICLES)

    assert published(tmp_path) == [["wire", "cut", "noted"], ["other", "echo"]]


def test_many_groups_are_not_published_with_every_commit_but_in_the_end(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "LINKED_A_COMMIT", 1)
    with CopyStore(tmp_path) as store:
        for one in ARTICLES:
            store.add(one)
            store.commit()
        assert published(tmp_path) != [["wire", "cut", "noted"], ["other", "echo"]]
    assert published(tmp_path) == [["wire", "cut", "noted"], ["other", "echo"]]


def test_groups_that_were_not_published_before_a_crash_are_when_the_record_is_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(copies, "LINKED_A_COMMIT", 1)
    store = CopyStore(tmp_path)
    for one in ARTICLES:
        store.add(one)
        store.commit()
    assert published(tmp_path) != [["wire", "cut", "noted"], ["other", "echo"]]

    CopyStore(tmp_path).close()

    assert published(tmp_path) == [["wire", "cut", "noted"], ["other", "echo"]]


def test_nothing_is_seen_before_the_commit(tmp_path: Path) -> None:
    store = CopyStore(tmp_path)
    store.add(ARTICLES[0])
    store.add(ARTICLES[1])

    assert published(tmp_path) == []


def test_a_copy_that_comes_later_joins(tmp_path: Path) -> None:
    store = store_with(tmp_path, [ARTICLES[0]])
    store.add(ARTICLES[1])
    store.commit()

    assert groups(store) == [["wire", "cut"]]


def test_a_copy_that_comes_in_another_run_joins(tmp_path: Path) -> None:
    store_with(tmp_path, [ARTICLES[0]]).close()
    with CopyStore(tmp_path) as store:
        store.add(ARTICLES[1])
        store.commit()

        assert groups(store) == [["wire", "cut"]]


def test_a_copy_that_is_removed_leaves(tmp_path: Path) -> None:
    store = store_with(tmp_path, ARTICLES[:3])
    store.remove("wire")
    store.commit()

    assert groups(store) == [["cut", "noted"]]


def test_the_last_copy_is_no_group(tmp_path: Path) -> None:
    store = store_with(tmp_path, ARTICLES[3:])
    store.remove("other")
    store.commit()

    assert published(tmp_path) == []


def test_an_article_that_changes_moves_to_its_new_copies(tmp_path: Path) -> None:
    store = store_with(tmp_path, ARTICLES)
    store.add(article("cut", OTHER, day=2))
    store.commit()

    assert groups(store) == [["other", "cut", "echo"], ["wire", "noted"]]


def test_a_date_that_changes_changes_the_lead(tmp_path: Path) -> None:
    store = store_with(tmp_path, ARTICLES[:2])
    store.add(article("wire", WIRE, day=5))
    store.commit()

    assert groups(store) == [["cut", "wire"]]


def test_what_is_added_and_removed_before_a_commit_never_was(tmp_path: Path) -> None:
    store = store_with(tmp_path, [ARTICLES[0]])
    store.add(ARTICLES[1])
    store.remove("cut")
    store.commit()

    assert (groups(store), store.count()) == ([], 1)


def test_articles_that_share_a_quotation_are_no_copies(tmp_path: Path) -> None:
    quoted = prose(25, 7)
    reports = [article(f"r{n}", f"{prose(120, 20 + n)} {quoted} {prose(80, 40 + n)}") for n in range(5)]

    assert groups(store_with(tmp_path, reports)) == []


def test_short_articles_with_the_same_set_phrases_are_no_copies(tmp_path: Path) -> None:
    phrase = prose(45, 8)
    notices = [article(f"n{n}", f"{phrase} {prose(6, 60 + n)}") for n in range(5)]

    assert groups(store_with(tmp_path, notices)) == []


def test_a_paywall_notice_makes_no_copies(tmp_path: Path) -> None:
    stubs = [article(f"s{n}", "Subscribe to read on.", title=f"Report number {n}") for n in range(5)]

    assert groups(store_with(tmp_path, stubs)) == []


def test_a_stub_saved_twice_is_a_copy(tmp_path: Path) -> None:
    assert groups(store_with(tmp_path, [article("s1", "Read on."), article("s2", "Read on.")])) == [["s1", "s2"]]


def test_articles_without_text_are_no_copies_unless_their_titles_agree(tmp_path: Path) -> None:
    empty = [article("e1", "", title="One"), article("e2", "", title="Two"), article("e3", "", title="One")]

    assert groups(store_with(tmp_path, empty)) == [["e1", "e3"]]


def test_an_article_that_says_the_same_all_over_does_not_stop_later_runs(tmp_path: Path) -> None:
    store_with(tmp_path, [article("drone", "word " * 3000), ARTICLES[0]]).close()
    with CopyStore(tmp_path) as store:
        store.add(ARTICLES[1])
        store.commit()

        assert groups(store) == [["wire", "cut"]]


@settings(deadline=None, max_examples=25, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(order=st.permutations(ARTICLES), cuts=st.sets(st.integers(1, 5)))
def test_groups_do_not_depend_on_order_or_batches(
    tmp_path_factory: pytest.TempPathFactory, order: list[Article], cuts: set[int]
) -> None:
    store = CopyStore(tmp_path_factory.mktemp("record"))
    for number, one in enumerate(order):
        if number in cuts:
            store.commit()
        store.add(one)
    store.commit()

    assert groups(store) == [["wire", "cut", "noted"], ["other", "echo"]]


def test_any_history_ends_in_the_groups_of_what_remains(tmp_path: Path) -> None:
    chance = random.Random(4)
    held: dict[str, Article] = {}
    (tmp_path / "grown").mkdir()
    (tmp_path / "fresh").mkdir()
    store = CopyStore(tmp_path / "grown")
    for _ in range(200):
        name = f"a{chance.randrange(30):02}"
        if chance.random() < 0.3:
            held.pop(name, None)
            store.remove(name)
        else:
            words = prose(200, chance.randrange(6)).split()
            words[chance.randrange(200)] = "changed"
            held[name] = article(name, " ".join(words[: chance.randrange(150, 200)]), day=chance.randrange(1, 7))
            store.add(held[name])
        if chance.random() < 0.2:
            store.commit()
    store.commit()

    assert groups(store) == groups(store_with(tmp_path / "fresh", list(held.values())))


def test_a_text_saved_very_often_is_one_group_even_after_its_first_copies_go(tmp_path: Path) -> None:
    often = 2 * MOST_COMPARED + 20
    store = store_with(tmp_path, [])
    for number in range(often):
        store.add(article(f"c{number:03}", WIRE))
        if number % 10 == 0:
            store.commit()
    store.commit()
    for number in range(MOST_COMPARED + 10):
        store.remove(f"c{number:03}")
    store.commit()

    assert [len(group) for group in groups(store)] == [often - MOST_COMPARED - 10]


def test_many_batches_are_read_back(tmp_path: Path) -> None:
    for number in range(12):
        with CopyStore(tmp_path) as store:
            store.add(article(f"c{number:02}", WIRE))
            store.commit()

    assert [len(group) for group in published(tmp_path)] == [12]


def test_a_commit_that_fails_leaves_no_trace(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = store_with(tmp_path, ARTICLES[:2])
    before = groups(store)
    with monkeypatch.context() as broken:
        broken.setattr("searchtui.index.copy_memory.overlap", lambda *_: 1 / 0)
        store.add(ARTICLES[2])
        with pytest.raises(ZeroDivisionError):
            store.commit()

    assert (groups(store), store.count()) == (before, 2)


def test_after_a_failed_commit_the_next_one_is_whole(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    store = store_with(tmp_path, ARTICLES[:2])
    with monkeypatch.context() as broken:
        broken.setattr("searchtui.index.copy_memory.overlap", lambda *_: 1 / 0)
        store.add(ARTICLES[2])
        with pytest.raises(ZeroDivisionError):
            store.commit()
    store.add(ARTICLES[2])
    store.commit()

    assert groups(store) == [["wire", "cut", "noted"]]


@pytest.mark.parametrize("content", [None, b"", b"{", b"[]", b'{"format": 1, "version": 99, "groups": []}'])
def test_groups_lost_or_behind_after_a_crash_are_published_again(tmp_path: Path, content: bytes | None) -> None:
    store_with(tmp_path, ARTICLES).close()
    path = tmp_path / copies.GROUPS_FILE
    path.unlink() if content is None else path.write_bytes(content)

    CopyStore(tmp_path).close()

    assert published(tmp_path) == [["wire", "cut", "noted"], ["other", "echo"]]


def test_a_damaged_record_is_told(tmp_path: Path) -> None:
    (tmp_path / copies.DATABASE_FILE).write_bytes(b"no database at all" * 1000)

    with pytest.raises(CopiesDamagedError, match="cannot be read"):
        CopyStore(tmp_path)


def test_a_damaged_record_begins_anew(tmp_path: Path) -> None:
    store_with(tmp_path, ARTICLES).close()
    (tmp_path / copies.DATABASE_FILE).write_bytes(b"no database at all" * 1000)

    with open_copies(tmp_path) as store:
        assert (store.count(), published(tmp_path)) == (0, [])


@pytest.mark.parametrize("version", ["FINGERPRINT_VERSION", "RULES_VERSION"])
def test_a_record_of_another_version_begins_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, version: str) -> None:
    store_with(tmp_path, ARTICLES).close()
    monkeypatch.setattr(f"searchtui.index.copy_tables.{version}", 0)

    with open_copies(tmp_path) as store:
        assert store.count() == 0


def test_a_sound_record_has_no_problems(tmp_path: Path) -> None:
    store_with(tmp_path, ARTICLES).close()

    assert copies.examine(tmp_path) == (6, [])


KILLED = """
import sys
from pathlib import Path
sys.path.insert(0, sys.argv[2])
from test_copies import WIRE, article
from searchtui.index.copies import CopyStore
store = CopyStore(Path(sys.argv[1]))
for number in range(store.count(), 100_000):
    store.add(article(f"c{number:06}", WIRE if number % 5 == 0 else f"report {number}"))
    if number % 3 == 0:
        store.commit()
        print(number, flush=True)
"""


def test_kill_9_at_any_moment_loses_nothing_that_was_committed(tmp_path: Path) -> None:
    chance = random.Random(2)
    for _ in range(4):
        process = subprocess.Popen(
            [sys.executable, "-c", KILLED, str(tmp_path), str(Path(__file__).parent)], stdout=subprocess.PIPE, text=True
        )
        assert process.stdout is not None
        lines = [process.stdout.readline() for _ in range(3)]
        time.sleep(chance.uniform(0, 0.2))
        process.kill()
        lines += process.stdout.read().splitlines(keepends=True)
        last = int([line for line in lines if line.endswith("\n")][-1])
        process.wait()
        with CopyStore(tmp_path) as store:
            count = store.count()
            assert count > last
            assert copies.examine(tmp_path) == (count, [])
            assert [len(group) for group in published(tmp_path)] == [(count + 4) // 5]


def test_near_copies_among_many_articles_that_share_paragraphs_are_told(tmp_path: Path) -> None:
    chance = random.Random(5)
    paragraphs = [prose(chance.randrange(15, 80), 1_000 + number) for number in range(400)]
    made: list[Article] = []
    source_of: dict[str, str] = {}
    for number in range(1_500):
        name = f"a{number:04}"
        if made and chance.random() < 0.05:
            source = chance.choice(made)
            source_of[name] = source_of.get(source.id, source.id)
            words = source.text.split()
            for _ in range(len(words) // 60 + 1):
                words[chance.randrange(len(words))] = f"name{chance.randrange(10**6)}"
            made.append(article(name, " ".join(words), day=source.date and source.date.day))
        else:
            body = " ".join(chance.choices(paragraphs, k=chance.randrange(4, 14)))
            made.append(article(name, body, day=chance.choice([*range(1, 29), None])))
    expected: dict[str, set[str]] = {}
    for name, source in source_of.items():
        expected.setdefault(source, {source}).add(name)

    found = [set(group) for group in groups(store_with(tmp_path, made))]

    right = sum(group in expected.values() for group in found)
    assert right >= 0.97 * max(len(found), len(expected))
