"""Saved searches with their names, and the queries that were asked: lines that are about no article."""

from __future__ import annotations

import datetime as dt
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Final

from searchtui.errors import UsageError
from searchtui.text.tokens import fold
from searchtui.userdata.durable import replace_file, told
from searchtui.userdata.lines import Key, Line, Values, text_of

SEEN_FOLDER: Final = "seen"
MOST_OF_A_NAME: Final = 60
_NO_NAME: Final = frozenset('"＂“”„‟«»*?()')
"""Characters that a query could not name a saved search with."""

Seen = Mapping[str, str]
"""Articles by their ids, each with the `fixes.text_key` of its text ("" if not known)."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A saved search; `at` is when its query was last changed."""

    name: str
    query: str
    at: dt.datetime


def key_of_search(values: Values) -> Key | None:
    """What a line about a saved search is about; see `lines.KeyOf`."""
    if "search" not in values:
        return None
    if not isinstance(values.get("query"), str):
        raise ValueError('it needs a "query"')  # noqa: TRY004 -- a damaged line is a wrong value, whatever it holds
    return ("search", search_key(text_of(values, "search")))


def key_of_query(values: Values) -> Key | None:
    """What a line of the history is about; see `lines.KeyOf`."""
    return ("query", text_of(values, "query")) if "query" in values else None


def search_key(name: str) -> str:
    """What two spellings of a name have in common: case and accents make no other name."""
    return fold(" ".join(name.split()))


def checked_name(name: str) -> str:
    """`name` without superfluous white space. Raises `UsageError` if a query could not name the search by it."""
    name = " ".join(name.split())
    if not name or len(name) > MOST_OF_A_NAME:
        raise UsageError(
            "A saved search needs a name." if not name else f"A name has at most {MOST_OF_A_NAME} characters.",
            hint="Give it a word or two.",
        )
    if not name.isprintable() or not _NO_NAME.isdisjoint(name):
        raise UsageError(f"“{name}” is no name for a search.", hint="Leave out quotes, brackets, * and ?.")
    return name


def saved_searches(lines: Iterable[Line]) -> dict[str, Saved]:
    """The saved searches by `search_key`, in alphabetical order."""
    held = [line for line in lines if not line.gone]
    saved = [(line.key[1], Saved(line.values["search"], line.values["query"], line.at)) for line in held]
    return dict(sorted(saved, key=lambda each: each[0]))


class SeenFile:
    """The articles that a saved search had found when it was last looked at: a line each, its id and its text's key.

    Two versions joined line by line are what was seen in both.
    """

    def __init__(self, user_folder: Path, name: str) -> None:
        key = search_key(name)
        ascii_key = unicodedata.normalize("NFKD", key).encode("ascii", "ignore").decode()
        plain = "".join(char if char.isalnum() else "-" for char in ascii_key)
        digest = blake2b(key.encode("utf-8", "surrogatepass"), digest_size=4).hexdigest()
        self.path = user_folder / SEEN_FOLDER / f"{plain.strip('-')[:40] or 'search'}-{digest}.txt"

    def read(self) -> Seen | None:
        """What was seen; None if the search was never looked at. Raises `UsageError` where it cannot be read."""
        try:
            lines = self.path.read_text(encoding="utf-8", errors="replace").split("\n")
        except FileNotFoundError:
            return None
        except OSError as error:
            raise UsageError(
                f"Your work cannot be read: {self.path}: {error.strerror or error}.", hint="Look at its permissions."
            ) from error
        pairs = (line.partition(" ") for line in lines if line)
        return {article_id: text.strip() for article_id, _, text in pairs}

    def add(self, seen: Seen) -> None:
        """Note that these were seen, too. The caller holds the lock. Raises `UsageError` where it cannot be written."""
        before = self.read()
        if before is not None and seen.items() <= before.items():
            return
        all_seen = {**(before or {}), **seen}
        with told(self.path):
            content = "".join(f"{article_id} {text}".rstrip() + "\n" for article_id, text in sorted(all_seen.items()))
            replace_file(self.path, content.encode("utf-8", "replace"))
