"""Reader for web archives (WARC): a document for each page in the archive, read as a stream."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from searchtui.errors import FileReadError
from searchtui.files.document import BadRecord, RawDocument
from searchtui.files.optional import missing
from searchtui.files.records import MAX_BAD, unique_key
from searchtui.files.source import Source
from searchtui.files.webpage.charset import decode_page
from searchtui.files.webpage.page import page_document

if TYPE_CHECKING:
    from warcio.archiveiterator import ArchiveIterator
    from warcio.recordloader import ArcWarcRecord

_PAGES = ("text/html", "application/xhtml+xml")
_LONGEST_KEY = 300
_HINT = "Download it again; it may be cut short."


def read(source: Source) -> Iterator[RawDocument | BadRecord]:
    """Yield a document for each successful response that is a web page, its key being its address.

    Pages that cannot be read are reported and the rest goes on. Raises `FileReadError` where the file is no web
    archive and where warcio is missing.
    """
    archive, damage = _opened(source)
    keys: set[str] = set()
    good = bad = 0
    try:
        for number, record in enumerate(archive, start=1):
            if not _is_page(record):
                continue
            try:
                found = _document(record, source, keys, number)
                good += 1
                yield found
            except FileReadError as error:
                bad += 1
                if bad <= MAX_BAD:
                    yield BadRecord(_address(record) or str(number), error.message)
    except (damage, FileReadError, EOFError, ValueError, AttributeError) as error:
        # warcio meets damaged headers with errors of Python's own.
        reason = error.message if isinstance(error, FileReadError) else "It is damaged or no web archive."
        if not good and not bad:
            raise FileReadError(reason, hint=_HINT) from error
        yield BadRecord("end", f"The rest of the archive could not be read. {reason}")
    else:
        if archive.err_count:
            yield BadRecord(
                "archive", f"It is damaged: {archive.err_count:,} times something stood between its records."
            )
        elif not good and not bad:
            raise FileReadError("There is no web page in this archive.")
    if bad > MAX_BAD:
        yield BadRecord("more", f"{bad - MAX_BAD:,} more pages could not be read.")


def _opened(source: Source) -> tuple[ArchiveIterator, type[Exception]]:
    """Return the archive's records, and the error by which warcio tells of damage."""
    try:
        from warcio.archiveiterator import ArchiveIterator  # noqa: PLC0415 - of an extra
        from warcio.exceptions import ArchiveLoadFailed  # noqa: PLC0415
    except ImportError as error:
        raise missing("A web archive") from error
    beginning = source.stream.peek(16)[:16]  # type: ignore[attr-defined]  # a BufferedReader, see open_source
    if not beginning.startswith((b"WARC/", b"filedesc:")):
        raise FileReadError("The file is no web archive." if beginning else "The file is empty.", hint=_HINT)

    class QuietIterator(ArchiveIterator):  # type: ignore[misc]  # warcio has no type information
        INC_RECORD = ""  # what it writes to standard error about damage, which is reported by `read`

    return QuietIterator(source.stream, arc2warc=True), ArchiveLoadFailed


def _is_page(record: ArcWarcRecord) -> bool:
    if record.rec_type not in {"response", "resource"}:
        return False
    headers = record.http_headers or record.rec_headers
    if record.http_headers is not None and not (record.http_headers.get_statuscode() or "").startswith("2"):
        return False
    return (headers.get_header("Content-Type") or "").lower().startswith(_PAGES)


def _document(record: ArcWarcRecord, source: Source, keys: set[str], number: int) -> RawDocument:
    data = record.content_stream().read(source.max_bytes + 1)
    if len(data) > source.max_bytes:
        raise FileReadError("The page is larger than the most that is read at once.")
    stated = record.rec_headers.get_header("Content-Length") or ""
    if stated.isdigit() and not record.raw_stream.read(1) and getattr(record.raw_stream, "limit", 0):
        raise FileReadError("The page is cut short: the archive ends within it.")
    headers = record.http_headers or record.rec_headers
    _, _, charset = (headers.get_header("Content-Type") or "").lower().partition("charset=")
    address = _address(record)
    key = (
        address if 0 < len(address) <= _LONGEST_KEY else record.rec_headers.get_header("WARC-Record-ID") or str(number)
    )
    return page_document(
        decode_page(data, charset.partition(";")[0] or None),
        source.name,
        unique_key(key[:_LONGEST_KEY].strip("<>"), keys),
        address=address,
    )


def _address(record: ArcWarcRecord) -> str:
    return (record.rec_headers.get_header("WARC-Target-URI") or "").strip("<> ")
