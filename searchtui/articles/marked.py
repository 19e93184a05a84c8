"""Documents whose reader knows their parts and facts from markup: web pages, newsletters."""

from __future__ import annotations

import datetime as dt
import re

from searchtui.articles.article import Evidence, Kind, Part
from searchtui.articles.gazetteer import Gazetteer
from searchtui.articles.lines import Span
from searchtui.files.document import RawDocument, Role

_CONFUSED = ({"da", "no", "nb", "nn"}, {"es", "gl", "ca", "pt"}, {"cs", "sk"}, {"hr", "sr", "bs"}, {"id", "ms"})
"""Languages too close to each other for a guess to overrule what a page declares."""


def marked_spans(document: RawDocument) -> tuple[list[Span], list[Part]]:
    """Return where the stretches of a document's layout stand, and what each is.

    Markup has no lines that anybody would look for: all stretches are said to begin on the first.
    """
    layout = document.layout or ()
    chrome, body = Role.CHROME, Role.BODY  # hashing a member of an enumeration takes longer than comparing two
    found: list[Span] = [(start, end, 1, True) for start, end, _ in layout]
    parts = [Part.CHROME if role is chrome else Part.BODY if role is body else Part.TITLE for _, _, role in layout]
    return found, parts


def outlet_of_page(document: RawDocument, known: Gazetteer) -> tuple[str, Evidence] | None:
    """Return the known outlet at a page's own address, with what the page declares for evidence where that agrees.

    One outlet's pages so come under one name, whichever of its names and owners they declare.
    """
    declared, url = document.fields.get("outlet", ""), document.fields.get("url", "")
    outlet = known.at(url) if url else None
    if outlet is None:
        return None
    if declared and known.named(declared) == outlet:
        return outlet.name, Evidence(
            Kind.STATED, "declared", where=document.places.get("outlet", ""), text=declared[:200]
        )
    return outlet.name, Evidence(Kind.STATED, "address", where=document.places.get("url", ""), text=url[:200])


def declared_days(document: RawDocument) -> tuple[dt.date, ...]:
    """Return the further days that a document declares."""
    return tuple(dt.date.fromisoformat(day) for day in document.other_dates)


def declared_language(declared: str, guessed: str | None) -> str | None:
    """Return the language of a text: what it reads like, else what its page declares.

    Templates declare English for pages in any language. Near languages are told apart by the declaration.
    """
    if not re.fullmatch(r"[a-z]{2}", declared):
        return guessed
    declared = "no" if declared in {"nb", "nn"} else declared
    if guessed is None or any({declared, guessed} <= near for near in _CONFUSED):
        return declared
    return guessed
