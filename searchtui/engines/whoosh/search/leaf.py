"""One segment of a Whoosh index as arrays: straight from our codec where it wrote the segment, else by a matcher."""

from __future__ import annotations

from collections.abc import Callable
from functools import cached_property
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.codec.postings import POSITION_BITS, Keys, PostingList
from searchtui.engines.whoosh.codec.whoosh_documents import PerDocumentReader
from searchtui.engines.whoosh.codec.whoosh_terms import TermsReader
from searchtui.engines.whoosh.search.matched import Matched
from searchtui.engines.whoosh.search.spans import Spans

_POLL_EVERY: Final = 1024


class Leaf:
    """What a segment's searcher knows, kept for all searches of that searcher. Documents count from 0."""

    def __init__(self, searcher: Any) -> None:
        self.searcher = searcher
        self.reader = searcher.reader()
        self.size: int = self.reader.doc_count_all()
        self._terms = getattr(self.reader, "_terms", None)  # Whoosh's `SegmentReader` has no other way in
        self._documents = getattr(self.reader, "_perdoc", None)
        self._norms: dict[tuple[str, float, float], NDArray[np.float64]] = {}

    @cached_property
    def live(self) -> NDArray[np.bool_]:
        """Which documents are not deleted."""
        live = np.ones(self.size, np.bool_)
        if self.reader.has_deletions():
            live[[number for number in range(self.size) if self.reader.is_deleted(number)]] = False
        return live

    def postings(self, fieldname: str, term: bytes) -> PostingList | None:
        """The live postings of a term as arrays, None for a segment that another codec wrote."""
        if not isinstance(self._terms, TermsReader):
            return None
        found = self._terms.postings(fieldname, term)
        if self.reader.has_deletions() and found.documents.size:
            found = found.only(self.live[found.documents])
        return found

    def having(self, fieldname: str) -> NDArray[np.int64]:
        """The live documents that have any term in a field."""
        found = np.zeros(self.size, np.bool_)
        for term in self.reader.lexicon(fieldname):
            postings = self.postings(fieldname, term)
            if postings is None:
                found[list(self.reader.postings(fieldname, term).all_ids())] = True
            else:
                found[postings.documents] = True
        return np.flatnonzero(found & self.live)

    def norms(self, fieldname: str, b: float, average: float) -> NDArray[np.float64]:
        """1 - b + b · length / average, by document: how BM25 holds a field's length against it."""
        key = fieldname, b, average
        if key not in self._norms:
            if isinstance(self._documents, PerDocumentReader):
                lengths = self._documents.lengths(fieldname).astype(np.float64)
            else:
                each = (self.reader.doc_field_length(number, fieldname, 1) or 0 for number in range(self.size))
                lengths = np.fromiter(each, np.float64, self.size)
            self._norms[key] = (1 - b) + b * lengths / average
        return self._norms[key]

    def scanned(self, matcher: Any, poll: Callable[[], None]) -> Matched:
        """All that one of Whoosh's matchers finds, posting by posting."""
        documents: list[int] = []
        scores: list[float] = []
        while matcher.is_active():
            if len(documents) % _POLL_EVERY == 0:
                poll()
            documents.append(matcher.id())
            scores.append(matcher.score())
            matcher.next()
        return Matched(np.array(documents, np.int64), np.array(scores, np.float64))

    def scanned_spans(self, matcher: Any, poll: Callable[[], None]) -> Spans:
        """All places of what one of Whoosh's matchers finds."""
        places: set[tuple[int, int]] = set()
        while matcher.is_active():
            if len(places) % _POLL_EVERY == 0:
                poll()
            document = matcher.id() << POSITION_BITS
            places.update((document + span.start, document + span.end) for span in matcher.spans())
            matcher.next()
        both: Keys = np.array(sorted(places), np.int64).reshape(-1, 2)
        return Spans(both[:, 0], both[:, 1])
