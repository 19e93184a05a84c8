"""A pytest plugin for Whoosh's own tests: our codec writes their indexes, our searcher searches them."""

from typing import Any

import pytest
import whoosh.codec
import whoosh.index

from searchtui.engines.whoosh.codec.whoosh_codec import ArrayCodec
from searchtui.engines.whoosh.search.searcher import ArraySearcher


def default_codec(*_: Any, **__: Any) -> ArrayCodec:
    return ArrayCodec()


def searcher(index: whoosh.index.Index, **options: Any) -> ArraySearcher:
    return ArraySearcher(index.reader(), fromindex=index, **options)


whoosh.codec.default_codec = default_codec
whoosh.index.Index.searcher = whoosh.index.FileIndex.searcher = searcher

CANNOT_APPLY = {
    "tests/test_results.py::test_lengths": "asks that a search for a few hits leave the number of all unknown",
}


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what cannot apply."""
    left_out = [item for item in items if item.nodeid in CANNOT_APPLY]
    config.hook.pytest_deselected(items=left_out)
    items[:] = [item for item in items if item.nodeid not in CANNOT_APPLY]
