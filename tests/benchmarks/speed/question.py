"""A question put to an engine. It imports no more than asking takes, so that first answers are measured fairly."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

from searchtui.engines.protocol import Sort

if TYPE_CHECKING:
    from searchtui.query.nodes import Node

TODAY: Final = dt.date(2026, 1, 1)


@dataclass(frozen=True, slots=True)
class Question:
    """What is asked: the query as typed, its kind (a row of the table), the order, and whether facets are wanted."""

    kind: str
    text: str
    sort: Sort = Sort.RELEVANCE
    facets: bool = False

    @property
    def node(self) -> Node:
        """What the query means."""
        from searchtui.query.parse import parse  # noqa: PLC0415

        return parse(self.text, today=TODAY).node


def write_questions(path: Path, asked: list[Question]) -> None:
    """Write questions for another process."""
    path.write_text(json.dumps([{**asdict(each), "sort": each.sort.value} for each in asked]), encoding="utf-8")


def read_questions(path: Path) -> list[Question]:
    """The questions written by `write_questions`."""
    return [Question(**{**each, "sort": Sort(each["sort"])}) for each in json.loads(path.read_text(encoding="utf-8"))]
