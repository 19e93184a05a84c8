"""Words, phrases, patterns and neighbours: which documents have them, how often, and how much that is worth."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from searchtui.engines.whoosh.article_fields import TITLE_WEIGHT
from searchtui.engines.whoosh.codec.postings import PostingList
from searchtui.engines.whoosh.search.dictionary import Numbers
from searchtui.engines.whoosh.search.languages import folded_words
from searchtui.engines.whoosh.search.lexicon import Expansion, Lexicon, Part
from searchtui.engines.whoosh.search.matched import Documents, FoundText, Matched
from searchtui.engines.whoosh.search.occurrences import WRITTEN, Occurrences, Pattern, in_title
from searchtui.engines.whoosh.search.snapshot import Snapshot
from searchtui.engines.whoosh.search.spans import Spans
from searchtui.engines.whoosh.search.watch import Watch
from searchtui.query.nodes import Fuzzy, Near, Phrase, Prefix, Scope, TextNode, Wildcard, Word
from searchtui.text.tokens import fold

MAX_EXPANSION: Final = 500
"""A pattern stands for so many of the words that fit it, the most frequent ones."""

_FIRST: Final = 50
"""So many of the words of a pattern are looked up at once, then all others if there is time."""

_LONG: Final = 4096
"""Lists of more documents are added up one by one, shorter ones in one go."""

_LATE: Final = "The search took too long: only the most frequent words of its patterns were looked up."
_NEAR_LATE: Final = "The search took too long: only a part of the articles was searched for words near one another."

Frequencies = tuple[Documents, NDArray[Any]]


class TextSearch:
    """One search in the text of a snapshot. `notes` gathers what the reader should know about it."""

    def __init__(self, snapshot: Snapshot, watch: Watch) -> None:
        self.notes: list[str] = []
        self._snapshot = snapshot
        self._watch = watch
        self._cut_short = False
        self._has_expanded = False
        self._places = Occurrences(snapshot, watch, self._in_time, lambda: self._cut(_NEAR_LATE))

    def find(self, node: TextNode) -> Matched:
        """The documents that have what `node` asks for, with BM25 scores; from memory if it was asked before."""
        found = self._snapshot.found.get(node)
        if found is None:
            earlier, self.notes = self.notes, []
            matched = self._snapshot.bm25.score(*self._frequencies(node))
            found = FoundText(matched, tuple(self.notes))
            self.notes = earlier
            if not self._cut_short:
                self._snapshot.found.put(node, found)
        for note in found.notes:
            self._note(note)
        return found.matched

    def _frequencies(self, node: TextNode) -> Frequencies:
        """The documents and how often each has it, a time in the title counting `TITLE_WEIGHT` times."""
        match node:
            case Word(text, scope):
                words = folded_words(text)
                if len(words) == 1 and scope is not Scope.TITLE:
                    return self._summed([(found, 1.0) for found in self._places.forms(words[0], scope)])
            case Phrase(texts, _, scope):
                words = tuple(word for text in texts for word in folded_words(text))
                if len(words) == 1:
                    return self._as_written(words, scope)
            case Prefix() | Wildcard() | Fuzzy():
                return self._as_expanded(node)
        if isinstance(node, Near):
            return _joined([_counted(spans) for spans in self._places.near(node)])
        return _counted(self._places.of(node))

    def _as_written(self, words: Iterable[str], scope: Scope) -> Frequencies:
        lists = []
        for word in words:
            for fieldname in WRITTEN[scope]:
                found = self._snapshot.postings(fieldname, word)
                lists.append((found, TITLE_WEIGHT if fieldname == "title" else 1.0))
        return self._summed(lists)

    def _as_expanded(self, node: Pattern) -> Frequencies:
        """How often each document has any of the words that a pattern stands for."""
        totals = np.zeros(self._snapshot.size, np.float32)
        for part, numbers in self._in_time(node):
            found = part.dictionary.field.some(numbers, positions=False)
            weights = found.weights * np.float32(TITLE_WEIGHT if part.fieldname == "title" else 1)
            np.add.at(totals, found.documents + part.offset, weights)
        documents = np.flatnonzero((totals != 0) & self._snapshot.live)
        return documents, totals.take(documents)

    def _summed(self, lists: Sequence[tuple[PostingList, float]]) -> Frequencies:
        """The documents of several posting lists, each with the sum of its weights times the list's factor."""
        lists = [(found, factor) for found, factor in lists if found.documents.size]
        if len(lists) < 2:
            return (lists[0][0].documents, lists[0][0].weights * lists[0][1]) if lists else _NONE
        weighted = [(found.documents, found.weights * np.float32(factor)) for found, factor in lists]
        long = [pair for pair in weighted if pair[0].size > _LONG]
        short = [pair for pair in weighted if pair[0].size <= _LONG]
        totals = np.zeros(self._snapshot.size, np.float32)
        for documents, weights in [*long, _joined(short)]:
            np.add.at(totals, documents.astype(np.intp, copy=False), weights)
        documents = np.flatnonzero(totals != 0)
        return documents, totals.take(documents)

    def _in_time(self, node: Pattern) -> Iterator[tuple[Part, Numbers]]:
        """The words that a pattern stands for, by part of the lexicon, as long as there is time: the most frequent of
        all parts first, then the others.
        """
        expansion = self._expanded(node)
        for first, last in ((0, _FIRST), (_FIRST, len(expansion.words))):
            if first >= len(expansion.words):
                return
            if self._watch.late():
                self._cut(_LATE)
                return
            for part, numbers in zip(self._lexicon(node).parts, expansion.numbers, strict=True):
                held = numbers[first:last][numbers[first:last] >= 0]
                if held.size and part.fieldname in WRITTEN[node.scope]:
                    yield part, held

    def _lexicon(self, node: Pattern) -> Lexicon:
        return self._snapshot.raw_lexicon if node.scope is Scope.RAW else self._snapshot.lexicon

    def _expanded(self, node: Pattern) -> Expansion:
        """The words that a pattern stands for."""
        found = self._snapshot.expansions.get(node)
        if found is None:
            if self._has_expanded and self._watch.late():
                self._cut(_LATE)
                return _NO_WORDS
            lexicon = self._lexicon(node)
            match node:
                case Prefix(text):
                    found = lexicon.with_prefix(fold(text), MAX_EXPANSION)
                case Wildcard(pattern):
                    found = lexicon.matching(fold(pattern), MAX_EXPANSION, self._watch.poll)
                case Fuzzy(text, edits):
                    found = lexicon.similar(fold(text), edits, MAX_EXPANSION, self._watch.poll)
            self._has_expanded = True
            self._snapshot.expansions.put(node, found)
        if found.fitting > len(found.words):
            self._note(f"{_as_typed(node)} stands for its {MAX_EXPANSION} most frequent words.")
        return found

    def _cut(self, note: str) -> None:
        self._cut_short = True
        self._note(note)

    def _note(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)


def _as_typed(node: Pattern) -> str:
    match node:
        case Prefix(text):
            return f"{text}*"
        case Wildcard(pattern):
            return pattern
        case Fuzzy(text, edits):
            return f"{text}~{edits}"


_NO_WORDS: Final = Expansion([], [], 0)
_NONE: Final = (np.empty(0, np.int32), np.empty(0, np.float32))


def _joined(parts: Sequence[Frequencies]) -> Frequencies:
    if not parts:
        return _NONE
    documents, counts = zip(*parts, strict=True)
    return np.concatenate(documents), np.concatenate(counts)


def _counted(found: Spans) -> Frequencies:
    if not found.first.size:
        return _NONE
    weights = np.where(in_title(found.first), np.float32(TITLE_WEIGHT), np.float32(1))
    documents = found.documents
    begins = np.flatnonzero(np.concatenate(([True], documents[1:] != documents[:-1])))
    return documents[begins], np.add.reduceat(weights, begins)
