"""Writing to standard output and error: plain or styled, and never anything that could steer a terminal."""

from __future__ import annotations

import json
import os
import sys
from typing import IO, Any

import click


def write(text: str) -> None:
    """One line, or some, to standard output. Nothing in it is interpreted; see `results.printable` for article text."""
    sys.stdout.write(text + "\n")


def write_json(value: Any) -> None:
    """One object on one line, with every character that is not printable written as an escape."""
    text = json.dumps(value, ensure_ascii=False)
    if not text.isprintable():
        text = "".join(char if char.isprintable() else json.dumps(char)[1:-1] for char in text)
    write(text)


def note(text: str) -> None:
    """A line to standard error: what the user should know beside the data."""
    click.echo(text, err=True)


def is_styled(stream: IO[str]) -> bool:
    """Whether `stream` may get colours and marks: a terminal that can, and no $NO_COLOR (see no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
