"""The words found are those that `tokens` would give, and none that is wanted is passed over."""

from __future__ import annotations

from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from searchtui.text.tokens import fold, tokens
from searchtui.text.wanted import WordFinder, count_words

LETTERS = "aAbBkKsSgo2_ .-’“\u00ad\u0301éÉßſæÆøıİK€½жЖёΩ日本ไ\u0e34ﾞ한عَ\u200d\n"
TEXTS = st.text(st.sampled_from(LETTERS) | st.characters(), max_size=40)
PREFIXES = st.text(st.sampled_from("abksgoe2жω日"), min_size=1, max_size=3)


@st.composite
def stretches(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    """A text and stretches of it in order, some of which touch, or cut words apart."""
    text = draw(TEXTS)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=5)))
    return text, [(start, end) for start, end in pairwise([0, *cuts, len(text)]) if draw(st.booleans())]


@given(stretches(), st.none() | st.sets(PREFIXES, max_size=3))
def test_every_word_with_a_prefix_is_found_and_nothing_but_words(
    text_and_spans: tuple[str, list[tuple[int, int]]], prefixes: set[str] | None
) -> None:
    text, spans = text_and_spans
    found = WordFinder(prefixes).words(text, spans)
    assert len(found) == len(spans)
    for words, (start, end) in zip(found, spans, strict=True):
        every = [tuple(token) for token in tokens(text, start, end)]
        folded = [(fold(word), first, last) for word, first, last in words]
        assert [word for word in every if word in folded] == folded
        wanted = [word for word in every if prefixes is None or word[0].startswith(tuple(prefixes))]
        assert [word for word in folded if word in wanted] == wanted


@given(stretches())
def test_words_are_counted(text_and_spans: tuple[str, list[tuple[int, int]]]) -> None:
    text, spans = text_and_spans
    for start, end in spans:
        assert count_words(text, start, end) == len(tokens(text, start, end))


def test_only_what_may_be_wanted_is_looked_at() -> None:
    text = "The Government’s governor goes to gôvern Élan"
    found = WordFinder({"gov"}).words(text, [(0, len(text))])
    assert [word for word, _, _ in found[0]] == ["Government", "governor", "gôvern", "Élan"]
