"""What the name of a file and of its folder say about an article: inferences, never facts."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

from searchtui.articles.dates import iso_day
from searchtui.articles.gazetteer import Gazetteer

_DATED = re.compile(r"(?<!\d)((?:19|20)\d\d[-_.]?[01]\d[-_.]?[0-3]\d)(?!\d)")
_ACRONYM = 2
_PATTERN = re.compile(r"((?:19|20)\d\d[-.]?[01]\d[-.]?[0-3]\d)_(?P<outlet>[^_]+)_(?P<title>.+)")
_PRESS_WORD = re.compile(
    r"(?i)\b(?:news|times|post|herald|ledger|gazette|courier|chronicle|tribune|journal|observer|mail|echo|daily|weekly|"
    r"globe|star|sun|mirror|express|telegraph|guardian|standard|press|radio|tv|television|broadcasting|magazine|review|"
    r"examiner|inquirer|enquirer|sentinel|register|dispatch|bulletin|argus|advertiser|reporter|independent|wire|today|"
    r"zeitung|tagblatt|tageblatt|anzeiger|nachrichten|rundschau|kurier|blatt|rundfunk|spiegel|presse|"
    r"journal|gazette|courrier|dépêche|monde|figaro|écho|diario|periódico|noticias|prensa|mundo|país|heraldo|"
    r"corriere|gazzetta|giornale|messaggero|repubblica|jornal|folha|correio|dagblad|tidning|avis|aftonblad|sanomat|gazeta)\b"
)


@dataclass(frozen=True, slots=True)
class Inferred:
    """A fact read off a path: its value, the part of the path that says it, and where that part stands."""

    value: str
    text: str
    where: str


def outlet_of_path(path: str, gazetteer: Gazetteer) -> Inferred | None:
    """Return the outlet that a file name like "2023-02-22_dw_title.txt" or a folder's name tells.

    In that pattern any name counts; a folder's name does where the gazetteer knows it or it is made of several words
    of which one is a newspaper's ("northern-ledger").
    """
    folders, name = path.split("/")[:-1], _stem(path)
    match = _PATTERN.match(name)
    if match:
        known = gazetteer.named(_spaced(match["outlet"])) or gazetteer.at(match["outlet"])
        return Inferred(known.name if known else _titled(match["outlet"]), match["outlet"], "file name")
    for folder in reversed(folders):
        words = _spaced(folder)
        known = gazetteer.named(words) or gazetteer.at(folder)
        is_word = known is not None and words.casefold() in {name.casefold() for name in known.plain}
        if known and (not is_word or len(words) == _ACRONYM):
            return Inferred(known.name, folder, "folder name")
        if 2 <= len(words.split()) <= 5 and _PRESS_WORD.search(words) and not re.search(r"\d", words):
            return Inferred(_titled(folder), folder, "folder name")
    return None


def date_of_path(path: str) -> tuple[dt.date, Inferred] | None:
    """Return the day at the beginning of a file's name ("2023-02-22_dw_title.txt", "20230222 title.txt")."""
    name = _stem(path)
    match = _DATED.match(name)
    day = iso_day(re.sub(r"[-_.]", "", match[1])) if match else None
    return None if day is None or match is None else (day, Inferred(day.isoformat(), match[1], "file name"))


def looks_like_outlet(name: str) -> bool:
    """Tell whether a name has a newspaper's or a station's word in it ("Calder Courier", "Radio Brack")."""
    return _PRESS_WORD.search(name) is not None


def _stem(path: str) -> str:
    name = path.rpartition("/")[2]
    return re.sub(r"(?i)\.gz\Z", "", name).rpartition(".")[0]


def _spaced(name: str) -> str:
    return re.sub(r"[-_\s]+", " ", name).strip()


def _titled(name: str) -> str:
    words = _spaced(name).split()
    return " ".join(word if any(char.isupper() for char in word) else word.capitalize() for word in words)
