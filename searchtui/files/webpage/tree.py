"""A page's markup as a tree of elements, or as no tree where it was made to break one."""

from __future__ import annotations

import re

from lxml import etree, html

MAX_ELEMENTS = 25_000
"""Elements above which a page is read without looking for its main part: that takes about 0.2 ms for each."""

_EMBEDDED = re.compile(r"""data:[\w.+-]{1,40}/[\w.+-]{1,60}(?:;[\w=.+-]{1,60}){0,4},[^"'\s)<>]{400,}""")


def lightened(markup: str) -> str:
    """Return a page without the pictures and fonts written into it, which are most of what SingleFile saves."""
    return _EMBEDDED.sub("data:,", markup) if "data:" in markup else markup


def parse(markup: str) -> html.HtmlElement | None:
    """Return the root element, without comments; None where the page is nested too deeply or too large for a tree.

    Entities of a document type are not expanded and nothing is fetched: the HTML parser knows neither.
    """
    parser = html.HTMLParser(
        encoding="utf-8",
        remove_comments=True,
        remove_pis=True,
        collect_ids=False,
        huge_tree=True,
    )
    try:
        root = html.document_fromstring(markup.encode("utf-8", "replace"), parser=parser)
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None
    if any("Excessive depth" in entry.message or "limit exceeded" in entry.message for entry in parser.error_log):
        return None
    return root


def is_large(root: html.HtmlElement) -> bool:
    """Tell whether a page has so many elements that finding its main part would take many seconds."""
    return bool(root.xpath(f"count(//*) > {MAX_ELEMENTS}"))


def drop_unseen(root: html.HtmlElement) -> None:
    """Take out scripts, styles and drawings, once what they declare was read: all that follows is faster without."""
    for element in list(root.iter("script", "style", "svg", "link", "template")):
        parent = element.getparent()
        if parent is None:
            continue
        if element.tail:
            before = element.getprevious()
            if before is None:
                parent.text = (parent.text or "") + element.tail
            else:
                before.tail = (before.tail or "") + element.tail
        parent.remove(element)
