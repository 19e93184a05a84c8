"""A passage is found again wherever its words have gone."""

from hypothesis import given
from hypothesis import strategies as st

from searchtui.userdata.passages import Passage, check_passage, find_passage, passage_at, passage_of, passage_values

TEXT = "The ferry is late. The harbour is closed. The ferry is late again, said Ilse."

texts = st.text(st.sampled_from("ab \n.é中"), min_size=1, max_size=60)


def test_it_stays_where_it_was() -> None:
    passage = passage_at(TEXT, 19, 41)
    assert passage.quote == "The harbour is closed."
    assert find_passage(TEXT, passage) == (19, 41)


def test_white_space_around_it_is_left_out() -> None:
    assert passage_at("  a ferry \n", 0, 11) == Passage("a ferry", 2, 9)


def test_it_moves_with_text_that_is_put_before_it() -> None:
    passage = passage_at(TEXT, 19, 41)
    longer = "Updated on Monday.\n\n" + TEXT
    assert find_passage(longer, passage) == (39, 61)


def test_of_two_places_the_one_with_the_same_text_around_it_is_meant() -> None:
    second = passage_at(TEXT, 42, 59)
    assert second.quote == TEXT[42:59] == "The ferry is late"
    assert find_passage("x" * 30 + TEXT, second) == (72, 89)


def test_other_line_breaks_make_no_difference() -> None:
    passage = passage_at(TEXT, 19, 41)
    assert find_passage(TEXT.replace("harbour is", "harbour\n   is"), passage) == (19, 44)


def test_words_that_are_gone_are_not_found() -> None:
    assert find_passage("Another text.", passage_at(TEXT, 19, 41)) is None
    assert find_passage(TEXT, Passage("   ", 5, 5)) is None


def test_a_quote_alone_is_enough() -> None:
    values = {"quote": "harbour is"}
    check_passage(values)
    passage = passage_of(values)
    assert passage is not None
    assert find_passage(TEXT, passage) == (23, 33)


@given(texts, st.integers(0, 60), st.integers(0, 60), texts)
def test_what_was_quoted_is_found_again_behind_any_text(text, first, last, before):
    start, end = sorted((min(first, len(text)), min(last, len(text))))
    passage = passage_at(text, start, end)
    assert passage_of(passage_values(passage)) == passage
    found = find_passage(before + text, passage)
    if passage.quote:
        assert found is not None
        assert " ".join((before + text)[slice(*found)].split()) == passage.quote
        assert find_passage(text, passage) == (passage.start, passage.end)
