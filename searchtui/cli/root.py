"""The command `searchtui` itself: its commands, and what becomes of errors."""

from __future__ import annotations

import gc
import importlib
import os
import sys
from typing import Any

import click

from searchtui import __version__
from searchtui.cli.choice import LibraryChoice, library_options
from searchtui.errors import SearchtuiError, UsageError

INTERRUPTED = 130

COMMANDS = {
    "check": "searchtui.cli.stats",
    "completion": "searchtui.cli.completion",
    "export": "searchtui.cli.export",
    "fix": "searchtui.cli.fix",
    "inspect": "searchtui.cli.inspect",
    "keys": "searchtui.cli.keys",
    "reindex": "searchtui.cli.reindex",
    "saved": "searchtui.cli.saved",
    "search": "searchtui.cli.search",
    "serve": "searchtui.cli.serve",
    "show": "searchtui.cli.show",
    "stats": "searchtui.cli.stats",
}
"""The module of each command, which has the command under its own name."""


class _OutputClosedError(Exception):
    """Nobody reads the output any more."""


class _Root(click.Group):
    """Imports only the command that is given, and tells a closed pipe apart.

    Of a closed pipe click would make exit code 1, which says "nothing found".
    """

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 -- click's signature
        return sorted(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 -- click's signature
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = getattr(importlib.import_module(COMMANDS[cmd_name]), cmd_name)
        return command

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
    os.environ.setdefault("TEXTUAL_FPS", "120")  # Textual waits for its next frame before it paints
    gc.disable()  # loading makes a great many objects and no garbage; the interface enables it again
    from searchtui.app import run as run_app  # noqa: PLC0415 -- only this command needs the terminal interface

    with choice.open() as library:
        return run_app(library)


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
