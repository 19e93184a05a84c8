"""The copies among the sample articles, which are known."""

from __future__ import annotations

import json
from pathlib import Path

from searchtui.articles.article import Article
from searchtui.articles.recognise import recognise
from searchtui.files.document import RawDocument
from searchtui.files.find import FoundFile, find_files
from searchtui.files.readers import read
from searchtui.index.copies import CopyStore

ROOT = Path(__file__).parents[2]


def seed_articles() -> list[Article]:
    seeds = ROOT / "seeds"
    return [
        recognise(document)
        for file in find_files(seeds)
        if isinstance(file, FoundFile)
        for document in read(seeds / file.path, file.path, max_bytes=10_000_000)
        if isinstance(document, RawDocument)
    ]


def test_of_the_sample_library_the_wire_text_and_the_correction_are_grouped(tmp_path: Path) -> None:
    articles = {one.id: one for one in seed_articles()}
    truth = [json.loads(line) for line in (ROOT / "tests" / "seeds_truth.jsonl").read_text("utf-8").splitlines()]
    sources: dict[str, set[str]] = {}
    for line in truth:
        if line["copy_of"]:
            sources.setdefault(line["copy_of"], {line["copy_of"]}).add(line["file"])
    wire = list(sources.values())
    correction = {"clippings/orlo dam engineers.txt", "clippings/orlo dam engineers (corrected).txt"}

    with CopyStore(tmp_path) as store:
        for article in articles.values():
            store.add(article)
        store.commit()
        found = [[articles[member].path for member in group] for group in store.groups().groups]

    assert sorted(map(sorted, found)) == sorted(map(sorted, [*wire, correction]))
