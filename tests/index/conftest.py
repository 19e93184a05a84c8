"""Small libraries to index."""

from __future__ import annotations

import os
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest

from searchtui.config import find_library, load_settings
from searchtui.files.document import BadRecord, RawDocument
from searchtui.index.progress import Summary
from searchtui.index.reindex import reindex
from searchtui.library import Library


@dataclass
class Shelf:
    """A library in a temporary folder, with the verbs that tests use on it."""

    root: Path

    def write(self, name: str, text: str) -> Path:
        """Write a file of articles, with a modification time that no earlier version of it had."""
        path = self.root / "seeds" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        before = path.stat().st_mtime_ns if path.exists() else None
        path.write_text(text, encoding="utf-8")
        if before is not None:
            os.utime(path, ns=(before + 1_000_000, before + 1_000_000))
        return path

    def note(self, name: str, word: str) -> Path:
        """Write an article that is found by `word`."""
        return self.write(name, f"Harbour news: {word}\n\nThe harbour office of Quern said that {word} came at dawn.\n")

    def reindex(self, **options: Any) -> Summary:
        """Bring the index up to date; takes the options of `index.reindex.reindex`."""
        *_, last = reindex(find_library(self.root), load_settings(self.root), **options)
        assert last.summary is not None
        return last.summary

    def found(self, query: str) -> set[str]:
        """The names of the files that are found."""
        with Library.open(self.root) as library:
            page = library.search(query, limit=10_000, relax=False)
        return {hit.path.removeprefix("seeds/") for hit in page.hits}

    def problems(self) -> list[str]:
        with Library.open(self.root) as library:
            return library.verify()

    @property
    def generations(self) -> list[str]:
        return sorted(path.name for path in (self.root / "index").glob("generation-*"))


def refuse(path: Path, name: str, *, max_bytes: int) -> Iterator[RawDocument | BadRecord]:
    """In place of what reads files, where none is to be read."""
    raise AssertionError("a file was read")


@pytest.fixture
def shelf(tmp_path: Path) -> Shelf:
    (tmp_path / "library" / "seeds").mkdir(parents=True)
    return Shelf(tmp_path / "library")
