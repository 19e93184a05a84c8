"""The words of an article for the index (numbers) are those of the highlighter (tokens)."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchtui.articles.article import Article, Block, Part
from searchtui.articles.numbering import numbered_words
from searchtui.articles.searchable import (
    BODY_POSITION,
    CHROME_GAP,
    MAX_TITLE_WORDS,
    body_tokens,
    chrome_positions,
    chrome_tokens,
    title_tokens,
)
from searchtui.text.vocabulary import Vocabulary

TEXTS = st.text(st.one_of(st.characters(), st.sampled_from("aBé’- 日本ไก\u0301\u200d\n")))


@st.composite
def articles(draw: st.DrawFn) -> Article:
    """Any text cut anywhere into blocks, some of which touch."""
    text = draw(TEXTS)
    cuts = sorted(draw(st.lists(st.integers(0, len(text)), max_size=6)))
    blocks = tuple(
        Block(start, end, draw(st.sampled_from(Part))) for start, end in pairwise(cuts) if draw(st.booleans())
    )
    return Article("id", "a.txt", None, draw(TEXTS), None, None, "en", text, blocks)


@given(articles())
def test_numbers_are_the_words_of_the_tokens(article: Article) -> None:
    vocabulary = Vocabulary()

    def spelled(numbers: bytes) -> list[str]:
        return [vocabulary.words[number] for number in np.frombuffer(numbers, "<u4")]

    found = numbered_words([article], vocabulary)[0]
    assert spelled(found.title) == [token.word for token in title_tokens(article)]
    assert spelled(found.body) == [token.word for token in body_tokens(article)]
    stretches = chrome_tokens(article)
    assert [spelled(stretch) for stretch in found.chrome] == [[token.word for token in each] for each in stretches]


def test_a_title_of_too_many_words_is_cut() -> None:
    article = Article("id", "a.txt", None, "wörd " * 2_000, None, None, "en", "", ())
    assert len(numbered_words([article], Vocabulary())[0].title) == 4 * MAX_TITLE_WORDS
    assert len(title_tokens(article)) == MAX_TITLE_WORDS


def test_stretches_of_chrome_keep_their_distance() -> None:
    first, second = chrome_positions(10, [3, 5])
    assert first == BODY_POSITION + 10 + CHROME_GAP
    assert second == first + 3 + CHROME_GAP
