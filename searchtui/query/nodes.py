"""The parsed query: small frozen nodes that know nothing of any engine.

A query is a tree of these nodes. `Word`, `Phrase`, `Prefix`, `Wildcard`, `Fuzzy` and `Near` look at the text of an
article (see `Scope`); `OutletIs`, `LanguageIs`, `PathLike`, `DateRange` and `KnownAs` look at
what is known about it. `MarkedAs`, `TaggedAs` and `SavedSearch` stand for the user's own work, which no engine knows:
the library puts `ArticleIds`, or the saved query, in their place before it asks one.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field
from enum import Enum
from typing import Literal

from searchtui.articles.article import Kind


class Scope(Enum):
    """Which text of an article a word is looked for in: its title and body, the title alone, or all text of the page,
    site chrome included.
    """

    TEXT = "text"
    TITLE = "title"
    RAW = "raw"


@dataclass(frozen=True, slots=True)
class Word:
    """A word in any of its forms. `text` is the word as typed; the engine folds and stems it."""

    text: str
    scope: Scope = Scope.TEXT


@dataclass(frozen=True, slots=True)
class Phrase:
    """These words as written, in this order, with at most `slop` further words between them in all."""

    words: tuple[str, ...]
    slop: int = 0
    scope: Scope = Scope.TEXT


@dataclass(frozen=True, slots=True)
class Prefix:
    """Words as written that begin with `text`."""

    text: str
    scope: Scope = Scope.TEXT


@dataclass(frozen=True, slots=True)
class Wildcard:
    """Words as written that match `pattern`: `*` stands for any run of characters, `?` for exactly one."""

    pattern: str
    scope: Scope = Scope.TEXT


@dataclass(frozen=True, slots=True)
class Fuzzy:
    """Words as written within `edits` (1 or 2) insertions, deletions, substitutions or neighbour swaps of `text`."""

    text: str
    edits: int = 1
    scope: Scope = Scope.TEXT


@dataclass(frozen=True, slots=True)
class Near:
    """`left` and `right` at most `distance` words apart; `ordered` asks for `left` to come first.

    Neighbouring words are at distance 1. Both sides are text nodes (`Word`, `Phrase`, `Prefix`, `Wildcard`,
    `Fuzzy`, `Near`) or an `Or` of such.
    """

    left: Node
    right: Node
    distance: int
    ordered: bool = False


@dataclass(frozen=True, slots=True)
class OutletIs:
    """Articles whose outlet's name, or an alias of it, contains these words; `None` means the outlet is unknown.

    `*` and `?` in `name` are wildcards. Behind a "=" the name has no other words.
    """

    name: str | None


@dataclass(frozen=True, slots=True)
class LanguageIs:
    """Articles in this language (ISO 639-1 code); `None` means the language is unknown."""

    code: str | None


@dataclass(frozen=True, slots=True)
class PathLike:
    """Articles whose path, or what follows one of its slashes, matches `pattern` with `*` and `?` as wildcards;
    without any, whose path contains it. Case makes no difference.
    """

    pattern: str


@dataclass(frozen=True, slots=True)
class DateRange:
    """Articles dated from `first` to `last`, both days included; `None` leaves that end open."""

    first: dt.date | None
    last: dt.date | None


@dataclass(frozen=True, slots=True)
class DateUnknown:
    """Articles whose date is not known."""


@dataclass(frozen=True, slots=True)
class KnownAs:
    """Articles whose outlet or date is inferred, or fixed by the user: `kind` is `Kind.INFERRED` or `Kind.FIXED`."""

    fact: Literal["outlet", "date"]
    kind: Kind


class Mark(Enum):
    """What the user has done with an article; `ANY` is a star, a tag or a note."""

    STAR = "star"
    NOTE = "note"
    READ = "read"
    UNREAD = "unread"
    ANY = "*"


@dataclass(frozen=True, slots=True)
class MarkedAs:
    """Articles that the user has marked so."""

    mark: Mark


@dataclass(frozen=True, slots=True)
class TaggedAs:
    """Articles with a tag that `pattern` matches, with `*` and `?` as wildcards; `None` means without any tag.

    Case and accents make no difference.
    """

    pattern: str | None


@dataclass(frozen=True, slots=True)
class SavedSearch:
    """What the saved search of this name finds. `position` is where the name stands in the query, for errors."""

    name: str
    position: int | None = field(default=None, compare=False)


@dataclass(frozen=True, slots=True)
class ArticleIds:
    """The articles with these identifiers, as far as there are such. Not typed: what marks and tags are turned into."""

    ids: frozenset[str]


@dataclass(frozen=True, slots=True)
class And:
    """All of `children` (two or more)."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Or:
    """At least one of `children` (two or more)."""

    children: tuple[Node, ...]


@dataclass(frozen=True, slots=True)
class Not:
    """Articles that `child` does not find."""

    child: Node


@dataclass(frozen=True, slots=True)
class Boost:
    """`child`, its score multiplied by `factor`."""

    child: Node
    factor: float


@dataclass(frozen=True, slots=True)
class Everything:
    """Every article: the meaning of an empty query."""


TextNode = Word | Phrase | Prefix | Wildcard | Fuzzy | Near
WorkNode = MarkedAs | TaggedAs | SavedSearch
FilterNode = OutletIs | LanguageIs | PathLike | DateRange | DateUnknown | KnownAs | ArticleIds | WorkNode
Node = TextNode | FilterNode | And | Or | Not | Boost | Everything


@dataclass(frozen=True, slots=True)
class ParsedQuery:
    """What a typed query was understood to mean.

    `text` is the query as typed, `node` its meaning, `canonical` that meaning written out again in the query language
    (parsing it gives the same node), and `notes` what the reader should know, such as "( is searched as text".
    """

    text: str
    node: Node
    canonical: str
    notes: tuple[str, ...] = ()
