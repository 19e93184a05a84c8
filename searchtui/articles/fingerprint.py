"""Fingerprints of texts: small samples of their word triples, from which it is told how much two texts share.

A body is cut into overlapping runs of three words, each is hashed, and those whose hash lies below a threshold are
kept (`fingerprinting`). The threshold halves whenever the body doubles, so a fingerprint has some hundred values
whatever the length, and two fingerprints are compared below the lower threshold of the two. Unlike one minimum per hash
function (MinHash) such a sample tells containment as well as resemblance, which is what finds a copy with cuts. After
Broder, "On the resemblance and containment of documents" (1997), whose name for the runs is shingles.

Hashes have 32 bits and are kept as floating-point numbers of 16, twelve of them after the leading one: a value of
another text is then equal by chance once in some thousand pairs, and half the room is saved.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.uint16]
Keys = NDArray[np.uint32]
Hashes = NDArray[np.uint64]

FINGERPRINT_VERSION: Final = 3
"""Grows whenever the same text gets another fingerprint; those kept from before are worthless then."""

SHINGLE_WORDS: Final = 3
"""Words in a shingle: one changed word spoils three of them."""

SAMPLE: Final = 128
"""Shingles up to which all are kept; of longer bodies between a half of this number and all of it."""

SHORT: Final = 30
"""A body with fewer shingles is a note or a stub ("Subscribe to read on"): it is known by its whole text and title."""

COMPARED_WORDS: Final = 20_000
"""How much of a very long body is looked at."""

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
    return keys_of_joined(np.concatenate(heads), np.array([head.size for head in heads]))


def keys_of_joined(heads: Values, counts: NDArray[np.int64]) -> tuple[Keys, NDArray[np.int64]]:
    """The same of lowest values that stand one after the other, so many (`counts`) of each fingerprint."""
    joined = heads.astype(np.uint64)
    places = np.repeat(np.arange(counts.size), counts)
    neighbours = places[1:] == places[:-1]
    return mixed((joined[:-1] << _QUARTER) | joined[1:])[neighbours].astype(np.uint32), places[1:][neighbours]


def threshold(size: int) -> int:
    """The value below which the shingles of a body with `size` of them are kept: `hash_threshold` as a value."""
    return (1 << 16) - (_halvings(size) << _MANTISSA)


def hash_threshold(size: int) -> int:
    """The hash below which the shingles of a body with `size` of them are kept, a power of two."""
    return 1 << (32 - _halvings(size))


def shortened(hashes: Hashes) -> Values:
    """Hashes of 32 bits as floating-point numbers of 16, rounded down, the smallest without a leading one."""
    exponents = np.maximum(np.frexp(hashes.astype(np.float64))[1] - _SMALLEST, 1).astype(np.uint64)
    mantissas = hashes >> (exponents + np.uint64(_SMALLEST - _MANTISSA - 1))
    values: Values = (mantissas + ((exponents - np.uint64(1)) << np.uint64(_MANTISSA))).astype(np.uint16)
    return values


def mixed(numbers: Hashes) -> Hashes:
    """Hashes of 32 bits in which every bit of the given numbers counts."""
    hashes: Hashes = ((numbers ^ (numbers >> _HALF)) * _MIXER) >> _HALF
    return hashes


def _halvings(size: int) -> int:
    return (size // SAMPLE).bit_length()


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


_HALF: Final = np.uint64(32)
_QUARTER: Final = np.uint64(16)

_MANTISSA: Final = 12
"""Bits kept of a hash after its leading one; the other four of a value are the exponent."""

_SMALLEST: Final = 17
"""Bits of the smallest hash that has an exponent of its own: the largest has 15 more, as many as there are exponents.
"""

_MIXER: Final = np.uint64(0xBF58476D1CE4E5B9)
"""A multiplier of the finaliser of SplitMix64 (Steele, Lea and Flood 2014)."""
