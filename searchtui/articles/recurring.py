"""Lines that recur across the files of one outlet, which are the outlet's and not the article's.

An outlet puts the same appeals, mottos and signatures around all its articles. One page does not show that; many do. A
line counts where it stands in files whose articles are different texts: the versions and copies of one story, which
share all their lines, count once. How often it must stand there depends on what it reads like. Running text that
recurs is mostly background that reporters repeat ("The war began in ..."), so it counts only at the edges of a body,
where such background hardly ever stands, and must recur the more.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from hashlib import blake2b
from typing import Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from searchtui.articles.article import Article, Block, Part
from searchtui.articles.lines import paragraph_at

Hashes = NDArray[np.uint64]

RULES_VERSION: Final = 1
"""Grows whenever the same articles get other lines; those kept from before are worthless then."""

NO_OUTLET: Final = ""
"""The outlet of articles of which it is not known: nothing recurs across these."""

FEWEST: Final = 5
"""Different texts a line must stand in, however few articles an outlet has."""

SHARE: Final = 0.05
"""The same as a share of an outlet's texts, up to `MANY` of them; of those beyond, a fifth of that share."""

MANY: Final = 500

STAYS: Final = 0.7
"""Share of what is enough at which a line is still taken to recur that was before."""

LONGEST: Final = 300
"""Characters up to which a line counts."""

LONGEST_KEPT: Final = 6
TALL: Final = 50
"""What is kept of a text to compare it with others: so many of its longest paragraphs, of so many characters at least.
"""

COMMON: Final = 0.3
"""Share of an outlet's pages above which a paragraph says nothing of whether two of them are the same text."""

FIRST_BLOCKS: Final = 2
LAST_BLOCKS: Final = 5
"""What of a body are its edges, in blocks."""

_LINE, _SENTENCE, _PROSE = range(3)
_TIMES = np.array([1, 2, 3])
"""How many times as often as a mere line a sentence, or a paragraph of running text, must recur."""

_KIND: Final = np.uint64(3)
"""The bits of a line's hash that say which of the three it is."""


class PageLines(NamedTuple):
    """What is kept of an article in order to find the lines that it shares with others of its outlet.

    `lines` are hashes, `longest` those of its longest paragraphs, `LONGEST_KEPT` of them, by which it is known whether
    two texts differ: both as little-endian numbers of 64 bits. `starts` are the offsets of the lines' blocks, 32 bits
    each.
    """

    article_id: str
    outlet: str
    longest: bytes
    lines: bytes
    starts: bytes


def page_lines(article: Article) -> PageLines | None:
    """Return the lines of an article that may turn out to recur; None of a record, which has no page around it."""
    if article.record is not None:
        return None
    body = [block for block in article.blocks if block.part is Part.BODY]
    found: list[tuple[int, int]] = []
    for place, block in enumerate(body):
        if block.end - block.start <= LONGEST:
            line = _hash(article, block)
            is_edge = place < FIRST_BLOCKS or place >= len(body) - LAST_BLOCKS
            if line & int(_KIND) == _LINE or is_edge:
                found.append((line, block.start))
    tall = sorted((block for block in body if block.end - block.start >= TALL), key=_by_length)[:LONGEST_KEPT]
    longest = [_hash(article, block) for block in tall]
    return PageLines(
        article.id,
        article.outlet or NO_OUTLET,
        np.array([*longest, *[0] * (LONGEST_KEPT - len(longest))], "<u8").tobytes(),
        np.array([line for line, _ in found], "<u8").tobytes(),
        np.array([start for _, start in found], "<u4").tobytes(),
    )


def recurring(pages: Sequence[PageLines], before: Hashes) -> Hashes:
    """Return the hashes, ascending, of the lines that recur across the pages of one outlet.

    Those that were found `before` stay until they stand in clearly fewer texts than a line must, lest articles change
    to and fro as others come and go.
    """
    if len(pages) < FEWEST or pages[0].outlet == NO_OUTLET:
        return np.empty(0, np.uint64)
    lines = [np.frombuffer(page.lines, "<u8") for page in pages]
    owners = np.repeat(np.arange(len(pages)), [own.size for own in lines])
    every, places = np.unique(np.concatenate(lines), return_inverse=True)
    own = _own_paragraphs(np.frombuffer(b"".join(page.longest for page in pages), "<u8").reshape(-1, LONGEST_KEPT))
    texts = float(np.median([np.unique(column).size for column in own]))
    times = np.median([_different(places, column[owners], every.size) for column in own], axis=0)
    enough = _enough(texts) * _TIMES[(every & _KIND).astype(np.int64)]
    found: Hashes = every[times >= np.where(np.isin(every, before), STAYS * enough, enough)]
    return found


def with_any(pages: Sequence[PageLines], lines: Hashes) -> NDArray[np.bool_]:
    """Tell of each page whether it has one of these lines."""
    ends = np.cumsum([len(page.lines) // 8 for page in pages])
    hits = np.cumsum(np.isin(np.frombuffer(b"".join(page.lines for page in pages), "<u8"), lines))
    until = np.concatenate(([0], hits))[ends]
    found: NDArray[np.bool_] = np.diff(until, prepend=0) > 0
    return found


def marked(article: Article, page: PageLines, chrome: Hashes) -> Article:
    """Return an article with those of its page's lines as site chrome that are in `chrome`, the others as body."""
    own = np.isin(np.frombuffer(page.lines, "<u8"), chrome).tolist()
    parts = dict(zip(np.frombuffer(page.starts, "<u4").tolist(), own, strict=True))
    blocks = tuple(
        block if block.start not in parts else block._replace(part=Part.CHROME if parts[block.start] else Part.BODY)
        for block in article.blocks
    )
    return article if blocks == article.blocks else replace(article, blocks=blocks)


def _own_paragraphs(longest: Hashes) -> Hashes:
    """Return three rows with paragraphs of some length of each page (the rows given) that most pages do not have.

    Where two of the three are equal, so are two texts in the main; one alone may have been edited. The longest one
    stands for the others where there is no other. A page without two, and whose longest paragraph others have too,
    has 0 for them and so counts as equal to all of the kind: it may be a version of the story that most pages tell.
    """
    every, places, times = np.unique(longest, return_inverse=True, return_counts=True)
    is_own = (times <= max(FEWEST, COMMON * len(longest))) & (every != 0)
    owns = is_own[places].reshape(longest.shape)
    order = np.argsort(~owns, axis=1, kind="stable")[:, :3]
    own = np.where(np.take_along_axis(owns, order, 1), np.take_along_axis(longest, order, 1), np.uint64(0))
    is_lone = owns[:, :1] & (own[:, 1:2] == 0)
    found: Hashes = np.where(is_lone, own[:, :1], own).T
    return found


def _by_length(block: Block) -> int:
    return block.start - block.end


def _hash(article: Article, block: Block) -> int:
    """Return 62 bits of a block's words, letter case and white space aside, and below them what it reads like."""
    paragraph = paragraph_at(article.text, (block.start, block.end, 1, True))
    kind = _PROSE if paragraph.is_prose else _SENTENCE if paragraph.is_sentence else _LINE
    words = " ".join(paragraph.text.split()).casefold()
    digest = blake2b(words.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "little") & ~int(_KIND) | kind


def _enough(texts: float) -> float:
    return max(FEWEST, SHARE * min(texts, MANY) + SHARE / 5 * max(0, texts - MANY))


def _different(places: NDArray[np.int64], beside: Hashes, lines: int) -> NDArray[np.int64]:
    """Count for each of so many lines, known by their place, the different values it stands beside."""
    order = np.lexsort((beside, places))
    ordered, near = places[order], beside[order]
    is_new = np.ones(order.size, bool)
    is_new[1:] = (ordered[1:] != ordered[:-1]) | (near[1:] != near[:-1])
    return np.bincount(ordered[is_new], minlength=lines)
