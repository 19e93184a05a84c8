"""Hits and articles as text to read in a terminal or a file."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from searchtui.articles.article import Article, Evidence, Kind
from searchtui.results.page import ResultHit, ResultPage
from searchtui.results.printable import printable
from searchtui.userdata.kept import NOTHING_KEPT, Kept

MARK, UNMARK = "\x1b[1;4m", "\x1b[22;24m"
"""Bold and underlined: seen on any background."""

DIM, UNDIM = "\x1b[2m", "\x1b[22m"
BAR_CELLS = 24
"""Length of the longest bar of a count."""


def listing(page: ResultPage, *, styled: bool) -> Iterator[str]:
    """The hits of a page, and its counts if it has them; matches are marked if `styled`."""
    for hit in page.hits:
        yield from hit_lines(hit, styled=styled, folded=page.total_with_copies is not None)
        yield ""
    if page.facets is not None:
        yield from _counts("Outlets", page.facets.outlets)
        yield ""
        yield from _counts("Months", page.facets.months)


def summary(page: ResultPage) -> str:
    """What was searched and how much was found, with all notes."""
    articles = "1 article" if page.total == 1 else f"{page.total:,} articles"
    if page.total_with_copies is not None and page.total_with_copies != page.total:
        articles += f" ({page.total_with_copies:,} with copies)"
    shown = f", {page.hits[0].rank:,} to {page.hits[-1].rank:,} shown" if page.hits else ""
    lines = [f"{articles}{shown} · {page.took_ms:.0f} ms · {printable(page.parsed, one_line=True)}"]
    if page.undated_hidden:
        lines.append(f"{page.undated_hidden:,} undated not shown")
    lines.extend(printable(text, one_line=True) for text in page.notes)
    return "\n".join(lines)


def article_lines(article: Article, copies: Iterable[Article] = (), kept: Kept = NOTHING_KEPT) -> Iterator[str]:
    """An article to read: title, what is known about it and how, its copies, what the user keeps of it, its body."""
    yield printable(article.title, one_line=True) or "[no title]"
    yield from fact_lines(article)[1:]
    for name, value in (("Agency", article.agency), ("Author", article.author), ("URL", article.url)):
        if value:
            yield f"{name + ':':7} {printable(value, one_line=True)}"
    yield f"File:   {_place(article.path, article.record)}"
    for copy in copies:
        yield f"Copy:   {_facts(copy)}"
    if kept.star or kept.tags:
        marks = [*(["★"] if kept.star else []), *(f"#{tag}" for tag in kept.tags)]
        yield printable(f"Marks:  {' '.join(marks)}", one_line=True)
    for note in kept.notes:
        quoted = f"“{note.passage.quote}” " if note.passage else ""
        yield printable(f"Note:   {quoted}{note.words}", one_line=True)
    yield ""
    yield printable(article.body)


def fact_lines(article: Article) -> list[str]:
    """Title, outlet and date, each with how it is known."""
    return [
        f"Title:  {_known(article.title, article.title_evidence)}",
        f"Outlet: {_known(article.outlet, article.outlet_evidence)}",
        f"Date:   {_known(article.date.isoformat() if article.date else None, article.date_evidence)}",
    ]


def place(article: Article) -> str:
    """The file an article came from, with its record."""
    return _place(article.path, article.record)


def hit_lines(hit: ResultHit, *, styled: bool, folded: bool) -> Iterator[str]:
    """A hit: its title, its facts, its passages."""
    title = _marked(hit.title, hit.title_matches, styled=styled) or "[no title]"
    yield f"{hit.rank:>3}. {title}"
    facts = _facts(hit)
    if folded and hit.copies:
        facts += f" · +{hit.copies:,} {'copy' if hit.copies == 1 else 'copies'}"
    yield f"     {DIM}{facts}{UNDIM}" if styled else f"     {facts}"
    for snippet in hit.snippets:
        yield f"     {_marked(snippet.text, snippet.matches, styled=styled)}"


def _marked(text: str, matches: Iterable[tuple[int, int]], *, styled: bool) -> str:
    safe = printable(text, one_line=True)
    if not styled:
        return safe
    parts, position = [], 0
    for start, end in matches:
        parts += [safe[position:start], MARK, safe[start:end], UNMARK]
        position = end
    return "".join((*parts, safe[position:]))


def _facts(found: ResultHit | Article) -> str:
    """Outlet, date, place and id on one line."""
    return " · ".join(
        (
            _labelled(found.outlet, found.outlet_evidence, "outlet unknown"),
            _labelled(found.date.isoformat() if found.date else None, found.date_evidence, "date unknown"),
            _place(found.path, found.record),
            found.id,
        )
    )


def _labelled(fact: str | None, evidence: Evidence, unknown: str) -> str:
    if fact is None:
        return unknown
    inferred = " (inferred)" if evidence.kind is Kind.INFERRED else ""
    return printable(fact, one_line=True) + inferred


def _known(fact: str | None, evidence: Evidence) -> str:
    """A fact with how it is known: "DW (stated, line 1: 22.02.2023, DW)"."""
    if evidence.kind is Kind.FIXED:
        on_day = f", {evidence.where}" if evidence.where else ""
        return printable(f"{fact or 'unknown'} ({evidence.rule}{on_day})", one_line=True)
    if fact is None:
        return "unknown"
    place = f"line {evidence.line}" if evidence.line is not None else evidence.where
    how = ", ".join(part for part in (evidence.kind.value, evidence.rule, place) if part)
    quoted = f": {evidence.text}" if evidence.text else ""
    return printable(f"{fact} ({how}{quoted})", one_line=True)


def _place(path: str, record: str | None) -> str:
    return printable(path if record is None else f"{path} record {record}", one_line=True)


def _counts(heading: str, counts: tuple[tuple[str | None, int], ...]) -> Iterator[str]:
    yield heading
    most = max((number for _, number in counts), default=1)
    for value, number in counts:
        bar = "█" * max(1, round(number / most * BAR_CELLS))
        yield f"{number:>8,}  {bar:{BAR_CELLS}}  {printable(value or 'unknown', one_line=True)}"
