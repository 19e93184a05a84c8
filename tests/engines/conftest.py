"""Engines to test: each test of the contract runs on every engine there is, on disk and in memory."""

import datetime as dt
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from searchtui.articles.article import Article, Block, Part
from searchtui.engines.protocol import Engine, SearchRequest, Sort
from searchtui.engines.registry import open_engine
from searchtui.query.nodes import Node

ENGINES = ("whoosh",)


@pytest.fixture(params=[(name, where) for name in ENGINES for where in ("disk", "memory")], ids="-".join)
def engine(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Engine]:
    name, where = request.param
    opened = open_engine(name, tmp_path / "index" if where == "disk" else None, create=True)
    yield opened
    opened.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where an index may be made."""
    return tmp_path / "index"


@pytest.fixture(scope="session")
def article() -> Callable[..., Article]:
    """Makes a small article, its site chrome once before and once behind its body."""

    def make(
        id_: str,
        body: str = "",
        *,
        title: str = "",
        lang: str | None = "en",
        outlet: str | None = None,
        date: dt.date | None = None,
        path: str | None = None,
        chrome: str = "",
    ) -> Article:
        text, blocks = "", []
        for words, part in ((chrome, Part.CHROME), (body, Part.BODY), (chrome, Part.CHROME)):
            if words:
                text += "\n\n" if text else ""
                blocks.append(Block(len(text), len(text) + len(words), part))
                text += words
        return Article(id_, path or f"seeds/{id_}.txt", None, title, outlet, date, lang, text, tuple(blocks))

    return make


@pytest.fixture(scope="session")
def add() -> Callable[..., None]:
    """Adds articles to an engine in one batch."""

    def add_all(engine: Engine, *articles: Article) -> None:
        with engine.batch() as batch:
            for each in articles:
                batch.add(each)

    return add_all


@pytest.fixture(scope="session")
def found() -> Callable[..., list[str]]:
    """The ids of all hits of a query, in order."""

    def find(engine: Engine, node: Node, sort: Sort = Sort.RELEVANCE, *, relax: bool = False) -> list[str]:
        hits = engine.search(SearchRequest(node, sort=sort, limit=10_000, relax=relax))
        assert hits.total == len(hits.window)
        return [hit.id for hit in hits.window]

    return find
