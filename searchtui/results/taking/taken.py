"""An article to be taken away: what was found in it, how its facts are known, what the user noted, and its hash."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from typing import Any, Final

from searchtui.articles.article import Article, Evidence, Kind
from searchtui.articles.fixes import FIXED_BY_YOU
from searchtui.results.export import article_to_dict
from searchtui.results.hits import Spans
from searchtui.results.page import Snippet
from searchtui.results.snippets import snippets
from searchtui.userdata.kept import NOTHING_KEPT, Kept, Note
from searchtui.userdata.passages import find_passage

PASSAGES: Final = 10
"""Passages quoted of an article at most."""

PASSAGE_WIDTH: Final = 400
"""Characters of a passage at most."""


@dataclass(frozen=True, slots=True)
class About:
    """What was asked: the query as typed, its canonical meaning, when, and how many articles were taken of how many."""

    query: str
    parsed: str
    made: dt.datetime
    articles: int
    total: int


@dataclass(frozen=True)
class Taken:
    """One article. `rank` counts from 1, matches are offsets into title and text, `group` is the same for all copies of
    a text.
    """

    rank: int
    article: Article
    title_matches: Spans
    matches: Spans
    kept: Kept = NOTHING_KEPT
    group: str | None = None

    @cached_property
    def passages(self) -> tuple[Snippet, ...]:
        """The passages that were found, the best first."""
        return snippets(self.article, self.matches, limit=PASSAGES, width=PASSAGE_WIDTH) if self.matches else ()

    @property
    def text_hash(self) -> str:
        """SHA-256 of the article's text in UTF-8, in hexadecimal digits."""
        return sha256(self.article.text.encode("utf-8", "surrogatepass")).hexdigest()

    def quotes(self) -> list[tuple[str, Note | None]]:
        """What a report quotes: the passages that the user noted, or else those that were found."""
        noted: list[tuple[str, Note | None]] = [
            (_quote(self.article, note), note) for note in self.kept.notes if note.passage is not None
        ]
        return noted or [(passage.text, None) for passage in self.passages if passage.matches]


def note_to_dict(article: Article, note: Note) -> dict[str, Any]:
    """A note; "start" and "end" are where its passage stands in the text now, null where it is not there any more."""
    if note.passage is None:
        return {"note": note.words, "at": note.at.isoformat()}
    start, end = find_passage(article.text, note.passage) or (None, None)
    return {
        "note": note.words,
        "at": note.at.isoformat(),
        "quote": note.passage.quote,
        "start": start,
        "end": end,
    }


def kept_to_dict(article: Article, kept: Kept) -> dict[str, Any]:
    """What the user keeps of an article."""
    return {
        "starred": kept.star,
        "tags": list(kept.tags),
        "notes": [note_to_dict(article, note) for note in kept.notes],
    }


def taken_to_dict(each: Taken) -> dict[str, Any]:
    """Everything about one article but its site chrome; offsets are into "text"."""
    facts = article_to_dict(each.article)
    return {
        "rank": each.rank,
        **{name: facts[name] for name in facts if name not in {"blocks", "text"}},
        "group": each.group,
        **kept_to_dict(each.article, each.kept),
        "title_matches": [list(match) for match in each.title_matches],
        "matches": [list(match) for match in each.matches],
        "passages": [
            {"text": passage.text, "start": passage.start, "matches": [list(match) for match in passage.matches]}
            for passage in each.passages
        ],
        "sha256": each.text_hash,
        "text": each.article.text,
    }


def known_by(evidence: Evidence, *, quoted: bool = True) -> str:
    """How a fact is known, in words: "stated, dateline, line 1: 22.02.2023", or not `quoted`."""
    if evidence.kind is Kind.FIXED:
        return ", ".join(part for part in (FIXED_BY_YOU, evidence.where) if part)
    place = f"line {evidence.line}" if evidence.line is not None else evidence.where
    words = ", ".join(part for part in (evidence.kind.value, evidence.rule, place) if part)
    return f"{words}: {evidence.text}" if evidence.text and quoted else words


def _quote(article: Article, note: Note) -> str:
    assert note.passage is not None, "asked of passages only"  # noqa: S101 -- for mypy
    found = find_passage(article.text, note.passage)
    return " ".join(article.text[slice(*found)].split()) if found else note.passage.quote
