"""What the user knows better: fixes of an article's title, outlet and date, and what they make of an article."""

from __future__ import annotations

import datetime as dt
import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from enum import Enum
from hashlib import blake2b
from typing import Final

from searchtui.articles.article import Article, Evidence, Kind
from searchtui.errors import UsageError

FIXED_BY_YOU: Final = "fixed by you"
"""The rule that decides where the user has."""

NEVER: Final = dt.datetime.min.replace(tzinfo=dt.UTC)
"""When a fix was made that does not say when: any other one is later."""

MOST_CHARACTERS: Final = 300

_PRINTABLE: Final = bytes(range(0x20, 0x7F))


class Fact(Enum):
    """What can be fixed."""

    TITLE = "title"
    OUTLET = "outlet"
    DATE = "date"


@dataclass(frozen=True, slots=True)
class Fix:
    """One fact about one article, as the user says it is; None says that nobody knows. A date is an ISO day.

    `text` is the `text_key` the article had when it was fixed: by it the fix is found again when the file is moved.
    With `undone` the fix holds no longer; it stays on record so that a copy of it made earlier does not come back.
    `as_written` is the line it was read from, if any.
    """

    article_id: str
    fact: Fact
    value: str | None
    fixed: dt.datetime
    path: str
    record: str | None = None
    text: str = ""
    undone: bool = False
    as_written: str = field(default="", compare=False, repr=False)


Fixes = Mapping[Fact, Fix]
"""The fixes that hold for an article, none of them undone."""


def text_key(text: str) -> str:
    """16 hexadecimal digits that tell texts apart, white space and equivalent characters aside; "" for an empty one."""
    plain = _plain_ascii(text) if text.isascii() else _plain(text)
    return blake2b(plain, digest_size=8).hexdigest() if plain else ""


def _plain(text: str) -> bytes:
    return " ".join(unicodedata.normalize("NFC", text).split()).encode("utf-8", "surrogatepass")


def _plain_ascii(text: str) -> bytes:
    """The same, quicker: every article that is read is asked for its key."""
    data = text.encode().replace(b"\n\n", b" ").replace(b"\n", b" ")
    if data.translate(None, _PRINTABLE):
        return _plain(text)
    while b"  " in data:
        data = data.replace(b"  ", b" ")
    return data.strip()


def checked_value(fact: Fact, value: str | None) -> str | None:
    """`value` without superfluous white space. Raises `UsageError` if it cannot be meant."""
    if value is None:
        if fact is Fact.TITLE:
            raise UsageError("An article needs a title.", hint="Give the words it is to be known by.")
        return None
    value = " ".join(value.split())
    if not value or len(value) > MOST_CHARACTERS:
        raise UsageError(
            f"The {fact.value} {'is empty' if not value else f'has more than {MOST_CHARACTERS} characters'}.",
            hint="Give it in a few words." if fact is Fact.TITLE else f"If nobody knows it: --no-{fact.value}.",
        )
    if any(unicodedata.category(character) in {"Cc", "Cs"} for character in value):
        raise UsageError(f"The {fact.value} has characters that are no text.", hint="Type it anew.")
    if fact is Fact.DATE and not _is_day(value):
        raise UsageError(f"{value} is no day.", hint="Give year, month and day like this: 2023-02-22")
    return value


def _is_day(value: str) -> bool:
    if not re.fullmatch(r"[0-9]{4}-[0-9]{2}-[0-9]{2}", value):
        return False
    try:
        dt.date.fromisoformat(value)
    except ValueError:
        return False
    return True


def with_fixes(article: Article, fixes: Iterable[Fix]) -> Article:
    """The article as the user says it is."""
    for fix in fixes:
        where = "" if fix.fixed == NEVER else fix.fixed.date().isoformat()
        evidence = Evidence(Kind.FIXED, FIXED_BY_YOU, where=where)
        match fix.fact:
            case Fact.TITLE:
                article = replace(article, title=fix.value or "", title_evidence=evidence)
            case Fact.OUTLET:
                article = replace(article, outlet=fix.value, outlet_evidence=evidence)
            case Fact.DATE:
                day = None if fix.value is None else dt.date.fromisoformat(fix.value)
                article = replace(article, date=day, date_evidence=evidence)
    return article


def told(fixes: Fixes) -> str:
    """What `with_fixes` would make of an article, in short: equal for fixes that say the same."""
    said = {fact.value: [fix.value, fix.fixed.date().isoformat()] for fact, fix in fixes.items() if not fix.undone}
    return json.dumps(said, sort_keys=True) if said else ""


def recognised_facts(article: Article) -> str:
    """Title, outlet and date with their evidence as they were recognised, for `restored`."""
    day = None if article.date is None else article.date.isoformat()
    facts = (
        (article.title, article.title_evidence),
        (article.outlet, article.outlet_evidence),
        (day, article.date_evidence),
    )
    return json.dumps([[value, why.kind.value, why.rule, why.line, why.where, why.text] for value, why in facts])


def restored(article: Article, facts: str) -> Article:
    """The article with the facts that `recognised_facts` gave."""
    (title, *for_title), (outlet, *for_outlet), (day, *for_date) = json.loads(facts)
    return replace(
        article,
        title=title,
        outlet=outlet,
        date=None if day is None else dt.date.fromisoformat(day),
        title_evidence=_evidence(*for_title),
        outlet_evidence=_evidence(*for_outlet),
        date_evidence=_evidence(*for_date),
    )


def _evidence(kind: str, rule: str, line: int | None, where: str, text: str) -> Evidence:
    return Evidence(Kind(kind), rule, line, where, text)
