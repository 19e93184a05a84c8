"""Comparing articles that are in the index but not in its record of copies: one that was damaged, or is of an earlier
version, has been begun anew.
"""

from __future__ import annotations

from collections.abc import Iterator

from searchtui.engines.protocol import Engine
from searchtui.index.copies import CopyStore
from searchtui.index.manifest import Manifest

ARTICLES_AT_ONCE = 200
"""Articles read together: they are held in memory."""

COMMIT_EVERY = 20
"""Readings after which what was compared is committed, so that an interrupted comparison is gone on with."""


def compare_missing(copies: CopyStore, engine: Engine, manifest: Manifest) -> Iterator[tuple[int, int]]:
    """Bring the record of copies in step with the manifest, yielding how many articles of how many are compared.

    Costs two counts where it is in step, as it is after every commit and after a crash.
    """
    if copies.count() == manifest.count():
        return
    noted, listed = copies.ids(), manifest.ids()
    for article_id in noted - listed:
        copies.remove(article_id)
    missing = sorted(listed - noted)
    for turn, start in enumerate(range(0, len(missing), ARTICLES_AT_ONCE), start=1):
        yield start, len(missing)
        for article in engine.articles(missing[start : start + ARTICLES_AT_ONCE]).values():
            copies.add(article)
        if turn % COMMIT_EVERY == 0:
            copies.commit()
    copies.commit()
