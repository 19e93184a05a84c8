"""Stems that the forms of a word share."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.text.snowball import snowball_stemmer
from searchtui.text.stems import LONGEST_STEMMED, STEMMED_LANGUAGES, stem
from searchtui.text.tokens import fold


@pytest.mark.parametrize(
    ("lang", "forms"),
    [
        ("ar", "كتاب الكتاب"),
        ("da", "havn havnen havne"),
        ("de", "Haus Häuser Häusern"),
        ("en", "strike strikes striking"),
        ("es", "elección elecciones"),
        ("fi", "talo talon talossa"),
        ("fr", "élection élections elections"),
        ("hu", "ház házban"),
        ("it", "elezione elezioni"),
        ("nb", "fisk fisken fiskene"),
        ("nl", "krant kranten"),
        ("pt", "porto portos"),
        ("ro", "oraș orașul"),
        ("ru", "книга книги книгами"),
        ("sv", "hamn hamnen hamnar"),
    ],
)
def test_forms_of_a_word_share_a_stem(lang, forms):
    assert len({stem(fold(form), lang) for form in forms.split()}) == 1


@pytest.mark.parametrize("lang", sorted(STEMMED_LANGUAGES))
def test_every_language_stems_every_kind_of_word_to_something(lang):
    assert all(stem(word, lang) for word in ("a", "s", "3", "中", "ال", "e", "strasse", "ll", "ing", "x" * 1000))


@pytest.mark.parametrize("lang", [None, "ja", "xx", ""])
def test_a_word_of_a_language_without_stemmer_is_its_own_stem(lang):
    assert stem("running", lang) == "running"


def test_overlong_words_are_left_alone():
    word = "a" * (LONGEST_STEMMED + 1) + "ing"
    assert stem(word, "en") == word


def test_threads_get_the_same_stems():
    words = [f"{root}{ending}" for root in ("مكتب", "كتاب", "درس") for ending in ("", "ات", "ين", "ها")] * 50
    alone = [stem(word, "ar") for word in words]
    with ThreadPoolExecutor(4) as pool:
        assert list(pool.map(lambda word: stem(word, "ar"), words)) == alone


LETTERS = st.text("abceilnoprsty0", min_size=1, max_size=5)
ENDINGS = st.sampled_from(("", "ed", "ful", "ator", "ll", "li", "bli", "ogi", "ation", "'s", "x", "n", "iciti", "ist"))


@given(st.builds("{}{}{}".format, LETTERS, LETTERS, ENDINGS))
def test_english_words_taken_for_their_own_stems_are(word):
    assert stem(word, "en") == (snowball_stemmer("english")(word) or word)
