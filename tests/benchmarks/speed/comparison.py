"""Engines side by side on one corpus: building, opening, answering, and one changed file."""

from __future__ import annotations

import json
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path

from searchtui.library import Library
from speed.answering import Answer, Answerer
from speed.peers.registry import OURS, PAGES, WHOOSH
from speed.processes import Measured, folder_bytes, ourselves, run
from speed.question import Question, write_questions
from speed.questions import SAMPLE, questions
from speed.records import read_corpus, text_bytes

Tell = Callable[[str], None]
"""Takes a sentence on what is being done."""


@dataclass(slots=True)
class Answered:
    """What one engine made of the questions, by their numbers: medians in seconds and in processor seconds, and totals.
    Questions that it cannot be asked are missing.
    """

    seconds: dict[int, float] = field(default_factory=dict)
    cpu_seconds: dict[int, float] = field(default_factory=dict)
    totals: dict[int, int] = field(default_factory=dict)
    peak_bytes: int | None = None


@dataclass(slots=True)
class Result:
    """One engine on one corpus. `first` is seconds to open the index in a fresh process and answer once."""

    engine: str
    build: Measured
    index_bytes: int
    first: float
    answered: Answered
    process: float | None = None
    """A whole `searchtui search WORD`, from start to exit."""
    changed: float | None = None
    """A file changed beside the corpus, until a search finds its new word."""


@dataclass(slots=True)
class Comparison:
    """All engines on one corpus, and our answers to the same questions as pages of results."""

    articles: int
    text_bytes: int
    questions: list[Question]
    results: dict[str, Result]
    pages: Answered


@dataclass(frozen=True, slots=True)
class Plan:
    """Which engines take part, how often each is asked the same, the seconds after which it is asked no more, and how
    many fresh processes are started to tell how long a first query takes.
    """

    engines: tuple[str, ...]
    repeats: int = 7
    patience: float = 2.0
    starts: int = 5


def compare(corpus: Path, articles: int, folder: Path, plan: Plan, tell: Tell) -> Comparison:
    """Build, open and ask. `folder` is emptied first; it holds the indexes afterwards."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir(parents=True)
    asked = questions(read_corpus(corpus, min(SAMPLE, articles)))
    question_file = folder / "questions.json"
    write_questions(question_file, asked)
    folders = {engine: folder / engine.replace(" ", "-") for engine in plan.engines}
    results = {}
    for engine, place in folders.items():
        tell(f"{articles:,} articles: {engine} indexes")
        place.mkdir()
        build = run(ourselves("build", engine, str(corpus), str(place)))
        held = place / "index" if engine == OURS else place
        first = _first(engine, place, question_file, plan.starts)
        results[engine] = Result(engine, build, folder_bytes(held), first, Answered())
    tell(f"{articles:,} articles: {len(asked)} questions to {', '.join(plan.engines)}")
    answering = {**folders, **({PAGES: folders[OURS]} if OURS in folders else {})}
    answered = _ask_all(answering, question_file, asked, plan)
    for engine, result in results.items():
        result.answered = answered[engine]
    if OURS in results:
        tell(f"{articles:,} articles: a whole process, a changed file")
        results[OURS].process = _whole_process(folders[OURS], asked[0].text, plan.starts)
        results[OURS].changed = changed_file(folders[OURS])
    size = text_bytes(read_corpus(corpus))
    return Comparison(articles, size, asked, results, answered.get(PAGES, Answered()))


def _ask_all(folders: dict[str, Path], question_file: Path, asked: list[Question], plan: Plan) -> dict[str, Answered]:
    """Every question to every engine in turn: once to warm up, then as often as planned."""
    answered = {engine: Answered() for engine in folders}
    with ExitStack() as open_now:
        answerers = {
            engine: open_now.enter_context(Answerer(engine, folder, question_file))
            for engine, folder in folders.items()
        }
        for number in range(len(asked)):
            for engine, answers in _ask(answerers, number, plan).items():
                answered[engine].seconds[number] = statistics.median(answer.seconds for answer in answers)
                answered[engine].cpu_seconds[number] = statistics.median(answer.cpu_seconds for answer in answers)
                answered[engine].totals[number] = answers[-1].total
        for engine, answerer in answerers.items():
            answered[engine].peak_bytes = answerer.memory.peak
    return answered


def _ask(answerers: dict[str, Answerer], number: int, plan: Plan) -> dict[str, list[Answer]]:
    warm = {engine: answerer.ask(number) for engine, answerer in answerers.items()}
    answers: dict[str, list[Answer]] = {engine: [] for engine, answer in warm.items() if answer is not None}
    for _ in range(plan.repeats):
        for engine, given in answers.items():
            if not given or sum(each.seconds for each in given) < plan.patience:
                answer = answerers[engine].ask(number)
                assert answer is not None
                given.append(answer)
    return answers


def _first(engine: str, folder: Path, question_file: Path, starts: int) -> float:
    """Seconds to open an index in a fresh process and answer, its files having been read before."""
    taken = []
    for _ in range(starts):
        command = ourselves("first", engine, str(folder), str(question_file))
        said = subprocess.run(command, check=True, capture_output=True, text=True).stdout
        taken.append(float(json.loads(said)["seconds"]))
    return statistics.median(taken)


def _whole_process(folder: Path, word: str, starts: int) -> float:
    command = [sys.executable, "-m", "searchtui", "--library", str(folder), "search", word]
    return statistics.median(run(command).seconds for _ in range(starts))


def changed_file(folder: Path) -> float:
    """Seconds from writing a file anew until a library that was open before finds its new word."""
    path = folder / "seeds" / "changed.txt"
    reindex = [sys.executable, "-m", "searchtui", "--library", str(folder), "reindex"]
    path.write_text("A notice\n\nThe lamps of the harbour were lit as they are every evening.\n", encoding="utf-8")
    run(reindex)
    with Library.open(folder) as library:
        assert library.search("wyvernlamp", relax=False).total == 0
        path.write_text("A notice\n\nThe wyvernlamp of the harbour was lit for the first time.\n", encoding="utf-8")
        taken = run(reindex).seconds
        assert library.search("wyvernlamp", relax=False).total == 1
    return taken


def takes_part(engine: str, articles: int, *, whoosh_limit: int) -> bool:
    """Whether an engine is asked at this size: stock Whoosh takes minutes at larger ones."""
    return engine != WHOOSH or articles <= whoosh_limit
