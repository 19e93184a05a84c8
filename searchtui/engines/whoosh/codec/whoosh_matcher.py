"""The matcher that plain Whoosh code walks the postings of a term with."""

from __future__ import annotations

from bisect import bisect_left
from typing import Any

from whoosh.matching import ListMatcher, NullMatcher, ReadTooFar


class PostingMatcher(ListMatcher):  # type: ignore[misc] # Whoosh ships no type information
    """A matcher over one term's postings, all of them one block."""

    _i: int

    def copy(self) -> PostingMatcher:
        """The same at the same place."""
        return PostingMatcher(
            self._ids,
            self._weights,
            self._values,
            self._format,
            self._scorer,
            self._i,
            term=self._term,
            terminfo=self._terminfo,
        )

    def skip_to(self, id: int) -> None:  # noqa: A002 (Whoosh's signature)
        """Go to the first document that is not before `id`."""
        if not self.is_active():
            raise ReadTooFar
        self._i = bisect_left(self._ids, id, self._i)

    def replace(self, minquality: float = 0) -> Any:
        """Nothing, where no document can score more than `minquality`."""
        useless = minquality and self.supports_block_quality() and self.max_quality() < minquality
        return NullMatcher() if useless or not self.is_active() else self

    def skip_to_quality(self, minquality: float) -> int:
        """Go to the end if no document can score more than `minquality`."""
        if self.block_quality() > minquality:
            return 0
        self._i = len(self._ids)
        return 1

    def block_max_weight(self) -> float:
        """The greatest weight."""
        return float(self._terminfo.max_weight())
