"""What typed queries mean."""

import datetime as dt

import pytest

from searchtui.articles.article import Kind
from searchtui.errors import QueryError
from searchtui.query.nodes import (
    And,
    Boost,
    DateRange,
    DateUnknown,
    Everything,
    Fuzzy,
    KnownAs,
    LanguageIs,
    Near,
    Not,
    Or,
    OutletIs,
    PathLike,
    Phrase,
    Prefix,
    Scope,
    Wildcard,
    Word,
)
from searchtui.query.parse import parse

TODAY = dt.date(2023, 3, 1)
A, B, C = Word("a"), Word("b"), Word("c")


def meaning(text):
    return parse(text, today=TODAY).node


def refused(text):
    with pytest.raises(QueryError) as caught:
        parse(text, today=TODAY)
    return caught.value


@pytest.mark.parametrize(
    ("typed", "node"),
    [
        ("", Everything()),
        ("   ", Everything()),
        ("harbour strike", And((Word("harbour"), Word("strike")))),
        ("Harbour, strike!", And((Word("Harbour"), Word("strike")))),
        ("a AND b", And((A, B))),
        ("a OR b", Or((A, B))),
        ("and or not", And((Word("and"), Word("or"), Word("not")))),
        ('"rock solid"', Phrase(("rock", "solid"))),
        ("“rock solid”", Phrase(("rock", "solid"))),
        ("„rock solid“", Phrase(("rock", "solid"))),
        ("«rock solid»", Phrase(("rock", "solid"))),
        ('“rock solid"', Phrase(("rock", "solid"))),
        ('"the “rock” solid"', Phrase(("the", "rock", "solid"))),
        ('"rock solid"~5', Phrase(("rock", "solid"), slop=5)),
        ("rock-solid", Phrase(("rock", "solid"))),
        ("U.S.", Phrase(("U", "S"))),
        ("北京", Phrase(("北", "京"))),
        ("multipol*", Prefix("multipol")),
        ("m?ltipolar", Wildcard("m?ltipolar")),
        ("mul*pol**r", Wildcard("mul*pol*r")),
        ("rock-sol*", Near(Phrase(("rock",)), Prefix("sol"), 1, ordered=True)),
        ("multipolr~", Fuzzy("multipolr", 1)),
        ("word~2", Fuzzy("word", 2)),
        ("word^2", Boost(Word("word"), 2.0)),
        ("word~2^0.5", Boost(Fuzzy("word", 2), 0.5)),
        ("word^1", Word("word")),
        ("(a b)^3", Boost(And((A, B)), 3.0)),
        ("http://example.org/a?b=*", Phrase(("http", "example", "org", "a", "b"))),
    ],
)
def test_words_phrases_and_patterns(typed, node):
    assert meaning(typed) == node


@pytest.mark.parametrize(
    ("typed", "node"),
    [
        ("-a", Not(A)),
        ("NOT a", Not(A)),
        ("-a -b", And((Not(A), Not(B)))),
        ("NOT NOT a", A),
        ("-(a b)", Not(And((A, B)))),
        ('-"a b"', Not(Phrase(("a", "b")))),
        ("-title:a", Not(Word("a", Scope.TITLE))),
        ("a-b", Phrase(("a", "b"))),
        ("--a", A),
        ("a - b", And((A, B))),
        ("a b OR c", Or((And((A, B)), C))),
        ("a OR b c", Or((A, And((B, C))))),
        ("(a OR b) c", And((Or((A, B)), C))),
        ("NOT a b", And((Not(A), B))),
        ("NOT a OR b", Or((Not(A), B))),
        ("a NEAR/5 b", Near(A, B, 5)),
        ("a ADJ/5 b", Near(A, B, 5, ordered=True)),
        ("a NEAR b", Near(A, B, 5)),
        ("a ADJ b", Near(A, B, 1, ordered=True)),
        ("a NEAR/5 b c", And((Near(A, B, 5), C))),
        ("NOT a NEAR/5 b", Not(Near(A, B, 5))),
        ("a NEAR/2 b NEAR/3 c", Near(Near(A, B, 2), C, 3)),
        ("(a OR b) NEAR/5 c", Near(Or((A, B)), C, 5)),
        ("((a b)) (c)", And((A, B, C))),
        ("a OR (b OR c)", Or((A, B, C))),
        ("a(b)c", And((A, B, C))),
    ],
)
def test_operators_and_how_tightly_they_bind(typed, node):
    assert meaning(typed) == node


@pytest.mark.parametrize(
    ("typed", "node"),
    [
        ("title:a", Word("a", Scope.TITLE)),
        ("TITLE:a", Word("a", Scope.TITLE)),
        ('title:"a b"', Phrase(("a", "b"), scope=Scope.TITLE)),
        ("title:(a OR b)", Or((Word("a", Scope.TITLE), Word("b", Scope.TITLE)))),
        ("title:AND", Word("and", Scope.TITLE)),
        ("raw:a", Word("a", Scope.RAW)),
        ('raw:"a b"~2', Phrase(("a", "b"), 2, Scope.RAW)),
        ("raw:(ab* OR b)", Or((Prefix("ab", Scope.RAW), Word("b", Scope.RAW)))),
        ("-raw:a", Not(Word("a", Scope.RAW))),
        ("raw:a NEAR/3 b", Near(Word("a", Scope.RAW), B, 3)),
        ("outlet:dw", OutletIs("dw")),
        ('outlet:"press tv"', OutletIs("press tv")),
        ('outlet:(dw OR "press tv")', Or((OutletIs("dw"), OutletIs("press tv")))),
        ("source:dw", OutletIs("dw")),
        ("outlet:?", OutletIs(None)),
        ("outlet:*", OutletIs("*")),
        ("lang:en", LanguageIs("en")),
        ("lang:en-GB", LanguageIs("en")),
        ("lang:German", LanguageIs("de")),
        ("lang:?", LanguageIs(None)),
        ("path:2023/*", PathLike("2023/*")),
        ('path:"my clips/a  (1).txt"', PathLike("my clips/a  (1).txt")),
        ("date:?", DateUnknown()),
        ("outlet:~", KnownAs("outlet", Kind.INFERRED)),
        ("date:~", KnownAs("date", Kind.INFERRED)),
        ("outlet:!", KnownAs("outlet", Kind.FIXED)),
        ("-date:!", Not(KnownAs("date", Kind.FIXED))),
        ("date:*", DateRange(None, None)),
        ("date:2023", DateRange(dt.date(2023, 1, 1), dt.date(2023, 12, 31))),
        ("since:2023-02", DateRange(dt.date(2023, 2, 1), None)),
        ("until:2023-02", DateRange(None, dt.date(2023, 2, 28))),
        ("after:2023-02", DateRange(dt.date(2023, 3, 1), None)),
        ("before:2023-02", DateRange(None, dt.date(2023, 1, 31))),
        ('date:"last week"', DateRange(dt.date(2023, 2, 20), dt.date(2023, 2, 26))),
    ],
)
def test_fields(typed, node):
    assert meaning(typed) == node


@pytest.mark.parametrize(
    ("typed", "node", "note"),
    [
        ('"a', A, '" has no partner and is read as text (at character 1)'),
        ("a (b", And((A, B)), "( has no partner and is read as text (at character 3)"),
        ("a) b", And((A, B)), ") has no partner and is read as text (at character 2)"),
        ("a AND", A, "AND has nothing to work on and is left out (at character 3)"),
        ("OR a", A, "OR has nothing to work on and is left out (at character 1)"),
        ("a OR OR b", Or((A, B)), "OR has nothing to work on and is left out (at character 3)"),
        ("a NOT", A, "NOT has nothing to work on and is left out (at character 3)"),
        ("a NEAR/3", A, "NEAR/3 has nothing to work on and is left out (at character 3)"),
        ("AND", Word("and"), "AND stands alone and is searched as text (at character 1)"),
        ("a title:", A, "title: has nothing to work on and is left out (at character 9)"),
        ("a ()", A, "there is nothing to search for between the brackets (at character 3)"),
        ('a ""', A, "there is nothing to search for between the quotes (at character 4)"),
        ("tone:soft", Phrase(("tone", "soft")), "there is no field “tone”: tone: is searched as text (at character 1)"),
        ("a~b", Phrase(("a", "b")), "a~b is searched as text (at character 1)"),
        ("a-b~2", Phrase(("a", "b", "2")), "~ works behind one plain word: a-b~2 is searched as text (at character 1)"),
        ('"a b"~', Phrase(("a", "b")), "~ behind a phrase needs a number and is left out (at character 6)"),
        ('"ab* c"', Phrase(("ab", "c")), "* means nothing inside quotes (at character 4)"),
        ("next?", Wildcard("next?"), "? stands for one more letter: next? does not find next (at character 1)"),
        ("北京*", Phrase(("北", "京")), "* is left out: any run of such characters is found as it is (at character 3)"),
        (
            "a NEAR/3 lang:en",
            And((A, LanguageIs("en"))),
            "NEAR/3 joins words and phrases only and is read as AND (at character 3)",
        ),
        ("a^2 NEAR/3 b", Near(A, B, 3), "^ means nothing beside NEAR/3 and is left out (at character 5)"),
        ("outlet:dw^2", OutletIs("dw"), "^2 means nothing behind outlet: and is left out (at character 8)"),
        (
            "lang:elvish",
            Phrase(("lang", "elvish")),
            "elvish is no language code such as en: lang:elvish is searched as text (at character 6)",
        ),
        ("?!", Everything(), "there is no word to search for: every article is shown"),
    ],
)
def test_what_breaks_the_grammar_is_searched_or_left_out_with_a_note(typed, node, note):
    parsed = parse(typed, today=TODAY)
    assert parsed.node == node
    assert note in parsed.notes


def test_a_clean_query_has_no_notes():
    assert parse('"rock solid" outlet:dw since:2023-02 -title:x (a OR b) wang NEAR/3 yi', today=TODAY).notes == ()


@pytest.mark.parametrize(
    ("typed", "position"),
    [
        ("word~9", 4),
        ("word~0", 4),
        ("word~1.5", 4),
        ('"a b"~101', 5),
        ("a NEAR/0 b", 7),
        ("a ADJ/101 b", 6),
        ("word^0", 4),
        ("word^101", 4),
        ("word^-1", 4),
        ("(a b)^1000", 5),
        ("x date:2023-02-30", 7),
        ("x date:2023-02..2022-01", 7),
        ("since:soon", 6),
        ("x a*", 3),
        ("*", 0),
        ("x *abc", 2),
    ],
)
def test_numbers_out_of_range_and_impossible_dates_are_errors_with_their_place(typed, position):
    error = refused(typed)
    assert error.position == position
    assert error.hint


def test_five_hundred_characters_are_allowed_and_no_more():
    assert meaning("a" * 500) == Word("a" * 500)
    assert refused("a" * 501).position == 500


def test_thirty_two_terms_are_allowed_and_no_more():
    assert len(meaning(" ".join("a" * 32)).children) == 32
    assert refused(" ".join("a" * 33)).position == 64


def test_a_phrase_is_one_term_however_long():
    assert len(meaning('"' + "a " * 100 + '"').words) == 100


def test_every_pattern_in_a_compound_is_a_term():
    assert refused("-".join(["ab*"] * 33)).position == 0


def test_brackets_nest_fifty_deep_and_no_deeper():
    assert meaning("(" * 50 + "a" + ")" * 50) == A
    assert refused("(" * 51 + "a" + ")" * 51).position == 50


def test_lone_brackets_do_not_count_as_nesting():
    assert meaning("(" * 200 + "a") == A
