"""Facts that a file declares: an export names few outlets and days, so what was made of one is made once."""

from __future__ import annotations

from functools import lru_cache

from searchtui.articles.article import Evidence, Kind
from searchtui.articles.gazetteer import Gazetteer, host_of
from searchtui.articles.outlets import PageOutlet


@lru_cache(maxsize=10_000)
def declared_outlet(known: Gazetteer, declared: str, where: str) -> PageOutlet:
    """Return the outlet of a declared name or web address: by the name it is listed under, else as declared."""
    outlet = known.only_named(declared) or known.at(declared)
    name = outlet.name if outlet else host_of(declared) or declared
    return PageOutlet(name, stated("declared", where, declared[:200]))


@lru_cache(maxsize=10_000)
def stated(rule: str, where: str, text: str) -> Evidence:
    """Return the evidence for what a file states at a place that is no line of it."""
    return Evidence(Kind.STATED, rule, where=where, text=text)
