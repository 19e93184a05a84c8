"""Stored documents come back whole, in whatever order they are asked for, and from damaged files not at all."""

from __future__ import annotations

import io
import random

import numpy as np
import pytest

from searchtui.engines.whoosh.codec import blocks as codec
from searchtui.engines.whoosh.codec.blocks import BLOCK_BYTES, Blocks, BlocksWriter, learnt_dictionary
from searchtui.engines.whoosh.codec.container import Container, ContainerWriter
from searchtui.engines.whoosh.codec.damage import DamagedFileError

KIND = b"TEST"


def stored(documents: list[bytes], dictionary: bytes = b"") -> Blocks:
    file = io.BytesIO()
    out = ContainerWriter(file, KIND)
    writer = BlocksWriter(out, dictionary)
    writer.add(documents)
    writer.end()
    out.finish({})
    return Blocks(Container(file.getvalue(), KIND), len(documents))


def drawn(count: int) -> list[bytes]:
    chance = random.Random(7)
    return [chance.randbytes(chance.choice((0, 10, 3_000, BLOCK_BYTES + 1))) for _ in range(count)]


@pytest.mark.parametrize("examples", [0, 1, 5, 60])
def test_documents_come_back_whole_in_any_order(examples: int) -> None:
    documents = drawn(200)
    dictionary = learnt_dictionary(documents[:examples])
    blocks = stored(documents, dictionary)
    assert blocks.dictionary == dictionary
    for number in [*range(200), *reversed(range(200)), *random.Random(8).choices(range(200), k=400)]:
        assert blocks.document(number) == documents[number]


def test_what_is_in_the_dictionary_takes_hardly_any_room() -> None:
    documents = [random.Random(n).randbytes(1_000) for n in range(100)]
    assert int(stored(documents, learnt_dictionary(documents)).starts[-1]) < 100 * 1_000 // 50


def test_a_dictionary_longer_than_any_of_ours_is_not_unpacked_whole(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(codec, "_DICTIONARY_BYTES", 1_000)
    blocks = stored([b"the ferry sails"] * 3, bytes(1 << 20))
    assert len(blocks.dictionary) <= 1_000


def test_a_dictionary_that_is_none_is_damage() -> None:
    file = io.BytesIO()
    out = ContainerWriter(file, KIND)
    out.put("stored.dictionary", np.frombuffer(b"no frame at all", np.uint8))
    BlocksWriter(out).end()
    out.finish({})
    with pytest.raises(DamagedFileError):
        Blocks(Container(file.getvalue(), KIND), 0)
