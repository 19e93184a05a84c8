"""Which of the headlines that a page declares is the one its readers see."""

from __future__ import annotations

import re

from lxml import html

from searchtui.files.webpage.json_ld import Node, text_of
from searchtui.files.webpage.layout import folded
from searchtui.files.webpage.metas import Metas

_TAIL = re.compile(r"(?P<title>.*\S)\s+(?:[|–—·•»]|-|::)\s+(?P<tail>[^|–—·•»]{2,60})\Z")
_WORD = re.compile(r"[^\W_]+")
_CJK = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_LONGEST = 300
_ALIKE = 0.6


def chosen_title(
    root: html.HtmlElement, node: Node | None, metas: Metas, headings: list[str], outlet: str
) -> tuple[str, str] | None:
    """Return the headline and where it is declared.

    The heading on the page that resembles a declared headline is what its readers saw; titles for search engines and
    social networks come after it. The name of the site at the end of a title is no part of it.
    """
    window = next((element.text or "" for element in root.iter("title")), "")
    declared = [
        metas.value("og:title"),
        (text_of(node or {}, "headline"), "JSON-LD headline"),
        *metas.values("twitter:title", "dc.title", "sailthru.title", "parsely-title", "citation_title", "title"),
        (" ".join(window.split()), "title element"),
    ]
    if not any(text for text, _ in declared[:-1]):
        declared.append((_microdata_headline(root), "microdata headline"))
    titles = [(without_site(text, outlet), place) for text, place in declared if text.strip()]
    for heading in headings:
        if (
            folded(heading)
            and len(heading) <= _LONGEST
            and any(likeness(heading, text) >= _ALIKE for text, _ in titles)
        ):
            return heading, "h1"
    if titles:
        return titles[0][0][:_LONGEST], titles[0][1]
    lone = [heading for heading in headings if len(_WORD.findall(heading)) > 2]
    return (lone[0][:_LONGEST], "h1") if len(lone) == 1 else None


def without_site(title: str, outlet: str) -> str:
    """Return a title without the name of the site at its end; " - Name" goes only where `Name` is the outlet's."""
    title = " ".join(title.split())
    for _ in range(2):
        match = _TAIL.match(title[:1_000])
        if match is None:
            break
        tail, name = folded(match["tail"]), folded(outlet)
        is_outlet = bool(name) and (tail in name or name in tail)
        if not is_outlet:
            break
        title = match["title"]
    return title


def likeness(one: str, other: str) -> float:
    """Return the share of words that two headlines have in common, 0 to 1 (Dice coefficient)."""
    first, second = _words(one), _words(other)
    return 2 * len(first & second) / (len(first) + len(second)) if first and second else 0.0


def _words(text: str) -> set[str]:
    text = text[:_LONGEST].casefold()
    return set(_WORD.findall(text)) | set(_CJK.findall(text))


def _microdata_headline(root: html.HtmlElement) -> str:
    for element in root.xpath("//*[@itemprop='headline']"):
        return element.get("content") or " ".join(element.text_content().split())
    return ""
