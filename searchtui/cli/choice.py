"""The options that say which library is meant; they may stand before or after the name of a command."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, TypeVar

import click

from searchtui.config import LibraryPaths, find_library
from searchtui.library import Library

Command = TypeVar("Command", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True)
class LibraryChoice:
    """What was given as --library, --seeds and --index."""

    library: str | None = None
    seeds: str | None = None
    index: str | None = None

    def paths(self) -> LibraryPaths:
        """The folders of the library that is meant. Raises `UsageError`."""
        return find_library(self.library, seeds=self.seeds, index=self.index)

    def open(self) -> Library:
        """Open the library that is meant. Raises `UsageError`."""
        return Library.open(self.library, seeds=self.seeds, index=self.index)


def library_options(command: Command) -> Command:
    """Give a command --library, --seeds and --index, and pass it their values as `choice`."""

    @click.option("--library", metavar="DIR", help="The library to use.")
    @click.option("--seeds", metavar="DIR", help="Its folder of articles, where that is not seeds/.")
    @click.option("--index", metavar="DIR", help="Its index, where that is not index/.")
    @functools.wraps(command)
    def with_choice(*arguments: Any, library: str | None, seeds: str | None, index: str | None, **options: Any) -> Any:
        context = click.get_current_context()
        before = context.find_object(LibraryChoice) or LibraryChoice()
        choice = LibraryChoice(library or before.library, seeds or before.seeds, index or before.index)
        context.obj = choice
        return command(*arguments, choice=choice, **options)

    return with_choice  # type: ignore[return-value]  # click's decorators keep it a function with the same use
