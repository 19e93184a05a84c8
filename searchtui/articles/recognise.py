"""From a raw document to an article: what its parts are, and what is known about it and how."""

from __future__ import annotations

import re
from dataclasses import dataclass

from searchtui.articles.article import UNKNOWN, Article, Evidence, Kind, Part
from searchtui.articles.blocks import blocks
from searchtui.articles.chrome import Look, byline, looks
from searchtui.articles.credits import bylined_agency, credited_agency, dateline_agency
from searchtui.articles.dates import iso_day
from searchtui.articles.dating import PageDate, page_date
from searchtui.articles.gazetteer import Gazetteer, gazetteer, host_of
from searchtui.articles.ids import article_id
from searchtui.articles.layout import body_parts, body_run
from searchtui.articles.lines import Paragraph, paragraphs
from searchtui.articles.marked import declared_days, declared_language, marked_paragraphs, outlet_of_page
from searchtui.articles.outlets import PageOutlet, page_outlet
from searchtui.articles.pathnames import date_of_path, outlet_of_path
from searchtui.articles.titles import find_title
from searchtui.articles.wording import is_site_wording
from searchtui.config import UserOutlet
from searchtui.files.document import RawDocument
from searchtui.text.languages import guess_language

_LONGEST_TITLE = 300
_ENOUGH_ABOVE = 8
_SHARE_OF_OTHER = 0.3
_CLEARLY = 1.15
_LANGUAGE_SAMPLE = 1_500
_BROWSER_TAIL = re.compile(r"\s+[|–—]\s+[^|–—]{2,40}\Z|\s+-\s+[A-Z][^-|]{2,40}\Z")


@dataclass(frozen=True, slots=True)
class _Page:
    """A document cut up: its paragraphs, what each looks like and is, the headline's index, the bounds of the body."""

    paragraphs: list[Paragraph]
    looks: list[Look]
    parts: list[Part]
    title: int | None
    title_rule: str
    first: int
    last: int


def recognise(document: RawDocument, *, default_language: str = "en", outlets: tuple[UserOutlet, ...] = ()) -> Article:
    """Return the article of a document.

    What the document's fields declare is believed first, then what its text states, then what its path implies; what
    none of them says stays unknown. `default_language` is taken where the text is too short or too mixed to tell;
    `outlets` are known besides those of the gazetteer. Never raises, whatever the text is.
    """
    page = _read_page(document)
    known = gazetteer(outlets)
    lang = _language(document, page, default_language)
    title, title_evidence = _title(document, page)
    day = _date(document, page, day_first=lang != "en")
    outlet = _outlet(document, page, title, known)
    body = [part is Part.BODY for part in page.parts]
    return Article(
        id=article_id(document.path, document.record),
        path=document.path,
        record=document.record,
        title=title,
        outlet=outlet.name,
        date=day.day,
        lang=lang,
        text=document.text,
        blocks=blocks(document.text, page.paragraphs, page.parts),
        title_evidence=title_evidence,
        outlet_evidence=outlet.evidence,
        date_evidence=day.evidence,
        agency=_agency(page, body),
        author=document.fields.get("author") or _author(page),
        url=document.fields.get("url") or outlet.url,
        other_dates=day.others,
    )


def _read_page(document: RawDocument) -> _Page:
    """Cut a document up; the more it declares itself, the less is taken for something else than its body."""
    if document.layout is not None:
        return _read_marked(document)
    found = paragraphs(document.text)
    declared = "" if "title" in document.inferred else document.fields.get("title", "")
    if document.clean_body or (declared and not document.is_page):
        return _read_clean(found, declared, keep_tail=document.clean_body)
    if not found:
        return _Page([], [], [], None, "", 0, 0)
    seen = looks(found)
    first, last = _body_under_headline(found, seen)
    heading = _markdown_heading(document.path, found)
    title = find_title(found, seen, first, last)
    index, rule = (heading, "heading") if heading is not None else (title.index, title.rule) if title else (None, "")
    parts = [Part.CHROME] * len(found)
    if index is not None and index >= first:
        first = index + 1
    for place, keep in enumerate(body_parts(found, seen, first, last), start=first):
        if keep:
            parts[place] = Part.BODY
    if index is not None:
        parts[index] = Part.TITLE
        for place in _standfirst(found, seen, index, first):
            parts[place] = Part.BODY
    return _Page(found, seen, parts, index, rule, first, last)


def _body_under_headline(found: list[Paragraph], seen: list[Look]) -> tuple[int, int]:
    """Return the bounds of the body: those of another run of some length above it where only that has a headline.

    A short article may be outweighed by what the site says of itself below it.
    """
    run = body_run(found, seen)
    if run.first < _ENOUGH_ABOVE:
        return run.first, run.last
    other = body_run(found[: run.first], seen[: run.first])
    if other.weight < _SHARE_OF_OTHER * run.weight:
        return run.first, run.last
    title, other_title = (find_title(found, seen, each.first, each.last) for each in (run, other))
    if other_title and (title is None or other_title.score > _CLEARLY * title.score):
        return other.first, other.last
    return run.first, run.last


def _standfirst(found: list[Paragraph], seen: list[Look], title: int, first: int) -> list[int]:
    """Return the paragraphs between headline and body that belong to the article: what reads as a sentence or two."""
    kept = []
    for place in range(title + 1, first):
        paragraph = found[place]
        sentence = paragraph.words >= 6 and paragraph.size >= 35 and (paragraph.ends_sentence or place == title + 1)
        is_text = seen[place].is_text or (seen[place] is Look.LINE and place == title + 1)
        if sentence and is_text and paragraph.text != found[title].text:
            kept.append(place)
    return kept


def _read_clean(found: list[Paragraph], title: str, *, keep_tail: bool) -> _Page:
    """Take everything for body but the headline repeated on top, notices, and the odds and ends of a Markdown page."""
    seen = looks(found) if not keep_tail else [Look.PROSE] * len(found)
    parts = [Part.CHROME if is_site_wording(paragraph.text) else Part.BODY for paragraph in found]
    index = None
    if title and found and _plain(found[0].text) == _plain(title):
        index = 0
        parts[0] = Part.TITLE
    if not keep_tail:
        for place in range(len(found) - 1, 0, -1):
            if found[place].is_sentence or found[place].is_prose:
                break
            parts[place] = Part.CHROME
    return _Page(found, seen, parts, index, "", 0 if index is None else 1, len(found))


def _read_marked(document: RawDocument) -> _Page:
    """Take the parts that the reader marked; what lines look like is found out only where it will be asked for."""
    found, parts = marked_paragraphs(document)
    is_declared = "outlet" in document.fields and "date" in document.fields and "date" not in document.inferred
    seen = [] if is_declared and iso_day(document.fields["date"]) else looks(found)
    body = [place for place, part in enumerate(parts) if part is Part.BODY]
    title = parts.index(Part.TITLE) if Part.TITLE in parts else None
    first, last = (body[0], body[-1] + 1) if body else (len(found), len(found))
    return _Page(found, seen, parts, title, "marked", first, last)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def _markdown_heading(path: str, found: list[Paragraph]) -> int | None:
    if not re.search(r"(?i)\.(?:md|markdown)(?:\.gz)?\Z", path):
        return None
    return next((index for index, paragraph in enumerate(found[:40]) if paragraph.text.startswith("# ")), None)


def _title(document: RawDocument, page: _Page) -> tuple[str, Evidence]:
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


def _date(document: RawDocument, page: _Page, *, day_first: bool) -> PageDate:
    declared = document.fields.get("date", "")
    day, others, where = iso_day(declared), declared_days(document), document.places.get("date", "")
    if day is not None and "date" not in document.inferred:
        return PageDate(day, Evidence(Kind.STATED, "declared", where=where, text=declared[:100]), others)
    body = [part is Part.BODY for part in page.parts]
    if not document.clean_body:
        found = page_date(
            page.paragraphs, page.looks, body, title=page.title, first=page.first, last=page.last, day_first=day_first
        )
        if found.day is not None:
            return PageDate(found.day, _moved(found.evidence, document), found.others)
    named = date_of_path(document.path) if document.record is None else None
    if named is None and day is not None:
        return PageDate(day, Evidence(Kind.INFERRED, "guessed", where=where, text=declared[:100]), others)
    if named is None:
        return PageDate(None, UNKNOWN, others)
    return PageDate(named[0], Evidence(Kind.INFERRED, named[1].where, where=named[1].where, text=named[1].text))


def _outlet(document: RawDocument, page: _Page, title: str, known: Gazetteer) -> PageOutlet:
    declared, url = document.fields.get("outlet", ""), document.fields.get("url", "")
    if document.is_page and (stated := outlet_of_page(document, known)):
        return PageOutlet(*stated)
    if declared:
        outlet = known.only_named(declared) or known.at(declared)
        name = outlet.name if outlet else host_of(declared) or declared
        where = document.places.get("outlet", "")
        return PageOutlet(name, Evidence(Kind.STATED, "declared", where=where, text=declared[:200]))
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
    named = outlet_of_path(document.path, known)
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


def _agency(page: _Page, body: list[bool]) -> str | None:
    opening = next((p.text for p, is_body in zip(page.paragraphs, body, strict=True) if is_body), "")
    if agency := dateline_agency(opening):
        return agency
    start = page.title or max(0, page.first - 12)
    for paragraph in page.paragraphs[start : page.first]:
        if agency := bylined_agency(paragraph.text):
            return agency
    closing = page.paragraphs[max(page.first, page.last - 2) : page.last + 3]
    return next((agency for p in closing if (agency := credited_agency(p.text) or bylined_agency(p.text))), None)


def _author(page: _Page) -> str | None:
    start = page.title if page.title is not None else max(0, page.first - 8)
    names = (byline(paragraph.text) for paragraph in page.paragraphs[start : page.first + 2])
    return next((name for name in names if name and not bylined_agency(name)), None)


def _language(document: RawDocument, page: _Page, default: str) -> str | None:
    declared = document.fields.get("lang", "").strip().lower().replace("_", "-").split("-")[0]
    if re.fullmatch(r"[a-z]{2}", declared) and not document.is_page:
        return declared
    body = (p.text for p, part in zip(page.paragraphs, page.parts, strict=True) if part is Part.BODY)
    sample = ""
    for text in body:
        sample += text[:_LANGUAGE_SAMPLE] + "\n"
        if len(sample) > _LANGUAGE_SAMPLE:
            break
    guessed = guess_language(sample or document.text[:_LANGUAGE_SAMPLE])
    return declared_language(declared, guessed) or default
