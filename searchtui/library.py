"""A library of articles: the one door for the terminal interface, the command line and Python programs."""

from __future__ import annotations

import datetime as dt
import threading
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from searchtui.answers import Answers
from searchtui.articles.article import Article
from searchtui.config import LibraryPaths, Settings, find_library, load_settings
from searchtui.engines.protocol import Cancelled, Sort, never
from searchtui.errors import ArticleNotFoundError, SearchCancelledError, SearchtuiError
from searchtui.index.fix_result import UNCHANGED, FixedArticle, FixResult, Unchanged
from searchtui.index.progress import Progress
from searchtui.index.reader import IndexReader
from searchtui.query.nodes import Node
from searchtui.results.hits import Spans
from searchtui.userdata.kept import NOTHING_KEPT

if TYPE_CHECKING:
    from searchtui.results.taking.taken import About, Taken
    from searchtui.userdata.folder import Undone


TAKEN_AT_ONCE = 200
"""Articles read together when they are taken away: they are held in memory."""


@dataclass(frozen=True, slots=True)
class LibraryStats:
    """What a library holds. Dates are ISO days; outlets and languages have the most frequent first."""

    articles: int
    outlets: tuple[tuple[str | None, int], ...]
    languages: tuple[tuple[str | None, int], ...]
    undated: int
    first_date: str | None
    last_date: str | None
    index_bytes: int
    engine: str
    schema_version: int


class Library(Answers):
    """A folder of articles and its index, opened to be searched.

    Opening is cheap and works where there is no index yet: what reads the index raises `IndexUnavailableError` then.
    Safe to use from several threads, and by many processes at once. What another process commits is seen by the next
    call.
    """

    def __init__(self, paths: LibraryPaths, settings: Settings) -> None:
        super().__init__(IndexReader(paths.index, settings.engine, settings.outlets), paths)
        self.settings = settings

    @classmethod
    def open(
        cls,
        root: str | Path | None = None,
        *,
        seeds: str | Path | None = None,
        index: str | Path | None = None,
    ) -> Self:
        """Open the library at `root`, or the one `config.find_library` finds. Raises `UsageError` for bad settings."""
        paths = find_library(root, seeds=seeds, index=index)
        return cls(paths, load_settings(paths.root))

    def change_setting(self, key: str, value: str | int | bool) -> None:  # noqa: FBT001 -- a setting's value
        """Write a setting to `searchtui.toml`; comments and order stay. Raises `UsageError`; then nothing changes.

        What reads files and keeps the index goes by it from the next reindex on.
        """
        from searchtui.userdata.settings_file import change_setting  # noqa: PLC0415 -- few sessions change one

        self.settings = change_setting(self.paths.root, key, value)

    def copies(self, article_id: str) -> tuple[Article, ...]:
        """All other articles that are copies of this one, whether near or exact, the earliest first."""
        group = self._index.copies().of(article_id)
        found = self._index.read(lambda engine: engine.articles(group))
        return tuple(found[member] for member in group if member != article_id and member in found)

    def article(self, article_id: str) -> Article:
        """The article with this identifier. Raises `ArticleNotFoundError`, `IndexUnavailableError`."""
        return self._index.read(lambda engine: engine.article(article_id))

    def matches(self, query: str, article: Article) -> tuple[Spans, Spans]:
        """Where `query` matches `article`: offsets into its title, and into its text. Raises `QueryError`."""
        from searchtui.results.highlight import Matcher  # noqa: PLC0415 -- opening a library marks nothing

        matcher = Matcher(self.understand(query).node)
        return matcher.title_matches(article), matcher.body_matches(article)

    def complete(self, prefix: str, limit: int = 10) -> tuple[tuple[str, int], ...]:
        """Indexed words that begin with `prefix`, each with its number of articles, most frequent first."""
        return self._index.read(lambda engine: engine.complete(prefix, limit))

    def suggest(self, word: str, limit: int = 3, cancelled: Cancelled = never) -> tuple[tuple[str, int], ...]:
        """Indexed words spelled nearly as `word`, each with its number of articles, most frequent first."""
        return self._index.read(lambda engine: engine.suggest(word, limit, cancelled))

    def stats(self) -> LibraryStats:
        """What the library holds."""
        stats, name, schema_version = self._index.read(
            lambda engine: (engine.stats(), engine.name, engine.schema_version)
        )
        return LibraryStats(
            articles=stats.articles,
            outlets=stats.outlets,
            languages=stats.languages,
            undated=stats.undated,
            first_date=stats.first_date,
            last_date=stats.last_date,
            index_bytes=self._index.size(),
            engine=name,
            schema_version=schema_version,
        )

    def verify(self) -> list[str]:
        """Read every file of the index; one sentence per problem, none if it is sound."""
        return self._index.verify()

    def generation(self) -> int:
        """A number that changes with every commit to the index; 0 where there is none. Cheap to ask often."""
        return self._index.generation()

    def has_index(self) -> bool:
        """Whether there is an index to search; it may still be growing, or damaged."""
        return self._index.exists()

    def file(self, article: Article) -> Path:
        """The file an article was read from."""
        return self.paths.file(article.path)

    def reindex(
        self,
        *,
        only: tuple[Path, ...] = (),
        full: bool = False,
        if_needed: bool = False,
        jobs: int | None = 1,
        tolerant: bool = False,
        cancelled: Cancelled = never,
    ) -> Iterator[Progress]:
        """Bring the index up to date while it stays searchable; see `index.reindex.reindex`."""
        from searchtui.index.reindex import reindex  # noqa: PLC0415 -- only a writer needs the readers of files

        return reindex(
            self.paths,
            self.settings,
            only=only,
            full=full,
            if_needed=if_needed,
            jobs=jobs,
            tolerant=tolerant,
            cancelled=cancelled,
        )

    def watch(self, stop: threading.Event, *, told: Callable[[str], None]) -> Iterator[frozenset[Path]]:
        """Files and folders of articles that have changed, for `reindex(only=…, tolerant=True)`; until `stop` is set.

        `paths.seeds` among them stands for all. `told` gets sentences for the user. See `index.watch.watch`.
        """
        from searchtui.index.watch import watch  # noqa: PLC0415 -- as for reindexing

        return watch(self.paths, stop, told, holds_articles=self._holds_articles())

    def _holds_articles(self) -> bool:
        """Whether the index holds articles; so it is said of one that cannot be read."""
        try:
            return self.has_index() and self.stats().articles > 0
        except SearchtuiError:
            return True

    def fix(
        self,
        article_ids: Iterable[str],
        *,
        title: str | Unchanged = UNCHANGED,
        outlet: str | Unchanged | None = UNCHANGED,
        date: dt.date | Unchanged | None = UNCHANGED,
    ) -> FixResult:
        """Set what is known about articles: None for an outlet or date says that nobody knows it.

        What is set goes before what is recognised from then on, also when the file is moved or edited. It is written
        to a file in `paths.user` first and then to the index, unless another process is changing that: see
        `FixResult.waits`. Raises `ArticleNotFoundError`, and `UsageError` for a value that cannot be meant; then
        nothing is fixed.
        """
        from searchtui.index.user_fixes import fix_articles, values_of  # noqa: PLC0415 -- as for reindexing

        values, articles = values_of(title=title, outlet=outlet, date=date), self._all_of(article_ids)
        result = fix_articles(self.paths, self.settings, articles, values)
        facts = " and ".join(fact.value for fact in values)
        number = "an article" if len(articles) == 1 else f"{len(articles):,} articles"
        self.work.folder.note_fixed(f"fixed {facts} of {number}", [article.id for article in articles])
        return result

    def undo_fix(self, article_ids: Iterable[str]) -> FixResult:
        """Let what was recognised hold again. Articles of which nothing was fixed are not in the result."""
        from searchtui.index.user_fixes import undo_fixes  # noqa: PLC0415 -- as for reindexing

        undone = undo_fixes(self.paths, self.settings, self._all_of(article_ids))
        if undone.waits:
            return undone
        now = self._index.read(lambda engine: engine.articles(each.before.id for each in undone.articles))
        return FixResult(tuple(FixedArticle(each.before, now.get(each.before.id)) for each in undone.articles))

    def undo(self) -> Undone | None:
        """Undo the latest change of this window, to marks, notes, saved searches or facts; where it has made none, the
        latest of all. None if there is none. Raises as `fix` and the changes of `work`.
        """

        def undo_fixes(ids: Sequence[str]) -> int:
            return len(self.undo_fix(self._articles(ids)).articles)

        return self.work.folder.undo(undo_fixes)

    def take(
        self,
        query: str,
        form: str,
        ids: Sequence[str] | None = None,
        *,
        limit: int | None = None,
        sort: Sort = Sort.RELEVANCE,
        fold: bool = False,
        cancelled: Cancelled = never,
    ) -> tuple[About, Iterator[str]]:
        """The articles with these ids, or the first `limit` that match, as a text in one of `formats.FORMATS`, piece
        by piece: with what `query` matches, the evidence for outlet and date, what the user keeps of them, and hashes.

        The articles are read as the text is; one that is gone is left out. The errors are those of `search`.
        """
        from searchtui.results.taking.formats import FORMATS  # noqa: PLC0415 -- searching takes nothing away
        from searchtui.results.taking.taken import About  # noqa: PLC0415

        parsed, now = self.understand(query), dt.datetime.now().astimezone()
        every = self.ids(query, sort=sort, fold=fold, cancelled=cancelled) if ids is None else tuple(dict.fromkeys(ids))
        wanted = every[:limit]
        about = About(query, parsed.canonical, now, len(wanted), len(every))
        return about, FORMATS[form].chunks(about, self._taken(parsed.node, wanted, cancelled))

    def _taken(self, node: Node, ids: Sequence[str], cancelled: Cancelled) -> Iterator[Taken]:
        from searchtui.results.highlight import Matcher  # noqa: PLC0415 -- as above
        from searchtui.results.taking.taken import Taken  # noqa: PLC0415

        matcher, copies, rank = Matcher(node), self._index.copies(), 0
        for start in range(0, len(ids), TAKEN_AT_ONCE):
            some = ids[start : start + TAKEN_AT_ONCE]
            articles, kept = self._articles(some), self.work.kept(some)
            for article in (articles[article_id] for article_id in some if article_id in articles):
                if cancelled():
                    raise SearchCancelledError("The export was cancelled.")
                rank += 1
                matches = matcher.title_matches(article), matcher.body_matches(article)
                yield Taken(rank, article, *matches, kept.get(article.id, NOTHING_KEPT), copies.name(article.id))

    def _articles(self, ids: Sequence[str]) -> dict[str, Article]:
        """Those of these articles that are in the index."""
        return self._index.read(lambda engine: engine.articles(ids))

    def outlet_names(self, typed: str = "", limit: int = 10) -> tuple[tuple[str, int], ...]:
        """Names of outlets that fit what is `typed`, each with its number of articles: those of the library, most
        frequent first, then known ones that it has nothing of.
        """
        from searchtui.articles.gazetteer import gazetteer  # noqa: PLC0415 -- searching needs no list of outlets
        from searchtui.articles.outlet_names import completions  # noqa: PLC0415

        counts = self._index.read(lambda engine: engine.stats()).outlets if self.has_index() else ()
        held = {name: number for name, number in counts if name is not None}
        return completions(typed, held, gazetteer(self.settings.outlets).outlets, limit=limit)

    def _all_of(self, article_ids: Iterable[str]) -> list[Article]:
        """The articles with these ids, each once. Raises `ArticleNotFoundError` if one is missing."""
        wanted = list(dict.fromkeys(article_ids))
        found = self._index.read(lambda engine: engine.articles(wanted))
        if missing := [article_id for article_id in wanted if article_id not in found]:
            raise ArticleNotFoundError(
                f"There is no article {', '.join(missing)}.", hint="The id of an article stands with each hit."
            )
        return [found[article_id] for article_id in wanted]

    def close(self) -> None:
        """Release the index's files and memory."""
        self._index.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()
