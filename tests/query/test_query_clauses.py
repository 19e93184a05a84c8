"""Clauses of a query, and filters put into its text and taken out again."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.query.clauses import clauses, joined, tidied, with_clauses, without
from searchtui.query.dates import date_range
from searchtui.query.facets import Chosen, Facet, facet_of
from searchtui.query.filters import chosen, excluding, filters_only, including, only, without_facet
from searchtui.query.nodes import DateRange, DateUnknown, Everything, LanguageIs, Not, OutletIs, Word
from searchtui.query.parse import parse

TODAY = dt.date(2024, 5, 5)

QUERIES = st.lists(
    st.sampled_from(
        ["ferry", "-late", '"as a bell"', "outlet:gazette", "(a OR b)", "a NEAR/3 b", "AND", "OR", "NOT", "date:2024",
         "since:2023-02", "lang:en", "raw:menu^2", "“odd", ")", "date:?", "-outlet:?", "title:(c d)", "el*"]
    ),
    max_size=7,
).map(" ".join)  # fmt: skip


def days(text: str) -> DateRange:
    return date_range(text, position=0, today=TODAY)


@pytest.mark.parametrize(
    ("query", "parts"),
    [
        ("a AND b", ["a", "b"]),
        ('-a "c d" source:"press tv" (x OR y)', ["-a", '"c d"', 'source:"press tv"', "(x OR y)"]),
        ("a OR b", ["a OR b"]),
        ("a NEAR/3 b c", ["a NEAR/3 b", "c"]),
        ("NOT a AND -(b c) x NEAR (d OR e)", ["NOT a", "-(b c)", "x NEAR (d OR e)"]),
        ("a AND", ["a"]),
        ("title:(a b) ( c", ["title:(a b) (", "c"]),
        ("!!!", []),
    ],
)
def test_the_clauses_of_a_query(query: str, parts: list[str]) -> None:
    assert [query[clause.start : clause.end] for clause in clauses(query, today=TODAY)] == parts


@given(QUERIES)
def test_all_clauses_together_mean_the_query(query: str) -> None:
    assert joined(tuple(clause.node for clause in clauses(query, today=TODAY))) == parse(query, today=TODAY).node


@given(QUERIES, st.sampled_from(["Harbour Gazette", 'The "odd" Post', None]))
def test_an_outlet_put_in_and_taken_out_leaves_the_meaning(query: str, name: str | None) -> None:
    value = OutletIs(name)
    before = without_facet(clauses(tidied(query, today=TODAY), today=TODAY), Facet.OUTLET)
    text = only(query, Facet.OUTLET, value, today=TODAY)
    assert chosen(text, Facet.OUTLET, today=TODAY) in (Chosen((value,)), Chosen())
    assert without_facet(clauses(text, today=TODAY), Facet.OUTLET) == before


@given(QUERIES, st.integers(1, 12))
def test_a_month_is_included_excluded_and_let_go(query: str, number: int) -> None:
    month = days(f"2022-{number:02}")
    text = including(query, Facet.DATE, month, today=TODAY)
    assert chosen(text, Facet.DATE, today=TODAY).included
    text = excluding(text, Facet.DATE, month, today=TODAY)
    assert month in chosen(text, Facet.DATE, today=TODAY).excluded
    text = excluding(text, Facet.DATE, month, today=TODAY)
    assert month not in chosen(text, Facet.DATE, today=TODAY).excluded


def test_months_that_touch_become_one_range() -> None:
    query = "war"
    written = []
    for month in ("2023-02", "2023-03", "2023-05", "2023-03"):
        query = including(query, Facet.DATE, days(month), today=TODAY)
        written.append(query)
    assert written == [
        "war date:2023-02",
        "war date:2023-02..2023-03",
        "war (date:2023-02..2023-03 OR date:2023-05)",
        "war (date:2023-02 OR date:2023-05)",
    ]


def test_a_month_within_a_year_is_excluded_by_itself() -> None:
    assert excluding("date:2022", Facet.DATE, days("2022-03"), today=TODAY) == "date:2022 -date:2022-03"
    assert including("date:2022 -date:2022-03", Facet.DATE, days("2022-03"), today=TODAY) == "date:2022"


def test_since_and_until_are_one_range() -> None:
    assert chosen("since:2023 until:2023-06", Facet.DATE, today=TODAY).included == (days("2023-01..2023-06"),)


def test_undated_articles_are_an_alternative() -> None:
    assert including("date:2023", Facet.DATE, DateUnknown(), today=TODAY) == "(date:2023 OR date:?)"


def test_alternatives_are_bracketed_once() -> None:
    query = including("a OR b", Facet.OUTLET, OutletIs("DW"), today=TODAY)
    assert query == "(a OR b) outlet:DW"
    assert including(query, Facet.OUTLET, OutletIs("Press TV"), today=TODAY) == (
        '(a OR b) (outlet:DW OR outlet:"Press TV")'
    )


def test_letter_case_of_an_outlet_makes_no_difference() -> None:
    assert including("x source:dw", Facet.OUTLET, OutletIs("DW"), today=TODAY) == "x"


def test_what_is_typed_elsewhere_stays_as_typed() -> None:
    assert with_clauses("  Rock-Solid   AND b ", (Not(LanguageIs("en")),), today=TODAY) == (
        "Rock-Solid   AND b -lang:en"
    )
    assert without("a AND  outlet:dw AND “b c”", lambda node: isinstance(node, OutletIs), today=TODAY) == "a “b c”"


def test_what_shares_are_of() -> None:
    found = clauses("war -outlet:dw date:2023 lang:en", today=TODAY)
    assert filters_only(found, Facet.OUTLET) == joined((days("2023"), LanguageIs("en")))
    assert filters_only(clauses("war", today=TODAY), Facet.OUTLET) == Everything()


def test_a_mixture_is_no_filter() -> None:
    assert facet_of(parse("outlet:dw OR war", today=TODAY).node) is None
    assert facet_of(parse("outlet:dw OR date:2023", today=TODAY).node) is None
    assert facet_of(Word("war")) is None
