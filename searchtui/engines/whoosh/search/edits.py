"""Edit distance of one word to many words of one length at once."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray


def words_within(letters: NDArray[np.uint32], word: str, edits: int) -> NDArray[np.bool_]:
    """Which rows of `letters` (code points, a word a row) `edits` edits turn into `word`, or fewer.

    Optimal string alignment distance, as `text.distance.within_edits` has it, with one table cell for all words at a
    time, in the band of width 2·edits+1 around the diagonal.
    """
    count, length = letters.shape
    beyond = np.full(count, edits + 1, np.uint8)
    columns = [np.ascontiguousarray(letters[:, i]) for i in range(length)]
    before: list[NDArray[np.uint8]] = []
    above = [np.full(count, min(j, edits + 1), np.uint8) for j in range(length + 1)]
    for i, letter in enumerate(map(ord, word), start=1):
        row = [beyond] * (length + 1)
        row[0] = np.full(count, min(i, edits + 1), np.uint8)
        for j in range(max(1, i - edits), min(length, i + edits) + 1):
            cost = np.minimum(above[j], row[j - 1]) + np.uint8(1)
            np.minimum(cost, above[j - 1] + (columns[j - 1] != letter), out=cost)
            if i > 1 and j > 1:
                swapped = (columns[j - 2] == letter) & (columns[j - 1] == ord(word[i - 2]))
                np.minimum(cost, np.where(swapped, before[j - 2] + np.uint8(1), cost), out=cost)
            row[j] = cost
        before, above = above, row
    within: NDArray[np.bool_] = above[length] <= edits
    return within
