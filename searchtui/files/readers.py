"""The one table of file formats: which reader takes which suffix.

To add a format, write a module with a function `read(source: Source) -> Iterator[RawDocument | BadRecord]` and name
it here; `docs/formats.md` walks through an example.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from importlib import import_module
from pathlib import Path
from types import MappingProxyType

from searchtui.errors import FileReadError
from searchtui.files import json_file, json_lines, markdown, plain
from searchtui.files.document import BadRecord, RawDocument
from searchtui.files.parts import Lines, Part
from searchtui.files.source import Source, open_source

Reader = Callable[[Source], Iterator[RawDocument | BadRecord]]


def _late(module: str) -> Reader:
    """Return the reader of a module that is imported when it is first needed, for what it loads itself takes long."""

    def read_late(source: Source) -> Iterator[RawDocument | BadRecord]:
        yield from import_module(f"searchtui.files.{module}").read(source)

    return read_late


READERS: Mapping[str, Reader] = MappingProxyType(
    {
        ".txt": plain.read,
        ".text": plain.read,
        ".md": markdown.read,
        ".markdown": markdown.read,
        ".html": _late("html_file"),
        ".htm": _late("html_file"),
        ".xhtml": _late("html_file"),
        ".mhtml": _late("mhtml_file"),
        ".mht": _late("mhtml_file"),
        ".eml": _late("eml_file"),
        ".mbox": _late("mbox_file"),
        ".csv": _late("csv_file"),
        ".tsv": _late("csv_file"),
        ".warc": _late("warc_file"),
        ".pdf": _late("pdf_file"),
        ".zip": _late("zip_file"),
        ".json": json_file.read,
        ".jsonl": json_lines.read,
        ".ndjson": json_lines.read,
    }
)
"""Suffix, in lower case, to reader. Each may also be followed by `.gz`."""


def supported(path: str | Path) -> bool:
    """Tell by its name alone whether a file is one that a reader takes."""
    return suffix_of(str(path)) in READERS


def read(path: Path, name: str, *, max_bytes: int) -> Iterator[RawDocument | BadRecord]:
    """Yield the articles-to-be of a file, and a `BadRecord` for each part of it that could not be read.

    `name` is the path shown to the user and stored in `RawDocument.path`; its suffix chooses the reader. Formats read
    as a whole take at most `max_bytes` (after unpacking), formats read line by line at most that much per line.
    Raises `FileReadError` where nothing, or nothing more, can be read.
    """
    reader = READERS.get(suffix_of(name))
    if reader is None:
        known = ", ".join(READERS)
        raise FileReadError("No reader takes this kind of file.", hint=f"Known are {known}, each also as .gz.")
    with open_source(path, name, max_bytes) as source:
        yield from reader(source)


def read_part(path: Path, name: str, part: Part, *, max_bytes: int) -> Iterator[RawDocument | BadRecord]:
    """Yield what `read` does for a file, for one of the `parts` that it was cut into.

    A part may hold nothing. Records have keys of their own within a part only, and its bad ones are reported as if it
    was all of the file: see `records.joined`.
    """
    with open_source(path, name, max_bytes) as source:
        if isinstance(part, Lines):
            yield from json_lines.read_part(source, part)
        else:
            yield from import_module("searchtui.files.zip_file").read_part(source, part)


def suffix_of(name: str) -> str:
    """Return the suffix by which a file's reader is chosen, in lower case: that of "a.TXT.gz" is ".txt"."""
    lowered = name.lower().removesuffix(".gz")
    stem, dot, suffix = lowered.rpartition(".")
    return dot + suffix if stem.rpartition("/")[2] else ""
