"""Lines that recur across one outlet's files: which are found, which are not, and what becomes of the articles."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.articles.article import Article, Block, Part
from searchtui.articles.recurring import (
    FEWEST,
    LONGEST,
    MANY,
    Hashes,
    PageLines,
    marked,
    page_lines,
    recurring,
    with_any,
)

NONE: Hashes = np.empty(0, np.uint64)
MOTTO = "News from the lighthouse"
APPEAL = "Tell the keeper what you saw."
IMPRINT = "The Tove Lantern is written and printed in the lighthouse by its keepers, who live on nothing else."


def article(number: int, *lines: str, outlet: str | None = "The Tove Lantern", record: str | None = None) -> Article:
    """An article all of whose lines are taken for its body."""
    text = "\n\n".join(lines)
    blocks, start = [], 0
    for line in lines:
        blocks.append(Block(start, start + len(line), Part.BODY))
        start += len(line) + 2
    return Article(f"{number:016x}", f"{number}.txt", record, "A title", outlet, None, "en", text, tuple(blocks))


def story(number: int) -> list[str]:
    """Three paragraphs that no other number has."""
    return [
        f"Ship number {number} came into the harbour at {hour} in the morning with a cargo of lamps, its captain said."
        for hour in ("six", "seven", "eight")
    ]


def page(number: int, *lines: str) -> PageLines:
    found = page_lines(article(number, *lines))
    assert found is not None
    return found


def chrome_of(pages: list[PageLines], before: Hashes = NONE) -> set[int]:
    return set(recurring(pages, before).tolist())


def hash_of(line: str) -> int:
    """The hash of a line, as one at the end of a body."""
    return int.from_bytes(page(0, line).lines, "little")


def test_a_line_in_many_files_of_an_outlet_recurs() -> None:
    pages = [page(number, *story(number), MOTTO) for number in range(FEWEST)]
    assert chrome_of(pages) == {hash_of(MOTTO)}


def test_a_line_in_few_files_does_not() -> None:
    pages = [page(number, *story(number), *[MOTTO] * (number < FEWEST - 1)) for number in range(30)]
    assert chrome_of(pages) == set()


def test_letter_case_and_white_space_make_no_difference() -> None:
    pages = [page(number, *story(number), MOTTO.upper() if number % 2 else f"{MOTTO}") for number in range(FEWEST)]
    assert chrome_of(pages) == {hash_of(MOTTO)}


@pytest.mark.parametrize(("line", "times"), [(MOTTO, 1), (APPEAL, 2), (IMPRINT, 3)])
def test_the_more_a_line_reads_as_text_the_oftener_it_must_recur(line: str, times: int) -> None:
    def pages(count: int) -> list[PageLines]:
        return [page(number, *story(number), *[line] * (number < count)) for number in range(times * FEWEST + 10)]

    assert chrome_of(pages(times * FEWEST)) == {hash_of(line)}
    assert chrome_of(pages(times * FEWEST - 1)) == set()


def test_background_within_a_body_is_no_line_of_the_outlet() -> None:
    background = "The war of the lamps began when the old keeper went to sea and left the light to both of his sons."
    pages = [page(n, *story(n), background, *story(n + 1000), *story(n + 2000)) for n in range(40)]
    assert chrome_of(pages) == set()


def test_versions_of_one_story_count_once() -> None:
    versions = [page(number, *story(1), f"Update {number}", MOTTO) for number in range(40)]
    others = [page(number, *story(number)) for number in range(100, 110)]
    assert chrome_of(versions + others) == set()


def test_versions_in_each_of_which_another_paragraph_was_edited_count_once() -> None:
    versions = []
    for number in range(30):
        lines = story(1)
        lines[number % 3] = lines[number % 3].replace("lamps", f"{number} lamps")
        versions.append(page(number, *lines, MOTTO))
    assert chrome_of(versions + [page(number, *story(number)) for number in range(100, 140)]) == set()


def test_long_lines_of_the_outlet_do_not_make_different_texts_equal() -> None:
    pages = [page(number, *story(number)[:2], IMPRINT, f"{IMPRINT} {IMPRINT}"[:290]) for number in range(20)]
    assert chrome_of(pages) == {hash_of(IMPRINT), hash_of(f"{IMPRINT} {IMPRINT}"[:290])}


def test_stubs_are_not_told_apart() -> None:
    assert chrome_of([page(number, f"Ship {number} is in.", IMPRINT) for number in range(40)]) == set()


def test_of_a_large_outlet_a_smaller_share_is_enough() -> None:
    def found(texts: int, times: int) -> bool:
        pages = [page(number, *story(number), *[MOTTO] * (number < times)) for number in range(texts)]
        return bool(chrome_of(pages))

    assert found(MANY, MANY // 20)
    assert not found(2 * MANY, MANY // 20)
    assert found(2 * MANY, MANY // 20 + MANY // 100)


def test_a_line_that_recurred_stays_until_it_is_clearly_rarer() -> None:
    def pages(times: int) -> list[PageLines]:
        return [page(number, *story(number), *[MOTTO] * (number < times)) for number in range(200)]

    before = recurring(pages(10), NONE)
    assert chrome_of(pages(8), before) == {hash_of(MOTTO)}
    assert chrome_of(pages(8)) == set()
    assert chrome_of(pages(6), before) == set()


def test_records_are_not_compared() -> None:
    assert page_lines(article(1, MOTTO, record="7")) is None


def test_nothing_recurs_across_articles_without_an_outlet() -> None:
    kept = [page_lines(article(number, *story(number), MOTTO, outlet=None)) for number in range(40)]
    assert chrome_of([each for each in kept if each is not None]) == set()


def test_only_lines_of_the_body_of_some_length_are_kept() -> None:
    whole = article(1, "A heading", "x" * (LONGEST + 1), MOTTO)
    of_site = replace(whole, blocks=(whole.blocks[0]._replace(part=Part.CHROME), *whole.blocks[1:]))
    kept = page_lines(of_site)
    assert kept is not None
    assert np.frombuffer(kept.starts, "<u4").tolist() == [whole.blocks[2].start]


def test_marking_can_be_undone() -> None:
    whole = article(1, *story(1), MOTTO, MOTTO)
    own = page_lines(whole)
    assert own is not None
    changed = marked(whole, own, np.array([hash_of(MOTTO)], np.uint64))
    assert [block.part for block in changed.blocks] == [Part.BODY] * 3 + [Part.CHROME] * 2
    assert marked(changed, own, NONE) == whole
    assert marked(whole, own, NONE) is whole


def test_what_was_site_chrome_before_stays_so() -> None:
    whole = article(1, MOTTO, *story(1), MOTTO)
    recognised = replace(whole, blocks=(whole.blocks[0]._replace(part=Part.CHROME), *whole.blocks[1:]))
    own = page_lines(recognised)
    assert own is not None
    there_and_back = marked(marked(recognised, own, np.array([hash_of(MOTTO)], np.uint64)), own, NONE)
    assert there_and_back == recognised


LINES = st.lists(st.sampled_from(["a b", "c d", "e f g h.", "i"]), max_size=5)


@given(st.lists(LINES, min_size=1, max_size=12), st.sets(st.sampled_from(["a b", "i", "zz"])))
def test_which_pages_have_a_line(pages: list[list[str]], wanted: set[str]) -> None:
    some = np.array(sorted(map(hash_of, wanted)), np.uint64)
    expected = [bool(wanted & set(lines)) for lines in pages]
    assert with_any([page(number, *lines) for number, lines in enumerate(pages)], some).tolist() == expected


@given(st.lists(LINES, min_size=FEWEST, max_size=30), st.randoms())
def test_the_order_of_pages_does_not_matter(pages: list[list[str]], random: object) -> None:
    kept = [page(number, *story(number), *lines) for number, lines in enumerate(pages)]
    turned = sorted(kept, key=lambda each: hash((each.article_id, id(random))))
    assert chrome_of(kept) == chrome_of(turned)
