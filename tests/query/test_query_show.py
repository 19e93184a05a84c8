"""Parsed queries as the user sees them."""

import datetime as dt

import pytest

from searchtui.query.parse import parse


@pytest.mark.parametrize(
    ("typed", "canonical"),
    [
        ("russia AND china", "russia china"),
        ("“rock solid” outlet:DW date:>=2023-02", '"rock solid" outlet:DW since:2023-02'),
        ("NOT a OR (b c)", "-a OR b c"),
        ("title:(a OR b) c", "(title:a OR title:b) c"),
        ("raw:(a OR bc*) c", "(raw:a OR raw:bc*) c"),
        ("rock-solid", '"rock solid"'),
        ("北京 tea", '"北京" tea'),
        ("date:today", "date:2023-03-01"),
        ("date:last-month", "date:2023-02"),
        ("date:last-year", "date:2022"),
        ("date:2023-02..2023-04", "date:2023-02..2023-04"),
        ("date:2023-02-05..2023-04", "date:2023-02-05..2023-04-30"),
        ("date:2021..2023", "date:2021..2023"),
        ("until:yesterday", "until:2023-02"),
        ("(a NEAR/3 b)^2.0", "(a NEAR/3 b)^2"),
        ("word~1 word~2", "word~ word~2"),
        ("path:“a (1).txt”", 'path:"a (1).txt"'),
        ("", ""),
    ],
)
def test_canonical_text(typed, canonical):
    assert parse(typed, today=dt.date(2023, 3, 1)).canonical == canonical


def test_a_saved_query_keeps_its_days_when_read_again_later():
    saved = parse("date:last-week", today=dt.date(2023, 3, 1))
    assert parse(saved.canonical, today=dt.date(2024, 7, 9)).node == saved.node
