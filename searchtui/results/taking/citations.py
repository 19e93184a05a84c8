"""References for bibliographies: BibTeX for LaTeX, CSL-JSON for Zotero, Pandoc and others."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from searchtui.articles.article import Article, Evidence, Kind
from searchtui.results.printable import printable
from searchtui.results.taking.structures import dumped
from searchtui.results.taking.taken import About, Taken, known_by

_TEX: Final[Mapping[str, str]] = {
    "\\": r"\textbackslash{}",
    "{": r"\textbraceleft{}",
    "}": r"\textbraceright{}",
    "~": r"\textasciitilde{}",
    "^": r"\textasciicircum{}",
    **{char: f"\\{char}" for char in "$&#_%"},
}
"""Characters that TeX takes for something else, and how it is told not to; BibTeX counts braces even when escaped."""


def bibtex_chunks(about: About, articles: Iterable[Taken]) -> Iterator[str]:
    """An @article each, with the outlet as its journal; what was inferred is said in its note."""
    query = printable(about.query, one_line=True).replace("@", "(at)")  # an @ would begin an entry even in a comment
    yield f"% {len_words(about)}: {query}\n"
    for each in articles:
        article = each.article
        fields = {
            "title": f"{{{tex(article.title or '[no title]')}}}",
            "author": f"{{{tex(article.author)}}}" if article.author else "",
            "journal": tex(article.outlet or ""),
            "date": article.date.isoformat() if article.date else "",
            "year": str(article.date.year) if article.date else "",
            "url": _tex_url(article.url or ""),
            "langid": article.lang or "",
            "keywords": tex(", ".join(each.kept.tags)),
            "note": tex("; ".join([*_doubts(article), *_place(each)])),
            "annote": tex(" / ".join(note.words for note in each.kept.notes if note.words)),
        }
        lines = "".join(f"  {name} = {{{value}}},\n" for name, value in fields.items() if value)
        yield f"\n@article{{{key(article)},\n{lines}}}\n"


def csl_chunks(about: About, articles: Iterable[Taken]) -> Iterator[str]:  # noqa: ARG001 -- CSL has no place for it
    """A list of items of the type "article-newspaper"; an inferred date is "circa"."""
    yield "["
    between = "\n"
    for each in articles:
        yield between + dumped(_csl(each))
        between = ",\n"
    yield "\n]\n"


def key(article: Article) -> str:
    """A key for the reference in ASCII letters and digits; the article's id makes it the only one."""
    outlet = re.sub(r"[^a-z0-9]", "", _ascii(article.outlet or "").lower())[:20]
    year = str(article.date.year) if article.date else ""
    word = next((word for word in re.findall(r"[a-z0-9]+", _ascii(article.title).lower()) if len(word) > 3), "")
    return "-".join(part for part in (outlet + year, word[:20], article.id) if part)


def tex(text: str) -> str:
    """`text` on one line as TeX prints it."""
    return "".join(_TEX.get(char, char) for char in printable(text, one_line=True))


def len_words(about: About) -> str:
    """How many articles there are, and of what."""
    articles = "1 article" if about.articles == 1 else f"{about.articles:,} articles"
    return articles if about.articles == about.total else f"{articles} of {about.total:,}"


def _csl(each: Taken) -> dict[str, Any]:
    article = each.article
    item: dict[str, Any] = {"id": key(article), "type": "article-newspaper", "title": article.title}
    if article.outlet:
        item["container-title"] = article.outlet
    if article.date:
        item["issued"] = {"date-parts": [[article.date.year, article.date.month, article.date.day]]}
        if article.date_evidence.kind is Kind.INFERRED:
            item["issued"]["circa"] = True
    optional = {
        "author": [{"literal": article.author}] if article.author else None,
        "URL": article.url,
        "language": article.lang,
        "keyword": ", ".join(each.kept.tags),
        "note": "\n".join([*_doubts(article), *_place(each), *(n.words for n in each.kept.notes if n.words)]),
    }
    return item | {name: value for name, value in optional.items() if value}


def _doubts(article: Article) -> list[str]:
    facts: tuple[tuple[str, Evidence], ...] = (("outlet", article.outlet_evidence), ("date", article.date_evidence))
    return [f"{name} {known_by(evidence)}" for name, evidence in facts if evidence.kind is Kind.INFERRED]


def _place(each: Taken) -> list[str]:
    record = "" if each.article.record is None else f", record {each.article.record}"
    return [f"file {each.article.path}{record}", f"SHA-256 of the text {each.text_hash}"]


def _tex_url(url: str) -> str:
    """An address as it stands, but for what would end the field; BibTeX styles print addresses verbatim."""
    return re.sub(r"[{}\\\s%]", lambda found: f"%{ord(found[0]):02X}" if found[0] != "%" else r"\%", printable(url))


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode()
