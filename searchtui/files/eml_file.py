"""Reader for a saved message, such as a newsletter."""

from __future__ import annotations

from collections.abc import Iterator

from searchtui.files.decode import sniff
from searchtui.files.document import RawDocument
from searchtui.files.mail.message import message_document
from searchtui.files.source import Source


def read(source: Source) -> Iterator[RawDocument]:
    """Yield the message as one document."""
    data = source.read_all()
    sniff(data[:65536])
    yield message_document(data, source.name)
