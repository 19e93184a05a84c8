"""Reader for PDF files: their text layer, with pages and hyphenated words put together again."""

from __future__ import annotations

import datetime as dt
import io
import logging
import re
from collections import Counter
from collections.abc import Iterator
from typing import TYPE_CHECKING

from searchtui.errors import FileReadError
from searchtui.files.decode import tidy
from searchtui.files.document import RawDocument
from searchtui.files.optional import missing
from searchtui.files.source import Source

if TYPE_CHECKING:
    from pypdf import PdfReader

MAX_PAGES = 1_000
MAX_CHARACTERS = 10_000_000
"""A PDF file is read up to these; articles are far below them."""

_HYPHENATED = re.compile(r"(?<=[^\W\d_])[-\u00ad]\n(?=[^\W\d_])(?=[^A-ZÀ-ÖØ-ÞА-Я])")
_SENTENCE_END = re.compile(r"[.!?…:][\"”’»)]*\Z")
_DIGITS = re.compile(r"\d+")
_NO_TITLE = re.compile(
    r"(?i)\.(?:docx?|pdf|indd|qxd|pages|odt|html?)\Z|\A(?:microsoft word|untitled|document\d*|layout \d+)\b"
)


def read(source: Source) -> Iterator[RawDocument]:
    """Yield the file as one document; title and date of its metadata are but inferences, programs fill them in.

    Raises `FileReadError` for what is no PDF file, is damaged, encrypted or without text, and where pypdf is missing.
    """
    try:
        import pypdf  # noqa: PLC0415 - of an extra
    except ImportError as error:
        raise missing("A PDF file") from error
    logging.getLogger("pypdf").setLevel(logging.CRITICAL + 1)
    data = source.read_all()
    if b"%PDF-" not in data[:1024]:
        raise FileReadError("The file is no PDF file." if data else "The file is empty.", hint="Save it again.")
    try:
        reader = pypdf.PdfReader(io.BytesIO(data))
        is_open = not reader.is_encrypted or bool(reader.decrypt(""))
        pages = _pages(reader) if is_open else []
        fields = _metadata(reader) if is_open else {}
    except pypdf.errors.DependencyError:
        is_open = False  # an encryption that needs yet another library
    except Exception as error:
        raise FileReadError(
            "The PDF file is damaged or cut short.", hint="Open it in a viewer and save or print it again."
        ) from error
    if not is_open:
        raise FileReadError("The PDF file is encrypted.", hint="Print it to a new PDF file without a password.")
    text = tidy(joined_pages(pages)).strip("\n")
    if not text.strip():
        raise FileReadError(
            "The PDF file has no text layer.", hint="It may be a scan: run it through text recognition."
        )
    places = dict.fromkeys(fields, "PDF metadata")
    yield RawDocument(source.name, None, text, fields, places, inferred=frozenset(fields), is_page=True)


def _pages(reader: PdfReader) -> list[str]:
    pages: list[str] = []
    left = MAX_CHARACTERS
    for number, page in enumerate(reader.pages):
        if number == MAX_PAGES or left <= 0:
            break
        text = page.extract_text()[:left]
        left -= len(text)
        pages.append(text)
    return pages


def joined_pages(pages: list[str]) -> str:
    """Return the text of pages as one, without running heads and page numbers, hyphenation undone.

    A paragraph that runs on over a page's end is put together again.
    """
    lines = [[line.strip() for line in page.split("\n") if line.strip()] for page in pages]
    edges = Counter(_DIGITS.sub("", edge) for page in lines for edge in {*page[:1], *page[-1:]})
    running = {edge for edge, count in edges.items() if count > max(1, len(lines) // 2)}
    text = ""
    for page in lines:
        kept = [
            line
            for place, line in enumerate(page)
            if not (place in {0, len(page) - 1} and (_DIGITS.sub("", line) in running or line.isdigit()))
        ]
        runs_on = bool(text) and not _SENTENCE_END.search(text[-8:])
        text += ("\n" if runs_on else "\n\n" if text else "") + "\n".join(kept)
    return _HYPHENATED.sub("", text)


def _metadata(reader: PdfReader) -> dict[str, str]:
    found = reader.metadata
    fields: dict[str, str] = {}
    title = " ".join(tidy(str(found.title or "")).split()) if found is not None else ""
    if len(title) > 3 and not _NO_TITLE.search(title):
        fields["title"] = title[:300]
    try:
        created = found.creation_date if found is not None else None
    except (ValueError, TypeError):
        created = None
    if isinstance(created, dt.datetime):
        fields["date"] = created.isoformat()
    return fields
