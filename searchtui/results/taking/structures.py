"""Everything as JSON: one object for all, or one a line for each article."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from searchtui.results.taking.taken import About, Taken, taken_to_dict


def json_chunks(about: About, articles: Iterable[Taken]) -> Iterator[str]:
    """One object: what was asked, and "articles"."""
    head = {
        "query": about.query,
        "parsed": about.parsed,
        "made": about.made.isoformat(timespec="seconds"),
        "total": about.total,
    }
    yield dumped(head)[:-1] + ', "articles": ['
    between = "\n"
    for each in articles:
        yield between + dumped(taken_to_dict(each))
        between = ",\n"
    yield "\n]}\n"


def jsonl_chunks(about: About, articles: Iterable[Taken]) -> Iterator[str]:
    """An object a line, each with the query."""
    for each in articles:
        yield dumped({"query": about.query, **taken_to_dict(each)}) + "\n"


def dumped(value: Any) -> str:
    """JSON on one line, with every character that is not printable written as an escape."""
    text = json.dumps(value, ensure_ascii=False)
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in text)
