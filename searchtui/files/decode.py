"""Bytes to text, once: which encoding a file is in, and one kind of line break and no control characters in it."""

from __future__ import annotations

import codecs
import re

from searchtui.errors import FileReadError

SAMPLE = 1 << 16
"""Bytes looked at to tell text from binary data and to guess an encoding."""

_BOMS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_KNOWN_BINARIES = (
    (b"%PDF-", "a PDF file"),
    (b"PK\x03\x04", "a zip archive or office document"),
    (b"\x1f\x8b", "a gzip archive"),
    (b"\x89PNG", "a picture"),
    (b"\xff\xd8\xff", "a picture"),
    (b"GIF8", "a picture"),
    (b"\x7fELF", "a program"),
    (b"SQLite format 3", "a database"),
    (b"\xd0\xcf\x11\xe0", "an old office document"),
)
_MAGIC = tuple(magic for magic, _ in _KNOWN_BINARIES)
_ENCODINGS = [
    *("cp1252", "cp1251", "cp1250", "cp1253", "cp1254", "cp1255", "cp1256", "cp1257", "cp874", "koi8_r", "koi8_u"),
    *("mac_roman", "mac_cyrillic", "cp932", "euc_jp", "iso2022_jp", "gb18030", "big5", "cp949"),
]
_LINE_BREAK = re.compile(r"\r\n?|[\x0b\x0c\x1c-\x1e\x85\u2028\u2029]")
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1f\x7f-\x9f\ufeff\ufff9-\ufffb]|[\ud800-\udfff]")
_UNTIDY = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff\ufeff\ufff9-\ufffb]")
"""What either of the two finds: mostly nothing, and one search is quicker than two replacements."""

_TIDY_ASCII = bytes([0x09, 0x0A, *range(0x20, 0x7F)])
_BINARY_CONTROL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f\x7f]")


def decode(data: bytes) -> str:
    """Return the text of a file's bytes, tidied as by `tidy`.

    A byte order mark decides, then strict UTF-8, then UTF-16 by where its zero bytes are, then detection. A UTF-8
    file cut within a character or with single foreign bytes in it is still read as UTF-8. Raises `FileReadError` for
    an empty file and for one that looks like binary data; any other bytes give some text.
    """
    text = _plain_utf8(data)
    if text is not None:
        return text
    encoding, start = sniff(data[:SAMPLE])
    if encoding is None:
        return _checked(_guess(data))
    if encoding != "utf-8":
        return _checked(data[start:].decode(encoding, "replace"))
    try:
        return _checked(data[start:].decode("utf-8"))
    except UnicodeDecodeError:
        return _checked(_mostly_utf8(data[start:]) or _guess(data))


def _plain_utf8(data: bytes) -> str | None:
    """Decode UTF-8 in which nothing needs a closer look, as most files are; None for all others."""
    if data.startswith(_MAGIC):
        return None
    try:
        text = data.decode()
    except UnicodeDecodeError:
        return None
    return text if tidy(text) is text and text and not text.isspace() else None


def sniff(sample: bytes) -> tuple[str | None, int]:
    """Tell the encoding from the first bytes of a file, and how many of them are its byte order mark.

    None for the encoding means that detection is needed. Raises `FileReadError` for no bytes and for binary data.
    """
    if not sample:
        raise FileReadError("The file is empty.", hint="Save the article again.")
    for mark, encoding in _BOMS:
        if sample.startswith(mark):
            return encoding, len(mark)
    for magic, kind in _KNOWN_BINARIES:
        if sample.startswith(magic):
            raise FileReadError(f"The file looks like a binary file, namely {kind}.", hint="Give it its proper suffix.")
    if sample.count(0) > len(sample) // 10:
        # Text in UTF-16 has most of its zero bytes on one side of each pair; binary data has them anywhere.
        even, odd = sample[0::2].count(0), sample[1::2].count(0)
        if odd > 4 * even:
            return "utf-16-le", 0
        if even > 4 * odd:
            return "utf-16-be", 0
    if len(_BINARY_CONTROL.findall(sample)) > len(sample) // 20:
        raise FileReadError("The file looks like a binary file.", hint="Only text can be read under this suffix.")
    try:
        codecs.getincrementaldecoder("utf-8")().decode(sample)
    except UnicodeDecodeError:
        return ("utf-8", 0) if _mostly_utf8(sample) is not None else (None, 0)
    return "utf-8", 0


def tidy(text: str) -> str:
    """Return `text` with line feeds as the only line breaks and a space for each control character and lone surrogate.

    A carriage return with its line feed becomes one character; everything else keeps its place, so only files with
    such line ends shift, before any offset is taken.
    """
    is_tidy = not text.encode().translate(None, _TIDY_ASCII) if text.isascii() else _UNTIDY.search(text) is None
    return text if is_tidy else _CONTROL.sub(_visible, _LINE_BREAK.sub("\n", text))


def _visible(match: re.Match[str]) -> str:
    return "\ufffd" if match[0] >= "\ud800" and match[0] <= "\udfff" else " "


def _checked(text: str) -> str:
    """Return the tidied text, or raise where it holds nothing to read."""
    tidied = tidy(text.removeprefix("\ufeff"))
    if not tidied or tidied.isspace():
        raise FileReadError("The file is empty: it holds nothing but white space.", hint="Save the article again.")
    return tidied


def _mostly_utf8(data: bytes) -> str | None:
    """Decode UTF-8 with a few foreign bytes in it, those as Windows-1252; None where it is not UTF-8 in the main."""
    text = data.decode("utf-8", "surrogateescape")
    foreign = len(_FOREIGN.findall(text))
    if foreign > 3 and foreign * 5 > len(_NOT_ASCII.findall(text)):
        return None
    if foreign * 5 > len(_NOT_ASCII.findall(text)) and not _FOREIGN.search(text[-3:]):
        return None
    return _FOREIGN.sub(lambda byte: bytes([ord(byte[0]) - 0xDC00]).decode("cp1252", "replace"), text)


_FOREIGN = re.compile(r"[\udc80-\udcff]")
_NOT_ASCII = re.compile(r"[^\x00-\x7f]")


def _guess(data: bytes) -> str:
    """Decode bytes in an unknown 8-bit or East Asian encoding; Windows-1252 where detection finds nothing better."""
    from charset_normalizer import from_bytes  # noqa: PLC0415 - slow to import and seldom needed

    first = re.search(rb"[\x80-\xff]", data)
    start = max(0, (first.start() if first else 0) - 200)
    sample = data[start : start + SAMPLE]
    match = from_bytes(sample, cp_isolation=_ENCODINGS).best()
    encoding = match.encoding if match else "cp1252"
    if encoding in _LATIN:
        # Detection mixes these up, as they differ by a few letters: in the right one, words look like words.
        encoding = min(("cp1252", encoding, "cp1250"), key=lambda latin: _oddities(sample, latin))
    return data.decode(encoding, "replace")


_LATIN = {"cp1250", "cp1252", "cp1257", "mac_roman"}
_ODD = re.compile(r"(?<=[^\W\d_])[¡-©«-´¶-¹»-¿×÷ˆ˜‰\ufffd](?=[^\W\d_])|(?<=[a-z])[À-ÞŠŒŽŁŻŹĄĘŚĆŃŘČĎĚŇŤŮ](?=[a-z])")


def _oddities(sample: bytes, encoding: str) -> int:
    """Count symbols and capitals within words, the marks of a wrong guess."""
    return len(_ODD.findall(sample.decode(encoding, "replace")))
