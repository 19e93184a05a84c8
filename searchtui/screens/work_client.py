"""The user's changes, made in threads one after another; what came of each is posted as a message."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from textual.message import Message

from searchtui.articles.article import Article
from searchtui.engines.protocol import Cancelled
from searchtui.errors import SearchtuiError
from searchtui.index.fix_result import FixResult
from searchtui.library import Library
from searchtui.results.concordance import Occurrence
from searchtui.results.page import ResultHit
from searchtui.screens.library_client import FactsFixed, LibraryClient, Wanted
from searchtui.text.counted import counted
from searchtui.userdata.folder import FIXES
from searchtui.userdata.kept import NOTHING_KEPT
from searchtui.userdata.passages import Passage, passage_at
from searchtui.userdata.searches import search_key

CHANGE, KEPT, NEWS, EXPORT = "change", "kept", "news", "export"
"""The kinds of questions; see `library_client`."""

_changing = threading.Lock()
"""Changes are made in the order in which they were asked for."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The articles that something is done with: these, or those in these rows of the answer to `wanted`."""

    wanted: Wanted
    ids: tuple[str, ...] = ()
    rows: range | None = None
    lines: tuple[Occurrence, ...] = ()
    """Matches in the order in which they are to stand in a table of matches."""

    def count(self) -> int:
        """How many."""
        return len(self.ids) if self.rows is None else len(self.rows)

    def of(self, library: Library) -> tuple[str, ...]:
        """Their identifiers."""
        if self.rows is None:
            return self.ids
        wanted = self.wanted
        every = library.ids(wanted.query, sort=wanted.sort, fold=wanted.fold, relax=True)
        return every[self.rows.start : self.rows.stop]


@dataclass
class WorkChanged(Message):
    """A change was made: what, in a sentence."""

    words: str


NotePlace = tuple[str, str]
"""The article of a note; and the note's id, or the words of the passage that it is to be on."""


@dataclass
class WorkFailed(Message):
    """A change could not be made, or articles not taken away; the place and the words of a note not written."""

    error: Exception
    unwritten: tuple[NotePlace, str] | None = None


@dataclass
class KeptRead(Message):
    """Hits with what the user keeps of them now, by their ids, and the state of the user's work as of then."""

    hits: Mapping[str, ResultHit]
    state: tuple[object, ...]


@dataclass
class NewsFound(Message):
    """The saved searches that have something new, each with how much, and what is wrong with the user's files."""

    news: Sequence[tuple[str, int]]
    problems: Sequence[str]


@dataclass
class NotNoted(Message):
    """What was read could not be noted."""

    error: Exception


@dataclass
class Exported(Message):
    """Articles were written to a file."""

    path: Path
    articles: int


def star(client: LibraryClient, chosen: Chosen) -> None:
    """Star articles; where all of them are starred, take the stars away."""

    def change(library: Library) -> str:
        ids = chosen.of(library)
        kept = library.work.kept(ids)
        on = not all(each in kept and kept[each].star for each in ids)
        number = library.work.star(ids, on=on)
        return f"{counted(number, 'article')} starred." if on else f"{counted(number, 'article')} no longer starred."

    _change(client, change)


def tag(client: LibraryClient, chosen: Chosen, add: Iterable[str], remove: Iterable[str]) -> None:
    """Tag articles and take tags away, each of which is a change."""

    def change(library: Library) -> str:
        ids = chosen.of(library)
        told = [f"{counted(library.work.tag(ids, name), 'article')} tagged #{name}" for name in add]
        told += [f"#{name} taken from {counted(library.work.tag(ids, name, on=False), 'article')}" for name in remove]
        return "; ".join(told) + "."

    _change(client, change)


def mark_unread(client: LibraryClient, chosen: Chosen) -> None:
    """Mark articles as not read; where none of them is read, as read."""

    def change(library: Library) -> str:
        ids = chosen.of(library)
        kept = library.work.kept(ids)
        read = not any(each in kept and kept[each].read for each in ids)
        number = library.work.mark_read(ids, on=read)
        return f"{counted(number, 'article')} marked as {'read' if read else 'not read'}."

    _change(client, change)


def keep_passages(client: LibraryClient, chosen: Chosen) -> None:
    """Keep the best passage of each article that has one; what is kept already is not kept twice."""

    def change(library: Library) -> str:
        places: list[tuple[Article, Passage | None]] = []
        for hit in library.hits(chosen.wanted.query, chosen.of(library), relax=True):
            found = next((snippet for snippet in hit.snippets if snippet.matches), None)
            if found is None:
                continue
            article = library.article(hit.id)
            end = found.start + len(found.text.strip("… "))
            passage = passage_at(article.text, found.start, end)
            if all(note.passage != passage for note in hit.kept.notes):
                places.append((article, passage))
        if places:
            library.work.annotate(places)
        return f"{counted(len(places), 'passage')} kept."

    _change(client, change)


def keep_sentence(client: LibraryClient, article_id: str, start: int, end: int) -> None:
    """Keep the sentence, or the sentences, that the text from `start` to `end` lies in."""

    def change(library: Library) -> str:
        from searchtui.results.quoting import sentences_at  # noqa: PLC0415 -- the first paint does without it

        article = library.article(article_id)
        passage = passage_at(article.text, *sentences_at(article, start, end))
        return _annotate(library, article, passage, "")

    _change(client, change)


def annotate(
    client: LibraryClient, article: Article | str, passage: Passage | None, words: str, note_id: str = ""
) -> None:
    """Write a note, in place of another if `note_id` names one; without words or a passage that one is removed.

    The article may be given by its id.
    """

    def change(library: Library) -> str:
        of = library.article(article) if isinstance(article, str) else article
        return _annotate(library, of, passage, words, note_id)

    article_id = article if isinstance(article, str) else article.id
    _change(client, change, unwritten=(note_place(article_id, passage, note_id), words) if words else None)


def note_place(article_id: str, passage: Passage | None, note_id: str) -> NotePlace:
    """Where a note is, or is to be."""
    return article_id, note_id or ("" if passage is None else passage.quote)


def _annotate(library: Library, article: Article, passage: Passage | None, words: str, note_id: str = "") -> str:
    if note_id and not words.strip():
        library.work.remove_notes(article, [note_id])
        return "The note was removed."
    kept = library.work.kept([article.id]).get(article.id, NOTHING_KEPT)
    if passage is not None and not words and any(note.passage == passage for note in kept.notes):
        return "This passage is kept already."
    library.work.annotate([(article, passage)], words, note_id=note_id)
    return "The note was kept." if words.strip() else "The passage was kept."


def save_search(client: LibraryClient, name: str, query: str) -> None:
    """Save a query; what it finds now counts as known."""

    def change(library: Library) -> str:
        from searchtui.query.nodes import SavedSearch  # noqa: PLC0415 -- the first paint does without it
        from searchtui.query.show import show  # noqa: PLC0415 -- as above

        library.understand(query, save_as=name)
        before = library.work.saved().get(search_key(name))
        saved = library.work.save_search(name, query)
        if library.has_index():
            library.news(saved.name, seen=True)
        words = f"The search was saved: {show(SavedSearch(saved.name))}"
        replaced = before is not None and before.query != query
        return f"{words}, in place of {before.query}; u brings that back." if before and replaced else words

    _change(client, change)


def forget_search(client: LibraryClient, name: str) -> None:
    """Forget a saved search."""

    def change(library: Library) -> str:
        library.work.remove_search(name)
        return f"The saved search “{name}” was forgotten; u brings it back."

    _change(client, change)


def note_looked(client: LibraryClient, name: str) -> None:
    """Note that a saved search was looked at: what it finds now is new no longer."""

    def work(_cancelled: Cancelled) -> Iterator[Message]:
        client.library.news(name, seen=True)
        yield from ()

    _ask(client, CHANGE, _in_turn(work))


def undo(client: LibraryClient) -> None:
    """Undo the latest change."""

    def work(_cancelled: Cancelled) -> Iterator[Message]:
        undone = client.library.undo()
        if undone is None:
            yield WorkChanged("There is nothing to undo.")
        else:
            left = f" {undone.left:,} were changed again since, and are left." if undone.left else ""
            yield WorkChanged(f"Undone: {undone.change.did}.{left}")
            if undone.change.file == FIXES:
                yield FactsFixed(FixResult(()), undone=True)

    _ask(client, CHANGE, _in_turn(work))


def redo(client: LibraryClient) -> None:
    """Do again what was undone last."""

    def change(library: Library) -> str:
        again = library.work.redo()
        return "There is nothing to do again." if again is None else f"Done again: {again.change.did}."

    _change(client, change)


def note_read(client: LibraryClient, article: Article, place: int | None) -> None:
    """Note that an article was opened and how far it was read; answer with `NotNoted` if that cannot be written."""

    def work(_cancelled: Cancelled) -> Iterator[Message]:
        try:
            with _changing:
                client.library.work.note_read(article, place=place)
        except SearchtuiError as error:
            yield NotNoted(error)

    client.ask(CHANGE, work, exclusive=False)


def read_kept(client: LibraryClient, hits: Sequence[ResultHit], *, unless: tuple[object, ...] | None = None) -> None:
    """Answer with `KeptRead`, unless the user's work is in the state given."""

    def work(_cancelled: Cancelled) -> Iterator[Message]:
        state = client.library.work.state()
        if state != unless:
            yield KeptRead({hit.id: hit for hit in client.library.with_work(hits)}, state)

    client.ask(KEPT, work)


def find_news(client: LibraryClient) -> None:
    """Answer with `NewsFound`; a saved search that cannot be answered has no news, and its list says why."""

    def work(cancelled: Cancelled) -> Iterator[Message]:
        news = [(each.search.name, len(each.new)) for each in client.library.all_news(cancelled=cancelled)]
        yield NewsFound([pair for pair in news if pair[1]], client.library.work.folder.problems())

    client.ask(NEWS, work)


def export(client: LibraryClient, chosen: Chosen, form: str, path: Path) -> None:
    """Write articles to a file that is not there yet; answer with `Exported`, or with `WorkFailed`."""

    def work(cancelled: Cancelled) -> Iterator[Message]:
        from searchtui.results.taking.formats import KWIC, write_file  # noqa: PLC0415 -- the first paint does without
        from searchtui.results.taking.tables import line_chunks  # noqa: PLC0415 -- as above

        if form == KWIC and chosen.lines:
            write_file(path, line_chunks(chosen.wanted.query, chosen.lines))
            yield Exported(path, chosen.count())
            return
        about, chunks = client.library.take(
            chosen.wanted.query, form, chosen.of(client.library), sort=chosen.wanted.sort, cancelled=cancelled
        )
        write_file(path, chunks)
        yield Exported(path, about.articles)

    _ask(client, EXPORT, work)


def _change(
    client: LibraryClient, change: Callable[[Library], str], *, unwritten: tuple[NotePlace, str] | None = None
) -> None:
    def work(_cancelled: Cancelled) -> Iterator[Message]:
        yield WorkChanged(change(client.library))

    _ask(client, CHANGE, _in_turn(work), unwritten=unwritten)


def _in_turn(work: Callable[[Cancelled], Iterator[Message]]) -> Callable[[Cancelled], Iterator[Message]]:
    """`work`, done after the changes that were asked for before."""

    def waiting(cancelled: Cancelled) -> Iterator[Message]:
        with _changing:
            done = list(work(cancelled))
        yield from done

    return waiting


def _ask(
    client: LibraryClient,
    group: str,
    work: Callable[[Cancelled], Iterator[Message]],
    *,
    unwritten: tuple[NotePlace, str] | None = None,
) -> None:
    """Have `work` done whatever else is asked for meanwhile; what goes wrong is told as `WorkFailed`."""

    def guarded(cancelled: Cancelled) -> Iterator[Message]:
        try:
            yield from work(cancelled)
        except Exception as error:  # noqa: BLE001 -- whatever goes wrong is told
            yield WorkFailed(error, unwritten)

    client.ask(group, guarded, exclusive=False)
