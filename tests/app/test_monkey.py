"""Random keys, clicks, pastes and sizes of the terminal: whatever is pressed, nothing breaks and nothing piles up.

`SEARCHTUI_MONKEY_SECONDS` says how long (20 unless told), `SEARCHTUI_MONKEY_SEED` repeats a run: both are named when it
fails. The seed decides what is pressed; what the app is doing at that moment is never quite the same.
"""

from __future__ import annotations

import asyncio
import gc
import json
import os
import random
import shutil
import threading
import time
from collections import deque
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key, MouseDown, MouseUp, Paste
from textual.screen import Screen
from textual.widget import Widget

from searchtui.commands.registry import all_commands
from searchtui.library import Library

OpenApp = Callable[..., Any]

SECONDS = float(os.environ.get("SEARCHTUI_MONKEY_SECONDS", "20"))
SEED = int(os.environ.get("SEARCHTUI_MONKEY_SEED", "20240302"))
SEEDS = Path(__file__).parents[2] / "seeds"

SESSION_KEYS = 60
"""Keys until everything is closed and counted; a session that is left by a key ends before."""

TEXTS = (
    "[/] [red]not red[/red] [@click=app.quit]click[/]", "before\x1b[2J\x1b]52;c;aGk=\x07 after",
    "one \u202eowt \u2066three",
    "漢字仮名交じり文の長い見出し、句読点つき。" * 3,
    "👩‍👩‍👧‍👦 👍🏽 🇩🇪 ❤️ end", "e" + "\u0301" * 300, "null\x00 delete\x7f bell\x07",
    "line\u2028separator\u2029paragraph\u0085next", "word " * 3000, "x" * 20_000, "\ud800 surrogate", "",
)  # fmt: skip
QUERIES = (
    "ferry", "vote OR strike", '"harbour', "ferr*", "fery~2", "outlet:?", "date:~", "since:2024", "date:2024-13",
    "NOT the",
    "ferry NEAR/3 harbour", "((((", "*", "raw:menu", "title:vote -ferry", "\x1b[A", "tag:a", "mark:star", "saved:x",
    "a" * 600,
)  # fmt: skip
TYPED = 'aeinorst *"()-:~?^[]\\/ÄßÉ漢🙂0123456789'
MOVES = (
    "up", "down", "left", "right", "home", "end", "pageup", "pagedown", "tab", "shift+tab", "enter", "escape", "space",
    "backspace", "delete", "ctrl+a", "ctrl+e", "ctrl+k", "ctrl+u", "ctrl+w", "ctrl+left", "ctrl+right", "shift+home",
)  # fmt: skip
SIZES = ((140, 45), (80, 24), (60, 20), (200, 60), (20, 6), (100, 8), (1, 1))


@pytest.fixture(scope="module")
def _monkey_template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("monkey") / "library"
    shutil.copytree(SEEDS, root / "seeds")
    records = [
        {"id": f"hostile {number}", "title": text[:300], "outlet": text[:40], "date": f"2024-01-{number + 1:02}",
         "text": f"The ferry vote: {text}\n\n{text}\n\nAnd so the harbour went home again."}
        for number, text in enumerate(TEXTS)
    ]  # fmt: skip
    (root / "seeds" / "hostile [b.jsonl").write_text("\n".join(map(json.dumps, records)), encoding="utf-8")
    with Library.open(root) as library:
        for _ in library.reindex():
            pass
    return root


@pytest.fixture
def monkey_root(_monkey_template: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample library and hostile articles; nothing outside of it can be reached by a key."""
    for variable in ("VISUAL", "EDITOR", "PAGER", "BROWSER"):
        monkeypatch.setenv(variable, "true")
    monkeypatch.setenv("HOME", str(tmp_path))
    return Path(shutil.copytree(_monkey_template, tmp_path / "library"))


class Monkey:
    """Presses whatever it likes, and remembers the last of it."""

    def __init__(self, seed: int) -> None:
        self._chance = random.Random(seed)
        self._command_keys = sorted({key for command in all_commands() for key in command.keys.split(",") if key})
        self.pressed: deque[str] = deque(maxlen=60)

    async def act(self, desk: Any) -> None:
        """Do one thing."""
        chance = self._chance
        doing = chance.choices(
            [
                self._press_command,
                self._move,
                self._type,
                self._burst,
                self._query,
                self._paste,
                self._click,
                self._resize,
            ],
            [35, 20, 10, 25, 8, 3, 12, 3],
        )[0]
        await doing(desk)
        if chance.random() < 0.2:
            await desk.pilot.pause(chance.choice((0, 0.01, 0.05)))

    async def _press_command(self, desk: Any) -> None:
        await self._press(desk, self._chance.choice(self._command_keys))

    async def _move(self, desk: Any) -> None:
        await self._press(desk, *[self._chance.choice(MOVES)] * self._chance.choice((1, 1, 1, 4, 20)))

    async def _type(self, desk: Any) -> None:
        await self._press(desk, self._chance.choice(TYPED))

    async def _burst(self, desk: Any) -> None:
        """Many keys before the app has seen to the first of them."""
        keys = self._chance.choices([*self._command_keys, *MOVES, *TYPED], k=self._chance.randint(2, 25))
        self.pressed.append("at once " + " ".join(keys))
        for key in keys:
            if desk.app.is_running:
                desk.app._driver.send_message(Key(key, key if len(key) == 1 else None))
        await desk.pilot.pause()

    async def _query(self, desk: Any) -> None:
        await self._press(desk, "escape", "slash", "ctrl+l", *self._chance.choice(QUERIES)[:40])

    async def _press(self, desk: Any, *keys: str) -> None:
        self.pressed.append(" ".join(keys))
        await desk.pilot.press(*keys)

    async def _paste(self, desk: Any) -> None:
        text = self._chance.choice((*TEXTS, *QUERIES))
        self.pressed.append(f"paste {text[:20]!r}")
        desk.app.post_message(Paste(text))
        await desk.pilot.pause()

    async def _click(self, desk: Any) -> None:
        if not desk.app.is_running:
            return
        width, height = desk.app.size
        offset = (self._chance.randrange(max(1, width)), self._chance.randrange(max(1, height)))
        self.pressed.append(f"click {offset}")
        for _ in range(self._chance.choice((1, 1, 2))):
            for kind in (MouseDown, MouseUp):
                # The pilot would click on the screen that was in front before, which may be gone by now.
                desk.app._driver.send_message(kind(None, *offset, 0, 0, 1, False, False, False, *offset))
        await desk.pilot.pause()

    async def _resize(self, desk: Any) -> None:
        size = self._chance.choice(SIZES)
        self.pressed.append(f"resize {size}")
        await desk.pilot.resize_terminal(*size)


@pytest.mark.long
@pytest.mark.timeout(SECONDS + 120)
async def test_nothing_that_is_pressed_breaks_anything(monkey_root: Path, open_app: OpenApp) -> None:
    monkey = Monkey(SEED)
    deadline = time.monotonic() + SECONDS
    held: list[tuple[int, int, int]] = []
    try:
        while time.monotonic() < deadline:
            await session(monkey, monkey_root, open_app, deadline)
            held.append(what_is_held())
        report = monkey_root / ".searchtui" / "searchtui.log"
        assert not report.exists(), report.read_text(encoding="utf-8")
        assert Library.open(monkey_root).verify() == []
    except Exception as error:
        error.add_note(f"SEARCHTUI_MONKEY_SEED={SEED} SEARCHTUI_MONKEY_SECONDS={SECONDS}; the last that was pressed:")
        error.add_note("\n".join(monkey.pressed))
        raise
    patience = time.monotonic() + 30
    while not is_flat(held[0], held[-1]) and time.monotonic() < patience:
        await asyncio.sleep(0.5)  # a thread may still be at what it was asked for before the last session ended
        held.append(what_is_held())
    assert is_flat(held[0], held[-1]), held


async def session(monkey: Monkey, root: Path, open_app: OpenApp, deadline: float) -> None:
    """Open the app, press keys, and leave it, if none of the keys did."""
    with Library.open(root) as library:
        async with open_app(library) as desk:
            for _ in range(SESSION_KEYS):
                if not desk.app.is_running or time.monotonic() > deadline:
                    break
                await monkey.act(desk)
            desk.app.exit()
            await desk.until(lambda: not desk.app.is_running)


def what_is_held() -> tuple[int, int, int]:
    """Screens and widgets that are left, threads, and open files, after the app has been left."""
    gc.unfreeze()  # what the app sets aside for short pauses is looked through as well
    gc.collect()
    widgets = sum(isinstance(each, Widget | Screen) for each in gc.get_objects())
    files = len(list(Path("/proc/self/fd").iterdir())) if Path("/proc/self/fd").is_dir() else 0
    return widgets, threading.active_count(), files


def is_flat(first: tuple[int, int, int], last: tuple[int, int, int]) -> bool:
    """Whether the last session leaves no more than the first but for what is kept once and for all."""
    widgets, threads, files = (after - before for before, after in zip(first, last, strict=True))
    return widgets <= 200 and threads <= 4 and files <= 8


async def test_screens_that_are_left_are_not_held(library: Library, open_app: OpenApp) -> None:
    async with open_app(library) as desk:
        await desk.search("ferry")
        await desk.pilot.press("escape")
        held = []
        for _ in range(3):
            for key in ("enter", "T", "L", "K", "C", "f", "M", "E"):
                await desk.pilot.press(key, "escape")
                if key == "C":  # its words had the keyboard
                    await desk.pilot.press("escape")
                await desk.until(lambda: desk.app.screen is desk.main)
            held.append(what_is_held()[0])
        assert held[-1] <= held[0] + 20, held
