"""Phrases and neighbouring words on positions, against definitions written down as plainly as possible."""

from __future__ import annotations

from itertools import combinations, product

from hypothesis import given
from hypothesis import strategies as st

from searchtui.results.spans import Span, near_spans, phrase_spans, tightest, word_spans

WORDS = st.lists(st.sampled_from("abc"), max_size=12)


def places(text: list[str], word: str) -> list[int]:
    return [position for position, here in enumerate(text) if here == word]


def ranges(spans: list[Span]) -> list[tuple[int, int]]:
    return [(span.first, span.last) for span in spans]


def phrase_by_definition(text: list[str], words: list[str], slop: int) -> list[tuple[int, int]]:
    """The shortest occurrence from each place of the first word, among all ways to pick words in order."""
    ends: dict[int, int] = {}
    for picked in combinations(range(len(text)), len(words)):
        extra = picked[-1] - picked[0] - (len(words) - 1)
        if [text[position] for position in picked] == words and extra <= slop:
            ends[picked[0]] = min(picked[-1], ends.get(picked[0], picked[-1]))
    return sorted(ends.items())


def test_a_phrase_spans_its_first_to_its_last_word() -> None:
    text = ["they", "are", "solid", "as", "a", "rock", "they", "say"]
    assert ranges(phrase_spans([places(text, word) for word in ("solid", "as", "a", "rock")])) == [(2, 5)]


def test_slop_allows_further_words_between_in_all() -> None:
    text = ["ties", "as", "firm", "and", "solid", "as", "rock"]
    assert ranges(phrase_spans([places(text, "firm"), places(text, "solid"), places(text, "rock")], slop=2)) == [(2, 6)]
    assert phrase_spans([places(text, "firm"), places(text, "solid"), places(text, "rock")], slop=1) == []


def test_a_word_twice_in_a_phrase_needs_two_places() -> None:
    assert ranges(phrase_spans([[0, 1, 4], [0, 1, 4]])) == [(0, 1)]


@given(text=WORDS, words=st.lists(st.sampled_from("abc"), min_size=1, max_size=4), slop=st.integers(0, 4))
def test_phrases_are_those_of_the_definition(text: list[str], words: list[str], slop: int) -> None:
    found = phrase_spans([places(text, word) for word in words], slop)
    assert ranges(found) == phrase_by_definition(text, words, slop)


def test_of_occurrences_that_end_together_the_tightest_is_kept() -> None:
    spans = phrase_spans([[0, 2], [3]], slop=2)
    assert ranges(spans) == [(0, 3), (2, 3)]
    assert ranges(tightest(spans)) == [(2, 3)]


def test_neighbours_are_at_distance_one() -> None:
    assert ranges(near_spans(word_spans([4]), word_spans([5]), 1, ordered=False)) == [(4, 5)]
    assert near_spans(word_spans([4]), word_spans([6]), 1, ordered=False) == []


def test_order_matters_only_when_asked_for() -> None:
    assert ranges(near_spans(word_spans([7]), word_spans([5]), 3, ordered=False)) == [(5, 7)]
    assert near_spans(word_spans([7]), word_spans([5]), 3, ordered=True) == []


def test_no_word_is_near_itself() -> None:
    assert near_spans(word_spans([3]), word_spans([3]), 5, ordered=False) == []


def test_the_distance_to_a_phrase_is_that_to_its_nearest_end() -> None:
    phrase = [Span(2, 5, ((2, 5),))]
    assert ranges(near_spans(phrase, word_spans([8]), 3, ordered=False)) == [(2, 8)]


def test_the_sides_are_marked_and_not_what_lies_between() -> None:
    (span,) = near_spans(word_spans([2]), word_spans([6]), 5, ordered=False)
    assert span.marks == ((2, 2), (6, 6))


SPANS = st.lists(st.tuples(st.integers(0, 30), st.integers(0, 3)), max_size=8).map(
    lambda pairs: sorted({Span(first, first + more, ((first, first + more),)) for first, more in pairs})
)


@given(left=SPANS, right=SPANS, distance=st.integers(1, 8), ordered=st.booleans())
def test_what_takes_part_in_any_pair_is_marked_and_nothing_else(
    left: list[Span], right: list[Span], distance: int, ordered: bool
) -> None:
    expected = set()
    for one, other in product(left, right):
        after = 1 <= other.first - one.last <= distance
        before = 1 <= one.first - other.last <= distance and not ordered
        if after or before:
            expected |= {*one.marks, *other.marks}
    found = near_spans(left, right, distance, ordered=ordered)
    assert {mark for span in found for mark in span.marks} == expected
