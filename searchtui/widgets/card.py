"""A hit drawn as a card of three to five lines: title, outlet and date, the best passage, a blank line."""

from __future__ import annotations

from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.style import Style
from textual.strip import Strip

from searchtui.results.page import ResultHit, Snippet
from searchtui.results.printable import printable
from searchtui.widgets.content import Spans, strip, within
from searchtui.widgets.evidence import date_label, outlet_label
from searchtui.widgets.kept_signs import TAGS_SHOWN, signs
from searchtui.widgets.wrapping import wrap

_INDENT = 2


class CardStyles(NamedTuple):
    """How the parts of a card look; `base` fills its text and `gap` the line below, the others are laid over `base`."""

    base: Style
    gap: Style
    bar: Style
    title: Style
    facts: Style
    snippet: Style
    match: Style


def card(
    hit: ResultHit | None, width: int, height: int, styles: CardStyles, *, selected: bool, chosen: bool = False
) -> list[Strip]:
    """The `height` lines of a card, each `width` cells wide. A hit that is not loaded yet is drawn as dots."""
    inner = max(4, width - _INDENT - 1)
    filled = height if height < 4 else height - 1
    lines = [("…", styles.facts, ())] if hit is None else _lines(hit, inner, filled, styles)
    lead = strip(f"{'▌' if selected else ' '}{'•' if chosen else ' '}", styles.base + styles.bar)
    drawn: list[Strip] = []
    for number in range(filled):
        text, style, marks = lines[number] if number < len(lines) else ("", styles.facts, ())
        body = strip(text, styles.base + style, [(start, end, styles.match) for start, end in marks])
        drawn.append(Strip.join([lead, body]).adjust_cell_length(width, styles.base))
    return drawn + [Strip.blank(width, styles.gap)] * (height - filled)


def _lines(hit: ResultHit, width: int, height: int, styles: CardStyles) -> list[tuple[str, Style, Spans]]:
    title, title_marks = _cut(printable(hit.title or "(no title)", one_line=True), hit.title_matches, width)
    passage = _passage(hit.snippets, width, height - 2)
    return [
        (title, styles.title, title_marks),
        (_facts(hit, width), styles.facts, ()),
        *((text, styles.snippet, marks) for text, marks in passage),
    ]


def _facts(hit: ResultHit, width: int) -> str:
    label = f"{outlet_label(hit.outlet, hit.outlet_evidence)} · {date_label(hit.date, hit.date_evidence)}"
    behind = f" · +{hit.copies:,} {'copy' if hit.copies == 1 else 'copies'}" if hit.copies else ""
    if kept := signs(hit.kept, tags=TAGS_SHOWN):
        behind += f" · {printable(kept, one_line=True)}"
    if cell_len(behind) > width // 2:
        behind = set_cell_size(behind, width // 2 - 1) + "…"
    return _cut(printable(label, one_line=True), (), max(4, width - cell_len(behind)))[0] + behind


def _cut(text: str, marks: Spans, width: int) -> tuple[str, Spans]:
    """As much of `text` as fits on one line, with an ellipsis where more follows."""
    first = wrap(text[: 4 * width], 0, min(len(text), 4 * width), width)[0]
    if first[1] >= len(text.rstrip()):
        return text, marks
    first = wrap(text[: 4 * width], 0, min(len(text), 4 * width), width - 2)[0]
    return text[: first[1]] + " …", within(marks, 0, first[1])


def _passage(snippets: tuple[Snippet, ...], width: int, lines: int) -> list[tuple[str, Spans]]:
    """The best passage on `lines` lines, begun so that its first match is in view."""
    if not snippets:
        return []
    snippet = snippets[0]
    text, start = printable(snippet.text, one_line=True), _start(snippet, width, lines)
    if start:
        text = "… " + text[start:]
        marks = [(first + 2, last + 2) for first, last in within(snippet.matches, start, len(snippet.text))]
    else:
        marks = list(snippet.matches)
    room = 4 * width * lines
    spans = wrap(text[:room], 0, min(len(text), room), width)
    shown: list[tuple[str, Spans]] = [(text[first:last], within(marks, first, last)) for first, last in spans[:lines]]
    if len(spans) > lines:
        first = spans[lines - 1][0]
        shown[-1] = _cut(text[first:], within(marks, first, len(text)), width)
    return shown


def _start(snippet: Snippet, width: int, lines: int) -> int:
    """Where to begin showing: 0, or the word start that brings a distant first match into the first line."""
    if not snippet.matches:
        return 0
    first, end = snippet.matches[0]
    if end < width * lines - width // 4:
        return 0
    cut = snippet.text.rfind(" ", 0, max(1, first - width // 3))
    return cut + 1
