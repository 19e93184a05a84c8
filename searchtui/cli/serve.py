"""`searchtui serve`: the terminal interface in a browser on this computer."""

from __future__ import annotations

import shlex
import sys

import click

from searchtui.cli.choice import LibraryChoice, library_options
from searchtui.errors import UsageError


@click.command(
    epilog="""\b
Examples:
  searchtui serve
  searchtui --library ~/press serve --port 9000
""",
)
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="The port to listen at.")
@library_options
def serve(choice: LibraryChoice, *, port: int) -> int:
    """Show the terminal interface in a browser on this computer, a process for each tab.

    Only this computer can reach it, as there is no password. Needs the extra: pip install 'searchtui[serve]'
    """
    try:
        from searchtui.cli.local_server import LocalServer  # noqa: PLC0415 -- needs an extra that few install
    except ImportError as error:
        raise UsageError(
            "The browser needs a further library.", hint="Install with: pip install 'searchtui[serve]'"
        ) from error

    paths = choice.paths()
    places = ("--library", paths.root, "--seeds", paths.seeds, "--index", paths.index)
    try:
        LocalServer(shlex.join(map(str, (sys.executable, "-m", "searchtui", *places))), port).serve()
    except OSError as error:
        raise UsageError(
            f"Port {port} cannot be used: {error.strerror or error}.", hint="Take another with --port."
        ) from error
    return 0
