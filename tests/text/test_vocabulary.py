"""Texts as numbers of words: quicker than token by token, and word for word the same."""

import numpy as np
from hypothesis import example, given
from hypothesis import strategies as st

from searchtui.text.pieces import WINDOW
from searchtui.text.tokens import chunk_words, chunks, tokens
from searchtui.text.vocabulary import Vocabulary

TEXTS = st.text(
    st.one_of(
        st.characters(),  # lone surrogates too
        st.sampled_from("aBé'’-_– \t\x1cßﬁİıŁø日本カｶﾞไกำहिन्दीمُحَمَّدя\u0301\u00ad\u200c\u200d\ufe0f\u20e3😀\n"),
    )
)


def words(text: str, vocabulary: Vocabulary) -> list[str]:
    return [vocabulary.words[number] for number in np.frombuffer(vocabulary.number([text])[0], "<u4")]


@given(TEXTS)
@example("I\u0307stanbul")
@example("A\u030angstro\u0308m–“two”…three")
def test_chunks_have_the_words_of_the_text_token_by_token(text: str) -> None:
    assert [word for chunk in chunks(text) for word in chunk_words(chunk)] == [token.word for token in tokens(text)]


@given(st.lists(st.lists(TEXTS)))
def test_numbers_stand_for_the_words_whatever_was_numbered_before(batches: list[list[str]]) -> None:
    vocabulary = Vocabulary()
    for texts in [*batches, *batches]:
        numbered = vocabulary.number(texts)
        assert [[vocabulary.words[number] for number in np.frombuffer(each, "<u4")] for each in numbered] == [
            [token.word for token in tokens(text)] for text in texts
        ]
    assert len(set(vocabulary.words)) == len(vocabulary.words)


def test_words_are_numbered_as_they_come() -> None:
    vocabulary = Vocabulary()
    vocabulary.number(["The cranes—the tall ones—stand", "still today"])
    assert vocabulary.words == ["the", "cranes", "tall", "ones", "stand", "still", "today"]


def test_a_word_has_one_number_however_it_is_written() -> None:
    vocabulary = Vocabulary()
    assert len(set(np.frombuffer(vocabulary.number(["Élan élan ELAN “elan” — Elan’"])[0], "<u4").tolist())) == 1


def test_a_long_piece_is_numbered_but_not_kept() -> None:
    vocabulary = Vocabulary()
    assert words("北京日报" * 100, vocabulary) == list("北京日报" * 100)
    assert vocabulary._table.size == 0
    assert vocabulary.words == list("北京日报")


def test_texts_longer_than_a_window_are_hashed_in_several() -> None:
    vocabulary = Vocabulary()
    text = " ".join(f"word{number % 5_000}" for number in range(80_000)) + " " + "x" * 300_000 + " end"
    assert len(text) > 3 * WINDOW
    assert words(text, vocabulary) == [token.word for token in tokens(text)]


def test_many_words_are_told_apart() -> None:
    vocabulary = Vocabulary()
    many = [f"{number:x}" for number in range(50_000)]
    for start in range(0, len(many), 7_000):
        vocabulary.number([" ".join(many[start : start + 8_000])])
    assert words(" ".join(many), vocabulary) == many


def test_a_vocabulary_fills_up() -> None:
    vocabulary = Vocabulary()
    vocabulary.number(["One two, three"])
    assert not vocabulary.is_full
    vocabulary.LIMIT = 5
    assert vocabulary.is_full
