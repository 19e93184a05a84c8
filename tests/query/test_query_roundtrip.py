"""Every node tree has a text that parses to it again, and every text parses or is refused with a query error."""

import datetime as dt

from hypothesis import assume, example, given
from hypothesis import strategies as st

from searchtui.articles.article import Kind
from searchtui.errors import QueryError
from searchtui.query.lex import OPERATOR_WORDS
from searchtui.query.nodes import (
    And,
    Boost,
    DateRange,
    DateUnknown,
    Everything,
    Fuzzy,
    KnownAs,
    LanguageIs,
    Mark,
    MarkedAs,
    Near,
    Not,
    Or,
    OutletIs,
    PathLike,
    Phrase,
    Prefix,
    SavedSearch,
    Scope,
    TaggedAs,
    Wildcard,
    Word,
)
from searchtui.query.parse import MAX_LENGTH, MAX_TERMS, parse
from searchtui.query.show import show
from searchtui.query.walk import leaves
from searchtui.text.tokens import is_unspaced, is_word

TODAY = dt.date(2023, 3, 1)

letters = st.text("abzéßñйظ한k0७", min_size=2, max_size=6)
words = st.one_of(letters, st.sampled_from(["中", "カ", "ไ"])).filter(is_word).filter(lambda w: w not in OPERATOR_WORDS)
spaced_words = words.filter(lambda word: not is_unspaced(word))
scopes = st.sampled_from(Scope)
phrases = st.builds(
    lambda found, slop, scope: Phrase(tuple(found), slop if len(found) > 1 else 0, scope),
    st.lists(words, min_size=1, max_size=4),
    st.integers(0, 100),
    scopes,
)
wildcards = st.builds(
    lambda head, marks, tail, scope: Wildcard(head + marks + tail, scope),
    spaced_words,
    st.sampled_from(["?", "*", "??", "?*", "*?"]),
    st.text("abz", min_size=1, max_size=3),
    scopes,
)
text_terms = st.one_of(
    st.builds(Word, words, scopes),
    phrases,
    st.builds(Prefix, spaced_words, scopes),
    wildcards,
    st.builds(Fuzzy, spaced_words, st.integers(1, 2), scopes),
)


def either(children):
    """An OR of these, with ORs inside it taken apart, as the parser gives it."""
    flat = [inner for child in children for inner in (child.children if isinstance(child, Or) else (child,))]
    return Or(tuple(flat))


def both(children):
    flat = [inner for child in children for inner in (child.children if isinstance(child, And) else (child,))]
    return And(tuple(flat))


def several(nodes):
    return st.lists(nodes, min_size=2, max_size=3)


near_nodes = st.recursive(
    text_terms,
    lambda inner: st.one_of(
        st.builds(Near, inner, inner, st.integers(1, 100), st.booleans()), several(inner).map(either)
    ),
    max_leaves=4,
)
names = st.text('abcé .-*&/(“”"~^', min_size=1, max_size=8).map(str.strip).filter(lambda name: any(map(is_word, name)))
dates = st.dates(dt.date(1, 1, 1), dt.date(9999, 12, 31))
month_ends = st.sampled_from([dt.date(2023, 1, 1), dt.date(2023, 2, 1), dt.date(2024, 2, 29), dt.date(2024, 12, 31)])
ranges = st.tuples(dates | month_ends, dates | month_ends).map(lambda ends: DateRange(min(ends), max(ends)))
filters = st.one_of(
    st.builds(OutletIs, st.none() | names.map(lambda name: " ".join(name.split()))),
    st.builds(LanguageIs, st.sampled_from([None, "en", "de", "zh"])),
    st.builds(PathLike, names),
    ranges,
    st.builds(DateRange, dates | month_ends, st.none()),
    st.builds(DateRange, st.none(), dates | month_ends),
    st.just(DateRange(None, None)),
    st.just(DateUnknown()),
    st.builds(KnownAs, st.sampled_from(["outlet", "date"]), st.sampled_from([Kind.INFERRED, Kind.FIXED])),
    st.builds(MarkedAs, st.sampled_from(Mark)),
    st.builds(TaggedAs, st.none() | names.map(lambda name: " ".join(name.split()))),
    st.builds(SavedSearch, names.map(lambda name: " ".join(name.split()))),
)
nodes = st.recursive(
    near_nodes | filters,
    lambda inner: st.one_of(
        several(inner).map(both),
        several(inner).map(either),
        inner.filter(lambda node: not isinstance(node, Not)).map(Not),
        st.builds(Boost, inner, st.sampled_from([0.1, 0.5, 2.0, 2.25, 100.0])),
    ),
    max_leaves=8,
)


@given(nodes)
def test_the_text_of_a_node_parses_to_that_node(node):
    text = show(node)
    assume(len(text) <= MAX_LENGTH and sum(1 for _ in leaves(node)) <= MAX_TERMS)
    parsed = parse(text, today=TODAY)
    assert parsed.node == node
    assert parsed.canonical == text


OPERATORS = (
    r"AND OR NOT NEAR NEAR/3 ADJ/2 NEAR/0 ADJ/999 ( ) - -- ~ ~2 ~9 ^ ^2 ^1e9 ^999 * ? ** a* ab* a?b ?? : :: .. @ \ [ ]"
)
FIELDS = """title: outlet: lang: path: date: since: until: before: title:( outlet:" date:? date:2023 date:..
    date:7d date:2023-02-30 date:99999d since:0000 until:9999 foo:
    mark:star is:unread mark:soft tag: tag:? tag:a* saved: saved:x"""
TEXT = '" “ ” „ « » … \x00 http://a?b rock-sol* 中国* 中 😀 a b word und the'
pieces = st.sampled_from([*OPERATORS.split(), *FIELDS.split(), *TEXT.split(" ")])
soup = st.lists(pieces | st.just(" ") | st.text(max_size=4), max_size=120).map("".join).map(lambda text: text[:600])


@given(soup | st.text(max_size=600))
@example("(" * 250 + ")" * 250)
@example("NOT " * 125)
@example('"' * 500)
@example("ab*-" * 125)
@example("-" * 500)
@example("a" + "~" * 499)
@example("^" * 500)
@example("OR " * 166)
@example("title:" * 83)
def test_any_text_parses_or_is_a_query_error_with_a_place(text):
    error = None
    try:
        parsed = parse(text, today=TODAY)
    except QueryError as refusal:
        error = refusal
    if error is None:
        assert parsed.text == text
    else:
        assert 0 <= error.position <= len(text)
        assert error.hint


@given(soup | st.text(max_size=120))
def test_the_canonical_text_of_what_was_typed_means_the_same(text):
    try:
        parsed = parse(text, today=TODAY)
    except QueryError:
        assume(False)
    assume(len(parsed.canonical) <= MAX_LENGTH)
    again = parse(parsed.canonical, today=TODAY)
    assert again.node == parsed.node
    assert again.canonical == parsed.canonical


@given(st.text(' \t"“”()!.,-…😀', min_size=1).filter(str.strip))
def test_a_query_without_words_finds_everything_and_says_so(text):
    parsed = parse(text, today=TODAY)
    assert parsed.node == Everything()
    assert "every article is shown" in parsed.notes[-1]
