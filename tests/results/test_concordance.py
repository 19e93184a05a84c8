"""Every match on a line of its own."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.articles.article import Article, Block, Part
from searchtui.results.concordance import CONTEXT, Order, in_order, occurrences

TEXT = "Home News\n\nThe old bell rang\nat noon. A bell!\n\nThe new bell is mute.\n\nMore on bells"


def article(text: str = TEXT) -> Article:
    blocks = (Block(0, 9, Part.CHROME), Block(11, 45, Part.BODY), Block(47, 68, Part.BODY), Block(70, 83, Part.CHROME))
    return Article("a1", "seeds/a.txt", None, "Bell of Lull", "Radio Lull", dt.date(2024, 1, 9), "en", text, blocks)


def places(text: str, word: str) -> list[tuple[int, int]]:
    found, at = [], text.find(word)
    while at >= 0:
        found.append((at, at + len(word)))
        at = text.find(word, at + 1)
    return found


def lines() -> list[tuple[str, str, str]]:
    found = occurrences(article(), [(0, 4)], places(TEXT, "bell"))
    return [(line.left, line.match, line.right) for line in found]


def test_each_match_has_the_words_around_it_on_one_line() -> None:
    assert lines() == [
        ("", "Bell", " of Lull"),
        ("The old ", "bell", " rang at noon. A bell! The new bell is mute."),
        ("The old bell rang at noon. A ", "bell", "! The new bell is mute."),
        ("The old bell rang at noon. A bell! The new ", "bell", " is mute."),
        ("More on ", "bell", "s"),
    ]


def test_offsets_are_those_of_the_title_or_the_text() -> None:
    for line in occurrences(article(), [(0, 4)], places(TEXT, "bell")):
        text = line.title if line.in_title else TEXT
        assert text[line.start : line.end] == line.match


def test_the_context_is_limited() -> None:
    text = "x" * 1000 + " bell " + "y" * 1000
    long = replace(article(text), blocks=(Block(0, len(text), Part.BODY),))
    (line,) = occurrences(long, [], [(1001, 1005)])
    assert len(line.left) == CONTEXT
    assert len(line.right) == CONTEXT


@pytest.mark.parametrize(
    ("order", "first"),
    [
        (Order.FOUND, ("", "Bell", " of Lull")),
        (Order.LEFT, ("", "Bell", " of Lull")),
        (Order.RIGHT, ("The old bell rang at noon. A bell! The new ", "bell", " is mute.")),
        (Order.MATCH, ("The old bell rang at noon. A bell! The new ", "bell", " is mute.")),
    ],
)
def test_lines_are_sorted_by_the_words_beside_the_match(order: Order, first: tuple[str, str, str]) -> None:
    found = in_order(list(occurrences(article(), [(0, 4)], places(TEXT, "bell")[:3])), order)
    assert (found[0].left, found[0].match, found[0].right) == first


def test_words_before_count_from_the_match_backwards() -> None:
    found = in_order(list(occurrences(article(), [], places(TEXT, "bell")[:3])), Order.LEFT)
    assert [line.left.split()[-1] for line in found] == ["A", "new", "old"]


def test_what_is_not_known_comes_last() -> None:
    undated = replace(article(), date=None, outlet=None)
    found = [*occurrences(undated, [(0, 4)], []), *occurrences(article(), [(0, 4)], [])]
    for order in (Order.OUTLET, Order.DATE):
        assert [line.outlet for line in in_order(found, order)] == ["Radio Lull", None]


@given(st.text(max_size=60), st.data())
def test_any_text_gives_one_line_a_match(text: str, data: st.DataObject) -> None:
    cuts = sorted(data.draw(st.sets(st.integers(0, len(text)), max_size=6)))
    spans = [(start, end) for start, end in zip(cuts[::2], cuts[1::2], strict=False)]
    whole = replace(article(text), blocks=(Block(0, len(text), Part.BODY),) if text else ())
    found = list(occurrences(whole, [], spans))
    assert [(line.start, line.end) for line in found] == spans
    assert not any("\n" in line.left + line.match + line.right for line in found)
