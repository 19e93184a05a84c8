"""Reader for plain text: the whole file is one article with whatever was copied along with it."""

from __future__ import annotations

from collections.abc import Iterator

from searchtui.files.decode import decode
from searchtui.files.document import RawDocument
from searchtui.files.source import Source


def read(source: Source) -> Iterator[RawDocument]:
    """Yield the file as one document."""
    yield RawDocument(source.name, None, decode(source.read_all()))
