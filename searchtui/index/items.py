"""From one file to its articles: what reading a file gives, whichever process does it."""

from __future__ import annotations

from collections.abc import Callable, Generator, Iterator
from dataclasses import dataclass
from itertools import count, islice
from pathlib import Path
from typing import Final, Protocol, TypeGuard

from searchtui.articles.article import Article
from searchtui.articles.recognise import recognise
from searchtui.articles.survey import Survey, surveys
from searchtui.config import LibraryPaths, Settings
from searchtui.errors import FileReadError
from searchtui.files.document import BadRecord, RawDocument
from searchtui.files.find import FoundFile
from searchtui.files.parts import Part
from searchtui.files.readers import read, read_part


@dataclass(frozen=True, slots=True)
class Ended:
    """A file was read, up to its end unless there is a `reason` why not.

    `again` is true where the reason may pass without the file changing, such as a missing permission. `vanished`
    tells that the file is gone since it was found.
    """

    reason: str = ""
    again: bool = False
    vanished: bool = False


Item = Article | BadRecord | Ended

_Document = RawDocument | BadRecord | Ended


Begin = Callable[[int], None]
"""Takes note that work on the document with this number begins."""

SURVEYED_AT_ONCE: Final = 256
CHARACTERS_AT_ONCE: Final = 400_000
WORTH_SURVEYING: Final = 5
"""How many texts of records are looked at together, at most and at least: so many stay in the processor's cache."""


class ReadFile(Protocol):
    """What gives the documents of a file: `files.readers.read`, or a stand-in for it."""

    def __call__(self, path: Path, name: str, *, max_bytes: int) -> Iterator[RawDocument | BadRecord]:
        """See `files.readers.read`."""


def _nothing(number: int) -> None:
    """Take no note."""


@dataclass(frozen=True, slots=True)
class FileReader:
    """All that a process needs to know to read files of a library. It can be sent to another process."""

    paths: LibraryPaths
    settings: Settings
    read: ReadFile = read

    def items(
        self, file: FoundFile, part: Part | None = None, *, most: int | None = None, begin: Begin = _nothing
    ) -> Iterator[Item]:
        """The articles and bad records of a file, or of a part, then `Ended`. Raises nothing but `MemoryError`.

        No more than `most` of them are read. Documents are read some ahead, and `begin` is told, before each is read
        and again before it is recognised, how many come before it.
        """
        number = 0
        for documents in _batches(islice(self._documents(file, part), most), begin):
            for document, survey in zip(documents, _surveys(documents), strict=True):
                begin(number)
                yield self._article(document, survey) if isinstance(document, RawDocument) else document
                number += 1

    def _documents(self, file: FoundFile, part: Part | None) -> Generator[RawDocument | BadRecord | Ended, None, None]:
        path, name, most = self.paths.seeds / file.path, self.paths.shown(file.path), self.settings.max_file_bytes
        try:
            if part is None:
                yield from self.read(path, name, max_bytes=most)
            else:
                yield from read_part(path, name, part, max_bytes=most)
        except FileReadError as error:
            yield _why_not(path, error)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 -- one strange file must not keep the others out of the index
            yield Ended(f"It could not be read: {_described(error)}.", again=True)
        else:
            yield Ended()

    def _article(self, document: RawDocument, survey: Survey | None) -> Article | BadRecord:
        settings = self.settings
        if len(document.text) > settings.max_article_mb * 1_000_000:
            length = f"{len(document.text) / 1e6:.1f} million characters"
            return BadRecord(
                document.record or "",
                f"It has {length}, too many for one article. Split it, or raise max_article_mb in searchtui.toml.",
            )
        try:
            return recognise(
                document, default_language=settings.default_language, outlets=settings.outlets, survey=survey
            )
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 -- as above
            return BadRecord(document.record or "", f"It could not be understood: {_described(error)}.")


def _batches(documents: Iterator[_Document], begin: Begin) -> Iterator[list[_Document]]:
    """The documents, those that are texts of records several at once."""
    batch: list[_Document] = []
    characters = 0
    for number in count():
        begin(number)
        document = next(documents, None)
        if document is None:
            break
        batch.append(document)
        characters += len(document.text) if isinstance(document, RawDocument) else 0
        if not _is_text(document) or len(batch) == SURVEYED_AT_ONCE or characters >= CHARACTERS_AT_ONCE:
            yield batch
            batch, characters = [], 0
    if batch:
        yield batch


def _surveys(documents: list[_Document]) -> list[Survey | None]:
    """Surveys of the documents that are texts of records, where there are enough of them to be worth it."""
    if len(documents) < WORTH_SURVEYING:
        return [None] * len(documents)
    texts = [document.text if _is_text(document) else "" for document in documents]
    return [survey if _is_text(document) else None for document, survey in zip(documents, surveys(texts), strict=True)]


def _is_text(document: _Document) -> TypeGuard[RawDocument]:
    return isinstance(document, RawDocument) and document.clean_body


def _why_not(path: Path, error: FileReadError) -> Ended:
    # Damage found by gzip is an OSError too, but has no number.
    may_pass = isinstance(error.__cause__, ImportError) or (
        isinstance(error.__cause__, OSError) and error.__cause__.errno is not None
    )
    return Ended(str(error), again=may_pass, vanished=not path.exists())


def _described(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
