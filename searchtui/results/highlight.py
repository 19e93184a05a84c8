"""Where a query matches in one article, whatever engine found it.

The rules are those of the index: words in any form by the stem of the article's language, phrases and patterns by
words as written, distances in words that run on from paragraph to paragraph.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from searchtui.articles.article import Article, Part
from searchtui.articles.searchable import body_spans, chrome_spans, title_span
from searchtui.query.nodes import And, Boost, Fuzzy, Near, Node, Or, Phrase, Prefix, Scope, Wildcard, Word
from searchtui.results.spans import Span, near_spans, phrase_spans, tightest, word_spans
from searchtui.results.terms import How, Term, Vocabulary
from searchtui.text.tokens import fold, tokens
from searchtui.text.wanted import count_words

Matches = tuple[tuple[int, int], ...]
"""(start, end) offsets, ascending, none overlapping another."""


_NO_REACH: Final = -1

_LETTERS_OF_WORD: Final = 16
"""So many characters hold a word, nearly always."""

_PARTS: Final = {
    Scope.TEXT: frozenset({Part.TITLE, Part.BODY}),
    Scope.TITLE: frozenset({Part.TITLE}),
    Scope.RAW: frozenset(Part),
}
"""Which parts of an article are searched in a scope."""


@dataclass(frozen=True, slots=True)
class _Words:
    """One word, pattern or phrase of the query: the numbers of its terms in order."""

    terms: tuple[int, ...]
    slop: int
    looks_at: frozenset[Part]


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two sides that must stand near each other; each side is any of its parts."""

    left: tuple[_Words | _Pair, ...]
    right: tuple[_Words | _Pair, ...]
    distance: int
    ordered: bool


_Part = _Words | _Pair


class Matcher:
    """The matches of one query, worked out article by article.

    Everything the query asks for is marked; what it excludes and what it asks about outlet, date, language or path is
    not. A phrase is one match from its first to its last word; of words near each other only those are marked that
    have their partner. Stop words are marked only where they were searched: in phrases, beside a NEAR, or when the
    query has no other words.
    """

    def __init__(self, node: Node) -> None:
        self._terms: dict[Term, int] = {}
        self._parts = self._compile(node)
        self._reach = max(map(_reach, self._parts), default=_NO_REACH)
        self._vocabularies: dict[str | None, Vocabulary] = {}

    def body_matches(self, article: Article) -> Matches:
        """Offsets into `article.text` of all matches in the body, and in site chrome for what is searched there too.

        A match may run over a paragraph break but is parted where something that is no body comes between.
        """
        found: list[tuple[int, int]] = []
        if any(_looks_at(part, Part.BODY) for part in self._parts):
            found.extend(
                _within_body(self._matches(article.text, body_spans(article), article.lang, Part.BODY), article)
            )
        if any(_looks_at(part, Part.CHROME) for part in self._parts):
            for stretch in chrome_spans(article):
                found.extend(self._matches(article.text, stretch, article.lang, Part.CHROME))
        return _merged(found)

    def title_matches(self, article: Article) -> Matches:
        """Offsets into `article.title` of all matches in the title."""
        return _merged(self._matches(article.title, [title_span(article)], article.lang, Part.TITLE))

    def _compile(self, node: Node) -> tuple[_Part, ...]:
        match node:
            case And(children) | Or(children):
                return tuple(part for child in children for part in self._compile(child))
            case Boost(child):
                return self._compile(child)
            case Near(left, right, distance, ordered):
                return (_Pair(self._compile(left), self._compile(right), distance, ordered),)
            case Word() | Phrase() | Prefix() | Wildcard() | Fuzzy():
                numbers = tuple(self._terms.setdefault(term, len(self._terms)) for term in _terms_of(node))
                slop = node.slop if isinstance(node, Phrase) else 0
                return (_Words(numbers, slop, _PARTS[node.scope]),) if numbers else ()
            case _:
                return ()

    def _matches(
        self, text: str, spans: Sequence[tuple[int, int]], lang: str | None, where: Part
    ) -> list[tuple[int, int]]:
        """The matches in words that run on from each of `spans` to the next, overlapping ones among them."""
        vocabulary = self._vocabularies.get(lang)
        if vocabulary is None:
            vocabulary = self._vocabularies[lang] = Vocabulary(tuple(self._terms), lang)
        words: dict[int, tuple[int, int]] = {}
        positions: list[list[int]] = [[] for _ in self._terms]
        for position, start, end, terms in self._numbered(text, spans, vocabulary):
            words[position] = start, end
            for term in terms:
                positions[term].append(position)
        if not words:
            return []
        ranges: set[tuple[int, int]] = set()
        for part in self._searched(vocabulary):
            spans_of_part = _occurrences(part, positions, where)
            ranges.update(mark for span in _for_marking(part, spans_of_part) for mark in span.marks)
        return [(words[first][0], words[last][1]) for first, last in ranges]

    def _numbered(
        self, text: str, spans: Sequence[tuple[int, int]], vocabulary: Vocabulary
    ) -> Iterator[tuple[int, int, int, tuple[int, ...]]]:
        """The words that match any term, each with its position, its offsets and the numbers of these terms.

        Positions count all words of `spans` as far as a phrase or distance of the query reaches.
        """
        position = gap = 0
        for (start, end), found in zip(spans, vocabulary.matching(text, spans), strict=True):
            counted = start
            for word_start, word_end, terms in found:
                position += self._gap(gap, text, counted, word_start)
                yield position, word_start, word_end, terms
                position += 1
                gap, counted = 0, word_end
            gap = self._gap(gap, text, counted, end)

    def _gap(self, gap: int, text: str, start: int, end: int) -> int:
        """`gap` and the words of `text[start:end]`, not all of them counted where they are more than matters."""
        if gap > self._reach:
            return gap
        near = start + _LETTERS_OF_WORD * self._reach
        if near < end and (some := gap + count_words(text, start, near)) > self._reach + 1:  # one may be cut
            return some
        return gap + count_words(text, start, end)

    def _searched(self, vocabulary: Vocabulary) -> Sequence[_Part]:
        """The parts of the query that count in a language: without its stop words, unless it has nothing else."""
        terms = tuple(self._terms)
        stop_terms = {
            number for number, term in enumerate(terms) if term.how is How.ANY_FORM and term.text in vocabulary.stops
        }
        kept = [part for part in self._parts if isinstance(part, _Pair) or part.terms[0] not in stop_terms]
        return kept or self._parts


def _terms_of(node: Word | Phrase | Prefix | Wildcard | Fuzzy) -> list[Term]:
    match node:
        case Word(text):
            words = _words_of(text)
            return [Term(How.ANY_FORM if len(words) == 1 else How.WRITTEN, word) for word in words]
        case Phrase(texts):
            return [Term(How.WRITTEN, word) for text in texts for word in _words_of(text)]
        case Prefix(text):
            return [Term(How.PREFIX, fold(text))]
        case Wildcard(pattern):
            return [Term(How.WILDCARD, fold(pattern))]
        case Fuzzy(text, edits):
            return [Term(How.FUZZY, fold(text), edits)]


def _words_of(text: str) -> list[str]:
    return [token.word for token in tokens(text)]


def _looks_at(part: _Part, where: Part) -> bool:
    if isinstance(part, _Words):
        return where in part.looks_at
    return all(any(_looks_at(inner, where) for inner in side) for side in (part.left, part.right))


def _reach(part: _Part) -> int:
    """How far apart, in words, two words may stand that are found together; `_NO_REACH` if there is only one."""
    if isinstance(part, _Pair):
        return max(part.distance, *map(_reach, (*part.left, *part.right)))
    return len(part.terms) - 1 + part.slop if len(part.terms) > 1 else _NO_REACH


def _occurrences(part: _Part, positions: Sequence[Sequence[int]], where: Part) -> list[Span]:
    if isinstance(part, _Pair):
        left, right = (
            sorted(span for inner in side for span in _occurrences(inner, positions, where))
            for side in (part.left, part.right)
        )
        return near_spans(left, right, part.distance, ordered=part.ordered)
    if where not in part.looks_at:
        return []
    if len(part.terms) == 1:
        return word_spans(positions[part.terms[0]])
    return phrase_spans([positions[term] for term in part.terms], part.slop)


def _for_marking(part: _Part, spans: list[Span]) -> list[Span]:
    return tightest(spans) if isinstance(part, _Words) else spans


def body_runs(article: Article) -> list[tuple[int, int]]:
    """The stretches of `article.text` made of body paragraphs alone, with nothing else of the article between them."""
    runs: list[tuple[int, int]] = []
    in_body = False
    for block in article.blocks:
        if block.part is Part.BODY and in_body:
            runs[-1] = (runs[-1][0], block.end)
        elif block.part is Part.BODY:
            runs.append((block.start, block.end))
        in_body = block.part is Part.BODY
    return runs


def _within_body(matches: Iterable[tuple[int, int]], article: Article) -> Iterator[tuple[int, int]]:
    """The matches, those parted that run over something else than the body."""
    runs = body_runs(article)
    if len(runs) == 1:
        yield from matches
        return
    run_starts = [start for start, _ in runs]
    for start, end in matches:
        for run in range(bisect_right(run_starts, start) - 1, bisect_left(run_starts, end)):
            yield max(start, runs[run][0]), min(end, runs[run][1])


def _merged(matches: Iterable[tuple[int, int]]) -> Matches:
    """Overlapping matches made one, so that a word inside a marked phrase is no match of its own."""
    merged: list[tuple[int, int]] = []
    for start, end in sorted(matches):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return tuple(merged)
