"""Reader for saved web pages, also those with everything in one file (SingleFile)."""

from __future__ import annotations

from collections.abc import Iterator

from searchtui.files.document import RawDocument
from searchtui.files.source import Source
from searchtui.files.webpage.charset import decode_page
from searchtui.files.webpage.page import page_document


def read(source: Source) -> Iterator[RawDocument]:
    """Yield the page as one document."""
    yield page_document(decode_page(source.read_all()), source.name)
