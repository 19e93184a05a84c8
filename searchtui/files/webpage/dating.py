"""The day of publication that a page declares, in the publisher's own time, and the days that disagree with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import html

from searchtui.files.webpage.json_ld import Graph, Node, text_of
from searchtui.files.webpage.metas import Metas
from searchtui.files.webpage.moments import local, moment

_OPENGRAPH = ("article:published_time", "article:published:time", "og:article:published_time", "og:published_time")
_NAMES = (
    *("datePublished", "parsely-pub-date", "sailthru.date", "date", "pubdate", "publishdate", "publish_date"),
    *("publication_date", "publicationdate", "article.published", "published", "published_time", "published_at"),
    *("cXenseParse:recs:publishtime", "cXenseParse:publishtime", "cxenseparse:recs:pub-time", "content:publishDate"),
    *("originalpublicationdate", "article_date_original", "article:post_date", "date.available", "date.created"),
    *("dc.date.issued", "dcterms.issued", "dc.date", "dcterms.date", "dcterms.created", "dc.date.created"),
    *("prism.publicationDate", "citation_publication_date", "citation_online_date", "citation_date", "bt:pubDate"),
    *("rnews:datePublished", "vr:published_time", "ya:ovs:upload_date", "displaydate", "gentime", "created"),
    *("article:created", "article_publication_date", "publish-date", "release_date", "mediator_published_time"),
    *("dateCreated", "lastmod_original", "buildDate"),
)
_CHANGED = (
    *(
        "article:modified_time",
        "og:updated_time",
        "dateModified",
        "last-modified",
        "lastmod",
        "date.modified",
        "revised",
    ),
    *("dcterms.modified", "dc.date.modified", "article:updated_time", "updated_time"),
)
_MOST_TIMES = 40


@dataclass(frozen=True, slots=True)
class DeclaredDate:
    """A date as written with the place of its declaration, and other days declared, ISO 8601.

    `is_inferred` where only a day of change is declared.
    """

    written: str
    place: str
    others: tuple[str, ...]
    is_inferred: bool = False


def declared_dates(root: html.HtmlElement, graph: Graph, metas: Metas, node: Node | None) -> DeclaredDate | None:
    """Return the date of publication in order of trust: JSON-LD, OpenGraph, meta elements, microdata, `<time>`."""
    published = list(_dated(_published(root, graph, metas, node)))
    changed = list(_dated(_changed(graph, metas, node)))
    if not published:
        if not changed:
            return None
        first, _, place = changed[0]
        return DeclaredDate(first.isoformat(), place, (), is_inferred=True)
    chosen, written, place = published[0]
    instants = [each for each, _, _ in published]
    in_own_time = local(chosen, instants)
    others = dict.fromkeys(
        each.date().isoformat() for each, _, _ in (*published, *changed) if not _agree(in_own_time, each)
    )
    is_readable = written[:4].isdigit() and written[4:5] == "-" and in_own_time is chosen
    return DeclaredDate(written if is_readable else in_own_time.isoformat(), place, tuple(others))


def _agree(chosen: dt.datetime, other: dt.datetime) -> bool:
    """Tell whether two declarations name the same day in some offset that one of them is written in."""
    if chosen.date() == other.date():
        return True
    if chosen.tzinfo is None or other.tzinfo is None:
        return False
    return (
        chosen.astimezone(other.tzinfo).date() == other.date()
        or other.astimezone(chosen.tzinfo).date() == chosen.date()
    )


def _dated(written: Iterator[tuple[str, str]]) -> Iterator[tuple[dt.datetime, str, str]]:
    for text, place in written:
        found = moment(text)
        if found is not None:
            yield found, text, place


def _published(root: html.HtmlElement, graph: Graph, metas: Metas, node: Node | None) -> Iterator[tuple[str, str]]:
    if node is not None:
        yield text_of(node, "datePublished"), "JSON-LD datePublished"
    yield from metas.values(*_OPENGRAPH)
    for page in graph.of_type("WebPage", "ItemPage", "VideoObject", "NewsMediaObject", "CollectionPage")[:3]:
        yield text_of(page, "datePublished") or text_of(page, "uploadDate"), "JSON-LD datePublished"
    yield from metas.values(*_NAMES)
    for element in root.xpath("//*[@itemprop='datePublished']"):
        yield _machine_readable(element), "microdata datePublished"
        break
    if node is not None:
        yield text_of(node, "dateCreated"), "JSON-LD dateCreated"
    yield from _times(root)


def _changed(graph: Graph, metas: Metas, node: Node | None) -> Iterator[tuple[str, str]]:
    if node is not None:
        yield text_of(node, "dateModified"), "JSON-LD dateModified"
    yield from metas.values(*_CHANGED)
    for page in graph.of_type("WebPage")[:1]:
        yield text_of(page, "dateModified"), "JSON-LD dateModified"


def _times(root: html.HtmlElement) -> Iterator[tuple[str, str]]:
    """Yield the `<time>` that belongs to the headline: a "pubdate", the first below the first heading, or one above."""
    above: list[str] = []
    below: list[str] = []
    seen_heading = False
    for element in root.iter("h1", "time"):
        if element.tag == "h1":
            seen_heading = True
            continue
        written = _machine_readable(element)
        if element.get("pubdate") is not None:
            yield written, "time pubdate"
        (below if seen_heading else above).append(written)
        if len(below) > 0 or len(above) > _MOST_TIMES:
            break
    for written in (*below, *above[-1:]):
        yield written, "time element"


def _machine_readable(element: html.HtmlElement) -> str:
    for name in ("datetime", "content", "title"):
        value = element.get(name)
        if value and moment(value):
            return str(value)
    return " ".join(element.text_content().split())[:100]
