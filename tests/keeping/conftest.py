"""A library that tests write articles into, move them about in, and mark."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from searchtui.library import Library

TEXTS = {
    "ferry": "The ferry Morna ran aground on Saturday. The harbour master said the ferry was sound as a bell.",
    "strike": "Some four hundred dockers left the harbour at midnight. The union asks for shorter nights.",
    "orchid": "A ghost orchid vanished on Sunday. The gardener blamed nobody, and then everybody.",
    "bell": "After eleven years the bell rang at noon. It could be heard from the ferry, sailors said.",
}


@dataclass
class Shelf:
    """A library's folder, and the library opened."""

    library: Library

    @property
    def seeds(self) -> Path:
        return self.library.paths.seeds

    def write(self, name: str, text: str) -> None:
        """Put an article into the folder."""
        path = self.seeds / f"{name}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(f"The story of the {Path(name).stem}\n\n{text}\n", encoding="utf-8")

    def move(self, name: str, to: str) -> None:
        """Move a file, and index it."""
        target = self.seeds / f"{to}.txt"
        target.parent.mkdir(parents=True, exist_ok=True)
        (self.seeds / f"{name}.txt").rename(target)
        self.index()

    def index(self, *, full: bool = False) -> None:
        list(self.library.reindex(full=full))

    def id(self, name: str) -> str:
        """The id of the article with this file name."""
        (hit,) = self.library.search(f"path:{name}.txt", snippets=False).hits
        return hit.id

    def found(self, query: str) -> set[str]:
        """The file names of what a query finds."""
        hits = self.library.search(query, limit=1000, relax=False, snippets=False).hits
        return {Path(hit.path).stem for hit in hits}


@pytest.fixture
def shelf(tmp_path: Path) -> Iterator[Shelf]:
    (tmp_path / "seeds").mkdir()
    with Library.open(tmp_path) as library:
        made = Shelf(library)
        for name, text in TEXTS.items():
            made.write(name, text)
        made.index()
        yield made
