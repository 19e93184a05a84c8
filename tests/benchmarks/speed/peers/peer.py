"""What is asked of an engine that takes part."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Protocol

from speed.question import Question

LIMIT = 20
"""Hits that a question wants, with the number of all."""

Ask = Callable[[], int]
"""Answers one question, the first `LIMIT` hits and facets if wanted, and returns the number of all hits."""


class CannotExpressError(Exception):
    """A peer has no way to ask this."""


class Searcher(Protocol):
    """An opened index."""

    def prepare(self, question: Question) -> Ask:
        """What answers the question; parsing is part of answering. Raises `CannotExpressError`."""

    def forget(self) -> None:
        """Drop whole answers, if any are kept, so that a question asked again is answered again."""


class Peer(Protocol):
    """An engine: how it indexes a corpus, and how it is opened."""

    def build(self, corpus: Path, folder: Path) -> None:
        """Index all articles of `corpus` (JSON Lines) in the empty folder `folder`, and commit."""

    def open(self, folder: Path) -> Searcher:
        """Open what `build` made."""
