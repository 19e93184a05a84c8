"""Which text each article of the index has, asked of the index's record of files."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from searchtui.index.manifest import Manifest


class IndexTexts:
    """The texts of one generation of the index; see `places.Texts`. Raises `ManifestDamagedError`."""

    def __init__(self, manifest_file: Path) -> None:
        self._file = manifest_file

    def texts(self, ids: Iterable[str]) -> Mapping[str, str]:
        """The text of each of these articles that is in the index."""
        with Manifest(self._file, read_only=True) as manifest:
            return manifest.texts(ids)

    def with_texts(self, texts: Iterable[str]) -> Mapping[str, list[str]]:
        """For each of these texts the articles that have it."""
        with Manifest(self._file, read_only=True) as manifest:
            return manifest.with_texts(texts)
