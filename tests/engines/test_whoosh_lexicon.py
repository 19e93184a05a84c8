"""The words of segments, searched where they lie, are those that looking at every word finds."""

import io

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.engines.whoosh.codec.container import ContainerWriter
from searchtui.engines.whoosh.codec.fields import TERMS_KIND, TermsFile, TermsFileWriter
from searchtui.engines.whoosh.codec.postings import Inverted, Layout, Weighing
from searchtui.engines.whoosh.search import dictionary
from searchtui.engines.whoosh.search.dictionary import Dictionary
from searchtui.engines.whoosh.search.edits import words_within
from searchtui.engines.whoosh.search.lexicon import Expansion, Lexicon, Part
from searchtui.text.distance import within_edits
from searchtui.text.patterns import wildcard_regex

LETTERS = st.text("abcé中", max_size=6)
WORDS = st.dictionaries(LETTERS.filter(bool), st.integers(1, 9), min_size=1)


@settings(deadline=None)
@given(st.lists(LETTERS.filter(bool), min_size=1, unique=True), LETTERS, st.integers(1, 2))
def test_many_edit_distances_at_once_are_those_of_one_at_a_time(words: list[str], word: str, edits: int) -> None:
    for length in {len(each) for each in words}:
        rows = [each for each in words if len(each) == length]
        letters = np.array(rows, dtype=f"U{length}").view(np.uint32).reshape(-1, length)
        assert words_within(letters, word, edits).tolist() == [within_edits(each, word, edits) for each in rows]


@settings(deadline=None)
@given(st.lists(WORDS, max_size=3), LETTERS, st.integers(1, 2), st.sampled_from((4096, 0)))
def test_a_lexicon_finds_what_looking_at_every_word_finds(
    parts: list[dict[str, int]], typed: str, edits: int, few: int
) -> None:
    words = sorted({word for part in parts for word in part})
    lexicon = Lexicon([Part("body", 0, held(part)) for part in parts])

    def check(found: Expansion, fitting: list[str]) -> None:
        fitting.sort(key=lambda word: (-sum(part.get(word, 0) for part in parts), word))
        assert (found.words, found.fitting) == (fitting[:3], len(fitting))
        for numbers, part in zip(found.numbers, parts, strict=True):
            own = [*sorted(part, key=str.encode), None]
            assert [own[number] for number in numbers.tolist()] == [
                word if word in part else None for word in found.words
            ]

    check(lexicon.with_prefix(typed, 3), [word for word in words if word.startswith(typed)])
    check(lexicon.similar(typed, edits, 3, poll), [word for word in words if within_edits(typed, word, edits)])
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(dictionary, "_FEW", few)
        for pattern in (f"{typed}*", f"*{typed}", f"?{typed}?", f"?*{typed}*", typed):
            matches = wildcard_regex(pattern).match
            check(lexicon.matching(pattern, 3, poll), [word for word in words if matches(word)])


def held(words: dict[str, int]) -> Dictionary:
    """The words of a field as a segment has them, each in so many documents."""
    file = io.BytesIO()
    out = TermsFileWriter(ContainerWriter(file, TERMS_KIND))
    out.begin("body", Layout(Weighing.WHOLE, positions=False))
    counts = np.array([count for _, count in sorted(words.items())])
    documents = np.concatenate([np.arange(count) for count in counts])
    none = np.empty(0, np.uint32)
    starts = np.concatenate([[0], np.cumsum(counts)])
    weights = np.ones(documents.size, np.float32)
    out.add(Inverted([word.encode() for word in sorted(words)], starts, documents, weights, 0 * documents, none))
    out.end()
    out.finish()
    field = TermsFile(file.getvalue()).field("body")
    assert field is not None
    return Dictionary(field)


def poll() -> None:
    """Go on."""
