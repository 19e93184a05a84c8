"""How alike two words are, for fuzzy search."""

from __future__ import annotations


def within_edits(a: str, b: str, edits: int) -> bool:
    """Whether `edits` insertions, deletions, substitutions and swaps of neighbours turn `a` into `b`, or fewer.

    Optimal string alignment distance (Damerau 1964, with no letter edited twice), computed only in the band of
    width 2·edits+1 around the diagonal: O(len · edits) time.
    """
    if abs(len(a) - len(b)) > edits:
        return False
    if a == b:
        return True
    beyond = edits + 1
    before: list[int] = []
    above = list(range(len(b) + 1))
    for i, letter in enumerate(a, start=1):
        row = [beyond] * (len(b) + 1)
        if i <= edits:
            row[0] = i
        for j in range(max(1, i - edits), min(len(b), i + edits) + 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != b[j - 1]))
            if i > 1 and j > 1 and letter == b[j - 2] and a[i - 2] == b[j - 1]:
                cost = min(cost, before[j - 2] + 1)
            row[j] = cost
        if min(row) > edits and min(above) > edits:
            return False
        before, above = above, row
    return above[-1] <= edits
