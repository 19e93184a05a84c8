"""Stored documents come back whole, in whatever order they are asked for."""

from __future__ import annotations

import io
import random

from searchtui.engines.whoosh.codec.blocks import BLOCK_BYTES, Blocks, BlocksWriter
from searchtui.engines.whoosh.codec.container import Container, ContainerWriter

KIND = b"TEST"


def test_documents_come_back_whole_in_any_order() -> None:
    drawn = random.Random(7)
    documents = [drawn.randbytes(drawn.choice((0, 10, 3_000, BLOCK_BYTES + 1))) for _ in range(200)]
    file = io.BytesIO()
    out = ContainerWriter(file, KIND)
    writer = BlocksWriter(out)
    writer.add(documents)
    writer.end()
    out.finish({})
    blocks = Blocks(Container(file.getvalue(), KIND), len(documents))
    for number in [*range(200), *reversed(range(200)), *drawn.choices(range(200), k=400)]:
        assert blocks.document(number) == documents[number]
