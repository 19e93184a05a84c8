"""The index as of one commit: every segment joined to one numbering of documents, deleted ones masked out.

A snapshot never changes and holds its files open, so searches on it go on undisturbed while commits happen. It ends
when nobody refers to it any more.
"""

from __future__ import annotations

import datetime as dt
from bisect import bisect_right
from collections.abc import Callable, Iterable, Sequence
from functools import cached_property
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchtui.articles.article import Article
from searchtui.articles.copy_groups import CopyGroups
from searchtui.articles.unpacking import unpack
from searchtui.engines.whoosh.article_fields import CHROME_FIELD, TITLE_ORDER, WRITTEN_FIELDS
from searchtui.engines.whoosh.codec.postings import PostingList, joined
from searchtui.engines.whoosh.codec.segment import Segment
from searchtui.engines.whoosh.search.cache import RecentlyUsed
from searchtui.engines.whoosh.search.folding import Places, all_alone, places_of
from searchtui.engines.whoosh.search.lexicon import Expansion, Lexicon, Part
from searchtui.engines.whoosh.search.matched import Documents, FoundText
from searchtui.engines.whoosh.search.paths import Paths
from searchtui.engines.whoosh.search.scoring import Bm25
from searchtui.engines.whoosh.search.segment_view import UNDATED, SegmentView
from searchtui.query.nodes import Node

_CACHED_BYTES: Final = 64 << 20
"""Posting lists kept decoded, so that the next key typed finds most of its words at hand."""


_FOUND_BYTES: Final = 48 << 20
"""What words and phrases found, scored, so that a query that grows works out only what is new in it."""

_EXPANSION_BYTES: Final = 8 << 20
"""The words that patterns stand for."""

_MASK_BYTES: Final = 8 << 20
"""Which documents meet a condition."""

_ARTICLE_BYTES: Final = 8 << 20
"""Articles read: those of the last pages, as most come again when a query grows or is gone back to."""

_NAMED: Final = 1 << 14
"""Documents whose identifiers are remembered, so that the articles found need not be looked up by them."""


class Facet:
    """A fact of every document as a small number, and what the numbers stand for ("" is unknown)."""

    def __init__(self, parts: Iterable[tuple[Sequence[str], NDArray[np.int32]]]) -> None:
        """Of each part the values, and which of them its documents have."""
        numbers: dict[str, int] = {}
        codes = [np.empty(0, np.int32)]
        for values, ordinals in parts:
            table = [numbers.setdefault(value, len(numbers)) for value in values]
            codes.append(np.array(table, np.int32).take(ordinals))
        self.codes: NDArray[np.int32] = np.concatenate(codes)
        self.names: list[str] = list(numbers)

    def ranks(self, key: Callable[[str], str] = str) -> NDArray[np.int64]:
        """The place of every document's value in the order of `key`, unknown last."""
        names = self.names
        order = sorted(range(len(names)), key=lambda number: (not names[number], key(names[number])))
        ranks = np.empty(len(names), np.int64)
        ranks[order] = np.arange(len(names))
        return ranks[self.codes] if names else np.empty(0, np.int64)

    def where(self, names: Iterable[str]) -> NDArray[np.bool_]:
        """Which documents have one of `names`."""
        wanted = set(names)
        table = np.array([name in wanted for name in self.names], np.bool_)
        return table.take(self.codes) if self.names else np.zeros(0, np.bool_)


def day_facet(dates: NDArray[np.int32]) -> Facet:
    """Days by ordinal as a facet, ascending, the unknown last."""
    distinct = np.unique(dates)
    known = distinct[distinct != UNDATED]
    codes = np.searchsorted(known, dates).astype(np.int32)
    codes[dates == UNDATED] = known.size
    return Facet([([*(dt.date.fromordinal(day).isoformat() for day in known.tolist()), ""], codes)])


class Snapshot:
    """What a commit made visible. Document numbers run over all segments; deleted documents keep theirs unused."""

    def __init__(self, generation: int, views: Sequence[SegmentView], segments: Sequence[Segment]) -> None:
        self.generation = generation
        self.views = tuple(views)
        self.offsets = tuple(np.cumsum([0, *(view.size for view in views)]).tolist())
        self.size: int = self.offsets[-1]
        self.live: NDArray[np.bool_] = np.ones(self.size, np.bool_)
        for segment, offset in zip(segments, self.offsets, strict=False):
            self.live[offset : offset + segment.size] = segment.live
        self._nothing_deleted = bool(self.live.all())
        self.documents: NDArray[np.int64] = np.flatnonzero(self.live)
        self._places: tuple[CopyGroups, Places] | None = None
        self._cache: RecentlyUsed[tuple[str, str], PostingList] = RecentlyUsed(_CACHED_BYTES, _memory)
        self.found: RecentlyUsed[Node, FoundText] = RecentlyUsed(_FOUND_BYTES, _found_memory)
        self.expansions: RecentlyUsed[Node, Expansion] = RecentlyUsed(_EXPANSION_BYTES, _expansion_memory)
        self._articles: RecentlyUsed[int, Article] = RecentlyUsed(_ARTICLE_BYTES, _article_memory)
        self._named: dict[str, int] = {}
        self.masks: RecentlyUsed[Node, NDArray[np.bool_]] = RecentlyUsed(_MASK_BYTES, lambda mask: mask.nbytes)

    def postings(self, fieldname: str, term: str) -> PostingList:
        """The postings of a term over all live documents."""
        key = (fieldname, term)
        found = self._cache.get(key)
        if found is None:
            data = term.encode("utf-8")
            parts = [
                part.moved(offset)
                for view, offset in zip(self.views, self.offsets, strict=False)
                if (part := view.postings(fieldname, data)).documents.size
            ]
            found = joined(parts)
            if not self._nothing_deleted and found.documents.size:
                found = found.only(self.live[found.documents])
            self._cache.put(key, found)
        return found

    def written(self, word: str) -> list[PostingList]:
        """The postings of a word as written: in titles, then in bodies."""
        return [self.postings(fieldname, word) for fieldname in WRITTEN_FIELDS]

    def places(self, copies: CopyGroups) -> Places:
        """Where every document stands among these groups; the groups used last are remembered."""
        if not copies.groups:
            return all_alone(self.size)
        known = self._places
        if known is None or known[0] is not copies:
            members = (
                (offset + document, article_id)
                for view, offset in zip(self.views, self.offsets, strict=False)
                for document, article_id in view.documents_among(copies.places)
            )
            self._places = known = copies, places_of(self.size, members, copies)
        return known[1]

    def article(self, number: int) -> Article:
        """The article of a document."""
        found = self._articles.get(number)
        if found is None:
            index = bisect_right(self.offsets, number) - 1
            found = unpack(self.views[index].stored(number - self.offsets[index]))
            self._articles.put(number, found)
        return found

    def number_of(self, article_id: str) -> int | None:
        """The document that holds an article."""
        if (named := self._named.get(article_id)) is not None:
            return named
        for view, offset in zip(self.views, self.offsets, strict=False):
            for document in view.documents_of(article_id).tolist():
                if self.live[offset + document]:
                    return int(offset + document)
        return None

    def numbers_of(self, article_ids: Iterable[str]) -> list[int]:
        """The documents that hold these articles, those that are gone left out."""
        return [number for article_id in article_ids if (number := self.number_of(article_id)) is not None]

    def id_of(self, number: int) -> str:
        """The identifier of a live document."""
        index = bisect_right(self.offsets, number) - 1
        article_id = self.views[index].id_of(number - self.offsets[index])
        if len(self._named) >= _NAMED:
            self._named = {}
        self._named[article_id] = number
        return article_id

    def id_ranks(self, numbers: Documents) -> NDArray[np.intp]:
        """The places of documents in the order of identifiers."""
        order = np.argsort(np.array([self.id_of(number) for number in numbers.tolist()], dtype=np.str_))
        ranks = np.empty(numbers.size, np.intp)
        ranks[order] = np.arange(numbers.size)
        return ranks

    @cached_property
    def paths(self) -> Paths:
        """The path of every document."""
        return Paths(path for view in self.views for path in view.paths())

    @cached_property
    def outlets(self) -> Facet:
        """The outlet of every document."""
        return Facet(view.fact("outlet") for view in self.views)

    @cached_property
    def outlet_ranks(self) -> NDArray[np.int64]:
        """The place of every document's outlet in the order of names, unknown last."""
        return self.outlets.ranks(str.casefold)

    @cached_property
    def title_ranks(self) -> NDArray[np.int64]:
        """The place of every document's title in alphabetical order, those without one last."""
        return Facet(view.fact(TITLE_ORDER) for view in self.views).ranks()

    @cached_property
    def days(self) -> Facet:
        """The date of every document as an ISO day, ascending, unknown last."""
        return day_facet(self.dates)

    @cached_property
    def months(self) -> Facet:
        """The month of every document, "YYYY-MM", ascending, unknown last."""
        return Facet([([day[:7] for day in self.days.names], self.days.codes)])

    @cached_property
    def languages(self) -> Facet:
        """The language of every document."""
        return Facet(view.fact("lang") for view in self.views)

    @cached_property
    def known(self) -> Facet:
        """How the outlet and the date of every document are known: "stated inferred"."""
        return Facet(view.fact("known") for view in self.views)

    @cached_property
    def present_languages(self) -> tuple[str | None, ...]:
        """The languages of live documents, None for unknown, in order."""
        counts = np.bincount(self.languages.codes[self.live], minlength=len(self.languages.names))
        return tuple(name or None for name in sorted(self.languages.names[code] for code in np.flatnonzero(counts)))

    @cached_property
    def dates(self) -> NDArray[np.int32]:
        """The day ordinal of every document, `UNDATED` where unknown."""
        return np.concatenate([np.empty(0, np.int32), *(view.dates for view in self.views)])

    @cached_property
    def dated(self) -> NDArray[np.bool_]:
        """Which documents have a known date."""
        dated: NDArray[np.bool_] = self.dates != UNDATED
        return dated

    @cached_property
    def lengths(self) -> NDArray[np.float32]:
        """The number of words of every document."""
        return np.concatenate([np.empty(0, np.float32), *(view.lengths for view in self.views)])

    @cached_property
    def average_length(self) -> float:
        """The mean number of words of live documents."""
        return float(self.lengths[self.live].mean()) if self.documents.size else 1.0

    @cached_property
    def bm25(self) -> Bm25:
        """Scores words as of this commit."""
        return Bm25(self.lengths, self.average_length, int(self.documents.size))

    @cached_property
    def lexicon(self) -> Lexicon:
        """The words of articles as written."""
        return self._lexicon(WRITTEN_FIELDS)

    @cached_property
    def raw_lexicon(self) -> Lexicon:
        """The words as written, those of site chrome among them."""
        return self._lexicon((*WRITTEN_FIELDS, CHROME_FIELD))

    def _lexicon(self, fields: tuple[str, ...]) -> Lexicon:
        return Lexicon(
            [
                Part(fieldname, offset, dictionary)
                for view, offset in zip(self.views, self.offsets, strict=False)
                for fieldname in fields
                if (dictionary := view.dictionary(fieldname)) is not None
            ]
        )


def _expansion_memory(expansion: Expansion) -> int:
    return 60 * len(expansion.words) + sum(numbers.nbytes for numbers in expansion.numbers) + 500


def _article_memory(article: Article) -> int:
    return 2 * len(article.text) + 100 * len(article.blocks) + 2000


def _found_memory(found: FoundText) -> int:
    return found.matched.documents.nbytes + found.matched.scores.nbytes + 500


def _memory(postings: PostingList) -> int:
    """Bytes held, the keys counted as if they were worked out already: a position weighs one at least."""
    return 13 * postings.documents.size + 12 * int(postings.weights.sum()) + 500
