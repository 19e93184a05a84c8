"""An article from the bytes that `packing` made of it, and as plain values that JSON can express."""

from __future__ import annotations

import datetime as dt
import json
from itertools import accumulate, starmap
from typing import Any, Final

from searchtui.articles.article import Article, Block, Evidence, Kind, Part
from searchtui.articles.ids import article_id

BLOCK_MARK: Final = "\x02"
"""Stands before each block in a packed text: a control character, which texts as read have none of."""

_PARTS: Final = {part.value[0]: part for part in Part}


def unpack(data: bytes) -> Article:
    """The article again. Raises `KeyError`, `TypeError` or `ValueError` for bytes that hold none."""
    line, separator, text = data.decode("utf-8", "surrogatepass").partition("\n")
    if not separator:
        raise ValueError("a packed article has no text")
    *facts, agency, author, url, other_dates, parts, edges, in_title, in_outlet, in_date = json.loads(line)
    id_, path, record, title, outlet, day, lang = facts
    starts, ends = edges[::2], edges[1::2]
    if not edges and parts:
        pieces = text.split(BLOCK_MARK)
        starts = list(accumulate(map(len, pieces[:-1])))
        ends = [start + len(piece.rstrip()) for start, piece in zip(starts, pieces[1:], strict=True)]
        text = "".join(pieces)
    return Article(
        id=article_id(path, record) if id_ is None else id_,
        path=path,
        record=record,
        title=title,
        outlet=outlet,
        date=_date(day),
        lang=lang,
        text=text,
        blocks=tuple(starmap(Block, zip(starts, ends, map(_PARTS.__getitem__, parts), strict=True))),
        title_evidence=_evidence(in_title, title),
        outlet_evidence=_evidence(in_outlet, outlet),
        date_evidence=_evidence(in_date, day),
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
        "date": None if article.date is None else article.date.isoformat(),
        "lang": article.lang,
        "text": article.text,
        "blocks": [[block.start, block.end, block.part.value] for block in article.blocks],
        "evidence": [
            [evidence.kind.value, evidence.rule, evidence.line, evidence.where, evidence.text]
            for evidence in (article.title_evidence, article.outlet_evidence, article.date_evidence)
        ],
        "agency": article.agency,
        "author": article.author,
        "url": article.url,
        "other_dates": [date.isoformat() for date in article.other_dates],
    }


def _date(day: str | None) -> dt.date | None:
    return None if day is None else dt.date.fromisoformat(day)


def _evidence(values: tuple[str, str, int | None, str, str | None], fact: str | None) -> Evidence:
    kind, rule, line, where, text = values
    return Evidence(Kind(kind), rule, line, where, text if text is not None else fact or "")
