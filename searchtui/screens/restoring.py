"""Taking up where one stopped: the query, its order, the article selected, as they were when searchtui was left."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from typing import Final

from textual.screen import Screen
from textual.widgets import Input

from searchtui.engines.protocol import Sort
from searchtui.errors import SearchtuiError
from searchtui.library import Library
from searchtui.screens.library_client import Wanted
from searchtui.userdata.session import Session, save_session
from searchtui.widgets.article_view import ArticleView
from searchtui.widgets.result_list import ResultList
from searchtui.widgets.search_bar import SearchBar

KEPT_EVERY: Final = 10.0
"""Seconds between two looks at whether there is something new to remember."""


class Restoring(Screen[None]):
    """The part of the main screen that is restored, and remembered."""

    library: Library
    wanted: Wanted
    _session: Session | None = None
    _remembered: Session | None = None

    def restore(self) -> None:
        """Put the query back, marked so that the next letter typed begins another."""
        session = self._session
        if session is None:
            return
        sort = Sort(session.sort) if session.sort in {order.value for order in Sort} else Sort.RELEVANCE
        self.wanted = replace(self.wanted, query=session.query, sort=sort, fold=session.fold)
        self.query_one(ArticleView).chrome = session.chrome
        box = self.query_one(SearchBar).input
        with box.prevent(Input.Changed):
            box.value = session.query
        box.action_select_all()

    def take_restored(self) -> tuple[int, str] | None:
        """The row and the article to begin at, told once: to the first search, if it is for the restored query."""
        session, self._session = self._session, None
        if session is None or not session.article or self.wanted.query != session.query:
            return None
        return max(0, session.row), session.article

    def keep_remembering(self) -> None:
        """Save now and then where one is, for a program that is killed does not come to save it."""
        self.set_interval(KEPT_EVERY, self._remember_if_moved)

    def _remember_if_moved(self) -> None:
        if self._session is not None or self._here() == self._remembered:
            return
        with suppress(SearchtuiError):  # it is told when the program is left
            self.remember()

    def remember(self) -> None:
        """Save what `restore` puts back. Raises `UsageError` where it cannot be written."""
        here = self._here()
        save_session(self.library.paths.user, here)
        self._remembered = here

    def _here(self) -> Session:
        results = self.query_one(ResultList)
        selected = results.selected
        return Session(
            query=self.wanted.query,
            sort=self.wanted.sort.value,
            fold=self.wanted.fold,
            chrome=self.query_one(ArticleView).chrome,
            article="" if selected is None else selected.id,
            row=results.cursor,
        )
