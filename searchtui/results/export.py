"""Results and articles as plain structures for scripts: the shapes of the JSON and CSV that the README promises."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import Any

from searchtui.articles.article import Article, Evidence, Kind
from searchtui.engines.protocol import Facets
from searchtui.errors import SearchtuiError
from searchtui.results.cells import cell
from searchtui.results.page import ResultHit, ResultPage
from searchtui.results.printable import printable

Json = dict[str, Any]
"""An object that `json.dumps` takes as it is."""

CSV_HEADER = ("rank", "id", "score", "title", "outlet", "date", "path", "record", "snippet", "copies", "group")

_MONTHS = (
    "January", "February", "March", "April", "May", "June",
    "July", "August", "September", "October", "November", "December",
)  # fmt: skip


def page_to_dict(page: ResultPage) -> Json:
    """One object for the whole answer; with "facets" only where the page has them.

    "total_with_copies" is null where copies are not folded.
    """
    whole: Json = {
        "query": page.query,
        "parsed": page.parsed,
        "total": page.total,
        "total_with_copies": page.total_with_copies,
        "took_ms": round(page.took_ms, 3),
        "undated_hidden": page.undated_hidden,
        "notes": list(page.notes),
        "hits": [hit_to_dict(hit) for hit in page.hits],
    }
    if page.facets is not None:
        whole["facets"] = facets_to_dict(page.facets)
    return whole


def hit_to_dict(hit: ResultHit) -> Json:
    """One hit; match offsets count from the beginning of their snippet's text.

    "copies" is the number of its copies that were found too, "group" the same for all of these, null without any.
    """
    return {
        "rank": hit.rank,
        "id": hit.id,
        "score": hit.score,
        "title": hit.title,
        "outlet": hit.outlet,
        "date": hit.date.isoformat() if hit.date else None,
        "path": hit.path,
        "record": hit.record,
        "copies": hit.copies,
        "group": hit.group,
        "snippets": [
            {"text": snippet.text, "matches": [list(match) for match in snippet.matches]} for snippet in hit.snippets
        ],
    }


def facets_to_dict(facets: Facets) -> Json:
    """Counts as [value, count] pairs; the value is null where the fact is not known."""
    return {
        "outlet": [list(count) for count in facets.outlets],
        "month": [list(count) for count in facets.months],
    }


def batch_to_dict(name: str | None, page: ResultPage) -> Json:
    """The answer to one query of a batch, without texts; with "total_with_copies" only where copies are folded."""
    answer: Json = {
        "name": name,
        "query": page.query,
        "parsed": page.parsed,
        "total": page.total,
        "took_ms": round(page.took_ms, 3),
        "hits": [{"id": hit.id, "record": hit.record, "score": hit.score} for hit in page.hits],
    }
    if page.total_with_copies is not None:
        answer["total_with_copies"] = page.total_with_copies
    return answer


def batch_error_to_dict(name: str | None, query: str, error: SearchtuiError) -> Json:
    """What stands in a batch's output for a query that cannot be answered."""
    return {"name": name, "query": query, "error": {"message": error.message, "position": error.position}}


def article_to_dict(article: Article) -> Json:
    """Everything known about an article; `blocks` are [start, end, part] offsets into `text`."""
    return {
        "id": article.id,
        "path": article.path,
        "record": article.record,
        "title": article.title,
        "outlet": article.outlet,
        "date": article.date.isoformat() if article.date else None,
        "lang": article.lang,
        "agency": article.agency,
        "author": article.author,
        "url": article.url,
        "other_dates": [date.isoformat() for date in article.other_dates],
        "evidence": _evidence_of(article),
        "blocks": [[block.start, block.end, block.part.value] for block in article.blocks],
        "text": article.text,
    }


def inspect_to_dict(article: Article) -> Json:
    """What was recognised in a file, with the evidence; "name" is the file's name without any suffix it is read by."""
    return {
        "path": article.path,
        "name": file_stem(article.path),
        "record": article.record,
        "title": article.title,
        "outlet": article.outlet,
        "date": article.date.isoformat() if article.date else None,
        "lang": article.lang,
        "body": article.body,
        "evidence": _evidence_of(article),
    }


def file_stem(path: str) -> str:
    """The file's name without its suffix, and without both where the file is compressed ("a/b.txt.gz" is "b")."""
    name = PurePosixPath(path)
    return PurePosixPath(name.stem).stem if name.suffix.lower() == ".gz" else name.stem


def csv_rows(page: ResultPage) -> Iterator[tuple[str, ...]]:
    """The page as rows of text under `CSV_HEADER`, the header first; unknown facts are empty.

    The snippet is the best one. Spreadsheets take a cell that begins with = + - @ for a formula, and titles are
    written by strangers, so such text gets an apostrophe in front; the JSON formats give it unchanged.
    """
    yield CSV_HEADER
    for hit in page.hits:
        yield (
            str(hit.rank),
            hit.id,
            str(hit.score),
            cell(hit.title),
            cell(hit.outlet),
            hit.date.isoformat() if hit.date else "",
            cell(hit.path),
            cell(hit.record),
            cell(hit.snippets[0].text if hit.snippets else ""),
            str(hit.copies),
            hit.group or "",
        )


def citation(article: Article) -> str:
    """One line to cite the article by: author, outlet, title, date, and where it is.

    As in bibliographies, what the article does not state itself but was inferred stands in [brackets], and so does
    "no date". The place is the URL, else the path in the library with the record.
    """
    if article.date is None:
        date = "[no date]"
    else:
        day = f"{article.date.day} {_MONTHS[article.date.month - 1]} {article.date.year}"
        date = _bracketed(day, article.date_evidence)
    outlet = _bracketed(article.outlet, article.outlet_evidence) if article.outlet else ""
    place = article.url or (article.path if article.record is None else f"{article.path}, record {article.record}")
    title = f"“{article.title}”" if article.title else "[no title]"
    return printable(", ".join(part for part in (article.author, outlet, title, date, place) if part), one_line=True)


def _bracketed(fact: str, evidence: Evidence) -> str:
    return f"[{fact}]" if evidence.kind is Kind.INFERRED else fact


def _evidence_of(article: Article) -> Json:
    return {
        "title": evidence_to_dict(article.title_evidence),
        "outlet": evidence_to_dict(article.outlet_evidence),
        "date": evidence_to_dict(article.date_evidence),
    }


def evidence_to_dict(evidence: Evidence) -> Json:
    """How a fact is known; "line" or "where" only if there is such a place."""
    shape: Json = {"kind": evidence.kind.value, "rule": evidence.rule}
    if evidence.line is not None:
        shape["line"] = evidence.line
    if evidence.where:
        shape["where"] = evidence.where
    shape["text"] = evidence.text
    return shape
