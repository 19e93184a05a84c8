"""The interface in a pseudo-terminal, used with keys alone and judged by what is painted."""

from __future__ import annotations

import statistics
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from itertools import pairwise
from operator import ne
from pathlib import Path
from typing import Final

from searchtui.library import Library
from speed.peers.ours import place_corpus
from speed.processes import PROGRAM, run
from speed.terminal import COLUMNS, ROWS, Region, Terminal

RESULTS: Final = Region(2, ROWS // 2, 0, COLUMNS // 3)
"""A part of the screen that only results are painted in."""

MIDDLE: Final = Region(2, ROWS - 3)
"""The screen without what stands above and below an article."""

KEYS_A_SECOND: Final = 120
"""The pace of a key held down: faster than a keyboard's, so that nothing waits for keys."""

STARTING: Final = 2.0
"""Seconds in which a program starts undisturbed; what it paints meanwhile is looked at afterwards."""

TYPED: Final = ("government minister", '"prime minister"', "oil OR gold", "elect*", "bank NEAR/5 rates", "goverment~")
ESCAPE, ENTER, DOWN, CLEAR, HOME = b"\x1b", b"\r", b"\x1b[B", b"\x0c", b"\x1b[H"

Tell = Callable[[str], None]
"""Takes a sentence on what is being done."""


@dataclass(frozen=True, slots=True)
class Use:
    """What is done: how many starts, queries typed key by key, articles opened, and results gone down through; `pause`
    is the seconds between two keys whose effects are measured one by one.
    """

    starts: int = 5
    typed: tuple[str, ...] = TYPED
    opened: int = 20
    down: int = 10_000
    pause: float = 0.7


@dataclass(frozen=True, slots=True)
class Held:
    """A key held down: how many times it came, frames painted a second, and a second of the processor (what a machine
    that does nothing else could paint), the longest time between two frames, and from the last key to the last change.
    Seconds.
    """

    keys: int
    frames_a_second: float
    frames_a_cpu_second: float | None
    longest_frame: float
    left_behind: float


@dataclass(frozen=True, slots=True)
class InterfaceFigures:
    """What was measured, in seconds (medians of several starts; one value a key or article) and bytes."""

    articles: int
    bare_paint: float
    first_paint: float
    ready: float
    keys: list[float]
    key_cpu: float | None
    """Processor seconds a key typed, everything included that is done until the next one."""
    openings: list[float]
    held: Held
    memory: dict[str, int | None]


def prepare_library(corpus: Path, work: Path, tell: Tell) -> Path:
    """A library of the corpus, indexed."""
    library = work / "library"
    place_corpus(corpus, library)
    tell("searchtui indexes")
    run([sys.executable, "-m", "searchtui", "--library", str(library), "reindex", "--progress", "none"])
    return library


def measure_interface(library: Path, use: Use, tell: Tell) -> InterfaceFigures:
    """Start the interface a few times, then use it."""
    command = [sys.executable, "-m", "searchtui", "--library", str(library)]
    with Library.open(library) as opened:
        articles = opened.stats().articles
    tell(f"{articles:,} articles: starting")
    least = [sys.executable, str(PROGRAM / "speed" / "bare_textual.py")]
    bare = statistics.median(_start(least)[0] for _ in range(use.starts))
    _start(command)  # which writes the bytecode that an installation has
    starts = [_start(command) for _ in range(use.starts)]
    with Terminal(command) as terminal:
        terminal.wait(_has_results, seconds=20, region=RESULTS)
        time.sleep(use.pause)
        memory = {"started": terminal.memory()}
        tell(f"{articles:,} articles: typing")
        cpu = terminal.cpu_seconds()
        keys = _type(terminal, use)
        cpu_after = terminal.cpu_seconds()
        memory["typed"] = terminal.memory()
        tell(f"{articles:,} articles: opening")
        openings = _open_articles(terminal, use)
        tell(f"{articles:,} articles: holding down")
        held = _hold_down(terminal, use)
        memory["gone down"] = terminal.memory()
        held_again = _hold_down(terminal, use)
        memory["gone down again"] = terminal.memory()
    return InterfaceFigures(
        articles=articles,
        bare_paint=bare,
        first_paint=statistics.median(paint for paint, _ in starts),
        ready=statistics.median(ready for _, ready in starts),
        keys=keys,
        key_cpu=(cpu_after - cpu) / sum(map(len, use.typed)) if cpu is not None and cpu_after else None,
        openings=openings,
        held=min(held, held_again, key=lambda each: each.frames_a_second),
        memory=memory,
    )


def _start(command: list[str]) -> tuple[float, float]:
    """When anything is painted, and when results are (or would be: a program without any is given a second)."""
    with Terminal(command) as terminal:
        time.sleep(STARTING)
        painted = terminal.wait(lambda lines: any(line.strip() for line in lines), seconds=20)
        ready = terminal.wait(_has_results, seconds=20 if "--library" in command else 0, region=RESULTS)
    if painted is None:
        raise RuntimeError(f"{' '.join(command)} paints nothing")
    return painted, painted if ready is None else ready


def _has_results(lines: tuple[str, ...]) -> bool:
    """Whether a list of results stands there: text on several lines."""
    return sum(any(char.isalpha() for char in line) for line in lines) > 4


def _type(terminal: Terminal, use: Use) -> list[float]:
    """From each key of some queries until the results are painted; keys that change no result are left out."""
    taken = []
    for query in use.typed:
        terminal.settled(after=terminal.press(CLEAR), seconds=use.pause)
        for key in query:
            pressed = terminal.press(key.encode())
            painted = terminal.settled(after=pressed, seconds=use.pause, region=RESULTS)
            if painted is not None:
                taken.append(painted - pressed)
    return taken


def _open_articles(terminal: Terminal, use: Use) -> list[float]:
    """From `enter` until the article is painted over the whole screen, for one result after the other."""
    terminal.settled(after=terminal.press(CLEAR), seconds=use.pause)
    terminal.settled(after=terminal.press(ESCAPE), seconds=use.pause)
    taken = []
    for _ in range(use.opened):
        terminal.settled(after=terminal.press(DOWN), seconds=use.pause)
        before = terminal.shows(MIDDLE)
        pressed = terminal.press(ENTER)
        painted = terminal.settled(after=pressed, seconds=use.pause, region=MIDDLE)
        if painted is None:  # it took longer
            painted = terminal.wait(partial(ne, before), seconds=20, region=MIDDLE)
        if painted is None:
            raise RuntimeError("enter opens no article:\n" + "\n".join(terminal.shows()))
        taken.append(painted - pressed)
        terminal.settled(after=terminal.press(ESCAPE), seconds=use.pause)
    return taken


def _hold_down(terminal: Terminal, use: Use) -> Held:
    """Go down through results from the first on."""
    terminal.press(HOME)
    time.sleep(use.pause)
    first, cpu = terminal.now(), terminal.cpu_seconds()
    for number in range(use.down):
        terminal.press(DOWN)
        time.sleep(max(0.0, first + (number + 1) / KEYS_A_SECOND - terminal.now()))
    last, cpu_after = terminal.now(), terminal.cpu_seconds()
    time.sleep(4 * use.pause)
    settled = terminal.last_painted(after=last)
    frames = terminal.frames(first, last)
    between = [later - earlier for earlier, later in pairwise(frames)]
    place = f"{use.down + 1:,} of "
    if place not in terminal.skip(after=last - 1):
        raise RuntimeError(f"{use.down:,} times down does not lead to {place}…")
    return Held(
        keys=use.down,
        frames_a_second=len(frames) / (last - first),
        frames_a_cpu_second=len(frames) / (cpu_after - cpu) if cpu is not None and cpu_after else None,
        longest_frame=max(between, default=last - first),
        left_behind=0.0 if settled is None else max(0.0, settled - last),
    )
