"""What is new among the hits of a saved search since it was last looked at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from searchtui.keeping.work import UserWork
from searchtui.userdata.searches import Saved


@dataclass(frozen=True, slots=True)
class News:
    """The articles that a saved search finds, newest first, and those of them that it did not find before.

    A search that was never looked at has no news: all it finds would be.
    """

    search: Saved
    found: tuple[str, ...]
    new: tuple[str, ...]


def news_of(work: UserWork, search: Saved, found: Sequence[str], *, seen: bool) -> News:
    """What is new of what a saved search has `found`; with `seen`, note that it was looked at now."""
    before = work.folder.seen(search.name)
    candidates = [] if before is None else [article_id for article_id in found if article_id not in before]
    new: tuple[str, ...] = ()
    if before is not None and candidates:
        known, texts = set(before.values()) - {""}, work.texts_of(candidates)
        new = tuple(article_id for article_id in candidates if texts.get(article_id, "") not in known)
    if seen:
        fresh = found if before is None else candidates
        texts = work.texts_of(fresh)
        work.folder.note_seen(search.name, {article_id: texts.get(article_id, "") for article_id in fresh})
    return News(search, tuple(found), new)
