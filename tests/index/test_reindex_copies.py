"""The record of copies follows the index: through changes, crashes, damage and full builds."""

from __future__ import annotations

import datetime as dt
import itertools
import random

import pytest

from searchtui.index import comparing
from searchtui.index.copies import DATABASE_FILE, GROUPS_FILE, CopyStore
from searchtui.index.copy_tables import CopiesDamagedError, CopyTables
from searchtui.index.manifest import Manifest
from searchtui.index.progress import Phase, Progress
from searchtui.library import Library

from .conftest import Shelf


def prose(words: int, seed: int) -> str:
    invent = random.Random(seed)
    return " ".join("".join(invent.choices("abcdefghij", k=5)) for _ in range(words))


WIRE = prose(300, 1)
CUT = " ".join(WIRE.split()[:220])


def write(shelf: Shelf, name: str, body: str, day: int) -> None:
    shelf.write(f"2031-04-{day:02}_{name}.txt", f"Ferry stays in port of Quern\n\n{body}.\n")


def groups(shelf: Shelf) -> list[list[str]]:
    """The names of all articles that have copies, group by group."""
    with Library.open(shelf.root) as library:
        found = library.search("", limit=1_000, snippets=False).hits
        names = {hit.id: hit.path.rpartition("_")[2].removesuffix(".txt") for hit in found}
        leads = library.search("", limit=1_000, snippets=False, fold=True).hits
        return sorted(
            [names[lead.id], *(names[copy.id] for copy in library.copies(lead.id))] for lead in leads if lead.copies
        )


@pytest.fixture
def wired(shelf: Shelf) -> Shelf:
    """A wire text, a cut copy of it a day later, and another article, all indexed."""
    write(shelf, "wire", WIRE, 1)
    write(shelf, "cut", CUT, 2)
    write(shelf, "other", prose(300, 2), 1)
    shelf.reindex()
    return shelf


def lost(shelf: Shelf, name: str = DATABASE_FILE) -> None:
    next((shelf.root / "index").glob(f"generation-*/{name}")).unlink()


def test_copies_are_found_as_articles_are_indexed(wired: Shelf) -> None:
    assert groups(wired) == [["wire", "cut"]]


def test_a_copy_that_comes_later_is_folded(wired: Shelf) -> None:
    write(wired, "late", WIRE, 3)
    wired.reindex()

    assert groups(wired) == [["wire", "cut", "late"]]


def test_an_open_library_sees_a_copy_that_comes_later(wired: Shelf) -> None:
    with Library.open(wired.root) as library:
        before = library.search("", fold=True).total_with_copies
        write(wired, "late", WIRE, 3)
        wired.reindex()
        page = library.search("", fold=True)

    assert (before, page.total, page.total_with_copies) == (3, 2, 4)


def test_a_lead_that_is_removed_gives_way(wired: Shelf) -> None:
    write(wired, "late", WIRE, 3)
    wired.reindex()
    (wired.root / "seeds" / "2031-04-01_wire.txt").unlink()
    wired.reindex()

    assert groups(wired) == [["cut", "late"]]


def test_an_article_that_changes_is_compared_anew(wired: Shelf) -> None:
    write(wired, "cut", prose(300, 2), 2)
    wired.reindex()

    assert groups(wired) == [["other", "cut"]]


def test_a_date_fixed_by_the_user_changes_the_lead(wired: Shelf) -> None:
    with Library.open(wired.root) as library:
        (lead,) = [hit for hit in library.search("", fold=True).hits if hit.copies]
        library.fix([lead.id], date=dt.date(2031, 4, 4))

    assert groups(wired) == [["cut", "wire"]]


def test_a_full_build_finds_the_same_copies(wired: Shelf) -> None:
    wired.reindex(full=True)

    assert groups(wired) == [["wire", "cut"]]
    assert wired.problems() == []


def test_a_replaced_generation_leaves_nothing_behind(wired: Shelf) -> None:
    wired.reindex(full=True)

    assert wired.generations == ["generation-2"]


@pytest.mark.parametrize("step", [(CopyStore, "commit"), (Manifest, "record")], ids=["copies", "manifest"])
@pytest.mark.parametrize("change", ["add", "update", "remove"])
def test_a_crash_after_the_engine_has_committed_is_made_good(
    wired: Shelf, monkeypatch: pytest.MonkeyPatch, step: tuple[type, str], change: str
) -> None:
    if change == "remove":
        (wired.root / "seeds" / "2031-04-01_wire.txt").unlink()
    else:
        write(wired, "late" if change == "add" else "cut", WIRE, 3 if change == "add" else 2)
    with monkeypatch.context() as crashing:
        crashing.setattr(*step, lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            wired.reindex()
    wired.reindex()

    expected = {"add": [["wire", "cut", "late"]], "update": [["wire", "cut"]], "remove": []}
    assert groups(wired) == expected[change]
    assert wired.problems() == []


def test_a_crash_before_the_engine_commits_leaves_no_copy(wired: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    write(wired, "late", WIRE, 3)
    with monkeypatch.context() as crashing:
        crashing.setattr(Manifest, "announce", lambda *_: 1 / 0)
        with pytest.raises(ZeroDivisionError):
            wired.reindex()

    assert groups(wired) == [["wire", "cut"]]
    assert wired.problems() == []


@pytest.mark.parametrize("name", [DATABASE_FILE, GROUPS_FILE])
def test_what_is_lost_is_made_again_by_the_next_reindex(wired: Shelf, name: str) -> None:
    lost(wired, name)
    wired.reindex()

    assert groups(wired) == [["wire", "cut"]]
    assert wired.problems() == []


def test_a_damaged_record_is_made_again_by_the_next_reindex(wired: Shelf) -> None:
    (path,) = (wired.root / "index").glob(f"generation-*/{DATABASE_FILE}")
    content = path.read_bytes()
    path.write_bytes(content[:8192] + b"\xff" * (len(content) - 8192))
    write(wired, "late", WIRE, 3)
    wired.reindex()

    assert groups(wired) == [["wire", "cut", "late"]]
    assert wired.problems() == []


def test_damage_that_is_found_late_is_told_and_made_good_by_the_next_reindex(
    wired: Shelf, monkeypatch: pytest.MonkeyPatch
) -> None:
    write(wired, "late", WIRE, 3)
    with monkeypatch.context() as damaged:
        damaged.setattr(CopyTables, "chunks", lambda tables: tables._chunks("SELECT nonsense"))
        with pytest.raises(CopiesDamagedError) as told:
            wired.reindex()
    assert "searchtui reindex" in told.value.hint
    wired.reindex()

    assert groups(wired) == [["wire", "cut", "late"]]
    assert wired.problems() == []


def test_readers_notice_that_a_record_was_begun_anew(wired: Shelf) -> None:
    with Library.open(wired.root) as library:
        before = library.generation()
        lost(wired)
        wired.reindex()

        assert library.generation() > before


def test_comparing_again_tells_how_far_it_is_and_may_be_stopped(wired: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(comparing, "ARTICLES_AT_ONCE", 1)
    monkeypatch.setattr(comparing, "COMMIT_EVERY", 1)
    lost(wired)
    reports: list[Progress] = []
    with Library.open(wired.root) as library:
        for report in library.reindex(cancelled=lambda: len(reports) > 2):
            reports.append(report)  # noqa: PERF402 -- asked for while it grows

    compared = [(report.done, report.total) for report in reports if report.phase is Phase.COMPARING]
    assert compared == [(0, 3), (1, 3)]
    assert any("have been compared" in problem for problem in wired.problems())
    wired.reindex()
    assert groups(wired) == [["wire", "cut"]]


def test_nothing_is_compared_where_nothing_changed(wired: Shelf, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(CopyStore, "commit", lambda _: pytest.fail("something was committed"))
    wired.reindex()

    assert groups(wired) == [["wire", "cut"]]


def test_a_check_tells_of_a_record_that_is_lost(wired: Shelf) -> None:
    lost(wired)

    assert any("record of copies" in problem for problem in wired.problems())


def test_a_check_tells_of_a_record_of_other_articles(wired: Shelf) -> None:
    (folder,) = (wired.root / "index").glob("generation-*")
    with Library.open(wired.root) as library, CopyStore(folder) as store:
        store.remove(library.search("", limit=1).hits[0].id)
        store.commit()

    assert wired.problems() == ["Of 3 articles 2 have been compared to find copies."]


def test_a_search_goes_on_while_the_groups_are_away(wired: Shelf) -> None:
    lost(wired, GROUPS_FILE)

    assert groups(wired) == []
    with Library.open(wired.root) as library:
        assert library.search("", fold=True).total == 3


def test_groups_do_not_depend_on_the_order_in_which_files_come(shelf: Shelf) -> None:
    bodies = {"wire": (WIRE, 1), "cut": (CUT, 2), "late": (WIRE, 3)}
    found = []
    for order in itertools.permutations(bodies):
        for name in order:
            write(shelf, name, *bodies[name])
            shelf.reindex()
        found.append(groups(shelf))
        for path in (shelf.root / "seeds").iterdir():
            path.unlink()
        shelf.reindex()

    assert found == [[["wire", "cut", "late"]]] * 6
