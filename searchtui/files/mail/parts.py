"""The parts of a message, however it breaks the rules it should keep."""

from __future__ import annotations

from email.message import EmailMessage, Message

from searchtui.files.decode import tidy


def content_of(part: Message) -> bytes:
    """Return the bytes of a part, its transfer encoding undone as far as it goes."""
    try:
        payload = part.get_payload(decode=True)
    except (ValueError, LookupError, AssertionError):
        payload = None
    if isinstance(payload, bytes):
        return payload
    raw = part.get_payload()
    return raw.encode("utf-8", "surrogateescape") if isinstance(raw, str) else b""


def header(message: Message, name: str) -> str:
    """Return a header as one line of text, decoded; "" where it is missing or cannot be read."""
    try:
        value = message.get(name)
        return "" if value is None else " ".join(tidy(str(value)).split())
    except (ValueError, LookupError, IndexError, AttributeError, TypeError):
        # The stdlib's header parser fails on some damaged headers instead of reporting a defect.
        return ""


def text_parts(message: EmailMessage) -> tuple[Message | None, Message | None]:
    """Return the first HTML part and the first plain text part that are no attachments."""
    page = plain = None
    for part in message.walk():
        if part.is_multipart() or "attachment" in header(part, "Content-Disposition").lower():
            continue
        kind = part.get_content_type()
        if kind == "text/html" and page is None:
            page = part
        elif kind == "text/plain" and plain is None:
            plain = part
    return page, plain
