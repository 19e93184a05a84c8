"""How outlet, date and their evidence are put into words: stated, inferred (marked "~") or unknown (marked "?")."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import NamedTuple

from searchtui.articles.article import Article, Evidence, Kind
from searchtui.articles.fixes import FIXED_BY_YOU

_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
INFERRED = "~"
"""Stands before what is not stated but inferred."""

COPIES_NAMED = 12
"""Copies of an article that are listed with it."""

QUOTE_LENGTH = 60
"""Characters of a quoted line shown as evidence."""


def day(date: dt.date) -> str:
    """The date as "22 Feb 2023", in English whatever the locale."""
    return f"{date.day} {_MONTHS[date.month - 1]} {date.year}"


def outlet_label(outlet: str | None, evidence: Evidence) -> str:
    """The outlet as a list shows it: "DW", "~DW" when inferred, "outlet ?" when unknown."""
    return "outlet ?" if outlet is None else _marked(outlet, evidence)


def date_label(date: dt.date | None, evidence: Evidence) -> str:
    """The date as a list shows it: "22 Feb 2023", "~22 Feb 2023" when inferred, "date ?" when unknown."""
    return "date ?" if date is None else _marked(day(date), evidence)


def reason(evidence: Evidence) -> str:
    """Where a fact comes from, in a few words: "stated, line 3", "inferred from the file name", "unknown"."""
    match evidence.kind:
        case Kind.UNKNOWN:
            return "unknown"
        case Kind.FIXED:
            return FIXED_BY_YOU
        case Kind.STATED:
            return f"stated, {_place(evidence)}" if _place(evidence) else "stated"
        case Kind.INFERRED:
            source = ", ".join(dict.fromkeys(part for part in (evidence.rule, _place(evidence)) if part))
            return f"inferred from {_with_article(source)}" if source else "inferred"


def quoted(evidence: Evidence) -> str:
    """The words the fact was read from, cut to one short line; empty if there are none."""
    text = " ".join(evidence.text.split())
    return text if len(text) <= QUOTE_LENGTH else text[: QUOTE_LENGTH - 1].rstrip() + "…"


class Fact(NamedTuple):
    """A line about an article: "Date", "22 Feb 2023", "stated, line 3: …"."""

    label: str
    value: str
    evidence: str = ""


def facts(article: Article, copies: Sequence[Article] = ()) -> list[Fact]:
    """What is known about an article and its copies, for the reader."""
    date = None if article.date is None else day(article.date)
    lines = [
        _fact("Outlet", article.outlet, article.outlet_evidence),
        _fact("Date", date, article.date_evidence),
    ]
    optional = (
        ("Agency", article.agency),
        ("Author", article.author),
        ("Address", article.url),
        ("File", article.path if article.record is None else f"{article.path}, record {article.record}"),
    )
    lines += [Fact(label, value) for label, value in optional if value]
    return [*lines, _copies(copies)] if copies else lines


def _copies(others: Sequence[Article]) -> Fact:
    """How many copies there are, and where and when the others appeared."""
    labels = [
        f"{outlet_label(each.outlet, each.outlet_evidence)}, {date_label(each.date, each.date_evidence)}"
        for each in others[:COPIES_NAMED]
    ]
    if len(others) > COPIES_NAMED:
        labels.append(f"{len(others) - COPIES_NAMED:,} more")
    return Fact("Copies", f"1 of {len(others) + 1:,}", "; ".join(labels))


def _marked(value: str, evidence: Evidence) -> str:
    return INFERRED + value if evidence.kind is Kind.INFERRED else value


def _fact(label: str, value: str | None, evidence: Evidence) -> Fact:
    if value is None:
        return Fact(label, "unknown")
    quote = quoted(evidence)
    return Fact(
        label, _marked(value, evidence), reason(evidence) + (f": “{quote}”" if quote not in ("", value) else "")
    )


def _place(evidence: Evidence) -> str:
    return f"line {evidence.line}" if evidence.line is not None else evidence.where


def _with_article(source: str) -> str:
    """The rule as a noun with its article, unless it brings one ("file name" becomes "the file name")."""
    return source if source.startswith(("the ", "a ", "an ")) else f"the {source}"
