"""The engines by name, imported only when one takes part."""

from __future__ import annotations

from importlib.util import find_spec
from typing import Final

from speed.peers.peer import Peer

OURS: Final = "searchtui"
PAGES: Final = "searchtui, pages"
WHOOSH: Final = "stock Whoosh"
FTS5: Final = "SQLite FTS5"
TANTIVY: Final = "tantivy"

BUILT: Final = (OURS, TANTIVY, FTS5, WHOOSH)
"""Engines with an index of their own; `PAGES` searches that of `OURS`."""


def peer(name: str) -> Peer:
    """The engine called `name`. Raises `ModuleNotFoundError` where its library is not installed."""
    if name in {OURS, PAGES}:
        from speed.peers.ours import Ours  # noqa: PLC0415

        return Ours(pages=name == PAGES)
    if name == WHOOSH:
        from speed.peers.stock_whoosh import StockWhoosh  # noqa: PLC0415

        return StockWhoosh()
    if name == FTS5:
        from speed.peers.fts5 import Fts5  # noqa: PLC0415

        return Fts5()
    if name == TANTIVY:
        from speed.peers.tantivy_peer import Tantivy  # noqa: PLC0415

        return Tantivy()
    raise ValueError(f"There is no engine {name!r}.")


def absent(name: str) -> str | None:
    """Why an engine cannot take part, None if it can."""
    if name == TANTIVY and find_spec("tantivy") is None:
        return "tantivy is left out: its Python package is not installed (pip install '.[bench]')."
    return None
