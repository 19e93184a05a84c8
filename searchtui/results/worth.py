"""What a stretch of text around matches is worth showing, and where the best stretches are."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from searchtui.articles.article import Article
from searchtui.text.stems import stem
from searchtui.text.tokens import tokens


class Match(NamedTuple):
    """A match in the article's text and what it shows: the stems of its words, and a phrase as a whole as well."""

    start: int
    end: int
    shows: frozenset[str]


class Worth(NamedTuple):
    """Compares passages, the greater the better: how many different things they show, how densely, how early."""

    different: int
    density: float
    earliness: int


def read_matches(article: Article, offsets: Iterable[tuple[int, int]]) -> list[Match]:
    """The matches at these offsets of `article.text`, so that forms of one word count as one and a phrase as more."""
    known: dict[str, frozenset[str]] = {}
    read: list[Match] = []
    for start, end in offsets:
        matched = article.text[start:end]
        shows = known.get(matched)
        if shows is None:
            stems = [stem(token.word, article.lang) for token in tokens(matched)]
            phrase = [" ".join(stems)] if len(stems) > 1 else []
            shows = known[matched] = frozenset(stems + phrase)
        read.append(Match(start, end, shows))
    return read


def worth_of(matches: Iterable[Match], start: int, end: int) -> Worth:
    """The worth of the passage `start` to `end` that holds these matches."""
    inside = [match for match in matches if start <= match.start and match.end <= end]
    different = len(frozenset().union(*(match.shows for match in inside)))
    matched = sum(match.end - match.start for match in inside)
    return Worth(different, matched / (end - start), -start)


def best_places(matches: Sequence[Match], bounds: Sequence[int], width: int, count: int) -> list[tuple[int, int]]:
    """The `count` best stretches from the beginning of one match to the end of another, none overlapping another.

    Each is at most `width` characters long, unless it is a single match, and ends within the match's bound: `bounds`
    holds for each match, ascending, where the paragraph ends in which it stands. Takes one walk over the matches.
    """
    found: list[tuple[int, int, int, int]] = []
    shown: Counter[frozenset[str]] = Counter()
    different: int | None = 0
    matched = following = 0
    for index, first in enumerate(matches):
        limit = min(first.start + width, bounds[index])
        while following < len(matches) and (following == index or matches[following].end <= limit):
            start, end, shows = matches[following]
            shown[shows] += 1
            if shown[shows] == 1:
                different = None
            matched += end - start
            following += 1
        if different is None:  # few stretches show other things than the one before
            different = len(frozenset().union(*shown))
        found.append((different, matched, -first.start, matches[following - 1].end))
        matched -= first.end - first.start
        shown[first.shows] -= 1
        if not shown[first.shows]:
            del shown[first.shows]
            different = None
    found.sort(reverse=True)  # as their worth is compared: all are held to the same width
    chosen: list[tuple[int, int]] = []
    for _, _, earliness, end in found:
        if len(chosen) == count:
            break
        if all(end <= other_start or other_end <= -earliness for other_start, other_end in chosen):
            chosen.append((-earliness, end))
    return chosen
