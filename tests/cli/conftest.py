"""A library that is indexed, and the command line run on it."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from searchtui.cli.root import run
from searchtui.library import Library

ARTICLES = {
    "2031-03-04_tide.txt": "Harbour of Quern closes for a week\n\nThe harbour master of Quern, Ilse Brandt, said on "
    "Tuesday that the port would stay closed for a week. Walruses had been seen between the boats.\n",
    "walrus.json": '{"title": "Walrus sighted again", "text": "A walrus rested on the pier of Quern, witnesses said. '
    'The harbour master asked people to keep their distance from the animal."}',
    "tides.jsonl": '{"id": "t1", "title": "Tide tables", "outlet": "Quern Courier", "date": "2031-03-05", '
    '"text": "The tide tables of the harbour were corrected on Wednesday."}\n'
    '{"id": "t2", "title": "=SUM(A1) \\u001b[31mred\\u0007", "outlet": "Quern Courier", "date": "2031-03-06", '
    '"text": "A hostile \\u001b]0;title\\u0007 text about the harbour, with \\u009b2J in it."}\n',
}


@dataclass
class Answer:
    code: int
    out: str
    err: str


Command = Callable[..., Answer]


@pytest.fixture(scope="session")
def library_root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("library")
    (root / "seeds").mkdir()
    for name, text in ARTICLES.items():
        (root / "seeds" / name).write_text(text, encoding="utf-8")
    with Library.open(root) as library:
        list(library.reindex())
    return root


@pytest.fixture
def command(library_root: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Command:
    """Run a command on the library in this process."""
    monkeypatch.setenv("SEARCHTUI_LIBRARY", str(library_root))

    def answer(*arguments: str) -> Answer:
        code = run(list(arguments))
        captured = capsys.readouterr()
        return Answer(code, captured.out, captured.err)

    return answer


@pytest.fixture
def process(library_root: Path) -> Callable[..., subprocess.CompletedProcess[str]]:
    """Run a shell line in which $SEARCHTUI is the command line, as a user would."""

    def answer(line: str, **environment: str) -> subprocess.CompletedProcess[str]:
        names = {"SEARCHTUI": f"{sys.executable} -m searchtui", "SEARCHTUI_LIBRARY": str(library_root)}
        return subprocess.run(
            ["bash", "-c", line], env=os.environ | names | environment, capture_output=True, text=True, check=False
        )

    return answer
