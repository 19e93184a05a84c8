"""An article as bytes, as the index keeps it; `unpacking` takes it apart again.

Packed, an article is a line of JSON, a list of everything but the text, and after it the text in UTF-8: the text needs
no escapes, and the facts are read without it. Whatever surrogates stand alone in a text are kept.
"""

from __future__ import annotations

import datetime as dt
import json
from typing import Any, Final

import orjson

from searchtui.articles.article import Article, Evidence

_encode: Final = json.JSONEncoder(ensure_ascii=False, check_circular=False, separators=(",", ":")).encode


def pack(article: Article) -> bytes:
    """Everything an article holds."""
    parts = "".join([part._value_[0] for _, _, part in article.blocks])
    edges: list[int] = []  # the gap before each block, and its length: smaller numbers than its offsets
    last_end = 0
    for start, end, _ in article.blocks:
        edges += (start - last_end, end - start)
        last_end = end
    facts = (
        article.id,
        article.path,
        article.record,
        article.title,
        article.outlet,
        _day(article.date),
        article.lang,
        article.agency,
        article.author,
        article.url,
        [_day(date) for date in article.other_dates],
        parts,
        edges,
        _evidence_values(article.title_evidence),
        _evidence_values(article.outlet_evidence),
        _evidence_values(article.date_evidence),
    )
    return b"".join((_line(facts), b"\n", article.text.encode("utf-8", "surrogatepass")))


def _line(facts: tuple[object, ...]) -> bytes:
    try:
        return orjson.dumps(facts)
    except orjson.JSONEncodeError:  # for lone surrogates, which names of files may have
        return _encode(facts).encode("utf-8", "surrogatepass")


def _day(date: dt.date | None) -> str | None:
    return None if date is None else date.isoformat()


def _evidence_values(evidence: Evidence) -> list[Any]:
    return [evidence.kind._value_, evidence.rule, evidence.line, evidence.where, evidence.text]
