"""Stars, tags and what is read, on every screen with an article selected or some chosen; and undoing."""

from __future__ import annotations

from textual import on
from textual.screen import ScreenResultType

from searchtui.errors import UsageError
from searchtui.screens import work_client
from searchtui.screens.exporting import ExportingScreen
from searchtui.screens.library_client import Wanted
from searchtui.screens.work_client import Chosen, NotePlace, WorkChanged, WorkFailed
from searchtui.userdata.kept import Kept, Note
from searchtui.userdata.passages import Passage
from searchtui.userdata.subjects import checked_tag

_ENOUGH = 6.0
"""Seconds for which the outcome of a change is told."""


class MarkingScreen(ExportingScreen[ScreenResultType]):
    """A screen where articles are starred, tagged, marked as read and exported."""

    _picked: tuple[str, ...] = ()
    """Articles of which passages were kept one by one."""

    _told_changes_only = False
    """Whether the latest that was told are outcomes of changes: the next takes their place, as ten would cover much."""

    def picked(self, wanted: Wanted) -> list[tuple[str, Chosen]]:
        """As a choice for an export: the articles of passages kept one by one on this screen, unless since undone."""
        kept = self.library.work.kept(self._picked)
        ids = tuple(each for each in self._picked if each in kept and any(note.passage for note in kept[each].notes))
        return [("those you kept passages of here", Chosen(wanted, ids=ids))] if ids else []

    def pick(self, article_id: str) -> None:
        """Note that a passage of an article was kept here."""
        self._picked = tuple(dict.fromkeys((*self._picked, article_id)))

    def chosen(self) -> Chosen | None:
        """What the next thing is done with: the articles chosen, or the one selected."""
        raise NotImplementedError

    @property
    def kept(self) -> Kept:
        """What is kept of the article selected."""
        raise NotImplementedError

    def work_changed(self) -> None:
        """Show anew what is kept."""
        raise NotImplementedError

    @on(WorkChanged)
    def _work_changed(self, message: WorkChanged) -> None:
        if self._told_changes_only:
            self.app.clear_notifications()
        self._told_changes_only = True
        self.notify(message.words, timeout=_ENOUGH, markup=False)
        self.work_changed()

    @on(WorkFailed)
    def _change_failed(self, message: WorkFailed) -> None:
        self._told_changes_only = False
        if message.unwritten is not None:
            place, words = message.unwritten
            self._drafts[place] = words

    @property
    def _drafts(self) -> dict[NotePlace, str]:
        """Words of notes that are not written, by where they are to be: all screens know of them."""
        drafts: dict[NotePlace, str] = getattr(self.app, "drafts", {})
        return drafts

    def ask_for_note(self, article_id: str, passage: Passage | None, before: Note | None) -> None:
        """Ask for the words of a note, which was so `before`. What is left unsaved is there when it is asked again."""
        from searchtui.screens.ask import Ask  # noqa: PLC0415 -- the first paint does without it

        about = "On the whole article." if passage is None else f"“{passage.quote}”"
        saved, note_id = "", ""
        if before is not None:
            about += "\nAn empty note is removed."
            passage, saved, note_id = before.passage, before.words, before.id
        place = work_client.note_place(article_id, passage, note_id)
        if (draft := self._drafts.pop(place, None)) is not None:
            about += "\nThese words are not saved yet."

        def write(words: str | None) -> None:
            if words is not None and (words.strip() or before is not None):
                work_client.annotate(self.client, article_id, passage, words, note_id)

        def left(words: str) -> None:
            if words.strip() and words != saved:
                self._drafts[place] = words
                self.notify("Not saved; i goes on with these words.", timeout=_ENOUGH, markup=False)

        value = saved if draft is None else draft
        self.app.push_screen(Ask("Note", about=about, value=value, placeholder="Your words", left=left), write)

    def action_star(self) -> None:
        """Star, or take the star away."""
        if (chosen := self.chosen()) is not None:
            work_client.star(self.client, chosen)

    def action_tag(self) -> None:
        """Ask for tags."""
        from searchtui.screens.ask import Ask  # noqa: PLC0415 -- the first paint does without it

        if (chosen := self.chosen()) is None:
            return
        tags = self.kept.tags if chosen.count() == 1 else ()
        about = "Several are separated by commas; a minus before a tag takes it away."
        if tags:
            about += f"\nIt has: {', '.join(tags)}"

        def tag(typed: str | None) -> None:
            if typed is not None and typed.strip(" ,"):
                add, remove = _tags(typed)
                work_client.tag(self.client, chosen, add, remove)

        title = "Tag" if chosen.count() == 1 else f"Tag {chosen.count():,} articles"
        names = self.library.work.tags()
        dialog = Ask(title, about=about, placeholder="ferry, night shift, -done", names=names, check=_tags)
        self.app.push_screen(dialog, tag)

    def action_mark_unread(self) -> None:
        """Mark as not read, or as read."""
        if (chosen := self.chosen()) is not None:
            work_client.mark_unread(self.client, chosen)

    def action_undo(self) -> None:
        """Undo the last change."""
        work_client.undo(self.client)

    def action_redo(self) -> None:
        """Do it again."""
        work_client.redo(self.client)


def _tags(typed: str) -> tuple[list[str], list[str]]:
    """The tags to add and those to take away. Raises `UsageError` for one that cannot be."""
    parts = [part.strip() for part in typed.split(",") if part.strip()]
    if not parts:
        raise UsageError("Type a tag.", hint="esc cancels.")
    add = [checked_tag(part) for part in parts if not part.startswith("-")]
    return add, [checked_tag(part.removeprefix("-")) for part in parts if part.startswith("-")]
