"""A document cut up: its paragraphs, which of them are headline, body and site chrome, and where the body stands."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from searchtui.articles.article import Part
from searchtui.articles.chrome import Look, looks
from searchtui.articles.dates import iso_day
from searchtui.articles.layout import body_parts, body_run
from searchtui.articles.lines import Paragraph, ParagraphsAt, Span, paragraphs, spans
from searchtui.articles.marked import marked_spans
from searchtui.articles.survey import Survey
from searchtui.articles.titles import find_title
from searchtui.articles.wording import is_site_wording, site_wording
from searchtui.files.document import RawDocument

_ENOUGH_ABOVE = 8
_SHARE_OF_OTHER = 0.3
_CLEARLY = 1.15


@dataclass(frozen=True, slots=True)
class Page:
    """The paragraphs of a document, where each stands, what each looks like and is.

    `looks` is empty where nothing depends on it. `title` is the headline's index, found by `title_rule`; the body
    begins at paragraph `first` and ends before `last`.
    """

    text: str
    paragraphs: Sequence[Paragraph]
    places: Sequence[Paragraph | Span]
    looks: Sequence[Look]
    parts: Sequence[Part]
    title: int | None
    title_rule: str
    first: int
    last: int

    def written(self, start: int, end: int) -> list[str]:
        """Return what stands in the paragraphs from `start` to before `end`, hard wraps as spaces."""
        return [self.text[place[0] : place[1]].replace("\n", " ") for place in self.places[start:end]]


def read_page(document: RawDocument, survey: Survey | None = None) -> Page:
    """Cut a document up; the more it declares itself, the less is taken for something else than its body.

    The `survey` is of a text with `clean_body`.
    """
    if document.layout is not None:
        return _read_marked(document)
    declared = "" if "title" in document.inferred else document.fields.get("title", "")
    if document.clean_body:
        return _read_body(document.text, declared, survey)
    found = paragraphs(document.text)
    if declared and not document.is_page:
        return _read_clean(document.text, found, declared)
    if not found:
        return Page(document.text, [], [], [], [], None, "", 0, 0)
    seen = looks(found)
    first, last = _body_under_headline(found, seen)
    heading = _markdown_heading(document.place, found)
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
    return Page(document.text, found, found, seen, parts, index, rule, first, last)


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


def _read_body(text: str, title: str, survey: Survey | None) -> Page:
    """Take everything for body but the headline repeated on top, and notices."""
    places = spans(text) if survey is None else survey.spans
    parts = [Part.BODY] * len(places)
    for number in site_wording(text, places, None if survey is None else survey.may_be_site):
        parts[number] = Part.CHROME
    index = _repeated_title(text[places[0][0] : places[0][1]], title) if places else None
    if index is not None:
        parts[index] = Part.TITLE
    return Page(text, ParagraphsAt(text, places), places, (), parts, index, "", 0 if index is None else 1, len(places))


def _read_clean(text: str, found: list[Paragraph], title: str) -> Page:
    """Do as `_read_body`, and drop the odds and ends at the foot of a Markdown page."""
    parts = [Part.CHROME if is_site_wording(paragraph.text) else Part.BODY for paragraph in found]
    index = _repeated_title(found[0].text, title) if found else None
    if index is not None:
        parts[index] = Part.TITLE
    for place in range(len(found) - 1, 0, -1):
        if found[place].is_sentence or found[place].is_prose:
            break
        parts[place] = Part.CHROME
    return Page(text, found, found, looks(found), parts, index, "", 0 if index is None else 1, len(found))


def _repeated_title(line: str, title: str) -> int | None:
    """Return 0 where the first line of a text is its headline once more, else None."""
    may_be = line[:1].casefold() == title[:1].casefold() or not (line[:1].isalnum() and title[:1].isalnum())
    return 0 if title and may_be and _plain(line) == _plain(title) else None


def _read_marked(document: RawDocument) -> Page:
    """Take the parts that the reader marked; what lines look like is found out only where it will be asked for."""
    places, parts = marked_spans(document)
    is_declared = "outlet" in document.fields and "date" in document.fields and "date" not in document.inferred
    found: Sequence[Paragraph] = ParagraphsAt(document.text, places)
    seen: Sequence[Look] = ()
    if not (is_declared and iso_day(document.fields["date"])):
        found = list(found)
        seen = looks(found)
    body = [place for place, part in enumerate(parts) if part is Part.BODY]
    title = parts.index(Part.TITLE) if Part.TITLE in parts else None
    first, last = (body[0], body[-1] + 1) if body else (len(places), len(places))
    return Page(document.text, found, places, seen, parts, title, "marked", first, last)


def _plain(text: str) -> str:
    return re.sub(r"\W+", " ", text).strip().casefold()


def _markdown_heading(path: str, found: list[Paragraph]) -> int | None:
    if not re.search(r"(?i)\.(?:md|markdown)(?:\.gz)?\Z", path):
        return None
    return next((index for index, paragraph in enumerate(found[:40]) if paragraph.text.startswith("# ")), None)
