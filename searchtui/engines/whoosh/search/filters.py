"""What is known about articles as conditions: outlet, language, path and date, evaluated on whole columns."""

from __future__ import annotations

import re
from collections.abc import Callable

import numpy as np
from numpy.typing import NDArray

from searchtui.config import UserOutlet
from searchtui.engines.whoosh.search.languages import folded_words
from searchtui.engines.whoosh.search.matched import Matched
from searchtui.engines.whoosh.search.snapshot import Snapshot
from searchtui.engines.whoosh.search.watch import Watch
from searchtui.errors import QueryError
from searchtui.query.nodes import (
    ArticleIds,
    DateRange,
    DateUnknown,
    Everything,
    FilterNode,
    KnownAs,
    LanguageIs,
    MarkedAs,
    OutletIs,
    PathLike,
    SavedSearch,
    TaggedAs,
)
from searchtui.text.patterns import wildcard_regex
from searchtui.text.tokens import fold


def mask_of(
    node: FilterNode | Everything, snapshot: Snapshot, watch: Watch, outlets: tuple[UserOutlet, ...] = ()
) -> NDArray[np.bool_]:
    """Which documents are live and meet a condition; `outlets` are the user's own, known besides the gazetteer's."""
    if isinstance(node, Everything):
        return snapshot.live
    mask = snapshot.masks.get(node)
    if mask is None:
        mask = _met(node, snapshot, watch, outlets) & snapshot.live
        snapshot.masks.put(node, mask)
    return mask


def _met(node: FilterNode, snapshot: Snapshot, watch: Watch, outlets: tuple[UserOutlet, ...]) -> NDArray[np.bool_]:
    match node:
        case OutletIs(None):
            met = snapshot.outlets.where([""])
        case OutletIs(str(name)):
            fits = _outlet_matcher(name, outlets)
            met = snapshot.outlets.where(outlet for outlet in snapshot.outlets.names if outlet and fits(outlet))
        case LanguageIs(code):
            met = snapshot.languages.where([(code or "").lower()])
        case PathLike(pattern):
            met = snapshot.paths.like(pattern, watch.poll)
        case DateUnknown():
            met = ~snapshot.dated
        case KnownAs(fact, kind):
            place = ("outlet", "date").index(fact)
            met = snapshot.known.where(known for known in snapshot.known.names if known.split()[place] == kind.value)
        case DateRange():
            met = _dated_within(node, snapshot.dates)
        case ArticleIds(ids):
            met = np.zeros_like(snapshot.live)
            met[snapshot.numbers_of(ids)] = True
        case MarkedAs() | TaggedAs() | SavedSearch():
            raise QueryError("Marks, tags and saved searches are known to a library only.", hint="Search in a library.")
    return met


def in_range(matched: Matched, range_: DateRange, snapshot: Snapshot) -> Matched:
    """Those dated within a range."""
    return matched.where(_dated_within(range_, snapshot.dates.take(matched.documents)))


def _dated_within(range_: DateRange, dates: NDArray[np.int32]) -> NDArray[np.bool_]:
    first = 1 if range_.first is None else range_.first.toordinal()  # an unknown date is before day 1
    within: NDArray[np.bool_] = dates >= first
    if range_.last is not None:
        within &= dates <= range_.last.toordinal()
    return within


def _outlet_matcher(name: str, outlets: tuple[UserOutlet, ...]) -> Callable[[str], bool]:
    """Whether an outlet's name, or an alias of it, contains the words of `name` one after another; behind a "=" it has
    no others.
    """
    exact = name.startswith("=")
    wanted = [test for part in name.split() for test in _word_tests(part)]
    from searchtui.articles.gazetteer import gazetteer  # noqa: PLC0415 (only outlets have aliases)

    known = gazetteer(outlets)

    def fits(outlet: str) -> bool:
        listed = known.named(outlet)
        names = {outlet, *(listed.names if listed else ())}
        words = map(folded_words, names)
        return any(_has_run(each, wanted) and not (exact and len(each) > len(wanted)) for each in words)

    return fits


def _word_tests(part: str) -> list[Callable[[str], object]]:
    if re.search(r"[*?]", part):
        return [wildcard_regex(fold(part)).match]
    return [word.__eq__ for word in folded_words(part)]


def _has_run(words: tuple[str, ...], tests: list[Callable[[str], object]]) -> bool:
    starts = range(len(words) - len(tests) + 1)
    return bool(tests) and any(
        all(test(word) for test, word in zip(tests, words[start:], strict=False)) for start in starts
    )
