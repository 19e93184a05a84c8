"""What a line of a news page is: running text, or a menu entry, a caption, a byline, a date line, a notice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from enum import Enum
from functools import lru_cache

from searchtui.articles.dates import dateline, find_dates
from searchtui.articles.lines import Paragraph
from searchtui.articles.notices import is_menu_row, is_notice
from searchtui.articles.wording import is_site_wording


class Look(Enum):
    """What a paragraph looks like, taken by itself."""

    PROSE = "running text of some length", True
    SENTENCE = "a short sentence, or an item of a list", True
    LINE = "a headline, a sub-head, a name, a menu entry of unknown wording"
    CAPTION = "a caption or a credit"
    BYLINE = "names of authors"
    DATED = "a date, or how long ago"
    CHROME = "the wording of a site"

    def __init__(self, meaning: str, is_text: bool = False) -> None:  # noqa: FBT001, FBT002 - the value of a member
        self.meaning = meaning
        self.is_text = is_text
        """Whether it reads as part of an article."""


_AGENCY = r"(?:AFP|AP|Reuters|Getty|EPA|dpa|TASS|Xinhua|ANP|NTB|TT|PA|EFE|ANSA)"
_CREDIT_WORD = (
    r"photo(?:graph|s)?|image|foto|fotografía|photographie|bild|bildrechte|credit|crédit|quelle|источник|фото|коллаж|"
    r"zdjęcie|fot|illustration|picture|video"
)
_CREDITS = (
    rf"\((?:file )?(?:{_CREDIT_WORD})s?\b[^)]{{0,120}}\)?\W*\Z",
    rf"\((?:[^()]{{0,40}}\s)?{_AGENCY}(?:\s[^()]{{0,20}})?(?:\sphoto|\simages?|\sfile)\)\W*\Z",
    rf"(?<![^\W_])(?:{_CREDIT_WORD})s?(?: credit| by| courtesy)?\s?[:：/©][^.!?]{{1,80}}\Z",
    r"\((?:[^()]{1,40}[ /])?(?:press|wire|agency|news|archives?|pictures|handout|supplied|pool)\)\W*\Z",
    r"(?:photo by|\bphotographed by|picture by)\b.{1,60}\Z",
    (
        r"\b(?:getty images|istockphoto|shutterstock|picture[ -]alliance|ap photo|afp photo|pa wire|imago|zuma press|"
        r"associated press file|europa press|via reuters|via getty|via ap)\b[^.!?]{0,40}\Z"
    ),
    r"\S/(?:reuters|afp|ap|getty|epa|tass|dpa|imago|shutterstock|rex)\b[^.!?]{0,20}\Z",
    r"^(?:getty images|epa|afp|reuters|pa media|ap)(?: ?/ ?\w+)?\Z",
    rf"^\([^()]{{3,60}}\s?/\s?{_AGENCY}[^()]{{0,30}}\)\Z",
)
_CREDIT = re.compile("|".join(_CREDITS), re.IGNORECASE)
_CREDIT_SIGNS = (
    *("(", ":", "/", "：", "©", " by", "getty images", "stock", "alliance", "ap photo", "afp photo", "pa wire"),
    *("imago", "zuma", "press file", "europa press", "via "),
)
_CREDIT_STARTS = ("getty images", "epa", "afp", "reuters", "pa media", "ap")
_CREDIT_HINTS = (
    *("photo", "image", "foto", "bild", "credit", "crédit", "quelle", "источник", "фото", "коллаж", "zdjęcie", "fot"),
    *("illustration", "picture", "video", "getty", "stock", "alliance", "wire", "imago", "zuma", "press", "reuters"),
    *("afp", "ap", "epa", "tass", "dpa", "rex", "xinhua", "agency", "news", "archive", "handout", "supplied", "pool"),
)
_BYLINE = re.compile(
    r"(?i:by|von|par|por|di|door|av|af|автор|autor|autorin|yazan|text|words by|written by)\s?:?\s"
    r"(?P<names>[^\W\d_][^\n.!?:]{2,80}?)(?:\s*[|•·,]?\s*\d.*)?\Z"
)
_AGO = re.compile(
    r"(?i)\W*(?:updated |published |last updated |posted )?"
    r"(?:(?:\d+ ?(?:s|sec|m|min|h|hr|d|second|minute|hour|day|week|month|year)s?|an hour|a day) ago\b"
    r"|vor \d+ (?:minuten|stunden|tagen)|(?:il y a|hace|há) \d+ \w+|\d+ (?:ore|minuti|giorni) fa\b)"
)
_DIGIT = re.compile(r"\d")
_CLOCK = re.compile(r"(?i)(?<![\d.,])\d{1,2}[:.h]\d{2}(?![\d.])|\d\s?[ap]\.?m\b")
_BREADCRUMB = re.compile(r"\s[/|›»>→·•]\s|[^\W\d_]\s{3,}[^\W\d_]")
_BREADCRUMB_SIGNS = ("/", "|", "›", "»", ">", "→", "·", "•", "  ", "\t", "\u00a0", "\u3000")
_ONLY_ADDRESS = re.compile(r"(?:https?://|www\.)\S+\Z")
_ODD_NOTICE = re.compile(
    r"(?i)\W*(?:©|\(c\) ?\d{4}|\d+ ?(?:min(?:ute)?s?(?:\.|\b)(?: read)?|comments?|shares?)\W*\Z"
    r"|follow .{2,40} on \w+\W*\Z|you have \d+ free|get .{0,40}\b(?:newsletter|inbox|alerts)\b"
    r"|.{2,40} epaper, an electronic|join .{0,40}\b(?:newsletter|briefing|channel|whatsapp)\b)"
)
_BIOGRAPHY = re.compile(
    r"\b(?:is|was|are|has been) (?:an?|the|our)? ?(?:[\w’'-]+ ){0,6}(?:writer|reporter|journalist|editor|correspondent|"
    r"columnist|lecturer|professor|researcher|fellow|author|veteran|freelancer)s?\b|\bcovers? .{3,60} for\b"
    r"|\A(?:you can|follow|contact|email|reach) .{2,60}(?:\bhere\b|\bon (?:x|twitter|facebook|instagram|bluesky)\b|@)"
    r"|\bfollow (?:him|her|them) (?:on|at)\b|\bcan be reached (?:at|on|by)\b"
    r"|\b(?:ist|arbeitet als|schreibt (?:als|seit|über|für)) .{0,60}(?:Redakteur|Autor|Journalist|Korrespondent)"
    r"|\best (?:journaliste|correspondante?|reporter|rédact)|\bes (?:periodista|redactora?|corresponsal|reportera?)\b"
)
_BIOGRAPHY_HINTS = (
    *("writer", "reporter", "ournalist", "editor", "orrespond", "columnist", "lecturer", "professor", "researcher"),
    *("fellow", "author", "veteran", "freelancer", "cover", "follow", "reached", "Redakteur", "Autor", "rédact"),
    *("periodista", "redactor", "corresponsal"),
)
_BIOGRAPHY_STARTS = ("you can", "contact", "email", "reach")
_LONGEST_LINE = 600
_LONGEST_CREDIT = 60
_LONGEST_CAPTION = 160
_INNER_SENTENCE_END = re.compile(r"[.!?…][\"”’»)]*\s+[\"“‘«(]*[^\W\d_a-z]")


def looks(paragraphs: Sequence[Paragraph]) -> list[Look]:
    """Tell of each paragraph what it looks like; a sentence by itself above the credit of a picture is its caption."""
    found = [look(paragraph) for paragraph in paragraphs]
    for index in range(len(found) - 1):
        if index and found[index - 1].is_text:
            continue
        is_credited = found[index + 1] is Look.CAPTION and paragraphs[index + 1].size <= _LONGEST_CREDIT
        if is_credited and found[index].is_text and _is_one_sentence(paragraphs[index]):
            found[index] = Look.CAPTION
    return found


def _is_one_sentence(paragraph: Paragraph) -> bool:
    text = paragraph.text.rstrip('"”’»)')
    return paragraph.size <= _LONGEST_CAPTION and text.endswith(".") and not _INNER_SENTENCE_END.search(text)


def look(paragraph: Paragraph) -> Look:
    """Tell what one paragraph looks like; the cost does not grow with its length."""
    found = _look_of_line(paragraph.text) if len(paragraph.text) <= _LONGEST_LINE else None
    if found is not None:
        return found
    if paragraph.is_prose:
        return Look.CHROME if is_menu_row(paragraph.text) else Look.PROSE
    if not any(map(str.isalpha, paragraph.text[:200])):
        return Look.CHROME
    return Look.SENTENCE if paragraph.is_sentence else Look.LINE


@lru_cache(maxsize=20_000)
def _look_of_line(text: str) -> Look | None:
    """Tell what a line looks like by its wording; None for one that says nothing of a site.

    The pages of one outlet have most such lines in common.
    """
    if _is_of_site(text):
        return Look.CHROME
    if is_caption(text):
        return Look.CAPTION
    if byline(text) is not None:
        return Look.BYLINE
    return Look.DATED if _is_dated(text) else None


def _is_of_site(text: str) -> bool:
    if is_site_wording(text) or is_breadcrumb(text) or is_notice(text):
        return True
    return bool(_ODD_NOTICE.match(text) or _ONLY_ADDRESS.match(text))


def is_caption(text: str) -> bool:
    """Tell whether a line is the caption of a picture or its credit: it ends in the naming of a source."""
    if len(text) > 600:
        return False
    tail = text[-160:]
    lowered = tail.lower()
    if not _may_be_caption(lowered):
        return False
    for hint in _CREDIT_HINTS:  # a loop is twice as fast as any(), and this is asked of every line
        if hint in lowered:
            return _CREDIT.search(tail) is not None
    return False


def _may_be_caption(lowered: str) -> bool:
    """Tell whether a line has what every alternative of `_CREDIT` wants: punctuation, "by" or the name of a source."""
    for sign in _CREDIT_SIGNS:
        if sign in lowered:
            return True
    return lowered.startswith(_CREDIT_STARTS)


def byline(text: str) -> str | None:
    """Return the name or names of a line like "By Ann Example", or None."""
    match = _BYLINE.match(text) if len(text) <= 120 else None
    if match is None or not match["names"][0].isupper():
        return None
    return match["names"].strip(" ,|•·")


def is_breadcrumb(text: str) -> bool:
    """Tell whether a line is a path through a site or a row of menu entries ("News / World / Asia")."""
    if len(text) > 200:
        return False
    for sign in _BREADCRUMB_SIGNS:
        if sign in text:
            return len(_BREADCRUMB.findall(text)) >= 2
    return False


def is_biography(text: str) -> bool:
    """Tell whether a paragraph, standing below an article, presents its author."""
    if len(text) > 600:
        return False
    opening = text[:200]
    for hint in _BIOGRAPHY_HINTS:
        if hint in opening:
            return _BIOGRAPHY.search(opening) is not None
    return opening.startswith(_BIOGRAPHY_STARTS) and _BIOGRAPHY.search(opening) is not None


def _is_dated(text: str) -> bool:
    """Tell whether a line says when, or is a teaser with the date and the outlet at its end."""
    if _DIGIT.search(text) is None:
        return len(text) <= 60 and " ago" in text and _AGO.match(text) is not None
    if len(text) <= 60 and (_AGO.match(text) or find_dates(text, day_first=True)):
        return True
    if len(text) <= 120 and not text.endswith(".") and _CLOCK.search(text) and find_dates(text, day_first=True):
        return True
    return len(text) <= 400 and dateline(text) is not None
