"""Articles of a corpus, a line of JSON each."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any

Record = dict[str, Any]
"""One article: `id`, `title`, `body`, and `outlet` and `date` (an ISO day) where they are known."""


def read_corpus(path: Path, count: int | None = None) -> Iterator[Record]:
    """The articles of a corpus, or the first `count` of them."""
    with path.open(encoding="utf-8") as lines:
        yield from map(json.loads, islice(lines, count))


def text_bytes(records: Iterable[Record]) -> int:
    """The bytes of titles and bodies, which index sizes are compared with."""
    return sum(len(record["title"].encode()) + len(record["body"].encode()) for record in records)
