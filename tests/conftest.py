"""How the suite stays quick: few examples, garbage collected rarely, a worker to spare, and the longest tests first."""

from __future__ import annotations

import gc
import os

import pytest
from hypothesis import settings

settings.register_profile("suite", max_examples=60, deadline=None)
settings.load_profile("suite")

gc.set_threshold(5_000)  # by default the collector takes a fifth of the time of tests that use the app


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Begin with what takes long, for the other workers have nothing to do while the last one ends."""
    items.sort(key=lambda item: item.get_closest_marker("long") is None)


def pytest_xdist_auto_num_workers() -> int:
    """One more than there are processors, for tests wait a fifth of their time, as for processes that they start."""
    return (os.cpu_count() or 1) + 1
