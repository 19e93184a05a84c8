"""Keeping the garbage collector from stopping the screen."""

from __future__ import annotations

import gc


class ShortPauses:
    """Tells the collector which memory is there to stay, so that it need not be looked through again and again.

    What an index and its engine keep in memory are hundreds of thousands of objects; a full collection over them was
    measured to stop everything for 70 ms at 21,000 articles. They come with the first answers, some with later ones
    (a stemmer, a sentence splitter), so memory is set aside after answer 1, 2, 4, 8 and so on: rarely enough that the
    little garbage set aside with it does not add up.
    """

    def __init__(self) -> None:
        self._answers = 0

    def answered(self) -> None:
        """Count an answer."""
        self._answers += 1
        if self._answers & (self._answers - 1) == 0:
            gc.freeze()
