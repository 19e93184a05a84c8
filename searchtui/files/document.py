"""What a file reader hands on: text and declared fields, before anything is recognised."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import Enum
from typing import NamedTuple


class Role(Enum):
    """What a reader knows a stretch of text to be."""

    TITLE = "title"
    BODY = "body"
    CHROME = "chrome"


class Stretch(NamedTuple):
    """The characters `start` to `end` (exclusive) of a text, on one line and without surrounding space."""

    start: int
    end: int
    role: Role


@dataclass(frozen=True, slots=True)
class RawDocument:
    """One article-to-be as a reader found it.

    `text` is decoded, with line feeds as the only line breaks. `fields` holds what the file declares outside the
    text, by our names ("title", "outlet", "date", "author", "url", "lang"), values as written; `places` says for
    each where it stood ('front matter "date"', 'field "source"'). `record` is the record's own identifier or its
    1-based number as text, None for a file of one article. `first_line` is the 1-based line of the file on which
    `text` begins. With `clean_body` the text is a body field: there is no site chrome around it to find.

    What formats with markup know besides: `layout` says of all printed text what it is, in order; None where that is
    to be found out. `inferred` names the fields that a rule worked out instead of the file stating them.
    `other_dates` are further days, ISO 8601, that the file declares. With `is_page` the text is a page as shown, whose
    lines are no lines of the file. `member` is the name of the archive's member that holds the document.
    """

    path: str
    record: str | None
    text: str
    fields: Mapping[str, str] = field(default_factory=dict)
    places: Mapping[str, str] = field(default_factory=dict)
    first_line: int = 1
    clean_body: bool = False
    layout: tuple[Stretch, ...] | None = None
    inferred: frozenset[str] = frozenset()
    other_dates: tuple[str, ...] = ()
    is_page: bool = False
    member: str = ""

    @property
    def place(self) -> str:
        """The path by whose names folders and files tell what is in them: within an archive that of the member."""
        return f"{self.path.rpartition('/')[0]}/{self.member}".lstrip("/") if self.member else self.path

    @property
    def has_own_file(self) -> bool:
        """Whether the file, or the member of an archive, holds nothing else."""
        return self.record is None or self.record == self.member


@dataclass(frozen=True, slots=True)
class BadRecord:
    """A part of a file that could not be read although the rest could: which one, and why, for the user's eyes.

    `others` counts the bad records that it sums up, where it stands for those beyond the first few.
    """

    record: str
    reason: str
    others: int = 0

    @property
    def told(self) -> str:
        """The reason, with the number of the record where that is how it is known."""
        return f"Record {self.record}: {self.reason}" if self.record.isdigit() else self.reason
