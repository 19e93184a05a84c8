"""The searched words of articles as numbers of a vocabulary, those of many articles at once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from itertools import islice

from searchtui.articles.article import Article
from searchtui.articles.searchable import MAX_TITLE_WORDS, body_text, chrome_texts
from searchtui.text.vocabulary import NUMBER_BYTES, Vocabulary


@dataclass(frozen=True, slots=True)
class NumberedWords:
    """The words of an article as numbers of a vocabulary, packed: `chrome` has a value for each stretch of it."""

    title: bytes
    body: bytes
    chrome: tuple[bytes, ...]


def numbered_words(articles: Iterable[Article], vocabulary: Vocabulary) -> list[NumberedWords]:
    """What `searchable` tells of each article in tokens, in numbers."""
    texts: list[str] = []
    stretches: list[int] = []
    for article in articles:
        chrome = chrome_texts(article)
        texts += (article.title, body_text(article), *chrome)
        stretches.append(len(chrome))
    numbers = iter(vocabulary.number(texts))
    return [
        NumberedWords(next(numbers)[: MAX_TITLE_WORDS * NUMBER_BYTES], next(numbers), tuple(islice(numbers, count)))
        for count in stretches
    ]
