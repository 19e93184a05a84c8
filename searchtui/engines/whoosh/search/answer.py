"""From all that was found to what was asked for: an order, a window, counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Any

import numpy as np
from numpy.typing import NDArray

from searchtui.articles.copy_groups import CopyGroups
from searchtui.engines.protocol import Facets, Hit, Hits, OutletDay, SearchRequest, Sort, Stats
from searchtui.engines.whoosh.codec.postings import Documents
from searchtui.engines.whoosh.search.evaluate import Evaluated
from searchtui.engines.whoosh.search.folding import fold
from searchtui.engines.whoosh.search.matched import Matched
from searchtui.engines.whoosh.search.segment_view import UNDATED
from searchtui.engines.whoosh.search.snapshot import Facet, Snapshot

Counts = tuple[tuple[str | None, int], ...]


def answer(evaluated: Evaluated, request: SearchRequest, snapshot: Snapshot) -> Hits:
    """The window of hits that was asked for."""
    matched = evaluated.matched
    if request.among is not None:
        matched = matched.where(np.isin(matched.documents, snapshot.numbers_of(request.among)))
    found = int(matched.documents.size)
    folded = fold(snapshot.places(request.copies), matched.documents)
    copies = folded.copies
    if request.fold:
        matched, copies = matched.where(folded.kept), copies[folded.kept]
    keys = _sort_keys(matched, request.sort, snapshot)
    window = first_in_order(keys, request.offset + request.limit)[request.offset :]
    return Hits(
        total=int(matched.documents.size),
        window=tuple(
            Hit(snapshot.ids[document], score, hidden)
            for document, score, hidden in zip(
                matched.documents[window].tolist(),
                matched.scores[window].tolist(),
                copies[window].tolist(),
                strict=True,
            )
        ),
        undated_hidden=evaluated.undated_hidden,
        notes=evaluated.notes,
        relaxed=evaluated.relaxed,
        total_with_copies=found if request.fold else None,
    )


def facets(matched: Matched, snapshot: Snapshot, folded: CopyGroups) -> Facets:
    """How many of the articles found are of each outlet and each month, the copies in `folded` counted once."""
    matched = matched.where(fold(snapshot.places(folded), matched.documents).kept)
    days = _days(snapshot.dates[matched.documents])
    months: dict[str | None, int] = {}
    for day, count in days:
        month = day and day[:7]
        months[month] = months.get(month, 0) + count
    return Facets(
        outlets=_counted(snapshot.outlets, matched.documents),
        months=tuple(months.items()),
        languages=_counted(snapshot.languages, matched.documents),
        days=days,
    )


def outlet_days(matched: Matched, snapshot: Snapshot, folded: CopyGroups) -> tuple[OutletDay, ...]:
    """How many of the articles found each outlet has on each day, the copies in `folded` counted once."""
    matched = matched.where(fold(snapshot.places(folded), matched.documents).kept)
    codes, dates = snapshot.outlets.codes[matched.documents], snapshot.dates[matched.documents]
    pairs, counts = np.unique(codes.astype(np.int64) << 32 | dates.astype(np.int64), return_counts=True)
    return tuple(
        OutletDay(snapshot.outlets.names[pair >> 32] or None, _day(pair & 0xFFFFFFFF), count)
        for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True)
    )


def _day(date: int) -> dt.date | None:
    return None if date == UNDATED else dt.date.fromordinal(date)


def _days(dates: NDArray[np.int32]) -> Counts:
    """Each day of `dates` with its number of documents, ascending, undated as None last."""
    days, counts = np.unique(dates, return_counts=True)
    pairs = list(zip(days.tolist(), counts.tolist(), strict=True))
    undated = [(None, count) for day, count in pairs if day == UNDATED]
    return (*((dt.date.fromordinal(day).isoformat(), count) for day, count in pairs if day != UNDATED), *undated)


def stats(snapshot: Snapshot) -> Stats:
    """What the whole index holds."""
    dates = snapshot.dates[snapshot.documents]
    dated = dates[dates != UNDATED]
    return Stats(
        articles=int(snapshot.documents.size),
        outlets=_counted(snapshot.outlets, snapshot.documents),
        languages=_counted(snapshot.languages, snapshot.documents),
        undated=int(dates.size - dated.size),
        first_date=dt.date.fromordinal(int(dated.min())).isoformat() if dated.size else None,
        last_date=dt.date.fromordinal(int(dated.max())).isoformat() if dated.size else None,
    )


def completions(prefix: str, limit: int, snapshot: Snapshot) -> tuple[tuple[str, int], ...]:
    """Words as written that begin with `prefix`, with the number of articles that have each, most frequent first."""
    if not prefix or limit <= 0:
        return ()
    lexicon = snapshot.lexicon
    likely = lexicon.most_frequent(lexicon.with_prefix(prefix), 2 * limit)
    counted = [(word, _article_count(word, snapshot)) for word in likely]
    return tuple(sorted((pair for pair in counted if pair[1]), key=lambda pair: (-pair[1], pair[0]))[:limit])


def _article_count(word: str, snapshot: Snapshot) -> int:
    in_title, in_body = (found.documents for found in snapshot.written(word))
    return int(np.union1d(in_title, in_body).size)


def first_in_order(keys: Sequence[NDArray[Any]], wanted: int) -> NDArray[np.int64]:
    """The places of the `wanted` smallest by `keys`, of which the last counts most, as `numpy.lexsort` takes them.

    Sorts only those that the key which counts most puts among them.
    """
    leading = keys[-1]
    if not 0 < wanted < leading.size:
        return np.lexsort(keys)[:wanted]
    among = np.flatnonzero(leading <= np.partition(leading, wanted - 1)[wanted - 1])
    return among[np.lexsort([key[among] for key in keys])][:wanted]


def _sort_keys(matched: Matched, sort: Sort, snapshot: Snapshot) -> tuple[NDArray[Any], ...]:
    """What the order asked for goes by, ties by relevance, then newest first, then by id; the last counts most."""
    documents = matched.documents
    newest = -snapshot.dates[documents].astype(np.int64)
    by_relevance = (snapshot.id_ranks[documents], newest, -matched.scores)
    match sort:
        case Sort.RELEVANCE:
            return by_relevance
        case Sort.OUTLET:
            return (*by_relevance, snapshot.outlet_ranks[documents])
        case Sort.NEWEST:
            return (*by_relevance, newest)
        case Sort.OLDEST:
            return (*by_relevance, snapshot.dates[documents], ~snapshot.dated[documents])


def _counted(facet: Facet, documents: Documents) -> Counts:
    """Each value with the number of documents that have it, most first, unknown as None, ties by name."""
    counts = np.bincount(facet.codes[documents], minlength=len(facet.names)).tolist()
    pairs = [(name or None, count) for name, count in zip(facet.names, counts, strict=True) if count]
    return tuple(sorted(pairs, key=lambda pair: (-pair[1], pair[0] is None, pair[0] or "")))
