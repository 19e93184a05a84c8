"""Marking the lines that recur across one outlet's files as site chrome, now that all files have been read."""

from __future__ import annotations

from collections.abc import Callable, Generator
from typing import Final

import numpy as np

from searchtui.articles.recurring import Hashes, PageLines, marked, recurring, with_any
from searchtui.engines.protocol import Engine
from searchtui.index.line_store import KeptPage, LineStore, Marks
from searchtui.index.manifest import Manifest
from searchtui.index.writer import IndexWriter

ARTICLES_AT_ONCE: Final = 200
"""Articles read together: they are held in memory."""


def mark_recurring(
    writer: IndexWriter, engine: Engine, manifest: Manifest, store: LineStore, stop: Callable[[], bool]
) -> Generator[tuple[int, int], None, None]:
    """Bring all articles in step with what recurs in their outlets' files, yielding how many of how many are looked at.

    Only outlets whose articles came, changed or went are counted anew, and only those of their articles are read that
    this concerns. Once `stop()` turns true the rest is left to the next time.
    """
    writer.commit()
    for outlet in store.touched():
        kept, before = store.pages(outlet), store.chrome(outlet)
        chrome = recurring([page.lines for page in kept], before)
        concerned = _concerned(kept, chrome, before)
        for start in range(0, len(concerned), ARTICLES_AT_ONCE):
            yield start, len(concerned)
            if stop():
                return
            some = {page.article_id: page for page in concerned[start : start + ARTICLES_AT_ONCE]}
            store.note_unsure(some)
            paths = manifest.paths(list(some))
            for article_id, article in engine.articles(list(some)).items():
                with_marks = marked(article, some[article_id], chrome)
                if with_marks is not article:
                    writer.put_marked(with_marks, paths[article_id])
        writer.commit()
        store.note_chrome(outlet, chrome)


def _concerned(kept: list[KeptPage], chrome: Hashes, before: Hashes) -> list[PageLines]:
    """The articles of an outlet that may have to be marked otherwise, where `before` recurred until now."""
    if not kept:
        return []
    pages = [page.lines for page in kept]
    marks = np.array([page.marks for page in kept])
    wanted = with_any(pages, np.setxor1d(chrome, before))
    wanted |= (marks == Marks.NONE) & with_any(pages, chrome)
    wanted |= marks == Marks.UNSURE
    return [pages[place] for place in np.flatnonzero(wanted).tolist()]
