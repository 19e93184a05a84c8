"""Fingerprints in fewer bytes come back as they were."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.articles.fingerprint import KEY_VALUES
from searchtui.index.packed_values import packed_values, unpacked_values

LISTS = st.lists(st.sets(st.integers(0, 0xFFFF), max_size=150).map(sorted), max_size=4)


@given(LISTS)
def test_lists_come_back(lists: list[list[int]]) -> None:
    packed = packed_values([np.array(each, "<u2").tobytes() for each in lists])
    assert [unpacked_values(each).tolist() for each in packed] == lists


@given(LISTS)
def test_the_first_values_stand_as_they_are(lists: list[list[int]]) -> None:
    for each, packed in zip(lists, packed_values([np.array(each, "<u2").tobytes() for each in lists]), strict=True):
        head = packed[: 2 * KEY_VALUES]
        assert np.frombuffer(head, "<u2").tolist() == each[:KEY_VALUES]


def test_a_usual_fingerprint_takes_less_room() -> None:
    values = np.sort(np.random.default_rng(1).choice(1 << 16, 92, replace=False)).astype("<u2").tobytes()
    assert len(packed_values([values])[0]) < 0.85 * len(values)


def test_damaged_bytes_are_reported() -> None:
    (packed,) = packed_values([np.arange(0, 4_000, 40).astype("<u2").tobytes()])
    with pytest.raises(ValueError, match="damaged"):
        unpacked_values(packed[:-43] + bytes(43))
