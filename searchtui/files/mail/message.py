"""A message as a document: its subject is the title, its sender the outlet, its date the date."""

from __future__ import annotations

from email import message_from_bytes, policy
from email.message import EmailMessage, Message
from email.utils import parseaddr

from searchtui.errors import FileReadError
from searchtui.files.decode import decode
from searchtui.files.document import RawDocument
from searchtui.files.mail.parts import content_of, header, text_parts
from searchtui.files.webpage.charset import decode_page
from searchtui.files.webpage.page import page_document


def parse_message(data: bytes) -> EmailMessage:
    """Return the message that bytes hold. Raises `FileReadError` where they are none."""
    try:
        message = message_from_bytes(data, policy=policy.default)
    except (RecursionError, ValueError, LookupError, AssertionError) as error:
        raise FileReadError("The message is nested too deeply or damaged.") from error
    if not isinstance(message, EmailMessage) or not any(header(message, name) for name in ("From", "Subject", "Date")):
        raise FileReadError("This is no message: it has no sender, no subject and no date.")
    return message


def message_document(data: bytes, name: str, record: str | None = None) -> RawDocument:
    """Return the document of a message: its HTML part, else its text. Raises `FileReadError` where it has neither."""
    message = parse_message(data)
    facts = _facts(message)
    page, plain = text_parts(message)
    if page is not None and content_of(page).strip():
        markup = decode_page(content_of(page), _charset(page))
        return page_document(markup, name, record, facts_outside=facts, is_message=True)
    if plain is None or not content_of(plain).strip():
        raise FileReadError("The message has no text.", hint="Attachments are not read; save them as files.")
    return RawDocument(
        name,
        record,
        _plain_text(plain),
        {field: value for field, (value, _) in facts.items()},
        {field: place for field, (_, place) in facts.items()},
        clean_body=True,
    )


def _facts(message: EmailMessage) -> dict[str, tuple[str, str]]:
    sender, address = parseaddr(header(message, "From"))
    found = {
        "title": (header(message, "Subject"), 'header "Subject"'),
        "outlet": (sender.strip("\"' ") or address.rpartition("@")[2], 'header "From"'),
        "date": (header(message, "Date"), 'header "Date"'),
        "lang": (header(message, "Content-Language")[:2].lower(), 'header "Content-Language"'),
    }
    return {field: fact for field, fact in found.items() if fact[0]}


def _plain_text(part: Message) -> str:
    data = content_of(part)
    charset = _charset(part)
    if charset is not None:
        try:
            return decode(data.decode(charset).encode("utf-8"))
        except (UnicodeError, LookupError):
            pass
    return decode(data)


def _charset(part: Message) -> str | None:
    try:
        return part.get_content_charset()
    except (ValueError, LookupError, IndexError, AttributeError):
        return None
