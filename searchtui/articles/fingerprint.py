"""Fingerprints of texts: small samples of their word triples, from which it is told how much two texts share.

A body is cut into overlapping runs of three words, each is hashed, and those whose hash lies below a threshold are
kept. The threshold halves whenever the body doubles, so a fingerprint has some hundred values whatever the length, and
two fingerprints are compared below the lower threshold of the two. Unlike one minimum per hash function (MinHash) such
a sample tells containment as well as resemblance, which is what finds a copy with cuts. After Broder, "On the
resemblance and containment of documents" (1997), whose name for the runs is shingles.

Hashes have 32 bits and are kept as floating-point numbers of 16, twelve of them after the leading one: a value of
another text is then equal by chance once in some thousand pairs, and half the room is saved.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from hashlib import blake2b
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchtui.articles.article import Article
from searchtui.text.tokens import tokens

Values = NDArray[np.uint16]
Keys = NDArray[np.uint32]
Hashes = NDArray[np.uint64]

FINGERPRINT_VERSION: Final = 2
"""Grows whenever the same text gets another fingerprint; those kept from before are worthless then."""

SHINGLE_WORDS: Final = 3
"""Words in a shingle: one changed word spoils three of them."""

SAMPLE: Final = 128
"""Shingles up to which all are kept; of longer bodies between a half of this number and all of it."""

SHORT: Final = 30
"""A body with fewer shingles is a note or a stub ("Subscribe to read on"): it is known by its whole text and title."""

COMPARED_BYTES: Final = 1 << 17
"""How much of a very long body (as UTF-8) is looked at."""

KEY_VALUES: Final = 16
"""The lowest values, which a text shares with its copies more likely than not, make its keys."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of a body in order to compare it.

    `size` counts its shingles, `values` are the sampled hashes, distinct and ascending, all below
    `threshold(size)`. Those of a short one are made of a hash of title and body.
    """

    size: int
    values: Values


def keys(lowest: Sequence[Values]) -> tuple[Keys, NDArray[np.int64]]:
    """The keys of several fingerprints, and for each key the place of its fingerprint among them.

    `lowest` are the first `KEY_VALUES` values of each (more do no harm). Of two texts that share half their shingles
    one key is equal in 99 of 100 cases. Each joins two neighbouring values: shared by chance, through a set phrase or
    a shared quotation, a value rarely comes with its neighbour. Only equal keys make two articles worth comparing.
    """
    if not lowest:
        return np.empty(0, np.uint32), np.empty(0, np.int64)
    heads = [values[:KEY_VALUES] for values in lowest]
    joined = np.concatenate(heads).astype(np.uint64)
    places = np.repeat(np.arange(len(heads)), [head.size for head in heads])
    neighbours = places[1:] == places[:-1]
    return _mixed((joined[:-1] << _QUARTER) | joined[1:])[neighbours].astype(np.uint32), places[1:][neighbours]


def fingerprint(article: Article) -> Fingerprint:
    """The fingerprint of an article's body. The headline does not count, save for bodies that are too short."""
    letters = _letters(article.body)
    hashes = _shingle_hashes(letters)
    size = int(hashes.size)
    if size < SHORT:
        whole = b" ".join((*_letters(article.title).split(), b"\n", *letters.split()))
        return Fingerprint(size, np.unique(np.frombuffer(blake2b(whole, digest_size=8).digest(), "<u2")))
    values = _shortened(hashes)
    return Fingerprint(size, np.unique(values[values < threshold(size)]))


def threshold(size: int) -> int:
    """The value below which the shingles of a body with `size` of them are kept: a power of two, as a hash."""
    return (1 << 16) - ((size // SAMPLE).bit_length() << _MANTISSA)


def _shortened(hashes: Hashes) -> Values:
    """Hashes of 32 bits as floating-point numbers of 16, rounded down, the smallest without a leading one."""
    exponents = np.maximum(np.frexp(hashes.astype(np.float64))[1] - _SMALLEST, 1).astype(np.uint64)
    mantissas = hashes >> (exponents + np.uint64(_SMALLEST - _MANTISSA - 1))
    values: Values = (mantissas + ((exponents - np.uint64(1)) << np.uint64(_MANTISSA))).astype(np.uint16)
    return values


@dataclass(frozen=True, slots=True)
class Overlap:
    """How much the texts of some pairs share, each as an array with a number (0 to 1) a pair.

    `containment` is the share of the smaller text's shingles that the larger one has too, `resemblance` the share of
    all shingles of both that both have.
    """

    containment: NDArray[np.float64]
    resemblance: NDArray[np.float64]


def overlap(first: Sequence[Fingerprint], second: Sequence[Fingerprint]) -> Overlap:
    """Compare the n-th of `first` with the n-th of `second`, estimated from their samples.

    The standard error is at most .07 for a containment of .75, .05 for one of .9.
    """
    limits = np.array(
        [min(threshold(a.size), threshold(b.size)) for a, b in zip(first, second, strict=True)], np.uint64
    )
    left, right = _within(first, limits), _within(second, limits)
    count = len(limits)
    both = np.sort(np.concatenate((left, right)), kind="stable")  # a merge, for both are in order
    shared = np.bincount(_pair_of(both[1:][both[1:] == both[:-1]]), minlength=count)
    left_sizes = np.bincount(_pair_of(left), minlength=count)
    right_sizes = np.bincount(_pair_of(right), minlength=count)
    smaller = np.minimum(left_sizes, right_sizes)
    return Overlap(shared / np.maximum(smaller, 1), shared / np.maximum(left_sizes + right_sizes - shared, 1))


def _within(fingerprints: Sequence[Fingerprint], limits: Hashes) -> Hashes:
    """All values below their pair's limit, the number of the pair in the upper half of each."""
    if not fingerprints:
        return np.empty(0, np.uint64)
    sizes = [one.values.size for one in fingerprints]
    pairs = np.repeat(np.arange(len(sizes), dtype=np.uint64), sizes)
    values = np.concatenate([one.values for one in fingerprints]).astype(np.uint64)
    wanted = values < np.repeat(limits, sizes)
    found: Hashes = (pairs[wanted] << _HALF) | values[wanted]
    return found


def _pair_of(values: Hashes) -> NDArray[np.int64]:
    return (values >> _HALF).astype(np.int64)


def _letters(text: str) -> bytes:
    """The words of a text in lower case with spaces between: quotes, dashes and line breaks make no difference."""
    if text.isascii():
        data = text.lower().encode()
    else:
        data = unicodedata.normalize("NFKC", text).lower().encode("utf-8", "replace")
        if data.translate(None, _NO_LEAD_OF_UNSPACED):  # rare enough to be slow: such words must be told apart
            data = " ".join(token.word for token in tokens(text)).encode("utf-8", "replace")
        data = _TYPOGRAPHY.sub(b" ", data).replace("«".encode(), b" ").replace("»".encode(), b" ")
    return data.translate(_ONLY_LETTERS)


_ONLY_LETTERS: Final = bytes(
    c if c in b"0123456789abcdefghijklmnopqrstuvwxyz" or c >= 0x80 else 0x20 for c in range(256)
)

_TYPOGRAPHY: Final = re.compile(rb"\xe2\x80[\x80-\xbf]")
"""Curly quotes, dashes, ellipses and special spaces, U+2000 to U+203F, in UTF-8."""

_NO_LEAD_OF_UNSPACED: Final = bytes(c for c in range(256) if c != 0xE0 and not 0xE3 <= c <= 0xE9)
"""All bytes but those that begin a Thai, Lao, Japanese or Chinese character in UTF-8 (and some others)."""

_BASE: Final = 0x9E3779B97F4A7C15
"""Any large odd number: odd, so that it has an inverse modulo 2**64."""

_INVERSE: Final = pow(_BASE, -1, 1 << 64)
_SPACE: Final = 0x20
_FIRST: Final = np.zeros(1, np.int64)

_HALF: Final = np.uint64(32)
_QUARTER: Final = np.uint64(16)

_MANTISSA: Final = 12
"""Bits kept of a hash after its leading one; the other four of a value are the exponent."""

_SMALLEST: Final = 17
"""Bits of the smallest hash that has an exponent of its own: the largest has 15 more, as many as there are exponents.
"""

_MIXER: Final = np.uint64(0xBF58476D1CE4E5B9)
"""A multiplier of the finaliser of SplitMix64 (Steele, Lea and Flood 2014)."""


@cache
def _powers(base: int) -> Hashes:
    factors = np.full(COMPARED_BYTES + 1, base, np.uint64)
    factors[0] = 1
    return np.multiply.accumulate(factors)


def _shingle_hashes(letters: bytes) -> Hashes:
    """A hash of 32 bits for each run of `SHINGLE_WORDS` words, in order, repeats included.

    Of every beginning of the text the polynomial in `_BASE` over its bytes is known; the difference of two, shifted
    down to the first power, is the hash of what lies between.
    """
    text = np.frombuffer(b" " + letters[:COMPARED_BYTES] + b" ", np.uint8)
    in_word = text != _SPACE
    text = text[1:][in_word[1:] | in_word[:-1]]  # of each run of spaces the first
    sums = np.empty(text.size + 1, np.uint64)
    sums[0] = 0
    np.cumsum(text * _powers(_BASE)[: text.size], out=sums[1:])
    ends = np.flatnonzero(text == _SPACE) + 1
    starts = np.concatenate((_FIRST, ends[:-SHINGLE_WORDS]))
    ends = ends[SHINGLE_WORDS - 1 :]
    hashes = (sums[ends] - sums[starts[: ends.size]]) * _powers(_INVERSE)[starts[: ends.size]]
    return _mixed(hashes)


def _mixed(hashes: Hashes) -> Hashes:
    """Hashes of 32 bits in which every bit of the given ones counts."""
    mixed: Hashes = ((hashes ^ (hashes >> _HALF)) * _MIXER) >> _HALF
    return mixed
