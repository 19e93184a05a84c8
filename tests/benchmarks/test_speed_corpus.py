"""The corpus of the benchmarks, and the questions chosen from it."""

from __future__ import annotations

from itertools import islice
from pathlib import Path

import pytest
from speed.corpus import invented_articles, write_corpus
from speed.question import TODAY, read_questions, write_questions
from speed.questions import questions
from speed.records import Record, read_corpus, text_bytes

from searchtui.query.parse import parse
from searchtui.text.languages import guess_language


@pytest.fixture(scope="module")
def records() -> list[Record]:
    return list(islice(invented_articles(7), 400))


def test_a_corpus_is_the_same_whenever_it_is_written(tmp_path: Path, records: list[Record]) -> None:
    write_corpus(tmp_path / "corpus.jsonl", 50)
    assert list(read_corpus(tmp_path / "corpus.jsonl")) == records[:50]
    assert list(read_corpus(tmp_path / "corpus.jsonl", 3)) == records[:3]


def test_articles_are_as_long_and_as_incomplete_as_real_ones(records: list[Record]) -> None:
    assert 1500 < text_bytes(records) / len(records) < 2500
    assert 0 < sum("date" not in record for record in records) < 30
    assert 0 < sum("outlet" not in record for record in records) < 30
    titles = [record["title"] for record in records]
    assert 0 < len(titles) - len(set(titles)) < 40  # near copies


def test_most_articles_are_english(records: list[Record]) -> None:
    found = [guess_language(record["body"]) for record in records]
    assert found.count("en") > 0.85 * len(found)
    assert {"de", "fr"} <= set(found)


def test_many_questions_of_every_kind_are_chosen(records: list[Record]) -> None:
    asked = questions(records)
    kinds = {question.kind for question in asked}
    assert len(asked) >= 60
    assert kinds >= {"word", "and", "or", "not", "phrase", "near", "prefix", "wildcard", "fuzzy", "date", "outlet"}
    assert kinds >= {"by date", "facets", "title", "mixed"}
    assert [question.text for question in asked if parse(question.text, today=TODAY).notes] == []


def test_questions_are_written_and_read_again(tmp_path: Path, records: list[Record]) -> None:
    asked = questions(records)
    write_questions(tmp_path / "questions.json", asked)
    assert read_questions(tmp_path / "questions.json") == asked
