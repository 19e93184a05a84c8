"""What a worker does with articles: all that can be done without changing the index."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from searchtui.articles.article import Article
from searchtui.articles.fingerprinting import Fingerprinter
from searchtui.articles.fix_lines import FixBook
from searchtui.articles.fixes import recognised_facts, text_key, told, with_fixes
from searchtui.articles.numbering import numbered_words
from searchtui.articles.packing import pack
from searchtui.articles.recurring import page_lines
from searchtui.engines.registry import open_engine
from searchtui.files.document import BadRecord
from searchtui.index.article_row import ArticleRow, article_digest
from searchtui.index.copy_row import copy_row
from searchtui.index.items import FileReader, Item
from searchtui.index.manifest import Manifest, ManifestDamagedError
from searchtui.index.parcel import Parcel, Stretch
from searchtui.index.units import Unit
from searchtui.text.vocabulary import Vocabulary


@dataclass(frozen=True, slots=True)
class Assignment:
    """All that a process needs to know to read and prepare files of a library. It can be sent to another process.

    `manifest` is the file of the manifest, `book` what the user has fixed so far.
    """

    reader: FileReader
    manifest: Path
    book: FixBook


class ParcelMaker:
    """Gathers what is read of some units, and prepares it for the index, until it is taken as a parcel."""

    def __init__(self, assignment: Assignment) -> None:
        self._book = assignment.book
        self._manifest_file = assignment.manifest
        self._manifest: Manifest | None = None
        self._engine = open_engine(assignment.reader.settings.engine, None)
        self._begin()
        self._clear()

    def _begin(self) -> None:
        """Number words from 0: each article is cut into words once, for the index and for its fingerprint."""
        self._vocabulary = Vocabulary()
        self._preparer = self._engine.preparer(self._vocabulary)
        self._fingerprinter = Fingerprinter(self._vocabulary)

    def _clear(self) -> None:
        self.count = 0
        """Articles and bad records gathered."""
        self.characters = 0
        """Of the articles gathered, whether they are prepared or not."""
        self._stretches: list[Stretch] = []
        self._changed: list[tuple[Article, bytes]] = []
        self._places: list[tuple[list[ArticleRow], int]] = []

    def __bool__(self) -> bool:
        """Whether anything is gathered."""
        return bool(self._stretches)

    def put(self, number: int, unit: Unit, item: Item) -> None:
        """Add what came up in a unit; the items of one unit come one after the other, `Ended` last."""
        if not self._stretches or self._stretches[-1].number != number:
            self._stretches.append(Stretch(number))
        stretch = self._stretches[-1]
        self.count += 1
        if isinstance(item, Article):
            self._add(item, unit, stretch)
        elif isinstance(item, BadRecord):
            stretch.bad.append(item)
        else:
            stretch.end = item

    def take(self) -> Parcel:
        """All that was put in since the last time."""
        words = numbered_words([article for article, _ in self._changed], self._vocabulary)
        fingerprints = self._fingerprinter.take(words)
        for place, changed, own, fingerprint in zip(self._places, self._changed, words, fingerprints, strict=True):
            (rows, number), (article, stored) = place, changed
            rows[number] = rows[number]._replace(copy=copy_row(article, fingerprint))
            self._preparer.add(article, own, stored)
        parcel = Parcel(self._stretches, self._preparer.take() if self._changed else b"")
        self._clear()
        if self._vocabulary.is_full:
            self._begin()
        return parcel

    def _add(self, recognised: Article, unit: Unit, stretch: Stretch) -> None:
        stored = pack(recognised)
        digest, text = article_digest(stored), text_key(recognised.text)
        row = ArticleRow(recognised.id, digest, text)
        if not (unit.known_as and self._held(recognised.id, unit.known_as) == digest):
            fixes = self._book.exactly_for(recognised.id, text)
            article = with_fixes(recognised, fixes.values())
            row = row._replace(page=page_lines(article))
            self._changed.append((article, stored if article is recognised else pack(article)))
            self._places.append((stretch.rows, len(stretch.rows)))
            if fixes:
                row = row._replace(told=told(fixes), recognised=recognised_facts(recognised))
        stretch.rows.append(row)
        stretch.characters += len(recognised.text)
        self.characters += len(recognised.text)

    def _held(self, article_id: str, file: int) -> bytes | None:
        """The digest of an article of a file as it is in the index."""
        try:
            if self._manifest is None:
                self._manifest = Manifest(self._manifest_file, read_only=True)
            entry = self._manifest.article(article_id)
        except (ManifestDamagedError, OSError):  # who writes the index finds that too; this one takes all for changed
            return None
        return entry.digest if entry is not None and entry.file == file else None
