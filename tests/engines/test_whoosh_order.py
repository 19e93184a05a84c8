"""The first hits of an order, without sorting all that was found."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchtui.engines.whoosh.search.order import first_in_order


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.booleans())), st.integers(0, 12))
def test_the_first_are_those_of_sorting_all(rows: list[tuple[int, int, bool]], wanted: int) -> None:
    ties, middle, leading = np.array(rows, np.int64).reshape(-1, 3).T
    columns = (leading.astype(np.bool_), middle, ties)
    keys = [column.take for column in columns]
    assert first_in_order(keys, len(rows), wanted).tolist() == np.lexsort(columns[::-1])[:wanted].tolist()


@given(st.integers(0, 2**32 - 1), st.integers(1, 3000))
def test_the_first_of_very_many(seed: int, wanted: int) -> None:
    values = np.random.default_rng(seed).integers(0, 500, 20_000)
    first = first_in_order([values.take], values.size, wanted)
    assert first.tolist() == np.argsort(values, kind="stable")[:wanted].tolist()
