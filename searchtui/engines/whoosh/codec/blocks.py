"""Stored documents, compressed some at a time: one is read by unpacking the few KB that it lies in.

Repetitions are looked for in a dictionary, too, the text of some documents, so that small blocks pack as well as large
ones.

| array | type | holds |
|---|---|---|
| `stored.dictionary` | bytes | a Zstandard frame with the dictionary of the others, if they have one |
| `stored.blocks` | bytes | Zstandard frames, one behind the other |
| `stored.starts` | numbers | where each frame begins, and where the last one ends |
| `stored.firsts` | numbers | the first document in each frame, and the number of documents |
| `stored.ends` | numbers | where each document ends in its frame, unpacked |
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.codec.container import Container, ContainerWriter
from searchtui.engines.whoosh.codec.damage import DamagedFileError
from searchtui.engines.whoosh.codec.ragged import starts_of
from searchtui.engines.whoosh.codec.terms import put_numbers
from searchtui.zstandard import unpacked, zstd

BLOCK_BYTES: Final = 32 << 10
"""A block is closed once it holds so much: larger ones pack a little better and are read more slowly."""

_DICTIONARY: Final = "stored.dictionary"

_LEVEL: Final = 2
"""Level 3 takes some four microseconds more an article and makes an index smaller by 2 %, level 1 larger by 4 %."""

_DICTIONARY_BYTES: Final = 256 << 10
"""From this size on Zstandard looks for repetitions with larger tables; twice as much would save another 2 %."""

_LEAST_DICTIONARY: Final = 64
"""Less text is no help, and below eight bytes not accepted."""

_KEPT: Final = 32
"""Blocks kept unpacked, so that the articles of one list of hits are not unpacked one by one."""


class Blocks:
    """The stored documents of a segment. Safe from several threads."""

    def __init__(self, container: Container, size: int) -> None:
        self.starts: NDArray[Any] = container.array("stored.starts")
        self.firsts: NDArray[Any] = container.array("stored.firsts")
        self.ends: NDArray[Any] = container.array("stored.ends")
        self._data = container.array("stored.blocks")
        self._kept: dict[int, bytes] = {}
        self.dictionary = (
            _stored_dictionary(container.array(_DICTIONARY).tobytes()) if _DICTIONARY in container else b""
        )
        """What the blocks were packed with."""
        self._unpacking = _prepared(self.dictionary)
        if self.ends.size != size or int(self.firsts[-1]) != size or self.starts.size != self.firsts.size:
            raise DamagedFileError("the directory of stored documents is damaged")

    def document(self, number: int) -> bytes:
        """A stored document."""
        block = int(np.searchsorted(self.firsts, number, "right")) - 1
        start = int(self.ends[number - 1]) if number > int(self.firsts[block]) else 0
        return self._unpacked(block)[start : int(self.ends[number])]

    def packed(self, block: int) -> bytes:
        """A block as it is stored."""
        return self._data[int(self.starts[block]) : int(self.starts[block + 1])].tobytes()

    def _unpacked(self, block: int) -> bytes:
        """A block as it was, and never more than that, whatever the file holds."""
        kept = self._kept.get(block)
        if kept is None:
            size = int(self.ends[int(self.firsts[block + 1]) - 1])
            try:
                kept = unpacked(self.packed(block), size, self._unpacking)
            except ValueError as error:
                raise DamagedFileError("a block of stored documents is damaged") from error
            if len(kept) < size:
                raise DamagedFileError("a block of stored documents is cut")
            if len(self._kept) >= _KEPT:
                self._kept = {}
            self._kept[block] = kept
        return kept


def learnt_dictionary(examples: Iterable[bytes]) -> bytes:
    """A dictionary for documents like these: some of them, in which repetitions are looked for."""
    found = b""
    for example in examples:
        found += example
        if len(found) >= _DICTIONARY_BYTES:
            break
    return found[:_DICTIONARY_BYTES] if len(found) >= _LEAST_DICTIONARY else b""


def _as_stored(dictionary: bytes) -> bytes:
    return zstd.compress(dictionary, _LEVEL)


def _stored_dictionary(stored: bytes) -> bytes:
    """A dictionary again, which is never longer than any of ours."""
    try:
        return unpacked(stored, _DICTIONARY_BYTES)
    except ValueError as error:
        raise DamagedFileError("the dictionary of stored documents is damaged") from error


def _prepared(dictionary: bytes) -> Any:
    """A dictionary as it is packed and unpacked with."""
    if len(dictionary) < _LEAST_DICTIONARY:
        return None
    return zstd.ZstdDict(dictionary, is_raw=True).as_digested_dict


class BlocksWriter:
    """Writes stored documents in order, those of other segments a block at a time where all of it is taken over."""

    def __init__(self, out: ContainerWriter, dictionary: bytes = b"") -> None:
        self._out = out
        self._dictionary = dictionary
        self._packing = _prepared(dictionary)
        if dictionary:
            out.put(_DICTIONARY, np.frombuffer(_as_stored(dictionary), np.uint8))
        self._open: list[bytes] = []
        self._open_bytes = 0
        self._ends: list[NDArray[Any]] = []
        self._counts: list[int] = []
        self._sizes: list[int] = []
        out.begin("stored.blocks", "|u1")

    def add(self, documents: Iterable[bytes]) -> None:
        """Store documents."""
        for document in documents:
            self._open.append(document)
            self._open_bytes += len(document)
            if self._open_bytes >= BLOCK_BYTES:
                self._close_block()

    def copy(self, blocks: Blocks, live: NDArray[np.bool_]) -> None:
        """Store the documents of a segment that are live, whole blocks of some size as they are if that can be."""
        if blocks.dictionary != self._dictionary:
            self.add(map(blocks.document, np.flatnonzero(live).tolist()))
            return
        dead_before = starts_of(~live)
        edges = blocks.firsts.astype(np.int64)
        untouched = (dead_before[edges[1:]] == dead_before[edges[:-1]]).tolist()
        for block, (first, last) in enumerate(zip(edges[:-1].tolist(), edges[1:].tolist(), strict=True)):
            if untouched[block] and int(blocks.ends[last - 1]) >= BLOCK_BYTES // 2:
                self._close_block()
                self._append(blocks.packed(block), blocks.ends[first:last])
            else:
                self.add(blocks.document(first + int(number)) for number in np.flatnonzero(live[first:last]))

    def end(self) -> None:
        """Write what is still open, and the directory."""
        self._close_block()
        self._out.end()
        put_numbers(self._out, "stored.starts", starts_of(np.array(self._sizes, np.int64)))
        put_numbers(self._out, "stored.firsts", starts_of(np.array(self._counts, np.int64)))
        put_numbers(self._out, "stored.ends", np.concatenate([np.empty(0, np.int64), *self._ends]))

    def _close_block(self) -> None:
        if self._open:
            ends = np.cumsum(np.fromiter(map(len, self._open), np.int64, len(self._open)))
            self._append(zstd.compress(b"".join(self._open), _LEVEL, zstd_dict=self._packing), ends)
            self._open, self._open_bytes = [], 0

    def _append(self, packed: bytes, ends: NDArray[Any]) -> None:
        self._out.append(packed)
        self._sizes.append(len(packed))
        self._counts.append(ends.size)
        self._ends.append(ends.astype(np.int64))
