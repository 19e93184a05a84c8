"""Words, phrases, patterns and neighbours: where they stand, which documents have them, how often."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

import numpy as np
from numpy.typing import NDArray

from searchtui.articles.searchable import BODY_POSITION
from searchtui.engines.whoosh.codec.postings import POSITION_BITS, Documents, Keys, PostingList
from searchtui.engines.whoosh.article_fields import CHROME_FIELD, TITLE_WEIGHT, WRITTEN_FIELDS, tagged_stem
from searchtui.engines.whoosh.search import spans as places
from searchtui.engines.whoosh.search.languages import folded_words
from searchtui.engines.whoosh.search.matched import Matched, is_in
from searchtui.engines.whoosh.search.scoring import Bm25
from searchtui.engines.whoosh.search.snapshot import Snapshot
from searchtui.engines.whoosh.search.spans import Spans
from searchtui.engines.whoosh.search.watch import Watch
from searchtui.errors import QueryError
from searchtui.query import walk
from searchtui.query.nodes import Boost, Fuzzy, Near, Node, Or, Phrase, Prefix, Scope, TextNode, Wildcard, Word
from searchtui.text.stopwords import stop_words
from searchtui.text.tokens import fold

MAX_EXPANSION: Final = 500
"""A pattern stands for so many of the words that fit it, the most frequent ones."""

_LATE: Final = "The search took too long: only the most frequent words of its patterns were looked up."
_NEAR_LATE: Final = "The search took too long: only a part of the articles was searched for words near one another."

_DOCUMENTS_AT_ONCE: Final = 16_384
"""In so many documents at a time neighbours are looked for, which bounds memory and the time between two polls."""

_KEYS_AT_ONCE: Final = 1 << 18
"""The same for phrases, in places of their words, as a phrase may have more than a hundred."""

Pattern = Prefix | Wildcard | Fuzzy

_POSITION_MASK: Final = (1 << POSITION_BITS) - 1
_WRITTEN: Final = {Scope.TEXT: WRITTEN_FIELDS, Scope.TITLE: ("title",), Scope.RAW: (*WRITTEN_FIELDS, CHROME_FIELD)}
_STEMS: Final = {Scope.TEXT: ("text",), Scope.TITLE: ("text",), Scope.RAW: ("text", "chrome_text")}


class TextSearch:
    """One search in the text of a snapshot. `notes` gathers what the reader should know about it."""

    def __init__(self, snapshot: Snapshot, watch: Watch) -> None:
        self.notes: list[str] = []
        self._snapshot = snapshot
        self._watch = watch
        self._bm25 = Bm25(snapshot.lengths, snapshot.average_length, int(snapshot.documents.size))
        self._found: dict[TextNode, Matched] = {}
        self._words: dict[Pattern, list[str]] = {}

    def find(self, node: TextNode) -> Matched:
        """The documents that have what `node` asks for, with BM25 scores."""
        if node not in self._found:
            self._found[node] = self._bm25.score(*self._frequencies(node))
        return self._found[node]

    def _frequencies(self, node: TextNode) -> tuple[Documents, NDArray[Any]]:
        """The documents and how often each has it, a time in the title counting `TITLE_WEIGHT` times."""
        match node:
            case Word(text, scope):
                words = folded_words(text)
                if len(words) == 1 and scope is not Scope.TITLE:
                    return self._summed([(found, 1.0) for found in self._forms(words[0], scope)])
            case Phrase(texts, _, scope):
                words = tuple(word for text in texts for word in folded_words(text))
                if len(words) == 1:
                    return self._as_written(words, scope)
            case Prefix() | Wildcard() | Fuzzy():
                return self._as_written(self._in_time(self._expanded(node)), node.scope)
        if isinstance(node, Near):
            return _joined([_counted(spans) for spans in self._in_pieces(node)])
        return _counted(self._occurrences(node))

    def _as_written(self, words: Iterable[str], scope: Scope) -> tuple[Documents, NDArray[Any]]:
        lists = []
        for word in words:
            for fieldname in _WRITTEN[scope]:
                found = self._snapshot.postings(fieldname, word)
                lists.append((found, TITLE_WEIGHT if fieldname == "title" else 1.0))
        return self._summed(lists)

    def _summed(self, lists: Sequence[tuple[PostingList, float]]) -> tuple[Documents, NDArray[Any]]:
        """The documents of several posting lists, each with the sum of its weights times the list's factor."""
        lists = [(found, factor) for found, factor in lists if found.documents.size]
        if len(lists) == 1:
            found, factor = lists[0]
            return found.documents, found.weights * factor
        if not lists:
            return np.empty(0, np.int64), np.empty(0)
        totals = np.bincount(
            np.concatenate([found.documents for found, _ in lists]),
            np.concatenate([found.weights * factor for found, factor in lists]),
            minlength=self._snapshot.size,
        )
        documents = np.flatnonzero(totals)
        return documents, totals[documents]

    def _in_pieces(self, node: Near) -> Iterator[Spans]:
        """The pairs, some documents at a time, as long as there is time."""
        leaves = {leaf: self._occurrences(leaf) for leaf in walk.leaves(node)}
        for first in range(0, self._snapshot.size, _DOCUMENTS_AT_ONCE):
            if self._watch.late():
                self._note(_NEAR_LATE)
                return
            last = first + _DOCUMENTS_AT_ONCE
            yield _pairs(node, {leaf: spans.of_documents(first, last) for leaf, spans in leaves.items()})

    def _occurrences(self, node: Node) -> Spans:
        """Every occurrence of a word, phrase or pattern."""
        self._watch.poll()
        match node:
            case Word(text, scope):
                words = folded_words(text)
                return self._any_form(words[0], scope) if len(words) == 1 else self._phrase(words, 0, scope)
            case Phrase(texts, slop, scope):
                return self._phrase([word for text in texts for word in folded_words(text)], slop, scope)
            case Prefix() | Wildcard() | Fuzzy():
                fields = _WRITTEN[node.scope]
                forms = self._in_time(self._expanded(node))
                return _merged([self._snapshot.postings(each, form).keys for form in forms for each in fields])
        raise QueryError("NEAR and ADJ stand between words, phrases and patterns only.")

    def _forms(self, word: str, scope: Scope) -> list[PostingList]:
        """The postings of a word in any form: its stem in every language that does not pass it over."""
        return [
            self._snapshot.postings(fieldname, tagged_stem(word, lang))
            for lang in self._snapshot.present_languages
            if word not in stop_words(lang)
            for fieldname in _STEMS[scope]
        ]

    def _any_form(self, word: str, scope: Scope) -> Spans:
        """The occurrences of a word in any form; as written in articles of a language whose stop word it is."""
        keys = [found.keys for found in self._forms(word, scope)]
        passing_over = [lang or "" for lang in self._snapshot.present_languages if word in stop_words(lang)]
        if passing_over:
            concerned = self._snapshot.languages.where(passing_over)
            written = [self._snapshot.postings(fieldname, word) for fieldname in _WRITTEN[scope]]
            keys += [found.only(concerned[found.documents]).keys for found in written]
        found = _merged(keys)
        return found.where(_in_title(found.first)) if scope is Scope.TITLE else found

    def _phrase(self, words: Sequence[str], slop: int, scope: Scope) -> Spans:
        if not words:
            return _merged([])
        in_fields: list[Spans] = []
        for fieldname in _WRITTEN[scope]:
            lists = [self._snapshot.postings(fieldname, word) for word in words]
            fewest_first = sorted(lists, key=lambda found: found.documents.size)
            common = fewest_first[0].documents
            for found in fewest_first[1:]:
                common = common[is_in(common, found.documents)]
            if common.size:
                keys = {word: _in_documents(found, common) for word, found in zip(words, lists, strict=True)}
                in_fields.extend(self._phrases([keys[word] for word in words], slop))
        return places.union(in_fields)

    def _phrases(self, keys: Sequence[Keys], slop: int) -> Iterator[Spans]:
        """The occurrences of a phrase, some documents at a time where its words are many, as long as there is time."""
        at_once = self._snapshot.size
        if sum(each.size for each in keys) > _KEYS_AT_ONCE:
            at_once = max(1, at_once * _KEYS_AT_ONCE // sum(each.size for each in keys))
        for first in range(0, self._snapshot.size, at_once):
            if self._watch.late():
                self._note(_NEAR_LATE)
                return
            last = first + at_once
            yield places.phrases([places.of_words(each).of_documents(first, last).first for each in keys], slop)

    def _in_time(self, words: Iterable[str]) -> Iterator[str]:
        """The words, most frequent first, as long as there is time to look them up."""
        for word in words:
            if self._watch.late():
                self._note(_LATE)
                return
            yield word

    def _note(self, note: str) -> None:
        if note not in self.notes:
            self.notes.append(note)

    def _expanded(self, node: Pattern) -> list[str]:
        """The words that a pattern stands for."""
        if node not in self._words:
            if self._words and self._watch.late():
                self._note(_LATE)
                return []
            lexicon = self._snapshot.raw_lexicon if node.scope is Scope.RAW else self._snapshot.lexicon
            match node:
                case Prefix(text):
                    typed, numbers = f"{text}*", lexicon.with_prefix(fold(text))
                case Wildcard(pattern):
                    typed, numbers = pattern, lexicon.matching(fold(pattern), self._watch.poll)
                case Fuzzy(text, edits):
                    typed, numbers = f"{text}~{edits}", lexicon.similar(fold(text), edits, self._watch.poll)
            if numbers.size > MAX_EXPANSION:
                self.notes.append(f"{typed} stands for its {MAX_EXPANSION} most frequent words.")
            self._words[node] = lexicon.most_frequent(numbers, MAX_EXPANSION)
        return self._words[node]


def _pairs(node: Node, leaves: Mapping[Node, Spans]) -> Spans:
    """The occurrences of one side of a pair, or of the pair, given those of its words, phrases and patterns."""
    match node:
        case Near(left, right, distance, ordered):
            return places.near(_pairs(left, leaves), _pairs(right, leaves), distance, ordered=ordered)
        case Or(children):
            return places.union([_pairs(child, leaves) for child in children])
        case Boost(child):
            return _pairs(child, leaves)
        case _:
            return leaves[node]


def _joined(parts: Sequence[tuple[Documents, NDArray[Any]]]) -> tuple[Documents, NDArray[Any]]:
    if not parts:
        return np.empty(0, np.int64), np.empty(0)
    documents, counts = zip(*parts, strict=True)
    return np.concatenate(documents), np.concatenate(counts)


def _in_title(keys: Keys) -> NDArray[np.bool_]:
    in_title: NDArray[np.bool_] = (keys & _POSITION_MASK) < BODY_POSITION
    return in_title


def _in_documents(found: PostingList, documents: Documents) -> Keys:
    return found.only(is_in(found.documents, documents)).keys


def _merged(keys: Sequence[Keys]) -> Spans:
    """The places of several words, which no two of them share."""
    if len(keys) == 1:
        return places.of_words(keys[0])
    return places.of_words(np.sort(np.concatenate([np.empty(0, np.int64), *keys]), kind="stable"))  # merges the runs


def _counted(found: Spans) -> tuple[Documents, NDArray[Any]]:
    weights = np.where(_in_title(found.first), TITLE_WEIGHT, 1.0)
    documents = found.documents
    begins = np.ones(documents.size, np.bool_)
    begins[1:] = documents[1:] != documents[:-1]
    return documents[begins], np.bincount(np.cumsum(begins) - 1, weights)
