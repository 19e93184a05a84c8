"""Which articles of an index are copies of one another: kept up to date batch by batch, and published for readers.

    copies.db     fingerprints and links between copies, for the process that writes the index
    copies.json   the groups, lead first, for readers; replaced atomically after every commit

Both are disposable: they can be built again from the articles that the engine holds. Committed after the engine and
before the manifest, they differ after a crash from the engine at most in articles that the manifest still calls
pending, which are looked up when these are settled (see `target`).

Whether two articles are linked depends on the two alone, and a group is what is linked directly or through others; so
groups do not depend on the order of indexing. The one exception: of more than `copy_memory.MOST_COMPARED` articles
with an equal key only those indexed first are compared with a new one, which links it to the same group all the same.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Final, Self

from searchtui.articles.article import Article
from searchtui.articles.copy_groups import CopyGroups
from searchtui.index.copy_file import DATABASE_FILE, GROUPS_FILE, read_groups, write_groups
from searchtui.index.copy_memory import CopyMemory
from searchtui.index.copy_row import CopyRow, copy_rows
from searchtui.index.copy_tables import CopiesDamagedError, CopyTables

LINKED_A_COMMIT: Final = 10_000
"""With so many linked articles only every second commit publishes the groups, with twice as many every third, and so
on: all of them are written each time, and while an index grows nobody minds copies that are folded a little later.
"""


class CopyStore:
    """The record of copies of one generation, open for the process that holds the lock.

    Changes are gathered by `add` and `remove` and take effect with `commit`. Raises `CopiesDamagedError` where the
    record is not sound; it is deleted then, and every article is to be added to the one that `open_copies` begins.
    """

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._tables = CopyTables(folder / DATABASE_FILE, create=True)
        self._published = folder / GROUPS_FILE
        self._added: dict[str, CopyRow] = {}
        self._removed: set[str] = set()
        self._memory: CopyMemory | None = None
        self._unpublished = 0
        self._publish_if_behind()

    def close(self) -> None:
        """Publish groups that are not yet, and close the record; what is not committed is dropped."""
        try:
            self._publish_changes()
        finally:
            self._tables.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def add(self, *articles: Article) -> None:
        """Note articles, each in place of any with its id."""
        self.add_rows(copy_rows(articles))

    def add_rows(self, rows: Iterable[CopyRow]) -> None:
        """Note articles of which it is known already what is kept."""
        added = {row.article_id: row for row in rows}
        self._added |= added
        self._removed.update(added)

    def remove(self, article_id: str) -> None:
        """Forget an article; nothing happens if it is not known."""
        self._added.pop(article_id, None)
        self._removed.add(article_id)

    def commit(self) -> None:
        """Make what was added and removed durable, and publish the groups, be it with a later commit or at the end."""
        if not self._removed:
            return
        added, removed = self._added, self._removed
        self._added, self._removed = {}, set()
        memory, self._memory = self._memory or CopyMemory(self._tables), None  # of a commit that fails nothing is kept
        with self._deleted_if_damaged(), self._tables.transaction():
            bereft = memory.forget(self._tables, removed)
            memory.link(self._tables, bereft | memory.note(self._tables, added))
            if memory.has_other_links:
                self._tables.next_version()
        self._memory = memory
        self._unpublished += 1
        if self._unpublished > len(memory.links) // LINKED_A_COMMIT:
            self._publish_changes()

    def count(self) -> int:
        """How many articles are noted."""
        with self._deleted_if_damaged():
            return self._tables.count()

    def ids(self) -> set[str]:
        """The ids of all articles that are noted."""
        with self._deleted_if_damaged():
            return self._tables.ids()

    def groups(self) -> CopyGroups:
        """The groups as of the last commit, in the order of their smallest ids."""
        memory = self._memory
        links, claims = (self._tables.links(), {}) if memory is None else (memory.links, memory.claims)
        linked = {number for number, others in links.items() if others}
        claims.update((number, row.claim) for number, row in self._tables.rows(linked - claims.keys()).items())
        groups = [sorted((claims[number] for number in group), key=lambda one: one.order) for group in connected(links)]
        named = sorted(([one.article_id for one in group] for group in groups), key=min)
        return CopyGroups(named, self._tables.version)

    def _publish_changes(self) -> None:
        if self._memory is not None and self._memory.has_other_links:
            self._publish_if_behind()
            self._memory.has_other_links = False
            self._unpublished = 0

    def _publish_if_behind(self) -> None:
        """Write the groups for readers unless they are: a crash may have come between commit and publication.

        Versions never go back, so that readers notice it when a record has been begun anew.
        """
        published = read_groups(self._published)
        if published is None or published.version != self._tables.version:
            if published is not None and published.version > self._tables.version:
                with self._tables.transaction():
                    self._tables.next_version(after=published.version)
            write_groups(self._published, self.groups())

    @contextmanager
    def _deleted_if_damaged(self) -> Iterator[None]:
        try:
            yield
        except CopiesDamagedError:
            self._tables.close()
            delete_record(self._folder)
            raise


def examine(folder: Path) -> tuple[int, list[str]]:
    """How many articles the record in `folder` notes, and what is wrong with it, page by page, a sentence each.

    Raises `CopiesDamagedError` where that cannot even be asked.
    """
    tables = CopyTables(folder / DATABASE_FILE)
    try:
        return tables.count(), tables.problems()
    finally:
        tables.close()


def delete_record(folder: Path) -> None:
    """Delete the record of copies, be it damaged. The groups stay published until there are others."""
    for name in (DATABASE_FILE, f"{DATABASE_FILE}-journal"):
        (folder / name).unlink(missing_ok=True)


def open_copies(folder: Path) -> CopyStore:
    """The record of copies in `folder`; an empty one in place of one that is not sound."""
    try:
        store = CopyStore(folder)
        store.count()  # reads as much of it as a reindex without changes does
    except CopiesDamagedError:
        delete_record(folder)
        store = CopyStore(folder)
    return store


def connected(links: dict[int, set[int]]) -> list[list[int]]:
    """The groups of what is linked directly or through others, in the order of `links`."""
    seen: set[int] = set()
    groups = []
    for start, others in links.items():
        if start in seen or not others:
            continue
        seen.add(start)
        group = [start]
        for number in group:  # which grows meanwhile
            further = links[number] - seen
            seen |= further
            group.extend(further)
        groups.append(group)
    return groups
