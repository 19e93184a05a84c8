"""`python tests/benchmarks …`: see `speed/cli.py`, or `--help`."""

import sys

from speed.cli import main

if __name__ == "__main__":
    sys.exit(main())
