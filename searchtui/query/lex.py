"""From a typed query to lexemes: words, phrases, brackets and operators, each with its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum
from typing import Final

from searchtui.errors import QueryError

MAX_NESTING: Final = 50
MAX_DISTANCE: Final = 100
"""The largest n of NEAR/n, ADJ/n and "a b"~n; titles are kept further than this from their bodies."""

FIELDS: Final = {
    "title": "title",
    "raw": "raw",
    "outlet": "outlet",
    "source": "outlet",
    "lang": "lang",
    "language": "lang",
    "path": "path",
    "date": "date",
    "since": "since",
    "until": "until",
    "after": "after",
    "before": "before",
    "mark": "mark",
    "is": "mark",
    "tag": "tag",
    "saved": "saved",
}
"""Field names as they may be typed (in any case), and the field each one means."""

OPERATOR_WORDS: Final = frozenset({"AND", "OR", "NOT", "NEAR", "ADJ"})
QUOTE_FAMILIES: Final = ('"＂', "“”„‟", "«»")
"""Quotation marks that belong together: a phrase ends at the next mark of the family that opened it."""

QUOTES: Final = "".join(QUOTE_FAMILIES)
NUMBER: Final = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)"
SUFFIX: Final = rf"(?P<tilde>~(?:{NUMBER})?)?(?P<boost>\^{NUMBER})?"
"""What may stand directly behind a word or phrase: "~", "~2", "^3", "~2^3"."""


class Sign(Enum):
    """What a lexeme is in the grammar."""

    WORD = "word"
    PHRASE = "phrase"
    OPEN = "("
    CLOSE = ")"
    AND = "AND"
    OR = "OR"
    NOT = "NOT"
    NEAR = "NEAR"
    ADJ = "ADJ"


@dataclass(frozen=True, slots=True)
class Lexeme:
    """A piece of the query that stands at offset `start`.

    `text` is the piece as typed, without its field name, and for a phrase without its quotes. `field` is the field
    (a value of `FIELDS`) written before a word, a phrase or an opening bracket, or empty. `suffix`, behind a phrase
    or a closing bracket, begins at `suffix_start`. `distance` is the n of NEAR/n and ADJ/n.
    """

    sign: Sign
    text: str
    start: int
    field: str = ""
    suffix: str = ""
    suffix_start: int = 0
    distance: int = 0


class Notes:
    """What the reader should know about how a query was understood, each thing once, in the order found."""

    def __init__(self) -> None:
        self._notes: dict[str, None] = {}

    def add(self, note: str, position: int | None = None) -> None:
        """Add a sentence about what stands at `position` (0-based offset in the query), if anywhere."""
        self._notes[note if position is None else f"{note} (at character {position + 1})"] = None

    def all(self) -> tuple[str, ...]:
        """The notes so far."""
        return tuple(self._notes)


def lexemes(text: str, notes: Notes) -> list[Lexeme]:
    """Cut a query into lexemes. Brackets come in pairs; a lone bracket or quote is left out, with a note.

    Raises `QueryError` where brackets nest too deeply or a distance is out of range.
    """
    return list(_Scanner(text, notes).scan())


class _Scanner:
    """One walk over one query."""

    _CHUNK = re.compile(rf"[^\s\x00-\x1f(){QUOTES}]+")
    _FIELD = re.compile(r"([^\W\d_]+):")
    _PROXIMITY = re.compile(r"(NEAR|ADJ)(?:/([+-]?[0-9]+))?")
    _PROXIMITY_DEFAULT: Final = {"NEAR": 5, "ADJ": 1}
    _PHRASE_SUFFIX = re.compile(rf"{SUFFIX}(?=[\s\x00-\x1f(){QUOTES}]|$)")
    _GROUP_SUFFIX = re.compile(rf"(?:\^{NUMBER})?(?=[\s\x00-\x1f(){QUOTES}]|$)")

    def __init__(self, text: str, notes: Notes) -> None:
        self._text = text
        self._notes = notes
        self._closing_quotes = _closing_quotes(text)
        self._brackets = _paired_brackets(text, self._closing_quotes)
        self._at = 0

    def scan(self) -> Iterator[Lexeme]:
        while self._at < len(self._text):
            if chunk := self._CHUNK.match(self._text, self._at):
                self._at = chunk.end()
                yield from self._chunk(chunk[0], chunk.start())
            elif self._opens(self._at):
                yield self._opened("")
            elif self._at in self._brackets:
                yield self._closed()
            else:
                if self._text[self._at] in f"(){QUOTES}":
                    self._notes.add(f"{self._text[self._at]} has no partner and is read as text", self._at)
                self._at += 1

    def _opens(self, at: int) -> bool:
        """Whether a phrase or a group begins at `at`."""
        return at in self._closing_quotes or (at in self._brackets and self._text[at] == "(")

    def _opened(self, field: str) -> Lexeme:
        start = self._at
        if start in self._brackets:
            self._at += 1
            return Lexeme(Sign.OPEN, "(", start, field)
        end = self._closing_quotes[start]
        self._at = end + 1
        suffix = self._take(self._PHRASE_SUFFIX)
        return Lexeme(Sign.PHRASE, self._text[start + 1 : end], start + 1, field, suffix, end + 1)

    def _closed(self) -> Lexeme:
        start = self._at
        self._at += 1
        return Lexeme(Sign.CLOSE, ")", start, suffix=self._take(self._GROUP_SUFFIX), suffix_start=start + 1)

    def _take(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        if found is None:
            return ""
        self._at = found.end()
        return found[0]

    def _chunk(self, chunk: str, start: int) -> Iterator[Lexeme]:
        """The lexemes of a run of characters without white space, quotes and brackets."""
        if self._negates(chunk, start):
            yield Lexeme(Sign.NOT, "-", start)
            chunk, start = chunk[1:], start + 1
        elif operator := self._operator(chunk, start):
            yield operator
            return
        named = self._FIELD.match(chunk)
        if named is None:
            if chunk:
                yield Lexeme(Sign.WORD, chunk, start)
            return
        field, value = FIELDS.get(named[1].lower(), ""), chunk[named.end() :]
        if field and not value and self._opens(self._at):
            yield self._opened(field)
        elif field:
            yield Lexeme(Sign.WORD, value, start + named.end(), field)
        else:
            if (value and not value.startswith("//")) or self._opens(self._at):
                self._notes.add(f"there is no field “{named[1]}”: {named[0]} is searched as text", start)
            yield Lexeme(Sign.WORD, chunk, start)

    def _negates(self, chunk: str, start: int) -> bool:
        """Whether the chunk's first character is a minus sign that means NOT: before a term and behind none."""
        if chunk[0] != "-" or (start and self._text[start - 1] in f"){QUOTES}"):
            return False
        return self._opens(self._at) if len(chunk) == 1 else chunk[1] != "-"

    def _operator(self, chunk: str, start: int) -> Lexeme | None:
        if chunk in {"AND", "OR", "NOT"}:
            return Lexeme(Sign[chunk], chunk, start)
        proximity = self._PROXIMITY.fullmatch(chunk)
        if proximity is None:
            return None
        name, number = proximity.groups()
        distance = int(number) if number else self._PROXIMITY_DEFAULT[name]
        if not 1 <= distance <= MAX_DISTANCE:
            raise QueryError(
                f"{chunk} is out of range.",
                hint=f"Write {name}/1 (neighbours) to {name}/{MAX_DISTANCE}.",
                position=start + proximity.start(2),
            )
        return Lexeme(Sign[name], chunk, start, distance=distance)


def _closing_quotes(text: str) -> dict[int, int]:
    """For the offset of every quote that opens a phrase, the offset of the one that closes it."""
    partners: dict[int, int] = {}
    at = 0
    while at < len(text):
        if text[at] in QUOTES and (end := _closing_quote(text, at)) is not None:
            partners[at] = end
            at = end
        at += 1
    return partners


def _closing_quote(text: str, start: int) -> int | None:
    """The next mark of the same family; else one of mixed marks that an editor's auto-correction left behind."""
    straight = text[start] in QUOTE_FAMILIES[0]
    family = next(family for family in QUOTE_FAMILIES if text[start] in family)
    for marks in (family, "”" if straight else QUOTE_FAMILIES[0]):
        for at in range(start + 1, len(text)):
            if text[at] in marks:
                return at
    return None


def _paired_brackets(text: str, closing_quotes: dict[int, int]) -> set[int]:
    """The offsets of all brackets outside phrases that have a partner. Raises `QueryError` if they nest too deeply."""
    paired: set[int] = set()
    open_brackets: list[int] = []
    at = 0
    while at < len(text):
        if text[at] == "(":
            open_brackets.append(at)
        elif text[at] == ")" and open_brackets:
            paired |= {open_brackets.pop(), at}
        at = closing_quotes.get(at, at) + 1
    depth = 0
    for at in sorted(paired):
        depth += 1 if text[at] == "(" else -1
        if depth > MAX_NESTING:
            raise QueryError(
                f"Brackets are nested more than {MAX_NESTING} deep.", hint="Leave out needless brackets.", position=at
            )
    return paired
