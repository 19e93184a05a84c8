"""A process that answers questions with one engine, and the other end of it.

Each engine answers in a process of its own, so that memory is its own, and is asked in turn with the others, so that
whatever else the machine does meets all of them alike.
"""

from __future__ import annotations

import json
import subprocess
import sys
import time
from dataclasses import asdict, dataclass
from pathlib import Path
from types import TracebackType
from typing import Self

from speed.peers.peer import Ask, CannotExpressError, Searcher
from speed.peers.registry import peer
from speed.processes import FailedError, Memory, ourselves
from speed.question import Question, read_questions


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer: the number of all hits, and what it took in seconds and in processor seconds of all threads."""

    total: int
    seconds: float
    cpu_seconds: float


class Answerer:
    """An engine with its index opened, in a process of its own."""

    def __init__(self, engine: str, folder: Path, questions: Path) -> None:
        self.memory = Memory()
        self._process = subprocess.Popen(
            ourselves("answer", engine, str(folder), str(questions)),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )

    def ask(self, number: int) -> Answer | None:
        """The answer to the question of this number; None where the engine cannot be asked that."""
        assert self._process.stdin is not None
        assert self._process.stdout is not None
        self._process.stdin.write(f"{number}\n")
        self._process.stdin.flush()
        line = self._process.stdout.readline()
        if not line:
            raise FailedError(f"the process that answers question {number} has ended")
        self.memory.look(self._process.pid)
        values = json.loads(line)
        return None if values is None else Answer(**values)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        assert self._process.stdin is not None
        self._process.stdin.close()
        self._process.wait()


def answer_all(engine: str, folder: Path, questions: Path) -> None:
    """Answer the questions whose numbers come on standard input, a line of JSON each."""
    asked = read_questions(questions)
    searcher = peer(engine).open(folder)
    prepared: dict[int, Ask | None] = {}
    for line in sys.stdin:
        number = int(line)
        if number not in prepared:
            prepared[number] = _prepare(searcher, asked[number])
        ask = prepared[number]
        searcher.forget()
        answer = None if ask is None else asdict(_timed(ask))
        sys.stdout.write(json.dumps(answer) + "\n")
        sys.stdout.flush()


def answer_first(engine: str, folder: Path, questions: Path) -> Answer:
    """Open an index in this process and answer the first question; what is measured begins with the opening, and the
    imports that the engine leaves for later are in it.
    """
    (question, *_) = read_questions(questions)
    chosen = peer(engine)

    def ask() -> int:
        return chosen.open(folder).prepare(question)()

    return _timed(ask)


def _prepare(searcher: Searcher, question: Question) -> Ask | None:
    try:
        return searcher.prepare(question)
    except CannotExpressError:
        return None


def _timed(ask: Ask) -> Answer:
    started, cpu = time.perf_counter(), time.process_time()
    total = ask()
    return Answer(total, time.perf_counter() - started, time.process_time() - cpu)
