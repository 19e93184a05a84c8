"""Notes and passages, on every screen that shows articles of a result."""

from __future__ import annotations

from textual.screen import ScreenResultType

from searchtui.articles.article import Article
from searchtui.screens import work_client
from searchtui.screens.fixing import FixingScreen
from searchtui.screens.marking import MarkingScreen
from searchtui.userdata.kept import NOTHING_KEPT, Kept, Note
from searchtui.userdata.passages import Passage, find_passage, passage_at
from searchtui.widgets.document import BODY

_MANY = 200
"""Articles in which looking for passages takes so long that its beginning is told."""


class KeepingScreen(FixingScreen[ScreenResultType], MarkingScreen[ScreenResultType]):
    """An article screen where articles are starred, tagged, noted and exported."""

    @property
    def kept(self) -> Kept:
        """What is kept of the article shown."""
        document = self.article_view.document
        return NOTHING_KEPT if document is None else document.kept

    def action_write_note(self) -> None:
        """Ask for the words of a note."""
        if (article := self.article) is not None:
            passage = self._passage_at_match(article)
            self.ask_for_note(article.id, passage, self._note_at(article, passage))

    def action_keep_passage(self) -> None:
        """Keep the passage at the match and go on to the next match; of articles chosen, the best passage of each."""
        chosen, article = self.chosen(), self.article
        if chosen is not None and chosen.rows is not None:
            if chosen.count() > _MANY:
                self.notify(f"Looking for passages in {chosen.count():,} articles …", timeout=4, markup=False)
            work_client.keep_passages(self.client, chosen)
        elif article is not None:
            passage = self._passage_at_match(article) or self._passage_in_view(article)
            if passage is None:
                return
            if self._note_at(article, passage) is not None:
                self.notify("This passage is kept already.", timeout=3, markup=False)
            else:
                work_client.annotate(self.client, article, passage, "")
            if self.article_view.has_match(1):
                self.article_view.go_to_match(1)

    def match_gone_to(self) -> tuple[int, int] | None:
        """Where in the text the match stands that one went to, the first not being gone to."""
        view = self.article_view
        if view.document is None or view.current_match < 2:
            return None
        match = view.document.matches[view.current_match - 1]
        return (match.start, match.end) if match.source == BODY else None

    def _passage_at_match(self, article: Article) -> Passage | None:
        """The sentence at the match one stands at, if that is in the text."""
        from searchtui.results.quoting import sentences_at  # noqa: PLC0415 -- the first paint does without it

        view = self.article_view
        match = view.document.matches[view.current_match - 1] if view.document and view.current_match else None
        if match is None or match.source != BODY:
            return None
        return passage_at(article.text, *sentences_at(article, match.start, match.end))

    def _passage_in_view(self, article: Article) -> Passage | None:
        """The first paragraph in view."""
        from searchtui.results.quoting import paragraph_at  # noqa: PLC0415 -- as above

        source, offset = self.article_view.top_place() or (BODY, 0)
        place = paragraph_at(article, offset if source == BODY else 0)
        return None if place is None else passage_at(article.text, *place)

    def _note_at(self, article: Article, passage: Passage | None) -> Note | None:
        """The note on this passage, or on the article as a whole."""
        for note in self.kept.notes:
            if passage is None or note.passage is None:
                if passage is note.passage:
                    return note
                continue
            place = find_passage(article.text, note.passage)
            if place is not None and place[0] < passage.end and place[1] > passage.start:
                return note
        return None
