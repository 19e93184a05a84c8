"""Whose work an article is besides its outlet's: news agencies and authors, from datelines, bylines and credits."""

from __future__ import annotations

import re

_AGENCIES = {
    "Reuters": ("reuters", "thomson reuters", "рейтер"),
    "AP": ("ap", "the associated press", "associated press"),
    "AFP": ("afp", "agence france-presse"),
    "dpa": ("dpa", "dpa-afx"),
    "TASS": ("tass", "тасс", "itar-tass"),
    "Xinhua": ("xinhua", "新华社", "xinhua news agency"),
    "EFE": ("efe",),
    "ANSA": ("ansa",),
    "PA Media": ("pa", "press association", "pa media"),
    "UPI": ("upi",),
    "Bloomberg": ("bloomberg", "bloomberg news"),
    "Kyodo": ("kyodo", "kyodo news", "共同通信", "共同"),
    "Jiji": ("jiji", "jiji press", "時事"),
    "Yonhap": ("yonhap", "연합뉴스"),
    "Interfax": ("interfax", "интерфакс"),
    "RIA Novosti": ("ria novosti", "ria", "риа новости"),
    "Anadolu": ("anadolu", "anadolu agency", "aa"),
    "PTI": ("pti", "press trust of india"),
    "ANI": ("ani",),
    "IANS": ("ians",),
    "Europa Press": ("europa press",),
    "Lusa": ("lusa", "agência lusa"),
    "ATS": ("ats", "keystone-sda", "sda"),
    "APA": ("apa",),
    "KNA": ("kna",),
    "epd": ("epd",),
    "AAP": ("aap", "australian associated press"),
    "The Canadian Press": ("canadian press", "the canadian press", "cp"),
    "TT": ("tt",),
    "NTB": ("ntb",),
    "Ritzau": ("ritzau",),
    "STT": ("stt",),
    "ANP": ("anp",),
    "Belga": ("belga",),
    "PAP": ("pap",),
    "CTK": ("čtk", "ctk"),
    "MTI": ("mti",),
    "Agerpres": ("agerpres",),
    "IRNA": ("irna",),
    "SANA": ("sana",),
    "KCNA": ("kcna",),
    "WAFA": ("wafa",),
}
_BY_NAME = {alias: agency for agency, aliases in _AGENCIES.items() for alias in aliases}
_DATELINE = re.compile(r"[^\W\d_][^\n(]{1,60} \((?P<agency>[^()\n]{2,40})\) ?[—–-]{1,2} ?")
_IN_BRACKETS = re.compile(r"\((?P<agencies>[^()\n]{2,60})\)[\s.]*\Z")
_PHOTO = re.compile(r"(?i)photo|image|foto|bild|getty|video|file")
_LONGEST_BYLINE = 80
_BY = re.compile(r"(?i)(?:by|von|par|por|di|source ?:|quelle ?:) ?")
_PLACE = re.compile(r"\s+in [A-Z]\w+\Z", re.IGNORECASE)
_NAMES = tuple(_BY_NAME)
_SEPARATOR = re.compile(r"\s*(?:,|/|;|\band\b|\bund\b|\bet\b|\by\b|&)\s*")


def dateline_agency(opening: str) -> str | None:
    """Return the agency of a body's first line such as "PORT LISSE (Meridian Wire) — Some 4,200 dockers"."""
    head = opening[:120]
    match = _DATELINE.match(head) if "(" in head else None
    if match is None or not match["agency"][0].isalpha():
        return None
    return _BY_NAME.get(match["agency"].casefold(), match["agency"])


def credited_agency(line: str) -> str | None:
    """Return the known agencies that a closing credit names ("mf/ar (Reuters, AP)"), joined by commas."""
    tail = line[-80:]
    match = _IN_BRACKETS.search(tail) if ")" in tail else None
    return _known(match["agencies"]) if match else None


def bylined_agency(line: str) -> str | None:
    """Return the known agencies in a byline or a line that is nothing else ("The Associated Press", "Reuters")."""
    if len(line) >= _LONGEST_BYLINE:
        return None
    line = line.strip()
    by = _BY.match(line)
    names = line[by.end() :] if by else line
    if not names.lower().lstrip(" .").startswith(_NAMES):
        return None
    return _known(_PLACE.sub("", names))


def _known(names: str) -> str | None:
    if not names or _PHOTO.search(names):
        return None
    parts = _SEPARATOR.split(names)
    found = [_BY_NAME.get(part.strip(" .").casefold()) for part in parts]
    return ", ".join(dict.fromkeys(agency for agency in found if agency)) if all(found) else None
