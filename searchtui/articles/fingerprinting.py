"""Taking fingerprints of many articles at once, from the numbers of their words.

A word has a hash, worked out once per distinct word; the hash of a shingle is made of those of its words, and the
shingles of all bodies are hashed as one array. Words are compared folded, as they are searched: quotes, dashes, line
breaks, case and accents make no difference.
"""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import blake2b
from itertools import pairwise
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchtui.articles.article import Article
from searchtui.articles.fingerprint import (
    COMPARED_WORDS,
    SHINGLE_WORDS,
    SHORT,
    Fingerprint,
    Hashes,
    Values,
    hash_threshold,
    mixed,
    shortened,
)
from searchtui.articles.numbering import NumberedWords, numbered_words
from searchtui.text.vocabulary import NUMBER_BYTES, Vocabulary

_FACTORS: Final = [np.uint64(pow(0x9E3779B97F4A7C15, power, 1 << 64)) for power in range(1, SHINGLE_WORDS + 1)]
"""What the hash of each word of a shingle counts times: powers of any large odd number, so that their order matters."""

_VALUE_BITS: Final = 16

_AT_ONCE: Final = 100
"""Articles hashed at a time: what is needed for them stays in the processor's cache."""


class Fingerprinter:
    """Takes the fingerprints of articles whose words are numbers of one vocabulary."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self._words = vocabulary.words
        self._hashes: Hashes = np.empty(0, np.uint64)

    def take(self, articles: Sequence[NumberedWords]) -> list[Fingerprint]:
        """A fingerprint for each. The headline does not count, save for bodies that are too short."""
        found: list[Fingerprint] = []
        for start in range(0, len(articles), _AT_ONCE):
            found += self._taken(articles[start : start + _AT_ONCE])
        return found

    def _taken(self, articles: Sequence[NumberedWords]) -> list[Fingerprint]:
        bodies = [words.body[: COMPARED_WORDS * NUMBER_BYTES] for words in articles]
        lengths = np.array([len(body) for body in bodies], np.int64) // NUMBER_BYTES
        sizes = np.maximum(lengths - (SHINGLE_WORDS - 1), 0)
        values = _sampled(self._hashes_of(bodies), lengths, sizes)
        return [
            Fingerprint(size, self._of_all_words(words) if size < SHORT else sampled)
            for words, size, sampled in zip(articles, sizes.tolist(), values, strict=True)
        ]

    def _hashes_of(self, bodies: Sequence[bytes]) -> Hashes:
        """The hashes of all words of the bodies, one after the other."""
        unknown = self._words[self._hashes.size :]
        if unknown:
            digests = b"".join([blake2b(word.encode("utf-8"), digest_size=8).digest() for word in unknown])
            self._hashes = np.append(self._hashes, np.frombuffer(digests, "<u8").astype(np.uint64))
        hashes: Hashes = self._hashes[np.frombuffer(b"".join(bodies), "<u4")]
        return hashes

    def _of_all_words(self, article: NumberedWords) -> Values:
        """What a body too short for a sample is known by: a hash of title and body as values."""
        title, body = (
            " ".join([self._words[number] for number in np.frombuffer(numbers, "<u4").tolist()])
            for numbers in (article.title, article.body)
        )
        digest = blake2b(f"{title}\n{body}".encode(), digest_size=8).digest()
        return np.unique(np.frombuffer(digest, "<u2").astype(np.uint16))


def fingerprint(article: Article) -> Fingerprint:
    """The fingerprint of one article."""
    vocabulary = Vocabulary()
    return Fingerprinter(vocabulary).take(numbered_words([article], vocabulary))[0]


def _sampled(hashes: Hashes, lengths: NDArray[np.int64], sizes: NDArray[np.int64]) -> list[Values]:
    """The values kept of each of some bodies, distinct and ascending.

    `hashes` are those of the words of all bodies, of which each has so many (`lengths`) and so many shingles (`sizes`).
    """
    count = max(hashes.size - (SHINGLE_WORDS - 1), 0)
    shingles = np.zeros(count, np.uint64)
    for place, factor in enumerate(_FACTORS):
        shingles += hashes[place : place + count] * factor
    shingles = mixed(shingles)
    owners = np.repeat(np.arange(len(sizes)), lengths)
    within_one = owners[:count] == owners[SHINGLE_WORDS - 1 :]
    limits = np.repeat(hash_threshold(sizes), lengths)[:count]
    kept = np.flatnonzero((shingles < limits) & within_one)
    values = np.sort((owners[kept] << _VALUE_BITS) | shortened(shingles[kept]))
    values = values[np.append(True, values[1:] != values[:-1])[: values.size]]
    ends = np.cumsum(np.bincount(values >> _VALUE_BITS, minlength=len(sizes))).tolist()
    shorts = values.astype(np.uint16)
    return [shorts[start:end] for start, end in pairwise([0, *ends])]
