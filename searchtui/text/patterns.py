"""Wildcard patterns over words."""

from __future__ import annotations

import re
from functools import lru_cache


@lru_cache(maxsize=512)
def wildcard_regex(pattern: str) -> re.Pattern[str]:
    """A regular expression that a whole word matches if it fits `pattern` (folded); use its `match`.

    `*` stands for any run of characters, `?` for exactly one, all else for itself. Each stretch between two stars
    takes its first fit and never gives it back (an atomic group), so a match takes time proportional to the length
    of the word times that of the pattern however many stars there are.
    """
    stretches = ["".join("." if c == "?" else re.escape(c) for c in stretch) for stretch in pattern.split("*")]
    if len(stretches) == 1:
        return re.compile(rf"(?s:{stretches[0]})\Z")
    first, *middle, last = stretches
    anywhere = "".join(f"(?>.*?{stretch})" for stretch in middle if stretch)
    return re.compile(rf"(?s:{first}{anywhere}.*{last})\Z")
