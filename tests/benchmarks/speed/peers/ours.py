"""searchtui as people use it: `searchtui reindex` in a process of its own, and `Library.search`."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

from searchtui.engines.protocol import Engine, SearchRequest
from searchtui.library import Library
from speed.peers.peer import LIMIT, Ask
from speed.question import Question


class Ours:
    """`pages` gives whole pages of results with snippets, as the interface shows them; else identifiers and scores are
    enough, as for the peers.
    """

    def __init__(self, *, pages: bool) -> None:
        self.pages: Final = pages

    def build(self, corpus: Path, folder: Path) -> None:
        """Become `searchtui reindex`, so that what is measured is the command."""
        import sys  # noqa: PLC0415

        place_corpus(corpus, folder)
        os.execv(
            sys.executable,
            [sys.executable, "-m", "searchtui", "--library", str(folder), "reindex", "--progress", "none"],
        )

    def open(self, folder: Path) -> OurSearcher:
        """Open the library."""
        return OurSearcher(Library.open(folder), pages=self.pages)


class OurSearcher:
    """An opened library."""

    def __init__(self, library: Library, *, pages: bool) -> None:
        self._library = library
        self._pages = pages

    def forget(self) -> None:
        """The engine keeps its last answers for paging and facets; lists of postings may stay, as in any cache."""
        self._library._index.read(_forget)

    def prepare(self, question: Question) -> Ask:
        """Everything can be asked."""
        if self._pages:
            return lambda: (
                self._library.search(
                    question.text, limit=LIMIT, sort=question.sort, facets=question.facets, relax=False
                ).total
            )
        return lambda: self._library._index.read(lambda engine: self._answer(engine, question))

    def _answer(self, engine: Engine, question: Question) -> int:
        request = SearchRequest(self._library.parse(question.text).node, sort=question.sort, limit=LIMIT)
        hits = engine.search(request)
        if question.facets:
            _counted: Any = engine.facets(request.node)
        return hits.total


def _forget(engine: Any) -> None:
    engine._answers.clear()


def place_corpus(corpus: Path, folder: Path) -> None:
    """Make `folder` a library whose only file is the corpus."""
    seeds = folder / "seeds"
    seeds.mkdir(parents=True, exist_ok=True)
    try:
        os.link(corpus, seeds / "corpus.jsonl")
    except OSError:  # another file system
        (seeds / "corpus.jsonl").write_bytes(corpus.read_bytes())
