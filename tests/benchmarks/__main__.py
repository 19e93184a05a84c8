"""`python tests/benchmarks …`: see `speed/cli.py`, or `--help`."""

import os
import sys

from speed.cli import main

if __name__ == "__main__":
    # An installed program has its bytecode; one that may not write it compiles itself at every start.
    os.environ.pop("PYTHONDONTWRITEBYTECODE", None)
    sys.exit(main())
