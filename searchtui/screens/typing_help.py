"""Help with typing on the main screen: completion, the grey rest of a word, and the queries asked before."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING

from textual import on
from textual.suggester import Suggester
from textual.widgets import Input

from searchtui.errors import SearchtuiError
from searchtui.library import Library
from searchtui.screens.library_client import Wanted
from searchtui.screens.panes import Panes
from searchtui.screens.typing_client import Completed, HistoryRead, NotRemembered, complete, read_history, remember
from searchtui.text.tokens import fold
from searchtui.widgets.search_bar import SearchBar
from searchtui.widgets.suggestions import Suggestion, SuggestionList

if TYPE_CHECKING:
    from searchtui.query.typed import Typed

_LEAST_FOR_REST = 2
"""Letters of a word from which on its rest is shown."""

_RESULTS_FIRST = 0.06
"""Seconds for the results to be found and painted in before the rest of a word is looked up."""


class RestOfWord(Suggester):
    """The rest of the most frequent indexed word that begins as the one typed."""

    def __init__(self, library: Library, box: Input) -> None:
        super().__init__(use_cache=False, case_sensitive=True)
        self._library = library
        self._box = box

    async def get_suggestion(self, value: str) -> str | None:
        """`value` with its last word completed, if that can be told."""
        from searchtui.query.typed import typed_before  # noqa: PLC0415 -- the first paint needs no grammar

        typed = typed_before(value, len(value))
        if typed is None or typed.field not in {"", "title", "raw"} or len(typed.word) < _LEAST_FOR_REST:
            return None
        await asyncio.sleep(_RESULTS_FIRST)
        if value != self._box.value:
            return None
        begun = fold(typed.word)
        try:
            found = await asyncio.to_thread(self._library.complete, begun, 1)
        except SearchtuiError:  # the search for what is typed tells of it
            return None
        return value + found[0][0][len(begun) :] if found and found[0][0] != begun else None


class Typing(Panes):
    """The part of the main screen that helps with typing."""

    wanted: Wanted
    answered: Wanted | None
    _typed: Typed | None = None
    _asked = False
    """The list was asked for by a key, so that escape closes it and no more."""

    _listing_history = False
    _queries: list[str]
    _walked = -1
    """How far back among the queries asked before one has gone in the search bar; -1 is not at all."""

    _taken = ""
    """The query after the last suggestion taken, which opens no list by itself."""

    _told = False

    def help_typing(self) -> None:
        """Begin."""
        self._queries = []
        self._box.suggester = RestOfWord(self.library, self._box)
        self.call_after_refresh(read_history, self.client, listed=False)

    @property
    def _box(self) -> Input:
        return self.query_one(SearchBar).input

    @property
    def _list(self) -> SuggestionList:
        return self.query_one(SuggestionList)

    def action_complete(self) -> None:
        """List what may be meant."""
        self._asked = True
        typed = self._typed_now()
        if typed is not None:
            complete(self.client, self._box.value, typed)

    def action_search_history(self) -> None:
        """List queries asked before."""
        self.set_focus(self._box)
        self._asked = True
        read_history(self.client, listed=True)

    def action_next_pane(self) -> None:
        """In the search bar, take a suggestion or ask for some; else go on to the next pane."""
        typed = self._typed_now() if self._box.has_focus else None
        if self._list.is_open and (best := self._list.best) is not None:
            self._take(best)
        elif typed is not None and (typed.word or typed.field):
            self._asked = True
            complete(self.client, self._box.value, typed)
        else:
            super().action_next_pane()

    def action_go_to_results(self) -> None:
        """Close the list that was asked for; else go to the results."""
        if self._list.is_open and (self._asked or self._list.chosen is not None):
            self._close()
        else:
            self._leave()

    def action_move_down(self) -> None:
        """Go down in the list, on among the queries asked before, or from the search bar to the results."""
        if not self._box.has_focus:
            super().action_move_down()
        elif self._list.is_open and not self._list.at_end:
            self._list.move(1)
        elif self._walking:
            self._walk(-1)
        else:
            self._leave()

    def action_move_up(self) -> None:
        """Go up in the list; in the empty search bar, back among the queries asked before."""
        if self._box.has_focus and self._list.is_open:
            self._list.move(-1)
        elif self._box.has_focus and (self._walking or not self._box.value):
            self._walk(1)
        else:
            super().action_move_up()

    def remember_query(self) -> None:
        """Put the query into the history, as it led to reading something or to its results."""
        query = self.wanted.query.strip()
        if self.answered == self.wanted and query and query not in self._queries[:1]:
            self._queries = [query, *(each for each in self._queries if each != query)]
            remember(self.client, query)

    @on(Input.Submitted, "#query")
    def _submitted(self) -> None:
        if (chosen := self._list.chosen) is not None:
            self._take(chosen)
        else:
            self._leave()

    @on(Input.Changed, "#query")
    def _typed_on(self, message: Input.Changed) -> None:
        """Have the list follow what is typed; it opens by itself for the values of a field."""
        value = message.value
        if not self._walking:
            self._walked = -1
        if not self._box.has_focus or value == self._taken:
            self._close()
            return
        if self._listing_history:
            self._list_history()
            return
        typed = self._typed_now()
        if typed is not None and (
            self._listed_by_themselves(typed) or (self._list.is_open and self._asked and typed.word)
        ):
            complete(self.client, value, typed)
        else:
            self._close()

    @on(Input.Blurred, "#query")
    def _left(self) -> None:
        self._close()

    @on(Completed)
    def _completed(self, message: Completed) -> None:
        box = self._box
        if not box.has_focus or message.text != box.value or self._listing_history:
            return
        if not message.suggestions and self._asked and not self._list.is_open:
            self._asked = False
            super().action_next_pane()
            return
        self._typed = message.typed
        before = box.value[: message.typed.start]
        self._list.open(message.suggestions, self.query_one(SearchBar).cell_of(len(before)))

    @on(HistoryRead)
    def _history_read(self, message: HistoryRead) -> None:
        self._queries = message.queries
        if message.listed:
            self._listing_history = True
            self._list_history()
            if not self._queries:
                self._close()
                self.notify("No query has been asked before.", timeout=3, markup=False)

    @on(NotRemembered)
    def _not_remembered(self, message: NotRemembered) -> None:
        if not self._told:
            self._told = True
            self.notify(f"Queries are not remembered: {message.error}", severity="warning", timeout=8, markup=False)

    @on(SuggestionList.Taken)
    def _suggestion_taken(self, message: SuggestionList.Taken) -> None:
        self.set_focus(self._box)
        self._take(message.suggestion)

    def _typed_now(self) -> Typed | None:
        """What is being typed before the cursor."""
        from searchtui.query.typed import typed_before  # noqa: PLC0415 -- the first paint needs no grammar

        return typed_before(self._box.value, self._box.cursor_position)

    def _listed_by_themselves(self, typed: Typed) -> bool:
        from searchtui.screens.completions import listed_by_themselves  # noqa: PLC0415 -- the first paint needs none

        return listed_by_themselves(typed)

    @property
    def _walking(self) -> bool:
        return 0 <= self._walked < len(self._queries) and self._box.value == self._queries[self._walked]

    def _walk(self, step: int) -> None:
        """Go back among the queries asked before, or on if `step` is negative; the latest is followed by none."""
        self._walked = max(-1, min(self._walked + step, len(self._queries) - 1))
        self._taken = self._queries[self._walked] if self._walked >= 0 else ""
        self._box.value = self._taken
        self._box.cursor_position = len(self._taken)

    def _list_history(self) -> None:
        words = fold(self._box.value).split()
        fitting = [query for query in self._queries if all(word in fold(query) for word in words)]
        self._list.open([Suggestion(query, query) for query in fitting], self.query_one(SearchBar).cell_of(0))

    def _take(self, suggestion: Suggestion) -> None:
        """Put a suggestion into the query."""
        box = self._box
        if self._listing_history or self._typed is None:
            text, cursor = suggestion.text, len(suggestion.text)
        else:
            before, after = box.value[: self._typed.start], box.value[box.cursor_position :]
            space = " " if suggestion.finished and not after.startswith(" ") else ""
            text, cursor = f"{before}{suggestion.text}{space}{after}", len(before + suggestion.text + space)
        self._taken = text if suggestion.finished else ""
        self._close()
        box.value = text
        box.cursor_position = cursor

    def _close(self) -> None:
        self._list.close()
        self._asked = self._listing_history = False

    def _leave(self) -> None:
        """Go from the search bar to the results."""
        if self._box.has_focus:
            self.remember_query()
        self._close()
        super().action_go_to_results()
