"""The question why a query finds little, asked in a thread like those of `LibraryClient`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.message import Message

from searchtui.engines.protocol import Cancelled
from searchtui.screens.library_client import LibraryClient, Wanted

DIAGNOSE = "diagnose"
"""The kind of question; see `library_client`."""


@dataclass(frozen=True, slots=True)
class Offer:
    """A remedy and the articles it finds; one that is of another `Wanted` does not change the query alone."""

    words: str
    wanted: Wanted
    count: int


@dataclass
class Diagnosed(Message):
    """What was found out about `wanted`: the hits of each part, and what finds more than it does."""

    wanted: Wanted
    parts: list[tuple[str, int]]
    offers: list[Offer]


def diagnose(client: LibraryClient, wanted: Wanted, total: int) -> None:
    """Answer with `Diagnosed`; `total` is the number of articles that have all that is `wanted`."""

    def work(cancelled: Cancelled) -> Iterator[Message]:
        from searchtui.screens.diagnosis import diagnosis  # noqa: PLC0415 -- the first paint needs no grammar

        yield diagnosis(client.library, wanted, total, cancelled)

    client.ask(DIAGNOSE, work)
