"""What may be meant by what is being typed: names of fields, their values in the library, and indexed words."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import islice

from searchtui.library import Library
from searchtui.query.dates import is_period
from searchtui.query.lex import FIELDS
from searchtui.query.nodes import Mark, OutletIs, SavedSearch, TaggedAs
from searchtui.query.show import show
from searchtui.query.typed import Typed
from searchtui.screens.clock import today
from searchtui.text.tokens import fold
from searchtui.widgets.filter_rows import LANGUAGES
from searchtui.widgets.suggestions import Suggestion

MOST = 10
"""Suggestions at most."""

_MEANINGS = {
    "title:": "words of the title",
    "raw:": "also what the site put around the article",
    "outlet:": "who published it",
    "lang:": "its language",
    "path:": "where its file is",
    "date:": "a day, a month, a year, a range",
    "since:": "on that day or later",
    "until:": "on that day or earlier",
    "after:": "later than that",
    "before:": "earlier than that",
    "mark:": "star, note, read, unread",
    "tag:": "a tag of yours",
    "saved:": "a search that you saved",
}
_TIMES = (
    "today", "yesterday", "this-week", "last-week", "this-month", "last-month", "this-year", "last-year", "7d", "30d",
)  # fmt: skip
_DATE_FIELDS = frozenset({"date", "since", "until", "after", "before"})
_OUTLETS_AMONG_WORDS = 3


def listed_by_themselves(typed: Typed) -> bool:
    """Whether values are to be listed without being asked for: not for words, nor where a date is complete as it is."""
    if typed.field in _DATE_FIELDS:
        return not is_period(typed.word, today=today())
    return typed.field in _VALUES


def suggestions(library: Library, typed: Typed) -> list[Suggestion]:
    """What `typed` may become, the likeliest first. Raises as `Library.search`."""
    if typed.field in _DATE_FIELDS:
        found = _dates(library, typed.word, typed.typed_field[:-1].lower())
    elif typed.field in _VALUES:
        found = _VALUES[typed.field](library, typed.word)
    elif typed.word:
        found = _words(library, typed)
    else:
        found = iter(())
    return list(islice(found, MOST))


def _words(library: Library, typed: Typed) -> Iterator[Suggestion]:
    word = typed.word
    if not typed.field:
        fields = [name for name in _MEANINGS if name.startswith(word.lower()) and name[:-1] in FIELDS]
        yield from (Suggestion(name, name, _MEANINGS[name], finished=False) for name in fields)
        if len(word) >= 2:
            names = [(name, count) for name, count in library.outlet_names(word, _OUTLETS_AMONG_WORDS) if count]
            yield from (Suggestion(f"outlet: {name}", show(OutletIs(name)), f"{count:,}") for name, count in names)
    for found, count in library.complete(fold(word), MOST):
        if found != fold(word):
            yield Suggestion(found, f"{typed.typed_field}{found}", f"{count:,}")


def _outlets(library: Library, word: str) -> Iterator[Suggestion]:
    for name, count in library.outlet_names(word, MOST):
        if count and fold(name) != fold(word):
            yield Suggestion(name, show(OutletIs(name)), f"{count:,}")
    if not word:
        yield Suggestion("?", "outlet:?", "not known")


def _languages(library: Library, word: str) -> Iterator[Suggestion]:
    for code, count in library.stats().languages:
        name = LANGUAGES.get(code, code) if code else "not known"
        if word.lower() != code and any(each.lower().startswith(word.lower()) for each in (code or "?", name)):
            yield Suggestion(f"{code or '?'}  {name}", f"lang:{code or '?'}", f"{count:,}")


def _dates(library: Library, word: str, field: str) -> Iterator[Suggestion]:
    """Words for times, then the months that the library has, the latest first."""
    for time in _TIMES:
        if word and time.startswith(word.lower()) and time != word:
            yield Suggestion(time, f"{field}:{time}", "")
    months = [(month, count) for month, count in library.facets("").months if month is not None]
    years: dict[str, int] = {}
    for month, count in months:
        years[month[:4]] = years.get(month[:4], 0) + count
    for period, count in sorted([*months, *years.items()], reverse=True):
        if period.startswith(word) and period != word:
            yield Suggestion(period, f"{field}:{period}", f"{count:,}")
    if not word:
        yield from (Suggestion(time, f"{field}:{time}", "") for time in _TIMES)


def _marks(_library: Library, word: str) -> Iterator[Suggestion]:
    names = [mark.value for mark in Mark if mark is not Mark.ANY]
    return (Suggestion(name, f"mark:{name}", "") for name in names if name.startswith(word.lower()) and name != word)


def _tags(library: Library, word: str) -> Iterator[Suggestion]:
    tags = library.work.tags()
    fitting = ((tag, count) for tag, count in tags if fold(tag).startswith(fold(word)) and tag != word)
    return (Suggestion(tag, show(TaggedAs(tag)), f"{count:,}") for tag, count in fitting)


def _saved(library: Library, word: str) -> Iterator[Suggestion]:
    saved = (each for each in library.work.saved().values() if fold(each.name).startswith(fold(word)))
    return (Suggestion(each.name, show(SavedSearch(each.name)), each.query) for each in saved)


_VALUES = {"outlet": _outlets, "lang": _languages, "mark": _marks, "tag": _tags, "saved": _saved}
