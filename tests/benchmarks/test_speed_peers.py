"""Every engine of the benchmarks finds what is asked for, so that it is the same work that is compared."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from speed.peers.ours import OurSearcher, place_corpus
from speed.peers.peer import CannotExpressError, Searcher
from speed.peers.registry import FTS5, OURS, PAGES, TANTIVY, WHOOSH, absent, peer
from speed.question import Question

from searchtui.engines.protocol import Sort
from searchtui.engines.whoosh import engine as whoosh_engine
from searchtui.library import Library

RECORDS = [
    {"id": "a", "title": "Ferry sank", "body": "The harbour master of Quern said the ferry sank at noon.",
     "outlet": "Quern Gazette", "date": "2018-03-02"},
    {"id": "b", "title": "Strike at the pier", "body": "Workers of the ferry began a strike. The master waited.",
     "outlet": "Quern Gazette", "date": "2019-05-01"},
    {"id": "c", "title": "Orchid stolen", "body": "A gardener missed an orchid near the harbour, and said so.",
     "outlet": "Lull Courier", "date": "2018-11-20"},
    {"id": "d", "title": "A letter", "body": "The ferries are late again. I wrote of the strike before."},
]  # fmt: skip

FOUND = [
    ("ferry", 3), ("ferry harbour", 1), ("strike OR orchid", 3), ("ferry NOT strike", 1), ("(ferry OR orchid) said", 2),
    ('"harbour master"', 1), ('"master harbour"', 0), ("harbour NEAR/4 quern", 1), ("harb*", 2), ("h?rbour", 2),
    ("orchd~", 1), ("ferry date:2018", 1), ("date:2018", 2), ('ferry outlet:"quern gazette"', 2), ("title:strike", 1),
]  # fmt: skip


@pytest.fixture(scope="module", params=[OURS, PAGES, TANTIVY, FTS5, WHOOSH])
def searcher(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Searcher:
    """One engine over four articles."""
    if reason := absent(request.param):
        pytest.skip(reason)
    folder = tmp_path_factory.mktemp("peer")
    corpus = folder / "corpus.jsonl"
    corpus.write_text("".join(json.dumps(record) + "\n" for record in RECORDS), encoding="utf-8")
    place = folder / "built"
    place.mkdir()
    if request.param not in {OURS, PAGES}:
        peer(request.param).build(corpus, place)
        return peer(request.param).open(place)
    place_corpus(corpus, place)  # `build` becomes another program
    library = Library.open(place)
    for _ in library.reindex():
        pass
    return OurSearcher(library, pages=request.param == PAGES)


@pytest.mark.parametrize(("query", "total"), FOUND)
def test_a_query_finds_what_it_asks_for(searcher: Searcher, query: str, total: int) -> None:
    try:
        ask = searcher.prepare(Question("any", query))
    except CannotExpressError:
        pytest.skip("this engine cannot be asked that")
    assert ask() == total


@pytest.mark.parametrize(
    "question", [Question("by date", "ferry", Sort.NEWEST), Question("facets", "ferry", facets=True)]
)
def test_orders_and_facets_keep_the_total(searcher: Searcher, question: Question) -> None:
    assert searcher.prepare(question)() == 3


def test_the_corpus_is_not_copied_where_it_can_be_linked(tmp_path: Path) -> None:
    corpus = tmp_path / "corpus.jsonl"
    corpus.write_text("{}\n", encoding="utf-8")
    place_corpus(corpus, tmp_path / "library")
    assert corpus.samefile(tmp_path / "library" / "seeds" / "corpus.jsonl")


def test_nothing_that_an_engine_needs_is_imported_before_it_is_timed() -> None:
    needed = ["numpy", "whoosh", "nltk", "tantivy", "sqlite3", "searchtui.query.parse"]
    code = f"import sys, speed.cli, speed.answering; print([name for name in {needed} if name in sys.modules])"
    place = Path(__file__).parent
    said = subprocess.run([sys.executable, "-c", code], cwd=place, check=True, capture_output=True, text=True).stdout
    assert said == "[]\n"


def test_a_question_asked_again_is_answered_again(searcher: Searcher, monkeypatch: pytest.MonkeyPatch) -> None:
    """The engine's own memory of answers would make every repetition free."""
    if not isinstance(searcher, OurSearcher):
        pytest.skip("this engine keeps no answers")
    evaluated = []
    evaluate = whoosh_engine.evaluate
    monkeypatch.setattr(
        whoosh_engine, "evaluate", lambda node, *more, **how: evaluated.append(node) or evaluate(node, *more, **how)
    )
    ask = searcher.prepare(Question("word", "gardener"))
    for _ in range(3):
        searcher.forget()
        ask()
    assert len(evaluated) == 3
