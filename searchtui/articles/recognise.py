"""From a raw document to an article: what its parts are, and what is known about it."""

from __future__ import annotations

import datetime as dt
import re

from searchtui.articles.article import UNKNOWN, Article, Block, Evidence, Kind, Part
from searchtui.articles.ids import article_id
from searchtui.files.document import RawDocument


def recognise(document: RawDocument, *, default_language: str = "en") -> Article:
    """Return the article of a document; never raises, whatever the text is."""
    text, fields = document.text, document.fields
    title = fields.get("title", "")
    blocks = [Block(m.start(), m.end(), Part.BODY) for m in re.finditer(r"\S[^\n]*(?<=\S)", text)]
    evidence = Evidence(Kind.STATED, "field", where=document.places.get("title", ""), text=title) if title else UNKNOWN
    if not title and blocks:
        title = text[blocks[0].start : blocks[0].end][:300]
        blocks[0] = Block(blocks[0].start, blocks[0].end, Part.TITLE)
        evidence = Evidence(Kind.INFERRED, "first line", document.first_line, text=title)
    outlet = fields.get("outlet")
    date = None
    if match := re.match(r"(\d{4})-(\d\d)-(\d\d)", fields.get("date", "")):
        try:
            date = dt.date(int(match[1]), int(match[2]), int(match[3]))
        except ValueError:
            date = None
    return Article(
        article_id(document.path, document.record), document.path, document.record, title, outlet, date,
        default_language, text, tuple(blocks), evidence,
        Evidence(Kind.STATED, "field", where=document.places.get("outlet", ""), text=outlet) if outlet else UNKNOWN,
        Evidence(Kind.STATED, "field", where=document.places.get("date", ""), text=fields["date"]) if date else UNKNOWN,
        author=fields.get("author"), url=fields.get("url"),
    )  # fmt: skip
