"""Reader for zip archives: their members are read in place, each by the reader of its own format."""

from __future__ import annotations

import dataclasses
import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from typing import BinaryIO, cast

from searchtui.errors import FileReadError
from searchtui.files.document import BadRecord, RawDocument
from searchtui.files.records import MAX_BAD
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
    stream = source.stream if source.stream.seekable() else io.BytesIO(source.read_all())
    try:
        archive = zipfile.ZipFile(stream)
    except _DAMAGE as error:
        raise FileReadError(
            "The zip archive is damaged, cut short, or none at all.", hint="Copy or download it again."
        ) from error
    with archive:
        yield from _members(archive, source)


def _members(archive: zipfile.ZipFile, source: Source) -> Iterator[RawDocument | BadRecord]:
    from searchtui.files.readers import READERS, suffix_of  # noqa: PLC0415 - the table holds this reader, too

    members = archive.infolist()
    if len(members) > MAX_MEMBERS:
        raise FileReadError(f"The archive has more than {MAX_MEMBERS:,} members, which looks like an attack.")
    budget = max(MAX_TOTAL * source.max_bytes, MAX_EXPANSION * sum(member.compress_size for member in members))
    good = bad = 0
    for member in members:
        suffix = suffix_of(member.filename)
        if member.is_dir() or suffix not in READERS or _is_hidden(member.filename):
            continue
        reason = _why_not(member, suffix, source.max_bytes, budget)
        if not reason:
            budget -= member.file_size
            try:
                for found in READERS[suffix](_opened(archive, member, source.max_bytes)):
                    good += isinstance(found, RawDocument)
                    yield _renamed(found, source.name, member.filename)
            except FileReadError as error:
                reason = error.message
            except _DAMAGE as error:
                reason = f"It is damaged or packed in a manner that is not known: {error}."
        if reason:
            bad += 1
            if bad <= MAX_BAD:
                yield BadRecord(_shown(member.filename), reason)
    if bad > MAX_BAD:
        yield BadRecord("more", f"{bad - MAX_BAD:,} more members could not be read.")
    if not good and not bad:
        raise FileReadError("The archive holds no file of a kind that is known.")


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
    return dataclasses.replace(found, path=path, record=record)


def _is_hidden(name: str) -> bool:
    return any(part.startswith((".", "__MACOSX")) and part.strip(".") for part in name.split("/"))


def _shown(name: str) -> str:
    """Return a member's name without what cannot be stored or shown; it is never taken for a path."""
    return "".join(char if char.isprintable() else "\ufffd" for char in name)[:300]
