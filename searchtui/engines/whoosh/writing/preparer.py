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
from searchtui.articles.searchable import BODY_POSITION, NumberedWords, chrome_positions, numbered_words
from searchtui.engines.whoosh.schema import TITLE_WEIGHT
from searchtui.engines.whoosh.stored import packed
from searchtui.engines.whoosh.writing.invert import Numbers, Occurrences, positioned
from searchtui.engines.whoosh.writing.run import Run
from searchtui.engines.whoosh.writing.stemming import BatchWords, Stems, stemmed
from searchtui.text.vocabulary import NUMBER_BYTES, Vocabulary

_BYTES_PER_ARTICLE: Final = 500
"""Held for an article besides its text and words."""


class ArticlePreparer:
    """See `engines.protocol.Preparer`. Remembers words from batch to batch; not safe from several threads."""

    def __init__(self) -> None:
        self._articles: dict[str, _Prepared] = {}
        self._vocabulary = Vocabulary()
        self._stems = Stems(self._vocabulary.words)
        self._size = 0

    def add(self, article: Article) -> None:
        """Prepare an article, in place of any with its id since the last `take`."""
        if article.id in self._articles:
            self._size -= self._articles.pop(article.id).size
        prepared = _prepared(article, self._vocabulary)
        self._articles[article.id] = prepared
        self._size += prepared.size

    @property
    def size(self) -> int:
        """Roughly the bytes held since the last `take`."""
        return self._size

    def take(self) -> bytes:
        """All that was added since the last call, as `Run.from_bytes` reads it."""
        return self.take_run().to_bytes()

    def take_run(self) -> Run:
        """All that was added since the last call, inverted."""
        run = _inverted(self._articles, self._vocabulary, self._stems)
        self._articles = {}
        self._size = 0
        if self._vocabulary.is_full:
            self._vocabulary = Vocabulary()
            self._stems = Stems(self._vocabulary.words)
        return run


@dataclass(frozen=True, slots=True)
class _Prepared:
    """An article without its text: its words in numbers, its facts in the order of `_COLUMNS`, and itself packed."""

    words: NumberedWords
    facts: tuple[str, str, str, str]
    day: int
    stored: bytes

    @property
    def size(self) -> int:
        words = len(self.words.title) + len(self.words.body) + sum(map(len, self.words.chrome))
        return _BYTES_PER_ARTICLE + len(self.stored) + words


_COLUMNS: Final = ("path", "outlet", "lang", "known")
_LANG: Final = _COLUMNS.index("lang")


def _prepared(article: Article, vocabulary: Vocabulary) -> _Prepared:
    known = f"{article.outlet_evidence.kind.value} {article.date_evidence.kind.value}"
    return _Prepared(
        numbered_words(article, vocabulary),
        (_encodable(article.path), _encodable(article.outlet or ""), article.lang or "", known),
        0 if article.date is None else article.date.toordinal(),
        packed(article),
    )


def _inverted(articles: dict[str, _Prepared], vocabulary: Vocabulary, stems: Stems) -> Run:
    batch = list(articles.values())
    words = [each.words for each in batch]
    title = _occurrences([[(0, each.title)] for each in words])
    body = _occurrences([[(BODY_POSITION, each.body)] for each in words])
    chrome = _occurrences([_chrome_stretches(each) for each in words])
    distinct = BatchWords(np.concatenate([each.terms for each in (title, body, chrome)]), vocabulary.words)
    title, body, chrome = (_renumbered(each, distinct) for each in (title, body, chrome))
    languages = [each.facts[_LANG] or None for each in batch]
    text, text_lengths = stemmed(_joined(title, body), languages, distinct, stems, TITLE_WEIGHT)
    chrome_text, chrome_text_lengths = stemmed(chrome, languages, distinct, stems, 1.0)
    written = {"title": title, "body": body, "chrome": chrome}
    lengths = {
        name: np.bincount(each.documents, minlength=len(batch)).astype(np.uint32) for name, each in written.items()
    }
    return Run(
        ids=list(articles),
        fields={
            **{name: positioned(each, distinct.terms) for name, each in written.items()},
            "text": text,
            "chrome_text": chrome_text,
        },
        lengths={**lengths, "text": text_lengths, "chrome_text": chrome_text_lengths},
        columns={name: [each.facts[place] for each in batch] for place, name in enumerate(_COLUMNS)},
        days=np.array([each.day for each in batch], np.int32),
        stored=[each.stored for each in batch],
    )


def _chrome_stretches(words: NumberedWords) -> list[tuple[int, bytes]]:
    """The stretches of site chrome, each with the position of its first word."""
    if not words.chrome:
        return []
    lengths = [len(stretch) // NUMBER_BYTES for stretch in words.chrome]
    return list(zip(chrome_positions(len(words.body) // NUMBER_BYTES, lengths), words.chrome, strict=True))


def _occurrences(stretches: Sequence[Sequence[tuple[int, bytes]]]) -> Occurrences:
    """The words of documents, each given as stretches of numbers with the position of their first."""
    flat = [(document, *stretch) for document, own in enumerate(stretches) for stretch in own]
    lengths = np.array([len(numbers) for _, _, numbers in flat], np.int64) // NUMBER_BYTES
    terms = np.frombuffer(b"".join(numbers for _, _, numbers in flat), "<u4")
    begins = np.cumsum(lengths) - lengths  # where each stretch begins among all words
    first_positions = np.array([position for _, position, _ in flat], np.int64)
    documents = np.array([document for document, _, _ in flat], np.int32)
    positions = np.arange(terms.size) + np.repeat(first_positions - begins, lengths)
    return Occurrences(terms, np.repeat(documents, lengths), positions)


def _renumbered(found: Occurrences, words: BatchWords) -> Occurrences:
    """The same with the places of the words in `words` as their numbers, which are in the order of the terms."""
    return Occurrences(words.places(found.terms), found.documents, found.positions)


def _joined(first: Occurrences, second: Occurrences) -> Occurrences:
    def both(one: Numbers, other: Numbers) -> Numbers:
        joined: Numbers = np.concatenate((one, other))
        return joined

    return Occurrences(
        both(first.terms, second.terms),
        both(first.documents, second.documents),
        both(first.positions, second.positions),
    )


def _encodable(text: str) -> str:
    """The text with question marks for what UTF-8 cannot express, as in names of files that are no Unicode."""
    return text.encode("utf-8", "replace").decode("utf-8")
