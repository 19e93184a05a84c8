"""Showing an article's file in the user's editor or pager, without a shell in between."""

from __future__ import annotations

import os
import shlex
import subprocess
import tempfile
from pathlib import Path

from searchtui.articles.article import Article
from searchtui.results.printable import printable

_PAGERS = ("less", "more")


def open_externally(article: Article, file: Path) -> str:
    """Open `file` and wait; what went wrong, or nothing.

    An article that is one record of many, or lies in a compressed file, is written to a temporary file, which is
    opened in the pager instead: it is a copy, so there is nothing to edit.
    """
    if article.record is None and file.suffix != ".gz":
        if not file.is_file():
            return f"{article.path} is not there any more."
        return _run(_editors() + _pagers(), file)
    with tempfile.TemporaryDirectory(prefix="searchtui-") as folder:
        copy = Path(folder) / "article.txt"
        copy.write_text(printable(f"{article.title}\n\n{article.text}\n"), encoding="utf-8")
        copy.chmod(0o400)
        return _run(_pagers(), copy)


def _editors() -> list[str]:
    return [named for variable in ("VISUAL", "EDITOR") if (named := os.environ.get(variable, "").strip())]


def _pagers() -> list[str]:
    named = os.environ.get("PAGER", "").strip()
    return [*([named] if named else []), *_PAGERS]


def _run(programs: list[str], file: Path) -> str:
    """Run the first of `programs` that there is; what went wrong, or nothing."""
    for program in programs:
        try:
            command = shlex.split(program)
        except ValueError:
            return f"$VISUAL, $EDITOR or $PAGER cannot be understood: {program}"
        try:
            subprocess.run([*command, str(file)], check=False)  # noqa: S603 -- the user's own editor, and no shell
        except FileNotFoundError:
            continue
        except OSError as error:
            return f"{program} cannot be started: {error.strerror}."
        return ""
    return "No editor or pager was found. Set $EDITOR or $PAGER."
