"""What the filter panel shows: values with their counts, which of them the query includes or excludes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum
from functools import lru_cache

from searchtui.query.facets import Chosen, covers
from searchtui.query.nodes import DateRange, LanguageIs, Node, OutletIs
from searchtui.text.tokens import tokens

Counts = tuple[tuple[str | None, int], ...]
"""(value, number of articles) pairs; None stands for unknown."""


class State(Enum):
    """What a query does with a value: nothing, include it, or exclude it."""

    NONE = " "
    INCLUDED = "+"
    EXCLUDED = "-"


class Missing(Enum):
    """Whether values without hits are listed."""

    HIDDEN = "hidden"
    LISTED = "listed"
    ALONE = "alone"


@dataclass(frozen=True, slots=True)
class FacetCounts:
    """The values of a facet, counted without the facet's own filter.

    `all_articles` has how many articles of each value there are without the query's words, if that was asked for:
    what shares are of, and what shows which outlets have nothing.
    """

    counts: Counts = ()
    all_articles: Counts | None = None
    chosen: Chosen = field(default_factory=Chosen)


@dataclass(frozen=True, slots=True)
class FilterCounts:
    """The counts of the facets that articles have by themselves."""

    outlets: FacetCounts = field(default_factory=FacetCounts)
    days: FacetCounts = field(default_factory=FacetCounts)
    languages: FacetCounts = field(default_factory=FacetCounts)
    words: str = ""
    """What the query looks for but for its filters."""


@dataclass(frozen=True, slots=True)
class Row:
    """A value in a list of the panel: the condition it stands for, its name, and its hits.

    `of` is the number of its articles whether they have the query's words or not; None if it was not asked for.
    """

    value: Node
    label: str
    count: int
    of: int | None = None
    state: State = State.NONE

    @property
    def share(self) -> float:
        """The part of its articles that are hits; 0 to 1."""
        return self.count / self.of if self.of else 0.0


LANGUAGES = {
    "ar": "Arabic", "da": "Danish", "de": "German", "en": "English", "es": "Spanish", "fi": "Finnish", "fr": "French",
    "hu": "Hungarian", "it": "Italian", "ja": "Japanese", "ko": "Korean", "nl": "Dutch", "no": "Norwegian",
    "pl": "Polish", "pt": "Portuguese", "ro": "Romanian", "ru": "Russian", "sv": "Swedish", "tr": "Turkish",
    "uk": "Ukrainian", "zh": "Chinese",
}  # fmt: skip
"""Languages by the codes articles have; another code stands for itself."""


def outlet_rows(found: FacetCounts, missing: Missing = Missing.HIDDEN) -> list[Row]:
    """Outlets, most hits first; those without any behind them, those with most articles first."""
    return [
        _row(OutletIs(name), name or "unknown", count, of, found.chosen)
        for name, count, of in _with_missing(found, missing)
    ]


def language_rows(found: FacetCounts, missing: Missing = Missing.HIDDEN) -> list[Row]:
    """Languages, most hits first."""
    return [
        _row(LanguageIs(code), LANGUAGES.get(code, code) if code else "unknown", count, of, found.chosen)
        for code, count, of in _with_missing(found, missing)
    ]


def unmistakable(row: Row, rows: Iterable[Row]) -> Node:
    """The condition that a row stands for; for an outlet whose name is a part of another's, by its whole name."""
    value = row.value
    if not isinstance(value, OutletIs) or value.name is None or value.name.startswith("=") or row.label != value.name:
        return value
    words = _words(value.name)
    mistaken = any(each is not row and _has_run(_words(each.label), words) for each in rows)
    return OutletIs(f"={value.name}") if mistaken else value


def by_share(rows: Iterable[Row]) -> list[Row]:
    """The rows with the largest share first; of equals, with more hits."""
    return sorted(rows, key=lambda row: (-row.share, -row.count, -(row.of or 0)))


def state_of(value: Node, chosen: Chosen) -> State:
    """What a query that has chosen so does with a value; a period counts as included if a part of it is."""
    if not chosen:
        return State.NONE
    if covers(chosen.excluded, value) or _named(chosen.excluded, value) is not None:
        return State.EXCLUDED
    if covers(chosen.included, value) or _named(chosen.included, value) is not None:
        return State.INCLUDED
    return State.INCLUDED if any(_overlap(node, value) for node in chosen.included) else State.NONE


def _row(value: OutletIs | LanguageIs, label: str, count: int, of: int | None, chosen: Chosen) -> Row:
    """A row; where the query has the value under a part of its name, it stands for that condition."""
    typed = _named((*chosen.included, *chosen.excluded), value)
    return Row(typed or value, label, count, of, state_of(value, chosen))


def _with_missing(found: FacetCounts, missing: Missing) -> list[tuple[str | None, int, int | None]]:
    if found.all_articles is None:
        return [(value, count, None) for value, count in found.counts]
    of = dict(found.all_articles)
    hits = dict(found.counts)
    listed = [] if missing is Missing.ALONE else [(value, count, of.get(value)) for value, count in found.counts]
    if missing is not Missing.HIDDEN:
        listed += [(value, 0, number) for value, number in found.all_articles if value not in hits]
    return listed


def _named(nodes: Iterable[Node], value: Node) -> Node | None:
    """The one of `nodes` that finds an outlet by a part of its name, as "gazette" finds the Harbour Gazette."""
    if not isinstance(value, OutletIs) or value.name is None:
        return None
    words = _words(value.name)
    return next(
        (node for node in nodes if isinstance(node, OutletIs) and node.name and _is_called(words, node.name)), None
    )


def _is_called(words: tuple[str, ...], name: str) -> bool:
    """Whether an outlet of these words is meant by a name in a query."""
    return words == _words(name) if name.startswith("=") else _has_run(words, _words(name))


@lru_cache(maxsize=4096)
def _words(text: str) -> tuple[str, ...]:
    return tuple(token.word for token in tokens(text))


def _has_run(words: tuple[str, ...], run: tuple[str, ...]) -> bool:
    return bool(run) and any(words[start : start + len(run)] == run for start in range(len(words) - len(run) + 1))


def _overlap(node: Node, value: Node) -> bool:
    if not (isinstance(node, DateRange) and isinstance(value, DateRange)):
        return False
    least, most = dt.date.min, dt.date.max
    return (node.first or least) <= (value.last or most) and (value.first or least) <= (node.last or most)
