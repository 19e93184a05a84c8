"""The command line. Each command is a module of its own; `root` puts them together."""

from __future__ import annotations


def main() -> None:
    """Run the command line and end the process with its exit code."""
    import sys  # noqa: PLC0415 -- this package imports nothing before it is asked to run

    from searchtui.cli.root import run  # noqa: PLC0415

    sys.exit(run(sys.argv[1:]))
