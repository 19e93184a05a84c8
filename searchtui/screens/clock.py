"""The day that words such as "yesterday" in a query count from."""

from __future__ import annotations

import datetime as dt


def today() -> dt.date:
    """Today, where the user is."""
    return dt.datetime.now().astimezone().date()
