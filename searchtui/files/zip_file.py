"""Reader for zip archives: their members are read in place, each by the reader of its own format."""

from __future__ import annotations

import dataclasses
import gzip
import io
import itertools
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from searchtui.errors import FileReadError
from searchtui.files.document import BadRecord, RawDocument
from searchtui.files.parts import Members
from searchtui.files.records import MAX_BAD, more
from searchtui.files.source import MAX_EXPANSION, Source, guarded

MAX_MEMBERS = 100_000
"""Members of an archive that are looked at; beyond that it is taken for an attack."""

MAX_TOTAL = 64
"""All members together may unpack to this many times the cap for one file, or to `MAX_EXPANSION` times their size."""

_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, NotImplementedError, RuntimeError, ValueError)


def read(source: Source) -> Iterator[RawDocument | BadRecord]:
    """Yield the documents of each member that a reader takes.

    A document's record is its member's name ("2023/a.txt"), with the member's own record after a colon where that
    holds several ("export.jsonl:17"). A member that cannot be read is reported and the rest goes on; archives within
    archives are reported too. Raises `FileReadError` for what is no zip archive or is cut short.
    """
    whole = Members(0, 1)
    is_empty = True
    for found in read_part(source, whole):
        is_empty = False
        yield found
    if is_empty:
        raise whole.nothing()


def read_part(source: Source, part: Members) -> Iterator[RawDocument | BadRecord]:
    """Yield what `read` does for some of the members, which may be nothing."""
    stream = source.stream if source.stream.seekable() else io.BytesIO(source.read_all())
    try:
        archive = zipfile.ZipFile(stream)
    except _DAMAGE as error:
        raise FileReadError(
            "The zip archive is damaged, cut short, or none at all.", hint="Copy or download it again."
        ) from error
    with archive:
        yield from _documents(archive, source, part)


def _documents(archive: zipfile.ZipFile, source: Source, part: Members) -> Iterator[RawDocument | BadRecord]:
    from searchtui.files.readers import READERS, suffix_of  # noqa: PLC0415 - the table holds this reader, too

    bad = 0
    for member, reason in itertools.islice(_members(archive, source.max_bytes), part.index, None, part.of):
        why_not = reason
        if not why_not:
            try:
                for found in READERS[suffix_of(member.filename)](_opened(archive, member, source.max_bytes)):
                    yield _renamed(found, source.name, member.filename)
            except FileReadError as error:
                why_not = error.message
            except _DAMAGE as error:
                why_not = f"It is damaged or packed in a manner that is not known: {error}."
        if why_not:
            bad += 1
            if bad <= MAX_BAD:
                yield BadRecord(_shown(member.filename), why_not)
    if bad > MAX_BAD:
        yield more(bad - MAX_BAD, part.what)


def _members(archive: zipfile.ZipFile, most: int) -> Iterator[tuple[zipfile.ZipInfo, str]]:
    """Yield each member of a kind that is read, and why it is not even opened, "" if it is."""
    from searchtui.files.readers import READERS, suffix_of  # noqa: PLC0415 - as above

    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise FileReadError(f"The archive has more than {MAX_MEMBERS:,} members, which looks like an attack.")
    budget = max(MAX_TOTAL * most, MAX_EXPANSION * sum(member.compress_size for member in members))
    for member in members:
        suffix = suffix_of(member.filename)
        if member.is_dir() or suffix not in READERS or _is_hidden(member.filename):
            continue
        reason = _why_not(member, suffix, most, budget)
        if not reason:
            budget -= member.file_size
        yield member, reason


def _why_not(member: zipfile.ZipInfo, suffix: str, most: int, budget: int) -> str:
    """Return why a member is not even opened, "" if it is."""
    if suffix == ".zip":
        return "Archives within archives are not read. Unpack it."
    if member.flag_bits & 1:
        return "It is encrypted. Unpack it with its password."
    if member.file_size > max(most, MAX_EXPANSION * member.compress_size) or member.file_size > budget:
        return "It unpacks to too much, which looks like an attack. Unpack it by hand if you trust it."
    return ""


def _opened(archive: zipfile.ZipFile, member: zipfile.ZipInfo, most: int) -> Source:
    stream = cast("BinaryIO", archive.open(member))
    limit = max(most, MAX_EXPANSION * member.compress_size)
    if member.filename.lower().endswith(".gz"):
        stream = cast("BinaryIO", gzip.GzipFile(fileobj=stream, mode="rb"))
    return Source(member.filename, guarded(stream, limit), most)


def _renamed(found: RawDocument | BadRecord, path: str, member: str) -> RawDocument | BadRecord:
    """Return what a member's reader found as something of the archive."""
    shown = _shown(member)
    if isinstance(found, BadRecord):
        return BadRecord(f"{shown}:{found.record}", found.reason)
    record = shown if found.record is None else f"{shown}:{found.record}"
    return dataclasses.replace(found, path=path, record=record, member=shown)


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) and part.strip(".") for part in name.split("/"))


def _shown(name: str) -> str:
    """Return a member's name without what cannot be stored or shown; it is never taken for a path."""
    return "".join(char if char.isprintable() else "\ufffd" for char in name)[:300]
