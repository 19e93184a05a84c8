"""Fixes as the lines of a file that people can read, and that merges: a fact of an article a line.

    {"path": "seeds/a.txt", "fact": "outlet", "value": "DW", "fixed": "2024-05-06T07:08:09+02:00", "text": "0f1e…"}
    {"path": "seeds/b.txt", "fact": "date", "undone": true, "fixed": "2024-05-07T07:08:09+02:00", "text": "9a8b…"}

Of two lines about one fact of one article the one made later holds. So two versions of a file joined line by line, in
any order and with lines twice, are read as what both say; and as the lines are sorted, a merge seldom has to ask. A
line written by hand needs no more than path, fact and value. Lines that are not understood are kept as they are.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from searchtui.articles.fixes import NEVER, Fact, Fix, Fixes, checked_value
from searchtui.articles.ids import article_id
from searchtui.errors import UsageError

Key = tuple[str, Fact]
"""The id of an article, and the fact about it."""


FIRST_YEAR, LAST_YEAR = 1970, 9000
"""What lies beyond is no time at which a fix was made, and leaves no room for a later one."""


@dataclass(frozen=True, slots=True)
class FixBook:
    """Everything the user has fixed: for each fact of an article the fix made last, undone ones included.

    `strange` are the lines that are kept as they are, `problems` what the user should know of some of them: the
    number of the line, and what is wrong with it.
    """

    fixes: Mapping[Key, Fix] = field(default_factory=dict)
    strange: tuple[bytes, ...] = ()
    problems: tuple[str, ...] = ()

    def of(self, wanted_id: str) -> Fixes:
        """The fixes made for the article with this id, undone ones included."""
        return {fact: fix for fact in Fact if (fix := self.fixes.get((wanted_id, fact))) is not None}

    def exactly_for(self, wanted_id: str, text: str) -> Fixes:
        """The fixes that hold for the article with this id and no other, because it has the text it was fixed with."""
        if not self.fixes:
            return {}
        return {fact: fix for fact, fix in self.of(wanted_id).items() if fix.text == text and text and not fix.undone}


def read_book(content: bytes) -> FixBook:
    """What a file of fixes says."""
    found: list[Fix] = []
    strange: list[bytes] = []
    problems: list[str] = []
    for number, line in enumerate(content.removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        line = line.removesuffix(b"\r")  # noqa: PLW2901 -- an editor on Windows may have saved it
        try:
            fix = read_line(line)
        except ValueError as error:
            problems.append(f"line {number}: {error}")
            fix = None
        if fix is not None:
            found.append(fix)
        elif line.strip():
            strange.append(line)
    return FixBook(latest(found), tuple(strange), tuple(problems))


def write_book(book: FixBook) -> bytes:
    """The content of the file, strange lines first: `read_book` reads the same from it."""
    ordered = sorted(book.fixes.values(), key=lambda fix: (fix.path, fix.record or "", fix.article_id, fix.fact.value))
    lines = [fix.as_written or write_line(fix) for fix in ordered]
    return b"".join(line + b"\n" for line in (*book.strange, *(line.encode() for line in lines)))


def latest(fixes: Iterable[Fix]) -> dict[Key, Fix]:
    """For each fact of an article the fix made last; the order of `fixes` does not matter."""
    held: dict[Key, Fix] = {}
    for fix in fixes:
        key = fix.article_id, fix.fact
        if key not in held or _age(held[key]) < _age(fix):
            held[key] = fix
    return held


def _age(fix: Fix) -> tuple[dt.datetime, str, str]:
    """When it was made; the rest only decides, the same on every machine, between fixes made at once."""
    return fix.fixed, write_line(fix), fix.as_written


def write_line(fix: Fix) -> str:
    """One line, without its end. Whatever is not printable is written as an escape."""
    values: dict[str, Any] = {"path": fix.path}
    if fix.record is not None:
        values["record"] = fix.record
    values["fact"] = fix.fact.value
    values |= {"undone": True} if fix.undone else {"value": fix.value}
    if fix.fixed != NEVER:
        values["fixed"] = fix.fixed.isoformat()
    if fix.article_id != article_id(fix.path, fix.record):
        values["id"] = fix.article_id
    if fix.text:
        values["text"] = fix.text
    return written_object(values)


def written_object(values: Mapping[str, Any]) -> str:
    """A JSON object on one line, readable but for characters that could steer a terminal."""
    text = json.dumps(values, ensure_ascii=False)
    if text.isprintable():
        return text
    return "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in text)


def read_object(line: bytes) -> tuple[dict[str, Any], str] | None:
    """The JSON object in a line of the user's, and the line as text; None for a comment (#) and a blank line.

    Raises `ValueError` for a damaged line.
    """
    if not line.strip() or line.lstrip().startswith(b"#"):
        return None
    try:
        text = line.decode("utf-8")
        values = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise ValueError("it is no JSON object") from error
    if not isinstance(values, dict):
        raise ValueError("it is no JSON object")  # noqa: TRY004 -- a damaged line is a wrong value, whatever it holds
    return values, text


def read_line(line: bytes) -> Fix | None:
    """The fix in a line; None for a comment (#) and for what another version of searchtui may have written.

    Raises `ValueError`, saying what is wrong, for a damaged line.
    """
    read = read_object(line)
    if read is None:
        return None
    values, text = read
    if values.get("fact") not in [fact.value for fact in Fact]:
        return None
    fact, path, record = Fact(values["fact"]), values.get("path"), values.get("record")
    if not isinstance(path, str) or not path or not isinstance(record, str | None):
        raise ValueError('it needs a "path"')
    key, text_key = values.get("id", article_id(path, record)), values.get("text", "")
    if not isinstance(key, str) or not isinstance(text_key, str):
        raise ValueError('its "id" or "text" is none')  # noqa: TRY004 -- as above
    undone = values.get("undone") is True
    value = None if undone else _value(fact, values)
    return Fix(key, fact, value, _moment(values), path, record, text_key, undone, as_written=text)


def _value(fact: Fact, values: Mapping[str, Any]) -> str | None:
    value = values.get("value", "")
    if not isinstance(value, str | None):
        raise ValueError(f"its {fact.value} is no text")  # noqa: TRY004 -- as above
    try:
        return checked_value(fact, value)
    except UsageError as error:
        raise ValueError(error.message.rstrip(".")) from error


def _moment(values: Mapping[str, Any]) -> dt.datetime:
    if "fixed" not in values:
        return NEVER
    try:
        moment = dt.datetime.fromisoformat(values["fixed"])
    except (TypeError, ValueError) as error:
        raise ValueError('its "fixed" is no time') from error
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError('its "fixed" is no time')
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
