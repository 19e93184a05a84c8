"""The first hits of an order, without sorting all that was found."""

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchtui.engines.whoosh.search.answer import first_in_order


@given(st.lists(st.tuples(st.integers(0, 3), st.integers(0, 3), st.booleans())), st.integers(0, 12))
def test_the_first_are_those_of_sorting_all(rows: list[tuple[int, int, bool]], wanted: int) -> None:
    ties, middle, leading = np.array(rows, np.int64).reshape(-1, 3).T
    keys = (ties, middle, leading.astype(np.bool_))
    assert first_in_order(keys, wanted).tolist() == np.lexsort(keys)[:wanted].tolist()
