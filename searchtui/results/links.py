"""Addresses of the web in an article, to be listed and copied; searchtui itself opens none."""

from __future__ import annotations

import re
from dataclasses import dataclass

from searchtui.articles.article import Article

_ADDRESS = re.compile(r"(?:https?://|(?<![\w.@/-])www\.)[^\s<>\"“”«»{}|\\^`\u0000-\u001f]+", re.IGNORECASE)
_TRAILING = ".,;:!?'’…*_"
_PAIRS = {")": "(", "]": "["}


@dataclass(frozen=True, slots=True)
class Link:
    """An address, and where it stands: an offset into the article's text, None for the article's own address."""

    address: str
    start: int | None


def links(article: Article) -> tuple[Link, ...]:
    """The article's own address, then those in its text, each once."""
    found: dict[str, Link] = {}
    if article.url:
        found[article.url] = Link(article.url, None)
    for match in _ADDRESS.finditer(article.text):
        address = _trimmed(match[0])
        if len(address) > len("https://") or address.lower().startswith("www."):
            found.setdefault(address, Link(address, match.start()))
    return tuple(found.values())


def _trimmed(address: str) -> str:
    """An address without the punctuation of its sentence, and without a bracket that was opened before it."""
    while address:
        last = address[-1]
        if last in _TRAILING or (last in _PAIRS and address.count(_PAIRS[last]) < address.count(last)):
            address = address[:-1]
        else:
            break
    return address
