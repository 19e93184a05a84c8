"""Reader for web archives in one file (MHTML), as browsers save them: the page itself, without its pictures."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes, policy
from email.message import EmailMessage

from searchtui.errors import FileReadError
from searchtui.files.decode import decode, sniff
from searchtui.files.document import RawDocument
from searchtui.files.mail.parts import content_of, header
from searchtui.files.source import Source
from searchtui.files.webpage.charset import decode_page
from searchtui.files.webpage.page import page_document


def read(source: Source) -> Iterator[RawDocument]:
    """Yield the first page in the archive as one document. Raises `FileReadError` where there is none."""
    data = source.read_all()
    sniff(data[:65536])
    message = message_from_bytes(data, policy=policy.default)
    assert isinstance(message, EmailMessage)  # noqa: S101 - what this policy makes; narrows the type
    for part in message.walk():
        if part.get_content_type() in {"text/html", "application/xhtml+xml"}:
            address = header(part, "Content-Location") or header(message, "Snapshot-Content-Location")
            markup = decode_page(content_of(part), part.get_content_charset())
            yield page_document(markup, source.name, address=address)
            return
    if decode(data).lstrip()[:1] == "<":
        yield page_document(decode_page(data), source.name)
        return
    raise FileReadError("There is no web page in this archive.", hint="It may be cut short; save the page again.")
