"""The text of a web page's bytes, decoded once, whatever its header and its own declaration claim."""

from __future__ import annotations

import codecs
import re

from searchtui.files.decode import SAMPLE, decode, sniff

_META = re.compile(
    rb"""(?i)<(?:meta\s[^>]{0,300}?charset\s*=\s*|\?xml[^>]{0,100}?encoding\s*=\s*)["']?\s*([\w.:-]{2,40})"""
)
_AS_BROWSERS_DO = {
    "ascii": "cp1252",
    "iso8859-1": "cp1252",
    "iso8859-9": "cp1254",
    "iso8859-11": "cp874",
    "tis-620": "cp874",
    "gb2312": "gb18030",
    "gbk": "gb18030",
    "shift_jis": "cp932",
    "euc_kr": "cp949",
    "big5": "big5hkscs",
}
"""Encodings that browsers read as a larger one (WHATWG Encoding Standard), by Python's names."""

_NEVER_DECLARED_TRULY = {"utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-7"}
"""A declaration that can be read as ASCII cannot be in these; UTF-7 is an attack."""


def decode_page(data: bytes, header_charset: str | None = None) -> str:
    """Return the text of a page.

    A byte order mark decides; then UTF-8, which other encodings hardly ever look like, so that a false declaration
    does no harm; then the charset of the header (`header_charset`), that of the page, and detection. Raises
    `FileReadError` for an empty page and for binary data.
    """
    encoding, start = sniff(data[:SAMPLE])
    if start or (encoding is not None and encoding != "utf-8"):
        return decode(data)
    declared = _codec(header_charset) or _codec(_declared_in(data))
    if data.isascii() and declared != "iso2022_jp":
        return data.decode("ascii")
    try:
        return data.decode("iso2022_jp" if declared == "iso2022_jp" and data.isascii() else "utf-8")
    except UnicodeDecodeError:
        pass
    if encoding is None and declared is not None and declared != "utf-8":
        # A page that is cut or damaged somewhere is still in the encoding it declares.
        text = data.decode(declared, "replace")
        if text.count("\ufffd") * 100 <= len(text):
            return text
    return decode(data)


def _declared_in(data: bytes) -> str | None:
    match = _META.search(data, 0, 4096)
    return match[1].decode("ascii") if match else None


def _codec(name: str | None) -> str | None:
    """Return Python's name of a declared encoding, None for one that is unknown or cannot be true."""
    try:
        found = codecs.lookup((name or "").strip().strip("\"'"))
    except (LookupError, ValueError):
        return None
    if not getattr(found, "_is_text_encoding", True) or found.name in _NEVER_DECLARED_TRULY:
        return None
    return _AS_BROWSERS_DO.get(found.name, found.name)
