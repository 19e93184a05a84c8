"""Keeping on the main screen: choosing results, saving the search, what is new, and what another window changes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from types import MappingProxyType

from textual import on
from textual.timer import Timer

from searchtui.engines.protocol import Sort
from searchtui.screens import work_client
from searchtui.screens.keeping import KeepingScreen
from searchtui.screens.library_client import LibraryLooked, Wanted
from searchtui.screens.work_client import Chosen, KeptRead, NewsFound
from searchtui.userdata.searches import checked_name
from searchtui.widgets.result_list import ResultList
from searchtui.widgets.search_bar import SearchBar

_INTERVAL = 1.0
"""Seconds between looks at what other windows have changed."""

_NEWS_NAMED = 4
"""Saved searches whose news are told at once; the list of what is kept tells all."""


class Choosing(KeepingScreen[None]):
    """The part of the main screen that keeps articles and searches."""

    wanted: Wanted
    answered: Wanted | None
    _work_state: tuple[object, ...] | None = None
    _looking: Timer | None = None
    _generation_of_news: int | None = None
    _news_told: Mapping[str, int] = MappingProxyType({})
    _problems_told: Sequence[str] = ()

    def watch_work(self) -> None:
        """Begin to look at what other windows change, once there are results: from the first answer on."""
        if self._looking is None:
            self._looking = self.set_interval(_INTERVAL, self.look_at_work)
            work_client.find_news(self.client)

    def on_screen_resume(self) -> None:
        """Catch up with what was changed on another screen."""
        if self._looking is not None:
            self.look_at_work()

    def look_at_work(self) -> None:
        """Show what was changed since the last look."""
        if self.is_current:
            work_client.read_kept(self.client, self.query_one(ResultList).hits.loaded(), unless=self._work_state)

    def search(self, *, keep_place: bool = False) -> None:
        """Ask the query anew; the main screen knows how."""
        raise NotImplementedError

    def chosen_changed(self) -> None:
        """Say how many are chosen; the main screen knows where."""
        raise NotImplementedError

    def chosen(self) -> Chosen | None:
        """The rows chosen, or the hit selected."""
        results = self.query_one(ResultList)
        if self.answered is None:
            return None
        if rows := results.chosen:
            return Chosen(self.answered, rows=rows)
        return None if results.selected is None else Chosen(self.answered, ids=(results.selected.id,))

    def choices(self) -> list[tuple[str, Chosen]]:
        """The rows chosen, all results, the article selected."""
        results, chosen = self.query_one(ResultList), self.chosen()
        if self.answered is None or chosen is None:
            return []
        every = ("all results", Chosen(self.answered, rows=range(results.hits.total)))
        if chosen.rows is not None:
            one = [] if results.selected is None else [("this article", Chosen(self.answered, (results.selected.id,)))]
            return [("the results chosen", chosen), *self.picked(self.answered), every, *one]
        return [*self.picked(self.answered), every, ("this article", chosen)]

    def action_keep_passage(self) -> None:
        """In the list: keep the passage that was found and go on to the next result; elsewhere as everywhere."""
        results = self.query_one(ResultList)
        selected = results.selected
        if self.focused is not results or results.chosen or self.answered is None or selected is None:
            super().action_keep_passage()
            return
        match = self.match_gone_to() if self.article is not None and self.article.id == selected.id else None
        if match is None:
            work_client.keep_passages(self.client, Chosen(self.answered, ids=(selected.id,)))
        else:
            work_client.keep_sentence(self.client, selected.id, *match)
        self.pick(selected.id)
        results.move(1)

    def work_changed(self) -> None:
        """Search anew, as the query may be about what was changed."""
        self.search(keep_place=True)

    @on(KeptRead)
    def _kept_read(self, message: KeptRead) -> None:
        first, self._work_state = self._work_state is None, message.state
        self.query_one(ResultList).update_hits(message.hits)
        selected = self.query_one(ResultList).selected
        if not first and selected is not None and self.answered is not None:
            self.client.read(selected.id, self.answered.query)

    @on(LibraryLooked)
    def _look_for_news(self, message: LibraryLooked) -> None:
        """Articles that came while nobody looked are mostly read just after the start."""
        before, self._generation_of_news = self._generation_of_news, message.generation
        if before is not None and before != message.generation and self._looking is not None:
            work_client.find_news(self.client)

    @on(NewsFound)
    def _news_found(self, message: NewsFound) -> None:
        problems = [each for each in message.problems if each not in self._problems_told]
        self._problems_told = message.problems
        if problems:
            self.notify(" ".join(problems), severity="warning", timeout=12, markup=False)
        news = [(name, number) for name, number in message.news if number > self._news_told.get(name, 0)]
        self._news_told = dict(message.news)
        if not news:
            return
        named = [f"{name} {number:,}" for name, number in news[:_NEWS_NAMED]]
        more = len(news) - len(named)
        words = ", ".join([*named, *([f"{more:,} more"] if more else [])])
        self.notify(f"New in saved searches: {words}. M shows them.", timeout=10, markup=False)

    def action_choose_from_here(self) -> None:
        """Choose from the hit selected on, or end choosing."""
        results = self.query_one(ResultList)
        results.choose(end=bool(results.chosen))
        self.chosen_changed()

    def action_choose_all(self) -> None:
        """Choose all hits, or end choosing."""
        results = self.query_one(ResultList)
        results.choose(every=True, end=len(results.chosen) == results.hits.total)
        self.chosen_changed()

    def action_save_search(self) -> None:
        """Ask for a name for the query."""
        from searchtui.screens.ask import Ask  # noqa: PLC0415 -- the first paint does without it

        query = self.wanted.query.strip()
        if not query:
            self.notify("Type a query first: it is what is saved.", timeout=4, markup=False)
            return

        def save(name: str | None) -> None:
            if name is not None:
                work_client.save_search(self.client, name, query)

        names = [saved.name for saved in self.library.work.saved().values()]
        about = f"{query}\nIt is found again as saved:name. " + (f"There are: {', '.join(names)}" if names else "")
        self.app.push_screen(Ask("Save this search as", about=about, placeholder="a name", check=checked_name), save)

    def action_show_kept(self) -> None:
        """List what is kept, and look for what is chosen there."""
        from searchtui.screens.kept import KeptScreen, Look  # noqa: PLC0415 -- the first paint does without it

        def look(wanted: Look | None) -> None:
            if wanted is not None:
                if wanted.newest:
                    self.wanted = replace(self.wanted, sort=Sort.NEWEST)
                box = self.query_one(SearchBar).input
                box.value = wanted.query
                box.cursor_position = len(wanted.query)
            self.look_at_work()

        self.app.push_screen(KeptScreen(self.library), look)
