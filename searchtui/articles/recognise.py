"""From a raw document to an article: what its parts are, and what is known about it and how."""

from __future__ import annotations

import re

from searchtui.articles.article import UNKNOWN, Article, Evidence, Kind, Part
from searchtui.articles.blocks import blocks
from searchtui.articles.chrome import byline
from searchtui.articles.credits import bylined_agency, credited_agency, dateline_agency
from searchtui.articles.dates import iso_day
from searchtui.articles.dating import PageDate, page_date
from searchtui.articles.declared import declared_outlet, stated
from searchtui.articles.gazetteer import Gazetteer, gazetteer
from searchtui.articles.ids import article_id
from searchtui.articles.marked import declared_days, declared_language, outlet_of_page
from searchtui.articles.outlets import PageOutlet, page_outlet
from searchtui.articles.pages import Page, read_page
from searchtui.articles.pathnames import date_of_path, outlet_of_path
from searchtui.articles.survey import Survey
from searchtui.config import UserOutlet
from searchtui.files.document import RawDocument
from searchtui.text.languages import OPENING, clear_language, guess_language

_LONGEST_TITLE = 300
_LANGUAGE_SAMPLES = (800, 1_500)
"""Characters of the body from which its language is guessed if its opening leaves doubts; the second number where the
first do not tell.
"""

_BROWSER_TAIL = re.compile(r"\s+[|–—]\s+[^|–—]{2,40}\Z|\s+-\s+[A-Z][^-|]{2,40}\Z")


def recognise(
    document: RawDocument,
    *,
    default_language: str = "en",
    outlets: tuple[UserOutlet, ...] = (),
    survey: Survey | None = None,
) -> Article:
    """Return the article of a document.

    What the document's fields declare is believed first, then what its text states, then what its path implies; what
    none of them says stays unknown. `default_language` is taken where the text is too short or too mixed to tell;
    `outlets` are known besides those of the gazetteer. A `survey` of the text of a record saves time. Never raises,
    whatever the text is.
    """
    page = read_page(document, survey)
    known = gazetteer(outlets)
    lang = _language(document, page, survey, default_language)
    title, title_evidence = _title(document, page)
    day = _date(document, page, day_first=lang != "en")
    outlet = _outlet(document, page, title, known)
    return Article(
        id=article_id(document.path, document.record),
        path=document.path,
        record=document.record,
        title=title,
        outlet=outlet.name,
        date=day.day,
        lang=lang,
        text=document.text,
        blocks=blocks(document.text, page.places, page.parts, may_lack_break=survey is None or survey.may_lack_break),
        title_evidence=title_evidence,
        outlet_evidence=outlet.evidence,
        date_evidence=day.evidence,
        agency=_agency(page),
        author=document.fields.get("author") or _author(page),
        url=document.fields.get("url") or outlet.url,
        other_dates=day.others,
    )


def _title(document: RawDocument, page: Page) -> tuple[str, Evidence]:
    declared, guess = document.fields.get("title", ""), "title" in document.inferred
    if declared and not guess:
        return declared, Evidence(Kind.STATED, "declared", where=document.places.get("title", ""), text=declared[:200])
    if page.title is not None:
        paragraph = page.paragraphs[page.title]
        line = _line(document, paragraph.line)
        text = _BROWSER_TAIL.sub("", paragraph.text) if "|" in paragraph.text else paragraph.text
        title = re.sub(r"[ \t]+", " ", re.sub(r"\A#+ ", "", text)).strip()[:_LONGEST_TITLE]
        return title, Evidence(Kind.STATED, page.title_rule, line, text=paragraph.text[:200])
    if declared:
        return declared, Evidence(Kind.INFERRED, "guessed", where=document.places.get("title", ""), text=declared[:200])
    body = next((p for p, part in zip(page.paragraphs, page.parts, strict=True) if part is Part.BODY), None)
    opening = body or next(iter(page.paragraphs), None)
    if opening is None:
        return "", UNKNOWN
    line = _line(document, opening.line)
    return _first_words(opening.text), Evidence(Kind.INFERRED, "first words", line, text=opening.text[:200])


def _first_words(text: str) -> str:
    words = " ".join(text[:400].split())
    return words if len(words) <= 100 else (words[:100].rpartition(" ")[0] or words[:100]) + " …"


def _date(document: RawDocument, page: Page, *, day_first: bool) -> PageDate:
    declared, where = document.fields.get("date", ""), document.places.get("date", "")
    day, others = iso_day(declared) if declared else None, declared_days(document)
    if day is not None and "date" not in document.inferred:
        return PageDate(day, stated("declared", where, declared[:100]), others)
    if not document.clean_body:
        body = [part is Part.BODY for part in page.parts]
        found = page_date(
            page.paragraphs, page.looks, body, title=page.title, first=page.first, last=page.last, day_first=day_first
        )
        if found.day is not None:
            return PageDate(found.day, _moved(found.evidence, document), found.others)
    named = date_of_path(document.place) if document.has_own_file else None
    if named is None and day is not None:
        return PageDate(day, Evidence(Kind.INFERRED, "guessed", where=where, text=declared[:100]), others)
    if named is None:
        return PageDate(None, UNKNOWN, others)
    return PageDate(named[0], Evidence(Kind.INFERRED, named[1].where, where=named[1].where, text=named[1].text))


def _outlet(document: RawDocument, page: Page, title: str, known: Gazetteer) -> PageOutlet:
    declared, url = document.fields.get("outlet", ""), document.fields.get("url", "")
    if document.is_page and (stated := outlet_of_page(document, known)):
        return PageOutlet(*stated)
    if declared:
        return declared_outlet(known, declared, document.places.get("outlet", ""))
    if url and (outlet := known.at(url)):
        return PageOutlet(
            outlet.name, Evidence(Kind.STATED, "address", where=document.places.get("url", ""), text=url[:200])
        )
    found = PageOutlet(None, UNKNOWN)
    if not document.clean_body:
        body = [part is Part.BODY for part in page.parts]
        found = page_outlet(page.paragraphs, page.looks, body, title=title, first=page.first, gazetteer=known)
        if found.name is not None:
            return PageOutlet(found.name, _moved(found.evidence, document), found.url)
    named = outlet_of_path(document.place, known)
    if named is None:
        return found
    return PageOutlet(named.value, Evidence(Kind.INFERRED, named.where, where=named.where, text=named.text), found.url)


def _moved(evidence: Evidence, document: RawDocument) -> Evidence:
    """Count the evidence's line from the beginning of the file instead of the text."""
    line = None if evidence.line is None else _line(document, evidence.line)
    where = "text of the page" if document.is_page and not evidence.where else evidence.where
    return Evidence(evidence.kind, evidence.rule, line, where, evidence.text)


def _line(document: RawDocument, line: int) -> int | None:
    """Return the line of the file that a line of the text is, None where the text is not the file's own lines."""
    return None if document.is_page else document.first_line + line - 1


def _agency(page: Page) -> str | None:
    if Part.BODY in page.parts:
        opening = page.parts.index(Part.BODY)
        if agency := dateline_agency(page.written(opening, opening + 1)[0]):
            return agency
    start = page.title or max(0, page.first - 12)
    for line in page.written(start, page.first):
        if agency := bylined_agency(line):
            return agency
    closing = page.written(max(page.first, page.last - 2), page.last + 3)
    return next((agency for line in closing if (agency := credited_agency(line) or bylined_agency(line))), None)


def _author(page: Page) -> str | None:
    start = page.title if page.title is not None else max(0, page.first - 8)
    names = map(byline, page.written(start, page.first + 2))
    return next((name for name in names if name and not bylined_agency(name)), None)


def _language(document: RawDocument, page: Page, survey: Survey | None, default: str) -> str | None:
    declared = document.fields.get("lang", "").strip().lower().replace("_", "-").split("-")[0]
    if declared and not document.is_page and re.fullmatch(r"[a-z]{2}", declared):
        return declared
    guessed = _opening_language(document.text, page, survey)
    for size in _LANGUAGE_SAMPLES:
        guessed = guessed or guess_language(_sample(document.text, page, size))
    return declared_language(declared, guessed) or default


def _opening_language(text: str, page: Page, survey: Survey | None) -> str | None:
    """Return the language of the first characters of a text, if they are body and leave no doubt."""
    body = Part.BODY
    for place, part in zip(page.places, page.parts, strict=True):
        if place[0] >= OPENING:
            break
        if part is not body:
            return None
    return clear_language(text) if survey is None else survey.language


def _sample(text: str, page: Page, size: int) -> str:
    """Return about the first `size` characters of the body, of a text without one those of all."""
    sample: list[str] = []
    left = size
    for place, part in zip(page.places, page.parts, strict=True):
        if part is Part.BODY:
            start, end = place[0], place[1]
            sample.append(text[start : min(end, start + size)])
            left -= end - start + 1
            if left < 0:
                break
    return "\n".join(sample) or text[:size]
