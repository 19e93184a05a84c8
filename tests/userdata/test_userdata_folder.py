"""Changes are undone and done again, by the window that made them, whatever happened in between."""

import json
from collections.abc import Sequence
from pathlib import Path

import pytest

from searchtui.errors import UsageError
from searchtui.userdata import journal as journals
from searchtui.userdata.folder import HISTORY, MARKS, MOST_QUERIES, SEARCHES, Undone, UserFolder
from searchtui.userdata.searches import SeenFile, checked_name
from searchtui.userdata.session import Session, load_session, save_session
from searchtui.userdata.subjects import Subject, about, checked_tag


@pytest.fixture
def folder(tmp_path: Path) -> UserFolder:
    return UserFolder(tmp_path / ".searchtui")


def star(folder: UserFolder, *names: str, gone: bool = False) -> None:
    subjects = [Subject(name, f"seeds/{name}.txt", None, "") for name in names]
    values = [about(subject, {"mark": "star"} | ({"gone": True} if gone else {})) for subject in subjects]
    said = [((subject.id, "star"), each) for subject, each in zip(subjects, values, strict=True)]
    folder.change(MARKS, f"starred {len(names)}", said)


def stars(folder: UserFolder) -> set[str]:
    return {key[0] for key, line in folder.ledgers[MARKS].lines().items() if not line.gone}


def undo(folder: UserFolder) -> Undone | None:
    return folder.undo(lambda ids: 0)


def test_a_change_is_undone_and_done_again(folder: UserFolder) -> None:
    star(folder, "a", "b")
    undone = undo(folder)
    assert undone is not None
    assert (undone.change.did, undone.left) == ("starred 2", 0)
    assert stars(folder) == set()
    assert folder.redo() is not None
    assert stars(folder) == {"a", "b"}
    assert folder.redo() is None
    assert undo(folder) is not None
    assert undo(folder) is None


def test_changes_are_undone_from_the_last_to_the_first(folder: UserFolder) -> None:
    star(folder, "a")
    star(folder, "b")
    star(folder, "a", gone=True)
    shown = [stars(folder)]
    while undo(folder):
        shown.append(stars(folder))
    assert shown == [{"b"}, {"a", "b"}, {"a"}, set()]


def test_a_new_change_ends_doing_again(folder: UserFolder) -> None:
    star(folder, "a")
    undo(folder)
    star(folder, "b")
    assert folder.redo() is None


def test_saying_what_is_said_is_no_change(folder: UserFolder) -> None:
    star(folder, "a")
    star(folder, "a")
    undo(folder)
    assert undo(folder) is None


def test_each_window_undoes_what_it_did(folder: UserFolder) -> None:
    other = UserFolder(folder.path)
    star(folder, "a")
    star(other, "b")
    undo(folder)
    assert stars(other) == {"b"}


def test_what_another_window_changed_since_is_left(folder: UserFolder) -> None:
    other = UserFolder(folder.path)
    star(folder, "a", "b")
    star(other, "a", gone=True)
    undone = undo(folder)
    assert undone is not None
    assert undone.left == 1
    assert stars(folder) == set()
    undo(other)
    assert stars(folder) == {"a"}


def test_the_changes_of_an_earlier_session_are_undone_too(folder: UserFolder) -> None:
    star(folder, "a")
    assert undo(UserFolder(folder.path)) is not None
    assert stars(folder) == set()


def test_a_change_that_a_crash_prevented_is_passed_over(folder: UserFolder) -> None:
    star(folder, "a")
    lines = (folder.path / "undo.jsonl").read_text()
    never_done = json.loads(lines) | {"change": "c2", "changed": [{"key": ["z", "star"], "was": None, "now": {"x": 1}}]}
    damaged = never_done | {"change": "c3", "changed": [{"key": ["a", "star"], "was": 7, "now": {"mark": "star"}}]}
    (folder.path / "undo.jsonl").write_text(f"{lines}{json.dumps(never_done)}\n{json.dumps(damaged)}\n[1]\n{{cut off")
    assert undo(folder) is not None
    assert stars(folder) == set()


def test_where_the_disk_is_full_nothing_is_half_done(folder: UserFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    star(folder, "a")
    monkeypatch.setattr("searchtui.userdata.ledger.add_to_file", _no_room)
    with pytest.raises(UsageError, match="No space"):
        star(folder, "b")
    monkeypatch.undo()
    assert stars(folder) == {"a"}
    assert undo(folder) is not None
    assert stars(folder) == set()


def _no_room(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_fixes_are_undone_in_their_turn_and_not_made_again(folder: UserFolder) -> None:
    undone: list[str] = []

    def undo_fixes(ids: Sequence[str]) -> int:
        undone.extend(ids)
        return len(ids)

    star(folder, "a")
    folder.note_fixed("fixed outlet of an article", ["b"])
    star(folder, "c")
    assert [change.change.did for _ in range(3) if (change := folder.undo(undo_fixes))] == [
        "starred 1", "fixed outlet of an article", "starred 1"
    ]  # fmt: skip
    assert undone == ["b"]
    assert folder.redo() is not None
    assert folder.redo() is not None
    assert folder.redo() is None


def test_the_journal_forgets_the_oldest(folder: UserFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journals, "MOST_CHANGES", 5)
    for number in range(40):
        star(folder, f"n{number}")
    undone = 0
    while undo(folder):
        undone += 1
    assert 5 <= undone <= 25
    assert len(stars(folder)) == 40 - undone


def test_the_history_has_the_latest_first_and_each_query_once(folder: UserFolder) -> None:
    for query in ("ferry", "strike", "ferry"):
        folder.note(HISTORY, [(("query", query), {"query": query})])
    assert folder.queries() == ["ferry", "strike"]
    assert undo(UserFolder(folder.path)) is None
    many = [(("query", f"q{number}"), {"query": f"q{number}"}) for number in range(2 * MOST_QUERIES)]
    folder.note(HISTORY, many)
    assert len(folder.queries()) == MOST_QUERIES


def test_saved_searches_are_in_alphabetical_order_and_found_in_any_spelling(folder: UserFolder) -> None:
    for name, query in (("Strikes", "strike"), ("Élections", "vote")):
        key = name.casefold().replace("é", "e")
        folder.change(SEARCHES, "saved", [(("search", key), {"search": name, "query": query})])
    assert [saved.name for saved in folder.saved().values()] == ["Élections", "Strikes"]


def test_what_was_seen_is_joined(tmp_path: Path) -> None:
    ours = SeenFile(tmp_path, "Dock strikes")
    assert ours.read() is None
    ours.add({"b": "t2", "a": "t1"})
    SeenFile(tmp_path, "dock  STRIKES").add({"c": ""})
    assert ours.read() == {"a": "t1", "b": "t2", "c": ""}
    assert ours.path.read_text() == "a t1\nb t2\nc\n"


def test_names_of_searches_get_files_of_their_own_even_in_other_scripts(tmp_path: Path) -> None:
    assert SeenFile(tmp_path, "選挙").path != SeenFile(tmp_path, "港").path
    assert SeenFile(tmp_path, "../../etc/passwd").path.parent == tmp_path / "seen"


@pytest.mark.parametrize("name", ["", "  ", 'a"b', "a*", "(a)", "x" * 61, "a\x1b[2J"])
def test_names_that_a_query_could_not_say_are_refused(name: str) -> None:
    for checked in (checked_name, checked_tag):
        with pytest.raises(UsageError) as caught:
            checked(name)
        assert caught.value.hint


def test_a_tag_may_be_typed_with_its_sign() -> None:
    assert checked_tag(" #night  shift ") == "night shift"


def test_a_session_is_restored(tmp_path: Path) -> None:
    assert load_session(tmp_path) is None
    session = Session("ferry", "newest", fold=False, article="2c79", row=7, pane="article", widths=(("left", 40),))
    save_session(tmp_path, session)
    assert load_session(tmp_path) == session


@pytest.mark.parametrize("content", ["", "[1]", "\x00", '{"query": 7, "row": true, "widths": [["a"], 3, [1, 2]]}'])
def test_a_damaged_session_is_none_or_what_is_sound_of_it(tmp_path: Path, content: str) -> None:
    (tmp_path / "session.json").write_text(content)
    assert load_session(tmp_path) in (None, Session())
