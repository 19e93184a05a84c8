"""Questions to the library that only other views of a result ask: counts by outlet and day, matches in context."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from textual.message import Message

from searchtui.engines.protocol import Cancelled, OutletDay
from searchtui.query.nodes import And, Mark, MarkedAs
from searchtui.results.concordance import Occurrence, Order, in_order
from searchtui.screens.library_client import LibraryClient, Wanted

OUTLET_DAYS, QUOTE, SORT = "outlet days", "quote", "sort"
"""The kinds of questions, which are also Textual's worker groups."""

_FIRST_PORTION = 25
_PORTION = 100
"""Articles whose matches are quoted at a time: the first lines are there at once."""

MOST_LINES = 50_000
"""Matches quoted at most: each is held in memory."""


@dataclass
class OutletDaysCounted(Message):
    """The hits by outlet and day, the outlets of the library, None for unknown, and those of the hits with a star."""

    counted: tuple[OutletDay, ...]
    outlets: tuple[str | None, ...]
    starred: tuple[OutletDay, ...] = ()


@dataclass
class Quoted(Message):
    """More lines of a concordance: those of `done` of `total` articles are there now; `complete` ends it."""

    lines: list[Occurrence]
    done: int
    total: int
    complete: bool


@dataclass
class Sorted(Message):
    """Lines in another order."""

    lines: list[Occurrence]
    order: Order


def ask_outlet_days(client: LibraryClient, wanted: Wanted) -> None:
    """Answer with `OutletDaysCounted`."""

    def work(cancelled: Cancelled) -> Iterator[Message]:
        counted = client.library.outlet_days(wanted.query, fold=wanted.fold, cancelled=cancelled)
        outlets = tuple(outlet for outlet, _ in client.library.stats().outlets)
        starred = And((client.library.parse(wanted.query).node, MarkedAs(Mark.STAR)))
        stars = client.library.outlet_days(starred, fold=wanted.fold, cancelled=cancelled)
        yield OutletDaysCounted(counted, outlets, stars)

    client.ask(OUTLET_DAYS, work)


def quote(client: LibraryClient, wanted: Wanted) -> None:
    """Answer with one `Quoted` after another, until all matches are quoted or `MOST_LINES`."""

    def work(cancelled: Cancelled) -> Iterator[Message]:
        total = client.library.count(wanted.query, fold=wanted.fold, cancelled=cancelled)
        done = quoted = 0
        while done < total and quoted < MOST_LINES:
            portion = _PORTION if done else _FIRST_PORTION
            lines = client.library.concordance(
                wanted.query, articles=portion, offset=done, fold=wanted.fold, cancelled=cancelled
            )
            done, quoted = min(total, done + portion), quoted + len(lines)
            yield Quoted(lines, done, total, complete=False)
        yield Quoted([], done, total, complete=True)

    client.ask(QUOTE, work)


def sort_lines(client: LibraryClient, lines: list[Occurrence], order: Order) -> None:
    """Answer with `Sorted`."""

    def work(_cancelled: Cancelled) -> Iterator[Message]:
        yield Sorted(in_order(lines, order), order)

    client.ask(SORT, work)
