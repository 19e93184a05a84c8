"""Which of the dates on a copied page is the day the article was published."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from searchtui.articles.article import UNKNOWN, Evidence, Kind
from searchtui.articles.chrome import Look
from searchtui.articles.dates import FoundDate, find_dates, yearless_date
from searchtui.articles.lines import Paragraph

ABOVE_TITLE = 8
INTO_BODY = 6
BELOW_BODY = 4
"""How many paragraphs from the headline and the body a date line may stand."""

RIGHT_ABOVE = 2
"""Paragraphs above the headline that belong to its head."""

_HEADER_LINES = 4
_ENOUGH = 1.5
_LONGEST_LINE = 170
_EDGE = 60
"""Characters at the end of a longer line in which a date may stand."""

_LONGEST_LOOKED_AT = 20_000
_LABEL = re.compile(
    r"(?i)\W*(?:date|published|posted|publication date|first published|issued|datum|veröffentlicht|stand|erstellt|"
    r"publié|mis en ligne|fecha|publicado|data|pubblicato|publicado em|gepubliceerd|geplaatst|publicerad|publisert|"
    r"publiceret|julkaistu|опубликовано|дата|megjelent|publicat|opublikowano|yayınlanma|発行日?|公開日?|配信|发布时间?|"
    r"日期|게시|입력|نشر)\b"
)
_PUBLISHED = re.compile(
    r"(?i)publish|posted|issued|erstellt|veröffentlich|publi[éc]|publicad|pubblicat|gepubliceerd|publicer|publiser|julkaistu|"
    r"опубликован|opublikowan|yayın|公開|発行|配信|发布|입력|نشر"
)
_UPDATED = re.compile(
    r"(?i)updat|modified|aktualisiert|mis à jour|modifié|actualizad|modifica|aggiornat|atualizad|bijgewerkt|"
    r"uppdaterad|oppdatert|opdateret|päivitetty|обновлен|frissít|actualizat|aktualizac|güncel|更新|수정|تحديث"
)
_OTHER_STORY = re.compile(
    r"(?i)\W*(?:related|read (?:more|next|also)|see also|more|lesen sie|lire|leia|lea|leggi|©|copyright)\b|.*©"
)
_ISSUE = re.compile(r"(?i)\b(?:issue|edition|print edition|ausgabe|heft|numéro|número|numero|nummer)\b")
_TIME = re.compile(r"\d{1,2}[:.h]\d{2}|\d\s?[ap]\.?m\b|T\d\d:\d\d", re.IGNORECASE)
_NAME_AFTER = re.compile(r"\s?[,、|–-]\s?[^\W\d_a-zà-ÿ]")
_WORD = re.compile(r"[^\W\d_]{3,}")
_DIGIT = re.compile(r"\d")
_CLOCK_OF_24 = re.compile(r"(?<![\d/:])(?:1[3-9]|2[0-3]):[0-5]\d(?!\s?[AaPp]\.?[Mm])")
_TWO_NUMBERS = re.compile(r"(?<![\d/])(\d{1,2})/(\d{1,2})/(?:19|20)\d\d(?![\d/])")
_MONTHS_OF_YEAR = 12
_RIGHTS = re.compile(r"(?i)(?:©|\(c\)|copyright)\D{0,20}(?:20\d\d\s?[–-]\s?)?(20\d\d)(?!\d|\s?[–-]\s?\d)")


@dataclass(frozen=True, slots=True)
class PageDate:
    """The day of publication with its evidence, and the other days that claim to be one."""

    day: dt.date | None
    evidence: Evidence
    others: tuple[dt.date, ...] = ()


@dataclass(frozen=True, slots=True)
class _Candidate:
    score: float
    rule: str
    paragraph: Paragraph
    found: FoundDate


def page_date(
    paragraphs: Sequence[Paragraph],
    looks: Sequence[Look],
    body: Sequence[bool],
    *,
    title: int | None,
    first: int,
    last: int,
    day_first: bool,
) -> PageDate:
    """Choose among the full dates in short lines, or at the edge of a line, near the headline and the body.

    `looks` and `body` tell of each paragraph what it looks like and whether it belongs to the article, `first` and
    `last` bound the body, `title` is the headline's index. Dates in captions, in notices of copyright and in teasers
    of other stories do not count. `day_first` is that of `find_dates`.
    """
    headline = first if title is None else title
    on_page = day_first or _writes_day_first(paragraphs)
    places = _places(len(paragraphs), headline, first, last)
    candidates: list[_Candidate] = []
    for index in places:
        if looks[index] is Look.CAPTION:
            continue
        for candidate in _dates_in(paragraphs[index], is_body=body[index], day_first=on_page):
            bonus = _nearness(candidate, index, headline, body=(first, last))
            if bonus is not None:
                score = candidate.score + bonus
                candidates.append(_Candidate(score, candidate.rule, candidate.paragraph, candidate.found))
    best = max(candidates, key=lambda candidate: candidate.score, default=None)
    if best is None or best.score < _ENOUGH:
        near = (index for index in range(max(0, headline - 1), min(first + 1, len(paragraphs))) if index != headline)
        return _of_this_year(paragraphs, [paragraphs[index] for index in near])
    days = dict.fromkeys(candidate.found.day for candidate in candidates if candidate.score >= _ENOUGH)
    # Which of two numbers is the month was taken from other lines, or from a clock of 24 hours.
    stated = day_first or best.found in find_dates(best.paragraph.text)
    kind, rule = (Kind.STATED, best.rule) if stated else (Kind.INFERRED, "day before month")
    evidence = Evidence(kind, rule, best.paragraph.line, text=_excerpt(best.paragraph.text, best.found))
    return PageDate(best.found.day, evidence, tuple(day for day in days if day != best.found.day))


def _writes_day_first(paragraphs: Sequence[Paragraph]) -> bool:
    """Tell whether a page writes the day before the month: some of its dates cannot be read otherwise, none must be."""
    first = second = False
    for paragraph in paragraphs:
        if len(paragraph.text) <= _LONGEST_LINE and "/" in paragraph.text:
            for match in _TWO_NUMBERS.finditer(paragraph.text):
                first |= int(match[1]) > _MONTHS_OF_YEAR
                second |= int(match[2]) > _MONTHS_OF_YEAR
    return first and not second


def _of_this_year(paragraphs: Sequence[Paragraph], head: Sequence[Paragraph]) -> PageDate:
    """Infer the day of a date line without a year, as sites write in the year itself, from the notice of rights."""
    head = [paragraph for paragraph in head if ":" in paragraph.text and paragraph.size <= _LONGEST_LINE]
    if not head:
        return PageDate(None, UNKNOWN)
    notices = (_RIGHTS.search(paragraph.text[:_LONGEST_LINE]) for paragraph in reversed(paragraphs))
    rights = next((match for match in notices if match), None)
    for paragraph in head if rights else ():
        found = yearless_date(paragraph.text, int(rights[1])) if rights else None
        if found is not None:
            text = _excerpt(paragraph.text, found)
            return PageDate(found.day, Evidence(Kind.INFERRED, "year of the copyright line", paragraph.line, text=text))
    return PageDate(None, UNKNOWN)


def _places(length: int, headline: int, first: int, last: int) -> list[int]:
    """Return the paragraphs in which the date of publication may stand."""
    near = range(max(0, headline - ABOVE_TITLE), min(first + INTO_BODY, last))
    below = range(last, min(last + BELOW_BODY, length))
    return sorted({*range(min(_HEADER_LINES, length)), *near, *below})


def _nearness(candidate: _Candidate, index: int, headline: int, *, body: tuple[int, int]) -> float | None:
    """Return what the place of a date line adds to its score, None where it does not count there."""
    if index >= body[1]:
        nearness = -0.05 * (index - body[1])
        has_time = _TIME.search(candidate.paragraph.text) is not None
        return nearness - ((0.8 if has_time else 1.5) if candidate.rule == "date line" else 0.5)
    nearness = -0.02 * abs(index - headline)
    if headline < index < body[0] + INTO_BODY:
        return nearness + (1.0 if index <= body[0] else 0.5)
    if headline - RIGHT_ABOVE <= index < headline:
        return nearness + 0.7
    is_far = index < headline - ABOVE_TITLE
    return None if is_far and candidate.rule != "header line" else nearness


def _dates_in(paragraph: Paragraph, *, is_body: bool, day_first: bool) -> Iterator[_Candidate]:
    text = paragraph.text
    edge = len(text) - _EDGE if len(text) > _LONGEST_LINE else 0
    if (
        _DIGIT.search(text, max(0, edge - 4)) is None
        or len(text) > _LONGEST_LOOKED_AT
        or _OTHER_STORY.match(text[:200])
    ):
        return
    for found in find_dates(text, day_first=day_first or _CLOCK_OF_24.search(text) is not None):
        if found.end < edge:
            return
        score, rule = _score(text, found, is_body=is_body)
        yield _Candidate(score, rule, paragraph, found)


def _score(text: str, found: FoundDate, *, is_body: bool) -> tuple[float, str]:
    before, after = text[: found.start], text[found.end :]
    is_issue = _ISSUE.search(after[:40]) is not None
    rest = len(_WORD.findall(_PUBLISHED.sub("", _UPDATED.sub("", before + after))))
    if _UPDATED.search(before[-40:]) and not _PUBLISHED.search(before[max(0, len(before) - 40) :]):
        return (1.6 if rest <= 6 else 0.0), "updated"
    if not is_body and _LABEL.match(before[-40:]) and len(before) <= 40:
        return 4.0, "header line" if not _PUBLISHED.search(before) else "published"
    if not is_body and _PUBLISHED.search(before[-40:]):
        return 3.5, "published"
    if not is_issue and _NAME_AFTER.match(after) and len(after) <= 40 and (len(before) > 30 or not before.strip()):
        return 2.5, "dateline"
    if is_body:
        return 0.0, "text"
    score = 0.0 if is_issue else 2.0 if rest <= 5 else 1.0 if rest <= 9 else 0.0
    if score and (_TIME.search(after[:24] + " " + before[-12:]) or _UPDATED.search(after[:24])):
        score += 0.5
    return score, "date line"


def _excerpt(text: str, found: FoundDate) -> str:
    start, end = max(0, found.start - 40), min(len(text), found.end + 40)
    return text[start:end].strip()
