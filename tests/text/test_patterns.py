"""Wildcards."""

from fnmatch import fnmatchcase

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.text.patterns import wildcard_regex


@pytest.mark.parametrize(
    ("pattern", "word", "fits"),
    [
        ("m?ltipolar", "multipolar", True),
        ("m?ltipolar", "mltipolar", False),
        ("mul*", "multipolar", True),
        ("mul*lar", "multipolar", True),
        ("mul*lar", "multipolarity", False),
        ("a*ab", "ab", False),
        ("a*", "a", True),
        ("a.c", "abc", False),
    ],
)
def test_whole_words_fit(pattern, word, fits):
    assert bool(wildcard_regex(pattern).match(word)) is fits


@given(st.text("ab?*", max_size=8), st.text("ab", max_size=10))
def test_it_agrees_with_the_shell(pattern, word):
    assert bool(wildcard_regex(pattern).match(word)) is fnmatchcase(word, pattern)


@given(st.text())
def test_every_pattern_without_wildcards_fits_itself_alone(text):
    pattern = text.replace("*", "").replace("?", "")
    assert wildcard_regex(pattern).match(pattern)
    assert not wildcard_regex(pattern).match(f"{pattern}x")


def test_many_stars_on_a_long_word_do_not_multiply():
    assert wildcard_regex("a*" * 200 + "b").match("a" * 50_000) is None
