"""Two or more queries side by side: how many articles of each outlet, month or language each of them finds."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum

from textual import on
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Input, Static

from searchtui.commands.command import Command, bindings
from searchtui.commands.comparing import CompareBy, CopyComparison, EditWords
from searchtui.commands.moving import MOVING
from searchtui.commands.searching import ChangeOrder, FoldCopies, Read
from searchtui.commands.viewing import BackFromView
from searchtui.engines.protocol import Cancelled, Facets
from searchtui.library import Library
from searchtui.query.comparison import MOST_PARTS, Compared, parts_of
from searchtui.query.facets import Facet
from searchtui.query.nodes import DateRange, DateUnknown, LanguageIs, Node, OutletIs
from searchtui.screens.key_footer import KeyFooter
from searchtui.screens.library_client import LibraryClient, Wanted
from searchtui.screens.view_screen import ViewScreen
from searchtui.text.counted import counted
from searchtui.widgets.comparison_table import ComparedRow, ComparisonTable, RowOrder, ordered
from searchtui.widgets.filter_rows import LANGUAGES
from searchtui.widgets.periods import Unit, name, periods
from searchtui.widgets.row_list import RowList
from searchtui.widgets.search_bar import QueryInput

COMPARE = "compare"
"""The kind of question; see `library_client`."""


class By(Enum):
    """What the rows are."""

    OUTLET = "outlet"
    MONTH = "month"
    LANGUAGE = "language"


@dataclass
class Counted(Message):
    """The counts of each query, and of all articles within the filters."""

    compared: Compared
    counts: tuple[Facets, ...]
    all_articles: Facets


@dataclass(frozen=True, slots=True)
class Look:
    """What to look for after a comparison: any of the words compared, with one value of a facet."""

    query: str
    facet: Facet
    value: Node


COMMANDS: tuple[type[Command], ...] = (
    BackFromView, Read, ChangeOrder, FoldCopies, CompareBy, EditWords, CopyComparison, *MOVING,
)  # fmt: skip


class ComparisonScreen(ViewScreen[Look]):
    """A table of counts and shares; dismissed with what to look at, or None."""

    DEFAULT_CSS = """
    ComparisonScreen {
        QueryInput { border: none; height: 1; background: $surface; }
        #words { padding: 0 1; }
        QueryInput:focus { background-tint: $foreground 5%; }
    }
    """

    BINDINGS = bindings(COMMANDS)

    def __init__(self, library: Library, wanted: Wanted, compared: Compared) -> None:
        super().__init__(library, wanted)
        self._compared = compared
        self._by = By.OUTLET
        self._order = RowOrder.HITS
        self._counted: Counted | None = None

    def compose(self) -> ComposeResult:
        """The words, what is counted, the table, the keys."""
        words = ", ".join(self._compared.parts)
        yield QueryInput(words, placeholder="words to compare, separated by commas", compact=True, id="words")
        yield Static("", id="about", markup=False)
        yield ComparisonTable()
        yield KeyFooter()

    @property
    def table(self) -> ComparisonTable:
        """The counts."""
        return self.query_one(ComparisonTable)

    @property
    def box(self) -> QueryInput:
        """Where the words are typed."""
        return self.query_one(QueryInput)

    def on_mount(self) -> None:
        """Count; where there is but one word, ask for another."""
        if len(self._compared.parts) == 1:
            self.box.value += ", "
        (self.table if len(self._compared.parts) > 1 else self.box).focus()
        self.box.action_end()
        self._count()

    def about(self) -> str:
        """What is counted, by what, and in which order."""
        within = f" within {self._compared.within}" if self._compared.within else ""
        copies = "" if self.wanted.fold else ", every copy"
        order = "date" if (self._by, self._order) == (By.MONTH, RowOrder.NAME) else self._order.value
        return f"Articles by {self._by.value}{within}{copies}; share of all articles there; by {order}"

    @on(Input.Changed)
    def _words_changed(self, message: Input.Changed) -> None:
        parts = parts_of(message.value)
        if parts != self._compared.parts:
            self._compared = replace(self._compared, parts=parts)
            self._count()

    @on(Input.Submitted)
    def _words_done(self) -> None:
        self.table.focus()

    @on(Counted)
    def _counts_came(self, message: Counted) -> None:
        if message.compared == self._compared:
            self._counted = message
            self._show()

    @on(RowList.Opened)
    def action_read(self) -> None:
        """Look for what is under the cursor."""
        facet = {By.OUTLET: Facet.OUTLET, By.MONTH: Facet.DATE, By.LANGUAGE: Facet.LANGUAGE}[self._by]
        if (selected := self.table.selected) is not None:
            words = " OR ".join(f"({part})" if " " in part else part for part in self._compared.parts)
            query = f"({words}) {self._compared.within}".strip() if len(self._compared.parts) > 1 else words
            self.dismiss(Look(query, facet, selected.value))

    def action_back_from_view(self) -> None:
        """From the words to the table, from there to the results."""
        if self.box.has_focus:
            self.table.focus()
        else:
            super().action_back_from_view()

    def action_edit_words(self) -> None:
        """Type other words."""
        self.box.focus()

    def action_compare_by(self) -> None:
        """Rows of another kind; from the words, to the table."""
        if self.box.has_focus:
            self.table.focus()
            return
        kinds = list(By)
        self._by = kinds[(kinds.index(self._by) + 1) % len(kinds)]
        self._order = RowOrder.NAME if self._by is By.MONTH else RowOrder.HITS
        self._show()

    def action_change_order(self) -> None:
        """Another order."""
        orders = list(RowOrder)
        self._order = orders[(orders.index(self._order) + 1) % len(orders)]
        self._show()

    def action_fold_copies(self) -> None:
        """Count every copy, or one of each text."""
        self.wanted = replace(self.wanted, fold=not self.wanted.fold)
        self._count()

    def action_move_down(self) -> None:
        """Go down; from the words to the table."""
        if self.box.has_focus:
            self.table.focus()
        else:
            super().action_move_down()

    def action_move_up(self) -> None:
        """Go up; from the first row to the words."""
        if self.table.has_focus and self.table.cursor == 0:
            self.box.focus()
        else:
            super().action_move_up()

    def action_copy_comparison(self) -> None:
        """Copy the table."""
        lines = io.StringIO()
        writer = csv.writer(lines, lineterminator="\n")
        writer.writerow([self._by.value, "articles", *self._compared.parts])
        writer.writerows([row.label, row.of, *row.counts] for row in self.table.shown)
        self.app.copy_to_clipboard(lines.getvalue())
        self.notify(f"{counted(self.table.count(), 'row')} copied as CSV.", timeout=3, markup=False)

    def _count(self) -> None:
        self.tell()
        if self._compared.parts:
            count_compared(self.client, self._compared, fold=self.wanted.fold)
        else:
            self.table.show((), (), message=f"Type up to {MOST_PARTS} words or queries, separated by commas.")

    def _show(self) -> None:
        if self._counted is None:
            return
        parts = self._counted.compared.parts
        rows = [row for row in compared_rows(self._counted, self._by) if any(row.counts)]
        if (self._by, self._order) != (By.MONTH, RowOrder.NAME):
            rows = ordered(rows, self._order)
        self.table.show(parts, rows, message="Nothing was found.")
        self.tell()


def count_compared(client: LibraryClient, compared: Compared, *, fold: bool) -> None:
    """Answer with `Counted`."""

    def work(cancelled: Cancelled) -> Iterator[Message]:
        library = client.library
        queries = [f"({part}) {compared.within}".strip() for part in compared.parts]
        found = tuple(library.facets(query, fold=fold, cancelled=cancelled) for query in queries)
        yield Counted(compared, found, library.facets(compared.within, fold=fold, cancelled=cancelled))

    client.ask(COMPARE, work)


def compared_rows(counted: Counted, by: By) -> list[ComparedRow]:
    """A row for each outlet, month or language of all articles, with what each query finds of it."""
    match by:
        case By.OUTLET:
            known: list[tuple[Node, str, list[int]]] = [
                (OutletIs(outlet), outlet or "unknown", counts)
                for outlet, counts in _joined([facets.outlets for facets in _all(counted)]).items()
            ]
        case By.LANGUAGE:
            known = [
                (LanguageIs(code), LANGUAGES.get(code, code) if code else "unknown", counts)
                for code, counts in _joined([facets.languages for facets in _all(counted)]).items()
            ]
        case By.MONTH:
            known = [
                (_month(month), _month_name(month), counts)
                for month, counts in sorted(
                    _joined([facets.months for facets in _all(counted)]).items(), key=lambda pair: pair[0] or "~"
                )
            ]
    return [ComparedRow(value, label, counts[0], tuple(counts[1:])) for value, label, counts in known]


def _all(counted: Counted) -> tuple[Facets, ...]:
    return counted.all_articles, *counted.counts


def _joined(columns: list[tuple[tuple[str | None, int], ...]]) -> dict[str | None, list[int]]:
    """Each value with its counts in all columns."""
    rows: dict[str | None, list[int]] = {}
    for number, column in enumerate(columns):
        for value, count in column:
            rows.setdefault(value, [0] * len(columns))[number] = count
    return rows


def _month(month: str | None) -> DateRange | DateUnknown:
    return DateUnknown() if month is None else periods([(f"{month}-01", 1)], Unit.MONTH)[0].range


def _month_name(month: str | None) -> str:
    return "undated" if month is None else name(periods([(f"{month}-01", 1)], Unit.MONTH)[0], Unit.MONTH)
