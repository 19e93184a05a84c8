"""Where the articles are now that the user's lines are about: at their places, or moved to others."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Protocol

from searchtui.articles.fix_places import whereabouts
from searchtui.userdata.ledger import Ledger, Seen
from searchtui.userdata.lines import Line
from searchtui.userdata.subjects import Detail, detail_of, subject_of

Details = Mapping[Detail, Line]
"""The lines that hold for one article, those included that say that something holds no longer."""


class Texts(Protocol):
    """Which text each article of the index has, by `fixes.text_key`."""

    def texts(self, ids: Iterable[str]) -> Mapping[str, str]:
        """The text of each of these articles that is in the index."""

    def with_texts(self, texts: Iterable[str]) -> Mapping[str, list[str]]:
        """For each of these texts the articles that have it."""


class Places:
    """The lines of one ledger by the articles they hold for, brought up to date with ledger and index when asked.

    A line was said of the text at a place; `articles.fix_places` has the rule for what is moved, copied or edited. A
    line about the place itself goes before one that came after the text. Safe to use from several threads.
    """

    def __init__(self, ledger: Ledger) -> None:
        self._ledger = ledger
        self._lock = threading.Lock()
        self._seen: Seen | None = None
        self._generation = -1
        self._here: dict[str, str] = {}
        self._placed: dict[str, dict[Detail, Line]] = {}
        self._lost = 0

    def update(self, generation: int, texts: Callable[[], Texts | None]) -> None:
        """Take note of what was said since, and of the state `generation` of the index, whose texts are asked for only
        if that takes them; None where there is no index.
        """
        seen = self._ledger.seen()
        with self._lock:
            if (seen, generation) == (self._seen, self._generation):
                return
            index = texts() if self._ledger.lines() else None
            new = self._ledger.since(self._seen) if self._seen and generation == self._generation else None
            if new is None or not self._add(new, index):
                self._place_all(self._ledger.lines().values(), index)
            self._seen, self._generation = seen, generation

    def of(self, article_id: str) -> Details:
        """The lines that hold for this article."""
        with self._lock:
            return dict(self._placed.get(article_id, {}))

    @property
    def lost(self) -> int:
        """Lines about articles that are not in the index, neither at their places nor elsewhere."""
        return self._lost

    def holding(self, kind: str) -> Iterator[tuple[str, Detail, Line]]:
        """The lines of a kind ("star", "tag" …) that hold, each with the id of its article."""
        with self._lock:
            found = [
                (article_id, detail, line)
                for article_id, details in self._placed.items()
                for detail, line in details.items()
                if detail[0] == kind and not line.gone
            ]
        return iter(found)

    def _add(self, lines: Iterable[Line], index: Texts | None) -> bool:
        """Place further lines; false if that takes a look at all, since one is about a text that has moved."""
        self._learn((line.key[0] for line in lines), index)
        for line in lines:
            subject = subject_of(line)
            if self._here.get(subject.id) != subject.text:
                return False
            self._put(subject.id, line)
        return True

    def _place_all(self, lines: Iterable[Line], index: Texts | None) -> None:
        self._placed, self._here, self._lost = {}, {}, 0
        if index is None:
            for line in lines:
                self._here[line.key[0]] = line.values.get("text", "")
                self._put(line.key[0], line)
            return
        self._learn((line.key[0] for line in lines), index)
        subjects = [(subject_of(line), line) for line in lines]
        astray = {subject.text for subject, _ in subjects if self._here.get(subject.id) != subject.text} - {""}
        elsewhere = index.with_texts(astray) if astray else {}
        for subject, line in subjects:
            found = whereabouts(subject.id, subject.text, self._here, elsewhere)
            self._lost += not found and not line.gone
            for article_id in found:
                self._put(article_id, line)

    def _learn(self, ids: Iterable[str], index: Texts | None) -> None:
        """Ask for the texts of articles that are not known yet."""
        if index is not None and (unknown := set(ids) - self._here.keys()):
            self._here |= index.texts(unknown)

    def _put(self, article_id: str, line: Line) -> None:
        details = self._placed.setdefault(article_id, {})
        before = details.get(detail_of(line))
        if before is None or _precedence(before, article_id) <= _precedence(line, article_id):
            details[detail_of(line)] = line


def _precedence(line: Line, article_id: str) -> tuple[bool, object]:
    return line.key[0] == article_id, line.age
