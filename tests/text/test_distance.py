"""Edit distance between words."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from searchtui.text.distance import within_edits

short = st.text("abc", max_size=6)


def distance(a, b):
    """The textbook recurrence of optimal string alignment, without a band."""
    table = [[i + j if 0 in (i, j) else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            cost = table[i - 1][j - 1] + (a[i - 1] != b[j - 1])
            table[i][j] = min(table[i - 1][j] + 1, table[i][j - 1] + 1, cost)
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                table[i][j] = min(table[i][j], table[i - 2][j - 2] + 1)
    return table[-1][-1]


@pytest.mark.parametrize(
    ("a", "b", "edits"),
    [("multipolr", "multipolar", 1), ("harbor", "harbour", 1), ("recieve", "receive", 1), ("colour", "kolor", 2)],
)
def test_misspellings(a, b, edits):
    assert within_edits(a, b, edits)
    assert not within_edits(a, b, edits - 1)


@given(short, short, st.integers(0, 3))
def test_it_is_the_textbook_distance(a, b, edits):
    assert within_edits(a, b, edits) is (distance(a, b) <= edits)


@given(short, short, st.integers(0, 3))
def test_it_is_symmetric(a, b, edits):
    assert within_edits(a, b, edits) is within_edits(b, a, edits)
