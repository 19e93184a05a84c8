"""The Whoosh index of articles, for plain Whoosh code as well: searcher, reader and parser work on it."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from whoosh.fields import Schema
from whoosh.index import TOC, EmptyIndexError, FileIndex
from whoosh.writing import IndexingError

from searchtui.engines.whoosh.codec.commits import latest_generation, read_commit
from searchtui.engines.whoosh.codec.segment import INDEX_NAME
from searchtui.engines.whoosh.codec.storage import AnyStorage, DurableStorage
from searchtui.engines.whoosh.codec.whoosh_codec import WhooshSegment
from searchtui.engines.whoosh.schema import SCHEMA
from searchtui.engines.whoosh.search.searcher import ArraySearcher


class ArticleIndex(FileIndex):  # type: ignore[misc] # Whoosh ships no type information
    """Whoosh's index with our schema and our record of what is in it, whatever other files say."""

    def __init__(self, storage: AnyStorage, schema: Schema = SCHEMA, indexname: str = INDEX_NAME) -> None:  # noqa: ARG002 (Whoosh's signature)
        self.storage = storage
        self._schema = SCHEMA
        self.indexname = indexname

    @property
    def schema(self) -> Schema:
        """Our schema."""
        return SCHEMA

    def writer(self, **_: Any) -> Any:
        """None: articles are added by `Engine.batch`, which knows how to take them apart."""
        raise IndexingError("Articles are added by the engine's own batches, not by a writer of Whoosh's.")

    def latest_generation(self) -> int:
        """The number of the last commit, -1 if there is none."""
        return latest_generation(self.storage)

    def searcher(self, **options: Any) -> ArraySearcher:
        """A searcher of the last commit, which evaluates queries as arrays."""
        return ArraySearcher(self.reader(), fromindex=self, **options)

    def _read_toc(self) -> TOC:
        generation = latest_generation(self.storage)
        if generation < 0:
            raise EmptyIndexError(f"There is no index in {self.storage!r}")
        commit = read_commit(self.storage, generation)
        segments = [WhooshSegment(INDEX_NAME, segment) for segment in commit.segments]
        return TOC(SCHEMA, segments, generation)


def open_whoosh_index(path: Path) -> ArticleIndex:
    """The index in a folder, as a Whoosh `Index`."""
    return ArticleIndex(DurableStorage(str(path)))
