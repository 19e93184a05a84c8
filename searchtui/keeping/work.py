"""The user's work on the articles of a library: what is starred, tagged, noted and read, and undoing it."""

from __future__ import annotations

import difflib
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, Final

from searchtui.articles.article import Article
from searchtui.articles.fixes import text_key
from searchtui.config import LibraryPaths
from searchtui.errors import ArticleNotFoundError, IndexUnavailableError, UsageError
from searchtui.index.generations import current_generation
from searchtui.index.reader import IndexReader
from searchtui.keeping.places import Places, Texts
from searchtui.query.nodes import Mark
from searchtui.text.counted import counted
from searchtui.text.patterns import wildcard_regex
from searchtui.userdata.folder import ABOUT_ARTICLES, MARKS, NOTES, READING, SEARCHES, Undone, UserFolder
from searchtui.userdata.kept import NOTHING_KEPT, Kept, Note, kept_of, note_of
from searchtui.userdata.lines import Key, Values
from searchtui.userdata.passages import Passage, passage_values
from searchtui.userdata.searches import Saved, checked_name, search_key
from searchtui.userdata.subjects import Detail, Subject, about, checked_tag, said_in, tag_key

MOST_OF_A_NOTE: Final = 10_000
"""Characters of a note."""

_KINDS: Final[Mapping[Mark, tuple[tuple[str, str], ...]]] = {
    Mark.STAR: ((MARKS, "star"),),
    Mark.NOTE: ((NOTES, "note"),),
    Mark.READ: ((READING, "read"),),
    Mark.ANY: ((MARKS, "star"), (MARKS, "tag"), (NOTES, "note")),
}
"""Where the lines of a mark are, and of which kind they are."""


class UserWork:
    """What the user does with articles. Whatever changes something is one change, which `undo` undoes.

    Safe to use from several threads; other processes see a change, and theirs are seen, with the next call. Changes
    raise `UsageError` where the folder cannot be written, `IndexBusyError` where another process writes for long, and
    `ArticleNotFoundError` for an id that is not in the index; then nothing is changed.
    """

    def __init__(self, paths: LibraryPaths, index: IndexReader) -> None:
        self.folder = UserFolder(paths.user)
        self._index = index
        self._index_folder = paths.index
        self._places = {name: Places(self.folder.ledgers[name]) for name in ABOUT_ARTICLES}

    def kept(self, article_ids: Iterable[str]) -> dict[str, Kept]:
        """What the user keeps of each of these articles, those left out of which there is nothing."""
        self._update()
        found = {article_id: self._kept(article_id) for article_id in article_ids}
        return {article_id: kept for article_id, kept in found.items() if kept != NOTHING_KEPT}

    def marked(self, mark: Mark) -> frozenset[str]:
        """The articles with a mark, which is not `Mark.UNREAD`."""
        self._update()
        return frozenset(
            article_id
            for file, kind in _KINDS[mark]
            for article_id, _, line in self._places[file].holding(kind)
            if kind != "read" or line.values["read"] is True
        )

    def tagged(self, pattern: str) -> frozenset[str]:
        """The articles with a tag that `pattern` matches, with `*` and `?` as wildcards."""
        self._update()
        fits = wildcard_regex(tag_key(pattern))
        tags = self._places[MARKS].holding("tag")
        return frozenset(article_id for article_id, detail, _ in tags if fits.fullmatch(detail[1]))

    def tags(self) -> tuple[tuple[str, int], ...]:
        """Every tag with its number of articles, most first."""
        self._update()
        names: dict[str, str] = {}
        counts: Counter[str] = Counter()
        for _, detail, line in self._places[MARKS].holding("tag"):
            names[detail[1]] = line.values["tag"]
            counts[detail[1]] += 1
        return tuple((names[key], number) for key, number in sorted(counts.items(), key=lambda pair: (-pair[1], pair)))

    def notes(self) -> list[tuple[str, Note]]:
        """Every note with the id of its article, the latest first."""
        self._update()
        found = [(article_id, note_of(line)) for article_id, _, line in self._places[NOTES].holding("note")]
        return sorted(found, key=lambda pair: pair[1].at, reverse=True)

    def lost(self) -> int:
        """Stars, tags and notes on articles that are not in the index now; they are back when the articles are."""
        self._update()
        return self._places[MARKS].lost + self._places[NOTES].lost

    def star(self, article_ids: Iterable[str], *, on: bool = True) -> int:
        """Star articles, or take their stars away; the number of those that were otherwise."""
        what = "starred {}" if on else "took the star from {}"
        return self._mark(MARKS, what, article_ids, ("star",), {"mark": "star"}, on=on)

    def tag(self, article_ids: Iterable[str], tag: str, *, on: bool = True) -> int:
        """Tag articles, or take a tag away; the number of those that were otherwise. Raises `UsageError` as well for
        a name that a query could not have.
        """
        name = checked_tag(tag)
        what = f"tagged {{}} with “{name}”" if on else f"took the tag “{name}” from {{}}"
        return self._mark(MARKS, what, article_ids, ("tag", tag_key(name)), {"tag": name}, on=on)

    def mark_read(self, article_ids: Iterable[str], *, on: bool = True) -> int:
        """Mark articles as read, or as not read; the number of those that were otherwise."""
        what = "marked {} as read" if on else "marked {} as unread"
        return self._mark(READING, what, article_ids, ("read",), {"read": True}, on=on)

    def note_read(self, article: Article, *, place: int | None = None) -> None:
        """Note that an article was opened, and the offset into its text that was read last. That is no change to be
        undone, and what the user marked as unread stays so.
        """
        self._update()
        subject, details = _subject(article), self._places[READING].of(article.id)
        said: list[tuple[Key, Values]] = []
        if ("read",) not in details:
            said.append(((article.id, "read"), about(subject, {"read": True})))
        if place is not None and kept_of(details).place != place:
            said.append(((article.id, "place"), about(subject, {"place": place})))
        if said:
            self.folder.note(READING, said)

    def annotate(
        self, places: Sequence[tuple[Article, Passage | None]], words: str = "", *, note_id: str = ""
    ) -> list[Note]:
        """Write the same note on articles (None) or passages of them (see `passages.passage_at`), as one change; with
        `note_id` in place of that note. Passages may be marked without words. Raises `UsageError` also for a note that
        says nothing.
        """
        words = words.strip()
        if len(words) > MOST_OF_A_NOTE:
            raise UsageError(f"A note has at most {MOST_OF_A_NOTE:,} characters.", hint="Keep longer texts in a file.")
        said: list[tuple[Key, Values]] = []
        for article, passage in places:
            if not words and (passage is None or not passage.quote):
                raise UsageError("The note is empty.", hint="Write a word, or choose a passage.")
            key = (article.id, "note", note_id or secrets.token_hex(6))
            what: dict[str, Any] = {"note": key[2], **({"words": words} if words else {})}
            said.append((key, about(_subject(article), what | (passage_values(passage) if passage else {}))))
        noted = "passage" if all(passage for _, passage in places) else "article"
        self.folder.change(NOTES, f"noted {counted(len(places), noted)}", said)
        kept = self.kept({article.id for article, _ in places})
        return [next(note for note in kept[key[0]].notes if note.id == key[2]) for key, _ in said]

    def remove_notes(self, article: Article, note_ids: Iterable[str]) -> int:
        """Take notes on an article away; how many there were."""
        self._update()
        held = self._places[NOTES].of(article.id)
        wanted = [("note", note_id) for note_id in note_ids]
        details = [detail for detail in wanted if detail in held and not held[detail].gone]
        subject = _subject(article)
        before: dict[Key, Values] = {(article.id, *detail): about(subject, said_in(held[detail])) for detail in details}
        said: list[tuple[Key, Values]] = [(key, {**values, "gone": True}) for key, values in before.items()]
        self.folder.change(NOTES, f"removed {counted(len(said), 'note')}", said, before)
        return len(said)

    def saved(self) -> Mapping[str, Saved]:
        """The saved searches by `searches.search_key`, in alphabetical order."""
        return self.folder.saved()

    def search_named(self, name: str) -> Saved:
        """The saved search of this name. Raises `UsageError` if there is none."""
        saved = self.folder.saved()
        if (found := saved.get(search_key(name))) is None:
            near = difflib.get_close_matches(search_key(name), saved, n=1)
            hint = f"Did you mean “{saved[near[0]].name}”?" if near else "searchtui saved lists those there are."
            raise UsageError(f"There is no saved search “{name}”.", hint=hint)
        return found

    def save_search(self, name: str, query: str) -> Saved:
        """Save a query under a name, in place of what had that name. Raises `UsageError` for a name that is none."""
        saved_as = checked_name(name)
        key = ("search", search_key(saved_as))
        self.folder.change(SEARCHES, f"saved the search “{saved_as}”", [(key, {"search": saved_as, "query": query})])
        return self.folder.saved()[key[1]]

    def remove_search(self, name: str) -> bool:
        """Forget a saved search; false if there was none."""
        saved = self.folder.saved().get(search_key(name))
        if saved is not None:
            values = {"search": saved.name, "query": saved.query, "gone": True}
            did = f"removed the saved search “{saved.name}”"
            self.folder.change(SEARCHES, did, [(("search", search_key(name)), values)])
        return saved is not None

    def redo(self) -> Undone | None:
        """Do the change again that was undone last; None without any."""
        return self.folder.redo()

    def state(self) -> tuple[object, ...]:
        """Something that differs after every change, made here or elsewhere, but for the history. Cheap."""
        return tuple(self.folder.ledgers[name].seen() for name in (*ABOUT_ARTICLES, SEARCHES))

    def texts_of(self, article_ids: Iterable[str]) -> Mapping[str, str]:
        """The `fixes.text_key` of each of these articles that is in the index."""
        texts = self._texts()
        return {} if texts is None else texts.texts(article_ids)

    def _texts(self) -> Texts | None:
        from searchtui.keeping.index_texts import IndexTexts  # noqa: PLC0415 -- loads SQLite, not needed without marks

        generation = current_generation(self._index_folder)
        return None if generation is None else IndexTexts(generation.manifest_file)

    def _kept(self, article_id: str) -> Kept:
        details = [self._places[name].of(article_id) for name in ABOUT_ARTICLES]
        return kept_of({detail: line for found in details for detail, line in found.items()})

    def _update(self) -> None:
        some = any(self.folder.ledgers[name].lines() for name in ABOUT_ARTICLES)
        generation = self._index.generation() if some else 0
        for places in self._places.values():
            try:
                places.update(generation, self._texts)
            except IndexUnavailableError:  # a search tells of a damaged index; until then marks stay with their places
                places.update(generation, lambda: None)

    def _mark(
        self, file: str, what: str, article_ids: Iterable[str], detail: Detail, fields: Values, *, on: bool
    ) -> int:
        """Say of articles that something holds, or no longer; only of those of which it is otherwise now."""
        self._update()
        said: list[tuple[Key, Values]] = []
        before: dict[Key, Values] = {}
        for subject in self._subjects(article_ids):
            line = self._places[file].of(subject.id).get(detail)
            holds = line is not None and not line.gone
            if holds == on and (line is None or not on or said_in(line) == fields):
                continue
            key, values = (subject.id, *detail), about(subject, fields)
            said.append((key, values if on else {**values, "gone": True}))
            if line is not None and holds:
                before[key] = about(subject, said_in(line))
        if said:
            self.folder.change(file, what.format(counted(len(said), "article")), said, before)
        return len(said)

    def _subjects(self, article_ids: Iterable[str]) -> list[Subject]:
        """Articles of the index as lines name them, each once. Raises `ArticleNotFoundError`."""
        wanted = list(dict.fromkeys(article_ids))
        found = self._index.read(lambda engine: engine.articles(wanted))
        if missing := [article_id for article_id in wanted if article_id not in found]:
            raise ArticleNotFoundError(
                f"There is no article {', '.join(missing[:3])}.", hint="It may have been moved or removed meanwhile."
            )
        return [_subject(found[article_id]) for article_id in wanted]


def _subject(article: Article) -> Subject:
    return Subject(article.id, article.path, article.record, text_key(article.text))
