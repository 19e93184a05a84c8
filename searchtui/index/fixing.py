"""Giving the articles of the index what the user fixed, and giving back what was recognised where a fix is undone."""

from __future__ import annotations

import contextlib
from pathlib import Path

from searchtui.articles.fix_lines import FixBook
from searchtui.articles.fix_places import assigned
from searchtui.articles.fixes import Fixes, restored, told
from searchtui.config import LibraryPaths, Settings
from searchtui.engines.protocol import Engine
from searchtui.errors import IndexBusyError, IndexUnavailableError
from searchtui.index.fix_file import FixFile
from searchtui.index.manifest import Manifest
from searchtui.index.target import open_in_use, sole_writer
from searchtui.index.writer import IndexWriter

ARTICLES_AT_ONCE = 200
"""Articles read together: they are held in memory."""

LONGEST_WAIT = 2.0
"""Seconds to wait for another process that changes the index: a fix takes less, a reindex may take an hour."""


def fixes_by_article(book: FixBook, manifest: Manifest) -> dict[str, Fixes]:
    """The fixes that hold for each article of the index, by its id."""
    here = manifest.texts({fix.article_id for fix in book.fixes.values()})
    astray = {fix.text for fix in book.fixes.values() if fix.text and here.get(fix.article_id) != fix.text}
    return assigned(book, here, manifest.with_texts(astray) if astray else {})


def settle(writer: IndexWriter, engine: Engine, manifest: Manifest, book: FixBook) -> int:
    """Write anew every article that the index does not hold as `book` says. Returns how many these were."""
    writer.commit()
    wanted, held = fixes_by_article(book, manifest), manifest.fixed()
    differing = [
        article_id
        for article_id in sorted(wanted.keys() | held.keys())
        if told(wanted.get(article_id, {})) != (held[article_id].told if article_id in held else "")
    ]
    for start in range(0, len(differing), ARTICLES_AT_ONCE):
        some = differing[start : start + ARTICLES_AT_ONCE]
        paths = manifest.paths(some)
        for article_id, article in engine.articles(some).items():
            if article_id in held:
                article = restored(article, held[article_id].recognised)  # noqa: PLW2901 -- as it was recognised
            writer.put_fixed(article, wanted.get(article_id, {}), paths[article_id])
    writer.commit()
    return len(differing)


def apply_fixes(paths: LibraryPaths, settings: Settings) -> str:
    """Give the articles of the index in use what is in the file of fixes, now.

    Returns "" when it is done, or why it is left to the next reindex, or to the one that another process is at. What
    is added to the file before that process lets go of the index is applied by it, or by this one.
    """
    file = FixFile(paths.user)
    while True:
        signature = file.signature()
        try:
            with sole_writer(paths.index, patience=LONGEST_WAIT):
                if not _settle_in_use(paths.index, settings, file.read()):
                    return "The index is out of date: this is applied by searchtui reindex."
        except IndexBusyError:
            return "Another searchtui is updating the index: this is applied when it is done, or by the next reindex."
        except OSError as error:
            raise IndexUnavailableError(
                f"The index in {paths.index} cannot be written: {error.strerror or error}.",
                hint="Your fix is kept. Allow writing there, then run: searchtui reindex",
            ) from error
        if file.signature() == signature:
            return ""


def _settle_in_use(index: Path, settings: Settings, book: FixBook) -> bool:
    """Apply `book` to the index in use; false where only a reindex can."""
    target = open_in_use(index, settings)
    if target is None:
        return False
    with (
        contextlib.closing(target),
        IndexWriter(target.engine, target.manifest, target.copies, target.lines, limits=settings.limits) as writer,
    ):
        settle(writer, target.engine, target.manifest, book)
    return True
