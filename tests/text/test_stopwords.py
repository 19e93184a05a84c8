"""Lists of common words."""

import pytest

from searchtui.text.stems import STEMMED_LANGUAGES
from searchtui.text.stopwords import stop_words
from searchtui.text.tokens import tokens


@pytest.mark.parametrize("lang", sorted(STEMMED_LANGUAGES))
def test_every_stemmed_language_has_a_list(lang):
    assert 60 <= len(stop_words(lang)) <= 170


@pytest.mark.parametrize("lang", sorted(STEMMED_LANGUAGES))
def test_stop_words_are_words_as_the_tokens_give_them(lang):
    assert {word for stop in stop_words(lang) for word, *_ in tokens(stop)} == stop_words(lang)


def test_what_an_apostrophe_leaves_behind_is_a_stop_word():
    assert {token.word for token in tokens("it's isn't we'll they've I'd")} <= stop_words("en")


def test_words_that_name_things_in_the_news_are_no_stop_words():
    assert not {"us", "who", "may", "state", "new"} & stop_words("en")


@pytest.mark.parametrize("lang", [None, "ja", "xx"])
def test_other_languages_have_none(lang):
    assert stop_words(lang) == frozenset()
