"""What a writer keeps at hand of the record of copies, to find the copies of what a batch brings."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchtui.articles.copies import Claim, Pairs
from searchtui.articles.fingerprint import (
    KEY_VALUES,
    NO_VALUE,
    Fingerprint,
    Lowest,
    lowest_values,
    overlap,
    overlap_of_lowest,
)
from searchtui.index.copy_keys import CopyKeys, pack
from searchtui.index.copy_names import Names
from searchtui.index.copy_row import CopyRow
from searchtui.index.copy_tables import CopyTables

MOST_COMPARED: Final = 64
"""Articles with an equal key that a new one is compared with: bounds the work where one text was saved very often."""

PAIRS_AT_ONCE: Final = 512
"""Pairs compared together: few enough that sorting their values stays in the processor's cache."""

Numbers = NDArray[np.int64]


class CopyMemory:
    """What a writer keeps at hand of the record, some 180 bytes an article: keys, links, sizes, days, lowest
    values, numbers by id.
    """

    def __init__(self, tables: CopyTables) -> None:
        self.links = tables.links()
        self.claims: dict[int, Claim] = {}
        """Of those that are linked, as far as they were asked for."""
        self.has_other_links = False
        """Whether articles were linked or unlinked that readers have not been told of."""
        self._names = Names()
        room = tables.last_number() + 1
        self._facts = np.zeros((2, room), np.int64)
        self._lowest: Lowest = np.full((room, KEY_VALUES), NO_VALUE, np.uint16)
        packed = [np.empty(0, np.uint64)]
        ids: list[str] = []
        numbers = [np.empty(0, np.int64)]
        for chunk in tables.chunks():
            self._lowest[chunk.numbers] = chunk.lowest
            packed.append(pack(chunk.numbers, self._lowest[chunk.numbers]))
            self._facts[:, chunk.numbers] = chunk.sizes, chunk.days
            ids += chunk.ids
            numbers.append(chunk.numbers)
        self._keys = CopyKeys(np.sort(np.concatenate(packed)))
        self._names.add(ids, np.concatenate(numbers))

    def forget(self, tables: CopyTables, ids: Collection[str]) -> dict[int, CopyRow]:
        """Delete articles. Returns those linked to them, to be compared again: links may have been spared for these."""
        gone = {number for number, row in tables.rows(self._names.numbers(ids)).items() if row.article_id in ids}
        if not gone:
            return {}
        broken = [(number, other) for number in gone for other in self.links.pop(number, ())]
        for number in gone:
            self.claims.pop(number, None)
        for number, other in broken:
            if other in self.links:
                self.links[other].discard(number)
        tables.unlink(broken)
        self.has_other_links |= bool(broken)
        tables.delete(gone)
        self._keys.forget(gone)
        self._names.forget(gone)
        return tables.rows({other for _, other in broken} - gone)

    def note(self, tables: CopyTables, added: Mapping[str, CopyRow]) -> dict[int, CopyRow]:
        """Store articles. Returns them by their new numbers."""
        if not added:
            return {}
        rows = dict(enumerate(added.values(), start=tables.last_number() + 1))
        tables.add(rows)
        numbers = np.fromiter(rows, np.int64, len(rows))
        _, days, _, sizes, values = zip(*rows.values(), strict=True)
        counts = np.fromiter(map(len, values), np.int64, len(values)) // 2
        lowest = lowest_values(np.frombuffer(b"".join(values), "<u2"), counts)
        self._lowest = np.concatenate((self._lowest, lowest))
        self._facts = np.concatenate((self._facts, np.array((sizes, days), np.int64)), axis=1)
        self._keys.add(pack(numbers, lowest))
        self._names.add(added, numbers)
        return rows

    def link(self, tables: CopyTables, asking: Mapping[int, CopyRow]) -> None:
        """Compare these articles with all that share a key, and link the copies."""
        numbers = np.fromiter(asking, np.int64, len(asking))
        pairs, shared_keys = self._worth_comparing(
            *self._keys.candidates(pack(numbers, self._lowest[numbers]), MOST_COMPARED)
        )
        wanted = set(pairs.ravel().tolist())
        rows = tables.rows(wanted - asking.keys())
        known = {number: (asking.get(number) or rows[number]).fingerprint for number in wanted}
        for start in range(0, shared_keys.size, PAIRS_AT_ONCE):
            some = slice(start, start + PAIRS_AT_ONCE)
            self._link_copies(tables, known, pairs[:, some], shared_keys[some])

    def _worth_comparing(self, pairs: Numbers, shared_keys: Numbers) -> tuple[Numbers, Numbers]:
        """Those of the pairs that what is at hand does not rule out: to compare others, fingerprints must be read."""
        worth = self._described(pairs, shared_keys).may_be_copies()
        pairs, shared_keys = pairs[:, worth], shared_keys[worth]
        first, second = pairs
        sample = overlap_of_lowest(self._lowest[first], self._lowest[second], self._facts[0][pairs])
        worth = self._described(pairs, shared_keys).seem_copies(sample)
        return pairs[:, worth], shared_keys[worth]

    def _link_copies(
        self,
        tables: CopyTables,
        known: Mapping[int, Fingerprint],
        pairs: Numbers,
        shared_keys: Numbers,
    ) -> None:
        found = overlap(*([known[number] for number in side] for side in pairs.tolist()))
        copies = pairs[:, self._described(pairs, shared_keys).are_copies(found)].T.tolist()
        for one, other in copies:
            self.links.setdefault(one, set()).add(other)
            self.links.setdefault(other, set()).add(one)
        tables.link([(one, other) for one, other in copies])
        self.has_other_links |= bool(copies)

    def _described(self, pairs: Numbers, shared_keys: Numbers) -> Pairs:
        return Pairs(sizes=self._facts[0][pairs], days=self._facts[1][pairs], shared_keys=shared_keys)
