"""The command `searchtui` itself: its commands, and what becomes of errors."""

from __future__ import annotations

import os
import sys
from typing import Any

import click

from searchtui import __version__
from searchtui.cli.choice import LibraryChoice, library_options
from searchtui.cli.completion import completion
from searchtui.cli.fix import fix
from searchtui.cli.inspect import inspect
from searchtui.cli.reindex import reindex
from searchtui.cli.search import search
from searchtui.cli.show import show
from searchtui.cli.stats import check, stats
from searchtui.errors import SearchtuiError, UsageError

INTERRUPTED = 130


class _OutputClosedError(Exception):
    """Nobody reads the output any more."""


class _Root(click.Group):
    """Tells a closed pipe apart, which click would make exit code 1: that says "nothing found"."""

    def invoke(self, ctx: click.Context) -> Any:
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise _OutputClosedError from error


@click.group(
    cls=_Root,
    invoke_without_command=True,
    context_settings={"help_option_names": ["--help"]},
    epilog="""\b
Examples:
  searchtui                                   open the library around here
  searchtui --library ~/press reindex         read what is new in ~/press/seeds
  searchtui search '"rock solid" outlet:dw'   search from the command line
\b
Exit codes: 0 found or done, 1 nothing found, 2 bad usage or query, 3 no index
that can be read, 4 some files could not be read, 130 interrupted.
""",
)
@library_options
@click.version_option(__version__, prog_name="searchtui", message="%(prog)s %(version)s")
@click.pass_context
def root(context: click.Context, choice: LibraryChoice) -> int:
    """Search a folder of saved news articles.

    Without a command the terminal interface opens. A library is a folder with the articles in seeds/ and the index in
    index/. It is named by --library or $SEARCHTUI_LIBRARY; else it is the nearest folder from here upwards that holds
    searchtui.toml or seeds/.
    """
    if context.invoked_subcommand is not None:
        return 0
    if not (sys.stdin.isatty() and sys.stdout.isatty()) and "TEXTUAL_DRIVER" not in os.environ:
        raise UsageError(
            "The terminal interface needs a terminal.", hint="For scripts there is: searchtui search QUERY"
        )
    from searchtui.app import run as run_app  # noqa: PLC0415 -- only this command needs the terminal interface

    with choice.open() as library:
        return run_app(library)


for command in (search, show, reindex, fix, inspect, stats, check, completion):
    root.add_command(command)


def run(arguments: list[str]) -> int:
    """Run the command line and return its exit code. No error that a user can cause leaves as a traceback."""
    try:
        for stream in (sys.stdout, sys.stderr):
            stream.reconfigure(errors="replace")  # type: ignore[union-attr]  # text streams both, whatever wraps them
        code = root.main(arguments, prog_name="searchtui", standalone_mode=False)
        sys.stdout.flush()
    except (BrokenPipeError, _OutputClosedError):
        _forget_stdout()
        return 0
    except click.ClickException as error:
        error.show()
        return error.exit_code
    except SearchtuiError as error:
        click.echo(f"searchtui: {_told(error)}", err=True)
        return error.exit_code
    except (KeyboardInterrupt, click.Abort):
        click.echo("Interrupted.", err=True)
        return INTERRUPTED
    return int(code or 0)


def _told(error: SearchtuiError) -> str:
    return str(error) if not error.hint else f"{str(error).removesuffix(error.hint).rstrip()}\n{error.hint}"


def _forget_stdout() -> None:
    """Nobody reads any more: let Python's own flush at the end go nowhere instead of failing."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, sys.stdout.fileno())
    os.close(nowhere)
