"""Which names exporters give to the title, body, outlet and date of an article, and how their values are written."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from searchtui.files.decode import tidy

TEXT = "text"
ID = "id"

_NAMES: Mapping[str, tuple[str, ...]] = {
    "title": ("title", "headline", "articletitle", "ogtitle", "headlinemain", "titletext"),
    TEXT: (
        "body", "text", "content", "maintext", "articlebody", "fulltext", "articletext", "bodytext", "rawtext",
        "cleanedtext", "contenttext", "story", "articlecontent", "plaintext",
    ),
    "outlet": (
        "outlet", "publisher", "publication", "newspaper", "sourcename", "sitename", "site", "source", "ogsitename",
        "medium", "media", "website", "sourcedomain", "domain", "hostname",
    ),
    "date": (
        "date", "published", "datepublish", "datepublished", "publishdate", "publisheddate", "publicationdate",
        "publishedat", "publishedon", "pubdate", "datetime", "publishedtime", "articlepublishedtime", "firstpublished",
        "webpublicationdate", "created", "createdat", "timestamp", "day",
    ),
    "author": ("author", "authors", "byline", "creator", "writer"),
    "url": ("url", "link", "canonicalurl", "articleurl", "weburl", "sourceurl", "permalink", "originalurl"),
    "lang": ("lang", "language", "languagecode", "inlanguage", "locale"),
    ID: ("id",),
}  # fmt: skip
"""Our name to the names in use, best first; compared without case, spaces and punctuation."""

_SUMMARIES = ("description", "summary", "abstract", "standfirst", "lead", "snippet", "excerpt")
_WRAPPERS = ("_source", "article", "fields", "data")
_NESTED_NAMES = ("name", "title", "main", "value", "$date", "@value", "text", "rendered", "domain", "id")
_PUNCTUATION = re.compile(r"[\W_]+")
_SPACES = re.compile(r"[ \t\n]+")
_UNUSUAL_SPACE = re.compile(r"  |[\t\n]")
_MARKUP = re.compile(r"</(?:p|P|div|DIV|li|h[1-6]|H[1-6]|blockquote|figure|section)>|<(?:br|BR)\s?/?>")
"""What a text has in it that is written as a piece of a web page, as the interfaces of many publishers hand it out."""

_MAX_ID = 200
_LONGEST = 2_000
"""Characters taken of any field but the text."""


@dataclass(frozen=True, slots=True)
class Declared:
    """What one record declares: its own identifier, its text, and the other fields with the place of each."""

    key: str | None
    text: str
    fields: dict[str, str]
    places: dict[str, str]


def declared(record: Mapping[str, object], place: str = "field") -> Declared | None:
    """Map a record's fields to ours, or return None where it has neither a title nor a text.

    Values may be text, numbers (dates as seconds or milliseconds since 1970), lists (authors, paragraphs) or objects
    with a name. A text missing is replaced by a summary. A record wrapped in "_source", "article" or the like is
    unwrapped. Of a text with markup is taken what is shown of it. `place` begins what `places` says ('field "date"').
    """
    columns, summaries = _columns(tuple(record))
    values: dict[str, str] = {}
    places: dict[str, str] = {}
    for ours, names in columns:
        for name in names:
            if value := _written(record[name], ours):
                values[ours] = value
                places[ours] = f'{place} "{name}"'
                break
    text = values.pop(TEXT, "") or next((value for name in summaries if (value := _written(record[name], TEXT))), "")
    if not text and "title" not in values:
        wrapped = (record.get(name) for name in _WRAPPERS)
        return next(
            (found for inner in wrapped if isinstance(inner, Mapping) and (found := declared(inner, place))), None
        )
    if "<" in text and _MARKUP.search(text) is not None:
        text = _shown_text(text)
        values |= {ours: unescape(values[ours]) for ours in ("title", "author") if ours in values}
    key = values.pop(ID, None)
    places.pop(TEXT, None), places.pop(ID, None)
    return Declared(key if key and len(key) <= _MAX_ID else None, text, values, places)


_Columns = tuple[tuple[tuple[str, tuple[str, ...]], ...], tuple[str, ...]]
"""Our names, each with those of a record that stand for it, best first; and the record's names of summaries."""


@lru_cache(maxsize=1_000)
def _columns(names: tuple[str, ...]) -> _Columns:
    """Find our names among those of a record; all records of an export have the same."""
    by_name: dict[str, str] = {}
    for name in names:
        by_name.setdefault(_bare(str(name)), name)
    columns = [(ours, tuple(by_name[name] for name in known if name in by_name)) for ours, known in _NAMES.items()]
    summaries = tuple(by_name[name] for name in _SUMMARIES if name in by_name)
    return tuple((ours, theirs) for ours, theirs in columns if theirs), summaries


def _bare(name: str) -> str:
    return _PUNCTUATION.sub("", name).lower()


def _written(value: object, ours: str) -> str:
    """Return a field's value as text, "" where it has none."""
    if isinstance(value, str):
        return tidy(value).strip("\n") if ours == TEXT else _in_one_line(tidy(value[:_LONGEST]).strip())
    if isinstance(value, int | float):
        return "" if isinstance(value, bool) else _moment(value) if ours == "date" else str(value) if ours == ID else ""
    if isinstance(value, dt.date):
        return value.isoformat()
    if isinstance(value, Mapping):
        inner = (value.get(name) for name in _NESTED_NAMES)
        return next(
            (text for item in inner if isinstance(item, str | int | float) and (text := _written(item, ours))), ""
        )
    if isinstance(value, Iterable) and ours != ID:
        items = [text for item in value if not isinstance(item, list) and (text := _written(item, ours))]
        return ("\n\n" if ours == TEXT else ", ").join(items if ours in {TEXT, "author"} else items[:1])
    return ""


def _shown_text(markup: str) -> str:
    # Imported here: it loads a parser that few files of records need.
    from searchtui.files.webpage.flat import flat_text  # noqa: PLC0415

    return flat_text(markup)


def _in_one_line(value: str) -> str:
    return _SPACES.sub(" ", value) if _UNUSUAL_SPACE.search(value) else value


def _moment(number: float) -> str:
    """Return seconds or milliseconds since 1970 as an ISO 8601 instant, "" for a number that is neither."""
    seconds = number / 1000 if abs(number) > 1e11 else number
    if isinstance(number, int) and 19000101 <= number <= 21001231:
        return f"{number // 10000:04}-{number // 100 % 100:02}-{number % 100:02}"
    try:
        return dt.datetime.fromtimestamp(seconds, dt.UTC).isoformat()
    except (OverflowError, OSError, ValueError):
        return ""
