"""The formats there are, and writing one of them to a file that is whole or not there."""

from __future__ import annotations

import contextlib
import os
import secrets
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from searchtui.errors import UsageError
from searchtui.results.taking.citations import bibtex_chunks, csl_chunks
from searchtui.results.taking.readable import markdown_chunks, text_chunks
from searchtui.results.taking.structures import json_chunks, jsonl_chunks
from searchtui.results.taking.tables import csv_chunks, kwic_chunks
from searchtui.results.taking.taken import About, Taken


@dataclass(frozen=True, slots=True)
class Format:
    """A format: its name, the suffix of its files, what it is for, and how articles are written in it."""

    name: str
    suffix: str
    words: str
    chunks: Callable[[About, Iterable[Taken]], Iterator[str]]


KWIC: Final = "kwic"
"""The name of the format of matches in their contexts."""

FORMATS: Final = {
    each.name: each
    for each in (
        Format("markdown", ".md", "a report with quotes and sources", markdown_chunks),
        Format("text", ".txt", "the articles in full", text_chunks),
        Format("csv", ".csv", "a table for spreadsheets", csv_chunks),
        Format(KWIC, ".kwic.csv", "a table of every match in its context", kwic_chunks),
        Format("json", ".json", "one object with everything", json_chunks),
        Format("jsonl", ".jsonl", "an object a line", jsonl_chunks),
        Format("bibtex", ".bib", "references for LaTeX", bibtex_chunks),
        Format("csl-json", ".csl.json", "references for Zotero and Pandoc", csl_chunks),
    )
}
"""The formats by their names, the one most asked for first."""


def write_file(path: Path, chunks: Iterable[str], *, force: bool = False) -> int:
    """Write a file of UTF-8 text, whole or not at all; how many bytes it has.

    Raises `UsageError` where there is a file already, unless `force` replaces it, and where it cannot be written.
    """
    if path.exists() and not force:
        raise _taken(path)
    draft = None
    try:
        draft = path.with_name(f".{path.name[:40]}-{secrets.token_hex(4)}.new")
        with draft.open("x", encoding="utf-8", errors="backslashreplace", newline="") as file:
            for chunk in chunks:
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        size = draft.stat().st_size
        _put(draft, path, force=force)
    except FileExistsError as error:
        raise _taken(path) from error
    except OSError as error:
        raise UsageError(
            f"{path} cannot be written: {error.strerror or error}.", hint="Name a file in a folder with room for it."
        ) from error
    finally:
        if draft is not None:
            with contextlib.suppress(OSError):  # in a read-only folder even a file that is not there
                draft.unlink(missing_ok=True)
    return size


def _put(draft: Path, path: Path, *, force: bool) -> None:
    """Give the finished draft its name. Without `force` a link does, which fails where another file took the name."""
    if not force:
        with contextlib.suppress(PermissionError, NotImplementedError):  # a file system without links
            os.link(draft, path)
            return
    draft.replace(path)


def _taken(path: Path) -> UsageError:
    return UsageError(f"There is a file {path} already.", hint="Name another, or replace it: --force.")
