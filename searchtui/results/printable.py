"""Article text made safe to show: nothing in it can steer a terminal or turn the reading order round."""

from __future__ import annotations

import re

_CONTROL_PICTURES = 0x2400
_REPLACEMENT = "\ufffd"

_HARMFUL = re.compile(
    "[\x00-\x09\x0b-\x1f\x7f-\x9f"  # controls, all but the line feed; escape sequences begin with one of them
    "\u2028\u2029"  # line and paragraph separators, which some programs break lines at
    "\u200e\u200f\u061c\u202a-\u202e\u2066-\u2069"  # marks, embeddings, overrides and isolates of writing direction
    "\u206a-\u206f\ufff9-\ufffb"  # deprecated format characters and annotation marks
    "\ud800-\udfff\U000e0000-\U000e007f]"  # surrogates, which cannot be encoded, and invisible tag characters
)


def printable(text: str, *, one_line: bool = False) -> str:
    """`text` with every character that could steer a terminal replaced by one visible character.

    The result is as long as `text`, so offsets into one hold in the other. Controls become their pictures (␛ for
    escape), tabs and separators spaces, and what else is harmful the replacement character. Line feeds stay unless
    `one_line` asks for spaces. Joiners, which emoji and several scripts are written with, stay.
    """
    safe = _HARMFUL.sub(_replacement, text)
    return safe.replace("\n", " ") if one_line else safe


def _replacement(match: re.Match[str]) -> str:
    character = match[0]
    if character in "\t\u2028\u2029":
        return " "
    code = ord(character)
    if code < 0x20:
        return chr(_CONTROL_PICTURES + code)
    return "\u2421" if code == 0x7F else _REPLACEMENT
