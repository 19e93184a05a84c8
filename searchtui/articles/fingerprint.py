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
Ints = NDArray[np.int64]
Lowest = NDArray[np.uint16]
"""A row of the `KEY_VALUES` lowest values of each of some fingerprints, ending in `NO_VALUE` where it has fewer."""

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

NO_VALUE: Final = (1 << 16) - 1
"""Stands for no value. The one value in some thousand that is equal to it is passed over as a lowest one."""


@dataclass(frozen=True, slots=True)
class Fingerprint:
    """What is kept of a body in order to compare it.

    `size` counts its shingles, `values` are the sampled hashes, distinct and ascending, all below
    `threshold(size)`. Those of a short one are made of a hash of title and body.
    """

    size: int
    values: Values


def lowest_values(values: Values, counts: Ints) -> Lowest:
    """The lowest values of several fingerprints, which stand one after the other, so many (`counts`) of each."""
    places = np.arange(values.size) - np.repeat(np.cumsum(counts) - counts, counts)
    owners = np.repeat(np.arange(counts.size), counts)
    low = places < KEY_VALUES
    found = np.full((counts.size, KEY_VALUES), NO_VALUE, np.uint16)
    found[owners[low], places[low]] = values[low]
    return found


def keys(lowest: Lowest) -> tuple[Keys, Ints]:
    """The keys of several fingerprints, and for each key the place of its fingerprint among them.

    Of two texts that share half their shingles one key is equal in 99 of 100 cases. Each joins two neighbouring values:
    shared by chance, through a set phrase or a shared quotation, a value rarely comes with its neighbour. Only equal
    keys make two articles worth comparing.
    """
    wide = lowest.astype(np.uint64)
    there = lowest[:, 1:] != NO_VALUE
    return mixed((wide[:, :-1] << _QUARTER) | wide[:, 1:])[there].astype(np.uint32), np.nonzero(there)[0]


def threshold(sizes: Ints) -> Ints:
    """The values below which the shingles of bodies with so many of them are kept: `hash_threshold` as values."""
    return (1 << _VALUE_BITS) - (_halvings(sizes) << _MANTISSA)


def hash_threshold(sizes: Ints) -> Hashes:
    """The hashes below which the shingles of bodies with so many of them are kept, powers of two."""
    thresholds: Hashes = np.uint64(1) << (32 - _halvings(sizes)).astype(np.uint64)
    return thresholds


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


def _halvings(sizes: Ints) -> Ints:
    """How often the threshold is halved: the bit length of how many samples would hold the body."""
    return np.frexp(sizes // SAMPLE)[1].astype(np.int64)


@dataclass(frozen=True, slots=True)
class Overlap:
    """What the texts of some pairs share, as counts of sampled shingles: those of both, of the smaller, of either."""

    shared: Ints
    smaller: Ints
    either: Ints

    @property
    def containment(self) -> NDArray[np.float64]:
        """The share (0 to 1) of the smaller text's shingles that the larger one has too."""
        return self.shared / np.maximum(self.smaller, 1)

    @property
    def resemblance(self) -> NDArray[np.float64]:
        """The share (0 to 1) of all shingles of both that both have."""
        return self.shared / np.maximum(self.either, 1)


def overlap(first: Sequence[Fingerprint], second: Sequence[Fingerprint]) -> Overlap:
    """Compare the n-th of `first` with the n-th of `second` by their samples.

    The standard error is at most .07 for a containment of .75, .05 for one of .9.
    """
    sizes = np.array([[one.size for one in side] for side in (first, second)], np.int64)
    limits = threshold(sizes).min(axis=0)
    left, right = _within(first, limits), _within(second, limits)
    both = np.sort(np.concatenate((left, right)), kind="stable")  # a merge, for both are in order
    shared, *counts = (
        np.bincount(_pair_of(some), minlength=limits.size) for some in (both[1:][both[1:] == both[:-1]], left, right)
    )
    return _overlap(shared, *counts)


def overlap_of_lowest(first: Lowest, second: Lowest, sizes: Ints) -> Overlap:
    """A first look at what `overlap` tells, by a smaller sample: rows of lowest values, and the sizes of both sides."""
    known = np.minimum(np.minimum(first[:, -1], second[:, -1]), threshold(sizes).min(axis=0) - 1)
    last = np.minimum(known, NO_VALUE - 1)[:, np.newaxis]
    both = np.sort(np.concatenate((first, second), axis=1), axis=1)
    shared = ((both[:, 1:] == both[:, :-1]) & (both[:, 1:] <= last)).sum(axis=1)
    return _overlap(shared, (first <= last).sum(axis=1), (second <= last).sum(axis=1))


def _overlap(shared: Ints, left: Ints, right: Ints) -> Overlap:
    return Overlap(shared, np.minimum(left, right), left + right - shared)


def _within(fingerprints: Sequence[Fingerprint], limits: Ints) -> Hashes:
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

_VALUE_BITS: Final = 16

_MANTISSA: Final = 12
"""Bits kept of a hash after its leading one; the other four of a value are the exponent."""

_SMALLEST: Final = 17
"""Bits of the smallest hash that has an exponent of its own: the largest has 15 more, as many as there are exponents.
"""

_MIXER: Final = np.uint64(0xBF58476D1CE4E5B9)
"""A multiplier of the finaliser of SplitMix64 (Steele, Lea and Flood 2014)."""
