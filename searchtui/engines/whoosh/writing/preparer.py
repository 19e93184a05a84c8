"""Articles made ready for the index: words and stems of a batch inverted, texts packed. Needs no index.

What is done for an occurrence of a word is done by numpy for a whole batch, and what is done in Python for a distinct
word is remembered for the next batch.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np

from searchtui.articles.article import Article
from searchtui.articles.numbering import NumberedWords, numbered_words
from searchtui.articles.packing import pack
from searchtui.articles.searchable import BODY_POSITION, chrome_positions
from searchtui.engines.whoosh.article_fields import TITLE_ORDER, TITLE_WEIGHT, title_order
from searchtui.engines.whoosh.writing.invert import Occurrences, positioned
from searchtui.engines.whoosh.writing.run import Run
from searchtui.engines.whoosh.writing.stemming import Stems, Words, stemmed
from searchtui.text.vocabulary import NUMBER_BYTES, Vocabulary

_BYTES_PER_ARTICLE: Final = 1_000
_BYTES_PER_CHARACTER: Final = 3
"""Held for an article, and for each character of its text and words, before and after it is inverted."""


class ArticlePreparer:
    """See `engines.protocol.Preparer`. Remembers words from batch to batch; not safe from several threads."""

    def __init__(self, vocabulary: Vocabulary | None = None) -> None:
        """Number words by `vocabulary`, or by one of its own, which gives way to another when it is full."""
        self._articles: dict[str, tuple[Article, NumberedWords | None, bytes]] = {}
        self._owns_vocabulary = vocabulary is None
        self._vocabulary = Vocabulary() if vocabulary is None else vocabulary
        self._words, self._stems = Words(self._vocabulary.words), Stems(self._vocabulary.words)
        self._size = 0

    def add(self, article: Article, words: NumberedWords | None = None, packed: bytes | None = None) -> None:
        """Prepare an article, in place of any with its id since the last `take`."""
        if article.id in self._articles:
            self._size -= _size(self._articles.pop(article.id)[0])
        self._articles[article.id] = article, words, pack(article) if packed is None else packed
        self._size += _size(article)

    @property
    def size(self) -> int:
        """Roughly the bytes held since the last `take`."""
        return self._size

    def take(self) -> bytes:
        """All that was added since the last call, as `Run.from_bytes` reads it."""
        return self.take_run().to_bytes()

    def take_run(self) -> Run:
        """All that was added since the last call, inverted."""
        added = list(self._articles.values())
        self._articles = {}
        self._size = 0
        numbered = iter(numbered_words([article for article, words, _ in added if words is None], self._vocabulary))
        batch = [_prepared(article, words or next(numbered), packed) for article, words, packed in added]
        run = _inverted(batch, self._words, self._stems)
        if self._owns_vocabulary and self._vocabulary.is_full:
            self._vocabulary = Vocabulary()
            self._words, self._stems = Words(self._vocabulary.words), Stems(self._vocabulary.words)
        return run


def _size(article: Article) -> int:
    return _BYTES_PER_ARTICLE + _BYTES_PER_CHARACTER * (len(article.title) + len(article.text))


@dataclass(frozen=True, slots=True)
class _Prepared:
    """An article without its text: its words in numbers, its facts in the order of `_COLUMNS`, and itself packed."""

    id: str
    words: NumberedWords
    facts: tuple[str, ...]
    day: int
    stored: bytes


_COLUMNS: Final = ("path", "outlet", "lang", "known", TITLE_ORDER)
_LANG: Final = _COLUMNS.index("lang")


def _prepared(article: Article, words: NumberedWords, packed: bytes) -> _Prepared:
    known = f"{article.outlet_evidence.kind.value} {article.date_evidence.kind.value}"
    return _Prepared(
        article.id,
        words,
        (
            _encodable(article.path),
            _encodable(article.outlet or ""),
            article.lang or "",
            known,
            title_order(article.title),
        ),
        0 if article.date is None else article.date.toordinal(),
        packed,
    )


def _inverted(batch: Sequence[_Prepared], vocabulary: Words, stems: Stems) -> Run:
    text = _occurrences([((0, each.words.title), (BODY_POSITION, each.words.body)) for each in batch])
    chrome = _occurrences([_chrome_stretches(each.words) for each in batch])
    words = vocabulary.among((text.terms, chrome.terms))
    text, chrome = text.of_terms(words.places(text.terms)), chrome.of_terms(words.places(chrome.terms))
    in_title = text.positions < BODY_POSITION
    title, body = text.at(np.flatnonzero(in_title)), text.at(np.flatnonzero(~in_title))
    languages = [each.facts[_LANG] or None for each in batch]
    weights = np.where(in_title, np.float32(TITLE_WEIGHT), np.float32(1))
    text_stems, text_lengths = stemmed(text, weights, languages, words, stems)
    chrome_stems, chrome_lengths = stemmed(chrome, np.ones(chrome.terms.size, np.float32), languages, words, stems)
    return Run(
        ids=[each.id for each in batch],
        fields={
            "title": positioned(title, words.terms),
            "body": positioned(body, words.terms),
            "text": text_stems,
            "chrome": positioned(chrome, words.terms),
            "chrome_text": chrome_stems,
        },
        lengths={
            "title": title.lengths(len(batch)),
            "body": body.lengths(len(batch)),
            "text": text_lengths,
            "chrome": chrome.lengths(len(batch)),
            "chrome_text": chrome_lengths,
        },
        columns={name: [each.facts[place] for each in batch] for place, name in enumerate(_COLUMNS)},
        days=np.array([each.day for each in batch], np.int32),
        stored=[each.stored for each in batch],
    )


Stretch = tuple[int, bytes]
"""Words that follow one another: the position of the first, and the numbers of all."""


def _chrome_stretches(words: NumberedWords) -> Sequence[Stretch]:
    if not words.chrome:
        return ()
    lengths = [len(stretch) // NUMBER_BYTES for stretch in words.chrome]
    return list(zip(chrome_positions(len(words.body) // NUMBER_BYTES, lengths), words.chrome, strict=True))


def _occurrences(documents: Sequence[Sequence[Stretch]]) -> Occurrences:
    """The words of documents, each given as its stretches of words."""
    stretches = [stretch for own in documents for stretch in own]
    terms = np.frombuffer(b"".join([numbers for _, numbers in stretches]), "<u4").astype(np.int32)
    lengths = np.array([len(numbers) for _, numbers in stretches], np.int32) // NUMBER_BYTES
    first_positions = np.array([position for position, _ in stretches], np.int32)
    first_words = np.cumsum(lengths, dtype=np.int32) - lengths
    positions = np.arange(terms.size, dtype=np.int32) + np.repeat(first_positions - first_words, lengths)
    owners = np.repeat(np.arange(len(documents), dtype=np.int32), [len(own) for own in documents])
    return Occurrences(terms, np.repeat(owners, lengths), positions)


def _encodable(text: str) -> str:
    """The text with question marks for what UTF-8 cannot express, as in names of files that are no Unicode."""
    return text.encode("utf-8", "replace").decode("utf-8")
