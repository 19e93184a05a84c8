"""Engines by name. Only the engine asked for is imported."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path
from typing import Final, cast

from searchtui.config import UserOutlet
from searchtui.engines.protocol import Engine
from searchtui.errors import UsageError

_MODULES: Final = {"whoosh": "searchtui.engines.whoosh.engine"}


def open_engine(name: str, path: Path | None, *, create: bool = False, outlets: tuple[UserOutlet, ...] = ()) -> Engine:
    """Open the index in the folder `path` with the engine called `name`; `path=None` is a new index in memory.

    `outlets` are the user's own, whose aliases are understood in queries.

    Raises `UsageError` for a name that is no engine, and `IndexUnavailableError` where there is no index (unless
    `create`) or one that this version cannot read.
    """
    module = _MODULES.get(name)
    if module is None:
        raise UsageError(f"There is no search engine called “{name}”.", hint=f"Known: {', '.join(sorted(_MODULES))}.")
    return cast("Engine", import_module(module).open_index(path, create=create, outlets=outlets))
