"""Which words around a place in an article one would quote: its sentence, or the paragraph."""

from __future__ import annotations

from searchtui.articles.article import Article, Block, Part
from searchtui.text.sentences import sentence_spans


def sentences_at(article: Article, start: int, end: int) -> tuple[int, int]:
    """The sentences that the characters from `start` to `end` of the text stand in, as offsets; they do not go beyond
    the paragraph where `start` is.
    """
    block = _block_at(article, start)
    if block is None:
        return start, end
    text = article.text[block.start : block.end].replace("\n", " ")
    spans = [(block.start + first, block.start + last) for first, last in sentence_spans(text, article.lang)]
    inside = [span for span in spans if span[0] < end and span[1] > start]
    return (inside[0][0], inside[-1][1]) if inside else (block.start, block.end)


def paragraph_at(article: Article, offset: int) -> tuple[int, int] | None:
    """The paragraph of the body with this character, or the one after it; None where none follows."""
    block = next((block for block in article.blocks if block.part is Part.BODY and block.end > offset), None)
    return None if block is None else (block.start, block.end)


def _block_at(article: Article, offset: int) -> Block | None:
    return next((block for block in article.blocks if block.start <= offset < block.end), None)
