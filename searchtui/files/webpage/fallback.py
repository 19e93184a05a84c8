"""A date for pages that declare none: a guess, and labelled as one."""

from __future__ import annotations

import logging

from lxml import html


def guessed_date(root: html.HtmlElement, address: str) -> str | None:
    """Return the day, ISO 8601, that htmldate makes out from the page's address and wording; None without a clue."""
    # Imported here: few pages need it and it loads much.
    import htmldate  # noqa: PLC0415

    logging.getLogger("htmldate").setLevel(logging.CRITICAL + 1)
    try:
        return htmldate.find_date(root, extensive_search=False, original_date=True, url=address or None)
    except (RecursionError, ValueError, OverflowError):
        return None
