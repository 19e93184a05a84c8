"""The text of a page that no tree can be made of: read from tag to tag, in time proportional to its length."""

from __future__ import annotations

import re
from html import unescape

from searchtui.files.webpage.render import LINES, PARAGRAPHS, UNSEEN, Lines

_TAG = re.compile(r"(/?)([A-Za-z][A-Za-z0-9]*)")
_RAW = frozenset(["script", "style", "textarea", "title"])
_HEAD = re.compile(r"(?i)<body\b")
_LONGEST_HEAD = 1_000_000


def flat_text(markup: str) -> str:
    """Return the text between the tags; scripts, styles and comments are left out."""
    lines = Lines()
    skipped = ""
    first, *pieces = markup.split("<")
    lines.add(unescape(first))
    for piece in pieces:
        if skipped == "--":
            _, closed, text = piece.partition("-->")
            if closed:
                skipped = ""
                lines.add(unescape(text))
            continue
        match = _TAG.match(piece)
        if skipped:
            if match and match[1] and match[2].lower() == skipped:
                skipped = ""
                lines.add(unescape(piece.partition(">")[2]))
            continue
        if match is None:
            if piece.startswith("!--") and "-->" not in piece:
                skipped = "--"
            elif piece[:1] in {"!", "?"}:
                lines.add(unescape(piece.partition(">")[2]))
            else:
                lines.add(unescape("<" + piece))
            continue
        name = match[2].lower()
        if name in PARAGRAPHS or name in LINES:
            lines.end(gap=name in PARAGRAPHS)
        if name in _RAW and not match[1]:
            skipped = name
        elif name not in UNSEEN or match[1]:
            lines.add(unescape(piece.partition(">")[2]))
    return lines.text()


def head_of(markup: str) -> str:
    """Return what stands before the body, where a page declares most about itself."""
    match = _HEAD.search(markup, 0, _LONGEST_HEAD)
    return markup[: match.start() if match else min(len(markup), 20_000)]
