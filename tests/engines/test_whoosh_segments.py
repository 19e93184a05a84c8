"""Posting lists, the codec and merging: what goes in comes out, and segments stay few."""

from collections.abc import Callable, Iterable
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.articles.article import Article
from searchtui.engines.protocol import SearchRequest
from searchtui.engines.registry import open_engine
from searchtui.engines.whoosh.codec.segment import Segment
from searchtui.engines.whoosh.writing import merge
from searchtui.query.nodes import Everything, Phrase, Word

Make = Callable[..., Article]
Add = Callable[..., None]
Found = Callable[..., list[str]]


def test_small_commits_leave_few_segments_and_no_article_behind(
    folder: Path, article: Make, add: Add, found: Found
) -> None:
    engine = open_engine("whoosh", folder, create=True)
    for n in range(40):
        add(engine, article(f"{n:02}", f"ferry number n{n}"), article("same", f"again n{n} times"))
    assert len(engine._current().views) < 2 * merge.MERGE_WIDTH
    assert len(found(engine, Everything())) == 41
    assert [found(engine, Phrase(("number", f"n{n}"))) for n in range(40)] == [[f"{n:02}"] for n in range(40)]
    assert found(engine, Word("n38")) == ["38"]
    assert engine.article("same").text == "again n39 times"
    assert engine.verify() == []


def test_merging_changes_no_score(folder: Path, article: Make, add: Add) -> None:
    apart, together = open_engine("whoosh", folder, create=True), open_engine("whoosh", None)
    articles = [article(f"{n}", "ferry " * (n % 5 + 1) + "pier", title="Ferry" * (n % 2)) for n in range(12)]
    for each in articles:
        add(apart, each)
    add(together, *articles)
    assert apart.search(SearchRequest(Word("ferry"))) == together.search(SearchRequest(Word("ferry")))


def segments(*sizes: int, deleted: int = 0) -> list[Segment]:
    return [Segment(f"s{n}", size).without(np.arange(deleted)) for n, size in enumerate(sizes)]


@pytest.mark.parametrize(
    ("sizes", "merged"),
    [
        ((1,) * 7, []),
        ((1, 200, 1, 3, 1, 1, 1, 1), [[1, 200, 1, 3, 1, 1, 1, 1]]),
        ((50_000, *(1,) * 8), [[1] * 8]),
        ((50_000, 40_000, 1, 1), []),
        ((*(1000,) * 8, 5), [[1000] * 8]),
    ],
)
def test_segments_of_about_the_same_size_are_merged(sizes: tuple[int, ...], merged: list[list[int]]) -> None:
    groups = merge.segments_to_merge(segments(*sizes))
    assert [[segment.size for segment in group] for group in groups] == merged


def test_a_segment_of_mostly_deleted_articles_is_rewritten() -> None:
    assert [len(group) for group in merge.segments_to_merge(segments(1000, deleted=600))] == [1]


def after_commits(sizes: Iterable[int]) -> tuple[int, int]:
    """The most segments there ever are when batches of these sizes are committed, and how many articles are written."""
    there: list[Segment] = []
    most = written = 0
    for number, size in enumerate(sizes):
        there.append(segment_of(f"{number}", size))
        written += size
        while groups := merge.segments_to_merge(there):
            for group in groups:
                merged = sum(segment.size for segment in group)
                there = [segment for segment in there if segment not in group] + [segment_of(f"{number}m", merged)]
                written += merged
        most = max(most, len(there))
    return most, written


def segment_of(name: str, size: int) -> Segment:
    return Segment(name, size)


@given(st.lists(st.integers(1, 1 << 22), max_size=60))
def test_there_are_never_more_than_ten_segments(sizes: list[int]) -> None:
    assert after_commits(sizes)[0] <= merge.MOST_SEGMENTS


@pytest.mark.parametrize(
    ("sizes", "times"),
    [([1000] * 1000, 6), ([2000] * 50, 3.5), ([300_000, 80_000, 20_000, *[10] * 2000], 2)],
)
def test_articles_are_rewritten_a_few_times_only(sizes: list[int], times: float) -> None:
    assert after_commits(sizes)[1] < times * sum(sizes)


def test_small_updates_do_not_rewrite_large_segments_however_many_there_are() -> None:
    large = [size for tier in (300, 1500, 6000, 25_000) for size in (tier,) * 3]
    most, written = after_commits([*large, *[1] * 500])
    assert most <= merge.MOST_SEGMENTS
    assert written - sum(large) < 500 * 300
