"""A day as people type it: 2023-02-22, 22 Feb 2023, 22. Februar 2023, yesterday."""

from __future__ import annotations

import datetime as dt

from searchtui.articles.dates import find_dates
from searchtui.errors import QueryError, UsageError
from searchtui.query.dates import period

_HINT = "Write a day like 2023-02-22, 22 Feb 2023 or yesterday."


def typed_day(text: str, today: dt.date) -> dt.date:
    """The one day that `text` names. Raises `UsageError` for what is no date, or more than a day."""
    try:
        first, last = period(text, position=0, today=today)
    except QueryError:
        found = find_dates(text)
        if len(found) != 1:
            raise UsageError(f"“{text}” is no day.", hint=_HINT) from None
        return found[0].day
    if first != last:
        raise UsageError(f"“{text}” is more than a day.", hint=_HINT)
    return first
