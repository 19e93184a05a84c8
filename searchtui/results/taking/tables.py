"""Tables for spreadsheets: an article a row, or every match in its line of context a row."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from typing import Final

from searchtui.results.cells import cell
from searchtui.results.concordance import Occurrence, occurrences
from searchtui.results.printable import printable
from searchtui.results.taking.taken import About, Taken, known_by

HEADER: Final = (
    "rank", "id", "title", "outlet", "outlet_evidence", "date", "date_evidence", "lang", "author", "agency", "url",
    "path", "record", "starred", "tags", "notes", "passages", "matches", "group", "sha256", "query",
)  # fmt: skip
KWIC_HEADER: Final = (
    "left", "match", "right", "outlet", "date", "title", "path", "record", "id", "in", "start", "end", "query",
)  # fmt: skip

BETWEEN: Final = " | "
"""Stands between several passages or notes in one cell."""


def csv_chunks(about: About, articles: Iterable[Taken]) -> Iterator[str]:
    """A row an article; offsets of matches are "start-end" into the text as saved."""
    yield _row(HEADER)
    for each in articles:
        article = each.article
        yield _row((
            str(each.rank), article.id, article.title, article.outlet or "", known_by(article.outlet_evidence),
            article.date.isoformat() if article.date else "", known_by(article.date_evidence), article.lang or "",
            article.author or "", article.agency or "", article.url or "", article.path, article.record or "",
            "yes" if each.kept.star else "", BETWEEN.join(each.kept.tags),
            BETWEEN.join(note.words for note in each.kept.notes if note.words),
            BETWEEN.join(quote for quote, _ in each.quotes()),
            " ".join(f"{start}-{end}" for start, end in each.matches),
            each.group or "", each.text_hash, about.query,
        ))  # fmt: skip


def kwic_chunks(about: About, articles: Iterable[Taken]) -> Iterator[str]:
    """A row a match: what stands before and behind it, and where that is."""
    lines = (line for each in articles for line in occurrences(each.article, each.title_matches, each.matches))
    yield from line_chunks(about.query, lines)


def line_chunks(query: str, lines: Iterable[Occurrence]) -> Iterator[str]:
    """A row a match, in the order in which they come."""
    yield _row(KWIC_HEADER)
    for line in lines:
        yield _row((
            line.left, line.match, line.right, line.outlet or "", line.date.isoformat() if line.date else "",
            line.title, line.path, line.record or "", line.article_id, "title" if line.in_title else "text",
            str(line.start), str(line.end), query,
        ))  # fmt: skip


def _row(cells: Iterable[str]) -> str:
    line = io.StringIO()
    csv.writer(line, lineterminator="\r\n").writerow([printable(cell(text), one_line=True) for text in cells])
    return line.getvalue()
