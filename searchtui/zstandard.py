"""Zstandard (RFC 8878), which the standard library has from Python 3.14 on."""

from __future__ import annotations

import sys

if sys.version_info >= (3, 14):
    from compression import zstd
else:
    from backports import zstd

__all__ = ["unpacked", "zstd"]


def unpacked(packed: bytes, most: int, dictionary: zstd.ZstdDict | None = None) -> bytes:
    """What was packed, and never more than so many bytes of it. Raises `ValueError` where it is damaged."""
    try:
        return zstd.ZstdDecompressor(dictionary).decompress(packed, most)
    except zstd.ZstdError as error:
        raise ValueError("it cannot be unpacked") from error
