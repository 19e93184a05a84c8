"""From one file to its articles: what reading a file gives, whichever process does it."""

from __future__ import annotations

from collections.abc import Generator, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol

from searchtui.articles.article import Article
from searchtui.articles.recognise import recognise
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


class ReadFile(Protocol):
    """What gives the documents of a file: `files.readers.read`, or a stand-in for it."""

    def __call__(self, path: Path, name: str, *, max_bytes: int) -> Iterator[RawDocument | BadRecord]:
        """See `files.readers.read`."""


@dataclass(frozen=True, slots=True)
class FileReader:
    """All that a process needs to know to read files of a library. It can be sent to another process."""

    paths: LibraryPaths
    settings: Settings
    read: ReadFile = read

    def items(self, file: FoundFile, part: Part | None = None) -> Iterator[Item]:
        """The articles and bad records of a file, or of a part, then `Ended`. Raises nothing but `MemoryError`."""
        for document in self._documents(file, part):
            yield self._article(document) if isinstance(document, RawDocument) else document

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

    def _article(self, document: RawDocument) -> Article | BadRecord:
        settings = self.settings
        if len(document.text) > settings.max_article_mb * 1_000_000:
            length = f"{len(document.text) / 1e6:.1f} million characters"
            return BadRecord(
                document.record or "",
                f"It has {length}, too many for one article. Split it, or raise max_article_mb in searchtui.toml.",
            )
        try:
            return recognise(document, default_language=settings.default_language, outlets=settings.outlets)
        except MemoryError:
            raise
        except Exception as error:  # noqa: BLE001 -- as above
            return BadRecord(document.record or "", f"It could not be understood: {_described(error)}.")


def _why_not(path: Path, error: FileReadError) -> Ended:
    # Damage found by gzip is an OSError too, but has no number.
    may_pass = isinstance(error.__cause__, ImportError) or (
        isinstance(error.__cause__, OSError) and error.__cause__.errno is not None
    )
    return Ended(str(error), again=may_pass, vanished=not path.exists())


def _described(error: Exception) -> str:
    return f"{type(error).__name__}: {error}" if str(error) else type(error).__name__
