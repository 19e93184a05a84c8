"""What went wrong, in words for the user; what was not foreseen is also written to a log."""

from __future__ import annotations

import datetime as dt
import traceback
from pathlib import Path

from searchtui.commands.application import UpdateIndex
from searchtui.errors import IndexUnavailableError, SearchtuiError

LOG = "searchtui.log"


def explain(error: Exception, user_folder: Path) -> tuple[str, str]:
    """Message and hint for `error`, which names the key that builds an index that is lost.

    An internal error is logged to `user_folder`, and the hint says so.
    """
    if isinstance(error, IndexUnavailableError):
        return error.message, f"On the main screen {UpdateIndex.shown.split()[0]} builds it anew."
    if isinstance(error, SearchtuiError):
        return error.message, error.hint
    words = f"Internal error: {type(error).__name__}: {error}"[:200]
    try:
        _log(error, user_folder / LOG)
    except OSError:
        return words, "Please report it."
    return words, f"Please report it with {user_folder / LOG}."


def _log(error: Exception, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("a", encoding="utf-8", errors="replace") as log:
        log.write(f"{dt.datetime.now().astimezone().isoformat(timespec='seconds')}\n")
        log.writelines(traceback.format_exception(error))
        log.write("\n")
