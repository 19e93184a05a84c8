"""An article made ready to be read, and its lines at a given width. Knows no widget, so it can be made in a worker."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum
from typing import NamedTuple

from searchtui.articles.article import Article, Block, Part
from searchtui.results.printable import printable
from searchtui.userdata.kept import NOTHING_KEPT, Kept
from searchtui.userdata.passages import find_passage
from searchtui.widgets.content import Spans, within
from searchtui.widgets.evidence import facts
from searchtui.widgets.kept_signs import kept_facts
from searchtui.widgets.wrapping import wrap

BODY = 0
"""The source that is the article's own text; 1 is the title, the others are facts."""
TITLE = 1

_GAP = "   "
"""Between a fact and its evidence."""

_LABEL_WIDTH = 9
"""Cells of the column with the labels of facts."""


class Role(Enum):
    """What a line is, and so how it looks."""

    TITLE = "title"
    FACT = "fact"
    RULE = "rule"
    BODY = "body"
    CHROME = "chrome"
    GAP = "gap"


class Spacing(Enum):
    """How much room there is between lines and paragraphs.

    COMPACT has no empty lines and sets paragraphs in instead, NORMAL has one between paragraphs, WIDE one after every
    line as well.
    """

    COMPACT = "compact"
    NORMAL = "normal"
    WIDE = "wide"


_SET_IN = 2
"""Cells by which the first line of a paragraph is set in where no empty line tells it from the one before."""


class Line(NamedTuple):
    """A line: the characters `start` to `end` of the document's source `source`, set in by `indent` cells."""

    role: Role
    source: int = BODY
    start: int = 0
    end: int = 0
    indent: int = 0


class Match(NamedTuple):
    """A match, as offsets into one of the document's sources."""

    source: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Document:
    """An article with the matches of a query.

    `sources` are printable texts without line breaks: the article's text (same offsets as `Article.text`), its title,
    then one per fact. `labels` names the facts, and `evidence_starts` has for each the offset from which its text says
    where it comes from. `marks` holds the matches per source that has any, `matches` all of them in reading order.
    `kept` is the user's work on the article, `noted` the places of passages with a note, as offsets into its text.
    """

    article: Article
    query: str
    sources: tuple[str, ...]
    labels: tuple[str, ...]
    evidence_starts: tuple[int, ...]
    marks: dict[int, Spans]
    matches: tuple[Match, ...]
    kept: Kept = NOTHING_KEPT
    noted: Spans = ()


@dataclass(frozen=True, slots=True)
class Layout:
    """The lines of a document at one width, for each match the number of the line it begins on, and the numbers of
    the lines at which paragraphs begin.
    """

    lines: list[Line] = field(default_factory=list)
    match_lines: tuple[int, ...] = ()
    paragraph_lines: tuple[int, ...] = ()

    def line_at(self, source: int, offset: int) -> int:
        """The number of the line that shows this character, or the nearest before it (for keeping one's place)."""
        best = 0
        for number, line in enumerate(self.lines):
            if line.source == source and line.start <= offset and line.end > line.start:
                best = number
            elif source == BODY and line.source == BODY and line.start > offset:
                break
        return best


def document(
    article: Article,
    query: str,
    title_matches: Spans,
    body_matches: Spans,
    *,
    copies: Sequence[Article] = (),
    kept: Kept = NOTHING_KEPT,
) -> Document:
    """Make an article ready to be read; `copies` are the other articles with the same text."""
    known = [*facts(article, copies), *kept_facts(kept)]
    marks: dict[int, Spans] = {BODY: body_matches, TITLE: title_matches}
    return Document(
        article=article,
        query=query,
        sources=tuple(
            printable(text, one_line=True)
            for text in (
                article.text,
                article.title or "(no title)",
                *(f"{fact.value}{_GAP}{fact.evidence}".rstrip() for fact in known),
            )
        ),
        labels=tuple(fact.label for fact in known),
        evidence_starts=tuple(len(fact.value) + len(_GAP) for fact in known),
        marks=marks,
        matches=_matches(marks),
        kept=kept,
        noted=_noted(article, kept),
    )


def _noted(article: Article, kept: Kept) -> Spans:
    """Where passages with a note stand, those joined that overlap."""
    passages = [note.passage for note in kept.notes if note.passage is not None]
    joined: list[tuple[int, int]] = []
    for start, end in sorted(place for passage in passages if (place := find_passage(article.text, passage))):
        if joined and start <= joined[-1][1]:
            joined[-1] = (joined[-1][0], max(end, joined[-1][1]))
        else:
            joined.append((start, end))
    return joined


def with_marks(shown: Document, title_spans: Spans, body_spans: Spans) -> Document:
    """The same document with other things marked: `body_spans` are offsets into the article's text."""
    marks: dict[int, Spans] = {BODY: body_spans, TITLE: title_spans}
    return replace(shown, marks=marks, matches=_matches(marks))


def _matches(marks: dict[int, Spans]) -> tuple[Match, ...]:
    return tuple(Match(source, start, end) for source in (TITLE, BODY) for start, end in marks[source])


def lay_out(
    shown: Document, width: int, *, chrome: bool = True, with_facts: bool = False, spacing: Spacing = Spacing.NORMAL
) -> Layout:
    """The lines of a document, `width` cells wide.

    Without `chrome`, the text around the article is left out, but for what a `raw:` query found there.
    """
    lines = [Line(Role.TITLE, TITLE, *span) for span in wrap(shown.sources[TITLE], 0, len(shown.sources[TITLE]), width)]
    if with_facts:
        lines.extend(_fact_lines(shown, width))
        lines.append(Line(Role.RULE))
    paragraphs: list[int] = []
    previous: Block | None = None
    for block in shown.article.blocks:
        if not is_shown(shown, block, chrome=chrome):
            continue
        runs_on = previous is not None and block.part is previous.part is Part.CHROME
        if previous is None or not (runs_on or spacing is Spacing.COMPACT):
            lines.append(Line(Role.GAP, BODY, block.start, block.start))
        if not runs_on:
            paragraphs.append(len(lines))
        lines.extend(_block_lines(shown, block, width, spacing))
        previous = block
    return Layout(lines, _match_lines(shown, lines), tuple(paragraphs))


def is_shown(shown: Document, block: Block, *, chrome: bool) -> bool:
    """Whether a block has lines of its own: the title has its place above, and chrome may be hidden."""
    return block.part is not Part.TITLE and (block.part is not Part.CHROME or chrome or _holds_match(shown, block))


def _block_lines(shown: Document, block: Block, width: int, spacing: Spacing) -> Iterator[Line]:
    role = Role.CHROME if block.part is Part.CHROME else Role.BODY
    set_in = _SET_IN if spacing is Spacing.COMPACT and role is Role.BODY else 0
    for number, (start, end) in enumerate(wrap(shown.sources[BODY], block.start, block.end, width - set_in)):
        if number and spacing is Spacing.WIDE and role is Role.BODY:
            yield Line(Role.GAP, BODY, start, start)
        yield Line(role, BODY, start, end, indent=0 if number else set_in)


def _holds_match(shown: Document, block: Block) -> bool:
    return bool(within(shown.marks[BODY], block.start, block.end))


def _fact_lines(shown: Document, width: int) -> list[Line]:
    lines: list[Line] = []
    for source in range(TITLE + 1, len(shown.sources)):
        value = shown.sources[source]
        spans = wrap(value, 0, len(value), width - _LABEL_WIDTH)
        lines.extend(Line(Role.FACT, source, *span, indent=_LABEL_WIDTH) for span in spans)
    return lines


def _match_lines(shown: Document, lines: list[Line]) -> tuple[int, ...]:
    starts: dict[int, tuple[list[int], list[int]]] = {BODY: ([], []), TITLE: ([], [])}
    for number, line in enumerate(lines):
        if line.end > line.start and line.source in starts:
            offsets, numbers = starts[line.source]
            offsets.append(line.start)
            numbers.append(number)
    found: list[int] = []
    for match in shown.matches:
        offsets, numbers = starts[match.source]
        index = bisect_right(offsets, match.start) - 1
        found.append(numbers[index] if index >= 0 else 0)
    return tuple(found)
