"""Wrapping and marking: offsets stay those of the text."""

from __future__ import annotations

import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.cells import cell_len
from rich.style import Style

from searchtui.widgets.content import content, strip, within
from searchtui.widgets.wrapping import wrap

TEXTS = st.text(alphabet=st.sampled_from("ab é漢字👍\u0301\u200d🏽 -,.“"), max_size=200)


@given(TEXTS, st.integers(4, 40))
def test_lines_hold_all_but_spaces(text: str, width: int) -> None:
    lines = wrap(text, 0, len(text), width)
    assert "".join(text[start:end] for start, end in lines).replace(" ", "") == text.replace(" ", "")


@given(TEXTS, st.integers(4, 40))
def test_lines_are_in_order_and_do_not_overlap(text: str, width: int) -> None:
    lines = wrap(text, 0, len(text), width)
    assert all(one[1] <= two[0] for one, two in itertools.pairwise(lines))
    assert lines


@given(st.text(alphabet="ab é漢字,. ", max_size=200), st.integers(4, 40))
def test_no_line_is_too_wide(text: str, width: int) -> None:
    assert all(cell_len(text[start:end]) <= width for start, end in wrap(text, 0, len(text), width))


@given(st.text(alphabet="ab ", max_size=200), st.integers(4, 40))
def test_both_ways_of_wrapping_agree_where_words_fit(text: str, width: int) -> None:
    words = " ".join(word[:width] for word in text.split())
    narrow = [words[start:end] for start, end in wrap(words, 0, len(words), width)]
    wide = [words[start:end] for start, end in wrap(words + " 漢", 0, len(words), width)]
    assert narrow == wide


@pytest.mark.parametrize(
    ("text", "width", "lines"),
    [
        ("the ferry is late", 9, ["the ferry", "is late"]),
        ("incomprehensible", 6, ["incomp", "rehens", "ible"]),
        ("漢字仮名", 4, ["漢字", "仮名"]),
        ("see 漢字仮名", 6, ["see 漢", "字仮名"]),
        ("", 10, [""]),
    ],
)
def test_where_lines_break(text: str, width: int, lines: list[str]) -> None:
    assert [text[start:end] for start, end in wrap(text, 0, len(text), width)] == lines


def test_a_family_is_not_torn_apart() -> None:
    family = "👩‍👩‍👧‍👦"
    text = f"abc {family}{family}"
    assert [text[start:end] for start, end in wrap(text, 0, len(text), 6)] == [f"abc {family}", family]


def test_only_the_part_asked_for_is_wrapped() -> None:
    assert wrap("one two three", 4, 7, 20) == [(4, 7)]


def test_marks_are_cut_to_a_line() -> None:
    assert within([(0, 4), (6, 12), (20, 22)], 8, 21) == [(0, 4), (12, 13)]


@given(st.lists(st.tuples(st.integers(0, 50), st.integers(1, 9)), max_size=8), st.integers(0, 50), st.integers(0, 50))
def test_within_finds_what_a_plain_search_finds(parts: list[tuple[int, int]], start: int, end: int) -> None:
    marks, position = [], 0
    for gap, length in parts:
        marks.append((position + gap, position + gap + length))
        position += gap + length
    plain = [(max(a, start) - start, min(b, end) - start) for a, b in marks if a < end and b > start]
    assert within(marks, start, end) == plain


def test_a_strip_holds_the_text_once() -> None:
    drawn = strip("the ferry is late", Style(), [(4, 9, Style(bold=True))])
    assert [(segment.text, bool(segment.style and segment.style.bold)) for segment in drawn] == [
        ("the ", False),
        ("ferry", True),
        (" is late", False),
    ]


def test_content_takes_no_markup() -> None:
    assert content("[red]a[/red] \x1b[2J").plain == "[red]a[/red] ␛[2J"
