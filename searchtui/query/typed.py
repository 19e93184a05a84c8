"""What is being typed at the end of a query, to be completed: a word, the name of a field, or a field's value."""

from __future__ import annotations

import re
from dataclasses import dataclass

from searchtui.query.lex import FIELDS, QUOTES

_WORD = re.compile(rf"(?P<field>[^\W\d_]+:)?(?P<word>[^\s\x00-\x1f(){QUOTES}]*)\Z")
_QUOTED = re.compile(rf"(?:(?<=\s)|(?<=\()|(?<=-)|\A)(?P<field>[^\W\d_]+:)[{QUOTES}](?P<word>[^{QUOTES}]*)\Z")


@dataclass(frozen=True, slots=True)
class Typed:
    """The text from `start` up to the cursor: `word`, behind a field's name (a value of `lex.FIELDS`) if there is one.

    `typed_field` is that name as typed, its colon included.
    """

    start: int
    word: str
    field: str = ""
    typed_field: str = ""


def typed_before(text: str, cursor: int) -> Typed | None:
    """What is being typed before offset `cursor`; None in the middle of a word and inside a phrase."""
    before = text[:cursor]
    if text[cursor : cursor + 1].strip(f"(){QUOTES} \t"):
        return None
    quoted = _QUOTED.search(before)
    if quoted and (field := FIELDS.get(quoted["field"][:-1].lower())):
        return Typed(quoted.start(), quoted["word"], field, quoted["field"])
    if _in_phrase(before):
        return None
    start = max((before.rfind(mark) for mark in f" \t({QUOTES}"), default=-1) + 1
    if before[start : start + 1] == "-":
        start += 1
    found = _WORD.match(before, start)
    if found is None:
        return None
    typed_field = found["field"] or ""
    field = FIELDS.get(typed_field[:-1].lower(), "")
    if typed_field and not field:
        return None
    return Typed(start, found["word"], field, typed_field)


def _in_phrase(before: str) -> bool:
    """Whether a phrase was opened and not closed."""
    return sum(before.count(mark) for mark in QUOTES) % 2 == 1
