"""What has been done to the index since the last commit."""

from __future__ import annotations

from contextlib import AbstractContextManager
from dataclasses import dataclass, field

from searchtui.engines.protocol import Batch
from searchtui.index.manifest import ArticleEntry, Changes, FileEntry, FixedEntry


@dataclass(slots=True)
class Tally:
    """Articles added, updated and removed."""

    added: int = 0
    updated: int = 0
    removed: int = 0


@dataclass(slots=True)
class Uncommitted:
    """Changes that are committed together. The engine's batch is begun only when there is something for it.

    `articles` are all that came up, changed or not; `changed` has id and path of those that the engine is to change.
    `bytes` is about how much of the engine's memory they take.
    """

    context: AbstractContextManager[Batch] | None = None
    batch: Batch | None = None
    files: dict[int, FileEntry] = field(default_factory=dict)
    articles: dict[str, ArticleEntry] = field(default_factory=dict)
    removed_files: list[int] = field(default_factory=list)
    removed_articles: list[str] = field(default_factory=list)
    changed: list[tuple[str, str]] = field(default_factory=list)
    fixed: dict[str, FixedEntry] = field(default_factory=dict)
    bytes: int = 0

    @property
    def entries(self) -> int:
        """About how many rows of the manifest change."""
        came_up = max(len(self.articles), len(self.files), len(self.fixed))
        return came_up + len(self.removed_articles) + len(self.removed_files)

    def changes(self) -> Changes:
        """What all that means for the manifest."""
        return Changes(
            files=tuple(self.files.values()),
            articles=tuple(self.articles.values()),
            removed_articles=tuple(self.removed_articles),
            removed_files=tuple(self.removed_files),
            fixed=tuple(self.fixed.values()),
        )
