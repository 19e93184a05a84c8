"""Other ways to ask for what little was found of."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.query.parse import parse
from searchtui.query.remedies import Remedy, in_any_form, remedies, respelled, words_of

TODAY = dt.date(2024, 5, 5)


def found(query: str) -> dict[str, str]:
    return {remedy.query: remedy.words for remedy in remedies(query, today=TODAY)}


def test_a_phrase_becomes_words() -> None:
    assert found('"exact phrse" outlet:bbc') == {
        '"exact phrse"~5 outlet:bbc': 'up to 5 words between: "exact phrse"~5',
        "exact phrse outlet:bbc": "in any form, anywhere: exact phrse",
        "outlet:bbc": 'without "exact phrse"',
        '"exact phrse"': "without outlet:bbc",
    }


@pytest.mark.parametrize(
    ("query", "offered"),
    [
        ("war since:2023 until:2023-02", "war"),
        ("title:ferry", "ferry"),
        ("ferry", "raw:ferry"),
        ("ferry", "ferry*"),
        ("(a OR b) NEAR/2 c", "(a OR b) c"),
        ("ferry sinks date:2023", "(ferry OR sinks) date:2023"),
        ("a AND -b", "a"),
    ],
)
def test_what_is_offered(query: str, offered: str) -> None:
    assert offered in found(query)


def test_words_are_spelled_otherwise() -> None:
    right = {"multiploar": "multipolar", "wrold": "world", "x": "y"}
    remedy = respelled('the "multiploar wrold" -x', right, today=TODAY)
    assert remedy == Remedy("did you mean multipolar world?", 'the "multipolar world" -x')
    assert "the multipolar world -x" in [each.query for each in in_any_form(remedy, today=TODAY)]
    assert respelled("a -b", {"b": "c"}, today=TODAY) is None
    assert respelled("rust rusty", {"rust": "trust"}, today=TODAY) == Remedy("did you mean trust?", "trust rusty")


def test_words_under_not_are_not_looked_into() -> None:
    assert words_of('a -b "c d" outlet:e fe*', today=TODAY) == ["a", "c", "d"]


@given(
    st.lists(
        st.sampled_from(
            ['"a b"', "word", "-not", "(x OR y)", "date:2023", "OR", "AND", "title:z", "a NEAR/2 b", "“odd"]
        ),
        max_size=6,
    ).map(" ".join)
)  # fmt: skip
def test_every_remedy_is_another_query_that_is_understood(query: str) -> None:
    for remedy in remedies(query, today=TODAY):
        assert parse(remedy.query, today=TODAY).node != parse(query, today=TODAY).node
