"""Fields of stems: from the words of articles in any languages to postings of stems, each knowing its written forms."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.article_fields import tagged_stem
from searchtui.engines.whoosh.writing.invert import Numbers, Occurrences, weighted
from searchtui.engines.whoosh.writing.run import FieldRun, Forms
from searchtui.text.stopwords import stop_words

_STOP: Final = -1
"""Stands for the stem of a stop word, which has none."""

_UNSEEN: Final = -2


class Stems:
    """Numbers the stems of words in every language, stemming each word once in each.

    `words` is the list of words by number, to which more may be added but nothing else done; `terms` has the stems by
    number, tagged with their language ("en/polit").
    """

    def __init__(self, words: Sequence[str]) -> None:
        self.terms: list[bytes] = []
        self.order = GrowingOrder(self.terms)
        self._words = words
        self._numbers: dict[str, int] = {}
        self._of_words: dict[str | None, NDArray[np.int32]] = {}

    def of(self, words: Numbers, lang: str | None) -> NDArray[np.int32]:
        """The numbers of the stems of distinct words, given as numbers; negative for stop words."""
        known = self._of_words.get(lang, np.empty(0, np.int32))
        if known.size < len(self._words):
            more = np.full(len(self._words), _UNSEEN, np.int32)
            known = self._of_words[lang] = np.append(known, more)  # at least doubled, so that this is rare
        unseen = words[known[words] == _UNSEEN]
        stops = stop_words(lang)
        known[unseen] = [_STOP if word in stops else self._number_of(word, lang) for word in self._spelled(unseen)]
        return known[words]

    def _spelled(self, words: Numbers) -> list[str]:
        return [self._words[number] for number in words.tolist()]

    def _number_of(self, word: str, lang: str | None) -> int:
        term = tagged_stem(word, lang)
        number = self._numbers.get(term)
        if number is None:
            number = self._numbers[term] = len(self.terms)
            self.terms.append(term.encode("utf-8"))
        return number


class GrowingOrder:
    """The order of distinct strings in a list that grows at its end: new ones are sorted, and put among the rest."""

    def __init__(self, strings: Sequence[bytes]) -> None:
        self._strings = strings
        self._order = np.empty(0, np.int64)
        self._sorted = np.empty(0, np.object_)
        """The strings in this order."""

    def of(self, numbers: Iterable[Numbers]) -> NDArray[np.int64]:
        """The distinct numbers among these in the order of their strings."""
        if self._order.size < len(self._strings):
            self._grow()
        occurring = np.zeros(len(self._strings), np.bool_)
        for some in numbers:
            occurring[some] = True
        return self._order[occurring[self._order]]

    def _grow(self) -> None:
        new = sorted(range(self._order.size, len(self._strings)), key=self._strings.__getitem__)
        strings = np.empty(len(new), np.object_)
        strings[:] = [self._strings[number] for number in new]
        places = np.searchsorted(self._sorted, strings)
        self._order = np.insert(self._order, places, new)
        self._sorted = np.insert(self._sorted, places, strings)


class Words:
    """The words of a vocabulary as they are indexed, in step with it as it grows."""

    def __init__(self, vocabulary: Sequence[str]) -> None:
        self._vocabulary = vocabulary
        self._terms: list[bytes] = []
        self._order = GrowingOrder(self._terms)

    def among(self, occurrences: Iterable[Numbers]) -> BatchWords:
        """Those that occur."""
        self._terms += [word.encode("utf-8") for word in self._vocabulary[len(self._terms) :]]
        numbers = self._order.of(occurrences)
        return BatchWords(numbers, [self._terms[number] for number in numbers.tolist()])


class BatchWords:
    """The distinct words of a batch in order: `terms` as they are indexed, `numbers` as the vocabulary has them."""

    def __init__(self, numbers: NDArray[np.int64], terms: list[bytes]) -> None:
        self.numbers = numbers
        self.terms = terms
        self._places = np.zeros(int(numbers.max(initial=-1)) + 1, np.int32)
        self._places[numbers] = np.arange(numbers.size)

    def places(self, numbers: Numbers) -> NDArray[np.int32]:
        """Where the words with these numbers stand in `terms`."""
        return self._places[numbers]


def stemmed(
    found: Occurrences,
    weights: NDArray[np.float32],
    languages: Sequence[str | None],
    words: BatchWords,
    stems: Stems,
) -> tuple[FieldRun, NDArray[np.uint32]]:
    """The stems of occurrences whose terms are places in `words`, and how many of these each document has.

    `languages` has the language of each document. Stop words are neither indexed nor counted.
    """
    numbers = np.empty(found.terms.size, np.int32)
    form_words: list[bytes] = []
    form_stems = [np.empty(0, np.int32)]
    for lang, own in _by_language(languages, found.documents):
        terms = found.terms[own]
        present = np.flatnonzero(np.bincount(terms, minlength=len(words.terms)))
        stem_of = np.full(len(words.terms), _STOP, np.int32)
        stem_of[present] = stems.of(words.numbers[present], lang)
        numbers[own] = stem_of[terms]
        present = present[stem_of[present] != _STOP]
        tag = _tag(lang)
        form_words += [tag + words.terms[word] for word in present.tolist()]
        form_stems.append(stem_of[present])
    used, places = _in_order(form_stems, stems)
    forms = Forms(form_words, places[np.concatenate(form_stems)].astype(np.uint32))
    searched = np.flatnonzero(numbers != _STOP)
    kept = found.at(searched).of_terms(places[numbers[searched]])
    return weighted(kept, weights[searched], used, forms), kept.lengths(len(languages))


def _by_language(
    languages: Sequence[str | None], documents: Numbers
) -> Iterator[tuple[str | None, NDArray[np.bool_] | slice]]:
    """Each language, in the order of the terms that begin with it, and which occurrences are of its documents."""
    distinct = sorted(set(languages), key=_tag)
    if len(distinct) == 1:
        yield distinct[0], slice(None)
        return
    number_of = {lang: number for number, lang in enumerate(distinct)}
    numbers = np.array([number_of[lang] for lang in languages], np.int32)[documents]
    for number, lang in enumerate(distinct):
        yield lang, numbers == number


def _tag(lang: str | None) -> bytes:
    """What `tagged_stem` puts before the stem."""
    return f"{lang or ''}/".encode()


def _in_order(numbers: Iterable[Numbers], stems: Stems) -> tuple[list[bytes], NDArray[np.int32]]:
    """The stems with these numbers, ascending, and for each number its stem's place among them."""
    used = stems.order.of(numbers)
    places = np.zeros(len(stems.terms), np.int32)
    places[used] = np.arange(used.size)
    return [stems.terms[number] for number in used.tolist()], places
