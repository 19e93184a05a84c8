"""Where the words, phrases and patterns of a query stand, in all documents or in some."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from functools import reduce
from typing import Final

import numpy as np
from numpy.typing import NDArray

from searchtui.articles.searchable import BODY_POSITION
from searchtui.engines.whoosh.article_fields import CHROME_FIELD, WRITTEN_FIELDS, tagged_stem
from searchtui.engines.whoosh.codec.postings import POSITION_BITS, Keys, PostingList
from searchtui.engines.whoosh.codec.ragged import ranges, starts_of
from searchtui.engines.whoosh.search import spans as places
from searchtui.engines.whoosh.search.dictionary import Numbers
from searchtui.engines.whoosh.search.languages import folded_words
from searchtui.engines.whoosh.search.lexicon import Part
from searchtui.engines.whoosh.search.matched import Documents, is_in
from searchtui.engines.whoosh.search.snapshot import Snapshot
from searchtui.engines.whoosh.search.spans import Spans
from searchtui.engines.whoosh.search.watch import Watch
from searchtui.errors import QueryError
from searchtui.query import walk
from searchtui.query.nodes import Boost, Fuzzy, Near, Node, Or, Phrase, Prefix, Scope, Wildcard, Word
from searchtui.text.stopwords import stop_words

Pattern = Prefix | Wildcard | Fuzzy

WRITTEN: Final = {Scope.TEXT: WRITTEN_FIELDS, Scope.TITLE: ("title",), Scope.RAW: (*WRITTEN_FIELDS, CHROME_FIELD)}
STEMS: Final = {Scope.TEXT: ("text",), Scope.TITLE: ("text",), Scope.RAW: ("text", "chrome_text")}

_POSITION_MASK: Final = (1 << POSITION_BITS) - 1
_DOCUMENTS_AT_ONCE: Final = 16_384
"""In so many documents at a time neighbours are looked for, which bounds memory and the time between two polls."""

_KEYS_AT_ONCE: Final = 1 << 18
"""The same for phrases, in places of their words, as a phrase may have more than a hundred."""


class Occurrences:
    """What one search asks for places.

    `words` gives those that a pattern stands for, by part of the lexicon; `cut` is called where time ran out.
    """

    def __init__(
        self,
        snapshot: Snapshot,
        watch: Watch,
        words: Callable[[Pattern], Iterable[tuple[Part, Numbers]]],
        cut: Callable[[], None],
    ) -> None:
        self._snapshot = snapshot
        self._watch = watch
        self._words = words
        self._cut = cut

    def of(self, node: Node, within: Documents | None = None) -> Spans:
        """Every occurrence of a word, phrase or pattern, in all documents or `within` these."""
        self._watch.poll()
        match node:
            case Word(text, scope):
                words = folded_words(text)
                return self._any_form(words[0], scope, within) if len(words) == 1 else self._phrase(words, 0, scope)
            case Phrase(texts, slop, scope):
                return self._phrase([word for text in texts for word in folded_words(text)], slop, scope)
            case Prefix() | Wildcard() | Fuzzy():
                return self._expanded(node)
        raise QueryError("NEAR and ADJ stand between words, phrases and patterns only.")

    def near(self, node: Near) -> Iterator[Spans]:
        """The pairs, some documents at a time, as long as there is time."""
        leaves = {leaf: None if _is_one_word(leaf) else self.of(leaf) for leaf in walk.leaves(node)}
        holding = {leaf: _distinct(spans.documents) if spans else self._holding(leaf) for leaf, spans in leaves.items()}
        common = _in_both(node, holding)
        for first in range(0, common.size, _DOCUMENTS_AT_ONCE):
            if self._watch.late():
                self._cut()
                return
            these = common[first : first + _DOCUMENTS_AT_ONCE]
            begin, end = int(these[0]), int(these[-1]) + 1
            yield _pairs(
                node,
                {
                    leaf: self.of(leaf, these) if spans is None else spans.of_documents(begin, end)
                    for leaf, spans in leaves.items()
                },
            )

    def _expanded(self, node: Pattern) -> Spans:
        """The occurrences of all words that a pattern stands for."""
        keys: list[Keys] = []
        for part, numbers in self._words(node):
            found = part.dictionary.field.some(numbers, positions=True)
            documents = np.repeat(found.documents + part.offset, found.counts)
            live = np.flatnonzero(self._snapshot.live.take(documents))
            keys.append((documents[live] << POSITION_BITS) + found.positions[live])
        return places.of_words(np.sort(np.concatenate(keys))) if keys else places.NOWHERE

    def forms(self, word: str, scope: Scope) -> list[PostingList]:
        """The postings of a word in any form: its stem in every language that does not pass it over."""
        return [
            self._snapshot.postings(fieldname, tagged_stem(word, lang))
            for lang in self._snapshot.present_languages
            if word not in stop_words(lang)
            for fieldname in STEMS[scope]
        ]

    def _as_passed_over(self, word: str, scope: Scope) -> list[PostingList]:
        """The postings of a word as written in the articles of languages whose stop word it is."""
        passing_over = [lang or "" for lang in self._snapshot.present_languages if word in stop_words(lang)]
        if not passing_over:
            return []
        concerned = self._snapshot.languages.where(passing_over)
        written = [self._snapshot.postings(fieldname, word) for fieldname in WRITTEN[scope]]
        return [found.only(concerned[found.documents]) for found in written]

    def _any_form(self, word: str, scope: Scope, within: Documents | None) -> Spans:
        """The occurrences of a word in any form; as written in articles of a language whose stop word it is."""
        lists = [*self.forms(word, scope), *self._as_passed_over(word, scope)]
        found = places.merged([keys_in(each, within) for each in lists])
        return found.where(in_title(found.first)) if scope is Scope.TITLE else found

    def _holding(self, node: Node) -> Documents:
        """The documents in which a single word may stand."""
        match node:
            case Word(text, scope):
                (word,) = folded_words(text)
                lists = [*self.forms(word, scope), *self._as_passed_over(word, scope)]
                return _either([found.documents for found in lists])
            case _:
                raise TypeError(f"{node} is no word")

    def _phrase(self, words: Sequence[str], slop: int, scope: Scope) -> Spans:
        if not words:
            return places.NOWHERE
        in_fields: list[Spans] = []
        for fieldname in WRITTEN[scope]:
            lists = [self._snapshot.postings(fieldname, word) for word in words]
            common = _common([found.documents for found in lists])
            if common.size:
                in_fields.append(_exact(lists, common) if slop == 0 else self._sloppy(lists, common, slop))
        return places.union(in_fields)

    def _sloppy(self, lists: Sequence[PostingList], common: Documents, slop: int) -> Spans:
        """The occurrences of a phrase, some documents at a time where its words are many, as long as there is time."""
        keys = [keys_in(found, common) for found in lists]
        total = sum(each.size for each in keys)
        at_once = common.size if total <= _KEYS_AT_ONCE else max(1, common.size * _KEYS_AT_ONCE // total)
        found: list[Spans] = []
        for first in range(0, common.size, at_once):
            if self._watch.late():
                self._cut()
                break
            these = common[first : first + at_once]
            begin, end = int(these[0]), int(these[-1]) + 1
            parts = [places.of_words(each).of_documents(begin, end).first for each in keys]
            found.append(places.sloppy_phrases(parts, slop))
        return places.union(found)


def _is_one_word(node: Node) -> bool:
    return isinstance(node, Word) and len(folded_words(node.text)) == 1


def in_title(keys: Keys) -> NDArray[np.bool_]:
    """Which places are in titles."""
    title: NDArray[np.bool_] = (keys & _POSITION_MASK) < BODY_POSITION
    return title


def keys_in(found: PostingList, within: Documents | None) -> Keys:
    """The places of a term, in all documents or `within` these."""
    if within is None or not found.documents.size:
        return found.keys
    places_there = np.flatnonzero(is_in(found.documents, within))
    counts = found.counts[places_there]
    positions = found.positions[ranges(starts_of(found.counts)[places_there], counts)]
    return (np.repeat(found.documents[places_there].astype(np.int64), counts) << POSITION_BITS) + positions


def _exact(lists: Sequence[PostingList], common: Documents) -> Spans:
    """The occurrences of words one directly after the other, the rarest looked up first: what it leaves is little."""
    (first, rarest), *others = sorted(enumerate(lists), key=lambda pair: pair[1].positions.size)
    starts = keys_in(rarest, common) - first
    for index, found in others:
        starts = places.among(starts, keys_in(found, _distinct(starts >> POSITION_BITS)) - index)
        if not starts.size:
            break
    return Spans(starts, starts + (len(lists) - 1))


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


def _in_both(node: Node, holding: Mapping[Node, Documents]) -> Documents:
    """The documents in which both sides of each pair may stand."""
    match node:
        case Near(left, right):
            return _both(_in_both(left, holding), _in_both(right, holding))
        case Or(children):
            return _either([_in_both(child, holding) for child in children])
        case Boost(child):
            return _in_both(child, holding)
        case _:
            return holding[node]


def _common(several: Sequence[Documents]) -> Documents:
    return reduce(_both, sorted(several, key=len))


def _both(these: Documents, those: Documents) -> Documents:
    return these[is_in(these, those)]


def _either(several: Sequence[Documents]) -> Documents:
    several = [documents for documents in several if documents.size]
    if len(several) < 2:
        return several[0] if several else np.empty(0, np.int64)
    return _distinct(np.sort(np.concatenate(several), kind="stable"))


def _distinct(ascending: Documents) -> Documents:
    fresh = np.ones(ascending.size, np.bool_)
    fresh[1:] = ascending[1:] != ascending[:-1]
    return ascending[fresh]
