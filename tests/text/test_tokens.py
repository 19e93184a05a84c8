"""Words of a text, their places and their folded forms."""

import unicodedata

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from searchtui.text.tokens import fold, is_unspaced, is_word, tokens

SCRIPTS = st.text(
    st.one_of(
        st.characters(),
        st.sampled_from("aé'’-_ ßﬁİıŁø日本カｶﾞไกำहिन्दीمُحَمَّدя\u0301\u00ad\u200c\u200d\ufe0f\u20e3😀\n"),
    )
)


def words(text):
    return [token.word for token in tokens(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Rock-Solid ties", ["rock", "solid", "ties"]),
        ("Wang's", ["wang", "s"]),
        ("snake_case", ["snake", "case"]),
        ("U.S. and 3.5%", ["u", "s", "and", "3", "5"]),
        ("“Étude”, naïve façade", ["etude", "naive", "facade"]),
        ("STRASSE Straße", ["strasse", "strasse"]),
        ("İstanbul, Iğdır", ["istanbul", "igdir"]),
        ("Łódź København Ærø", ["lodz", "kobenhavn", "aero"]),
        ("Ελλάδα ΕΛΛΑΔΑ", ["ελλαδα", "ελλαδα"]),
        ("Йод ёлка", ["йод", "ёлка"]),
        ("नमस्ते हिन्दी", ["नमस्ते", "हिन्दी"]),
        ("مُحَمَّد", ["مُحَمَّد"]),
        ("한국어 신문", ["한국어", "신문"]),
        ("北京日报", ["北", "京", "日", "报"]),
        ("2023年の話", ["2023", "年", "の", "話"]),
        ("ﾄﾞ ド", ["ド", "ド"]),
        ("ภาษา", ["ภ", "า", "ษ", "า"]),
        ("ที่", ["ที่"]),
        ("infor\u00admation", ["information"]),
        ("می\u200cخواهم", ["میخواهم"]),
        ("ﬁnance Ｗｉｄｅ", ["finance", "wide"]),
        ("cafe\u0301", ["cafe"]),
        ("1\ufe0f\u20e3 😀 ❤\ufe0f", ["1"]),
        ("", []),
        (" \t\n—…", []),
    ],
)
def test_words(text, expected):
    assert words(text) == expected


def test_offsets_are_those_of_the_whole_text():
    text = "One, “Zwei” three"
    assert [text[token.start : token.end] for token in tokens(text, 4, 11)] == ["Zwei"]


def test_a_stretch_that_begins_inside_a_word_has_its_rest():
    assert [tuple(token) for token in tokens("headline", 4)] == [("line", 4, 8)]


@given(SCRIPTS)
def test_every_token_is_its_stretch_of_the_text_folded(text):
    assert all(fold(text[token.start : token.end]) == token.word for token in tokens(text))


@given(SCRIPTS)
def test_tokens_ascend_without_overlap_and_none_is_empty(text):
    end = 0
    for token in tokens(text):
        assert end <= token.start < token.end <= len(text)
        assert token.word
        end = token.end


@given(SCRIPTS)
def test_no_letter_or_digit_lies_outside_the_tokens(text):
    covered = {at for token in tokens(text) for at in range(token.start, token.end)}
    outside = [c for at, c in enumerate(text) if at not in covered and c.isalnum() and c not in "\uff9e\uff9f"]
    assert outside == []


@given(SCRIPTS)
@example("ΐ")
@example("ẞŉ")
def test_folding_twice_is_folding_once(text):
    assert fold(fold(text)) == fold(text)


@given(st.text("abcéÅßøſ", min_size=1))
def test_case_does_not_matter(word):
    assert fold(word.upper()) == fold(word.lower())


@given(SCRIPTS, SCRIPTS)
def test_a_space_keeps_words_apart(left, right):
    assert words(f"{left} {right}") == words(left) + words(right)


def test_marks_of_every_script_stay_within_their_words():
    marks = [c for c in map(chr, range(0x300, 0x1E00)) if unicodedata.category(c) in {"Mn", "Mc"}]
    assert [mark for mark in marks if len(tokens(f"a{mark}a")) != 1] == []


@pytest.mark.parametrize(
    ("text", "whole"), [("word", True), ("Étude", True), ("中", True), ("中国", False), ("a b", False)]
)
def test_is_word(text, whole):
    assert is_word(text) is whole


def test_scripts_written_without_spaces():
    assert [word for word in ("中", "か", "ก", "한", "a", "я") if is_unspaced(word)] == ["中", "か", "ก"]
