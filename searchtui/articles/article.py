"""An article: its text as saved, what its parts are, and what is known about it with the evidence."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple


class Kind(Enum):
    """How a fact about an article is known."""

    STATED = "stated"
    INFERRED = "inferred"
    UNKNOWN = "unknown"
    FIXED = "fixed"


@dataclass(frozen=True, slots=True)
class Evidence:
    """Why a title, outlet or date is believed.

    `rule` names the rule that decided ("dateline", "front matter", "file name", ...), `line` is the 1-based line of
    the file it was read from or None, `where` says the place when it is no line ("field source", "folder name"), and
    `text` quotes it.
    """

    kind: Kind
    rule: str = ""
    line: int | None = None
    where: str = ""
    text: str = ""


UNKNOWN = Evidence(Kind.UNKNOWN)


class Part(Enum):
    """What a stretch of an article's text is. Only `BODY` and the title are searched and quoted, unless a query asks
    for all text of the page.
    """

    TITLE = "title"
    BODY = "body"
    CHROME = "chrome"


class Block(NamedTuple):
    """A paragraph: the characters `start` to `end` (exclusive) of `Article.text`, without surrounding white space.

    Line breaks inside a block are hard wraps and read as spaces. Two body blocks may touch where a paragraph break
    was lost in the saved copy ("announced.The"). A tuple, as there are some twenty for each article of an index.
    """

    start: int
    end: int
    part: Part


@dataclass(frozen=True, slots=True)
class Article:
    """One article of the library.

    `text` is the article as saved, decoded, with line feeds as the only line breaks; every offset anywhere refers to
    it. `blocks` covers all of its printed text in order without overlaps. For records of a JSON file `text` is the body
    field and the title stands in no block. `path` is relative to the library, with "/" ; `record` is the record's own
    identifier or its number, None when the file holds one article.
    """

    id: str
    path: str
    record: str | None
    title: str
    outlet: str | None
    date: dt.date | None
    lang: str | None
    text: str
    blocks: tuple[Block, ...]
    title_evidence: Evidence = UNKNOWN
    outlet_evidence: Evidence = UNKNOWN
    date_evidence: Evidence = UNKNOWN
    agency: str | None = None
    author: str | None = None
    url: str | None = None
    other_dates: tuple[dt.date, ...] = field(default=())

    @property
    def body(self) -> str:
        """The searchable text: its body blocks with hard wraps undone, a blank line between paragraphs."""
        return "\n\n".join(
            self.text[block.start : block.end].replace("\n", " ") for block in self.blocks if block.part is Part.BODY
        )
