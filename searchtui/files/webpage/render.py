"""The visible text of a page, block by block in the order of the document."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import cast

from lxml import etree, html

from searchtui.files.decode import tidy

PARAGRAPHS = frozenset(
    (  # noqa: SIM905 - so many quoted names would be harder to read
        "address article aside blockquote body center dd details dialog div dl dt fieldset figcaption figure "
        "footer form h1 h2 h3 h4 h5 h6 header hgroup hr main menu nav ol p pre section summary table ul "
    ).split()
)
LINES = frozenset(("br", "caption", "li", "legend", "tbody", "tfoot", "thead", "tr"))
_CELLS = frozenset(("td", "th"))
UNSEEN = frozenset(
    (  # noqa: SIM905 - so many quoted names would be harder to read
        "applet area audio base canvas datalist embed frame frameset head iframe link math meta noframes "
        "noscript object option param script select source style svg template textarea title track video "
    ).split()
)
_UNSEEN, _PARAGRAPH, _LINE, _CELL = "unseen", "paragraph", "line", "cell"
_KINDS = {
    tag: kind
    for kind, tags in ((_UNSEEN, UNSEEN), (_PARAGRAPH, PARAGRAPHS), (_LINE, LINES), (_CELL, _CELLS))
    for tag in tags
}
"""What an element is; those within a line are none of these."""

_MAYBE_HIDDEN = etree.XPath("//*[@hidden or @style]")
_HIDDEN_STYLE = re.compile(r"(?i)(?:^|;)\s*(?:display\s*:\s*none|visibility\s*:\s*hidden)")


@dataclass(frozen=True, slots=True)
class Rendered:
    """The text of a page, and the characters (start, end) of it that are its headings of the first rank."""

    text: str
    headings: tuple[tuple[int, int], ...]


class Lines:
    """Builds a text from pieces: runs of white space become one space, blocks stand on lines of their own."""

    def __init__(self) -> None:
        self._lines: list[str] = []
        self._pieces: list[str] = []
        self._length = 0
        self._gap = False

    def add(self, text: str | None, *, preformatted: bool = False) -> None:
        """Append text, if there is any, to the line being built."""
        if not text:
            return
        if preformatted:
            first, *more = text.split("\n")
            self._pieces.append(first)
            for line in more:
                self.end()
                self._pieces.append(line)
        else:
            self._pieces.append(text)

    def end(self, *, gap: bool = False) -> None:
        """End the line; with `gap` a blank line follows it."""
        if self._pieces:
            line = " ".join("".join(self._pieces).split())
            if not line.isascii():
                line = without_invisible(line).strip()
            self._pieces.clear()
            if line:
                if self._gap and self._lines:
                    self._lines.append("")
                    self._length += 1
                self._lines.append(line)
                self._length += len(line) + 1
                self._gap = False
        self._gap = self._gap or gap

    @property
    def place(self) -> int:
        """The offset in the text at which the next line begins, blank line included."""
        return self._length + (1 if self._gap and self._lines else 0)

    @property
    def end_of_last(self) -> int:
        """The offset in the text at which the last ended line ends."""
        return max(0, self._length - 1)

    def text(self) -> str:
        """Return the text built so far."""
        self.end()
        return tidy("\n".join(self._lines))


def without_invisible(text: str) -> str:
    """Return a text without soft hyphens and zero-width spaces, which keep the words they stand in from being found."""
    return text.replace("\u00ad", "").replace("\u200b", "")


def render(root: html.HtmlElement) -> Rendered:
    """Return what a reader of the page would see of its text; scripts, styles and hidden elements are left out."""
    lines = Lines()
    headings: list[tuple[int, int]] = []
    heading_start = 0
    preformatted = 0
    candidates = cast("list[html.HtmlElement]", _MAYBE_HIDDEN(root))
    hidden = {element for element in candidates if _is_hidden(element)}
    walk = etree.iterwalk(root, events=("start", "end"))
    for event, element in walk:
        tag = element.tag
        kind = _KINDS.get(tag)
        if event == "start":
            if kind is _UNSEEN or element in hidden:
                walk.skip_subtree()
                continue
            if kind is not None:
                if kind is not _CELL:
                    lines.end(gap=kind is _PARAGRAPH)
                if tag == "h1":
                    heading_start = lines.place
                preformatted += tag == "pre"
            lines.add(element.text, preformatted=preformatted > 0)
            continue
        if kind is not None:
            if kind is _CELL:
                lines.add(" ")
            elif kind is not _UNSEEN:
                lines.end(gap=kind is _PARAGRAPH)
            if tag == "h1" and lines.end_of_last > heading_start:
                headings.append((heading_start, lines.end_of_last))
            preformatted -= tag == "pre" and element not in hidden
        lines.add(element.tail, preformatted=preformatted > 0)
    return Rendered(lines.text(), tuple(headings))


def _is_hidden(element: etree._Element) -> bool:
    """Tell whether an element is not shown; pages that hide all of themselves until a script has run are shown."""
    if element.tag in {"html", "body"}:
        return False
    style = element.get("style")
    hidden = element.get("hidden", "no") not in {"no", "until-found"}
    return hidden or (style is not None and _HIDDEN_STYLE.search(style) is not None)
