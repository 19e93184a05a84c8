"""An article as plain values that JSON can express, and back."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from typing import Any

from searchtui.articles.article import Article, Block, Evidence, Kind, Part


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


def from_values(values: Mapping[str, Any]) -> Article:
    """The article again. Raises `KeyError`, `TypeError` or `ValueError` for values that are none."""
    title_evidence, outlet_evidence, date_evidence = map(_evidence, values["evidence"])
    return Article(
        id=values["id"],
        path=values["path"],
        record=values["record"],
        title=values["title"],
        outlet=values["outlet"],
        date=_date(values["date"]),
        lang=values["lang"],
        text=values["text"],
        blocks=tuple(Block(start, end, Part(part)) for start, end, part in values["blocks"]),
        title_evidence=title_evidence,
        outlet_evidence=outlet_evidence,
        date_evidence=date_evidence,
        agency=values["agency"],
        author=values["author"],
        url=values["url"],
        other_dates=tuple(dt.date.fromisoformat(date) for date in values["other_dates"]),
    )


def _day(date: dt.date | None) -> str | None:
    return None if date is None else date.isoformat()


def _date(day: str | None) -> dt.date | None:
    return None if day is None else dt.date.fromisoformat(day)


def _evidence_values(evidence: Evidence) -> list[Any]:
    return [evidence.kind.value, evidence.rule, evidence.line, evidence.where, evidence.text]


def _evidence(values: tuple[str, str, int | None, str, str]) -> Evidence:
    kind, rule, line, where, text = values
    return Evidence(Kind(kind), rule, line, where, text)
