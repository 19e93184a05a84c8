"""Which words a term of the query stands for."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.results.terms import How, Term, Vocabulary
from searchtui.text.stems import STEMMED_LANGUAGES, stem
from searchtui.text.stopwords import stop_words
from searchtui.text.tokens import fold

ALPHABETS = {"ru": "абвгдежзийклмнопрстуфхцчшщъыьэюяё", "ar": "ابتثجحخدذرزسشصضطظعغفقكلمنهويةىءآأإ"}

ENDINGS = (
    *("s", "ies", "ied", "ying", "ing", "ational", "ization", "ication", "ablement", "amment", "euse", "eux", "logie"),
    *("ungen", "lichkeit", "heit", "issimo", "azione", "ando", "yendo", "idad", "ligt", "arna", "heten", "heden"),
    *("ssiaa", "lla", "ssa", "nnak", "nek", "kkal", "itate", "ității", "ovat", "ями", "ость", "ات", "ون"),
)


def test_each_word_is_told_the_terms_it_matches() -> None:
    terms = (Term(How.ANY_FORM, "ferry"), Term(How.WRITTEN, "ferries"), Term(How.PREFIX, "fer"))
    vocabulary = Vocabulary(terms, "en")
    assert (vocabulary["ferry"], vocabulary["ferries"], vocabulary["pier"]) == ((0, 2), (0, 1, 2), ())


def test_a_stop_word_is_only_matched_by_itself() -> None:
    vocabulary = Vocabulary((Term(How.ANY_FORM, "being"), Term(How.ANY_FORM, "the")), "en")
    assert (vocabulary["the"], vocabulary["be"]) == ((1,), ())


@pytest.mark.parametrize("lang", sorted(STEMMED_LANGUAGES))
@settings(deadline=None)  # the first word of a language waits for its stemmer
@given(data=st.data())
def test_a_word_is_matched_exactly_when_it_shares_the_stem(lang: str, data: st.DataObject) -> None:
    words = st.text(ALPHABETS.get(lang, "abcdefghijklmnopqrstuvwxyzäåéöøüß"), min_size=1, max_size=9).map(fold)
    words |= st.builds(lambda word, ending: word[:4] + fold(ending), words, st.sampled_from(ENDINGS))
    wanted = data.draw(words.filter(lambda word: word not in stop_words(lang)))
    endings = words | st.sampled_from(ENDINGS).map(fold)
    kin = st.builds(lambda keep, ending: wanted[:keep] + ending, st.integers(0, len(wanted)), endings)
    word = data.draw(words | kin | st.just(wanted))
    matched = Vocabulary((Term(How.ANY_FORM, wanted),), lang)[word] == (0,)
    assert matched == (word not in stop_words(lang) and stem(word, lang) == stem(wanted, lang))
