"""When a running search stops: at once if nobody wants it any more, early if it takes too long."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic
from typing import Final

from searchtui.engines.protocol import Cancelled, never
from searchtui.errors import SearchCancelledError

BUDGET: Final = 0.8
"""Seconds after which patterns are expanded no further."""


class Watch:
    """One search's watch over its time and its welcome."""

    def __init__(
        self, cancelled: Cancelled = never, *, budget: float = BUDGET, clock: Callable[[], float] = monotonic
    ) -> None:
        self._cancelled = cancelled
        self._clock = clock
        self._end = clock() + budget
        self.budget = budget

    def poll(self) -> None:
        """Raise `SearchCancelledError` if the answer is no longer wanted."""
        if self._cancelled():
            raise SearchCancelledError("The search was cancelled.")

    def late(self) -> bool:
        """Whether the time is used up; polls too."""
        self.poll()
        return self._clock() > self._end
