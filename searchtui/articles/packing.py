"""An article as bytes, as the index keeps it; `unpacking` takes it apart again.

Packed, an article is a line of JSON, a list of everything but the text, and after it the text in UTF-8: the text needs
no escapes, and the facts are read without it. Whatever surrogates stand alone in a text are kept.

In the text, a mark stands before each block, which takes less room than where the blocks begin and end: what follows
the end of a block and is in none is white space. Where that is not so, the facts tell the edges of the blocks. Nor is
there an identifier that follows from path and record, nor of evidence a text that is the fact itself.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, Final

import orjson

from searchtui.articles.article import Article, Evidence
from searchtui.articles.ids import article_id
from searchtui.articles.unpacking import BLOCK_MARK

_encode: Final = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def pack(article: Article) -> bytes:
    """Everything an article holds."""
    text = article.text
    edges: list[int] = []
    pieces: list[str] = []
    letters: list[str] = []
    last_start = last_end = 0
    is_plain = BLOCK_MARK not in text
    for start, end, part in article.blocks:
        edges += (start, end)
        letters.append(part._value_[0])
        piece = text[last_start:start]
        is_plain = is_plain and len(piece.rstrip()) == last_end - last_start
        pieces.append(piece)
        last_start, last_end = start, end
    pieces.append(text[last_start:])
    is_plain = is_plain and len(pieces[-1].rstrip()) == last_end - last_start
    day = _day(article.date)
    facts = (
        None if article.id == article_id(article.path, article.record) else article.id,
        article.path,
        article.record,
        article.title,
        article.outlet,
        day,
        article.lang,
        article.agency,
        article.author,
        article.url,
        [_day(date) for date in article.other_dates],
        "".join(letters),
        [] if is_plain else edges,
        _evidence_values(article.title_evidence, article.title),
        _evidence_values(article.outlet_evidence, article.outlet),
        _evidence_values(article.date_evidence, day),
    )
    marked = BLOCK_MARK.join(pieces) if is_plain else text
    return b"".join((_line(facts), b"\n", marked.encode("utf-8", "surrogatepass")))


def _line(facts: tuple[object, ...]) -> bytes:
    try:
        return orjson.dumps(facts)
    except orjson.JSONEncodeError:  # for lone surrogates, which names of files may have
        return _encode(facts).encode("utf-8", "surrogatepass")


def _day(date: dt.date | None) -> str | None:
    return None if date is None else date.isoformat()


def _evidence_values(evidence: Evidence, fact: str | None) -> list[Any]:
    text = None if evidence.text == fact else evidence.text
    return [evidence.kind._value_, evidence.rule, evidence.line, evidence.where, text]
