"""The index is still a Whoosh index: plain Whoosh code reads it and finds the same articles."""

import datetime as dt
from collections.abc import Callable
from pathlib import Path

import pytest
from whoosh.qparser import QueryParser
from whoosh.query import And, DateRange, Or, Phrase, Term
from whoosh.scoring import BM25F
from whoosh.writing import IndexingError

from searchtui.articles.article import Article
from searchtui.engines.protocol import SearchRequest
from searchtui.engines.registry import open_engine
from searchtui.engines.whoosh.index import open_whoosh_index
from searchtui.engines.whoosh.search.scoring import K1, B
from searchtui.query import nodes

Make = Callable[..., Article]
Add = Callable[..., None]
Found = Callable[..., list[str]]


@pytest.fixture
def library(folder: Path, article: Make, add: Add) -> Path:
    engine = open_engine("whoosh", folder, create=True)
    day = dt.date(2024, 5, 1)
    add(
        engine,
        article("a", "The ferry sank near the pier.", title="Ferries", date=day, outlet="Harbour Post"),
        article("b", "Two ferries sailed. A ferry sank the next day."),
        article("c", "The pier stands."),
    )
    add(engine, article("c", "The pier fell.", date=day + dt.timedelta(days=1)))
    return folder


@pytest.mark.parametrize(
    ("field", "typed", "node"),
    [
        ("text", "ferries", nodes.Word("ferries")),
        ("text", "the pier", nodes.Word("pier")),
        ("body", "ferry AND sank", nodes.And((nodes.Phrase(("ferry",)), nodes.Phrase(("sank",))))),
        ("body", '"ferry sank"', nodes.Phrase(("ferry", "sank"))),
        ("body", "ferr*", nodes.Prefix("ferr")),
        ("body", "date:20240502", nodes.DateRange(dt.date(2024, 5, 2), dt.date(2024, 5, 2))),
        ("body", "pier NOT ferry", nodes.And((nodes.Word("pier"), nodes.Not(nodes.Word("ferry"))))),
    ],
)
def test_whoosh_s_parser_and_searcher_find_the_same(
    library: Path, field: str, typed: str, node: nodes.Node, found: Found
) -> None:
    index = open_whoosh_index(library)
    with index.searcher() as searcher:
        hits = searcher.search(QueryParser(field, index.schema).parse(typed))
        assert sorted(hit["article"]["id"] for hit in hits) == sorted(found(open_engine("whoosh", library), node))


def midnight(day: dt.date) -> dt.datetime:
    return dt.datetime.combine(day, dt.time.min)


def test_whoosh_s_query_objects_work(library: Path) -> None:
    query = And(
        [
            Or([Term("text", "en/ferri"), Term("text", "en/pier")]),
            Phrase("body", ["the", "pier"]),
            DateRange("date", midnight(dt.date(2024, 5, 1)), midnight(dt.date(2024, 5, 2))),
        ]
    )
    with open_whoosh_index(library).searcher() as searcher:
        assert {hit["article"]["id"] for hit in searcher.search(query)} == {"a", "c"}


def test_whoosh_sorts_and_highlights(library: Path) -> None:
    index = open_whoosh_index(library)
    with index.searcher() as searcher:
        hits = searcher.search(QueryParser("body", index.schema).parse("ferry OR pier"), sortedby="date", reverse=True)
        assert [hit["article"]["id"] for hit in hits][-1] in {"a", "c"}
        texts = [hit.highlights("body", text=hit["article"]["text"]) for hit in hits]
        assert all('<b class="match' in text for text in texts)


def test_facts_are_fields_of_the_index(library: Path) -> None:
    index = open_whoosh_index(library)
    with index.searcher() as searcher:
        assert [hit["article"]["id"] for hit in searcher.search(Term("outlet", "Harbour Post"))] == ["a"]
        assert searcher.document_number(id="c") is not None
        assert [*searcher.reader().field_terms("outlet")] == ["Harbour Post"]
        assert {field for (field, _), _ in searcher.reader()} >= {"id", "outlet", "date", "body", "text"}
    assert index.doc_count() == 3
    assert index.latest_generation() == open_engine("whoosh", library).generation()


def test_whoosh_s_writer_is_refused(library: Path) -> None:
    with pytest.raises(IndexingError, match="batches"):
        open_whoosh_index(library).writer()


@pytest.mark.parametrize("word", ["ferry", "pier", "sank"])
def test_scores_are_those_of_whoosh_s_bm25(folder: Path, article: Make, add: Add, word: str) -> None:
    engine = open_engine("whoosh", folder, create=True)
    bodies = ["ferry", "ferry pier " * 3, "sank " * 20 + "ferry", "a pier", "nothing at all", "sank near a ferry"]
    add(engine, *(article(str(n), body, title="Pier" * (n % 2)) for n, body in enumerate(bodies)))
    ours = {hit.id: hit.score for hit in engine.search(SearchRequest(nodes.Word(word))).window}
    index = open_whoosh_index(folder)
    with index.searcher(weighting=BM25F(B=B, K1=K1)) as searcher:
        hits = searcher.search(QueryParser("text", index.schema).parse(word))
        assert {hit["article"]["id"]: hit.score for hit in hits} == pytest.approx(ours, rel=1e-5)
