"""Questions about what is being typed, asked in threads like those of `LibraryClient`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual.message import Message

from searchtui.engines.protocol import Cancelled
from searchtui.errors import SearchtuiError
from searchtui.screens.library_client import LibraryClient
from searchtui.userdata.folder import HISTORY
from searchtui.widgets.suggestions import Suggestion

if TYPE_CHECKING:
    from searchtui.query.typed import Typed

COMPLETE, REMEMBER = "complete", "remember"
"""The kinds of questions; see `library_client`."""


@dataclass
class Completed(Message):
    """What `typed`, in the query `text`, may become."""

    text: str
    typed: Typed
    suggestions: list[Suggestion]


@dataclass
class HistoryRead(Message):
    """The queries asked before, the latest first; to be listed if that was asked for."""

    queries: list[str]
    listed: bool


@dataclass
class NotRemembered(Message):
    """A query could not be put into the history."""

    error: Exception


def complete(client: LibraryClient, text: str, typed: Typed) -> None:
    """Answer with `Completed`; where the library cannot be asked, with no suggestions: searching tells of that."""

    def work(_cancelled: Cancelled) -> Iterator[Message]:
        from searchtui.screens.completions import suggestions  # noqa: PLC0415 -- the first paint needs no grammar

        try:
            found = suggestions(client.library, typed)
        except SearchtuiError:
            found = []
        yield Completed(text, typed, found)

    client.ask(COMPLETE, work)


def read_history(client: LibraryClient, *, listed: bool) -> None:
    """Answer with `HistoryRead`, or with `NotRemembered` where it cannot be read."""

    def work(_cancelled: Cancelled) -> Iterator[Message]:
        try:
            queries = client.library.work.folder.queries()
        except SearchtuiError as error:
            yield NotRemembered(error)
        else:
            yield HistoryRead(queries, listed)

    client.ask(HISTORY, work)


def remember(client: LibraryClient, query: str) -> None:
    """Put a query into the history; answer with `NotRemembered` where it cannot be written."""

    def work(_cancelled: Cancelled) -> Iterator[Message]:
        try:
            client.library.work.folder.note(HISTORY, [(("query", query), {"query": query})])
        except SearchtuiError as error:
            yield NotRemembered(error)

    client.ask(REMEMBER, work, exclusive=False)
