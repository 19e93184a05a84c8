"""The Whoosh engine: an index in a folder (or in memory) behind the engine protocol."""

from __future__ import annotations

import time
from collections.abc import Iterable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Final

from searchtui.articles.article import Article
from searchtui.articles.copy_groups import CopyGroups
from searchtui.config import UserOutlet
from searchtui.engines.protocol import (
    NO_COPIES,
    Batch,
    Cancelled,
    Facets,
    Hits,
    OutletDay,
    Preparer,
    SearchRequest,
    Stats,
    never,
)
from searchtui.engines.whoosh.codec.commits import SCHEMA_VERSION, latest_generation, read_commit
from searchtui.engines.whoosh.codec.damage import CERTAIN_DAMAGE, DAMAGE, DamagedFileError, damaged
from searchtui.engines.whoosh.codec.storage import AnyStorage, DurableStorage, MemoryStorage
from searchtui.engines.whoosh.search import answer as answers
from searchtui.engines.whoosh.search.cache import RecentlyUsed
from searchtui.engines.whoosh.search.evaluate import Evaluated, evaluate
from searchtui.engines.whoosh.search.segment_view import SegmentView
from searchtui.engines.whoosh.search.snapshot import Snapshot
from searchtui.engines.whoosh.search.spelling import near_spellings
from searchtui.engines.whoosh.search.watch import Watch
from searchtui.errors import ArticleNotFoundError, IndexUnavailableError, SearchtuiError
from searchtui.query.nodes import Node
from searchtui.text.tokens import fold

if TYPE_CHECKING:
    from searchtui.engines.whoosh.writing.merger import Merger
    from searchtui.text.vocabulary import Vocabulary

_ATTEMPTS: Final = 20
_PAUSE: Final = 0.02
_ANSWERED_BYTES: Final = 64 << 20
"""Answers kept, so that the next page and the facets of a query need no second search."""


class WhooshEngine:
    """See `engines.protocol.Engine`. Searches share one snapshot until a commit makes another."""

    name = "whoosh"
    schema_version = SCHEMA_VERSION

    def __init__(self, storage: AnyStorage, outlets: tuple[UserOutlet, ...] = ()) -> None:
        self._storage = storage
        self._outlets = outlets
        self._lock = RLock()
        self._snapshot: Snapshot | None = None
        self._merger: Merger | None = None
        self._answers: RecentlyUsed[tuple[int, Node, bool], Evaluated] = RecentlyUsed(_ANSWERED_BYTES, _memory)
        self._current()

    def close(self) -> None:
        """Let go of the snapshot; a search that still runs keeps it until it is done. A merge under way is given up."""
        with self._lock:
            if self._merger is not None:
                self._merger.stop()
            self._snapshot = None
            self._answers.clear()

    def batch(self) -> AbstractContextManager[Batch]:
        """Changes that become visible together. Raises `IndexBusyError` while another process makes some."""
        from searchtui.engines.whoosh.writing.merger import Merger  # noqa: PLC0415 (searching needs no writer)
        from searchtui.engines.whoosh.writing.writer import article_batch  # noqa: PLC0415 (as above)

        with self._lock:
            if self._merger is None:
                self._merger = Merger(self._storage)
        return article_batch(self._storage, self._merger)

    def wait_for_merges(self) -> None:
        """Wait until no merge is due, in no batch: for benchmarks and tests, as searching never has to."""
        if self._merger is not None:
            self._merger.wait()

    def preparer(self, vocabulary: Vocabulary | None = None) -> Preparer:
        """What prepares articles for `Batch.add_prepared`, without a look at the index."""
        from searchtui.engines.whoosh.writing.preparer import ArticlePreparer  # noqa: PLC0415 (as above)

        return ArticlePreparer(vocabulary)

    def search(self, request: SearchRequest, cancelled: Cancelled = never) -> Hits:
        """Find articles; the errors are those of the protocol."""
        with self._reading() as snapshot:
            evaluated = self._evaluated(snapshot, request.node, cancelled, relax=request.relax)
            return answers.answer(evaluated, request, snapshot)

    def facets(self, node: Node, cancelled: Cancelled = never, *, folded: CopyGroups = NO_COPIES) -> Facets:
        """Count all articles that match, by outlet and month; the copies in `folded` count once."""
        with self._reading() as snapshot:
            return answers.facets(self._evaluated(snapshot, node, cancelled, relax=False).matched, snapshot, folded)

    def outlet_days(
        self, node: Node, cancelled: Cancelled = never, *, folded: CopyGroups = NO_COPIES
    ) -> tuple[OutletDay, ...]:
        """Count all articles that match by outlet and day together; the copies in `folded` count once."""
        with self._reading() as snapshot:
            return answers.outlet_days(
                self._evaluated(snapshot, node, cancelled, relax=False).matched, snapshot, folded
            )

    def article(self, article_id: str) -> Article:
        """One article. Raises `ArticleNotFoundError`."""
        found = self.articles([article_id])
        if article_id not in found:
            raise ArticleNotFoundError(f"There is no article {article_id}.", hint="It may have been removed.")
        return found[article_id]

    def articles(self, article_ids: Iterable[str]) -> dict[str, Article]:
        """The articles with these ids; those that are gone are left out."""
        with self._reading() as snapshot:
            numbers = {article_id: snapshot.number_of(article_id) for article_id in article_ids}
            return {
                article_id: snapshot.article(number) for article_id, number in numbers.items() if number is not None
            }

    def complete(self, prefix: str, limit: int = 10) -> tuple[tuple[str, int], ...]:
        """Words that begin with `prefix` and the number of articles that have each, most frequent first."""
        with self._reading() as snapshot:
            return answers.completions(fold(prefix), limit, snapshot)

    def suggest(self, word: str, limit: int = 3, cancelled: Cancelled = never) -> tuple[tuple[str, int], ...]:
        """Words spelled nearly as `word` and the number of articles that have each, most frequent first."""
        with self._reading() as snapshot:
            return near_spellings(fold(word), limit, snapshot, Watch(cancelled))

    def stats(self) -> Stats:
        """What the index holds."""
        with self._reading() as snapshot:
            return answers.stats(snapshot)

    def generation(self) -> int:
        """The number of the last commit."""
        return latest_generation(self._storage)

    def verify(self) -> list[str]:
        """Read every file of the index; one sentence per problem, none if it is sound."""
        try:
            snapshot = self._current()
            from searchtui.engines.whoosh.codec.verify import problems  # noqa: PLC0415 (as for writing)

            return list(problems(self._storage, read_commit(self._storage, snapshot.generation)))
        except IndexUnavailableError as error:
            return [error.message]

    def _evaluated(self, snapshot: Snapshot, node: Node, cancelled: Cancelled, *, relax: bool) -> Evaluated:
        """What a query finds, from the last few if it is among them: paging and facets ask again."""
        key = (snapshot.generation, node, relax)
        found = self._answers.get(key)
        if found is None:
            found = evaluate(node, snapshot, Watch(cancelled), relax=relax, outlets=self._outlets)
            self._answers.put(key, found)
        return found

    @contextmanager
    def _reading(self) -> Iterator[Snapshot]:
        """The current snapshot, and what goes wrong in it told apart: damage to the files, or a fault of ours."""
        snapshot = self._current()
        try:
            yield snapshot
        except SearchtuiError:
            raise
        except CERTAIN_DAMAGE as error:
            raise damaged(error) from error
        except DAMAGE as error:
            if self._changed_files(snapshot.generation):
                raise damaged(error) from error
            raise

    def _changed_files(self, generation: int) -> list[str]:
        try:
            return read_commit(self._storage, generation).changed(self._storage)
        except FileNotFoundError:
            return []  # another commit has taken its place
        except ValueError as error:
            return [str(error)]

    def _current(self) -> Snapshot:
        """The snapshot of the last commit. Raises `IndexUnavailableError`."""
        with self._lock:
            generation = self.generation()
            if self._snapshot is None or self._snapshot.generation != generation:
                self._snapshot = self._open()
                self._answers.clear()
            return self._snapshot

    def _open(self) -> Snapshot:
        """Open the last commit, again if one more is made meanwhile and takes the files away."""
        for _ in range(_ATTEMPTS):
            generation = self.generation()
            if generation < 0:
                raise IndexUnavailableError("There is no index yet.", hint="Run “searchtui reindex” to build it.")
            try:
                return self._open_generation(generation)
            except DAMAGE as error:
                if self.generation() == generation:
                    raise damaged(error) from error
            time.sleep(_PAUSE)
        raise IndexUnavailableError("The index changes too fast to be read.", hint="Try again in a moment.")

    def _open_generation(self, generation: int) -> Snapshot:
        commit = read_commit(self._storage, generation)
        if cut := commit.cut(self._storage):
            raise DamagedFileError(f"{cut[0]} is missing or cut")
        known = {view.id: view for view in self._snapshot.views} if self._snapshot else {}
        views = [known.get(segment.id) or SegmentView(self._storage, segment.id) for segment in commit.segments]
        return Snapshot(generation, views, commit.segments)


def _memory(evaluated: Evaluated) -> int:
    return 16 * evaluated.total + 500


def open_index(path: Path | None, *, create: bool = False, outlets: tuple[UserOutlet, ...] = ()) -> WhooshEngine:
    """Open the index in the folder `path`, or a new one in memory. Raises `IndexUnavailableError`."""
    storage: AnyStorage
    if path is None:
        storage = MemoryStorage()
    else:
        storage = DurableStorage(str(path))
        if create:
            path.mkdir(mode=0o700, parents=True, exist_ok=True)
    if create or path is None:
        from searchtui.engines.whoosh.writing.writer import create_empty  # noqa: PLC0415 (as above)

        create_empty(storage)
    return WhooshEngine(storage, outlets)
