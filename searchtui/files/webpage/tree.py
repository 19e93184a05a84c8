"""A page's markup as a tree of elements, or as no tree where it was made to break one."""

from __future__ import annotations

import re

from lxml import etree, html

MAX_ELEMENTS = 25_000
"""Elements above which a page is read without looking for its main part: that takes about 0.2 ms for each."""

MAX_DEPTH = 400
"""Depth of nesting above which a page counts as hostile; real ones stay below 100, some broken ones reach 250."""

_EMBEDDED = re.compile(r"""data:[\w.+-]{1,40}/[\w.+-]{1,60}(?:;[\w=.+-]{1,60}){0,4},[^"'\s)<>]{400,}""")


_INVISIBLE = ("\u00ad", "\u200b", "&shy;", "&#173;", "&#xAD;", "&#xad;", "&#8203;", "&#x200B;", "&#x200b;")


def lightened(markup: str) -> str:
    """Return a page without what nobody sees.

    That are pictures and fonts written into it, most of what SingleFile saves, and soft hyphens and zero-width
    spaces, which would keep the words they stand in from being found.
    """
    if "data:" in markup:
        markup = _EMBEDDED.sub("data:,", markup)
    for written in _INVISIBLE:
        markup = markup.replace(written, "")
    return markup


def parse(markup: str) -> html.HtmlElement | None:
    """Return the root element, without comments; None where the page is nested too deeply or too large for a tree.

    Entities of a document type are not expanded and nothing is fetched: the HTML parser knows neither.
    """
    parser = html.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        default_doctype=False,
        huge_tree=True,
    )
    try:
        root = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    if any("Excessive depth" in entry.message or "limit exceeded" in entry.message for entry in parser.error_log):
        return None
    return None if _is_deep(root) else root


def is_large(root: html.HtmlElement) -> bool:
    """Tell whether a page has so many elements that finding its main part would take many seconds."""
    return root.xpath("count(//*)") > MAX_ELEMENTS


def _is_deep(root: html.HtmlElement) -> bool:
    return bool(root.xpath(f"boolean(/{'/*' * MAX_DEPTH})"))
