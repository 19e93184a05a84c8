"""A page of results: what the interface and scripts receive."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from searchtui.articles.article import Evidence
from searchtui.engines.protocol import Facets
from searchtui.userdata.kept import NOTHING_KEPT, Kept


@dataclass(frozen=True, slots=True)
class Snippet:
    """A passage of whole sentences or clauses around matches.

    `matches` are (start, end) offsets into `text`; `start` is the offset of the passage in the article's text, an
    ellipsis before it not counted.
    """

    text: str
    matches: tuple[tuple[int, int], ...]
    start: int = 0


@dataclass(frozen=True, slots=True)
class ResultHit:
    """One article found, with what a list shows of it. `rank` counts from 1 over the whole answer.

    `copies` is the number of its copies that the query finds too; in a folded answer they are not listed themselves.
    `group` is the same for all copies of a text, None where there is but one. `kept` is the user's own work on it.
    """

    rank: int
    id: str
    score: float
    title: str
    title_matches: tuple[tuple[int, int], ...]
    outlet: str | None
    outlet_evidence: Evidence
    date: dt.date | None
    date_evidence: Evidence
    lang: str | None
    path: str
    record: str | None
    snippets: tuple[Snippet, ...]
    copies: int = 0
    group: str | None = None
    kept: Kept = NOTHING_KEPT


@dataclass(frozen=True, slots=True)
class ResultPage:
    """The answer to one search: the window of hits that was asked for, and what was searched and hidden.

    `query` is as typed, `parsed` its canonical meaning, `took_ms` milliseconds from parsing to the last snippet,
    `relaxed` is true when nothing matched all words and the hits have only most of them (a note says so). Where copies
    are folded, `total` counts those of one text once, and `total_with_copies` each; where not, that is None.
    """

    query: str
    parsed: str
    total: int
    took_ms: float
    undated_hidden: int
    notes: tuple[str, ...]
    hits: tuple[ResultHit, ...]
    facets: Facets | None = None
    relaxed: bool = False
    total_with_copies: int | None = None
