"""Lists of numbers, posting lists and stored values: what goes in comes out, and bytes that are none are refused."""

import datetime as dt
from decimal import Decimal
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.engines.whoosh.codec import plain_values, postings, vbyte
from searchtui.engines.whoosh.codec.damage import DamagedFileError
from searchtui.engines.whoosh.codec.lengths import LENGTHS, length_bytes
from searchtui.engines.whoosh.codec.postings import Inverted, Layout, PostingList, Weighing
from searchtui.engines.whoosh.codec.ragged import gaps, running_sums, starts_of

NUMBERS = st.integers(0, 2**32 - 1) | st.integers(0, 300)
LISTS = st.lists(st.lists(NUMBERS, max_size=8), max_size=6)


def flat(lists: list[list[int]]) -> tuple[np.ndarray, np.ndarray]:
    starts = starts_of(np.array([len(each) for each in lists], np.int64))
    return np.array([number for each in lists for number in each], np.int64), starts


@given(LISTS, st.integers(0, 5), st.booleans())
def test_lists_of_numbers_survive_their_bytes_one_by_one_and_together(
    lists: list[list[int]], before: int, wide: bool
) -> None:
    values, starts = flat(lists)
    coded = vbyte.Coded(values, starts, wide=wide)
    at = starts_of(coded.sizes) + before
    data = np.full(int(at[-1]) + 3, 0xFF, np.uint8)
    coded.put(data, at[:-1])
    for number, each in enumerate(lists):
        found, end = vbyte.read(data, int(at[number]), len(each), wide=wide)
        assert found.tolist() == each
        assert end == at[number + 1]
    together, ends = vbyte.read_lists(data, at[:-1], np.diff(starts), wide=wide)
    assert together.tolist() == values.tolist()
    assert ends.tolist() == at[1:].tolist()


@pytest.mark.parametrize(("wide", "count"), [(False, 128), (True, 255)])
def test_small_numbers_are_the_bytes_themselves(wide: bool, count: int) -> None:
    values = np.arange(count)
    data = np.empty(count, np.uint8)
    coded = vbyte.Coded(values, np.array([0, count]), wide=wide)
    coded.put(data, np.array([0]))
    assert coded.sizes.tolist() == [count]
    assert data.tolist() == values.tolist()


@given(st.lists(NUMBERS, min_size=1, max_size=20), st.booleans(), st.data())
def test_a_list_that_is_cut_is_refused(numbers: list[int], wide: bool, data: st.DataObject) -> None:
    coded = vbyte.Coded(np.array(numbers), np.array([0, len(numbers)]), wide=wide)
    whole = np.empty(int(coded.sizes[0]), np.uint8)
    coded.put(whole, np.array([0]))
    with pytest.raises(DamagedFileError):
        vbyte.read(whole[: data.draw(st.integers(0, whole.size - 1))], 0, len(numbers), wide=wide)


def test_numbers_of_more_than_five_bytes_are_refused() -> None:
    endless = np.full(50, 0xFF, np.uint8)
    with pytest.raises(DamagedFileError):
        vbyte.read(endless, 0, 1)
    with pytest.raises(DamagedFileError):
        vbyte.read_lists(endless, np.array([0]), np.array([1]))


@given(LISTS)
def test_gaps_and_running_sums_undo_each_other(lists: list[list[int]]) -> None:
    values, starts = flat([sorted(each) for each in lists])
    assert running_sums(gaps(values, starts), starts).tolist() == values.tolist()


POSITIONS = st.lists(st.integers(0, 1_000_000), min_size=1, max_size=5, unique=True).map(sorted)
DOCUMENTS = st.dictionaries(
    st.integers(0, postings.MAX_DOCUMENTS - 8),
    st.tuples(POSITIONS, st.floats(0, 1e6, width=32)),
    min_size=1,
    max_size=6,
)
FIELD = st.lists(DOCUMENTS, min_size=1, max_size=4)
LAYOUTS = st.sampled_from(
    [
        Layout(Weighing.COUNTS, positions=True),
        Layout(Weighing.FLOATS, positions=True),
        Layout(Weighing.WHOLE, positions=False),
        Layout(Weighing.FLOATS, positions=False),
    ]
)


def inverted(lists: list[dict[int, tuple[list[int], float]]], layout: Layout) -> Inverted:
    """The lists as a field with this layout has them."""
    every = [(number, *one[number]) for one in lists for number in sorted(one)]
    counts = np.array([len(places) if layout.positions else 0 for _, places, _ in every], np.uint32)
    weights = np.array([weight for _, _, weight in every], np.float32)
    if layout.weighing is Weighing.COUNTS:
        weights = counts.astype(np.float32)
    elif layout.weighing is Weighing.WHOLE:
        weights = np.floor(weights)
    return Inverted(
        terms=[b"%d" % number for number in range(len(lists))],
        starts=starts_of(np.array([len(one) for one in lists])),
        documents=np.array([number for number, _, _ in every], np.int64),
        weights=weights,
        counts=counts,
        positions=np.array([place for _, places, _ in every for place in places if layout.positions], np.uint32),
    )


@given(FIELD, LAYOUTS, st.integers(0, 500))
def test_posting_lists_survive_their_bytes(
    lists: list[dict[int, tuple[list[int], float]]], layout: Layout, base: int
) -> None:
    field = inverted(lists, layout)
    base = min(base, int(field.positions.min(initial=base)))
    layout = Layout(layout.weighing, layout.positions, base)
    data, sizes = postings.encoded(field, layout)
    at = starts_of(sizes)
    assert at[-1] == data.size
    together = postings.decoded_lists(data, at[:-1], field.terms, np.diff(field.starts), layout)
    for name in ("starts", "documents", "weights", "counts", "positions"):
        np.testing.assert_array_equal(getattr(together, name), getattr(field, name))
    position_starts = starts_of(field.counts)[field.starts]
    for number, one in enumerate(lists):
        found = postings.decoded(data, int(at[number]), len(one), layout)
        first, last = field.starts[number], field.starts[number + 1]
        assert found.documents.tolist() == sorted(one)
        assert found.weights.tolist() == field.weights[first:last].tolist()
        assert found.counts.tolist() == field.counts[first:last].tolist()
        own = field.positions[position_starts[number] : position_starts[number + 1]]
        assert found.positions.tolist() == own.tolist()


@given(DOCUMENTS, st.data())
def test_a_posting_list_that_is_cut_is_refused(
    documents: dict[int, tuple[list[int], float]], data: st.DataObject
) -> None:
    layout = data.draw(LAYOUTS)
    whole, _ = postings.encoded(inverted([documents], layout), layout)
    cut = whole[: data.draw(st.integers(0, whole.size - 1))]
    with pytest.raises(DamagedFileError):
        _ = postings.decoded(cut, 0, len(documents), layout).places


@given(DOCUMENTS, st.data())
def test_parts_of_a_posting_list_have_their_own_positions(
    documents: dict[int, tuple[list[int], float]], data: st.DataObject
) -> None:
    field = inverted([documents], Layout(Weighing.COUNTS, positions=True))
    whole = postings.posting_list(field.documents, field.weights, field.counts, field.positions)
    wanted = np.array(data.draw(st.lists(st.booleans(), min_size=len(documents), max_size=len(documents))), np.bool_)
    parts = [whole.only(wanted), whole.only(~wanted).moved(7)]
    for part, kept, offset in zip(parts, (wanted, ~wanted), (0, 7), strict=True):
        chosen = [number for number, keep in zip(sorted(documents), kept.tolist(), strict=True) if keep]
        assert part.documents.tolist() == [number + offset for number in chosen]
        assert places(part) == [(number + offset, place) for number in chosen for place in documents[number][0]]
    assert places(postings.joined(parts)) == places(parts[0]) + places(parts[1])


def places(found: PostingList) -> list[tuple[int, int]]:
    low = (1 << postings.POSITION_BITS) - 1
    return [(key >> postings.POSITION_BITS, key & low) for key in found.keys.tolist()]


def test_lengths_are_rounded_as_whoosh_does() -> None:
    from whoosh.util.numeric import byte_to_length, length_to_byte  # noqa: PLC0415 (the oracle)

    lengths = np.arange(120_000)
    assert length_bytes(lengths).tolist() == [length_to_byte(length) for length in lengths.tolist()]
    assert LENGTHS.tolist() == [byte_to_length(byte) for byte in range(256)]


SCALARS: st.SearchStrategy[Any] = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text()
    | st.binary()
    | st.datetimes()
    | st.dates()
    | st.times()
    | st.timedeltas()
    | st.decimals(allow_nan=False)
)
VALUES = st.recursive(
    SCALARS,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text() | st.integers(), inner, max_size=3)
    ),
    max_leaves=6,
)


@given(VALUES)
def test_stored_values_of_any_schema_survive_their_bytes(value: Any) -> None:
    back = plain_values.from_bytes(plain_values.to_bytes(value))
    assert back == value
    assert type(back) is type(value)


def test_what_cannot_be_stored_without_a_pickle_is_refused() -> None:
    for value in (object(), dt.UTC, {"a": {1: print}}, [Decimal]):
        with pytest.raises(TypeError):
            plain_values.to_bytes(value)
