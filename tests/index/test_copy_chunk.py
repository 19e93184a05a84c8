"""Rows of the record of copies come back from their chunks as they were."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.articles.fingerprint import KEY_VALUES
from searchtui.index.copy_chunk import Chunk, packed
from searchtui.index.copy_row import CopyRow

VALUES = st.sets(st.integers(0, 65_535), max_size=12).map(lambda some: np.array(sorted(some), "<u2").tobytes())
ROWS = st.builds(
    CopyRow,
    st.text(st.characters(exclude_characters="\0"), max_size=4),
    st.integers(0, 3_652_059),
    st.booleans(),
    st.integers(0, 1 << 31),
    VALUES,
)


@given(rows=st.dictionaries(st.integers(1, 1 << 31), ROWS, min_size=1, max_size=8))
def test_rows_come_back(rows: dict[int, CopyRow]) -> None:
    rows = dict(sorted(rows.items()))
    chunk = Chunk(len(rows), *packed(rows))
    assert chunk.rows() == rows
    assert chunk.ids == [row.article_id for row in rows.values()]
    assert chunk.lowest.shape == (len(rows), KEY_VALUES)
    wanted = np.array([0, *list(rows)[::2], (1 << 31) + 1], np.int64)
    assert chunk.some(wanted) == {number: rows[number] for number in list(rows)[::2]}


def test_a_chunk_that_is_cut_is_refused() -> None:
    who, values = packed({1: CopyRow("a", 1, True, 5, b"\1\0\2\0"), 2: CopyRow("b", 2, False, 5, b"\1\0\2\3")})
    for damaged in ((3, who, values), (2, who[:-3], values), (2, b"", values), (2, who, values[:2])):
        with pytest.raises(ValueError, match=r"cut|unpacked|buffer"):
            Chunk(*damaged)
