"""Marks, tags and notes are found by queries, follow their articles about, and are seen by other windows."""

import datetime as dt
import time
from pathlib import Path

import pytest

from searchtui.errors import ArticleNotFoundError, UsageError
from searchtui.library import Library
from searchtui.userdata.passages import find_passage, passage_at

from .conftest import Shelf


def test_a_star_is_found_shown_and_taken_away(shelf: Shelf) -> None:
    work = shelf.library.work
    assert work.star([shelf.id("ferry"), shelf.id("bell")]) == 2
    assert work.star([shelf.id("ferry")]) == 0
    assert shelf.found("mark:star") == {"ferry", "bell"}
    assert shelf.found("harbour mark:star") == {"ferry"}
    assert shelf.found("ferry -mark:star") == set()
    assert shelf.found("mark:star OR orchid") == {"ferry", "bell", "orchid"}
    assert [hit.kept.star for hit in shelf.library.search("path:ferry.txt").hits] == [True]
    assert work.star([shelf.id("ferry")], on=False) == 1
    assert shelf.found("mark:star") == {"bell"}


def test_tags_are_found_by_name_pattern_and_any_spelling(shelf: Shelf) -> None:
    work = shelf.library.work
    work.tag([shelf.id("ferry"), shelf.id("bell")], "Night shift")
    work.tag([shelf.id("strike")], "élan")
    assert shelf.found('tag:"night shift"') == {"ferry", "bell"}
    assert shelf.found("tag:ELAN") == {"strike"}
    assert shelf.found("tag:ni*") == {"ferry", "bell"}
    assert shelf.found("tag:*") == {"ferry", "bell", "strike"}
    assert shelf.found("tag:?") == {"orchid"}
    assert shelf.found("tag:nosuch") == set()
    assert work.tags() == (("Night shift", 2), ("élan", 1))
    work.tag([shelf.id("bell")], "NIGHT SHIFT", on=False)
    assert work.tags() == (("élan", 1), ("Night shift", 1))


def test_what_was_read_is_known_until_it_is_marked_as_unread(shelf: Shelf) -> None:
    library, article = shelf.library, shelf.library.article(shelf.id("ferry"))
    library.work.note_read(article)
    assert shelf.found("is:read") == {"ferry"}
    assert shelf.found("is:unread") == {"strike", "orchid", "bell"}
    library.work.note_read(article, place=17)
    assert library.work.kept([article.id])[article.id].place == 17
    library.work.mark_read([article.id], on=False)
    library.work.note_read(article, place=20)
    assert shelf.found("is:read") == set()
    assert library.work.kept([article.id])[article.id].place == 20


def test_notes_on_articles_and_passages(shelf: Shelf) -> None:
    work, article = shelf.library.work, shelf.library.article(shelf.id("ferry"))
    start = article.text.index("sound as a bell")
    (noted,) = work.annotate([(article, passage_at(article.text, start, start + 15))], "Who said it first?")
    work.annotate([(article, None)], "Ask Ilse")
    kept = work.kept([article.id])[article.id]
    assert [(note.words, note.passage and note.passage.quote) for note in kept.notes] == [
        ("Ask Ilse", None),
        ("Who said it first?", "sound as a bell"),
    ]
    assert shelf.found("mark:note") == shelf.found("mark:any") == {"ferry"}
    work.annotate([(article, noted.passage)], "The harbour master", note_id=noted.id)
    assert work.kept([article.id])[article.id].notes[1].words == "The harbour master"
    assert work.remove_notes(article, [noted.id, "nosuch"]) == 1
    shelf.library.undo()
    shelf.library.undo()
    assert work.kept([article.id])[article.id].notes[1].words == "Who said it first?"


def test_a_note_that_says_nothing_is_refused(shelf: Shelf) -> None:
    article = shelf.library.article(shelf.id("ferry"))
    with pytest.raises(UsageError, match="empty"):
        shelf.library.work.annotate([(article, None)], "  ")


def test_everything_follows_a_file_that_is_moved_and_can_be_changed_there(shelf: Shelf) -> None:
    work, article = shelf.library.work, shelf.library.article(shelf.id("ferry"))
    work.star([article.id])
    work.tag([article.id], "ships")
    work.annotate([(article, passage_at(article.text, 10, 30))], "Look")
    work.note_read(article, place=12)
    shelf.move("ferry", "2024/morna")
    moved = shelf.library.article(shelf.id("morna"))
    assert moved.id != article.id
    kept = work.kept([moved.id])[moved.id]
    assert (kept.star, kept.tags, [note.words for note in kept.notes], kept.read, kept.place) == (
        True, ("ships",), ["Look"], True, 12
    )  # fmt: skip
    assert shelf.found("mark:star tag:ships mark:note is:read") == {"morna"}
    assert work.star([moved.id], on=False) == 1
    assert shelf.found("mark:star") == set()
    shelf.library.undo()
    assert shelf.found("mark:star") == {"morna"}
    assert work.remove_notes(moved, [kept.notes[0].id]) == 1
    assert shelf.found("mark:note") == set()
    shelf.library.undo()
    assert shelf.found("mark:note") == {"morna"}
    shelf.move("2024/morna", "ferry")
    assert shelf.found("mark:star tag:ships mark:note is:read") == {"ferry"}


def test_a_mark_stays_with_an_article_that_is_edited_and_its_passage_is_found_again(shelf: Shelf) -> None:
    article = shelf.library.article(shelf.id("strike"))
    start = article.text.index("The union")
    shelf.library.work.annotate([(article, passage_at(article.text, start, start + 9))])
    shelf.write("strike", "Corrected on Monday.\n\n" + "Some four hundred dockers left. The union asks for more.")
    shelf.index()
    edited = shelf.library.article(shelf.id("strike"))
    passage = shelf.library.work.kept([edited.id])[edited.id].notes[0].passage
    assert passage is not None
    found = find_passage(edited.text, passage)
    assert found is not None
    assert edited.text[slice(*found)] == "The union"


def test_marks_of_a_deleted_file_are_counted_and_come_back_with_it(shelf: Shelf) -> None:
    shelf.library.work.star([shelf.id("bell")])
    assert shelf.library.work.lost() == 0
    content = (shelf.seeds / "bell.txt").read_bytes()
    (shelf.seeds / "bell.txt").unlink()
    shelf.index()
    assert (shelf.found("mark:star"), shelf.library.work.lost()) == (set(), 1)
    (shelf.seeds / "again.txt").write_bytes(content)
    shelf.index()
    assert (shelf.found("mark:star"), shelf.library.work.lost()) == ({"again"}, 0)


def test_marks_outlive_an_index_that_is_built_anew_or_deleted(shelf: Shelf) -> None:
    shelf.library.work.star([shelf.id("bell")])
    shelf.index(full=True)
    assert shelf.found("mark:star") == {"bell"}


def test_a_mark_holds_for_no_copy_while_the_marked_file_is_there(shelf: Shelf) -> None:
    shelf.library.work.star([shelf.id("bell")])
    (shelf.seeds / "copy.txt").write_bytes((shelf.seeds / "bell.txt").read_bytes())
    shelf.index()
    assert shelf.found("mark:star") == {"bell"}


def test_another_window_sees_what_is_marked_here(shelf: Shelf) -> None:
    with Library.open(shelf.library.paths.root) as other:
        before = other.work.state()
        shelf.library.work.star([shelf.id("bell")])
        assert other.work.state() != before
        assert other.search("mark:star").total == 1
        other.work.tag([shelf.id("bell")], "done")
    assert shelf.found("tag:done") == {"bell"}


def test_an_article_that_is_not_there_cannot_be_marked(shelf: Shelf) -> None:
    with pytest.raises(ArticleNotFoundError):
        shelf.library.work.star([shelf.id("bell"), "0" * 16])
    assert shelf.found("mark:star") == set()


def test_without_an_index_marks_are_kept_and_nothing_fails(shelf: Shelf) -> None:
    bell = shelf.id("bell")
    shelf.library.work.star([bell])
    with Library.open(shelf.library.paths.root, index=shelf.library.paths.root / "none") as other:
        assert other.work.kept([bell])[bell].star


def test_searching_and_looking_write_nothing(shelf: Shelf) -> None:
    shelf.library.search("mark:star tag:x is:unread")
    shelf.library.work.kept([shelf.id("bell")])
    shelf.library.work.saved()
    assert not shelf.library.paths.user.exists()


def test_a_file_by_hand_is_understood(shelf: Shelf) -> None:
    shelf.library.paths.user.mkdir()
    (shelf.library.paths.user / "marks.jsonl").write_text(
        '# stars of mine\n{"path": "seeds/bell.txt", "mark": "star"}\n{"path": "seeds/ferry.txt", "tag": "ships"}'
    )
    assert shelf.found("mark:star") == {"bell"}
    assert shelf.found("tag:ships") == {"ferry"}


def test_thousands_are_one_change(tmp_path: Path) -> None:
    (tmp_path / "seeds").mkdir()
    rows = (
        f'{{"id": "n{number}", "title": "Pier {number}", "text": "High water {number}."}}' for number in range(3000)
    )
    (tmp_path / "seeds" / "tides.jsonl").write_text("\n".join(rows))
    with Library.open(tmp_path) as library:
        list(library.reindex())
        ids = library.ids("water")
        assert len(ids) == 3000
        library.work.star(ids)
        assert library.search("mark:star", limit=0).total == 3000
        undone = library.undo()
        assert undone is not None
        assert undone.change.did == "starred 3,000 articles"
        assert library.search("mark:star", limit=0).total == 0


def test_today_is_when_it_was_said(shelf: Shelf) -> None:
    article = shelf.library.article(shelf.id("bell"))
    (note,) = shelf.library.work.annotate([(article, None)], "now")
    assert abs(note.at - dt.datetime.now(dt.UTC)) < dt.timedelta(seconds=time.get_clock_info("time").resolution + 60)


def test_a_fix_is_undone_in_its_turn(shelf: Shelf) -> None:
    library, bell = shelf.library, shelf.id("bell")
    library.work.star([bell])
    library.fix([bell], outlet="Radio Lull")
    library.work.tag([bell], "noon")
    did = [undone.change.did for _ in range(3) if (undone := library.undo())]
    assert did == ["tagged 1 article with “noon”", "fixed outlet of an article", "starred 1 article"]
    assert library.article(bell).outlet is None
    assert library.undo() is None
