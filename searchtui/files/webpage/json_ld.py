"""What a page says of itself in JSON-LD: the nodes about the article, with references to other nodes resolved."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import html

Node = Mapping[str, object]

_MOST_NODES = 2_000
_LONGEST_SCRIPT = 4_000_000
_TRAILING_COMMA = re.compile(r",(?=\s*[}\]])")
_WRAPPING = re.compile(
    r"\A\s*(?:<!--|//<!\[CDATA\[|<!\[CDATA\[|/\*<!\[CDATA\[\*/)|(?://\s*-->|-->|//\]\]>|\]\]>|;)\s*\Z"
)
_SALVAGE = re.compile(r'"(headline|datePublished|dateModified|dateCreated)"\s*:\s*("(?:[^"\\\n]|\\.){1,500}")')
_OTHER_ARTICLES = {"Report", "Review", "AnalysisNewsArticle", "LiveBlogPosting", "Newsletter", "PodcastEpisode"}


@dataclass(frozen=True, slots=True)
class Graph:
    """The nodes of a page that stand by themselves, in its order, and all nodes by their "@id"."""

    nodes: tuple[Node, ...]
    by_id: Mapping[str, Node]

    def about_articles(self) -> list[Node]:
        """Return the nodes that describe an article."""
        return [node for node in self.nodes if any(_is_article(name) for name in types(node))]

    def of_type(self, *names: str) -> list[Node]:
        """Return the nodes of one of these types."""
        return [node for node in self.nodes if types(node) & set(names)]

    def resolved(self, value: object) -> object:
        """Return the node that a value refers to by its "@id", else the value itself; of a list, its first item."""
        if isinstance(value, list):
            value = value[0] if value else None
        if isinstance(value, Mapping) and "name" not in value:
            return self.by_id.get(str(value.get("@id")), value)
        return value

    def name(self, value: object) -> str:
        """Return the name of a person or an organisation given as text, as a node or by reference."""
        value = self.resolved(value)
        if isinstance(value, Mapping):
            value = value.get("name")
            value = value[0] if isinstance(value, list) and value else value
        return " ".join(value.split()) if isinstance(value, str) else ""


def read_graph(root: html.HtmlElement) -> Graph:
    """Collect the JSON-LD of a page; scripts that are no JSON give what can be salvaged of their dates and headline."""
    nodes: list[Node] = []
    by_id: dict[str, Node] = {}
    for script in root.iter("script"):
        kind = script.get("type")
        if kind is None or "ld+json" not in kind.lower() or not script.text or len(script.text) > _LONGEST_SCRIPT:
            continue
        content = _parsed(script.text)
        for node in _standing(content):
            if len(nodes) < _MOST_NODES:
                nodes.append(node)
        _collect_ids(content, by_id)
    return Graph(tuple(nodes), by_id)


def types(node: Node) -> set[str]:
    """Return the types of a node without the vocabulary's address."""
    value = node.get("@type")
    names = value if isinstance(value, list) else [value]
    return {name.rpartition("/")[2].removeprefix("schema:") for name in names if isinstance(name, str)}


def text_of(node: Node, name: str) -> str:
    """Return a node's field as one line of text, "" where it has none."""
    value = node.get(name)
    if isinstance(value, list) and value:
        value = value[0]
    if isinstance(value, Mapping):
        value = value.get("@value")
    return " ".join(value.split()) if isinstance(value, str) else ""


def _is_article(name: str) -> bool:
    return name.endswith(("Article", "BlogPosting")) or name in _OTHER_ARTICLES


def _parsed(script: str) -> object:
    try:
        return json.loads(script, strict=False)
    except (ValueError, RecursionError):
        text = _WRAPPING.sub("", _WRAPPING.sub("", script))
    for candidate in (text, _TRAILING_COMMA.sub("", text)):
        try:
            return json.loads(candidate, strict=False)
        except (ValueError, RecursionError):
            continue
    salvaged: dict[str, object] = {}
    for match in _SALVAGE.finditer(text):
        try:
            salvaged.setdefault(match[1], json.loads(match[2], strict=False))
        except ValueError:
            continue
    return {"@type": "Article", **salvaged} if "datePublished" in salvaged else None


def _standing(content: object, depth: int = 0) -> Iterator[Node]:
    """Yield the nodes that describe the page or its main thing, not those within lists of other stories."""
    if depth > 4:
        return
    if isinstance(content, list):
        for item in content[:_MOST_NODES]:
            yield from _standing(item, depth + 1)
    elif isinstance(content, Mapping):
        if "@type" in content:
            yield content
        for name in ("@graph", "mainEntity", "mainEntityOfPage"):
            if isinstance(content.get(name), list | Mapping):
                yield from _standing(content[name], depth + 1)


def _collect_ids(content: object, by_id: dict[str, Node]) -> None:
    """Remember every node that has an "@id" and says more than that."""
    waiting, seen = [content], 0
    while waiting and seen < 20 * _MOST_NODES:
        seen += 1
        value = waiting.pop()
        if isinstance(value, list):
            waiting.extend(item for item in value if isinstance(item, list | Mapping))
        elif isinstance(value, Mapping):
            name = value.get("@id")
            if isinstance(name, str) and "name" in value:
                by_id.setdefault(name, value)
            waiting.extend(item for item in value.values() if isinstance(item, list | Mapping))
