"""One word, phrase or field value of a query, to the node that it means."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from functools import reduce
from itertools import groupby
from typing import Final

from searchtui.articles.article import Kind
from searchtui.errors import QueryError
from searchtui.query import dates
from searchtui.query.lex import MAX_DISTANCE, OPERATOR_WORDS, SUFFIX, Lexeme, Notes, Sign
from searchtui.query.nodes import (
    Boost,
    DateUnknown,
    Fuzzy,
    KnownAs,
    LanguageIs,
    Mark,
    MarkedAs,
    Near,
    Node,
    OutletIs,
    PathLike,
    Phrase,
    Prefix,
    SavedSearch,
    Scope,
    TaggedAs,
    Wildcard,
    Word,
)
from searchtui.text.tokens import fold, is_unspaced, tokens

MAX_EDITS: Final = 2
BOOSTS: Final = (0.1, 100.0)
"""The smallest and the largest factor of word^factor."""

MIN_PREFIX: Final = 2
"""Letters that must stand before a `*`, so that no query spells out the whole vocabulary."""

LANGUAGE_NAMES: Final = {
    "arabic": "ar",
    "chinese": "zh",
    "danish": "da",
    "dutch": "nl",
    "english": "en",
    "finnish": "fi",
    "french": "fr",
    "german": "de",
    "hungarian": "hu",
    "italian": "it",
    "japanese": "ja",
    "korean": "ko",
    "norwegian": "no",
    "polish": "pl",
    "portuguese": "pt",
    "romanian": "ro",
    "russian": "ru",
    "spanish": "es",
    "swedish": "sv",
    "turkish": "tr",
    "ukrainian": "uk",
}

_CHUNK: Final = re.compile(rf"(?P<body>.*?){SUFFIX}", re.DOTALL)
_SCOPES: Final = {"": Scope.TEXT, "title": Scope.TITLE, "raw": Scope.RAW}
_SIGNS: Final[dict[tuple[str, str], Node]] = {
    ("outlet", "?"): OutletIs(None),
    ("lang", "?"): LanguageIs(None),
    ("date", "?"): DateUnknown(),
    ("outlet", "~"): KnownAs("outlet", Kind.INFERRED),
    ("date", "~"): KnownAs("date", Kind.INFERRED),
    ("outlet", "!"): KnownAs("outlet", Kind.FIXED),
    ("date", "!"): KnownAs("date", Kind.FIXED),
    ("tag", "?"): TaggedAs(None),
}
"""What a lone sign means as the value of a field: not known or none, inferred, fixed by the user."""

MARK_NAMES: Final = {
    "star": Mark.STAR,
    "starred": Mark.STAR,
    "note": Mark.NOTE,
    "noted": Mark.NOTE,
    "read": Mark.READ,
    "unread": Mark.UNREAD,
    "any": Mark.ANY,
    "*": Mark.ANY,
}
"""What may stand behind "mark:"."""

_DATE_FIELDS: Final[dict[str, Callable[..., Node]]] = {
    "date": dates.date_range,
    "since": dates.since,
    "until": dates.until,
    "after": dates.after,
    "before": dates.before,
}


def term(lexeme: Lexeme, field: str, *, today: dt.date, notes: Notes) -> Node | None:
    """What a word or phrase means in `field` (a value of `lex.FIELDS`, or empty); None if it holds nothing to search.

    Raises `QueryError` for numbers out of range, dates that do not exist and a `*` with too few letters before it.
    """
    if field in _SCOPES:
        return (_phrase if lexeme.sign is Sign.PHRASE else _word)(lexeme, _SCOPES[field], notes)
    value = _value(lexeme, field, notes)
    if not value:
        return None
    if (field, value) in _SIGNS:
        return _SIGNS[field, value]
    if field in _DATE_FIELDS:
        return _DATE_FIELDS[field](value, position=lexeme.start, today=today)
    if field in _NAMED:
        return _NAMED[field](lexeme, value)
    return (_mark if field == "mark" else _language)(lexeme, value, notes)


def _outlet(_lexeme: Lexeme, name: str) -> Node | None:
    return OutletIs(name) if "*" in name or tokens(name) else None


_NAMED: Final[dict[str, Callable[[Lexeme, str], Node | None]]] = {
    "path": lambda _, pattern: PathLike(pattern),
    "tag": lambda _, pattern: TaggedAs(pattern),
    "saved": lambda lexeme, name: SavedSearch(name, lexeme.start),
    "outlet": _outlet,
}
"""Fields whose value is a name, or a pattern of names, that is taken as it is."""


def boosted(node: Node, suffix: str, position: int) -> Node:
    """`node` with the factor that `suffix` ("^2", or empty) gives it. Raises `QueryError` if it is out of range."""
    if not suffix:
        return node
    factor = float(suffix[1:])
    if not BOOSTS[0] <= factor <= BOOSTS[1]:
        raise QueryError(
            f"{suffix} is out of range.",
            hint=f"A word can count ^{BOOSTS[0]:g} to ^{BOOSTS[1]:g} times.",
            position=position,
        )
    return node if factor == 1 else Boost(node, factor)


def _phrase(lexeme: Lexeme, scope: Scope, notes: Notes) -> Node | None:
    words = _words(lexeme.text)
    if not words:
        notes.add("there is nothing to search for between the quotes", lexeme.start)
        return None
    if "*" in lexeme.text:
        notes.add("* means nothing inside quotes", lexeme.start + lexeme.text.index("*"))
    suffix = re.fullmatch(SUFFIX, lexeme.suffix)
    tilde, boost = suffix.group("tilde", "boost") if suffix else (None, None)
    slop = 0
    if tilde == "~":
        notes.add("~ behind a phrase needs a number and is left out", lexeme.suffix_start)
    elif tilde:
        slop = _whole_number(tilde, range(MAX_DISTANCE + 1), lexeme.suffix_start)
    phrase = Phrase(words, slop if len(words) > 1 else 0, scope)
    return boosted(phrase, boost or "", lexeme.suffix_start + len(tilde or ""))


def _word(lexeme: Lexeme, scope: Scope, notes: Notes) -> Node | None:
    match = _CHUNK.fullmatch(lexeme.text)
    if match is None or not tokens(match["body"]):
        if tokens(lexeme.text):
            notes.add(f"{lexeme.text} is searched as text", lexeme.start)
        return _pieces_node(lexeme.text, lexeme.start, scope, notes)
    body, tilde, boost = match.group("body", "tilde", "boost")
    boost_start = lexeme.start + match.start("boost")
    node: Node | None
    if tilde:
        words = _words(body)
        if len(words) != 1 or "*" in body or "?" in body:
            notes.add(f"~ works behind one plain word: {lexeme.text} is searched as text", lexeme.start)
            return _pieces_node(lexeme.text, lexeme.start, scope, notes)
        tilde_start = lexeme.start + match.start("tilde")
        edits = 1 if tilde == "~" else _whole_number(tilde, range(1, MAX_EDITS + 1), tilde_start)
        node = Fuzzy(words[0], edits, scope)
    else:
        if "~" in body or "^" in body:
            notes.add(f"{body} is searched as text", lexeme.start)
        node = _pieces_node(body, lexeme.start, scope, notes)
    return boosted(node, boost or "", boost_start) if node else None


def _pieces_node(text: str, start: int, scope: Scope, notes: Notes) -> Node | None:
    """Text without white space: one word or pattern, or several that follow one another ("rock-sol*")."""
    sides: list[Node] = []
    for is_pattern, group in groupby(_pieces(text, start, notes), key=lambda piece: "*" in piece[0] or "?" in piece[0]):
        pieces = list(group)
        if is_pattern:
            sides.extend(_pattern(pattern, at, scope, notes) for pattern, at in pieces)
        else:
            sides.append(Phrase(tuple(word for word, _ in pieces), 0, scope))
    if not sides:
        return None
    if len(sides) == 1 and isinstance(sides[0], Phrase) and len(sides[0].words) == 1:
        word = sides[0].words[0]
        return Word(word.lower() if word in OPERATOR_WORDS else word, scope)
    return reduce(lambda left, right: Near(left, right, 1, ordered=True), sides)


def _pieces(text: str, start: int, notes: Notes) -> list[tuple[str, int]]:
    """The words of `text` and the patterns (runs of letters, `*` and `?`), each with its offset in the query."""
    marks = [(at, at + 1) for at, character in enumerate(text) if character in "*?" and "://" not in text]
    runs: list[tuple[int, int]] = []
    for first, end in sorted(marks + [(token.start, token.end) for token in tokens(text)]):
        alone = is_unspaced(text[first:end]) or bool(runs and is_unspaced(text[runs[-1][0] : runs[-1][1]]))
        if runs and runs[-1][1] == first and not alone:
            runs[-1] = (runs[-1][0], end)
        else:
            runs.append((first, end))
    pieces: list[tuple[str, int]] = []
    for first, end in runs:
        piece = text[first:end]
        if piece.strip("?*"):
            pieces.append((piece, start + first))
        elif first and is_unspaced(text[first - 1]):
            notes.add(f"{piece} is left out: any run of such characters is found as it is", start + first)
        elif "*" in piece:
            raise _too_short(start + first)
    return pieces


def _pattern(piece: str, position: int, scope: Scope, notes: Notes) -> Node:
    pattern = re.sub(r"\*+", "*", piece)
    head, star, tail = pattern.partition("*")
    if star and len(fold(head.replace("?", ""))) < MIN_PREFIX:
        raise _too_short(position + piece.index("*"))
    if star and not tail and "?" not in head:
        return Prefix(head, scope)
    if pattern.endswith("?") and "?" not in pattern.rstrip("?") and not star:
        notes.add(f"? stands for one more letter: {piece} does not find {pattern.rstrip('?')}", position)
    return Wildcard(pattern, scope)


def _too_short(position: int) -> QueryError:
    return QueryError(
        f"A * needs at least {MIN_PREFIX} letters before it.",
        hint="Write more of the word; an empty query finds every article.",
        position=position,
    )


def _whole_number(typed: str, allowed: range, position: int) -> int:
    """The number behind a tilde. Raises `QueryError` if it is not one of `allowed`."""
    number = float(typed[1:])
    if number not in allowed:
        raise QueryError(
            f"{typed} is out of range.",
            hint=f"Write a whole number from {allowed.start} to {allowed.stop - 1}.",
            position=position,
        )
    return int(number)


def _value(lexeme: Lexeme, field: str, notes: Notes) -> str:
    """The value of a field that is not text, white space evened out but for a path's, where two spaces are two."""
    text, suffix = lexeme.text, lexeme.suffix
    if lexeme.sign is Sign.WORD and field != "path":
        match = _CHUNK.fullmatch(text)
        if match and match["body"]:
            text, suffix = match["body"], text[match.end("body") :]
    if suffix:
        notes.add(f"{suffix} means nothing behind {field}: and is left out", lexeme.suffix_start or lexeme.start)
    return re.sub(r"[\s\x00-\x1f]" if field == "path" else r"[\s\x00-\x1f]+", " ", text).strip()


def _mark(lexeme: Lexeme, value: str, notes: Notes) -> Node | None:
    if named := MARK_NAMES.get(value.lower()):
        return MarkedAs(named)
    notes.add(f"there is no mark {value} (but star, note, read, unread, any): it is searched as text", lexeme.start)
    words = _words(f"mark {value}")
    return Phrase(words) if len(words) > 1 else None


def _language(lexeme: Lexeme, value: str, notes: Notes) -> Node | None:
    code = re.fullmatch(r"([a-z]{2})(?:[-_][a-z]+)?", value.lower())
    if code:
        return LanguageIs(code[1])
    if named := LANGUAGE_NAMES.get(value.lower()):
        return LanguageIs(named)
    notes.add(f"{value} is no language code such as en: lang:{value} is searched as text", lexeme.start)
    words = _words(f"lang {value}")
    return Phrase(words) if len(words) > 1 else None


def _words(text: str) -> tuple[str, ...]:
    """The words of `text` as typed."""
    return tuple(text[token.start : token.end] for token in tokens(text))
