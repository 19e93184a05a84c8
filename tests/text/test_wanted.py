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


class Wanted(dict[str, str]):
    """The folded word for each that begins with one of some prefixes, "" for others."""

    def __init__(self, prefixes: tuple[str, ...]) -> None:
        super().__init__()
        self._prefixes = prefixes

    def __missing__(self, word: str) -> str:
        self[word] = fold(word) if fold(word).startswith(self._prefixes) else ""
        return self[word]


class Ending(dict[str, bool]):
    """Whether words end in a certain way."""

    def __init__(self, ending: str) -> None:
        super().__init__()
        self._ending = ending

    def __missing__(self, word: str) -> bool:
        return fold(word).endswith(self._ending)


@st.composite
def stretches(draw: st.DrawFn) -> tuple[str, list[tuple[int, int]]]:
    """A text and stretches of it in order, some of which touch, or cut words apart."""
    text = draw(TEXTS)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=5)))
    return text, [(start, end) for start, end in pairwise([0, *cuts, len(text)]) if draw(st.booleans())]


@given(stretches(), st.none() | st.sets(PREFIXES, max_size=3))
def test_the_words_with_a_prefix_are_found(
    text_and_spans: tuple[str, list[tuple[int, int]]], prefixes: set[str] | None
) -> None:
    text, spans = text_and_spans
    wanted = Wanted(("",) if prefixes is None else tuple(prefixes))
    found = WordFinder(prefixes).find(text, spans, wanted)
    assert found == [
        [(token.start, token.end, wanted[token.word]) for token in tokens(text, start, end) if wanted[token.word]]
        for start, end in spans
    ]


@given(stretches(), PREFIXES)
def test_words_that_may_be_any_are_found_where_there_are_none_too(
    text_and_spans: tuple[str, list[tuple[int, int]]], ending: str
) -> None:
    text, spans = text_and_spans
    found = WordFinder(None).find(text, spans, Ending(ending))
    assert [[(word.start, word.end) for word in words] for words in found] == [
        [(token.start, token.end) for token in tokens(text, start, end) if token.word.endswith(ending)]
        for start, end in spans
    ]


@given(stretches())
def test_words_are_counted(text_and_spans: tuple[str, list[tuple[int, int]]]) -> None:
    text, spans = text_and_spans
    for start, end in spans:
        assert count_words(text, start, end) == len(tokens(text, start, end))


def test_only_what_may_be_wanted_is_looked_at() -> None:
    text = "The Government’s governor goes to gôvern Élan"
    looked_at = Wanted(("gov",))
    WordFinder({"gov"}).find(text, [(0, len(text))], looked_at)
    assert list(looked_at) == ["Government", "governor", "gôvern", "Élan"]
