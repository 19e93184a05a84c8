"""The identifier of an article: stable as long as the file keeps its place in the library."""

from __future__ import annotations

from hashlib import blake2b


def article_id(path: str, record: str | None) -> str:
    """Return 16 hexadecimal digits of BLAKE2b of where an article stands.

    `path` is relative to the library with "/" between its parts, `record` the record's key in a file of many articles
    and None in a file of one. Neither the content nor the order of indexing matters, so marks and fixes survive both.
    """
    place = path if record is None else f"{path}\0{record}"
    return blake2b(place.encode("utf-8", "surrogatepass"), digest_size=8).hexdigest()
