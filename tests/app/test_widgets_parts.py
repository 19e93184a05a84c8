"""The small parts of the interface that need no screen."""

from __future__ import annotations

import datetime as dt

import pytest

from searchtui.articles.article import Article, Block, Evidence, Kind, Part
from searchtui.results.page import ResultHit
from searchtui.widgets.document import Role, document, lay_out
from searchtui.widgets.evidence import date_label, outlet_label, reason
from searchtui.widgets.hit_windows import CAPACITY, WINDOW, HitWindows

STATED = Evidence(Kind.STATED, rule="dateline", line=3, text="QUERN, 2 March 2024")
INFERRED = Evidence(Kind.INFERRED, rule="file name", text="2024-03-02.txt")


def hit(rank: int) -> ResultHit:
    unknown = Evidence(Kind.UNKNOWN)
    return ResultHit(rank, f"id{rank}", 1.0, f"title {rank}", (), None, unknown, None, unknown, "en", "p", None, ())


def article(text: str, parts: list[tuple[str, Part]], **known: object) -> Article:
    blocks = tuple(Block(text.index(words), text.index(words) + len(words), part) for words, part in parts)
    facts = {"outlet": None, "date": None, **known}
    return Article(id="a", path="seeds/a.txt", record=None, title="Ferry", lang="en", text=text, blocks=blocks, **facts)  # type: ignore[arg-type]


def windows(total: int, *offsets: int) -> HitWindows:
    hits = HitWindows(total)
    for offset in offsets:
        hits.put(offset, [hit(rank) for rank in range(offset + 1, min(offset + WINDOW, total) + 1)])
    return hits


def test_hits_are_found_by_row() -> None:
    assert windows(4 * WINDOW, 0, WINDOW).hit(WINDOW + 7).rank == WINDOW + 8  # type: ignore[union-attr]


def test_a_hit_left_out_of_a_window_does_not_shift_the_others() -> None:
    hits = HitWindows(3)
    hits.put(0, [hit(1), hit(3)])
    assert [hits.hit(row) and hits.hit(row).id for row in range(3)] == ["id1", None, "id3"]  # type: ignore[union-attr]


def test_windows_in_view_are_wanted_before_their_neighbours() -> None:
    first, last = 4 * WINDOW + 3, 5 * WINDOW + 2
    loaded = [4 * WINDOW]
    for wanted in (5 * WINDOW, 6 * WINDOW, 3 * WINDOW):
        assert windows(20 * WINDOW, *loaded).missing(first, last) == wanted
        loaded.append(wanted)
    assert windows(20 * WINDOW, *loaded).missing(first, last) is None


def test_memory_for_hits_is_bounded() -> None:
    hits = windows(1_000_000, *range(0, 200 * WINDOW, WINDOW))
    assert len(hits._windows) == CAPACITY
    assert hits.hit(199 * WINDOW) is not None


def test_what_is_inferred_or_unknown_is_marked() -> None:
    date = dt.date(2024, 3, 2)
    assert date_label(date, STATED) == "2 Mar 2024"
    assert date_label(date, INFERRED) == "~2 Mar 2024"
    assert date_label(None, Evidence(Kind.UNKNOWN)) == "date ?"
    assert outlet_label(None, Evidence(Kind.UNKNOWN)) == "outlet ?"


@pytest.mark.parametrize(
    ("evidence", "words"),
    [
        (STATED, "stated, line 3"),
        (INFERRED, "inferred from the file name"),
        (Evidence(Kind.STATED, where='field "date"'), 'stated, field "date"'),
        (Evidence(Kind.FIXED), "fixed by you"),
        (Evidence(Kind.UNKNOWN), "unknown"),
    ],
)
def test_evidence_in_words(evidence: Evidence, words: str) -> None:
    assert reason(evidence) == words


def test_a_document_knows_the_line_of_each_match_across_a_wrap() -> None:
    text = "The ferry ran\naground at noon.\n\nMenu\n\nA second ferry came."
    parts = [("The ferry ran\naground at noon.", Part.BODY), ("Menu", Part.CHROME), ("A second ferry came.", Part.BODY)]
    start = text.index("ran")
    second = text.index("ferry", 20)
    matches = ((start, start + len("ran\naground")), (second, second + 5))
    layout = lay_out(document(article(text, parts), "q", ((0, 5),), matches), 11)
    lines = [text[line.start : line.end] for line in layout.lines if line.role is Role.BODY]
    assert lines[:2] == ["The ferry", "ran\naground"]
    assert [layout.lines[number].role for number in layout.match_lines] == [Role.TITLE, Role.BODY, Role.BODY]
    assert layout.lines[layout.match_lines[1]].start == start


def test_hidden_site_text_takes_no_line() -> None:
    text = "Menu\n\nThe ferry ran aground."
    shown = document(article(text, [("Menu", Part.CHROME), ("The ferry ran aground.", Part.BODY)]), "", (), ())
    assert Role.CHROME in {line.role for line in lay_out(shown, 40).lines}
    assert Role.CHROME not in {line.role for line in lay_out(shown, 40, chrome=False).lines}


def test_site_text_that_was_found_is_never_hidden() -> None:
    text = "Menu\n\nThe ferry ran aground."
    shown = document(article(text, [("Menu", Part.CHROME), ("The ferry ran aground.", Part.BODY)]), "", (), ((0, 4),))
    assert Role.CHROME in {line.role for line in lay_out(shown, 40, chrome=False).lines}
