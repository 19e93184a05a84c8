"""The Whoosh schema of an article, and an article as a document of it.

| field | holds |
|---|---|
| `id` | the article's identifier, unique |
| `path`, `outlet`, `lang` | as they are; empty where unknown |
| `date` | midnight of the day; none where unknown |
| `known` | how outlet and date are known: "stated inferred" |
| `title`, `body` | words as written (folded), every one, with positions |
| `text` | stems of title and body under the article's language ("en/polit"), no stop words, title words weighing more |
| `chrome`, `chrome_text` | the same of site chrome: words as written, and stems |
| `article` | the whole article, stored |

The n-th title word has position n, the n-th body word `BODY_POSITION` + n, and words of site chrome have the positions
that `searchable.chrome_tokens` tells, in whichever field they stand.
"""

from __future__ import annotations

import datetime as dt
import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, Final

from whoosh import fields
from whoosh.analysis import Analyzer
from whoosh.analysis import Token as WhooshToken

from searchtui.articles.article import Article
from searchtui.articles.searchable import BODY_POSITION, CHROME_GAP, body_tokens, chrome_tokens, title_tokens
from searchtui.engines.whoosh.codec.whoosh_codec import PackedPositions
from searchtui.engines.whoosh.stored import to_values
from searchtui.text.stems import stem
from searchtui.text.stopwords import stop_words
from searchtui.text.tokens import tokens

TITLE_WEIGHT: Final = 2.0
"""How many body words a title word counts for."""

WRITTEN_FIELDS: Final = ("title", "body")
"""The words of an article as written."""

CHROME_FIELD: Final = "chrome"
"""The words of site chrome as written."""


class WrittenWords(Analyzer):  # type: ignore[misc] # Whoosh ships no type information
    """Folded words as written, for plain Whoosh code that parses a query or highlights."""

    def __call__(self, value: str, start_pos: int = 0, start_char: int = 0, **options: Any) -> Iterator[WhooshToken]:
        """Whoosh tokens, positions and offsets always set."""
        yield from _whoosh_tokens(value, lambda word: word, start_pos, start_char, options)


class TaggedStems(Analyzer):  # type: ignore[misc] # Whoosh ships no type information
    """Stems of one language with its tag, without stop words, for plain Whoosh code; English unless told otherwise."""

    def __init__(self, lang: str = "en") -> None:
        self.lang = lang

    def __call__(self, value: str, start_pos: int = 0, start_char: int = 0, **options: Any) -> Iterator[WhooshToken]:
        """Whoosh tokens; stop words leave gaps in the positions."""
        stops = stop_words(self.lang)
        yield from _whoosh_tokens(
            value, lambda word: None if word in stops else tagged_stem(word, self.lang), start_pos, start_char, options
        )


class PositionedText(fields.FieldType):  # type: ignore[misc] # Whoosh ships no type information
    """A text field that is handed its words with their positions, and scored by BM25."""

    scorable = True

    def __init__(self, analyzer: Analyzer, *, title_weight: float = 1.0) -> None:
        self.title_weight = title_weight
        self.format = PackedPositions()
        self.analyzer = analyzer
        self.scorable = True
        self.stored = False
        self.unique = False
        self.vector = None
        self.column_type = None

    def index(self, value: Mapping[str, list[int]] | str, **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """(term, frequency, weight, positions) for each word."""
        if isinstance(value, str):
            value = positions_by_word((token.text, token.pos) for token in self.analyzer(value))
        for word, positions in value.items():
            weight = float(len(positions))
            if self.title_weight != 1.0:
                weight += (self.title_weight - 1) * sum(position < BODY_POSITION for position in positions)
            yield word.encode("utf-8"), len(positions), weight, _packed(positions)


SCHEMA: Final = fields.Schema(
    id=fields.ID(unique=True, sortable=True),
    path=fields.ID(sortable=True),
    outlet=fields.ID(sortable=True),
    lang=fields.ID(sortable=True),
    date=fields.DATETIME(sortable=True),
    known=fields.ID(sortable=True),
    title=PositionedText(WrittenWords()),
    body=PositionedText(WrittenWords()),
    text=PositionedText(TaggedStems(), title_weight=TITLE_WEIGHT),
    chrome=PositionedText(WrittenWords()),
    chrome_text=PositionedText(TaggedStems()),
    article=fields.STORED,
)


def document(article: Article) -> dict[str, Any]:
    """The article as keyword arguments of Whoosh's `add_document`."""
    in_title = [(token.word, position) for position, token in enumerate(title_tokens(article))]
    in_body = [(token.word, position) for position, token in enumerate(body_tokens(article), start=BODY_POSITION)]
    in_chrome = list(_chrome_words(article, BODY_POSITION + len(in_body)))
    values: dict[str, Any] = {
        "id": article.id,
        "path": _encodable(article.path),
        "outlet": _encodable(article.outlet or ""),
        "lang": article.lang or "",
        "known": f"{article.outlet_evidence.kind.value} {article.date_evidence.kind.value}",
        "title": positions_by_word(in_title),
        "body": positions_by_word(in_body),
        "text": _stems([*in_title, *in_body], article.lang),
        "chrome": positions_by_word(in_chrome),
        "chrome_text": _stems(in_chrome, article.lang),
        "article": to_values(article),
    }
    if article.date is not None:
        values["date"] = dt.datetime.combine(article.date, dt.time.min)
    return values


def tagged_stem(word: str, lang: str | None) -> str:
    """The term of the field `text` for a folded word of an article in language `lang`."""
    return f"{lang or ''}/{stem(word, lang)}"


def positions_by_word(words: Iterable[tuple[str, int]]) -> dict[str, list[int]]:
    """Where each word stands."""
    positions: defaultdict[str, list[int]] = defaultdict(list)
    for word, position in words:
        positions[word].append(position)
    return positions


def _chrome_words(article: Article, position: int) -> Iterator[tuple[str, int]]:
    """The words of site chrome with their positions, those of the body having ended before `position`."""
    for stretch in chrome_tokens(article):
        position += CHROME_GAP
        yield from ((token.word, place) for place, token in enumerate(stretch, start=position))
        position += len(stretch)


def _packed(positions: list[int]) -> bytes:
    """Positions as `PackedPositions` has them; `array` takes a third of the time that `numpy` does for a few."""
    numbers = array("I", positions)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _encodable(text: str) -> str:
    """The text with question marks for what UTF-8 cannot express, as in names of files that are no Unicode."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _stems(words: Iterable[tuple[str, int]], lang: str | None) -> dict[str, list[int]]:
    stops = stop_words(lang)
    positions: defaultdict[str, list[int]] = defaultdict(list)
    terms: dict[str, str] = {}
    for word, position in words:
        if word not in stops:
            term = terms.get(word)
            if term is None:
                term = terms[word] = tagged_stem(word, lang)
            positions[term].append(position)
    return positions


def _whoosh_tokens(
    value: str, term: Any, start_pos: int, start_char: int, options: Mapping[str, Any]
) -> Iterator[WhooshToken]:
    token = WhooshToken(**{**options, "positions": True, "chars": True})
    for position, (word, start, end) in enumerate(tokens(value), start=start_pos):
        text = term(word)
        if text is not None:
            token.text = text
            token.original = value[start:end]
            token.pos = position
            token.startchar, token.endchar = start_char + start, start_char + end
            token.boost = 1.0
            yield token
