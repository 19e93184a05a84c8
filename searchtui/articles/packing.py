"""An article as bytes and back, and as plain values that JSON can express.

Packed, an article is a line of JSON, a list of everything but the text, and after it the text in UTF-8: the text needs
no escapes, and the facts are read without it. Whatever surrogates stand alone in a text are kept.
"""

from __future__ import annotations

import datetime as dt
import json
from itertools import accumulate
from typing import Any, Final

from searchtui.articles.article import Article, Block, Evidence, Kind, Part

_PARTS: Final = {part.value[0]: part for part in Part}
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
    return f"{_encode(facts)}\n{article.text}".encode("utf-8", "surrogatepass")


def unpack(data: bytes) -> Article:
    """The article again. Raises `KeyError`, `TypeError` or `ValueError` for bytes that hold none."""
    line, separator, text = data.decode("utf-8", "surrogatepass").partition("\n")
    if not separator:
        raise ValueError("a packed article has no text")
    *facts, agency, author, url, other_dates, parts, edges, in_title, in_outlet, in_date = json.loads(line)
    id_, path, record, title, outlet, day, lang = facts
    places = list(accumulate(edges))
    return Article(
        id=id_,
        path=path,
        record=record,
        title=title,
        outlet=outlet,
        date=_date(day),
        lang=lang,
        text=text,
        blocks=tuple(map(Block, places[::2], places[1::2], [_PARTS[letter] for letter in parts])),
        title_evidence=_evidence(in_title),
        outlet_evidence=_evidence(in_outlet),
        date_evidence=_evidence(in_date),
        agency=agency,
        author=author,
        url=url,
        other_dates=tuple(map(dt.date.fromisoformat, other_dates)),
    )


def to_values(article: Article) -> dict[str, Any]:
    """Everything an article holds."""
    return {
        "id": article.id,
        "path": article.path,
        "record": article.record,
        "title": article.title,
        "outlet": article.outlet,
        "date": _day(article.date),
        "lang": article.lang,
        "text": article.text,
        "blocks": [[block.start, block.end, block.part.value] for block in article.blocks],
        "evidence": [
            _evidence_values(evidence)
            for evidence in (article.title_evidence, article.outlet_evidence, article.date_evidence)
        ],
        "agency": article.agency,
        "author": article.author,
        "url": article.url,
        "other_dates": [_day(date) for date in article.other_dates],
    }


def _day(date: dt.date | None) -> str | None:
    return None if date is None else date.isoformat()


def _date(day: str | None) -> dt.date | None:
    return None if day is None else dt.date.fromisoformat(day)


def _evidence_values(evidence: Evidence) -> list[Any]:
    return [evidence.kind._value_, evidence.rule, evidence.line, evidence.where, evidence.text]


def _evidence(values: tuple[str, str, int | None, str, str]) -> Evidence:
    kind, rule, line, where, text = values
    return Evidence(Kind(kind), rule, line, where, text)
