"""Ways through a parsed query."""

import datetime as dt

from searchtui.query.nodes import DateRange, LanguageIs, Word
from searchtui.query.parse import parse
from searchtui.query.walk import conjuncts, leaves


def node(text):
    return parse(text, today=dt.date(2023, 3, 1)).node


def test_leaves_are_all_terms_negated_ones_included():
    assert list(leaves(node("a -b lang:en"))) == [Word("a"), Word("b"), LanguageIs("en")]


def test_conjuncts_of_a_conjunction_are_its_conditions():
    assert conjuncts(node("a date:2023-03-01")) == (Word("a"), DateRange(dt.date(2023, 3, 1), dt.date(2023, 3, 1)))


def test_any_other_query_is_its_own_only_condition():
    assert conjuncts(node("a OR b")) == (node("a OR b"),)
