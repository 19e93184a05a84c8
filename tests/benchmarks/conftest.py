"""The benchmarks are a program of their own: its package is found beside the tests of it."""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
