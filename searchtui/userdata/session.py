"""Where one stopped: the query, the order, the article selected and what the screen looked like."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any, Final

from searchtui.userdata.durable import replace_file, told

SESSION_FILE: Final = "session.json"


@dataclass(frozen=True, slots=True)
class Session:
    """What is restored when the interface is opened again. `widths` are cells of panes by their names."""

    query: str = ""
    sort: str = "relevance"
    fold: bool = True
    chrome: bool = True
    article: str = ""
    """The id of the article selected."""

    row: int = 0
    """Its row, for when it is no longer there."""

    pane: str = ""
    """The pane with the keyboard."""

    widths: tuple[tuple[str, int], ...] = ()


def load_session(user_folder: Path) -> Session | None:
    """The session that was saved last; None if there is none, or none that can be read: it is but a convenience."""
    try:
        values = json.loads((user_folder / SESSION_FILE).read_text(encoding="utf-8"))
    except (OSError, ValueError, RecursionError):
        return None
    if not isinstance(values, dict):
        return None
    defaults = asdict(Session())
    sound: dict[str, Any] = {name: value for name, value in values.items() if type(value) is type(defaults.get(name))}
    return Session(**sound, widths=tuple(_pairs(values.get("widths"))))


def _pairs(values: object) -> Iterator[tuple[str, int]]:
    """The names and numbers among `values`."""
    for pair in values if isinstance(values, list) else ():
        match pair:
            case [str(name), int(width)]:
                yield name, width


def save_session(user_folder: Path, session: Session) -> None:
    """Save a session in place of the one before. Raises `UsageError` where it cannot be written."""
    path = user_folder / SESSION_FILE
    with told(path):
        replace_file(path, (json.dumps(asdict(session), ensure_ascii=True, indent=1) + "\n").encode())
