"""What the user said, a line of JSON each: what people can read, what merges, and what programs of later years keep.

    {"path": "seeds/a.txt", "mark": "star", "at": "2024-05-06T07:08:09+02:00", "text": "0f1e…"}
    {"path": "seeds/a.txt", "tag": "ferry", "gone": true, "at": "2024-05-07T07:08:09+02:00", "text": "0f1e…"}

Of two lines about the same thing (`Line.key`) the later one holds. So two versions of a file joined line by line, in
any order and with lines twice, are read as what both say. A line with "gone" says that the thing holds no longer; it
stays on record so that a copy of the file made earlier does not bring it back. A line written by hand needs no "at".
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any, Final

from searchtui.articles.fix_lines import read_object, written_object

Key = tuple[str, ...]
"""What a line is about."""

Values = Mapping[str, Any]
"""The fields of a line but for "at"."""

KeyOf = Callable[[Values], Key | None]
"""What the line with these fields is about; None where this version of searchtui does not know such lines. Raises
`ValueError`, saying what is wrong, where a field is none of its kind.
"""

NEVER: Final = dt.datetime.min.replace(tzinfo=dt.UTC)
"""When a line was written that does not say: any other one is later."""

FIRST_YEAR, LAST_YEAR = 1970, 9000
"""What lies beyond is no time at which a line was written, and leaves no room for a later one."""


@dataclass(frozen=True, slots=True)
class Line:
    """One thing that the user said, or with `gone` took back, and when. `written` is the line as it is in the file."""

    key: Key
    values: Values
    at: dt.datetime
    written: str = field(default="", compare=False, repr=False)

    @property
    def gone(self) -> bool:
        """Whether it says that the thing holds no longer."""
        return self.values.get("gone") is True

    @property
    def age(self) -> tuple[dt.datetime, str]:
        """When it was said; the text only decides, the same on every machine, between lines of one moment."""
        return self.at, self.written


def line_of(key: Key, values: Values, at: dt.datetime) -> Line:
    """A new line."""
    return Line(key, values, at, written_object({**values, "at": at.isoformat()}))


def read_line(line: bytes, key_of: KeyOf) -> Line | None:
    """The line; None for a comment (#), a blank one, and what another version of searchtui may have written.

    Raises `ValueError`, saying what is wrong, for a damaged line.
    """
    read = read_object(line)
    if read is None:
        return None
    values, text = read
    at = _moment(values.pop("at", None))
    key = key_of(values)
    return None if key is None else Line(key, values, at, text)


def text_of(values: Values, name: str) -> str:
    """A field that is text and not empty. Raises `ValueError`."""
    value = values.get(name)
    if not isinstance(value, str) or not value:
        raise ValueError(f'it needs a "{name}"')
    return value


def number_of(values: Values, name: str) -> int:
    """A field that is a whole number from 0 on. Raises `ValueError`."""
    value = values.get(name)
    if type(value) is not int or value < 0:
        raise ValueError(f'its "{name}" is no number')
    return value


def _moment(value: Any) -> dt.datetime:
    if value is None:
        return NEVER
    try:
        moment = dt.datetime.fromisoformat(value)
    except (TypeError, ValueError) as error:
        raise ValueError('its "at" is no time') from error
    if not FIRST_YEAR <= moment.year <= LAST_YEAR:
        raise ValueError('its "at" is no time')
    return moment if moment.tzinfo else moment.replace(tzinfo=dt.UTC)
