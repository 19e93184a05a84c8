"""Searching from several threads, and while another process commits."""

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

from searchtui.articles.article import Article
from searchtui.engines.protocol import Engine, SearchRequest
from searchtui.engines.registry import open_engine
from searchtui.query.nodes import Everything, Phrase, Word

Make = Callable[..., Article]
Add = Callable[..., None]
Found = Callable[..., list[str]]

WRITER = """
import pathlib, sys
from searchtui.articles.article import Article, Block, Part
from searchtui.engines.registry import open_engine

engine = open_engine("whoosh", pathlib.Path(sys.argv[1]))
for number in range(25):
    with engine.batch() as batch:
        for part in "ab":
            text = f"ferry number {number}"
            batch.add(Article(part, "p", None, "t", None, None, "en", text, (Block(0, len(text), Part.BODY),)))
"""


def test_searches_go_on_while_another_process_commits(folder: Path, article: Make, add: Add) -> None:
    engine = open_engine("whoosh", folder, create=True)
    add(engine, article("a", "ferry number 0"), article("b", "ferry number 0"))
    writer = subprocess.Popen([sys.executable, "-c", WRITER, str(folder)])
    generations = set()
    while writer.poll() is None:
        generations.add(engine.generation())
        assert engine.search(SearchRequest(Word("ferry"))).total == 2
        texts = {each.text for each in engine.articles(["a", "b"]).values()}
        assert len(texts) == 1
        assert open_engine("whoosh", folder).stats().articles == 2
    assert writer.returncode == 0
    assert len(generations) > 1
    assert engine.verify() == []


def test_threads_share_an_engine_while_one_of_them_writes(engine: Engine, article: Make, add: Add) -> None:
    add(engine, *(article(f"{n}", f"the ferry number {n}") for n in range(50)))
    failures: list[BaseException] = []
    stop = threading.Event()

    def search() -> None:
        try:
            while not stop.is_set():
                assert engine.search(SearchRequest(Phrase(("the", "ferry")))).total >= 50
                assert engine.facets(Everything()).outlets[0][1] >= 50
                assert engine.complete("fer")[0][1] >= 50
        except BaseException as error:  # noqa: BLE001 (reported by the main thread)
            failures.append(error)

    threads = [threading.Thread(target=search) for _ in range(4)]
    for thread in threads:
        thread.start()
    for n in range(10):
        add(engine, article(f"new {n}", "the ferry is new"))
    stop.set()
    for thread in threads:
        thread.join()
    assert failures == []
    assert engine.stats().articles == 60


def test_a_closed_engine_opens_its_index_again_when_asked(
    engine: Engine, article: Make, add: Add, found: Found
) -> None:
    add(engine, article("a", "ferry"))
    engine.close()
    assert found(engine, Word("ferry")) == ["a"]
