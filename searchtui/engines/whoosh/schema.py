"""The fields of an article (see `article_fields`) as a Whoosh schema, for plain Whoosh code.

Besides the words, plain code sees the facts as fields of its own (`outlet`, `date` as midnight of the day …) and the
whole article, stored, as `article`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import Any, Final

from whoosh import fields
from whoosh.analysis import Analyzer
from whoosh.analysis import Token as WhooshToken

from searchtui.articles.searchable import BODY_POSITION
from searchtui.engines.whoosh.article_fields import TITLE_WEIGHT, tagged_stem
from searchtui.engines.whoosh.codec.whoosh_codec import PackedPositions
from searchtui.text.stopwords import stop_words
from searchtui.text.tokens import tokens


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

    def index(self, value: str, **_: Any) -> Iterator[tuple[bytes, int, float, bytes]]:
        """(term, frequency, weight, positions) for each word."""
        words: defaultdict[str, list[int]] = defaultdict(list)
        for token in self.analyzer(value):
            words[token.text].append(token.pos)
        for word, positions in words.items():
            weight = float(len(positions))
            if self.title_weight != 1.0:
                weight += (self.title_weight - 1) * sum(position < BODY_POSITION for position in positions)
            yield word.encode("utf-8"), len(positions), weight, self.format.encode(positions)


SCHEMA: Final = fields.Schema(
    id=fields.ID(unique=True, sortable=True),
    path=fields.ID(sortable=True),
    outlet=fields.ID(sortable=True),
    lang=fields.ID(sortable=True),
    date=fields.DATETIME(sortable=True),
    known=fields.ID(sortable=True),
    title_order=fields.ID(sortable=True),
    title=PositionedText(WrittenWords()),
    body=PositionedText(WrittenWords()),
    text=PositionedText(TaggedStems(), title_weight=TITLE_WEIGHT),
    chrome=PositionedText(WrittenWords()),
    chrome_text=PositionedText(TaggedStems()),
    article=fields.STORED,
)


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
