"""What makes two articles copies of one text, and which of a group of copies stands for it.

Copies are texts carried whole, with cuts, under another headline, with a few words changed or a note added. Reports of
one event in their own words are none, nor are texts that share a quoted sentence or a paragraph of background.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchtui.articles.article import Article
from searchtui.articles.fingerprint import SHORT, Overlap

RULES_VERSION: Final = 2
"""Grows whenever two articles may be told to be copies that were not before, or no longer be."""


@dataclass(frozen=True, slots=True)
class Bar:
    """What a pair must share: of the smaller text (`containment`), of both together (`resemblance`), and how many keys.

    From the resemblance `whole` on, containment does not matter: hardly anything was cut, whatever was edited. A pair
    with fewer `keys` in common is not even compared.
    """

    containment: float
    resemblance: float
    whole: float = 1.0
    keys: int = 1


CLOSE: Final = Bar(0.75, 0.4)
"""Where both appeared within `DAYS_APART` days. With less in common one article merely contains, or quotes, the other:
a round-up is no copy of its items."""

BRIEF: Final = Bar(0.95, 0.4)
"""Where the smaller text has fewer than `BRIEF_SHINGLES`: a set phrase makes up much of it."""

BRIEF_SHINGLES: Final = 90

SOME_TIME: Final = Bar(0.86, 0.45, whole=0.65)
"""Where the day of one is not known."""

FAR_APART: Final = Bar(0.95, 0.8, keys=3)
"""Where the articles are known to have appeared more than `DAYS_APART` days apart. A wire text is carried on, cut and
corrected within days; later its paragraphs come back as background."""

DAYS_APART: Final = 5
"""Less than a week, for weekly reports repeat their form and half their words."""

UNDATED: Final = 0
"""Day ordinal of an article without a known date."""

Ints = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Pairs:
    """Pairs of articles: the sizes of both fingerprints, the days (ordinals) of both, the number of keys they share.

    `sizes` and `days` have two rows, one for each side of the pairs; `shared_keys` is a count per pair.
    """

    sizes: Ints
    days: Ints
    shared_keys: Ints

    def may_be_copies(self) -> NDArray[np.bool_]:
        """Which pairs are worth comparing: texts of very different length are no copies whatever they share."""
        smaller, larger = self.sizes.min(axis=0), self.sizes.max(axis=0)
        both_short = larger < SHORT
        bar = self._bar()
        alike = (smaller >= SHORT) & (smaller >= _LENGTH_TOLERANCE * bar.resemblance * larger)
        worth: NDArray[np.bool_] = both_short | (alike & (self.shared_keys >= bar.keys))
        return worth

    def seem_copies(self, sample: Overlap) -> NDArray[np.bool_]:
        """Which of the pairs, all worth comparing, are not ruled out by what small samples of them share."""
        bar = self._bar()
        enough = _may_reach(sample.shared, sample.smaller, bar.containment) | _may_reach(
            sample.shared, sample.either, bar.whole
        )
        return enough & _may_reach(sample.shared, sample.either, bar.resemblance)

    def are_copies(self, overlap: Overlap) -> NDArray[np.bool_]:
        """Which of the pairs, all worth comparing, are copies, given what they share."""
        bar = self._bar()
        enough = (overlap.containment >= bar.containment) | (overlap.resemblance >= bar.whole)
        copies: NDArray[np.bool_] = enough & (overlap.resemblance >= bar.resemblance)
        return copies

    def _bar(self) -> _Bars:
        """The bar of each pair."""
        dated = (self.days != UNDATED).all(axis=0)
        far_apart = dated & (np.abs(self.days[0] - self.days[1]) > DAYS_APART)
        brief = self.sizes.min(axis=0) < BRIEF_SHINGLES
        kinds = np.select([far_apart, brief, ~dated], [3, 2, 1], 0)
        bars = (CLOSE, SOME_TIME, BRIEF, FAR_APART)
        table = np.array([(bar.containment, bar.resemblance, bar.whole, bar.keys) for bar in bars])
        return _Bars(*table[kinds].T)


class _Bars(NamedTuple):
    """`Bar` field by field for several pairs."""

    containment: NDArray[np.float64]
    resemblance: NDArray[np.float64]
    whole: NDArray[np.float64]
    keys: NDArray[np.float64]


_DOUBT: Final = 2.5
"""Standard errors by which a sample may miss a bar: of a hundred copies that just reach it, it rules out one."""


def _may_reach(shared: Ints, counted: Ints, bar: NDArray[np.float64]) -> NDArray[np.bool_]:
    """Whether a share of which a sample has so many of so many may be as high as the bar."""
    may: NDArray[np.bool_] = shared >= counted * bar - _DOUBT * np.sqrt(counted * bar * (1 - bar))
    return may


_LENGTH_TOLERANCE: Final = 0.9
"""Sizes count repeated shingles, which resemblance does not, so lengths are compared a little more loosely."""


@dataclass(frozen=True, slots=True)
class Claim:
    """What decides who leads a group. `day` is a day ordinal or `UNDATED`, `size` that of the fingerprint."""

    article_id: str
    day: int
    has_outlet: bool
    size: int

    @property
    def order(self) -> tuple[bool, int, bool, int, str]:
        """Leads come first: the earliest day (undated last), then with an outlet, then the longest, then by id."""
        return self.day == UNDATED, self.day, not self.has_outlet, -self.size, self.article_id


def claim(article: Article, size: int) -> Claim:
    """The claim of an article whose fingerprint has this size."""
    return Claim(article.id, day_of(article.date), article.outlet is not None, size)


def day_of(date: dt.date | None) -> int:
    """The day ordinal of a date."""
    return UNDATED if date is None else date.toordinal()
