"""Small indexed libraries of invented articles, and a desk from which tests use the real app over them."""

from __future__ import annotations

import asyncio
import gc
import itertools
import json
import shutil
import time
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from dataclasses import dataclass
from pathlib import Path

import pytest
from textual._styles_cache import StylesCache
from textual.pilot import Pilot
from textual.widgets import Input

from searchtui.app import SearchtuiApp
from searchtui.library import Library
from searchtui.screens.main import MainScreen
from searchtui.userdata.session import Session
from searchtui.widgets.article_view import ArticleView

ARTICLES = [
    {
        "id": "ferry", "source": "Harbour Gazette", "date": "2024-03-02",
        "title": "Ferry runs aground in Quern harbour",
        "text": "The ferry Morna ran aground on Saturday.\n\nThe harbour master, Ilse Tarn, said the ferry was sound as"
        " a bell.\n\nDivers looked at the hull of the ferry for two hours. They found a scratch.",
    },
    {
        "id": "strike", "source": "Quern Times", "date": "2024-03-05", "title": "Dockers down tools over night shifts",
        "text": "Some four hundred dockers left the harbour at midnight.\n\nThe union asks for shorter nights.",
    },
    {
        "id": "orchid", "source": "Quern Times", "date": "2023-11-20", "title": "Rare orchid stolen from glasshouse",
        "text": "A ghost orchid vanished on Sunday. The gardener blamed nobody, and then everybody.",
    },
    {
        "id": "bell", "source": "Radio Lull", "date": "2024-01-09", "title": "The bell of Lull rings again",
        "text": "After eleven years the bell rang at noon. It could be heard from the ferry, sailors said.",
    },
    {
        "id": "undated", "title": "A letter about the ferry that nobody signed",
        "text": "Sir, the ferry is late again. I remain, in the rain, a reader.",
    },
]  # fmt: skip

READER_TEXT = """Harbour Gazette
Home | News | Sport

Bridge over the Ard opens

Published 7 June 2024

The bridge over the Ard was opened on Friday by the mayor, who walked
across the bridge twice and then a third time because the bridge had
pleased her. Four hundred people watched her from the old ferry steps.

The work took eleven years and three contractors. "The bridge will stand
for a century," said the engineer of the bridge, who had measured every
stone of it and found each of them in its place.

The ferry, which has crossed here since anyone can remember, makes its
last journey on Sunday evening. Its captain will then keep bees.

Read more: ten crossings to see
"""


def write_seeds(root: Path, records: list[dict[str, str]]) -> None:
    """Write articles as records of one file."""
    seeds = root / "seeds"
    seeds.mkdir(parents=True, exist_ok=True)
    lines = (json.dumps(record, ensure_ascii=False) for record in records)
    (seeds / "articles.jsonl").write_text("\n".join(lines) + "\n", encoding="utf-8")


def build(root: Path) -> Path:
    """Index the library at `root`."""
    with Library.open(root) as library:
        for _ in library.reindex():
            pass
    return root


@pytest.fixture(scope="session")
def _template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("template")
    write_seeds(root, ARTICLES)
    (root / "seeds" / "bridge.txt").write_text(READER_TEXT, encoding="utf-8")
    return build(root)


@pytest.fixture(scope="session")
def _long_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("long")
    records = [
        {"id": f"n{number}", "source": f"Outlet {number % 7}", "date": f"2024-{number % 12 + 1:02}-11",
         "title": f"Tide table number {number}", "text": f"High water at pier {number}. The tide turned at noon."}
        for number in range(230)
    ]  # fmt: skip
    write_seeds(root, records)
    return build(root)


@pytest.fixture
def root(_template: Path, tmp_path: Path) -> Path:
    """The folder of an indexed library, a copy of one's own."""
    return Path(shutil.copytree(_template, tmp_path / "library"))


@pytest.fixture
def library(root: Path) -> Iterator[Library]:
    """An indexed library of six articles."""
    with Library.open(root) as opened:
        yield opened


@pytest.fixture
def long_library(_long_template: Path, tmp_path: Path) -> Iterator[Library]:
    """An indexed library of 230 articles that all contain "tide"."""
    with Library.open(shutil.copytree(_long_template, tmp_path / "long")) as opened:
        yield opened


@pytest.fixture(autouse=True)
def _still_cursor(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Input, "cursor_blink", False)


@pytest.fixture(autouse=True)
def _short_pauses(monkeypatch: pytest.MonkeyPatch) -> None:
    """After each key Textual's pilot sleeps twice for 20 ms and more, to see that nothing works: 4 ms show it too."""
    monkeypatch.setattr("textual._wait.SLEEP_GRANULARITY", 0.004)
    monkeypatch.setattr("textual._wait.SLEEP_IDLE", 0.001)


@pytest.fixture(autouse=True)
def _late_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests say themselves when the folder is watched."""
    monkeypatch.setattr("searchtui.screens.index_watch.WATCH_AFTER", 3600.0)


@dataclass
class Desk:
    """The app as a test uses it."""

    app: SearchtuiApp
    pilot: Pilot[None]

    @property
    def main(self) -> MainScreen:
        """The main screen, whatever is in front of it."""
        screen = self.app.screen_stack[0]
        assert isinstance(screen, MainScreen)
        return screen

    @property
    def box(self) -> Input:
        """The search bar's box."""
        return self.main.query_one(Input)

    @property
    def view(self) -> ArticleView:
        """The article on the screen in front."""
        return self.app.screen.query_one(ArticleView)

    @property
    def text(self) -> str:
        """All characters on the screen."""
        strips = self.app.screen._compositor.render_strips()
        return "\n".join("".join(segment.text for segment in strip) for strip in strips).replace("\u00a0", " ")

    def line(self, number: int) -> str:
        """The characters of one line of the screen."""
        return self.text.split("\n")[number]

    async def until(self, holds: Callable[[], object], what: str = "the expected state") -> None:
        """Let the app work until `holds()` is true."""
        deadline = time.monotonic() + 60  # far longer than it takes, for the machine may be busy
        while not holds():
            if time.monotonic() > deadline:
                raise AssertionError(f"waited in vain for {what}; the screen shows:\n{self.text}")
            await self.pilot.pause()
            await asyncio.sleep(0.01)

    async def shows(self, words: str) -> None:
        """Wait until the screen shows `words`."""
        await self.until(lambda: words in self.text, repr(words))

    async def search(self, query: str) -> None:
        """Put a query into the box at once; wait for its answer and the article of its first hit."""
        await self.until(lambda: self.main.answered is not None, "the first answer")
        self.box.value = query
        await self.until(lambda: self.settled(query), f"the answer to {query!r}")

    async def read(self, query: str) -> None:
        """Search, and read the first hit on the whole screen."""
        await self.search(query)
        await self.pilot.press("escape", "enter")
        await self.until(lambda: self.app.screen is not self.main and self.view.document is not None, "the reader")

    def settled(self, query: str) -> bool:
        """Whether the answer to `query` and the article selected are on the main screen."""
        main = self.main
        if main.answered is None or main.answered.query != query or main.wanted != main.answered:
            return False
        selected, document = main.results.selected, main.article_view.document
        if selected is None:
            return main.results.hits.total == 0
        return document is not None and document.article.id == selected.id and document.query == query


OpenApp = Callable[..., AbstractAsyncContextManager[Desk]]

_LEFT = itertools.count(1)
"""Counts the apps that tests have left."""


@pytest.fixture
def open_app() -> OpenApp:
    """Opens the app over a library, in a terminal of some size."""

    @asynccontextmanager
    async def opened(
        library: Library,
        size: tuple[int, int] = (140, 40),
        *,
        session: Session | None = None,
        first_time: bool = False,
    ) -> AsyncIterator[Desk]:
        app = SearchtuiApp(library, session=session, first_time=first_time)
        async with app.run_test(size=size, notifications=True) as pilot:
            yield Desk(app, pilot)
        gc.unfreeze()  # what one app has set aside for good is garbage to the tests after it
        if next(_LEFT) % 20 == 0:
            gc.collect()  # what was set aside does not count when the collector decides that it is time
        StylesCache.get_inner_outer.cache_clear()  # it holds what was painted of the last thousand widgets

    return opened
