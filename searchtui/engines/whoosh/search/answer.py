"""From all that was found to what was asked for: an order, a window, counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

import numpy as np

from searchtui.articles.copy_groups import CopyGroups
from searchtui.engines.protocol import Facets, Hit, Hits, OutletDay, SearchRequest, Sort, Stats
from searchtui.engines.whoosh.search.evaluate import Evaluated
from searchtui.engines.whoosh.search.folding import fold
from searchtui.engines.whoosh.search.matched import Documents, Matched, Scores
from searchtui.engines.whoosh.search.order import Key, Places, first_in_order
from searchtui.engines.whoosh.search.segment_view import UNDATED
from searchtui.engines.whoosh.search.snapshot import Facet, Snapshot

Counts = tuple[tuple[str | None, int], ...]

_AFTER_ALL_DAYS: Final = 1 << 30


def answer(evaluated: Evaluated, request: SearchRequest, snapshot: Snapshot) -> Hits:
    """The window of hits that was asked for."""
    matched = evaluated.matched
    if request.among is not None:
        matched = matched.where(np.isin(matched.documents, snapshot.numbers_of(request.among)))
    found = int(matched.documents.size)
    copies = None
    if request.copies.groups:
        folded = fold(snapshot.places(request.copies), matched.documents)
        copies = folded.copies
        if request.fold:
            matched, copies = matched.where(folded.kept), copies[folded.kept]
    return Hits(
        total=int(matched.documents.size),
        window=tuple(
            Hit(snapshot.id_of(int(matched.documents[place])), float(matched.scores[place]), _count(copies, place))
            for place in _window(matched, request, snapshot)
        ),
        undated_hidden=evaluated.undated_hidden,
        notes=evaluated.notes,
        relaxed=evaluated.relaxed,
        total_with_copies=found if request.fold else None,
    )


def facets(matched: Matched, snapshot: Snapshot, folded: CopyGroups) -> Facets:
    """How many articles found are of each outlet, month, language and day, the copies in `folded` counted once."""
    if folded.groups:
        matched = matched.where(fold(snapshot.places(folded), matched.documents).kept)
    documents = matched.documents
    return Facets(
        outlets=_most_first(snapshot.outlets, documents),
        months=_in_turn(snapshot.months, documents),
        languages=_most_first(snapshot.languages, documents),
        days=_in_turn(snapshot.days, documents),
    )


def outlet_days(matched: Matched, snapshot: Snapshot, folded: CopyGroups) -> tuple[OutletDay, ...]:
    """How many of the articles found each outlet has on each day, the copies in `folded` counted once."""
    if folded.groups:
        matched = matched.where(fold(snapshot.places(folded), matched.documents).kept)
    codes, dates = snapshot.outlets.codes.take(matched.documents), snapshot.dates.take(matched.documents)
    pairs, counts = np.unique(codes.astype(np.int64) << 32 | dates.astype(np.int64), return_counts=True)
    return tuple(
        OutletDay(snapshot.outlets.names[pair >> 32] or None, _day(pair & 0xFFFFFFFF), count)
        for pair, count in zip(pairs.tolist(), counts.tolist(), strict=True)
    )


def _day(date: int) -> dt.date | None:
    return None if date == UNDATED else dt.date.fromordinal(date)


def stats(snapshot: Snapshot) -> Stats:
    """What the whole index holds."""
    dated = snapshot.dates[snapshot.documents[snapshot.dated[snapshot.documents]]]
    return Stats(
        articles=int(snapshot.documents.size),
        outlets=_most_first(snapshot.outlets, snapshot.documents),
        languages=_most_first(snapshot.languages, snapshot.documents),
        undated=int(snapshot.documents.size - dated.size),
        first_date=dt.date.fromordinal(int(dated.min())).isoformat() if dated.size else None,
        last_date=dt.date.fromordinal(int(dated.max())).isoformat() if dated.size else None,
    )


def completions(prefix: str, limit: int, snapshot: Snapshot) -> tuple[tuple[str, int], ...]:
    """Words as written that begin with `prefix`, with the number of articles that have each, most frequent first."""
    if not prefix or limit <= 0:
        return ()
    likely = snapshot.lexicon.with_prefix(prefix, 2 * limit)
    counted = [(word, article_count(word, snapshot)) for word in likely.words]
    return tuple(sorted((pair for pair in counted if pair[1]), key=lambda pair: (-pair[1], pair[0]))[:limit])


def article_count(word: str, snapshot: Snapshot) -> int:
    """The number of live articles that have a word as written."""
    in_title, in_body = (found.documents for found in snapshot.written(word))
    return int(np.union1d(in_title, in_body).size)


def _window(matched: Matched, request: SearchRequest, snapshot: Snapshot) -> list[int]:
    """The places among the matched documents of the hits to list."""
    if request.limit <= 0:
        return []
    keys = _sort_keys(matched, request.sort, snapshot)
    first = first_in_order(keys, matched.documents.size, request.offset + request.limit)
    window: list[int] = first[request.offset :].tolist()
    return window


def _sort_keys(matched: Matched, sort: Sort, snapshot: Snapshot) -> Sequence[Key]:
    """What the order asked for goes by, ties by relevance, then newest first, then by id; the first counts most."""
    documents, scores, dates = matched.documents, matched.scores, snapshot.dates

    def worst(places: Places) -> Scores:
        return -scores.take(places)

    def newest(places: Places) -> Documents:
        return -dates.take(documents.take(places))

    def oldest(places: Places) -> Documents:
        days = dates.take(documents.take(places))
        return np.where(days == UNDATED, _AFTER_ALL_DAYS, days)

    def ids(places: Places) -> Documents:
        return snapshot.id_ranks(documents.take(places))

    match sort:
        case Sort.RELEVANCE:
            return worst, newest, ids
        case Sort.OUTLET:
            return lambda places: snapshot.outlet_ranks.take(documents.take(places)), worst, newest, ids
        case Sort.TITLE:
            return lambda places: snapshot.title_ranks.take(documents.take(places)), worst, newest, ids
        case Sort.NEWEST:
            return newest, worst, ids
        case Sort.OLDEST:
            return oldest, worst, ids


def _count(copies: Documents | None, place: int) -> int:
    return 0 if copies is None else int(copies[place])


def _most_first(facet: Facet, documents: Documents) -> Counts:
    """Each value with the number of documents that have it, most first, unknown as None, ties by name."""
    return tuple(sorted(_in_turn(facet, documents), key=lambda pair: (-pair[1], pair[0] is None, pair[0] or "")))


def _in_turn(facet: Facet, documents: Documents) -> Counts:
    """Each value with the number of documents that have it, unknown as None, in the order of the facet."""
    counts = np.bincount(facet.codes.take(documents), minlength=len(facet.names))
    present = np.flatnonzero(counts).tolist()
    names = facet.names
    return tuple(zip([names[code] or None for code in present], counts[present].tolist(), strict=True))
