"""How pages name the outlet they belong to: "Subscribe to X", "More from X", "X's website", "21.02.2023, X"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from searchtui.articles.dates import dateline

COPYRIGHT = "copyright"
ABOUT = "about"
MORE_FROM = "more from"
_LONGEST_LINE = 260
_NAME = r"(?P<name>[^\W\d_][^\n|:;!?()«»„“”\"]{0,38}?)"


class _Phrase(NamedTuple):
    """A way in which pages name themselves: how much that proves, which rule it is, the pattern of a line's beginning.

    A line in small letters must begin with one of `begins` and have one of `holds` in it, where there are any: that
    spares most lines most patterns.
    """

    weight: float
    rule: str
    begins: tuple[str, ...]
    holds: tuple[str, ...]
    pattern: re.Pattern[str]


_PHRASES: tuple[_Phrase, ...] = tuple(
    _Phrase(weight, rule, begins, holds, re.compile(pattern.replace("NAME", _NAME)))
    for weight, rule, begins, holds, pattern in (
        (
            5.0, "label", (), (":", "："),
            r"(?i:\W{0,3}(?:source|outlet|publisher|publication|newspaper|quelle|fuente|fonte|источник))\s?[:：]\s?NAME\s*\Z",
        ),
        (
            4.0, "skip link", (), ("skip to",),
            r"(?:.{0,12}?)(?i:skip to (?:more|main|other)) (?:the )?NAME (?i:sites|websites|pages)\W*\Z",
        ),
        (
            4.0, "own website", (), ("website", "web site", "homepage"),
            r"NAME(?:['’]s|['’]) (?i:website|web site|homepage)\b",
        ),
        (
            3.0, "own sections", (), ("top stor", "newsletter", "app", "briefing"),
            r"NAME(?:['’]s|['’]) (?i:top stor(?:y|ies)|newsletters?|apps?|(?:morning|daily|evening) briefing)\b",
        ),
        (
            3.0, "site line", (),
            ("news", "actualité", "nachrichten", "aktuelle", "noticias", "notizie", "the latest", "back to home"),
            (r"NAME\s?[:|–—-] (?i:(?:breaking |latest )?news\b|l[’']actualité|actualités|nachrichten|aktuelle|noticias"
            r"|notizie|the latest|back to home)"),
        ),
        (
            3.0, "subscription",
            ("subscribe", "support", "a message", "sign up", "register", "welcome", "why trust", "unlimited"), (),
            (r"(?i:subscribe to|support|a message from|sign up (?:to|for)|register (?:with|for)|welcome to|why trust"
            r"|unlimited (?:online )?access to) (?:the )?NAME"
            r"(?i: today| now| for .{1,30}| newsletters?| and .{1,40})?[.!]?\Z"),
        ),
        (
            3.0, "subscription",
            ("s'a", "s’a", "abonnez", "retrouvez", "suscríbete", "únete", "abbonati", "abonnieren"), (),
            (r"(?i:(?:s[’']abonner|abonnez-vous) (?:au|à la|à l[’']|à)|retrouvez|suscríbete a|únete a|abbonati a"
            r"|abonnieren sie(?: die| den| das)?) ?NAME(?i: sur .{3,60})?\Z"),
        ),
        (3.0, "own app", ("download", "get", "try"), ("app",), r"(?i:download|get|try) (?:the )?NAME (?i:apps?)\b"),
        (
            2.5, MORE_FROM, ("skip next section", "more", "the latest", "stories", "read more"), (),
            (r"(?i:skip next section )?(?i:more (?:stories |news |articles |coverage )?from|the latest from"
            r"|stories from|read more from) (?:the )?NAME\Z"),
        ),
        (
            2.5, MORE_FROM, ("mehr", "plus", "más", "altro", "mais", "meer", "mer"), (),
            (r"(?i:mehr (?:von|vom|aus|aus dem|aus der)|plus d[’'e]|más de|altro da|mais de|meer van|mer från|mer fra"
            r"|mere fra) ?(?:der |dem |the )?NAME\Z"),
        ),
        (2.5, MORE_FROM, (), ("の他の記事",), r"(?P<name>[^\s、。]{2,16})の他の記事.{0,12}\Z"),
        (1.5, "follow", ("follow", "add", "find"), (), r"(?i:follow|add|find) (?:the )?NAME (?i:on|as) [A-Z]"),
        (
            1.5, ABOUT, ("about", "contact", "advertise", "work for", "jobs at", "inside", "join"), (),
            r"(?i:about|contact|advertise (?:with|in)|work for|jobs at|inside|join) (?:the |us at )?NAME\Z",
        ),
        (
            1.0, COPYRIGHT, ("©", "(c)", "copyright"), (),
            (r"(?:©|\(c\)|(?i:copyright)(?: ©)?)\s?(?:\d{4}(?:\s?[–-]\s?\d{4})?,?)?\s?(?:by )?(?:the )?NAME"
            r"(?:\s?[.,|–-]|\s\d{4}|\s(?i:all rights|alle rechte|tous droits)|\Z)"),
        ),
        (1.0, COPYRIGHT, (), ("©",), r"NAME\s?©"),
    )
)  # fmt: skip
_BEGINNINGS = tuple(word for phrase in _PHRASES for word in phrase.begins)
_SIGNS = frozenset("'’:：|–—-©の")
"""One of these is in every line that a phrase fits which begins with a name or a label."""

_TAIL = re.compile(r"\s+[|–—-]\s+(?P<name>[^|–—]{2,40})\Z")
_NO_NAME = re.compile(
    r"(?i)(?:here|us|now|more|today|home|all|news|issue|edition|this|our|your|my|it|you|me|them|here)"
)
_MOST_WORDS = 6


class Naming(NamedTuple):
    """A name that a line gives as its outlet's: how much that proves, which rule found it, and the name."""

    weight: float
    rule: str
    name: str


def namings(text: str, title: str) -> Iterator[Naming]:
    """Yield the names that a line gives as its outlet's. `title` is the page's headline, for "Headline - Outlet"."""
    lowered = text.lower()
    if len(text) <= _LONGEST_LINE and (
        "skip to" in lowered or lowered.startswith(_BEGINNINGS) or not _SIGNS.isdisjoint(lowered)
    ):
        for weight, rule, begins, holds, pattern in _PHRASES:
            if begins and not lowered.startswith(begins):
                continue
            if holds and not any(word in lowered for word in holds):
                continue
            match = pattern.match(text)
            if match and _may_be_name(name := match["name"].strip(" .,-–")):
                yield Naming(weight, rule, name)
    if len(text) <= _LONGEST_LINE and (match := dateline(text)) and _may_be_name(name := match["name"].strip(" .,")):
        yield Naming(5.0, "dateline", name)
    if title and text.startswith(title) and (match := _TAIL.match(text, len(title))):
        yield Naming(4.0, "title tail", match["name"].strip())


def _may_be_name(name: str) -> bool:
    """Tell whether words can be an outlet's name: a few of them, most capitalised, the last one no pronoun."""
    words = name.split()
    if not 1 <= len(words) <= _MOST_WORDS or (len(words) > 2 and name.isupper()) or _NO_NAME.fullmatch(words[-1]):
        return False
    capital = sum(not word[0].islower() for word in words)
    return (not words[0][0].islower() or "." in name) and capital * 2 >= len(words)
