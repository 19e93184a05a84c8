"""Texts to read: the articles as plain text, and a report in Markdown with quotes and a list of sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from searchtui.articles.article import Article, Evidence
from searchtui.results.export import citation
from searchtui.results.page import Snippet
from searchtui.results.printable import printable
from searchtui.results.taking.citations import len_words
from searchtui.results.taking.taken import About, Taken, known_by

_SPECIAL = re.compile(r"([\\`*_\[\]<>|~&$#])")
_AT_THE_BEGINNING = re.compile(r"^(\s*)([-+=]|\d+[.)])")
_RULE = "=" * 72


def text_chunks(about: About, articles: Iterable[Taken]) -> Iterator[str]:
    """Each article with its facts, your notes and its body, a rule between two."""
    yield f"{len_words(about)} · {_line(about.query) or 'all articles'} · {_line(about.parsed)}\n"
    for each in articles:
        article = each.article
        yield f"\n{_RULE}\n{_line(article.title) or '[no title]'}\n"
        for name, value in _facts(each):
            yield f"{name + ':':9}{_line(value)}\n"
        yield f"\n{printable(article.body)}\n"


def markdown_chunks(about: About, articles: Iterable[Taken]) -> Iterator[str]:
    """A report: for each article what you noted in it, or else what was found, and all sources at its end."""
    yield f"# {markdown(about.query) or 'All articles'}\n\n"
    meant = markdown(about.parsed) or "everything"
    yield f"{len_words(about)}, {about.made.date().isoformat()}. Searched for: {meant}\n"
    sources: list[str] = []
    for each in articles:
        sources.append(_source(each))
        yield f"\n## {each.rank}. {markdown(each.article.title) or '(no title)'}\n\n{_head(each)}\n"
        yield from _quotes(each)
        words = [note.words for note in each.kept.notes if note.passage is None and note.words]
        yield from (f"\nNote: {markdown(text)}\n" for text in words)
    yield "\n## Sources\n\n"
    yield from (f"{number}. {source}\n" for number, source in enumerate(sources, start=1))


def markdown(text: str) -> str:
    """`text` on one line so that Markdown shows it as it is: no link, no markup, no HTML."""
    escaped = _SPECIAL.sub(r"\\\1", printable(" ".join(text.split()), one_line=True))
    return _AT_THE_BEGINNING.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", escaped)


def _quotes(each: Taken) -> Iterator[str]:
    noted = [(quote, note) for quote, note in each.quotes() if note is not None]
    for quote, note in noted:
        yield f"\n> {markdown(quote)}\n"
        if note.words:
            yield f"\nNote: {markdown(note.words)}\n"
    for passage in () if noted else sorted(each.passages, key=lambda passage: passage.start):
        if passage.matches:
            yield f"\n> {_marked(passage)}\n"


def _marked(passage: Snippet) -> str:
    parts, position = [], 0
    for start, end in passage.matches:
        parts += [_within(passage.text[position:start]), f"**{_within(passage.text[start:end])}**"]
        position = end
    whole = "".join((*parts, _within(passage.text[position:])))
    return _AT_THE_BEGINNING.sub(lambda found: f"{found[1]}{found[2][:-1]}\\{found[2][-1]}", whole)


def _within(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", printable(text, one_line=True))


def _head(each: Taken) -> str:
    article = each.article
    outlet = _known(article.outlet, article.outlet_evidence, "Outlet unknown")
    date = _known(article.date.isoformat() if article.date else None, article.date_evidence, "date unknown")
    signs = [*(["★"] if each.kept.star else []), *(markdown(f"#{tag}") for tag in each.kept.tags)]
    return " ".join([f"{outlet}, {date}", *signs])


def _known(fact: str | None, evidence: Evidence, unknown: str) -> str:
    return unknown if fact is None else f"{markdown(fact)} ({markdown(known_by(evidence, quoted=False))})"


def _source(each: Taken) -> str:
    file = _place(each.article)
    cited = citation(each.article)
    return f"{markdown(cited)}" + ("" if file in cited else f", {markdown(file)}") + f". SHA-256 {each.text_hash}"


def _place(article: Article) -> str:
    return article.path if article.record is None else f"{article.path}, record {article.record}"


def _facts(each: Taken) -> Iterator[tuple[str, str]]:
    article = each.article
    yield "Outlet", f"{article.outlet or 'unknown'} ({known_by(article.outlet_evidence)})"
    yield "Date", f"{article.date.isoformat() if article.date else 'unknown'} ({known_by(article.date_evidence)})"
    optional = (("Agency", article.agency), ("Author", article.author), ("Address", article.url))
    yield from ((name, value) for name, value in optional if value)
    yield "File", _place(article)
    yield "SHA-256", each.text_hash
    if each.kept.star:
        yield "Marked", "★"
    if each.kept.tags:
        yield "Tags", ", ".join(each.kept.tags)
    for note in each.kept.notes:
        quoted = f"“{note.passage.quote}” " if note.passage else ""
        yield "Note", f"{quoted}{note.words}".strip()


def _line(text: str) -> str:
    return printable(text, one_line=True)
