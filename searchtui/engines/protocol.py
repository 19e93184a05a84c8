"""What an engine promises. The library knows engines by this protocol alone."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from enum import Enum
from typing import TYPE_CHECKING, Protocol

from searchtui.articles.article import Article
from searchtui.articles.copy_groups import CopyGroups
from searchtui.query.nodes import Node

if TYPE_CHECKING:  # both need NumPy, which the interface does without until the first search
    from searchtui.articles.numbering import NumberedWords
    from searchtui.text.vocabulary import Vocabulary

Cancelled = Callable[[], bool]
"""Asked now and then by a running search; true means that nobody waits for the answer any more."""


NO_COPIES = CopyGroups()
"""No article is a copy of another."""


def never() -> bool:
    """A search that is not to be cancelled."""
    return False


class Sort(Enum):
    """The order of hits. Articles without the fact sorted by come last; ties are by relevance, then newest first (so
    that all articles, which are equally relevant to an empty query, begin with the latest), then by id.
    """

    RELEVANCE = "relevance"
    NEWEST = "newest"
    OLDEST = "oldest"
    OUTLET = "outlet"
    TITLE = "title"


@dataclass(frozen=True, slots=True)
class SearchRequest:
    """A parsed query, the order of its hits and the window of them that is wanted (`limit` hits from `offset`).

    With `relax`, a query whose words nobody has all together is answered with the articles that have most of them.
    `copies` tells which articles are copies of one another; with `fold` only the first of each group that is found, in
    the group's order, is listed and counted. With `among` only those of these articles are that the query finds.
    """

    node: Node
    sort: Sort = Sort.RELEVANCE
    limit: int = 20
    offset: int = 0
    relax: bool = False
    copies: CopyGroups = NO_COPIES
    fold: bool = False
    among: frozenset[str] | None = None


@dataclass(frozen=True, slots=True)
class Hit:
    """An article found: its identifier and its score (higher is better, comparable within one answer).

    `copies` is the number of its copies that the query finds too; with folding they are not listed themselves.
    """

    id: str
    score: float
    copies: int = 0


@dataclass(frozen=True, slots=True)
class Hits:
    """An answer: how many articles match, the window asked for, and what the reader should know.

    `undated_hidden` counts articles that match but for the query's date range, which cannot apply to them.
    `relaxed` is true when nothing matched and the nearest articles stand in. With folding `total` counts copies once,
    as they are listed, and `total_with_copies` each of them; without, that is None.
    """

    total: int
    window: tuple[Hit, ...]
    undated_hidden: int = 0
    notes: tuple[str, ...] = ()
    relaxed: bool = False
    total_with_copies: int | None = None


@dataclass(frozen=True, slots=True)
class Facets:
    """Counts over all articles that match.

    By outlet and by language, most first, unknown as None last of equals; by month ("YYYY-MM") and by day
    ("YYYY-MM-DD"), ascending, undated as None last.
    """

    outlets: tuple[tuple[str | None, int], ...]
    months: tuple[tuple[str | None, int], ...]
    languages: tuple[tuple[str | None, int], ...] = ()
    days: tuple[tuple[str | None, int], ...] = ()


@dataclass(frozen=True, slots=True)
class OutletDay:
    """How many articles of an outlet are of a day; None where outlet or date is unknown."""

    outlet: str | None
    day: dt.date | None
    count: int


@dataclass(frozen=True, slots=True)
class Stats:
    """What an index holds. Dates are ISO days; `outlets` has the most frequent first."""

    articles: int
    outlets: tuple[tuple[str | None, int], ...]
    languages: tuple[tuple[str | None, int], ...]
    undated: int
    first_date: str | None
    last_date: str | None


class Batch(Protocol):
    """Changes that become visible together."""

    def add(self, article: Article) -> None:
        """Add an article, replacing any with the same id; of two in one batch the later one stands."""

    def add_prepared(self, prepared: bytes) -> None:
        """Add the articles of one `Preparer.take()`, each as `add` does. Raises `ValueError` for other bytes."""

    def remove(self, article_id: str) -> None:
        """Remove an article; nothing happens if there is none."""


class Preparer(Protocol):
    """What of adding articles needs no index, done in any process; `Batch.add_prepared` takes what it gives."""

    def add(self, article: Article, words: NumberedWords | None = None, packed: bytes | None = None) -> None:
        """Prepare an article; of two with the same id the later one stands.

        `words` are its words, where they have been numbered already by the vocabulary that the preparer was given,
        `packed` is the article as `articles.packing` packs it, where it has been packed already.
        """

    @property
    def size(self) -> int:
        """Roughly the bytes held since the last `take`."""

    def take(self) -> bytes:
        """All that was added since the last call, in the engine's own form."""


class Engine(Protocol):
    """An index of articles. Searching is safe from several threads, and while another process commits a batch."""

    name: str
    schema_version: int

    def close(self) -> None:
        """Release files and memory; the engine is not used afterwards."""

    def batch(self) -> AbstractContextManager[Batch]:
        """Begin changes: committed when the block ends, discarded if it raises. One process at a time."""

    def preparer(self, vocabulary: Vocabulary | None = None) -> Preparer:
        """What prepares articles for `Batch.add_prepared`, without a look at the index.

        It numbers words by `vocabulary`, which others may use as well, or by one of its own.
        """

    def search(self, request: SearchRequest, cancelled: Cancelled = never) -> Hits:
        """Find articles.

        Raises `SearchCancelledError` soon after `cancelled()` turns true, `QueryError` for a query that cannot be
        answered, `IndexUnavailableError` for a damaged index.
        """

    def facets(self, node: Node, cancelled: Cancelled = never, *, folded: CopyGroups = NO_COPIES) -> Facets:
        """Count all articles that match `node`; of each group of copies in `folded` only the one that is listed."""

    def outlet_days(
        self, node: Node, cancelled: Cancelled = never, *, folded: CopyGroups = NO_COPIES
    ) -> tuple[OutletDay, ...]:
        """Count all articles that match `node` by outlet and day together; those without articles are left out."""

    def article(self, article_id: str) -> Article:
        """One article. Raises `ArticleNotFoundError`."""

    def articles(self, article_ids: Iterable[str]) -> dict[str, Article]:
        """The articles with these ids; those that are gone are left out."""

    def complete(self, prefix: str, limit: int = 10) -> tuple[tuple[str, int], ...]:
        """Indexed words (folded) that begin with `prefix`, each with the number of articles, most frequent first."""

    def suggest(self, word: str, limit: int = 3, cancelled: Cancelled = never) -> tuple[tuple[str, int], ...]:
        """Indexed words (folded) spelled nearly as `word`, each with the number of articles, most frequent first."""

    def stats(self) -> Stats:
        """What the index holds."""

    def generation(self) -> int:
        """A number that grows with every commit, cheap to ask, so that a reader sees when to look again."""

    def verify(self) -> list[str]:
        """Read every file of the index; one sentence per problem, none if it is sound."""
