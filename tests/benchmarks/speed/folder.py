"""A folder of small text files, as people save articles: to index it, to find in it, to notice one changed file."""

from __future__ import annotations

import datetime as dt
import os
import shutil
import statistics
import subprocess
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from speed.comparison import changed_file
from speed.processes import Measured, folder_bytes, run
from speed.records import Record, read_corpus

WORD: Final = "government"
IN_A_FOLDER: Final = 1000

Tell = Callable[[str], None]
"""Takes a sentence on what is being done."""


@dataclass(frozen=True, slots=True)
class Indexed:
    """One program on the folder: what indexing took, bytes of the index, seconds of a whole process that searches."""

    program: str
    build: Measured
    index_bytes: int
    search: float


@dataclass(frozen=True, slots=True)
class FolderFigures:
    """The programs side by side; `changed` is seconds from saving a file until an open library finds its new word."""

    files: int
    text_bytes: int
    programs: list[Indexed]
    changed: float
    missing: str | None


def compare_folder(corpus: Path, work: Path, starts: int, tell: Tell) -> FolderFigures:
    """Write the articles of a corpus as text files, and index them with searchtui and, where installed, Recoll."""
    library = work / "files"
    shutil.rmtree(library, ignore_errors=True)
    files = write_files(corpus, library / "seeds")
    size = folder_bytes(library / "seeds")
    tell(f"{files:,} files: searchtui indexes")
    programs = [_searchtui(library, starts)]
    missing = None
    if shutil.which("recollindex") and shutil.which("recollq"):
        tell(f"{files:,} files: Recoll indexes")
        programs.append(_recoll(library / "seeds", work / "recoll", starts))
    else:
        missing = "Recoll is left out: recollindex and recollq are not installed (Debian package recollcmd)."
        tell(missing)
    tell(f"{files:,} files: one changed file")
    return FolderFigures(files, size, programs, changed_file(library), missing)


def write_files(corpus: Path, folder: Path) -> int:
    """Write an article a file, as it might be copied off a page; the number of files."""
    number = 0
    for number, record in enumerate(read_corpus(corpus), start=1):
        path = folder / f"{number // IN_A_FOLDER:03}" / f"{number:06}.txt"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(as_copied(record), encoding="utf-8")
    return number


def as_copied(record: Record) -> str:
    """Outlet, title, the day in words, the text."""
    day = record.get("date")
    stated = [f"Published {dt.date.fromisoformat(day):%d %B %Y}"] if day else []
    outlet = [record["outlet"]] if "outlet" in record else []
    return "\n\n".join([*outlet, record["title"], *stated, record["body"]]) + "\n"


def _searchtui(library: Path, starts: int) -> Indexed:
    program = [sys.executable, "-m", "searchtui", "--library", str(library)]
    build = run([*program, "reindex", "--progress", "none"])
    search = statistics.median(run([*program, "search", WORD]).seconds for _ in range(starts))
    return Indexed("searchtui", build, folder_bytes(library / "index"), search)


def _recoll(files: Path, settings: Path, starts: int) -> Indexed:
    shutil.rmtree(settings, ignore_errors=True)
    settings.mkdir(parents=True)
    (settings / "recoll.conf").write_text(f"topdirs = {files}\n", encoding="utf-8")
    # It asks for the types of files by a program that need not be there.
    build = run(["recollindex", "-c", str(settings)], ok=(0, 1))
    found = subprocess.run(
        ["recollq", "-c", str(settings), "-n", "1", WORD], check=False, capture_output=True, text=True,
        env={**os.environ, "LANG": "C.UTF-8"},
    )  # fmt: skip
    if "results" not in found.stdout:
        raise RuntimeError(f"Recoll finds nothing: {found.stdout}{found.stderr}")
    search = ["recollq", "-c", str(settings), "-n", "20", WORD]
    taken = statistics.median(run(search).seconds for _ in range(starts))
    return Indexed("Recoll", build, folder_bytes(settings / "xapiandb"), taken)
