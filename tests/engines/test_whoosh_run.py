"""Runs of inverted articles travel between processes as bytes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from searchtui.engines.whoosh.codec.damage import DamagedFileError
from searchtui.engines.whoosh.writing.run import FieldRun, Forms, Run


def numbers(kind: type[np.generic]) -> st.SearchStrategy[Any]:
    return arrays(kind, st.integers(0, 5), elements={"allow_nan": False} if kind is np.float32 else None)


any_text = st.text(st.characters(), max_size=5)  # lone surrogates too
names = st.text("abcdefgh_", min_size=1, max_size=6)
forms = st.builds(Forms, words=st.lists(st.binary(max_size=5)), stems=numbers(np.uint32))
field_runs = st.builds(
    FieldRun,
    terms=st.lists(st.binary(max_size=5)),
    starts=numbers(np.int64),
    documents=numbers(np.int32),
    weights=st.none() | numbers(np.float32),
    counts=st.none() | numbers(np.uint32),
    positions=numbers(np.uint32),
    forms=st.none() | forms,
)
runs = st.builds(
    Run,
    ids=st.lists(any_text),
    fields=st.dictionaries(names, field_runs, max_size=3),
    lengths=st.dictionaries(names, numbers(np.uint32), max_size=3),
    columns=st.dictionaries(names, st.lists(any_text), max_size=3),
    days=numbers(np.int32),
    stored=st.lists(st.binary()),
)


def plain(value: Any) -> Any:
    """Data classes and arrays, whatever their types, as something that can be compared."""
    if is_dataclass(value):
        return {each.name: plain(getattr(value, each.name)) for each in fields(value)}
    if isinstance(value, np.ndarray):
        return value.tolist()
    if isinstance(value, Mapping):
        return {name: plain(each) for name, each in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [*value]
    return value


@settings(deadline=None)
@given(runs)
def test_a_run_comes_back_from_its_bytes(run: Run) -> None:
    assert plain(Run.from_bytes(run.to_bytes())) == plain(run)


@settings(deadline=None)
@given(runs, st.data())
def test_a_cut_run_is_reported(run: Run, data: st.DataObject) -> None:
    whole = run.to_bytes()
    with pytest.raises(DamagedFileError):
        Run.from_bytes(whole[: data.draw(st.integers(0, len(whole) - 9))])


@pytest.mark.parametrize("data", [b"", b"\x80\x04N.", b"STRUN1\n\0" + bytes(8), b"STRUN1\n\0\2" + bytes(7) + b"{}"])
def test_what_is_no_run_is_reported(data: bytes) -> None:
    with pytest.raises(DamagedFileError):
        Run.from_bytes(data)
