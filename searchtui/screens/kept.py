"""The list of what the user keeps."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Static

from searchtui.commands.command import Command, Situation, bindings
from searchtui.commands.keeping import ForgetSearch, LeaveKept, OpenKept, Redo, Undo
from searchtui.commands.moving import MOVING
from searchtui.commands.searching import Search
from searchtui.engines.protocol import Cancelled
from searchtui.errors import SearchtuiError
from searchtui.library import Library
from searchtui.query.nodes import Mark, SavedSearch, TaggedAs
from searchtui.query.show import show
from searchtui.results.page import ResultHit
from searchtui.screens import work_client
from searchtui.screens.command_screen import CommandScreen, Movable
from searchtui.screens.failures import explain
from searchtui.screens.key_footer import KeyFooter
from searchtui.screens.library_client import LibraryClient, LibraryFailed, Wanted
from searchtui.screens.work_client import WorkChanged, WorkFailed
from searchtui.widgets.content import content
from searchtui.widgets.hit_windows import HitWindows
from searchtui.widgets.kept_list import KeptList, KeptRow
from searchtui.widgets.row_list import RowList

COMMANDS: tuple[type[Command], ...] = (OpenKept, ForgetSearch, Undo, Redo, LeaveKept, Search, *MOVING)

_WORDS_READ = 400
"""Characters of a note of which the list shows as many as there is room for."""

NOTES_LISTED = 200
"""The latest notes are listed one by one; mark:note finds all."""

_QUOTATION_MARKS = ("“", "„", "«", "»", '"', "‘", "'")

_NOTED = Wanted("mark:note", fold=False)
_MARKS = ((Mark.STAR, "starred"), (Mark.NOTE, "with a note"), (Mark.READ, "read"))


@dataclass(frozen=True, slots=True)
class Look:
    """A query to look at, with `newest` the newest first."""

    query: str
    newest: bool = False


@dataclass
class KeptListed(Message):
    """What is kept."""

    rows: Sequence[KeptRow]


@dataclass
class NoteFound(Message):
    """The article of a note, and where in it the passage is."""

    hits: tuple[ResultHit, ...]
    place: int | None


class KeptScreen(CommandScreen[Look | None]):
    """Lists what is kept; dismissed with a query to look at, or None."""

    DEFAULT_CSS = """
    KeptScreen {
        #about {
            height: 1; padding: 0 1; background: $surface; color: $text-muted;
            text-wrap: nowrap; text-overflow: ellipsis;
        }
        KeptList { height: 1fr; }
    }
    """

    BINDINGS = bindings(COMMANDS)

    def __init__(self, library: Library) -> None:
        super().__init__()
        self.library = library
        self.client = LibraryClient(self, library)

    def compose(self) -> ComposeResult:
        """What it is, the lines, the keys."""
        yield Static("What you keep", id="about", markup=False)
        yield KeptList()
        yield KeyFooter()

    def on_mount(self) -> None:
        """Ask what there is."""
        self.kept_list.focus()
        self._list()

    @property
    def kept_list(self) -> KeptList:
        """The lines."""
        return self.query_one(KeptList)

    def situation(self) -> Situation:
        """What decides which commands apply."""
        return Situation(hits=self.kept_list.count())

    def moved_by_keys(self) -> Movable:
        """The lines."""
        return self.kept_list

    @on(KeptListed)
    def _listed(self, message: KeptListed) -> None:
        self.kept_list.show(message.rows)
        new = sum(row.new for row in message.rows)
        about = f"What you keep   {new:,} new in saved searches" if new else "What you keep"
        self.query_one("#about", Static).update(content(about))
        self.situation_changed()

    @on(WorkChanged)
    def _changed(self, message: WorkChanged) -> None:
        self.notify(message.words, timeout=4, markup=False)
        self._list()

    @on(WorkFailed)
    @on(LibraryFailed)
    def _failed(self, message: WorkFailed | LibraryFailed) -> None:
        words, hint = explain(message.error, self.library.paths.user)
        self.notify(f"{words} {hint}".strip(), severity="error", timeout=12, markup=False)

    @on(RowList.Opened)
    def action_open_kept(self) -> None:
        """Look at the articles of the line."""
        if (row := self.kept_list.selected) is None:
            return
        if row.note is not None:
            self._open_note(*row.note)
            return
        if row.search and not row.problem:
            work_client.note_looked(self.client, row.search)
        self.dismiss(Look(row.query, newest=bool(row.search)))

    def _open_note(self, article_id: str, place: int | None) -> None:
        def work(_cancelled: Cancelled) -> Iterator[Message]:
            yield NoteFound(self.library.hits(_NOTED.query, [article_id]), place)

        self.client.ask(work_client.KEPT, work)

    @on(NoteFound)
    def _note_found(self, message: NoteFound) -> None:
        from searchtui.screens.reader import ReaderScreen  # noqa: PLC0415 -- the list can do without it

        hits = HitWindows(len(message.hits))
        hits.put(0, message.hits)
        if message.hits:
            reader = ReaderScreen(self.library, _NOTED, hits, 0, chrome=True, place=message.place)
            self.app.push_screen(reader, lambda _: self._list())

    def action_forget_search(self) -> None:
        """Forget the saved search of the line."""
        row = self.kept_list.selected
        if row is not None and row.search:
            work_client.forget_search(self.client, row.search)

    def action_undo(self) -> None:
        """Undo the last change."""
        work_client.undo(self.client)

    def action_redo(self) -> None:
        """Do it again."""
        work_client.redo(self.client)

    def action_leave_kept(self) -> None:
        """Leave."""
        self.dismiss(None)

    def _list(self) -> None:
        def work(cancelled: Cancelled) -> Iterator[Message]:
            yield KeptListed(list(_rows(self.library, cancelled)))

        self.client.ask(work_client.KEPT, work)


def _rows(library: Library, cancelled: Cancelled) -> Iterator[KeptRow]:
    """Saved searches, marks and tags, under headings; nothing of what there is none of."""
    saved = list(library.work.saved().values())
    if saved:
        yield KeptRow("Saved searches")
    for search in saved:
        query = show(SavedSearch(search.name))
        try:
            news = library.news(search.name, cancelled=cancelled)
        except SearchtuiError as error:
            yield KeptRow(f"{search.name}   {search.query}", query, search=search.name, problem=error.message)
        else:
            yield KeptRow(
                f"{search.name}   {search.query}", query, len(news.found), search=search.name, new=len(news.new)
            )
    marked = [(mark, words, len(library.work.marked(mark))) for mark, words in _MARKS]
    if any(number for _, _, number in marked):
        yield KeptRow("Marks")
    yield from (KeptRow(words, f"mark:{mark.value}", number) for mark, words, number in marked if number)
    yield from _note_rows(library)
    tags = library.work.tags()
    if tags:
        yield KeptRow("Tags")
    yield from (KeptRow(f"#{tag}", show(TaggedAs(tag)), number) for tag, number in tags)
    if lost := library.work.lost():
        yield KeptRow(f"{lost:,} more on articles that are not in the library now; they come back with these")


def _note_rows(library: Library) -> Iterator[KeptRow]:
    """The latest notes, each with its words and the title of its article."""
    notes = library.work.notes()[:NOTES_LISTED]
    titles = {hit.id: hit.title for hit in library.hits(_NOTED.query, [article_id for article_id, _ in notes])}
    if notes:
        yield KeptRow("Notes")
    for article_id, note in notes:
        words = note.words or (_quoted(note.passage.quote) if note.passage else "")
        place = None if note.passage is None else note.passage.start
        title = titles.get(article_id, "")
        yield KeptRow(words[:_WORDS_READ], _NOTED.query, note=(article_id, place), title=title)


def _quoted(passage: str) -> str:
    """A passage in quotation marks, but for one that begins with its own."""
    return passage if passage.lstrip().startswith(_QUOTATION_MARKS) else f"“{passage}”"
