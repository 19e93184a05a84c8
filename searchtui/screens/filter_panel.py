"""The filter panel: outlets, dates, languages and marks of the results, each a pane of its own."""

from __future__ import annotations

import csv
import io

from textual.app import ComposeResult
from textual.containers import Horizontal, Vertical
from textual.message import Message
from textual.widget import Widget

from searchtui.commands.command import bindings
from searchtui.commands.filtering import CHOOSING, ZOOMING, FindValue
from searchtui.query.facets import Facet
from searchtui.widgets.date_chart import DateChart
from searchtui.widgets.facet_list import FacetList, How
from searchtui.widgets.filter_rows import FilterCounts, Missing, Row, by_share, language_rows, outlet_rows

OUTLETS, DATES, LANGUAGES, MARKS = "outlets", "dates", "languages", "marks"
"""The panes of the panel by their ids, in the order in which keys go through them."""

_NOTES = {Missing.HIDDEN: "", Missing.LISTED: ", with none too", Missing.ALONE: " with none"}


class ViewChanged(Message):
    """Other counts are to be shown."""


class CountsCopied(Message):
    """The user wants these counts as text."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.text = text


class _Choosing(Widget):
    """What the keys do in every pane of the panel."""

    def choose(self, how: How) -> None:
        """Ask for a filter by the value under the cursor."""
        raise NotImplementedError

    def table(self) -> list[tuple[str, int, int | None]]:
        """The values with their hits and with all their articles."""
        raise NotImplementedError

    def action_include_value(self) -> None:
        """Include."""
        self.choose(How.INCLUDE)

    def action_exclude_value(self) -> None:
        """Exclude."""
        self.choose(How.EXCLUDE)

    def action_only_this_value(self) -> None:
        """Only this."""
        self.choose(How.ONLY)

    def action_clear_filter(self) -> None:
        """No filter."""
        self.choose(How.CLEAR)

    def action_show_shares(self) -> None:
        """Shares, or absolute counts."""
        self._panel.show_shares()

    def action_show_missing(self) -> None:
        """The outlets that have nothing, too, or alone, or not."""
        self._panel.show_missing()

    def action_copy_counts(self) -> None:
        """Copy what is counted."""
        lines = io.StringIO()
        writer = csv.writer(lines, lineterminator="\n")
        rows = self.table()
        with_all = any(of is not None for _, _, of in rows)
        writer.writerow([self.id, "articles", *(["of"] if with_all else [])])
        writer.writerows([value, count, *([of or 0] if with_all else [])] for value, count, of in rows)
        self.post_message(CountsCopied(lines.getvalue()))

    @property
    def _panel(self) -> FilterPanel:
        return next(node for node in self.ancestors if isinstance(node, FilterPanel))


class ValueList(FacetList, _Choosing):
    """Outlets, languages or marks."""

    BINDINGS = bindings((*CHOOSING, FindValue))

    def table(self) -> list[tuple[str, int, int | None]]:
        """The values with their hits and with all their articles."""
        return [(row.label, row.count, row.of) for row in self.rows]

    def action_find_value(self) -> None:
        """Find a value by name."""
        self.find()


class DateColumns(DateChart, _Choosing):
    """Dates."""

    BINDINGS = bindings((*CHOOSING, *ZOOMING))

    def action_zoom_in(self) -> None:
        """Shorter periods."""
        self.zoom(1)

    def action_zoom_out(self) -> None:
        """Longer periods."""
        self.zoom(-1)

    def action_next_period(self) -> None:
        """On."""
        self.step(1)

    def action_previous_period(self) -> None:
        """Back."""
        self.step(-1)


class FilterPanel(Horizontal):
    """All filters side by side."""

    DEFAULT_CSS = """
    FilterPanel {
        height: 8;
        #outlets { width: 3fr; }
        #times { width: 2fr; }
        #dates { height: 2fr; }
        #others { height: 1fr; min-height: 4; display: none; }
        #languages, #marks { width: 1fr; }
        .-none { display: none; }
        &.-in-use #others { display: block; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._marks = False
        self._shares = False
        self._missing = Missing.HIDDEN
        self._missing_for = self._words = self._nothing = ""

    def compose(self) -> ComposeResult:
        """Outlets at the left, dates above languages and marks at the right."""
        yield ValueList(Facet.OUTLET, "Outlets", id=OUTLETS)
        with Vertical(id="times"):
            yield DateColumns(id=DATES)
            with Horizontal(id="others"):
                yield ValueList(Facet.LANGUAGE, "Languages", id=LANGUAGES)
                yield ValueList(Facet.MARK, "Marks", id=MARKS, classes="-none")

    @property
    def of_all_articles(self) -> bool:
        """Whether what is shown needs counts over all articles."""
        return self._shares or self._missing is not Missing.HIDDEN

    def panes(self) -> list[str]:
        """The ids of the panes that can be gone to."""
        return [OUTLETS, DATES, LANGUAGES, *([MARKS] if self._marks else [])]

    def show(self, counts: FilterCounts, *, listed: int = 0) -> None:
        """Show other counts. Of the nearest articles, `listed` where nothing has all words, nothing is counted."""
        self._nothing = "none has all the words" if listed else ""
        self._words = counts.words
        missing = self._missing_here() if counts.outlets.all_articles is not None else Missing.HIDDEN
        self._list(OUTLETS, outlet_rows(counts.outlets, missing), _NOTES[missing])
        self.query_one(DateColumns).show(counts.days, shares=self._shares, message=self._nothing or "no dates")
        self._list(LANGUAGES, language_rows(counts.languages))

    def show_marks(self, rows: tuple[Row, ...]) -> None:
        """Show other counts of marks; without any, nothing of them."""
        self._marks = bool(rows)
        self._list(MARKS, list(rows))
        self.query_one(f"#{MARKS}").set_class(not rows, "-none")

    def show_shares(self) -> None:
        """Show shares of all articles, or absolute counts again."""
        self._shares = not self._shares
        self.post_message(ViewChanged())

    def show_missing(self) -> None:
        """List outlets without hits too, then alone, then not."""
        states = list(Missing)
        self._missing = states[(states.index(self._missing_here()) + 1) % len(states)]
        self._missing_for = self._words
        self.post_message(ViewChanged())

    def _missing_here(self) -> Missing:
        """Which outlets are listed: asked for of some words, it holds while their filters change, typed or chosen."""
        return self._missing if self._words == self._missing_for else Missing.HIDDEN

    def _list(self, pane: str, rows: list[Row], note: str = "") -> None:
        shares = self._shares and any(row.of is not None for row in rows)
        words = f"{', shares' if shares else ''}{note}"
        message = (
            "Every outlet has hits."
            if self._missing_here() is Missing.ALONE and pane == OUTLETS
            else self._nothing or f"no {pane}"
        )
        shown = by_share(rows) if shares else rows
        self.query_one(f"#{pane}", ValueList).show(shown, shares=shares, note=words, message=message)
