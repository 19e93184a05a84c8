"""Instants and days as web pages and messages write them for machines."""

from __future__ import annotations

import datetime as dt
import re
from email.utils import parsedate_to_datetime

_ISO = re.compile(
    r"\s*((?:19|20)\d\d)[-/]?([01]\d)[-/]?([0-3]\d)"
    r"(?:[T\s]{1,3}(\d\d?):?(\d\d)(?::?(\d\d)(?:[.,]\d+)?)?\s*(Z|UTC|GMT|[+-]\d\d:?\d\d|[+-]\d\d)?)?"
)
_EPOCH = re.compile(r"\s*(\d{10}|\d{13})\s*\Z")
_EARLIEST = 1700


def moment(written: str) -> dt.datetime | None:
    """Return the instant or, at midnight without an offset, the day that `written` states; None if it is neither.

    ISO 8601 and what is near it, RFC 2822, and seconds or milliseconds since 1970 are understood; dates in words are
    left to those who know the page's language.
    """
    written = written[:100]
    match = _ISO.match(written)
    try:
        if match:
            return _from_parts(match)
        epoch = _EPOCH.match(written)
        if epoch:
            return dt.datetime.fromtimestamp(int(epoch[1][:10]), dt.UTC)
        if "," in written or ":" in written:
            found = parsedate_to_datetime(written.strip())
            return found if found.year > _EARLIEST else None
    except (ValueError, OverflowError, TypeError, IndexError):
        return None
    return None


def _from_parts(match: re.Match[str]) -> dt.datetime:
    year, month, day, hour, minute, second = (int(part or 0) for part in match.group(1, 2, 3, 4, 5, 6))
    return dt.datetime(year, month, day, min(hour, 23), minute, min(second, 59), tzinfo=_offset(match[7]))


def _offset(written: str | None) -> dt.tzinfo | None:
    if not written:
        return None
    if written[0] not in "+-":
        return dt.UTC
    digits = written[1:].replace(":", "").ljust(4, "0")
    size = dt.timedelta(hours=int(digits[:2]), minutes=int(digits[2:]))
    return dt.timezone(-size if written[0] == "-" else size)


def local(chosen: dt.datetime, others: list[dt.datetime]) -> dt.datetime:
    """Return an instant given in UTC in the publisher's own offset where another declaration of it has that.

    Declarations of one instant may differ by the seconds that one of them leaves out.
    """
    if chosen.tzinfo is None or chosen.utcoffset():
        return chosen
    same = (
        other
        for other in others
        if other.tzinfo is not None and other.utcoffset() and abs(other - chosen) < dt.timedelta(minutes=1)
    )
    return next(same, chosen)
