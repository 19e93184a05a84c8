"""Identifiers of a batch are found among those of a segment, whatever their lengths."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from searchtui.engines.whoosh.codec.ragged import starts_of
from searchtui.engines.whoosh.codec.terms import SortedBytes
from searchtui.engines.whoosh.writing.writer import _which_are

OF_ANY_LENGTH = st.binary(max_size=3)
OF_ONE_LENGTH = st.binary(min_size=2, max_size=2)


@given(data=st.data())
def test_those_wanted_are_told(data: st.DataObject) -> None:
    kind = data.draw(st.sampled_from((OF_ANY_LENGTH, OF_ONE_LENGTH)))
    there = sorted(data.draw(st.sets(kind, min_size=1)))
    wanted = data.draw(st.sets(st.one_of(kind, st.sampled_from(there)), min_size=1))
    values = SortedBytes(np.frombuffer(b"".join(there), np.uint8), starts_of(np.array([len(one) for one in there])))
    assert _which_are(values, wanted).tolist() == [one in wanted for one in there]
