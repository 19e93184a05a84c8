"""Finding what a reader remembers of a text."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.text.loose import find_loosely


@pytest.mark.parametrize(
    ("text", "wanted", "found"),
    [
        ("The ferry\nMorna ran aground", "ferry morna", "ferry\nMorna"),
        ("a long-\n  remembered captain", "longremembered", "long-\n  remembered"),
        ("a long-\nremembered captain", "long-remembered", "long-\nremembered"),
        ("the ‘rock solid’ bell", "'rock solid'", "‘rock solid’"),
        ("she said „never“ twice", '"never"', "„never“"),
        ("in 2019–2024 alone", "2019-2024", "2019–2024"),
        ("the café on the quay", "cafe", "café"),
        ("the cafe\u0301 on the quay", "café on", "cafe\u0301 on"),
        ("a care\u00adtaker", "caretaker", "care\u00adtaker"),
        ("ÉTUDE", "étude", "ÉTUDE"),
        ("何 が 港", "何 が", "何 が"),
    ],
)
def test_what_does_not_matter(text: str, wanted: str, found: str) -> None:
    ((start, end),) = find_loosely(text, wanted)
    assert text[start:end] == found


@pytest.mark.parametrize("wanted", ["", "   ", "\n"])
def test_nothing_is_found_for_an_empty_wish(wanted: str) -> None:
    assert find_loosely("some text", wanted) == []


def test_signs_of_patterns_are_plain_characters() -> None:
    assert find_loosely("a.b a+b (a)", "a+b") == [(4, 7)]
    assert find_loosely("what (is) this", "(is)") == [(5, 9)]


def test_all_occurrences_are_found() -> None:
    assert find_loosely("Bell, bell and BELL", "bell") == [(0, 4), (6, 10), (15, 19)]


@given(st.text(min_size=1, max_size=40), st.text(max_size=20), st.text(max_size=20))
def test_a_text_is_found_in_itself(wanted: str, before: str, after: str) -> None:
    text = f"{before}{wanted}{after}"
    found = find_loosely(text, wanted)
    assert found or not wanted.split()
    assert all(0 <= start < end <= len(text) for start, end in found)
    assert found == sorted(found)
