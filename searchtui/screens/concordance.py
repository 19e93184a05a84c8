"""Every match of the query on a line of its own."""

from __future__ import annotations

from dataclasses import replace

from textual import on

from searchtui.articles.article import UNKNOWN
from searchtui.commands.command import Situation, bindings
from searchtui.commands.keeping import Export, KeepPassage, MarkUnread, Redo, Star, Tag, Undo
from searchtui.library import Library
from searchtui.results.concordance import Occurrence, Order
from searchtui.results.page import ResultHit
from searchtui.screens import work_client
from searchtui.screens.library_client import Wanted
from searchtui.screens.marking import MarkingScreen
from searchtui.screens.view_client import MOST_LINES, Quoted, Sorted, quote, sort_lines
from searchtui.screens.view_screen import COMMANDS, ViewScreen
from searchtui.screens.work_client import Chosen
from searchtui.text.counted import counted
from searchtui.userdata.kept import NOTHING_KEPT, Kept
from searchtui.widgets.concordance_list import FACTS_FROM, ConcordanceList, facts
from searchtui.widgets.hit_windows import HitWindows
from searchtui.widgets.row_list import RowList


class ConcordanceScreen(ViewScreen[None], MarkingScreen[None]):
    """Lines come as they are found; sorting waits for no end."""

    BINDINGS = bindings((*COMMANDS, Star, Tag, KeepPassage, MarkUnread, Export, Undo, Redo))
    FORM = "kwic"

    def __init__(self, library: Library, wanted: Wanted) -> None:
        super().__init__(library, wanted)
        self._order = Order.FOUND
        self._found: list[Occurrence] = []
        self._done = self._total = 0
        self._complete = False

    def make_rows(self) -> ConcordanceList:
        """The lines."""
        return ConcordanceList()

    @property
    def concordance(self) -> ConcordanceList:
        """The lines."""
        return self.query_one(ConcordanceList)

    def on_mount(self) -> None:
        """Begin to quote."""
        self.concordance.focus()
        self.concordance.show([], message="Looking for matches …")
        quote(self.client, self.wanted)
        self.tell()

    def situation(self) -> Situation:
        """Each line is of an article."""
        return replace(super().situation(), article=self.concordance.selected is not None)

    def chosen(self) -> Chosen | None:
        """The article of the line."""
        line = self.concordance.selected
        return None if line is None else Chosen(self.wanted, ids=(line.article_id,))

    def choices(self) -> list[tuple[str, Chosen]]:
        """The matches of all results, and of the article of the line."""
        every = ("all results", Chosen(self.wanted, rows=range(self._total)))
        one = [] if (chosen := self.chosen()) is None else [("this article", chosen)]
        return [*self.picked(self.wanted), *self._as_sorted(), every, *one]

    def _as_sorted(self) -> list[tuple[str, Chosen]]:
        """The lines in their order on the screen, once they are all there and in another than the first."""
        if self._order is Order.FOUND or not self._complete:
            return []
        lines = tuple(self.concordance.lines)
        ids = tuple(dict.fromkeys(line.article_id for line in lines))
        return [(f"the lines {self._order.value}, of articles", Chosen(self.wanted, ids=ids, lines=lines))]

    def not_offered(self) -> str:
        """The lines as sorted, while more of them come."""
        if self._order is Order.FOUND or self._complete:
            return ""
        so_far = f"{self._done:,} of {counted(self._total, 'article')} so far"
        return f"The lines {self._order.value}: once all are there ({so_far})."

    def form(self) -> str:
        """Lines, or a report of what was kept."""
        return "markdown" if self.picked(self.wanted) else self.FORM

    @property
    def kept(self) -> Kept:
        """What is kept of the article of the line."""
        line = self.concordance.selected
        return (
            NOTHING_KEPT
            if line is None
            else self.library.work.kept([line.article_id]).get(line.article_id, NOTHING_KEPT)
        )

    def work_changed(self) -> None:
        """Nothing: a line has no room for what is kept."""

    def action_keep_passage(self) -> None:
        """Keep the sentence of the line, and go on to the next line."""
        line = self.concordance.selected
        if line is None:
            return
        if line.in_title:
            self.notify("A headline is in every report; passages are of the text.", timeout=4, markup=False)
        else:
            work_client.keep_sentence(self.client, line.article_id, line.start, line.end)
            self.pick(line.article_id)
        self.concordance.move(1)

    def about(self) -> str:
        """How many matches in how many articles, sorted by what."""
        lines = self.concordance.count()
        at = f"{self.concordance.cursor + 1:,} of " if lines else ""
        of = f"{self._done:,} of " if self._done < self._total else ""
        more = f"   the first {MOST_LINES:,}" if self._complete and self._done < self._total else ""
        counts = f"{at}{counted(lines, 'match', 'matches')} in {of}{counted(self._total, 'article')}{more}"
        line = self.concordance.selected
        known = "" if line is None or self.size.width >= FACTS_FROM else f"   {facts(line)}"
        return f"{counts}{known}   {self._order.value}   {self.wanted.query}"

    @on(Quoted)
    def _quoted(self, message: Quoted) -> None:
        self._done, self._total, self._complete = message.done, message.total, message.complete
        self._found.extend(message.lines)
        if message.complete and self._order is not Order.FOUND:
            self._sort()
        elif message.complete and not self._found:
            self.concordance.show([], message="No word of this query is marked in any article.")
        elif message.lines:
            self.concordance.append(message.lines)
        self.tell()

    @on(Sorted)
    def _sorted(self, message: Sorted) -> None:
        if message.order is self._order:
            late = self._found[len(message.lines) :]
            self.concordance.show(message.lines + late)
            self.tell()

    def action_change_order(self) -> None:
        """Sort by the next order."""
        orders = list(Order)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self._sort()
        self.tell()

    def _sort(self) -> None:
        sort_lines(self.client, list(self._found), self._order)

    @on(RowList.Opened)
    def action_read(self) -> None:
        """Read the article of the line, at its match."""
        from searchtui.screens.reader import ReaderScreen  # noqa: PLC0415 -- the lines can do without it

        line = self.concordance.selected
        if line is None:
            return
        hits = HitWindows(1)
        hits.put(0, [_hit(line)])
        place = (line.in_title, line.start)
        self.app.push_screen(ReaderScreen(self.library, self.wanted, hits, 0, chrome=True, at=place))


def _hit(line: Occurrence) -> ResultHit:
    """The article of a line as the reader takes it, which looks up the rest itself."""
    return ResultHit(
        rank=1, id=line.article_id, score=0.0, title=line.title, title_matches=(), outlet=line.outlet,
        outlet_evidence=UNKNOWN, date=line.date, date_evidence=UNKNOWN, lang=None, path=line.path,
        record=line.record, snippets=(),
    )  # fmt: skip
