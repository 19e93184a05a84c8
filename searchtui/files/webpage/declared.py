"""What a web page declares of itself: headline, outlet, date, author, address and language, and where it says so."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field

from lxml import html

from searchtui.files.decode import tidy
from searchtui.files.webpage.dating import declared_dates
from searchtui.files.webpage.json_ld import Graph, Node, read_graph, text_of
from searchtui.files.webpage.layout import folded
from searchtui.files.webpage.metas import Metas
from searchtui.files.webpage.render import without_invisible
from searchtui.files.webpage.titling import chosen_title

_ADDRESS = re.compile(r"https?://\S{3,2000}\Z")
_LANGUAGE = re.compile(r"([A-Za-z]{2})(?:[-_][A-Za-z-]+)?\Z")
_OWNERS = {"facebook", "twitter", "youtube", "wordpress", "blogger", "google"}


@dataclass(slots=True)
class PageFacts:
    """The facts of one page: values by our names, the place of each, and what is beside the main ones."""

    fields: dict[str, str] = field(default_factory=dict)
    places: dict[str, str] = field(default_factory=dict)
    other_dates: tuple[str, ...] = ()
    inferred: frozenset[str] = frozenset()
    article_body: str = ""

    def state(self, name: str, value: str, place: str) -> None:
        """Add a fact unless there is one already or there is no value."""
        value = " ".join(without_invisible(tidy(value)).split())
        if value and name not in self.fields:
            self.fields[name] = value
            self.places[name] = place


def page_facts(root: html.HtmlElement, address: str = "") -> PageFacts:
    """Read what a page declares, JSON-LD first, then OpenGraph and other meta elements, microdata and `<time>`.

    `address` is where the page came from, if that is known from outside.
    """
    graph, metas, facts = read_graph(root), Metas(root), PageFacts()
    _address(root, graph, metas, facts, address)
    headings = [" ".join(heading.text_content().split()) for heading in root.iter("h1")]
    node = _main_article(graph, {folded(text) for text in (*headings, metas.value("og:title")[0])}, facts)
    _outlet(root, graph, metas, node, facts)
    title = chosen_title(root, node, metas, headings, facts.fields.get("outlet", ""))
    if title is not None:
        facts.state("title", *title)
    dates = declared_dates(root, graph, metas, node)
    if dates is not None:
        facts.state("date", dates.written, dates.place)
        facts.inferred = frozenset({"date"}) if dates.is_inferred else frozenset()
        facts.other_dates = dates.others
    _author(graph, metas, node, facts)
    _language(root, metas, node, facts)
    facts.article_body = _article_body(graph)
    return facts


def _main_article(graph: Graph, titles: set[str], facts: PageFacts) -> Node | None:
    """Return the node of the page's own article: the one with its headline or address, else the first."""
    nodes = graph.about_articles()
    address = facts.fields.get("url", "")
    for node in nodes:
        headline = folded(text_of(node, "headline"))
        if headline and headline in titles:
            return node
    for node in nodes:
        if address and address in {text_of(node, "url"), text_of(node, "mainEntityOfPage"), text_of(node, "@id")}:
            return node
    return nodes[0] if nodes else None


def _address(root: html.HtmlElement, graph: Graph, metas: Metas, facts: PageFacts, address: str) -> None:
    for link in root.iter("link"):
        if "canonical" in (link.get("rel") or "").lower().split():
            _state_address(facts, link.get("href"), "canonical link")
    _state_address(facts, metas.value("og:url")[0], "og:url")
    for node in graph.about_articles()[:1]:
        _state_address(facts, text_of(node, "url"), "JSON-LD url")
    _state_address(facts, address, "address of the capture")
    _state_address(facts, _saved_from(root), "comment of the saved page")


def _state_address(facts: PageFacts, address: str | None, place: str) -> None:
    if address and _ADDRESS.match(address.strip()):
        facts.state("url", address.strip(), place)


def _saved_from(root: html.HtmlElement) -> str:
    return next((base.get("href") or "" for base in root.iter("base")), "")


def _outlet(root: html.HtmlElement, graph: Graph, metas: Metas, node: Node | None, facts: PageFacts) -> None:
    """State the outlet: the publisher of the article, the site's name, in the form that agrees with the address."""
    candidates = [
        (graph.name((node or {}).get("publisher")), "JSON-LD publisher"),
        metas.value("og:site_name"),
        *((graph.name(each.get("publisher")), "JSON-LD publisher") for each in graph.of_type("WebPage", "WebSite")),
        *((text_of(each, "name"), "JSON-LD WebSite") for each in graph.of_type("WebSite")),
        *((text_of(each, "name"), "JSON-LD organization") for each in graph.of_type("NewsMediaOrganization")),
        metas.value("citation_journal_title", "dc.publisher", "dcterms.publisher", "publisher"),
        metas.value("application-name", "apple-mobile-web-app-title"),
    ]
    if not any(name for name, _ in candidates):
        candidates.append((_microdata_publisher(root), "microdata publisher"))
    host = _letters(re.sub(r"(?i)^https?://", "", facts.fields.get("url", "")).partition("/")[0])
    named = [(name.strip(), place) for name, place in candidates if _may_be_name(name)]
    agreeing = [(name, place) for name, place in named[:6] if host and _agrees(name, host)]
    # "Daily Ledger" says more than "dailyledger".
    best = max(agreeing, key=lambda each: (" " in each[0], any(c.isupper() for c in each[0])), default=None)
    for name, place in [best] if best else named[:1]:
        facts.state("outlet", name, place)


def _agrees(name: str, host: str) -> bool:
    letters = _letters(re.sub(r"(?i)^(?:the|la|le|el|il|die|der|das)\s", "", name))
    return len(letters) > 2 and letters in host


def _letters(text: str) -> str:
    return re.sub(r"[\W_]+", "", text).casefold()


def _may_be_name(name: str) -> bool:
    return 1 < len(name.strip()) <= 80 and "://" not in name and name.strip().casefold() not in _OWNERS


def _microdata_publisher(root: html.HtmlElement) -> str:
    for element in root.xpath("//*[@itemprop='publisher']"):
        name = element.find(".//*[@itemprop='name']")
        if name is not None:
            return name.get("content") or " ".join(name.text_content().split())
        return element.get("content") or ""
    return ""


def _author(graph: Graph, metas: Metas, node: Node | None, facts: PageFacts) -> None:
    authors = (node or {}).get("author")
    names = [graph.name(each) for each in (authors if isinstance(authors, list) else [authors])[:20]]
    facts.state("author", ", ".join(dict.fromkeys(name for name in names if _is_person(name))), "JSON-LD author")
    written, place = metas.value("author", "article:author", "parsely-author", "sailthru.author", "dc.creator", "byl")
    if _is_person(written):
        facts.state("author", re.sub(r"(?i)^by\s+", "", written), place)


def _is_person(name: str) -> bool:
    return 2 < len(name) <= 200 and "://" not in name and "@" not in name


def _language(root: html.HtmlElement, metas: Metas, node: Node | None, facts: PageFacts) -> None:
    declared: Iterable[tuple[str, str]] = (
        (text_of(node or {}, "inLanguage"), "JSON-LD inLanguage"),
        (root.get("lang") or root.get("xml:lang") or "", "html lang"),
        metas.value("og:locale", "content-language", "dc.language"),
    )
    for value, place in declared:
        match = _LANGUAGE.match(value.strip())
        if match:
            facts.state("lang", match[1].lower(), place)


def _article_body(graph: Graph) -> str:
    bodies = (node.get("articleBody") for node in graph.about_articles())
    return max((tidy(body) for body in bodies if isinstance(body, str)), key=len, default="")
