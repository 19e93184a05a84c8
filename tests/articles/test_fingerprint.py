"""Fingerprints: what makes no difference to them, and how well they tell what two texts share."""

from __future__ import annotations

import random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.articles.article import Article, Block, Part
from searchtui.articles.fingerprint import (
    KEY_VALUES,
    NO_VALUE,
    SAMPLE,
    SHORT,
    Fingerprint,
    Keys,
    Lowest,
    keys,
    lowest_values,
    overlap,
    overlap_of_lowest,
    threshold,
)
from searchtui.articles.fingerprinting import Fingerprinter, fingerprint
from searchtui.articles.numbering import numbered_words
from searchtui.text.vocabulary import Vocabulary


def article(body: str, title: str = "Ferry stays in port") -> Article:
    return Article("a", "a.txt", None, title, None, None, "en", body, (Block(0, len(body), Part.BODY),))


def prose(words: int, seed: int = 0) -> str:
    invent = random.Random(seed)
    return " ".join("".join(invent.choices("abcdefghij", k=5)) for _ in range(words))


def keys_of(body: str) -> Keys:
    return keys(lowest_of([fingerprint(article(body))]))[0]


def lowest_of(fingerprints: list[Fingerprint]) -> Lowest:
    values = [one.values for one in fingerprints]
    return lowest_values(np.concatenate(values), np.array([each.size for each in values]))


def triples(text: str) -> set[tuple[str, ...]]:
    words = text.split()
    return set(zip(words, words[1:], words[2:], strict=False))


PLAIN = 'The mayor said: "It\'s a start" - and left... ' + prose(40)


@pytest.mark.parametrize(
    "dressed",
    [
        PLAIN.replace('"', "”").replace("'", "’"),
        PLAIN.replace(" - ", " — ").replace("...", "…"),
        PLAIN.replace('"It\'s a start"', "«It’s a start»"),
        PLAIN.upper(),
        PLAIN.replace(" ", "\n"),
        PLAIN.replace(" ", "\N{NO-BREAK SPACE}"),
        f"\n  {PLAIN} \n",
    ],
    ids=["curly quotes", "dashes", "guillemets", "capitals", "line breaks", "no-break spaces", "space around"],
)
def test_typography_makes_no_difference(dressed: str) -> None:
    plain, other = fingerprint(article(PLAIN)), fingerprint(article(dressed))

    assert (plain.size, plain.values.tolist()) == (other.size, other.values.tolist())


def test_the_headline_makes_no_difference_to_a_usual_article() -> None:
    body = prose(100)

    assert np.array_equal(fingerprint(article(body, "One")).values, fingerprint(article(body, "Two")).values)


def test_a_stub_is_known_by_its_headline_too() -> None:
    stub = "Subscribe to read on."

    assert not np.isin(fingerprint(article(stub, "One")).values, fingerprint(article(stub, "Two")).values).any()


def test_equal_stubs_under_one_headline_are_equal() -> None:
    one, other = fingerprint(article("Read on.", "One")), fingerprint(article("Read  on", "ONE"))

    assert np.array_equal(one.values, other.values)


@pytest.mark.parametrize("words", [SHORT + 2, 100, 129, 130, 131, 1_000, 30_000])
def test_every_length_keeps_a_sample_of_bounded_size(words: int) -> None:
    taken = fingerprint(article(prose(words)))

    assert min(words - 4, SAMPLE // 3) <= taken.values.size < 1.5 * SAMPLE


def test_values_are_distinct_ascending_and_below_the_threshold() -> None:
    taken = fingerprint(article(" ".join([prose(200)] * 3)))

    assert (np.diff(taken.values.astype(np.int64)) > 0).all()
    assert taken.values[-1] < threshold(np.array(taken.size))


@given(st.integers(40, 120), st.integers(40, 120), st.integers(0, 40))
def test_texts_of_a_few_paragraphs_are_compared_closely(first: int, second: int, shared: int) -> None:
    common = prose(shared, seed=1)
    one, other = f"{prose(first - shared, 2)} {common}", f"{common} {prose(second - shared, 3)}"

    found = overlap([fingerprint(article(one))], [fingerprint(article(other))])

    both = len(triples(one) & triples(other))
    assert found.containment[0] == pytest.approx(both / min(len(triples(one)), len(triples(other))), abs=0.1)
    assert found.resemblance[0] == pytest.approx(both / len(triples(one) | triples(other)), abs=0.06)


@pytest.mark.parametrize("seed", range(20))
@pytest.mark.parametrize("words", [300, 900, 4_000])
def test_long_texts_are_compared_by_estimate(words: int, seed: int) -> None:
    whole = prose(words, seed)
    cut = " ".join(whole.split()[: words * 7 // 10])

    found = overlap([fingerprint(article(whole))], [fingerprint(article(cut))])

    assert found.containment[0] == pytest.approx(1.0)
    assert found.resemblance[0] == pytest.approx(0.7, abs=0.16)


def test_many_pairs_are_compared_as_each_alone() -> None:
    prints = [fingerprint(article(prose(words, seed=words // 100))) for words in (50, 350, 360, 2_000)]

    together = overlap(prints, prints[::-1]).containment
    alone = [overlap([one], [other]).containment[0] for one, other in zip(prints, prints[::-1], strict=True)]

    assert together.tolist() == alone


def test_chinese_is_compared_by_its_characters() -> None:
    whole = "港口罢工进入第二周起重机停在码头上谈判代表说夜班工资仍是主要分歧市长呼吁双方回到谈判桌前" * 2
    cut = whole[: len(whole) * 3 // 4]

    found = overlap([fingerprint(article(whole))], [fingerprint(article(cut))])

    assert found.containment[0] == 1.0


def test_copies_share_a_key() -> None:
    whole = prose(400)
    without = sum(
        not np.isin(keys_of(cut), keys_of(whole)).any()
        for start in range(0, 160, 4)
        if (cut := " ".join(whole.split()[start : start + 240]))
    )

    assert without == 0


def test_strangers_share_no_key() -> None:
    assert not np.isin(keys_of(prose(400, 1)), keys_of(prose(400, 2))).any()


def test_keys_of_many_are_those_of_each() -> None:
    prints = [fingerprint(article(prose(words, words))) for words in (3, 40, 400)]

    together, places = keys(lowest_of(prints))

    assert [together[places == place].tolist() for place in range(3)] == [
        keys(lowest_of([one]))[0].tolist() for one in prints
    ]


@given(st.lists(st.sets(st.integers(0, NO_VALUE - 1), max_size=2 * KEY_VALUES), min_size=1, max_size=6))
def test_the_lowest_values_are_those_of_each(several: list[set[int]]) -> None:
    values = [np.array(sorted(each), np.uint16) for each in several]

    found = lowest_values(np.concatenate(values), np.array([each.size for each in values]))

    assert [[value for value in row if value != NO_VALUE] for row in found.tolist()] == [
        each[:KEY_VALUES].tolist() for each in values
    ]


@given(st.integers(40, 120), st.integers(40, 120), st.integers(0, 40))
def test_the_lowest_values_tell_what_the_others_would_as_far_as_they_go(first: int, second: int, both: int) -> None:
    common = prose(both, seed=1)
    prints = [fingerprint(article(body)) for body in (f"{prose(first, 2)} {common}", f"{common} {prose(second, 3)}")]

    found = overlap_of_lowest(*(lowest_of([one]) for one in prints), np.array([[one.size] for one in prints]))

    last = min(*(one.values[KEY_VALUES - 1] for one in prints), NO_VALUE - 1)
    one, other = ({*each.values[each.values <= last].tolist()} for each in prints)
    assert found.shared.tolist() == [len(one & other)]
    assert found.smaller.tolist() == [min(len(one), len(other))]
    assert found.either.tolist() == [len(one | other)]


def test_the_lowest_values_of_equal_texts_are_equal_however_many_they_are() -> None:
    for words in (3, 20, 40, 400, 30_000):
        one = fingerprint(article(prose(words)))
        found = overlap_of_lowest(lowest_of([one]), lowest_of([one]), np.array([[one.size], [one.size]]))
        assert found.resemblance.tolist() == [1.0]


def test_a_very_long_text_is_compared_by_its_beginning() -> None:
    beginning = prose(30_000)

    found = overlap([fingerprint(article(beginning))], [fingerprint(article(beginning + prose(5_000, 9)))])

    assert found.resemblance[0] == 1.0


@given(st.text(max_size=300), st.text(max_size=50))
def test_any_text_has_a_fingerprint_that_equals_itself(body: str, title: str) -> None:
    taken = fingerprint(article(body, title))

    assert overlap([taken], [taken]).resemblance[0] == 1.0


def test_fingerprints_are_the_same_on_every_machine() -> None:
    """Kept fingerprints would be worthless otherwise; where this must change, so must `FINGERPRINT_VERSION`."""
    taken = fingerprint(article(" ".join(f"word{number}" for number in range(40))))

    assert taken.size == 38
    assert taken.values[:2].tolist() == [40665, 45799]


@given(st.lists(st.tuples(st.sampled_from([0, 2, 20, 40, 300, 700]), st.integers(0, 3)), max_size=6))
def test_fingerprints_taken_together_are_those_taken_alone(kinds: list[tuple[int, int]]) -> None:
    articles = [article(prose(words, seed), f"Title {seed}") for words, seed in kinds]
    vocabulary = Vocabulary()
    fingerprinter = Fingerprinter(vocabulary)

    for _ in range(2):  # the second time every word is known
        together = fingerprinter.take(numbered_words(articles, vocabulary))

        for taken, each in zip(together, articles, strict=True):
            alone = fingerprint(each)
            assert (taken.size, taken.values.tolist()) == (alone.size, alone.values.tolist())
