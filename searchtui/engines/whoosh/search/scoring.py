"""BM25 over one text field in which title words weigh more.

Robertson and Zaragoza, "The Probabilistic Relevance Framework: BM25 and Beyond" (2009), with the inverse document
frequency that Whoosh uses, ln(N / (n + 1)) + 1, which is positive for all but words of nearly every article.
"""

from __future__ import annotations

from math import log
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.search.matched import NOTHING, Documents, Matched

K1: Final = 2.0
"""How slowly further occurrences of a word stop counting.

With `B` and the weight of title words chosen on the judged collections Cranfield and CISI, where neighbouring values do
as well.
"""

B: Final = 0.65
"""How far the length of an article is held against it: 0 not at all, 1 in full."""

_LEAST: Final = 1e-3
"""A word that every article has still counts for something, so that more of it is better."""


class Bm25:
    """Scores for one state of the index: `lengths` in words by document, over `articles` live documents."""

    def __init__(self, lengths: NDArray[np.float32], average_length: float, articles: int) -> None:
        self._articles = articles
        self._norms = np.float32(K1 * (1 - B)) + np.float32(K1 * B / (average_length or 1.0)) * lengths

    def score(self, documents: Documents, frequencies: NDArray[Any]) -> Matched:
        """All documents of one word (or phrase, or pattern), scored by its weighted frequency in each."""
        if not documents.size:
            return NOTHING
        rarity = max(log(self._articles / (documents.size + 1)) + 1, _LEAST)
        frequencies = frequencies.astype(np.float32, copy=False)
        scores = self._norms.take(documents)
        scores += frequencies
        np.divide(frequencies, scores, out=scores)
        scores *= np.float32(rarity * (K1 + 1))
        return Matched(documents, scores)
