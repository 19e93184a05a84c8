"""Articles inverted a batch at a time have the words, positions and weights of the definition, token by token."""

from __future__ import annotations

from collections.abc import Callable
from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from searchtui.articles.article import Article, Block, Evidence, Kind, Part
from searchtui.articles.packing import pack
from searchtui.articles.searchable import BODY_POSITION, body_tokens, chrome_positions, chrome_tokens, title_tokens
from searchtui.articles.unpacking import unpack
from searchtui.engines.whoosh.writing.preparer import ArticlePreparer
from searchtui.engines.whoosh.writing.run import FieldRun, Run
from searchtui.text.stems import stem
from searchtui.text.stopwords import stop_words

WORDS = (
    "The",
    "the",
    "running",
    "runs",
    "Élan",
    "elan",
    "die",
    "Politik",
    "politics",
    "日本語",
    "ภาษา",
    "x–y",
    "İ",
    "-",
)
TEXTS = st.one_of(
    st.lists(st.sampled_from(WORDS), max_size=30).map(" ".join),
    st.text(st.characters(), max_size=30),
)
EVIDENCE = st.builds(Evidence, st.sampled_from(Kind), st.text(max_size=3), st.none() | st.integers(0, 9))


@st.composite
def articles(draw: st.DrawFn) -> Article:
    text = draw(TEXTS)
    cuts = sorted(draw(st.sets(st.integers(0, len(text)), max_size=6)))
    blocks = tuple(
        Block(start, end, draw(st.sampled_from(Part))) for start, end in pairwise(cuts) if draw(st.booleans())
    )
    return Article(
        id=draw(st.sampled_from("abcdefgh")),
        path=draw(st.text(max_size=3)),
        record=draw(st.none() | st.text(max_size=3)),
        title=draw(TEXTS),
        outlet=draw(st.sampled_from((None, "The Wire"))),
        date=draw(st.none() | st.dates()),
        lang=draw(st.sampled_from((None, "en", "de", "e", "xx"))),
        text=text,
        blocks=blocks,
        title_evidence=draw(EVIDENCE),
        outlet_evidence=draw(EVIDENCE),
        date_evidence=draw(EVIDENCE),
        agency=draw(st.none() | st.text(max_size=3)),
        other_dates=tuple(draw(st.lists(st.dates(), max_size=2))),
    )


Postings = dict[str, dict[int, Any]]
"""By term and document: positions, or a weight."""


def defined(batch: list[Article]) -> dict[str, Postings]:
    """The postings of each field as `searchable` and the schema say, word by word."""
    fields: dict[str, Postings] = {name: {} for name in ("title", "body", "chrome", "text", "chrome_text")}

    def put(name: str, document: int, words: list[tuple[str, int]]) -> None:
        for word, position in words:
            fields[name].setdefault(word, {}).setdefault(document, []).append(position)

    def put_stems(name: str, document: int, words: list[tuple[str, int]], title_weight: float) -> None:
        lang = batch[document].lang
        for word, position in words:
            if word not in stop_words(lang):
                weights = fields[name].setdefault(f"{lang or ''}/{stem(word, lang)}", {})
                weights[document] = weights.get(document, 0) + (title_weight if position < BODY_POSITION else 1)

    for document, article in enumerate(batch):
        title = [(token.word, position) for position, token in enumerate(title_tokens(article))]
        body = [(token.word, position) for position, token in enumerate(body_tokens(article), BODY_POSITION)]
        stretches = chrome_tokens(article)
        starts = chrome_positions(len(body), map(len, stretches))
        chrome = [
            (token.word, position)
            for stretch, start in zip(stretches, starts, strict=True)
            for position, token in enumerate(stretch, start)
        ]
        put("title", document, title)
        put("body", document, body)
        put("chrome", document, chrome)
        put_stems("text", document, title + body, 2)
        put_stems("chrome_text", document, chrome, 1)
    return fields


def read(field: FieldRun) -> Postings:
    """The postings of a run, one by one."""
    assert field.terms == sorted(set(field.terms))
    assert (np.diff(field.starts) > 0).all()
    assert len(field.starts) == len(field.terms) + 1
    found: Postings = {}
    position = 0
    for term, (start, end) in zip(field.terms, pairwise(field.starts.tolist()), strict=True):
        documents = field.documents[start:end].tolist()
        assert documents == sorted(set(documents))
        own = found[term.decode()] = {}
        for posting, document in zip(range(start, end), documents, strict=True):
            if field.counts is None:
                own[document] = float(field.weights[posting])
            else:
                count = int(field.counts[posting])
                own[document] = field.positions[position : position + count].tolist()
                position += count
    assert position == len(field.positions)
    return found


def last_of_each(batch: list[Article]) -> list[Article]:
    """Of articles with the same id the last, in the order in which these were added."""
    kept = {article.id: number for number, article in enumerate(batch)}
    return [batch[number] for number in sorted(kept.values())]


def taken(preparer: ArticlePreparer, batch: list[Article]) -> Run:
    for article in batch:
        preparer.add(article)
    return Run.from_bytes(preparer.take())


@settings(deadline=None)
@given(st.lists(st.lists(articles(), max_size=6), max_size=3), st.booleans())
def test_batches_are_inverted_as_the_definition_says(batches: list[list[Article]], forgetful: bool) -> None:
    preparer = ArticlePreparer()
    for batch in batches:
        if forgetful:
            preparer._vocabulary.LIMIT = 0
        run = taken(preparer, batch)
        kept = last_of_each(batch)
        assert run.ids == [article.id for article in kept]
        assert {name: read(field) for name, field in run.fields.items()} == defined(kept)
        assert preparer.size == 0


@settings(deadline=None)
@given(st.lists(articles(), max_size=6))
def test_lengths_count_words_and_in_fields_of_stems_no_stop_words(batch: list[Article]) -> None:
    run = taken(ArticlePreparer(), batch)
    kept = last_of_each(batch)
    for name in ("title", "body", "chrome"):
        lengths = [0] * len(kept)
        for postings in defined(kept)[name].values():
            for document, positions in postings.items():
                lengths[document] += len(positions)
        assert run.lengths[name].tolist() == lengths
    assert run.lengths["text"].tolist() == [
        sum(token.word not in stop_words(article.lang) for token in title_tokens(article) + body_tokens(article))
        for article in kept
    ]


@settings(deadline=None)
@given(st.lists(articles(), max_size=6))
def test_stems_know_their_written_forms(batch: list[Article]) -> None:
    run = taken(ArticlePreparer(), batch)
    words: dict[str, dict[bytes, bytes]] = {"text": {}, "chrome_text": {}}
    for article in last_of_each(batch):
        tag = article.lang or ""
        for name, tokens in (
            ("text", title_tokens(article) + body_tokens(article)),
            ("chrome_text", [token for stretch in chrome_tokens(article) for token in stretch]),
        ):
            for token in tokens:
                if token.word not in stop_words(article.lang):
                    stemmed = f"{tag}/{stem(token.word, article.lang)}"
                    words[name][f"{tag}/{token.word}".encode()] = stemmed.encode()
    for name, expected in words.items():
        field = run.fields[name]
        assert field.forms is not None
        assert field.forms.words == sorted(expected)
        assert [field.terms[place] for place in field.forms.stems] == [expected[word] for word in sorted(expected)]


@settings(deadline=None)
@given(st.lists(articles(), max_size=4))
def test_facts_and_articles_come_with_the_run(batch: list[Article]) -> None:
    run = taken(ArticlePreparer(), batch)
    kept = last_of_each(batch)
    assert [unpack(data) for data in run.stored] == kept
    assert run.columns["outlet"] == [article.outlet or "" for article in kept]
    assert run.columns["lang"] == [article.lang or "" for article in kept]
    assert run.columns["path"] == [article.path.encode("utf-8", "replace").decode() for article in kept]
    assert run.days.tolist() == [article.date.toordinal() if article.date else 0 for article in kept]


def test_an_empty_batch_is_a_run_without_documents() -> None:
    run = taken(ArticlePreparer(), [])
    assert run.ids == []
    assert all(not field.terms and field.starts.tolist() == [0] for field in run.fields.values())


def test_a_huge_article_keeps_its_positions(article: Callable[..., Article]) -> None:
    run = taken(ArticlePreparer(), [article("a", "oil gold " * 60_000, title="Gold")])
    body = read(run.fields["body"])
    assert body["gold"][0][-1] == BODY_POSITION + 119_999
    assert read(run.fields["text"])["en/gold"] == {0: 60_002.0}


def test_the_size_grows_with_what_is_held(article: Callable[..., Article]) -> None:
    preparer = ArticlePreparer()
    preparer.add(article("a", "oil " * 1_000))
    once = preparer.size
    assert 4_000 < once < 20_000
    preparer.add(article("a", "oil " * 1_000))
    assert preparer.size == once
    preparer.add(article("b", "oil " * 1_000))
    assert preparer.size == 2 * once


@settings(deadline=None)
@given(articles())
def test_a_packed_article_comes_back(article: Article) -> None:
    assert unpack(pack(article)) == article


@pytest.mark.parametrize("data", [b"", b"[]\n", b"no json\n", b"\xff\n", b"[1]"])
def test_what_is_no_packed_article_is_an_error(data: bytes) -> None:
    with pytest.raises((KeyError, TypeError, ValueError)):
        unpack(data)
