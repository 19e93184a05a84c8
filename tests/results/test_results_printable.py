"""Nothing an article says can steer the terminal it is shown on."""

from __future__ import annotations

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.results.printable import printable

ANY_TEXT = st.text(alphabet=st.characters(exclude_categories=[]))


def test_an_escape_sequence_becomes_visible_text() -> None:
    assert printable("\x1b[2Jgone") == "␛[2Jgone"


def test_a_carriage_return_cannot_overwrite_the_line() -> None:
    assert printable("true\rfalse") == "true␍false"


def test_reading_order_cannot_be_turned_round() -> None:
    assert printable("\u202eevil\u2066") == "\ufffdevil\ufffd"


def test_tabs_become_spaces_and_line_feeds_stay() -> None:
    assert printable("a\tb\nc") == "a b\nc"


def test_one_line_has_no_line_feed() -> None:
    assert printable("first\nsecond", one_line=True) == "first second"


@pytest.mark.parametrize("text", ["👩‍👩‍👧 family", "می‌خواهم", "étude", "岩のように固い", "naïve “quotes” — dash…"])
def test_what_people_write_stays_as_it_is(text: str) -> None:
    assert printable(text) == text


@given(ANY_TEXT)
def test_offsets_stay_valid(text: str) -> None:
    assert len(printable(text)) == len(text)


@given(ANY_TEXT)
def test_no_control_is_left_and_everything_can_be_encoded(text: str) -> None:
    safe = printable(text, one_line=True)
    assert not [c for c in safe if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
    assert len(safe.splitlines()) <= 1
    safe.encode()
