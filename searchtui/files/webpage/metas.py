"""The meta elements of a page by name, property or itemprop, however these are spelled."""

from __future__ import annotations

import re

from lxml import html

_PUNCTUATION = re.compile(r"[\W_]+")


class Metas:
    """The first content of each meta element that has one."""

    def __init__(self, root: html.HtmlElement) -> None:
        self._contents: dict[str, tuple[str, str]] = {}
        for meta in root.iter("meta"):
            content = (meta.get("content") or "").strip()
            if content:
                for attribute in ("property", "name", "itemprop", "http-equiv"):
                    name = meta.get(attribute)
                    if name:
                        self._contents.setdefault(_bare(name), (content, name))

    def value(self, *names: str) -> tuple[str, str]:
        """Return content and place of the first of these names that the page has; two empty texts if it has none."""
        for name in names:
            found = self._contents.get(_bare(name))
            if found is not None:
                return found[0], found[1] if found[1].startswith("og:") else f"meta {found[1]}"
        return "", ""

    def values(self, *names: str) -> list[tuple[str, str]]:
        """Return content and place of each of these names that the page has, in their order."""
        return [self.value(name) for name in names if _bare(name) in self._contents]


def _bare(name: str) -> str:
    return _PUNCTUATION.sub("", name[:100]).lower()
